"""What a picture shows in words. "Better" and "worse" are said only where a test says so.

Templates keep place names in their basic form, because no rule inflects every Finnish name right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.findings import Finding, comparison_findings
from indicators.measures.comparison import Comparison
from indicators.slices import of_period
from pages.components.comparison_words import COMPARISON
from pages.components.map_picture import MapPicture
from pages.components.view_of_map import MapView
from pages.components.view_of_trends import TrendsView
from pages.locales.messages import mark

NAMED_AT_MOST = 12
"""Areas are named one by one up to this number, then counted."""
HIGHEST_LOWEST = mark("{period}: highest {high_area} {high}, lowest {low_area} {low}.")


@dataclass(frozen=True)
class Sentence:
    """A text, and the findings it stands on: none for plain arithmetic."""

    text: str
    findings: tuple[Finding, ...] = ()


def trends_sentence(view: TrendsView) -> str:
    """The ends of the lines at the newest period, or the first and newest figure of a lone line."""
    t, lines = view.reader.t, view.line_names()
    if not view.areas:
        return t("Choose at least one area.")
    own = [(name, rows) for name, rows in (lines if view.groups else lines[: len(view.areas)]) if len(rows)]
    if not own:
        return t("None of the chosen areas has a figure.")
    if len(own) == 1:
        return _sentence_of_one(view, *own[0])
    newest = max((rows["period_end"].iloc[-1], rows["period"].iloc[-1]) for _, rows in own)[1]
    ends = sorted((rows["value"].iloc[-1], name) for name, rows in own if rows["period"].iloc[-1] == newest)
    if len(ends) < 2:
        return t("{period}: too few areas have a figure to compare.", period=view.period_text(newest))
    (low, low_area), (high, high_area) = ends[0], ends[-1]
    values = {"high": view.written(high), "low": view.written(low)}
    return t(HIGHEST_LOWEST, period=view.period_text(newest), high_area=high_area, low_area=low_area, **values)


def _sentence_of_one(view: TrendsView, area: str, rows: pd.DataFrame) -> str:
    """The first and the newest figure of one line, or the only one."""
    t, first, last = view.reader.t, rows.iloc[0], rows.iloc[-1]
    end = view.written(last["value"])
    if len(rows) == 1:
        return t("{area}, {period}: {value}.", area=area, period=view.period_text(last["period"]), value=end)
    start = view.written(first["value"])
    return t(
        "{area}, {first}: {start}; {last}: {end}.",
        area=area,
        first=view.period_text(first["period"]),
        last=view.period_text(last["period"]),
        start=start,
        end=end,
    )


def show_map_sentences(picture: MapPicture, period: str) -> None:
    """Draw what the map shows in words."""
    st.markdown(" ".join(sentence.text for sentence in map_sentences(picture, period)))


def map_sentences(picture: MapPicture, period: str) -> list[Sentence]:
    """Highest and lowest, the benchmark, and which areas differ from it by more than chance."""
    view = picture.view
    t, ends = view.reader.t, view.spread(period)
    if ends is None:
        return [Sentence(t("{period}: too few areas have a figure to compare.", period=view.period_text(period)))]
    names = {"high_area": view.name(ends.highest_code), "low_area": view.name(ends.lowest_code)}
    values = {"high": view.written(ends.highest), "low": view.written(ends.lowest)}
    first = Sentence(t(HIGHEST_LOWEST, period=view.period_text(period), **names, **values))
    known = [Sentence(text)] if (text := view.known_text(period)) else []
    return [first, *known, *_compared_sentences(picture, period)]


def _compared_sentences(picture: MapPicture, period: str) -> Iterator[Sentence]:
    compared, line, t = picture.compared, picture.benchmark_line(period), picture.view.reader.t
    if compared is None:
        return
    if line:
        yield Sentence(f"{line[0]}: {picture.view.written(line[1])}.")
    rows = of_period(picture.compared_rows, period)
    indicators = {picture.view.indicator.indicator_id: picture.view.indicator}
    findings = tuple(comparison_findings(rows, compared.benchmark.method, indicators))
    if not findings and picture.view.has_intervals:
        yield Sentence(t("Benchmark {name}: no figure can be compared by a test.", name=compared.name))
    if findings:
        parts = [text for each in picture.scale if (text := _said_of(each, findings, picture.view))]
        yield Sentence(
            t("Compared with the benchmark {name}: {parts}.", name=compared.name, parts="; ".join(parts)), findings
        )


def _said_of(verdict: Comparison, findings: tuple[Finding, ...], view: MapView) -> str:
    """ "better: Suur-Tapiola, Suur-Matinkylä"; of many areas their number."""
    codes = [each.facts["area_code"] for each in findings if each.verdict == verdict]
    said = view.reader.t(COMPARISON[verdict])
    if len(findings) > NAMED_AT_MOST:
        return f"{said} {len(codes)}" if codes else ""
    return f"{said}: {', '.join(view.name(code) for code in codes)}" if codes else ""
