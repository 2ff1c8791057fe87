"""How often our intervals hold the true figure: computed from the binomial and Poisson laws, not simulated.

For each true figure of a fine grid, the probabilities of all outcomes whose interval holds it are summed.
Coverage jumps with the discrete outcomes, so averages and minima are over many true figures.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, poisson

from indicators.measures.intervals import (
    CONFIDENCE_LEVELS,
    Interval,
    byar_interval,
    exact_poisson_interval,
    poisson_interval,
    wilson_interval,
)

SIZES = (20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
TRUE_SHARES = np.linspace(0.01, 0.5, 997)
"""997 points, so that the steps are no whole number of persons in any of the sizes."""
COUNT_BANDS = ((0.0, 5.0), (5.0, 20.0), (20.0, np.inf))
RATE_BANDS = ((0.5, 1.0), (1.0, 2.0), (2.0, 5.0), (5.0, 10.0), (10.0, 20.0), (20.0, 100.0), (100.0, 1000.0))
TRUTHS_IN_BAND = 401
LARGE = 20
"""Expected count from which an approximate interval is held to its level."""
ALLOWED = (0.94, 0.96)
POISSON_METHODS: dict[str, Callable[..., Interval]] = {
    "exact Poisson": exact_poisson_interval,
    "Byar": byar_interval,
    "the one in use (exact below 10, Byar from 10)": poisson_interval,
}

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Coverage:
    """The coverage of one method over a band of true figures, at 95 and 99.8 %."""

    method: str
    band: str
    is_large: bool
    average_95: float
    least_95: float
    average_998: float
    least_998: float

    @property
    def verdict(self) -> str:
        """What was required of the band, and whether it is kept."""
        if self.method.startswith("exact"):
            kept = self.least_95 >= CONFIDENCE_LEVELS[0] and self.least_998 >= CONFIDENCE_LEVELS[1]
            return "never below its level" if kept else "**falls below its level**"
        if not self.is_large:
            return "small counts: stated, not required"
        kept = ALLOWED[0] <= self.average_95 <= ALLOWED[1]
        return "94–96 % on average" if kept else "**outside 94–96 % on average**"


def coverage_of(ends: Interval, probabilities: Array, truths: Array) -> Array:
    """For each truth, the probability of the outcomes whose interval holds it (outcomes × truths)."""
    low, high = (np.asarray(end)[:, None] for end in ends)
    return np.where((low <= truths) & (truths <= high), probabilities, 0.0).sum(axis=0)


def of_wilson(size: int, interval: Callable[..., Interval] = wilson_interval) -> Iterator[Coverage]:
    """Coverage of a share's interval among so many persons, by bands of the expected count."""
    outcomes = np.arange(size + 1)
    probabilities = binom.pmf(outcomes[:, None], size, TRUE_SHARES)
    found = [coverage_of(interval(outcomes, size, level), probabilities, TRUE_SHARES) for level in CONFIDENCE_LEVELS]
    expected = size * TRUE_SHARES
    for low, high in COUNT_BANDS:
        chosen = (low <= expected) & (expected < high)
        if chosen.any():
            band = f"{size:,} persons, expected count {_band(low, high)}"
            yield _summed_up("Wilson", band, low >= LARGE, [each[chosen] for each in found])


def of_poisson(method: str, interval: Callable[..., Interval]) -> Iterator[Coverage]:
    """Coverage of a count's interval, by bands of the true count."""
    for low, high in RATE_BANDS:
        truths = np.geomspace(low, high, TRUTHS_IN_BAND)
        outcomes = np.arange(_highest(high) + 1, dtype=float)
        probabilities = poisson.pmf(outcomes[:, None], truths)
        found = [coverage_of(interval(outcomes, level), probabilities, truths) for level in CONFIDENCE_LEVELS]
        yield _summed_up(method, f"true count {_band(low, high)}", low >= LARGE, found)


def tables() -> Iterator[tuple[str, list[Coverage]]]:
    """Each method's name and its coverage by band."""
    yield "Wilson's interval of a share", [each for size in SIZES for each in of_wilson(size)]
    for method, interval in POISSON_METHODS.items():
        yield f"Interval of a count: {method}", list(of_poisson(method, interval))


def markdown(rows: list[Coverage]) -> str:
    """The rows as a table."""
    head = "| where | 95 %: average | least | 99.8 %: average | least | verdict |\n|---|--:|--:|--:|--:|---|"
    return "\n".join([head, *(_line(each) for each in rows)])


def _line(row: Coverage) -> str:
    numbers = (row.average_95, row.least_95, row.average_998, row.least_998)
    return f"| {row.band} | {' | '.join(f'{100 * each:.2f}' for each in numbers)} | {row.verdict} |"


def _summed_up(method: str, band: str, is_large: bool, found: list[Array]) -> Coverage:
    """Average and least of the coverages at both levels."""
    at_95, at_998 = ((float(each.mean()), float(each.min())) for each in found)
    return Coverage(method, band, is_large, *at_95, *at_998)


def _band(low: float, high: float) -> str:
    if np.isinf(high):
        return f"{low:g} or more"
    return f"below {high:g}" if low == 0 else f"{low:g} – {high:g}"


def _highest(truth: float) -> int:
    """A count that is exceeded with a probability below 1e-12."""
    return int(poisson.isf(1e-13, truth)) + 1
