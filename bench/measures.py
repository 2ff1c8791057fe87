"""Intervals, trend markers and comparisons of every embedded row, beside the obvious way: one row or series at a time.

Then the same with every indicator copied ten and a hundred times under other names, without the peer.
"""

import resource
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

import numpy as np
import pandas as pd
from scipy.stats import chi2, kendalltau, theilslopes
from statsmodels.stats.proportion import proportion_confint

from bench.results import Row
from bench.store_read import copied
from geodata.levels import AreaLevel
from indicators.benchmarks import Benchmark, BenchmarkKind, with_comparison
from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded
from indicators.markers import trend_markers
from indicators.model import Indicator, Kind, Polarity
from indicators.series import SERIES
from indicators.uncertainty import with_intervals

GROWTH = {1: 5, 10: 3, 100: 1}
"""How many times the embedded rows, and how often each size is measured."""
LIMIT_S = 2.0
"""All three together, at 1×."""
BENCHMARK = Benchmark(BenchmarkKind.AREA, AreaLevel.WELLBEING_COUNTY, ("03",))
PEER = "pandas, statsmodels and SciPy, one row or series at a time"
STEPS = ("intervals", "trend markers", "comparison with the county")

Catalogue = Mapping[str, Indicator]
Step = Callable[[pd.DataFrame, Catalogue], pd.DataFrame]


def measure() -> Iterator[Row | str]:
    """A row for each step beside its peer, then the growth."""
    took = {}
    for times, repeats in GROWTH.items():
        rows, catalogue = copied(read_embedded(), times).to_pandas(), _copied_catalogue(times)
        if times == 1:
            _check_equal(rows, catalogue)
        runs = _seconds(rows, catalogue, OURS + THEIRS if times == 1 else OURS, repeats)
        took[times] = len(rows), runs[: len(OURS)]
        for step, ours, theirs in zip(STEPS, runs, runs[len(OURS) :], strict=False):
            both = (tuple(1000 * run for run in each) for each in (ours, theirs))
            yield Row(f"{step} of {len(rows):,} observations", PEER, "time", *both, unit="ms")
    yield _growth(took)


def _growth(took: dict[int, tuple[int, list[list[float]]]]) -> str:
    """Seconds at each size, what ten times the rows cost, the limit, and the memory."""
    seconds = {times: sum(median(runs) for runs in steps) for times, (_, steps) in took.items()}
    sizes = ", ".join(f"{took[times][0]:,} rows ({times}×) {each:.2f} s" for times, each in seconds.items())
    ratios = ", ".join(
        f"{(seconds[large] / took[large][0]) / (seconds[1] / took[1][0]):.1f} × from 1× to {large}×"
        for large in list(seconds)[1:]
    )
    met = "met" if seconds[1] <= LIMIT_S else "**not met**"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return (
        f"Intervals, trend markers and comparison together: {sizes}; time a row grows {ratios}. "
        f"Limit {LIMIT_S:g} s at 1×: {met}. Peak memory of the process {peak:.1f} GiB."
    )


def _seconds(rows: pd.DataFrame, catalogue: Catalogue, steps: tuple[Step, ...], repeats: int) -> list[list[float]]:
    """Seconds of each run by step; the steps take turns."""
    found: list[list[float]] = [[] for _ in steps]
    for _ in range(repeats):
        for place, step in enumerate(steps):
            start = time.perf_counter()
            step(rows, catalogue)
            found[place].append(time.perf_counter() - start)
    return found


def _copied_catalogue(times: int) -> Catalogue:
    """The catalogue, and copies under the names of the copied rows."""
    known = dict(load_catalogue())
    copies = {
        f"{name}_{number}": each.model_copy(update={"indicator_id": f"{name}_{number}"})
        for number in range(1, times)
        for name, each in known.items()
    }
    return known | copies


def _check_equal(rows: pd.DataFrame, catalogue: Catalogue) -> None:
    """Both sides find the same ends, p-values, slopes and words."""
    ends = ["ci_lower_95", "ci_upper_95", "ci_lower_998", "ci_upper_998"]
    pairs = [(ours(rows, catalogue), theirs(rows, catalogue)) for ours, theirs in zip(OURS, THEIRS, strict=True)]
    np.testing.assert_allclose(pairs[0][0][ends], pairs[0][1][ends], rtol=1e-9, atol=1e-9)
    tested, tested_too = (each.dropna(subset="p_value").set_index(list(SERIES)).sort_index() for each in pairs[1])
    pd.testing.assert_frame_equal(tested[["p_value", "slope"]], tested_too[["p_value", "slope"]], rtol=1e-9)
    if pairs[2][0]["comparison"].astype(str).tolist() != pairs[2][1]["comparison"].tolist():
        raise RuntimeError("the comparisons differ")


def _compared(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    return with_comparison(rows, rows, BENCHMARK, catalogue)


# --- the obvious way


def _intervals_by_row(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    found = [_ends(row, catalogue[row.indicator_id]) for row in rows.itertuples()]
    return pd.DataFrame(found, columns=["ci_lower_95", "ci_upper_95", "ci_lower_998", "ci_upper_998"], index=rows.index)


def _ends(row, indicator: Indicator) -> list[float]:
    if np.isnan(row.value) or np.isnan(row.numerator) or indicator.kind not in (Kind.SHARE, Kind.RATE):
        return [np.nan] * 4
    largest = smallest = row.denominator
    if np.isnan(row.denominator):
        if row.value <= 0 or row.numerator <= 0:
            return [np.nan] * 4
        half, events = 0.5 * 10**-indicator.decimals, indicator.multiplier * row.numerator
        largest = events / (row.value - half) if row.value > half else np.inf
        smallest = events / (row.value + half)
        if indicator.kind is Kind.SHARE:
            smallest = max(smallest, row.numerator)
    if not largest > 0:
        return [np.nan] * 4
    tails = (0.05, 0.002)
    ends = (
        (_interval(row, indicator, largest, tail)[0], _interval(row, indicator, smallest, tail)[1]) for tail in tails
    )
    return [indicator.multiplier * end for pair in ends for end in pair]


def _interval(row, indicator: Indicator, denominator: float, tail: float) -> tuple[float, float]:
    if np.isinf(denominator):
        return 0.0, 0.0
    if indicator.kind is Kind.SHARE:
        low, high = proportion_confint(row.numerator, denominator, tail, "wilson")
        return max(low, 0.0), min(high, 1.0)
    low, high = _poisson(row.numerator, tail)
    return low / denominator, high / denominator


def _poisson(count: float, tail: float) -> tuple[float, float]:
    if count < 10:
        low = chi2.ppf(tail / 2, 2 * count) / 2 if count > 0 else 0.0
        return low, chi2.ppf(1 - tail / 2, 2 * count + 2) / 2
    z = np.sqrt(chi2.ppf(1 - tail, 1))
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    return low, (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * np.sqrt(count + 1))) ** 3


def _trends_by_series(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Mann–Kendall and Theil–Sen, series by series; no embedded series has five counted years for more."""
    found = []
    for key, group in rows.groupby(list(SERIES)):
        indicator = catalogue[key[0]]
        known = group.dropna(subset="value").sort_values("period")
        for each in indicator.breaks:
            if group["period"].max() >= each.period:
                known = known[known["period"] >= each.period]
        p_value = slope = np.nan
        if indicator.kind is not Kind.POSITION and len(known) >= 10 and (group["period"].str.len() == 4).all():
            p_value = kendalltau(known["period"].astype(int), known["value"]).pvalue
            p_value = 1.0 if known["value"].nunique() == 1 else p_value
            slope = theilslopes(known["value"], known["period"].astype(int))[0]
        found.append((*key, p_value, slope))
    return pd.DataFrame(found, columns=[*SERIES, "p_value", "slope"])


def _compared_by_row(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    county = rows[(rows["area_level"] == "WELLBEING_COUNTY") & (rows["area_code"] == "03")]
    groups = ["indicator_id", "period", "sex", "age_group", "population_group"]
    aims = county.set_index(groups)["value"].to_dict()
    words = [_word(row, aims, catalogue[row.indicator_id].polarity) for row in rows.itertuples()]
    return rows.assign(comparison=words)


def _word(row, aims: dict, polarity: Polarity) -> str:
    aim = aims.get((row.indicator_id, row.period, row.sex, row.age_group, row.population_group), np.nan)
    itself = (row.area_level, row.area_code) == ("WELLBEING_COUNTY", "03")
    if itself or np.isnan(row.value) or np.isnan(row.ci_lower_95) or np.isnan(aim):
        return "not_compared"
    if row.ci_lower_95 <= aim <= row.ci_upper_95:
        return "similar"
    above = row.ci_lower_95 > aim
    much = "" if row.ci_lower_998 <= aim <= row.ci_upper_998 else "much_"
    if polarity is Polarity.NEUTRAL:
        return much + ("higher" if above else "lower")
    return much + ("better" if above == (polarity is Polarity.HIGHER_IS_BETTER) else "worse")


OURS: tuple[Step, ...] = (with_intervals, trend_markers, _compared)
THEIRS: tuple[Step, ...] = (_intervals_by_row, _trends_by_series, _compared_by_row)
