"""Cells: one number of a source for one area and period, placed and dated, before it belongs to an indicator.

Readers give rough cells (`ROUGH`): texts as the file has them. `placed_cells` makes them cells (`CELLS`), and
says in a report which it could not.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from indicators.errors import ObservationError
from indicators.formats.marks import NOTHING, Reading, read_marked
from indicators.formats.places import Place
from indicators.formats.reports import Report
from indicators.model import TOTAL
from indicators.periods import Period, parse_period

ROUGH = ("row", "source_id", "place", "place_text", "period", "sex", "value", "mark", "numerator")
"""`place` is a `Place` or None, `row` the place in the file as a text ("row 12"), the rest are texts."""
CELLS = (
    "row",
    "source_id",
    "area_level",
    "area_code",
    "boundary_year",
    "period",
    "period_start",
    "period_end",
    "sex",
    "value",
    "numerator",
    "status",
)
SEX = {
    TOTAL: ("total", "yhteensä", "totalt", "sammanlagt", "_t", "sss", ""),
    "M": ("male", "miehet", "mies", "män", "men", "m"),
    "F": ("female", "naiset", "nainen", "kvinnor", "women", "f"),
}
CODE_OF_SEX = {word: code for code, words in SEX.items() for word in words}


def placed_cells(rough: pd.DataFrame, report: Report, decimal: str = ".") -> pd.DataFrame:
    """The rough cells that have an area, a period, a sex and a readable value; the others go into the report.

    Columns are CELLS. A cell without a number keeps its status and has NaN as value.
    """
    report.rows_read += len(rough)
    known = _keeping(rough, "place", rough["place"], "no area of the register has this code or name", report)
    known = _keeping(known, "when", _each(known["period"], _period), "not a period that is known here", report)
    known = _keeping(known, "sex", _each(known["sex"], code_of_sex), "unknown sex", report)
    readings = [read_marked(value, mark, decimal) for value, mark in zip(known["value"], known["mark"], strict=True)]
    known = _keeping(known, "reading", readings, "neither a number nor a mark that is known here", report)
    return _cells(known, decimal)


def code_of_sex(text: str) -> str | None:
    """The house's code ("_T", "F", "M") of a word for a sex in Finnish, Swedish or English, or None."""
    return CODE_OF_SEX.get(text.strip().casefold())


def _each(texts: pd.Series, read: Callable[[str], object | None]) -> list[object | None]:
    """What `read` makes of every text, asked once for each different one."""
    known = {text: read(text) for text in texts.unique()}
    return [known[text] for text in texts]


def _keeping(
    rough: pd.DataFrame, column: str, values: Iterable[object | None], rule: str, report: Report
) -> pd.DataFrame:
    """The rows whose value is not None, with the values in the column; the others are set aside by the rule."""
    filled = rough.assign(**{column: pd.Series(list(values), index=rough.index, dtype=object)})
    lacking = filled[column].isna()
    if lacking.any():
        report.set_aside(rule, int(lacking.sum()), _shown(rough[lacking].iloc[0], column))
    return filled[~lacking]


def _shown(row: "pd.Series[Any]", column: str) -> str:
    """Where a row stands and what it says there, for a person."""
    said = {"place": "place_text", "when": "period", "reading": "value"}.get(column, column)
    mark = f" with flag '{row['mark']}'" if column == "reading" and row["mark"] else ""
    return f"{row['row']}, {said.removesuffix('_text')} '{str(row[said])[:80]}'{mark}"


def _period(text: str) -> Period | None:
    try:
        return parse_period(text.strip().rstrip("*"))
    except ObservationError:
        return None


def _cells(known: pd.DataFrame, decimal: str) -> pd.DataFrame:
    places: list[Place] = known["place"].tolist()
    periods: list[Period] = known["when"].tolist()
    readings: list[Reading] = known["reading"].tolist()
    counts = [read_marked(text, "", decimal) or NOTHING for text in known["numerator"]]
    return pd.DataFrame(
        {
            "row": known["row"].tolist(),
            "source_id": known["source_id"].tolist(),
            "area_level": [str(place.level) for place in places],
            "area_code": [place.code for place in places],
            "boundary_year": [place.boundary_year for place in places],
            "period": [period.text for period in periods],
            "period_start": [period.start for period in periods],
            "period_end": [period.end for period in periods],
            "sex": known["sex"].tolist(),
            "value": pd.Series([each.value for each in readings], dtype=float),
            "numerator": pd.Series([each.value for each in counts], dtype=float),
            "status": [str(each.status) for each in readings],
        },
        columns=list(CELLS),
    )
