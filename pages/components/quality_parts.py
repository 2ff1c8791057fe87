"""The data-quality card of an indicator: is it late, what is known where and when, who owns it, who uses it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st

from geodata.levels import LEVELS, AreaLevel
from indicators.city.uses import Use, uses_of
from indicators.clock import today
from indicators.model import Dataset, Indicator
from indicators.quality import (
    MONTHS_TO_PUBLISH,
    coverage,
    coverage_class,
    division_sizes,
    expected_by,
    gap_years,
    is_late,
    shares,
    whole_percent,
)
from pages.charts.style import INK, MUTED, SEQUENTIAL
from pages.components.feedback import show_report
from pages.components.numbers import format_date, format_number
from pages.components.reader import Reader
from pages.components.register_words import NOT_STATED, USE
from pages.components.tables import Cell, Column, Tone, show_table
from pages.components.words import DATASET, LEVEL, RHYTHM, publisher_text

NO_AREA = "0"


def show_quality(indicator: Indicator, known: pd.DataFrame, rows: pd.DataFrame, reader: Reader) -> None:
    """The card: state in a sentence, coverage as a heat strip, facts as a table, and a way to report an error.

    `known` are the indicator's rows of `load_availability`, `rows` its observations; both may be empty.
    """
    t = reader.t
    st.subheader(t("Data quality"), anchor=False)
    expected = expected_by(indicator, _day(known["last_end"].max()), _day(known["data_date"].max()))
    st.markdown(_state(expected, known, reader))
    if len(rows):
        _show_coverage(coverage(rows, division_sizes()), reader)
    facts = [
        *_dates(indicator, known, expected, reader),
        *_holes(indicator, rows, reader),
        *_people(indicator, reader),
    ]
    columns = [Column(t("Property"), "name"), Column(t("Value"))]
    table = [[label, text] for label, text in facts]
    show_table(t("Data quality"), columns, table, "quality", reader.language, hide_caption=True, sortable=False)
    show_report(indicator, reader)


def _state(expected: date | None, known: pd.DataFrame, reader: Reader) -> str:
    t = reader.t
    if known.empty:
        return t("There are no figures of this indicator yet.")
    if expected is None:
        return t("The source does not say when the next figures come.")
    day = format_date(expected, reader.language)
    if is_late(expected, today()):
        return t("**Late**: newer figures were expected by {day}.", day=day)
    return t("Up to date: newer figures are expected by {day}.", day=day)


def _show_coverage(table: pd.DataFrame, reader: Reader) -> None:
    """One row a level, one column a year: the percentage of the level's areas with a figure, shaded."""
    t = reader.t
    years = range(table["year"].min(), table["year"].max() + 1)
    shown = table.set_index(["area_level", "year"])["share"].to_dict()
    columns = [Column(t("Level"), "name"), *(Column(str(year), "number") for year in years)]
    levels = [level for level in LEVELS if level in set(table["area_level"])]
    cells: list[list[Cell]] = [
        [t(LEVEL[level]), *(_shaded(shown.get((level, year), 0.0)) for year in years)] for level in levels
    ]
    caption = t("Areas with a figure, % of the areas of each level, by year")
    show_table(caption, columns, cells, "coverage", reader.language, sortable=False, heat=True, tones=_tones(reader))


def _shaded(share: float) -> Cell:
    tone = coverage_class(share)
    return {"text": str(whole_percent(share)) if tone else "–", "tone": str(tone)}


def _tones(reader: Reader) -> dict[str, Tone]:
    colours = enumerate(SEQUENTIAL[4], 1)
    shades = {str(place): Tone(colour, "#ffffff" if place == 4 else INK, "", "") for place, colour in colours}
    return {NO_AREA: Tone("#f3f5f7", MUTED, "", reader.t("no figure")), **shades}


def _dates(indicator: Indicator, known: pd.DataFrame, expected: date | None, reader: Reader) -> list[tuple[str, str]]:
    t, language = reader.t, reader.language
    copied = _day(known["data_date"].max())
    rule = t(
        "by {day}: the next period by rhythm ends and {months} months pass",
        day=format_date(expected, language) if expected else "",
        months=MONTHS_TO_PUBLISH,
    )
    stated = t("{day}, stated by the source", day=indicator.next_update or "")
    following = t("not foretold") if expected is None else stated if _is_stated(indicator, copied) else rule
    datasets = [t(DATASET[Dataset(each)]) for each in sorted(known["dataset"].unique())]
    return [
        (t("Updates"), t(RHYTHM[indicator.update_rhythm])),
        (t("Last update"), format_date(copied, language) if copied else t("no figures")),
        (t("Next update"), following),
        (t("Fetched from"), "; ".join(datasets) or t("not fetched yet")),
    ]


def _is_stated(indicator: Indicator, copied: date | None) -> bool:
    """True when the day awaited is the definition's own: without a last period nothing else foretells."""
    return expected_by(indicator, None, copied) is not None


def _holes(indicator: Indicator, rows: pd.DataFrame, reader: Reader) -> list[tuple[str, str]]:
    """Gaps in years, hidden and missing figures, breaks."""
    t, found = reader.t, shares(rows)
    if not found.figures:
        return []
    gaps = gap_years(rows, indicator.update_rhythm)
    told = [f"{t(LEVEL[AreaLevel(level)])}: {_runs(years)}" for level, years in gaps.items()]
    breaks = [f"{each.period}: {getattr(each.reason, reader.language)}" for each in indicator.breaks]
    return [
        (t("Years without a figure"), "; ".join(told) or t("none between the first and the last year")),
        (t("Hidden figures"), _part(found.suppressed, found.figures, reader)),
        (t("Missing figures"), _part(found.missing, found.figures, reader)),
        (t("Breaks in the series"), " ".join(breaks) or t("none known")),
    ]


def _part(share: float, figures: int, reader: Reader) -> str:
    written = format_number(100 * share, 1, reader.language)
    return reader.t("{share}% of {count} figures", share=written, count=format_number(figures, 0, reader.language))


def _people(indicator: Indicator, reader: Reader) -> list[tuple[str, str]]:
    t = reader.t
    uses = [_use(each, reader) for each in uses_of(indicator)]
    return [
        (t("Owner"), publisher_text(indicator.owner, t) or t(NOT_STATED)),
        (t("Contact"), indicator.homepage),
        (t("Licence"), indicator.licence),
        (t("Used in"), "; ".join(uses) or t("no known use")),
    ]


def _use(use: Use, reader: Reader) -> str:
    name = getattr(use.name, reader.language) if use.name else ""
    return reader.t(USE[use.kind], place=use.place, name=name)


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _runs(years: Sequence[int]) -> str:
    """Years as written: "1998, 2003–2005"."""
    runs = [[year for _, year in run] for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
