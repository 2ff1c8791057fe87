"""What stands above and below a chart: title, unit and group, how it was made, who published it."""

from typing import Protocol

import pandas as pd
import streamlit as st

from indicators.model import Indicator, ObservationStatus
from indicators.slices import EVERYBODY, Group, grains
from pages.components.benchmark_choice import Compared
from pages.components.method_notes import comparison_notes, interval_notes
from pages.components.numbers import format_number, unit_text
from pages.components.period_words import GAP, format_span
from pages.components.places import Place, place_text
from pages.components.reader import Reader
from pages.components.view_of_trends import TrendsView
from pages.components.words import group_text, title_of
from pages.documents.words import source_line


class View(Protocol):
    """Anything that shows one indicator for one group to a reader."""

    @property
    def reader(self) -> Reader:
        """Who reads."""

    @property
    def indicator(self) -> Indicator:
        """What is shown."""

    @property
    def group(self) -> Group:
        """Of whom."""

    @property
    def place(self) -> Place:
        """At which level."""

    @property
    def rows(self) -> pd.DataFrame:
        """The observations shown, all periods."""


def title(indicator: Indicator, reader: Reader) -> str:
    """The indicator's title."""
    return title_of(indicator, reader.language)


def subtitle(view: View, period: str = "") -> str:
    """Unit, level, group, and the period or all years: "per 1,000 · Municipalities of the county · women · 2022"."""
    t = view.reader.t
    parts = [
        unit_text(view.indicator, t, view.reader.language) or t("count"),
        place_text(view.place, t),
        group_text(view.group, t) if view.group != EVERYBODY else "",
        _time(view, period),
    ]
    return " · ".join(part for part in parts if part)


def _time(view: View, period: str) -> str:
    texts = [period] if period else view.rows.dropna(subset="value")["period"].unique()
    return format_span(texts, view.reader.language)


def show_heading(view: View, place: str) -> None:
    """The indicator's title with the place, and below it the unit and group."""
    st.header(f"{title(view.indicator, view.reader)} – {place}", anchor=False)
    st.caption(subtitle(view))


def show_reading_notes(view: TrendsView, from_zero: bool) -> None:
    """How to read the lines: what is dotted, what a gap is, where the axis starts."""
    t = view.reader.t
    compared = [view.name(level, code) for level, code in view.benchmarks.items()]
    notes = [t(GAP[grain]) for grain in grains(view.rows)]
    if view.rows["ci_lower_95"].notna().any():
        notes.append(t("Band: 95% confidence interval, drawn where it hides no other line."))
    if compared and not view.groups:
        shown = compared[:1] if view.wants_small_multiples else compared
        notes.insert(0, t("Dotted: {areas}.", areas=", ".join(shown)))
    for period in dict.fromkeys(each.period for each in view.breaks):
        notes.append(t("Vertical line: the series breaks in {year}.", year=period))
    notes += [each.reason for each in view.area_breaks]
    if view.with_fan:
        notes.append(
            t(
                "Fan: where a smoothing model (ETS) expects the next years, nominally 80 and 95%. Several years ahead "
                "it has been too narrow in tests: read it as the least doubt there is."
            )
        )
    if not from_zero:
        notes.append(t("The axis does not start from zero."))
    st.caption(" ".join(notes))


def show_method(rows: pd.DataFrame, indicator: Indicator, reader: Reader, compared: Compared | None = None) -> None:
    """Source, how the figures and their intervals were made, and how they were compared."""
    t, language = reader.t, reader.language
    st.caption(source_line(rows, reader))
    with st.expander(t("What the figure tells and how it was made")):
        st.markdown(getattr(indicator.description, language))
        notes = (*_notes(rows, reader), *interval_notes(rows, t), *comparison_notes(compared, reader))
        for note in (*notes, *_caveats(indicator, language)):
            st.markdown(f"- {note}")
        if language in indicator.unofficial_translation:
            st.caption(t("Unofficial translation."))


def show_method_of_many(rows: pd.DataFrame, compared: Compared, reader: Reader) -> None:
    """Sources of many indicators' figures, and how their intervals and comparisons were made."""
    st.caption(source_line(rows, reader))
    with st.expander(reader.t("How the figures were made and compared")):
        for note in (*interval_notes(rows, reader.t), *comparison_notes(compared, reader)):
            st.markdown(f"- {note}")


def _caveats(indicator: Indicator, language: str) -> list[str]:
    texts = [getattr(each.reason, language) for each in indicator.breaks]
    return [getattr(indicator.caveats, language), *texts] if indicator.caveats else texts


def _notes(rows: pd.DataFrame, reader: Reader) -> list[str]:
    """Sentences on estimation, moved residents and coverage, only where they apply."""
    t, language = reader.t, reader.language
    notes = []
    estimated = rows["status"].eq(ObservationStatus.ESTIMATED).any()
    methods = rows["method"].dropna()
    if estimated and methods.str.contains("weighted_mean").any():
        notes.append(t("Estimate: a mean of the parts, weighted by their base population."))
    if estimated and methods.str.contains("sum_of_counts").any():
        notes.append(t("Computed by HyteData: the counts of the parts summed, then divided."))
    moved = rows["moved_share"].max()
    if pd.notna(moved) and moved > 0:
        share = format_number(100 * float(moved), 1, language)
        notes.append(
            t(
                "Postal code areas that cross a district border are divided by land area (areal weighting); "
                "at most {share}% of an area's base was moved this way.",
                share=share,
            )
        )
    if rows["coverage"].lt(1 - 1e-9).any():
        least = format_number(100 * float(rows["coverage"].min()), 2, language)
        notes.append(t("A hidden part is left out; the figures cover at least {share}% of the base.", share=least))
    return notes
