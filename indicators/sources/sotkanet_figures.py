"""SOTKAnet's rows of figures, from its shape to ours, with every row that was set aside accounted for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.errors import UnexpectedResponse
from indicators.model import TOTAL
from indicators.sources.sotkanet_catalogue import SotkanetMetadata
from indicators.sources.sotkanet_units import largest_value

SEX_OF_GENDER = {"total": TOTAL, "female": "F", "male": "M"}
FIGURE_COLUMNS = ("sotkanet_id", "area_level", "area_code", "year", "sex", "value", "absolute")
LARGEST_ID = 2**31
NOT_STATED = -1
"""In the place of an id or year that is none."""

Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[Any]


class Rule(StrEnum):
    """Why rows are set aside; in this order, a row under the first that it breaks."""

    MALFORMED = "malformed"
    OTHER_INDICATOR = "other_indicator"
    OTHER_YEAR = "other_year"
    OTHER_GENDER = "other_gender"
    UNKNOWN_REGION = "unknown_region"
    CONTRADICTING = "contradicting"
    REPEATED = "repeated"
    NO_NUMBER = "no_number"
    NEGATIVE = "negative"
    ABSURD = "absurd"
    COUNT = "count"


WORDS = {
    Rule.MALFORMED: "the indicator, region, year or gender is missing or of another type",
    Rule.OTHER_INDICATOR: "the row is of an indicator that was not asked for",
    Rule.OTHER_YEAR: "the year was not asked for",
    Rule.OTHER_GENDER: "the gender was not asked for",
    Rule.UNKNOWN_REGION: "the region is not in SOTKAnet's list of regions",
    Rule.CONTRADICTING: "the same region, year and gender come with different values, so none is taken",
    Rule.REPEATED: "the row repeats another, which is taken once",
    Rule.NO_NUMBER: "the value is missing or no finite number",
    Rule.NEGATIVE: "the value is below zero, which its unit does not allow",
    Rule.ABSURD: "the value is far too large for its unit",
    Rule.COUNT: "the absolute value is no possible count",
}
"""For logs and reports of an operator; the pages have their own words."""


@dataclass(frozen=True)
class Refusal:
    """Rows set aside under one rule: how many, and the region id and year of the first (None where it has none)."""

    rule: Rule
    rows: int
    first_region: int | None
    first_year: int | None

    def __str__(self) -> str:
        return f"{self.rows} rows: {WORDS[self.rule]} (first: region {self.first_region}, year {self.first_year})"


@dataclass(frozen=True)
class ParsedFigures:
    """What an answer held.

    `rows`: one row an area, year and sex, columns FIGURE_COLUMNS; `absolute` is NaN where the source
    gives no count. `elsewhere` counts good rows of regions HyteData has no area for. Rows, `elsewhere`
    and refused rows together are the rows of the answer. `years_without_rows` were asked for in vain.
    """

    rows: pd.DataFrame
    refused: tuple[Refusal, ...]
    elsewhere: int
    years_without_rows: tuple[int, ...]


@dataclass(frozen=True)
class _Rows:
    """The answer by columns, one cell a row."""

    indicator: Column
    region: Column
    year: Column
    gender: Column
    value: Column
    absolute: Column
    has_bad_count: Mask


def parse_figures(
    answer: Any,
    metadata: SotkanetMetadata,
    regions: pd.DataFrame,
    *,
    years: Collection[int],
    genders: Collection[str],
) -> ParsedFigures:
    """The figures of an answer to `years` and `genders`; `regions` is what `parse_regions` gave.

    A row that breaks a rule is set aside and counted; nothing is repaired. An empty answer has no rows.
    Raises UnexpectedResponse when the answer is no list of objects, or when no row has a region, year,
    gender or value.
    """
    _check_shape(answer, metadata.sotkanet_id)
    rows = _columns(answer)
    place = pd.Index(regions["sotkanet_region_id"]).get_indexer(rows.region)
    broken = _first_broken(_broken(rows, metadata, place, years, genders), len(answer))
    has_area = regions["area_level"].ne("").to_numpy()[place] & (broken < 0)
    taken = np.flatnonzero(has_area)
    return ParsedFigures(
        rows=_taken(rows, taken, regions.iloc[place[taken]]),
        refused=tuple(_refusals(broken, rows)),
        elsewhere=int(((broken < 0) & ~has_area).sum()),
        years_without_rows=tuple(sorted(set(years) - set(rows.year[broken < 0].tolist()))),
    )


def _check_shape(answer: Any, sotkanet_id: int) -> None:
    if not isinstance(answer, list) or not set(map(type, answer)) <= {dict}:
        raise UnexpectedResponse(f"SOTKAnet's figures of indicator {sotkanet_id} are no list of rows. None was taken.")
    for key in ("indicator", "region", "year", "gender", "value"):
        if answer and not any(key in row for row in answer):
            raise UnexpectedResponse(
                f"SOTKAnet's figures of indicator {sotkanet_id}: no row has {key!r}. None was taken."
            )


def _columns(answer: list[dict[str, Any]]) -> _Rows:
    cells = {key: [row.get(key) for row in answer] for key in ("indicator", "region", "year", "gender", "value")}
    counts = [row.get("absValue") for row in answer]
    absolute = _numbers(counts)
    states_count = np.array([count is not None for count in counts], dtype=bool)
    return _Rows(
        indicator=_ids(cells["indicator"]),
        region=_ids(cells["region"]),
        year=_ids(cells["year"]),
        gender=np.array([cell if type(cell) is str else "" for cell in cells["gender"]], dtype=object),
        value=_numbers(cells["value"]),
        absolute=absolute,
        has_bad_count=states_count & ~np.isfinite(absolute),
    )


def _ids(cells: list[Any]) -> Column:
    """Whole numbers as int64; NOT_STATED for a cell that is none. True and false are none."""
    if set(map(type, cells)) <= {int} and max(cells, default=0) < LARGEST_ID and min(cells, default=0) >= 0:
        return np.array(cells, dtype="int64")
    sound = [cell if type(cell) is int and 0 <= cell < LARGEST_ID else NOT_STATED for cell in cells]
    return np.array(sound, dtype="int64")


def _numbers(cells: list[Any]) -> Column:
    """Numbers as float64; NaN for a cell that is none, text that looks like a number included."""
    if not set(map(type, cells)) <= {int, float}:
        cells = [cell if type(cell) in (int, float) else np.nan for cell in cells]
    try:
        return np.array(cells, dtype="float64")
    except OverflowError:
        return np.array([cell if abs(cell) < largest_value("") else np.inf for cell in cells], dtype="float64")


def _broken(
    rows: _Rows, metadata: SotkanetMetadata, place: Column, years: Iterable[int], genders: Iterable[str]
) -> dict[Rule, Mask]:
    """For each rule the rows that break it, in the order of the rules."""
    contradicting, repeated = _duplicates(rows)
    with np.errstate(invalid="ignore"):
        below_zero = (rows.value < 0) & (not metadata.may_be_negative)
        bad_count = rows.has_bad_count | ((rows.absolute < 0) & (not metadata.may_be_negative))
        too_large = np.abs(rows.value) >= largest_value(metadata.unit_code)
    numbers = np.stack((rows.indicator, rows.region, rows.year))
    return {
        Rule.MALFORMED: (numbers == NOT_STATED).any(axis=0) | (rows.gender == ""),
        Rule.OTHER_INDICATOR: rows.indicator != metadata.sotkanet_id,
        Rule.OTHER_YEAR: ~np.isin(rows.year, list(years)),
        Rule.OTHER_GENDER: ~pd.Index(rows.gender, dtype=object).isin(set(genders) & set(SEX_OF_GENDER)),
        Rule.UNKNOWN_REGION: place < 0,
        Rule.CONTRADICTING: contradicting,
        Rule.REPEATED: repeated,
        Rule.NO_NUMBER: ~np.isfinite(rows.value),
        Rule.NEGATIVE: below_zero,
        Rule.ABSURD: too_large,
        Rule.COUNT: bad_count,
    }


def _duplicates(rows: _Rows) -> tuple[Mask, Mask]:
    """Rows whose key comes again with another value, and rows that only repeat an earlier one."""
    keys = pd.DataFrame({"indicator": rows.indicator, "region": rows.region, "year": rows.year, "gender": rows.gender})
    if not keys.duplicated().any():
        none = np.zeros(len(keys), dtype=bool)
        return none, none
    whole = keys.assign(value=rows.value, absolute=rows.absolute)
    repeated = whole.duplicated().to_numpy()
    several = keys[~repeated].duplicated(keep=False)
    contradicted = pd.MultiIndex.from_frame(keys[~repeated][several])
    return pd.MultiIndex.from_frame(keys).isin(contradicted), repeated


def _first_broken(broken: dict[Rule, Mask], number: int) -> Column:
    """For each row the place of the first rule it breaks, −1 where it breaks none."""
    first = np.full(number, -1, dtype="int8")
    for place, mask in reversed(list(enumerate(broken.values()))):
        first[mask] = place
    return first


def _refusals(broken: Column, rows: _Rows) -> Iterable[Refusal]:
    for place, rule in enumerate(Rule):
        at = np.flatnonzero(broken == place)
        if len(at):
            region, year = (int(column[at[0]]) for column in (rows.region, rows.year))
            yield Refusal(rule, len(at), _stated(region), _stated(year))


def _stated(number: int) -> int | None:
    return None if number == NOT_STATED else number


def _taken(rows: _Rows, taken: Column, areas: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sotkanet_id": rows.indicator[taken],
            "area_level": areas["area_level"].to_numpy(),
            "area_code": areas["area_code"].to_numpy(),
            "year": rows.year[taken],
            "sex": pd.Series(rows.gender[taken], dtype=object).map(SEX_OF_GENDER).to_numpy(),
            "value": rows.value[taken],
            "absolute": rows.absolute[taken],
        }
    )
