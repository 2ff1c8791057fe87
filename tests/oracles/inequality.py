"""The slow, obvious twins of `indicators.measures.inequality`: plain loops over lists, nothing shared.

The regression is solved from its 2 × 2 normal equations, one made-up data set a coefficient; Gini is the mean
difference over all pairs.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

Numbers = Sequence[float]


def ranks_slowly(populations: Numbers) -> list[float]:
    everybody, before, ranks = sum(populations), 0.0, []
    for people in populations:
        ranks.append((before + people / 2) / everybody)
        before += people
    return ranks


def line_slowly(values: Numbers, populations: Numbers) -> tuple[float, float]:
    """Intercept and slope of √a·Y on √a and √a·b, by Cramer's rule."""
    everybody = sum(populations)
    s11 = s12 = s22 = t1 = t2 = 0.0
    for value, people, rank in zip(values, populations, ranks_slowly(populations), strict=True):
        root = math.sqrt(people / everybody)
        first, second, outcome = root, root * rank, root * value
        s11 += first * first
        s12 += first * second
        s22 += second * second
        t1 += first * outcome
        t2 += second * outcome
    determinant = s11 * s22 - s12 * s12
    return (t1 * s22 - t2 * s12) / determinant, (s11 * t2 - s12 * t1) / determinant


def weights_slowly(populations: Numbers) -> tuple[list[float], list[float]]:
    """How far one more unit in a group moves the level at either end: the line through 0, …, 1, …, 0."""
    bottoms, tops = [], []
    for i in range(len(populations)):
        intercept, slope = line_slowly([float(i == j) for j in range(len(populations))], populations)
        bottoms.append(intercept)
        tops.append(intercept + slope)
    return bottoms, tops


def slope_slowly(values: Numbers, populations: Numbers, errors: Numbers, level: float) -> tuple[float, float, float]:
    bottoms, tops = weights_slowly(populations)
    variance = sum(((top - bottom) * error) ** 2 for bottom, top, error in zip(bottoms, tops, errors, strict=True))
    value = line_slowly(values, populations)[1]
    reach = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(variance)
    return value, value - reach, value + reach


def ratio_is_plausible_slowly(ratio: float, values: Numbers, populations: Numbers, errors: Numbers) -> float:
    """z of top − ratio · bottom = 0: Fieller's interval is where this stays within ± the normal quantile."""
    intercept, slope = line_slowly(values, populations)
    variance = 0.0
    for bottom, top, error in zip(*weights_slowly(populations), errors, strict=True):
        variance += (top - ratio * bottom) ** 2 * error**2
    return (intercept + slope - ratio * intercept) / math.sqrt(variance)


def dissimilarity_slowly(group: Numbers, total: Numbers) -> float:
    rest = [whole - part for part, whole in zip(group, total, strict=True)]
    apart = 0.0
    for part, other in zip(group, rest, strict=True):
        apart += abs(part / sum(group) - other / sum(rest))
    return apart / 2


def isolation_slowly(group: Numbers, total: Numbers) -> float:
    met = 0.0
    for part, whole in zip(group, total, strict=True):
        if whole > 0:
            met += part / sum(group) * part / whole
    return met


def _mean(values: Numbers, weights: Numbers) -> float:
    return sum(weight * value for value, weight in zip(values, weights, strict=True)) / sum(weights)


def theil_slowly(values: Numbers, weights: Numbers) -> float:
    mean, found = _mean(values, weights), 0.0
    for value, weight in zip(values, weights, strict=True):
        if value > 0:
            found += weight / sum(weights) * value / mean * math.log(value / mean)
    return found


def gini_slowly(values: Numbers, weights: Numbers) -> float:
    apart = 0.0
    for one, first in zip(values, weights, strict=True):
        for other, second in zip(values, weights, strict=True):
            apart += first * second * abs(one - other)
    return apart / (2 * sum(weights) ** 2 * _mean(values, weights))
