"""The slow, obvious twins of `indicators.measures.intervals`: one number at a time, nothing shared with the twin.

Wilson's ends are the roots of the quadratic he solved. Exact Poisson ends are found by bisection on sums of
probabilities, Byar's straight from the formula.
"""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

from scipy.stats import t

Ends = tuple[float, float]


def z_slowly(level: float) -> float:
    return NormalDist().inv_cdf(1 - (1 - level) / 2)


def wilson_slowly(part: float, whole: float, level: float) -> Ends:
    """The shares p with (part/whole − p)² = z² p(1 − p)/whole: the roots of a p² − b p + c."""
    share, z2 = part / whole, z_slowly(level) ** 2
    a, b, c = 1 + z2 / whole, 2 * share + z2 / whole, share**2
    half = math.sqrt(max(b**2 - 4 * a * c, 0.0))
    upper = (b + half) / (2 * a)
    return c / (a * upper), upper  # the product of the roots is c/a


def exact_poisson_slowly(count: int, level: float) -> Ends:
    """The means under which so many events or more, or so many or fewer, have half of what is left of 1."""
    tail = (1 - level) / 2
    lower = 0.0
    if count > 0:
        lower = _bisect(lambda mean: _at_least(count, mean) < tail)
    return lower, _bisect(lambda mean: _at_most(count, mean) > tail)


def byar_slowly(count: float, level: float) -> Ends:
    z, above = z_slowly(level), count + 1
    lower = 0.0
    if count > 0:
        lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    if lower < 0:
        lower = 0.0
    return lower, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3


def poisson_slowly(count: int, level: float) -> Ends:
    if count < 10:
        return exact_poisson_slowly(count, level)
    return byar_slowly(count, level)


def mean_slowly(values: Sequence[float | None], level: float) -> Ends | None:
    known = [value for value in values if value is not None]
    n = len(known)
    if n < 2:
        return None
    mean = math.fsum(known) / n
    variance = math.fsum((value - mean) ** 2 for value in known) / (n - 1)
    reach = float(t.ppf(1 - (1 - level) / 2, n - 1)) * math.sqrt(variance / n)
    return mean - reach, mean + reach


def _probability(count: int, mean: float) -> float:
    if mean == 0:
        return 1.0 if count == 0 else 0.0
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def _at_most(count: int, mean: float) -> float:
    return math.fsum(_probability(k, mean) for k in range(count + 1))


def _at_least(count: int, mean: float) -> float:
    """Summed on its own, so that a small tail keeps its digits."""
    return math.fsum(_probability(k, mean) for k in range(count, count + 200))


def _bisect(is_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        if is_below(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2
