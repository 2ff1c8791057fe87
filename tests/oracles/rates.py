"""The slow, obvious twins of `indicators.measures.rates`: plain loops over lists, nothing shared with the twin.

Exact Poisson ends are found by bisection on the sum of probabilities, not by a chi-square quantile.
"""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

Numbers = Sequence[float]
Three = tuple[float, float, float]


def z_of(level: float) -> float:
    return NormalDist().inv_cdf(1 - (1 - level) / 2)


def poisson_slowly(count: int, level: float = 0.95) -> tuple[float, float]:
    if count >= 10:
        z, above = z_of(level), count + 1
        lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
        return lower, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    tail = (1 - level) / 2
    lower = 0.0 if count == 0 else _where_falls_to(lambda mean: _at_most(count - 1, mean), 1 - tail)
    return lower, _where_falls_to(lambda mean: _at_most(count, mean), tail)


def _at_most(count: int, mean: float) -> float:
    return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))


def _where_falls_to(falling: Callable[[float], float], target: float) -> float:
    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > target else (low, middle)
    return low


def crude_slowly(count: int, population: float, multiplier: float, level: float) -> Three:
    lower, upper = poisson_slowly(count, level)
    return multiplier * count / population, multiplier * lower / population, multiplier * upper / population


def directly_standardised_slowly(
    counts: Sequence[int], populations: Numbers, standard: Numbers, multiplier: float, level: float
) -> Three:
    weighted, variance, weights, total = 0.0, 0.0, 0.0, 0
    for count, population, weight in zip(counts, populations, standard, strict=True):
        weighted += weight * count / population
        variance += weight**2 * count / population**2
        weights += weight
        total += count
    value, variance = weighted / weights, variance / weights**2
    lower, upper = poisson_slowly(total, level)
    scale = math.sqrt(variance / total)
    return (
        multiplier * value,
        multiplier * (value + scale * (lower - total)),
        multiplier * (value + scale * (upper - total)),
    )


def life_table_slowly(deaths: Numbers, populations: Numbers, ages: Numbers, level: float) -> Three:
    """The whole table, column by column: M, a, q, l, L, T, e, and Chiang's variance at the first age."""
    groups = len(ages)
    last = groups - 1
    m = [deaths[i] / populations[i] for i in range(groups)]
    n = [ages[i + 1] - ages[i] for i in range(last)]
    a = [0.1 if (ages[i], ages[i + 1]) == (0, 1) else 0.5 for i in range(last)]
    q = [n[i] * m[i] / (1 + n[i] * (1 - a[i]) * m[i]) for i in range(last)]
    alive = [100_000.0]
    for i in range(last):
        alive.append(alive[i] * (1 - q[i]))
    lived = []
    for i in range(last):
        dead = alive[i] - alive[i + 1]
        lived.append(n[i] * alive[i + 1] + a[i] * n[i] * dead)
    lived.append(alive[last] / m[last])
    still = [sum(lived[i:]) / alive[i] for i in range(groups)]
    variance = alive[last] ** 2 / 4 * 4 / (deaths[last] * m[last] ** 2)
    for i in range(last):
        if deaths[i] > 0:
            spread = q[i] ** 2 * (1 - q[i]) / deaths[i]
            variance += alive[i] ** 2 * ((1 - a[i]) * n[i] + still[i + 1]) ** 2 * spread
    reach = z_of(level) * math.sqrt(variance) / alive[0]
    return still[0], still[0] - reach, still[0] + reach
