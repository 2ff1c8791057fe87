"""One indicator in full: its definition in words, how its figures are tested, where and when there are any."""

from typing import Any

import pandas as pd
import streamlit as st

from geodata.levels import LEVELS
from indicators.catalogue import load_catalogue
from indicators.markers import TrendMethod, trend_markers
from indicators.model import AggregationMethod, Dataset, Indicator
from indicators.quality import level_facts, level_sizes
from pages.components.comparison_words import TREND_METHOD
from pages.components.method_notes import interval_notes
from pages.components.numbers import format_date, format_number, unit_text
from pages.components.period_words import format_span
from pages.components.reader import Reader
from pages.components.selection import chosen
from pages.components.tables import Cell, Column, show_table
from pages.components.trend_words import NO_TREND, reason_text
from pages.components.words import DATASET, IMPACT, LEVEL, POLARITY, REFUSAL, THEME, publisher_text, title_of

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
    facts = [*_facts(indicator, reader), *_tests(indicator, rows, reader)]
    table = [[label, text] for label, text in facts if text]
    columns = [Column(t("Property"), "name", width="35%"), Column(t("Value"), width="65%")]
    show_table(t("Definition"), columns, table, "definition", language, hide_caption=True, sortable=False)
    if len(known):
        _show_levels(rows, reader)


def _show_levels(rows: pd.DataFrame, reader: Reader) -> None:
    """A row a level, however many datasets its figures come from."""
    t = reader.t
    columns = [
        Column(t("Level"), "name"),
        Column(t("Periods"), "short"),
        Column(t("Areas with a figure"), "number"),
        Column(t("Hidden figures"), "number"),
        Column(t("Newest copy"), "short"),
        Column(t("Fetched from")),
        Column(t("Publisher")),
    ]
    caption = t("Where and when there are figures")
    show_table(caption, columns, _levels(rows, reader), "levels", reader.language, sortable=False, stacked=True)


def _facts(indicator: Indicator, reader: Reader) -> list[tuple[str, str]]:
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


def _levels(rows: pd.DataFrame, reader: Reader) -> list[list[Cell]]:
    facts = level_facts(rows, level_sizes()).set_index("area_level").to_dict("index")
    listed = {str(level): own for level, own in rows.dropna(subset="value").groupby("area_level")}
    return [
        [reader.t(LEVEL[level]), *_level(facts[level], listed[level], reader)] for level in LEVELS if level in facts
    ]


def _level(facts: dict[Any, Any], rows: pd.DataFrame, reader: Reader) -> list[Cell]:
    t, language = reader.t, reader.language
    known, areas = (format_number(facts[name], 0, language) for name in ("known", "areas"))
    datasets = [t(DATASET[Dataset(each)]) for each in sorted(rows["dataset"].unique())]
    published = rows[["publisher", "licence"]].drop_duplicates().sort_values(["publisher", "licence"])
    publishers = [f"{publisher_text(name, t)} ({licence})" for name, licence in published.itertuples(index=False)]
    return [
        format_span((facts["first_period"], facts["last_period"]), language),
        t("{known} of {count}", known=known, count=areas),
        t("{share}%", share=format_number(100 * facts["suppressed"], 1, language)),
        format_date(pd.Timestamp(facts["data_date"]).date(), language),
        "; ".join(datasets),
        "; ".join(publishers),
    ]
