"""The trend marker of every series: rising, falling, no significant change, or why it cannot be said.

Series with counts or intervals get the recent trend of their latest five years; others Mann–Kendall
with Theil–Sen from ten points on, which may lie apart but not overlap. Positions, figures of months or
quarters (which have seasons), overlapping means and breaks speak against either; gaps, hidden points and
survey rounds of several years against a recent trend. All series of a table are tested at once.
"""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.measures.kendall import kendall_tests
from indicators.measures.trend import (
    CHI2_LIMIT,
    MINIMUM_POINTS,
    P_LIMIT,
    POINTS,
    Direction,
    trends_of_counts,
    trends_of_values,
)
from indicators.model import Indicator, Polarity
from indicators.series import NUMBERS, SERIES, points_of, series_of

Array = npt.NDArray[np.float64]


class TrendMethod(StrEnum):
    """The test behind a marker."""

    RECENT_TREND_OF_COUNTS = "recent_trend_of_counts"
    RECENT_TREND_OF_INTERVALS = "recent_trend_of_intervals"
    MANN_KENDALL = "mann_kendall"
    NONE = "none"


class NoMarker(StrEnum):
    """Why a series has no marker, the first reason that applies."""

    POSITION = "position"
    MONTHS_OR_QUARTERS = "months_or_quarters"
    SEVERAL_YEARS = "several_years"
    SURVEY_ROUNDS = "survey_rounds"
    FEWER_THAN_FIVE_YEARS = "fewer_than_five_years"
    HIDDEN_OR_MISSING = "hidden_or_missing"
    GAP = "gap"
    BREAK = "break"
    COUNT_EQUALS_DENOMINATOR = "count_equals_denominator"
    INTERVAL_WITHOUT_WIDTH = "interval_without_width"
    FEWER_THAN_TEN_YEARS = "fewer_than_ten_years"


class TrendMarker(StrEnum):
    """Direction and polarity together, as a reader is told."""

    INCREASING_BETTER = "increasing_better"
    INCREASING_WORSE = "increasing_worse"
    DECREASING_BETTER = "decreasing_better"
    DECREASING_WORSE = "decreasing_worse"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


_MARKERS = {
    (Direction.INCREASING, Polarity.HIGHER_IS_BETTER): TrendMarker.INCREASING_BETTER,
    (Direction.INCREASING, Polarity.LOWER_IS_BETTER): TrendMarker.INCREASING_WORSE,
    (Direction.INCREASING, Polarity.NEUTRAL): TrendMarker.INCREASING,
    (Direction.DECREASING, Polarity.HIGHER_IS_BETTER): TrendMarker.DECREASING_WORSE,
    (Direction.DECREASING, Polarity.LOWER_IS_BETTER): TrendMarker.DECREASING_BETTER,
    (Direction.DECREASING, Polarity.NEUTRAL): TrendMarker.DECREASING,
}


def marker_of(direction: Direction, polarity: Polarity) -> TrendMarker:
    """The marker of a test's direction for an indicator's polarity."""
    return _MARKERS.get((direction, polarity)) or TrendMarker(str(direction))


def trend_markers(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """One row a series of `rows` (any indicators, areas and groups): the columns of `SERIES` and its marker.

    `marker`, `method`, `reason` ("" where there is a marker), `break_year` (NaN without a break within
    the series), `first_year`, `last_year` and `points` of what was tested, `statistic` (χ² or Kendall's
    S), and for Mann–Kendall `p_value` and `slope` a year in the value's unit.
    """
    points = points_of(rows)
    series = series_of(points, catalogue)
    found = pd.concat([_recent(points, series[series["counted"]]), _long(points, series[~series["counted"]])])
    both = series.join(found).sort_index()
    return both.assign(marker=_markers(both))[[*SERIES, "marker", *RESULTS]].reset_index(drop=True)


RESULTS = (
    "method", "reason", "break_year", "first_year", "last_year", "points", "statistic", "p_value", "slope"
)  # fmt: skip


def _recent(points: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """The recent trend of series with counts or intervals, or the first reason against it."""
    ready = series["rows"] >= POINTS
    place = series.loc[ready, "end"].to_numpy()[:, None] - np.arange(POINTS, 0, -1)
    latest = {name: points[name].to_numpy(float)[place] for name in NUMBERS}
    early = _first({NoMarker.MONTHS_OR_QUARTERS: ~series["of_years"], NoMarker.FEWER_THAN_FIVE_YEARS: ~ready})
    found = _untested(series).assign(reason=early)
    found.loc[ready, "reason"] = _why_not_recent(latest, series[ready])
    share = series.loc[ready, "share"].to_numpy() & ~np.isnan(latest["denominator"]).any(axis=1)
    tested = (found.loc[ready, "reason"] == "").to_numpy()
    for method, chosen, test, names in (
        (TrendMethod.RECENT_TREND_OF_COUNTS, tested & share, trends_of_counts, NUMBERS[1:3]),
        (TrendMethod.RECENT_TREND_OF_INTERVALS, tested & ~share, trends_of_values, (NUMBERS[0], *NUMBERS[3:5])),
    ):
        statistic, sign = test(*(latest[name][chosen] for name in names))
        where = series.index[ready][chosen]
        found.loc[where, "method"] = str(method)
        found.loc[where, ["statistic", "points"]] = np.column_stack([statistic, np.full(len(where), POINTS)])
        found.loc[where, ["first_year", "last_year"]] = latest["year"][chosen][:, [0, -1]]
        found.loc[where, "sign"] = np.where(statistic > CHI2_LIMIT, sign, 0.0)
    return found


def _why_not_recent(latest: dict[str, Array], series: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The first reason against testing the latest five points of each series, "" without one."""
    full = series["share"].to_numpy()[:, None] & (latest["numerator"] >= latest["denominator"])
    reasons = {
        NoMarker.MONTHS_OR_QUARTERS: ~series["of_years"],
        NoMarker.SEVERAL_YEARS: series["overlaps"],
        NoMarker.SURVEY_ROUNDS: series["several_years"],
        NoMarker.HIDDEN_OR_MISSING: np.isnan(latest["ci_lower_95"]).any(axis=1),
        NoMarker.GAP: (np.diff(latest["year"]) != 1).any(axis=1),
        NoMarker.BREAK: series["break_year"].to_numpy() > latest["year"][:, 0],
        NoMarker.COUNT_EQUALS_DENOMINATOR: full.any(axis=1),
        NoMarker.INTERVAL_WITHOUT_WIDTH: (latest["ci_upper_95"] <= latest["ci_lower_95"]).any(axis=1),
    }
    return _first(reasons)


def _long(points: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Mann–Kendall with Theil–Sen of series without counts, from the latest break on, or the reason against it."""
    known = points.loc[points["value"].notna() & points["series"].isin(series.index), ["series", "year", "value"]]
    since = known["series"].map(series["break_year"]).fillna(-np.inf)
    usable = known[known["year"] >= since]
    number = usable.groupby("series").size().reindex(series.index, fill_value=0)
    reasons = {
        NoMarker.POSITION: series["position"],
        NoMarker.MONTHS_OR_QUARTERS: ~series["of_years"],
        NoMarker.SEVERAL_YEARS: series["overlaps"],
        NoMarker.FEWER_THAN_FIVE_YEARS: series["known"] < POINTS,
        NoMarker.BREAK: (number < MINIMUM_POINTS) & (series["known"] >= MINIMUM_POINTS),
        NoMarker.FEWER_THAN_TEN_YEARS: number < MINIMUM_POINTS,
    }
    found = _untested(series).assign(reason=_first(reasons))
    chosen = found.index[found["reason"] == ""]
    usable = usable[usable["series"].isin(chosen)]
    for length, part in usable.groupby(usable["series"].map(number)):
        _test_long(part, int(length), found)
    return found


def _test_long(part: pd.DataFrame, length: int, found: pd.DataFrame) -> None:
    """Write the tests of all series with this many points into `found`."""
    where = part["series"].to_numpy()[::length]
    years, values = (part[name].to_numpy(float).reshape(-1, length) for name in ("year", "value"))
    s, p_value, slope = kendall_tests(years, values)
    found.loc[where, "method"] = str(TrendMethod.MANN_KENDALL)
    found.loc[where, ["statistic", "p_value", "slope"]] = np.column_stack([s, p_value, slope])
    found.loc[where, ["first_year", "last_year"]] = years[:, [0, -1]]
    found.loc[where, "points"] = length
    found.loc[where, "sign"] = np.where(p_value < P_LIMIT, np.sign(s), 0.0)


def _untested(series: pd.DataFrame) -> pd.DataFrame:
    """The columns of a result, nothing tested yet, for each series."""
    numbers = dict.fromkeys(("first_year", "last_year", "points", "statistic", "p_value", "slope", "sign"), np.nan)
    return pd.DataFrame(numbers | {"method": str(TrendMethod.NONE), "reason": ""}, index=series.index)


def _first(reasons: Mapping[NoMarker, npt.ArrayLike]) -> npt.NDArray[np.object_]:
    """The first reason that holds, "" where none does."""
    conditions = [np.asarray(each, dtype=bool) for each in reasons.values()]
    return np.select(conditions, [np.array(str(each), dtype=object) for each in reasons], np.array("", dtype=object))


def _markers(found: pd.DataFrame) -> list[str]:
    """The words of sign and polarity, where there was a test."""
    ways = dict(zip((1, -1, 0, 2), Direction, strict=True))
    words = {(sign, side): str(marker_of(way, side)) for sign, way in ways.items() for side in Polarity}
    signs = found["sign"].fillna(2).astype(int)
    return [words[pair] for pair in zip(signs, found["polarity"], strict=True)]
