"""Map classes: where to part the values so that each colour holds areas that are alike."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

# With few areas, five classes would colour noise.
FEW_AREAS = 20
CLASSES_OF_FEW = 3
CLASSES = 5
# The method's time grows with the square of the number of values: 1 000 take 0.06 s, 3 000 half a second.
MOST_VALUES = 1_000

Numbers = NDArray[np.float64]


def class_breaks(values: Iterable[float], area_count: int, k: int | None = None) -> tuple[float, ...]:
    """The k + 1 edges of k classes, ascending: the minimum, inner edges that are values, the maximum.

    `values` may span several years, so that a colour means one value in all of them; `area_count` is the
    number of areas on one map. k is 3 with fewer than 20 areas and else 5, and never more than there are
    distinct values: all equal gives one class (v, v). The first two edges are equal when the lowest value is
    a class of its own. NaN and infinities are left out; () when nothing is left. More than 1,000 values are
    represented by 1,000 of them at even ranks, extremes included, so the edges are the same every time.

    Fisher–Jenks: of all divisions the one with the least squared deviation within classes. Fisher, W. D.
    (1958), On Grouping for Maximum Homogeneity, JASA 53: 789–798. The same optimum as
    mapclassify.FisherJenks (the oracle in the tests), which takes 0.3 s for 308 areas without numba.
    """
    numbers = _sample(np.sort(_finite(values)))
    if numbers.size == 0:
        return ()
    distinct, counts = np.unique(numbers, return_counts=True)
    wanted = k if k is not None else CLASSES_OF_FEW if area_count < FEW_AREAS else CLASSES
    ends = _class_ends(distinct, counts, min(wanted, len(distinct)))
    return (float(distinct[0]), *(float(distinct[end]) for end in ends))


def _finite(values: Iterable[float]) -> Numbers:
    numbers = np.fromiter(values, dtype=np.float64)
    return numbers[np.isfinite(numbers)]


def _sample(ascending: Numbers) -> Numbers:
    if len(ascending) <= MOST_VALUES:
        return ascending
    return ascending[np.linspace(0, len(ascending) - 1, MOST_VALUES).round().astype(int)]


def _class_ends(distinct: Numbers, counts: NDArray[np.int64], k: int) -> list[int]:
    """Positions in `distinct` of the last value of each of the k classes, ascending.

    Dynamic programming: least[j] is the least deviation of the values up to j in the classes so far, and
    starts[c][j] where the last of them begins.
    """
    spread = _Spread(distinct, counts)
    positions = range(len(distinct))
    least = np.array([spread.between(np.array([0]), end)[0] for end in positions])
    starts = []
    for _ in range(k - 1):
        # A class that begins at i leaves the values up to i−1 to the classes before it.
        totals = [least[:end] + spread.between(np.arange(1, end + 1), end) for end in positions]
        starts.append([int(total.argmin()) + 1 if total.size else 0 for total in totals])
        least = np.array([total.min() if total.size else np.inf for total in totals])
    return _walk_back(starts, len(distinct) - 1)


def _walk_back(starts: list[list[int]], last: int) -> list[int]:
    ends = [last]
    for start in reversed(starts):
        ends.insert(0, start[ends[0]] - 1)
    return ends


class _Spread:
    """Squared deviations from their mean of the values between two positions, from running sums."""

    def __init__(self, distinct: Numbers, counts: NDArray[np.int64]) -> None:
        # Centred and scaled: sums of squares of large, close values would cancel, and huge ones overflow.
        scaled = (distinct - distinct.mean()) / (np.ptp(distinct) or 1.0)
        self._count, self._sum, self._square = (
            np.concatenate([[0.0], np.cumsum(counts * scaled**power)]) for power in range(3)
        )

    def between(self, first: NDArray[np.int64], last: int) -> Numbers:
        """For each position in `first`, the deviation of the values from it up to and with `last`."""
        count = self._count[last + 1] - self._count[first]
        total = self._sum[last + 1] - self._sum[first]
        squares = self._square[last + 1] - self._square[first]
        deviation: Numbers = squares - total**2 / count
        return deviation


def classify(values: Iterable[float], breaks: tuple[float, ...]) -> NDArray[np.int64]:
    """The class of each value, 0 … k−1, in order; −1 for NaN, infinities and where `breaks` is ().

    A value on an inner edge belongs to the class below it, the maximum to the last class. A value outside
    the edges goes to the nearest class.
    """
    numbers = np.fromiter(values, dtype=np.float64)
    known = np.isfinite(numbers) & (len(breaks) > 0)
    return np.where(known, np.searchsorted(breaks[1:-1], numbers, side="left"), -1)
