"""The comparison view's parts: its choices, the table, and what it says in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from indicators.measures.comparison import Comparison
from indicators.model import Indicator, Theme
from pages.components.benchmark_choice import CODES, Compared
from pages.components.comparison_words import tones
from pages.components.filters import ALL_THEMES, choose_theme
from pages.components.links import link_to
from pages.components.period_words import period_cell, period_heading
from pages.components.screen import filter_width
from pages.components.selection import choose, choose_flag, choose_many
from pages.components.sentences import Sentence
from pages.components.tables import Cell, Column, ref_cell, show_table
from pages.components.view_of_areas import AreasView
from pages.components.view_of_comparison import GOODNESS, ComparisonView
from pages.components.words import THEME, status_text, title_of
from pages.locales.messages import Translator

AREAS_AT_FIRST = 12


def choose_larger(view: AreasView) -> Compared:
    """The larger area, or the similar ones, that everything is compared with."""
    offered = view.offered_benchmarks()
    code = choose(
        st.selectbox,
        view.reader.t("Compare with"),
        "benchmark",
        list(offered),
        next(iter(offered)),
        known=CODES,
        format_func=lambda code: offered[code].name,
        width=filter_width(),
    )
    return offered[code]


def choose_comparison(view: AreasView, choices: st.delta_generator.DeltaGenerator) -> ComparisonView:
    """The choices of the view: theme and benchmark in the row of filters, areas below it."""
    t = view.reader.t
    with choices:
        theme = choose_theme(view.reader)
        compared = choose_larger(view)
    known = set(view.newest.dropna(subset="value")["area_code"])
    offered = [code for code in view.place.areas(view.reader.home) if code in known]
    first = sorted(offered, key=lambda code: code != view.reader.home)[:AREAS_AT_FIRST]
    areas = choose_many(t("Areas"), "areas", offered, first, format_func=view.name, placeholder=t("Choose areas"))
    if len(areas) < len(offered):
        st.caption(t("{known} of {count} areas are shown.", known=len(areas), count=len(offered)))
    with st.container(horizontal=True, gap="medium"):
        tested_only = choose_flag(t("Only figures that a test can compare"), "tested", True)
        grouped = choose_flag(t("Group by theme"), "grouped", True)
    themes = tuple(Theme) if theme == ALL_THEMES else (Theme(theme),)
    return ComparisonView(view, compared, tuple(areas), themes, tested_only, grouped)


def show_tartan(view: ComparisonView) -> None:
    """Draw the table: an indicator a row, an area a column, grouped by theme when the reader wishes."""
    areas, t = view.areas_view, view.areas_view.reader.t
    columns = [
        Column(t("Indicator"), "name", link_to("map", areas.reader.link(level=areas.place.code, indicator=""))),
        Column(period_heading(view.shown_rows["period"].unique(), t), "short"),
        Column(view.compared.name, "number"),
        *(Column(areas.name(code), "number") for code in view.areas),
    ]
    groups = [(t(THEME[theme]), number) for theme, number in view.by_theme()]
    rows = [_row(each, view) for each in view.indicators]
    caption = t("Compared with the benchmark {name}", name=view.compared.name)
    show_table(caption, columns, rows, "tartan", areas.reader.language, heat=True, groups=groups, tones=tones(t))


def _title(indicator: Indicator, view: ComparisonView) -> str:
    return title_of(indicator, view.areas_view.reader.language)


def _row(indicator: Indicator, view: ComparisonView) -> list[Cell]:
    found = [view.cells.get((indicator.indicator_id, code)) for code in view.areas]
    known = [each for each in found if each is not None]
    aims = [each["benchmark_value"] for each in known if pd.notna(each["benchmark_value"])]
    period = str(known[0]["period"]) if known else ""
    aim = view.areas_view.written(indicator, float(aims[0])) if aims else ""
    return [
        ref_cell(_title(indicator, view), indicator.indicator_id),
        period_cell(period, view.areas_view.reader.language),
        aim,
        *(_cell(indicator, each, view) for each in found),
    ]


def _cell(indicator: Indicator, row: dict[str, Any] | None, view: ComparisonView) -> Cell:
    """A value on the ground of what the test says; why there is none where it is missing."""
    if row is None:
        return ""
    said = Comparison(str(row["comparison"]))
    if pd.isna(row["value"]):
        return status_text(str(row["status"]), indicator, view.areas_view.reader.t)
    text = view.areas_view.written(indicator, float(row["value"]))
    return {"text": text, "sort": GOODNESS.get(said, ""), "tone": str(said)}


def show_in_words(sentences: Sequence[Sentence], t: Translator) -> None:
    """Draw a sentence an area, folded away; nothing where there is none."""
    if not sentences:
        return
    with st.expander(t("The same in words")):
        st.markdown("\n".join(f"- {each.text}" for each in sentences))
