"""Trend markers as a reader is told: sign and words, the years, or why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators.findings import Finding
from indicators.markers import NoMarker, TrendMarker, TrendMethod
from pages.components.comparison_words import MARKER, MARKER_SIGN, NO_MARKER, TREND_NAME
from pages.components.sentences import Sentence
from pages.locales.messages import Translator, mark

TREND = mark("{name}, {first}–{last}: {marker} ({method}).")
NO_TREND = mark("cannot be calculated: {reason}")


def marker_text(marker: Mapping[str, Any], t: Translator) -> str:
    """ "↗ ✓ increasing and getting better", or "cannot be calculated: fewer than five years"."""
    if marker["method"] == TrendMethod.NONE:
        return t(NO_TREND, reason=reason_text(marker, t))
    said = TrendMarker(marker["marker"])
    return f"{MARKER_SIGN[said]} {t(MARKER[said])}".strip()


def reason_text(marker: Mapping[str, Any], t: Translator) -> str:
    """Why there is no marker."""
    reason = NoMarker(marker["reason"])
    if reason is NoMarker.BREAK:
        return t(NO_MARKER[reason], year=int(marker["break_year"]))
    return t(NO_MARKER[reason])


def years_text(marker: Mapping[str, Any]) -> str:
    """ "1990–2011", the years a test looked at; "" without one."""
    if pd.isna(marker["first_year"]):
        return ""
    return f"{marker['first_year']:.0f}–{marker['last_year']:.0f}"


def trend_cell(marker: Mapping[str, Any], t: Translator) -> dict[str, str]:
    """A table's cell: the marker with the years tested, or only why there is none, small."""
    if marker["method"] == TrendMethod.NONE:
        return {"text": "", "note": reason_text(marker, t)}
    return {"text": marker_text(marker, t), "note": years_text(marker)}


def trend_sentence(name: str, finding: Finding, t: Translator) -> Sentence:
    """The finding of a trend test, of something called `name`."""
    years = finding.facts["year"]
    said = TrendMarker(finding.verdict)
    text = t(
        TREND,
        name=name,
        first=f"{years[0]:.0f}",
        last=f"{years[-1]:.0f}",
        marker=t(MARKER[said]),
        method=t(TREND_NAME[TrendMethod(str(finding.rule))]),
    )
    return Sentence(text, (finding,))
