"""What may be said of figures: the verdict of a rule, with every fact it stands on.

A sentence on a page is made from findings and from nothing else, so a checker can derive each verdict
again from its facts alone (`rederived`) and hold it against what is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from indicators.markers import TrendMethod, marker_of
from indicators.measures.comparison import Comparison, compare_periods, compare_with_benchmark
from indicators.measures.trend import mann_kendall, recent_trend
from indicators.model import Indicator, Polarity
from indicators.observations import INTERVALS
from indicators.series import points_of
from indicators.slices import DIMENSIONS


class Rule(StrEnum):
    """How a verdict was reached."""

    SINGLE_OVERLAP = "single_overlapping_interval"
    DOUBLE_OVERLAP = "double_overlapping_intervals"
    RECENT_TREND_OF_COUNTS = "recent_trend_of_counts"
    RECENT_TREND_OF_INTERVALS = "recent_trend_of_intervals"
    MANN_KENDALL = "mann_kendall"


@dataclass(frozen=True)
class Finding:
    """A rule's verdict (a `Comparison` or a `TrendMarker`) of one indicator in one area, and its facts.

    Facts are plain numbers and texts under the names of the observations' columns; series are lists,
    old to new.
    """

    rule: Rule
    verdict: str
    facts: Mapping[str, Any]


def comparison_findings(rows: pd.DataFrame, method: str, indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """A finding for each row of `benchmarks.with_comparison` that was compared, in the rows' order."""
    rule, compared = Rule(method), rows[rows["comparison"] != Comparison.NOT_COMPARED]
    named = [
        *PLACE,
        "period",
        "value",
        *INTERVALS,
        "benchmark_value",
        *(EARLIER if rule is Rule.DOUBLE_OVERLAP else ()),
    ]
    for facts, said in zip(compared[named].to_dict("records"), compared["comparison"], strict=True):
        polarity = indicators[facts["indicator_id"]].polarity
        yield Finding(rule, str(said), facts | {"polarity": str(polarity)})


PLACE = ("indicator_id", "area_level", "area_code", *DIMENSIONS)
EARLIER = tuple(f"benchmark_{name}" for name in INTERVALS)
"""The interval of the benchmark: a fact where that is a figure as uncertain as the area's, an earlier year."""


def trend_finding(marker: Mapping[str, Any], rows: pd.DataFrame, indicator: Indicator) -> Finding | None:
    """The finding behind one row of `markers.trend_markers`; `rows` are its series. None without a test."""
    if marker["method"] == TrendMethod.NONE:
        return None
    points = points_of(rows)
    tested = points[points["year"].between(marker["first_year"], marker["last_year"]) & points["value"].notna()]
    series = {name: tested[name].tolist() for name in ("year", *SERIES_OF[marker["method"]])}
    facts = {name: marker[name] for name in PLACE} | series | {"polarity": str(indicator.polarity)}
    return Finding(Rule(str(marker["method"])), str(marker["marker"]), facts)


SERIES_OF: Mapping[str, tuple[str, ...]] = {
    TrendMethod.RECENT_TREND_OF_COUNTS: ("numerator", "denominator"),
    TrendMethod.RECENT_TREND_OF_INTERVALS: ("value", "ci_lower_95", "ci_upper_95"),
    TrendMethod.MANN_KENDALL: ("value",),
}


def rederived(finding: Finding) -> str:
    """The verdict once more, from the finding's facts alone."""
    facts, polarity = finding.facts, Polarity(finding.facts["polarity"])
    if finding.rule is Rule.SINGLE_OVERLAP:
        low, high, lowest, highest = (facts[name] for name in INTERVALS)
        aim = facts["benchmark_value"]
        return str(compare_with_benchmark(facts["value"], low, high, lowest, highest, aim, polarity))
    if finding.rule is Rule.DOUBLE_OVERLAP:
        earlier, later = ([facts[name] for name in names] for names in (EARLIER, INTERVALS))
        return str(compare_periods(earlier, later, polarity))
    if finding.rule is Rule.MANN_KENDALL:
        return str(marker_of(mann_kendall(facts["value"]).direction, polarity))
    series = [facts[name] for name in SERIES_OF[str(finding.rule)]]
    of_counts = finding.rule is Rule.RECENT_TREND_OF_COUNTS
    found = recent_trend(counts=series[0], denominators=series[1]) if of_counts else recent_trend(*series)
    return str(marker_of(found.direction, polarity))
