"""Whether a figure differs from a benchmark by more than chance.

The default method of HyteData is the single overlapping interval at two levels: a benchmark inside
the area's 95 % interval is "similar", outside it "better" or "worse", outside the 99.8 % interval too
"much better" or "much worse". An indicator without a better direction says "higher" and "lower".
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.errors import MeasureError
from indicators.measures.estimate import Numbers
from indicators.measures.intervals import normal_quantile
from indicators.model import Kind, Polarity

METHOD = "single_overlapping_interval"
"""The name of the default method, as it stands in the metadata of a shown comparison."""
METHOD_OF_PERIODS = "double_overlapping_intervals"


class Comparison(StrEnum):
    """What a test says of an area beside its benchmark. "Similar" is a result, not the lack of one."""

    MUCH_BETTER = "much_better"
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    MUCH_WORSE = "much_worse"
    MUCH_HIGHER = "much_higher"
    HIGHER = "higher"
    LOWER = "lower"
    MUCH_LOWER = "much_lower"
    NOT_COMPARED = "not_compared"


_WORDS = {
    Polarity.HIGHER_IS_BETTER: ("MUCH_WORSE", "WORSE", "SIMILAR", "BETTER", "MUCH_BETTER"),
    Polarity.LOWER_IS_BETTER: ("MUCH_BETTER", "BETTER", "SIMILAR", "WORSE", "MUCH_WORSE"),
    Polarity.NEUTRAL: ("MUCH_LOWER", "LOWER", "SIMILAR", "HIGHER", "MUCH_HIGHER"),
}
"""By polarity: the words for much lower, lower, similar, higher, much higher."""


def compare_with_benchmark(
    value: npt.ArrayLike,
    lower_95: npt.ArrayLike,
    upper_95: npt.ArrayLike,
    lower_998: npt.ArrayLike,
    upper_998: npt.ArrayLike,
    benchmark: npt.ArrayLike,
    polarity: Polarity | str | Sequence[str],
) -> Comparison | npt.NDArray[np.object_]:
    """The comparison of each value; a `Comparison` for single numbers, an array of them for arrays.

    All in one unit. A benchmark that lies on an interval's end is inside. Anything missing, the value
    included, is NOT_COMPARED. `polarity` is one for all, or one a value; ValueError for an unknown one.
    """
    given = (value, lower_95, upper_95, lower_998, upper_998, benchmark)
    known = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in given))
    _, low, high, lowest, highest, aim = known
    steps = (low > aim) * (1 + (lowest > aim)) - (high < aim) * (1 + (highest < aim))
    return _in_words(steps, np.isnan(known).any(axis=0), polarity)


def compare_periods(
    earlier: Sequence[npt.ArrayLike],
    later: Sequence[npt.ArrayLike],
    polarity: Polarity | str | Sequence[str],
) -> Comparison | npt.NDArray[np.object_]:
    """Two points in time by double overlap: different when the intervals share nothing, at 95 and at 99.8 %.

    The words say what the later point is beside the earlier one. Each side is lower_95, upper_95, lower_998,
    upper_998, in one unit; intervals that touch do share a point. Both figures are uncertain, so this asks
    more than a single interval does; it is a cautious test. Missing ends and `polarity` as above.
    """
    known = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in (*earlier, *later)))
    low_1, high_1, lowest_1, highest_1, low_2, high_2, lowest_2, highest_2 = known
    rise, fall = (low_2 > high_1) * (1 + (lowest_2 > highest_1)), (high_2 < low_1) * (1 + (highest_2 < lowest_1))
    steps = rise - fall
    return _in_words(steps, np.isnan(known).any(axis=0), polarity)


def funnel_limits(
    denominators: npt.ArrayLike, benchmark: float, kind: Kind | str, confidence_level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Control limits around a benchmark for each denominator (Spiegelhalter 2005, normal approximation).

    `benchmark` is a share (0–1) for `kind` "share" (or "proportion"), events a person for "rate"; limits are in its
    unit, within 0–1 or from 0. For shares the limits say just what the Wilson intervals say: a point
    lies outside when its interval excludes the benchmark. For rates the two may disagree near a limit,
    since Poisson intervals are not symmetric. A denominator of 0 gives missing limits. Raises MeasureError
    for other kinds and for a benchmark that no share or rate can have.
    """
    kind = Kind.SHARE if kind == "proportion" else kind
    if kind not in (Kind.SHARE, Kind.RATE):
        raise MeasureError(f"funnel limits are for shares and rates, not for '{kind}'")
    most = 1.0 if kind == Kind.SHARE else np.inf
    if benchmark < 0 or benchmark > most:
        raise MeasureError(f"benchmark {benchmark:g}: a {kind} lies between 0 and {most:g}; divide by its multiplier")
    sizes = np.asarray(denominators, dtype=float)
    size = np.where(sizes > 0, sizes, np.nan)
    spread = benchmark * (1 - benchmark) if kind == Kind.SHARE else benchmark
    reach = normal_quantile(confidence_level) * np.sqrt(spread / size)
    return np.maximum(benchmark - reach, 0.0), np.minimum(benchmark + reach, most)


def quantiles(values: npt.ArrayLike, k: int) -> Numbers | pd.Series:
    """The group (1 … k, 1 holds the lowest) of each of N values: ⌊(k + 1) − ⌈(N + 1 − rank)/(N/k)⌉⌋.

    Ties share the lowest rank. Missing values have no group (NaN); with fewer values than groups none has.
    A Series keeps its index. Raises MeasureError for fewer than one group.
    """
    if k < 1:
        raise MeasureError(f"{k} groups: give 1 or more")
    series = pd.Series(values, dtype=float)
    number = int(series.notna().sum())
    rank = series.rank(method="min")
    group = (k + 1) - np.ceil((number + 1 - rank) * k / number) if number >= k else rank * np.nan
    return group if isinstance(values, pd.Series) else group.to_numpy()


def _in_words(
    steps: npt.NDArray[np.int_], unknown: npt.ArrayLike, polarity: Polarity | str | Sequence[str]
) -> Comparison | npt.NDArray[np.object_]:
    """Steps −2 … 2 from the benchmark, in the words of the polarity."""
    codes, sides = pd.factorize(np.atleast_1d(np.asarray(polarity, dtype=object)), use_na_sentinel=False)
    words = np.empty((len(sides), 6), dtype=object)  # the last column: not compared
    for row, side in enumerate(sides):
        words[row] = [Comparison[word] for word in (*_WORDS[Polarity(side)], "NOT_COMPARED")]
    found = words[np.broadcast_to(codes, np.shape(steps) or (1,)), np.where(unknown, 5, steps + 2)]
    return found if np.ndim(steps) else found[0]
