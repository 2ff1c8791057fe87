"""What figures are compared with: a larger area, similar areas, a goal, an earlier year, or an area's own total.

The benchmark is taken as known, except an earlier year of the same area, whose figure is as uncertain
as the later one: there two intervals are held against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from geodata.levels import AreaLevel
from indicators.measures.comparison import (
    METHOD,
    METHOD_OF_PERIODS,
    compare_periods,
    compare_with_benchmark,
    funnel_limits,
)
from indicators.measures.intervals import CONFIDENCE_LEVELS
from indicators.model import Indicator
from indicators.observations import INTERVALS
from indicators.slices import DIMENSIONS, EVERYBODY, of_areas, of_group

MINIMUM_SIMILAR = 3
"""Similar areas are no benchmark when fewer of them have a figure."""
FIGURE = ["indicator_id", "period", *DIMENSIONS]
PLACE = ["indicator_id", "area_level", "area_code", "period"]


class BenchmarkKind(StrEnum):
    """The sorts of benchmark."""

    AREA = "area"
    SIMILAR = "similar"
    GOAL = "goal"
    EARLIER = "earlier"
    OWN_TOTAL = "own_total"


@dataclass(frozen=True)
class Benchmark:
    """One benchmark; which fields count is told by its kind."""

    kind: BenchmarkKind
    level: AreaLevel = AreaLevel.COUNTRY
    codes: tuple[str, ...] = ()
    """The larger area's code, or those of the similar areas."""
    goal: float = float("nan")
    """In the indicator's unit."""
    period: str = ""

    @property
    def method(self) -> str:
        """The name of the test, as it stands in the metadata."""
        return METHOD_OF_PERIODS if self.kind is BenchmarkKind.EARLIER else METHOD


def with_comparison(
    rows: pd.DataFrame, observations: pd.DataFrame, benchmark: Benchmark, catalogue: Mapping[str, Indicator]
) -> pd.DataFrame:
    """`rows` (any indicators) with `benchmark_value` (in the row's unit), its interval, and `comparison`.

    `observations` holds the benchmark's own figures. A row without an interval or a benchmark, and the
    benchmark area itself, are not compared.
    """
    joined = rows.reset_index(drop=True)
    aims = _aims(joined, observations, benchmark)
    sides = joined["indicator_id"].map({name: catalogue[name].polarity for name in joined["indicator_id"].unique()})
    ends = [joined[name].astype(float) for name in INTERVALS]
    if benchmark.kind is BenchmarkKind.EARLIER:
        found = compare_periods([aims[name] for name in INTERVALS], ends, sides.to_numpy())
    else:
        low, high, lowest, highest = ends
        found = compare_with_benchmark(joined["value"], low, high, lowest, highest, aims["value"], sides.to_numpy())
    aims = aims.rename(columns=lambda name: "benchmark_value" if name == "value" else f"benchmark_{name}")
    return pd.concat([joined, aims], axis=1).assign(comparison=found).set_index(rows.index)


def chance_limits(
    sizes: Sequence[float], value: float, indicator: Indicator
) -> tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]:
    """Lower and upper limits at 95 and at 99.8 % for bases of these sizes around a benchmark, in its unit.

    Beyond them lies what chance alone would not do. Raises MeasureError for anything but shares and rates.
    """
    share = value / indicator.multiplier
    both = [funnel_limits(sizes, share, indicator.kind, level) for level in CONFIDENCE_LEVELS]
    inner, outer = ((np.stack(ends) * indicator.multiplier).tolist() for ends in both)
    return (inner[0], inner[1]), (outer[0], outer[1])


def _aims(rows: pd.DataFrame, observations: pd.DataFrame, benchmark: Benchmark) -> pd.DataFrame:
    """The benchmark's value and interval for each row, in the rows' order; of the newest boundaries."""
    columns = ["value", *INTERVALS]
    if benchmark.kind is BenchmarkKind.GOAL:
        return pd.DataFrame(dict.fromkeys(columns, benchmark.goal), index=rows.index)
    if benchmark.kind is BenchmarkKind.EARLIER:
        key = [name for name in (*PLACE, *DIMENSIONS) if name != "period"]
        source = _newest(observations[observations["period"] == benchmark.period])
    elif benchmark.kind is BenchmarkKind.OWN_TOTAL:
        key, source = [*PLACE, "boundary_year"], of_group(observations, EVERYBODY)
    elif benchmark.kind is BenchmarkKind.SIMILAR:
        own = _newest(of_areas(observations, benchmark.level, benchmark.codes))
        key, source = FIGURE, _medians(own, needed_of(benchmark.codes))
    else:
        key, source = FIGURE, _newest(of_areas(observations, benchmark.level, benchmark.codes))
    found = rows[[*PLACE, "boundary_year", *DIMENSIONS]].merge(
        source[[*key, *columns]], on=key, how="left", validate="many_to_one"
    )
    return found[columns].astype(float).mask(_is_itself(rows, benchmark))


def _is_itself(rows: pd.DataFrame, benchmark: Benchmark) -> pd.Series:
    """Rows that are their own benchmark."""
    if benchmark.kind is BenchmarkKind.EARLIER:
        return rows["period"] == benchmark.period
    if benchmark.kind is BenchmarkKind.OWN_TOTAL:
        return (rows[list(DIMENSIONS)] == "_T").all(axis=1)
    if benchmark.kind in (BenchmarkKind.AREA, BenchmarkKind.SIMILAR):
        return (rows["area_level"] == benchmark.level) & rows["area_code"].isin(benchmark.codes)
    return pd.Series(False, index=rows.index)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each figure: of the newest boundaries it is told in."""
    return rows.sort_values("boundary_year").drop_duplicates([*PLACE, *DIMENSIONS], keep="last")


def needed_of(codes: Sequence[str]) -> int:
    """How many similar areas must have a figure: all but one, and never fewer than three."""
    return max(MINIMUM_SIMILAR, len(codes) - 1)


def _medians(rows: pd.DataFrame, needed: int) -> pd.DataFrame:
    """The median of the areas' values for each figure that enough of them have; it has no interval."""
    grouped = rows.dropna(subset="value").groupby(FIGURE)["value"]
    values = grouped.median()[grouped.count() >= needed].reset_index()
    return values.assign(**dict.fromkeys(INTERVALS, np.nan))
