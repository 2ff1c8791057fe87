"""The trends view's parts beside the picture: the fan of the next years, and what a test says of each line."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from indicators.findings import trend_finding
from indicators.markers import TrendMethod
from pages.components.method_notes import trend_notes
from pages.components.numbers import format_number
from pages.components.selection import choose_flag
from pages.components.sentences import Sentence
from pages.components.tables import Cell, Column, number_cell, show_table
from pages.components.trend_words import marker_text, trend_sentence, years_text
from pages.components.view_of_trends import TrendsView


def choose_fan(view: TrendsView) -> TrendsView:
    """Offer the next years as a fan, where a lone area has ten years or more."""
    if not view.can_fan:
        return view
    return replace(view, with_fan=choose_flag(view.reader.t("Show where the next five years may lie"), "fan", False))


def show_markers(view: TrendsView) -> None:
    """Draw a table of the lines: what a test says, of which years, the slope, and how."""
    t, found = view.reader.t, view.markers()
    if not found:
        return
    texts = {marker_text(marker, t) for _, marker, _ in found}
    if len(texts) == 1 and all(marker["method"] == TrendMethod.NONE for _, marker, _ in found):
        st.markdown(t("Trend of every line: {text}.", text=texts.pop()))
        return
    columns = [
        Column(t("Line"), "name"),
        Column(t("Trend"), "text"),
        Column(t("Years tested"), "short"),
        Column(t("Change a year"), "number"),
    ]
    rows = [[name, marker_text(marker, t), years_text(marker), _slope(view, marker)] for name, marker, _ in found]
    show_table(t("What a test says of each line"), columns, rows, "markers", view.reader.language)
    for note in trend_notes([marker["method"] for _, marker, _ in found], t):
        st.caption(note)


def trend_sentences(view: TrendsView) -> Iterator[Sentence]:
    """A sentence for each line that a test looked at."""
    for name, marker, rows in view.markers():
        finding = trend_finding(marker, rows, view.indicator)
        if finding is not None:
            yield trend_sentence(name, finding, view.reader.t)


def _slope(view: TrendsView, marker: dict[str, Any]) -> Cell:
    """The Theil–Sen slope with one more decimal than the figure has."""
    slope = marker["slope"]
    if pd.isna(slope):
        return ""
    text = format_number(slope, view.indicator.decimals + 1, view.reader.language)
    return number_cell(f"+{text}" if slope > 0 else text, float(slope))
