"""One indicator in full: its definition in words, how its figures are tested, where and when there are any."""

import pandas as pd
import streamlit as st

from geodata.levels import LEVELS, AreaLevel
from indicators.catalogue import load_catalogue
from indicators.markers import TrendMethod, trend_markers
from indicators.model import AggregationMethod, Indicator
from pages.components.comparison_words import TREND_METHOD
from pages.components.method_notes import interval_notes
from pages.components.numbers import unit_text
from pages.components.reader import Reader
from pages.components.selection import chosen
from pages.components.tables import Cell, Column, show_table
from pages.components.trend_words import NO_TREND, reason_text
from pages.components.words import IMPACT, LEVEL, POLARITY, REFUSAL, THEME, publisher_text, title_of

NO_INDICATOR = ""


def chosen_indicator() -> str:
    """The `indicator_id` the URL names, `NO_INDICATOR` without one; an unknown one is told and dropped."""
    code = chosen("indicator", load_catalogue(), NO_INDICATOR)
    if code == NO_INDICATOR:
        st.query_params.pop("indicator", None)
    return code


def show_back(reader: Reader) -> None:
    """The way from one indicator back to the list, as it was left."""
    st.button(reader.t("All information"), key="back", on_click=_leave_indicator)


def _leave_indicator() -> None:
    st.query_params.pop("indicator", None)


def show_indicator(indicator: Indicator, known: pd.DataFrame, rows: pd.DataFrame, reader: Reader) -> None:
    """An indicator's definition in words, how its figures are tested, and where and when there are any.

    `known` are its rows of `load_availability`, `rows` its observations.
    """
    t, language = reader.t, reader.language
    st.subheader(title_of(indicator, language), anchor=False)
    if language in indicator.unofficial_translation:
        st.caption(t("Unofficial translation."))
    if language in indicator.missing_translation:
        st.caption(t("The source has no texts in this language; they are in Finnish."))
    st.markdown(getattr(indicator.description, language))
    if indicator.caveats:
        st.markdown(f"{t('Caveats')}: {getattr(indicator.caveats, language)}")
    facts = [*_facts(indicator, known, reader), *_tests(indicator, rows, reader)]
    table = [[label, text] for label, text in facts if text]
    columns = [Column(t("Property"), "name"), Column(t("Value"))]
    show_table(t("Definition"), columns, table, "definition", language, hide_caption=True, sortable=False)
    if len(known):
        _show_levels(known, reader)


def _show_levels(known: pd.DataFrame, reader: Reader) -> None:
    t = reader.t
    columns = [
        Column(t("Level"), "name"),
        Column(t("Areas"), "number"),
        Column(t("Years"), "short"),
        Column(t("Publisher")),
    ]
    caption = t("Where and when there are figures")
    show_table(caption, columns, _levels(known, reader), "levels", reader.language, sortable=False)


def _facts(indicator: Indicator, known: pd.DataFrame, reader: Reader) -> list[tuple[str, str]]:
    t, language = reader.t, reader.language
    return [
        (t("Theme"), t(THEME[indicator.theme])),
        (t("Impact level"), t(IMPACT[indicator.impact_level])),
        (t("Unit"), unit_text(indicator, t, language) or t("count")),
        (t("Direction"), t(POLARITY[indicator.polarity])),
        (t("Number in SOTKAnet"), str(indicator.sotkanet_id or "")),
        (t("Can be computed for larger areas"), _aggregation(indicator, reader)),
        (t("Identifier"), indicator.indicator_id),
    ]


def _tests(indicator: Indicator, rows: pd.DataFrame, reader: Reader) -> list[tuple[str, str]]:
    """How intervals and trends are made for this indicator, or why there are none."""
    if rows.empty:
        return []
    t = reader.t
    found = trend_markers(rows, {indicator.indicator_id: indicator})
    tested = found[found["method"] != TrendMethod.NONE]
    names = [t(TREND_METHOD[TrendMethod(method)]) for method in tested["method"].unique()]
    reason = found.iloc[0].to_dict() | {"reason": found["reason"].mode().iloc[0]}
    trend = "; ".join(names) if names else t(NO_TREND, reason=reason_text(reason, t))
    return [(t("Interval"), " ".join(interval_notes(rows, t))), (t("Trend"), trend)]


def _aggregation(indicator: Indicator, reader: Reader) -> str:
    t = reader.t
    if indicator.aggregation.reason:
        return t("No: {reason}", reason=t(REFUSAL[indicator.aggregation.reason]))
    if indicator.aggregation.method is AggregationMethod.SUMS:
        return t("Yes: counts are summed, then divided.")
    return t("Yes: as a mean weighted by the base population.")


def _levels(known: pd.DataFrame, reader: Reader) -> list[list[Cell]]:
    order = {str(level): place for place, level in enumerate(LEVELS)}
    ordered = known.sort_values("area_level", key=lambda levels: levels.map(order))
    return [
        [
            reader.t(LEVEL[AreaLevel(row.area_level)]),
            str(row.areas),
            _years(row),
            f"{publisher_text(row.publisher, reader.t)} ({row.licence})",
        ]
        for row in ordered.rename(columns={"first_start": "first", "last_end": "last"}).itertuples()
    ]


def _years(row: pd.Series) -> str:
    first, last = pd.Timestamp(row.first).year, pd.Timestamp(row.last).year
    return str(first) if first == last else f"{first}–{last}"
