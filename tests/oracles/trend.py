"""The slow, obvious twins of `indicators.measures.trend`: plain lists and loops, nothing shared with the twin.

Signs of leave-one-out slopes are exact: figures come as fractions. For proportions the slope is that of an
honest logistic regression, fitted by Newton's method. `None` is a missing point.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from statistics import median

LIMIT = 9.54953570608324
SMALLEST_SLOPE = 1e-9
"""A logistic slope nearer to zero than this is zero: counts of some hundreds cannot give a smaller one."""

Exact = Fraction | int


def trend_of_values_slowly(
    values: Sequence[Exact], lower: Sequence[Exact], upper: Sequence[Exact]
) -> tuple[float, str]:
    """χ² and the verdict of the latest five points with their 95 % intervals."""
    points = []
    for i in range(5):
        place = len(values) - 5 + i
        error = (Fraction(upper[place]) - Fraction(lower[place])) / Fraction(392, 100)
        points.append((i + 1, Fraction(values[place]), 1 / error**2))
    slope, chi2 = _weighted_line(points)
    signs = [_sign(_weighted_line(points[:i] + points[i + 1 :])[0]) for i in range(5)]
    return float(chi2), _verdict(float(chi2), float(slope), signs)


def trend_of_counts_slowly(counts: Sequence[Exact], denominators: Sequence[Exact]) -> tuple[float, str]:
    """χ² of Cochran and Armitage and the verdict of the latest five points."""
    points = [(i + 1, counts[len(counts) - 5 + i], denominators[len(counts) - 5 + i]) for i in range(5)]
    n = sum(whole for _, _, whole in points)
    c = sum(part for _, part, _ in points)
    ct = sum(part * t for t, part, _ in points)
    nt = sum(whole * t for t, _, whole in points)
    nt2 = sum(whole * t * t for t, _, whole in points)
    if c == 0:
        return 0.0, "no_significant_change"
    chi2 = Fraction(n * (n * ct - c * nt) ** 2) / Fraction(c * (n - c) * (n * nt2 - nt**2))
    signs = []
    for i in range(5):
        slope = logit_slope(points[:i] + points[i + 1 :])
        signs.append(0 if abs(slope) < SMALLEST_SLOPE else _sign(slope))
    return float(chi2), _verdict(float(chi2), float(n * ct - c * nt), signs)


def logit_slope(points: Sequence[tuple[int, Exact, Exact]]) -> float:
    """The maximum-likelihood slope of logit(part/whole) on t; stops beyond ±8, where it may have no maximum.

    Newton's method from a level line, each step halved until the likelihood does not fall.
    """
    known = [(float(t), float(part), float(whole)) for t, part, whole in points]
    centre = sum(t for t, _, _ in known) / len(known)
    share = sum(part for _, part, _ in known) / sum(whole for _, _, whole in known)
    if share == 0:
        return 0.0
    a, b = math.log(share / (1 - share)), 0.0
    for _ in range(100):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for t, part, whole in known:
            x, p = t - centre, _share(a + b * (t - centre))
            g0 += part - whole * p
            g1 += (part - whole * p) * x
            h00 += whole * p * (1 - p)
            h01 += whole * p * (1 - p) * x
            h11 += whole * p * (1 - p) * x * x
        step_a, step_b = _solve(h00, h01, h11, g0, g1)
        before = _likelihood(known, centre, a, b)
        while _likelihood(known, centre, a + step_a, b + step_b) < before - 1e-12 * abs(before):
            step_a, step_b = step_a / 2, step_b / 2
        a, b = a + step_a, b + step_b
        if abs(step_b) < 1e-14 or abs(b) > 8:
            break
    return b


def kendall_s_slowly(values: Sequence[float]) -> int:
    s = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[j] > values[i]:
                s += 1
            if values[j] < values[i]:
                s -= 1
    return s


def kendall_p_slowly(values: Sequence[float]) -> float:
    """The share of all orders of the values whose S is as far from 0 or farther."""
    found = abs(kendall_s_slowly(values))
    orders = [abs(kendall_s_slowly(order)) for order in permutations(values)]
    return sum(s >= found for s in orders) / len(orders)


def theil_sen_slowly(values: Sequence[float | None], periods: Sequence[float]) -> float:
    slopes = []
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            first, second = values[i], values[j]
            if first is not None and second is not None:
                slopes.append((second - first) / (periods[j] - periods[i]))
    return median(slopes)


def _weighted_line(points: Sequence[tuple[int, Exact, Fraction]]) -> tuple[Fraction, Fraction]:
    """Slope and χ², as the rule's formulas stand."""
    w = sum(weight for _, _, weight in points)
    wt = sum(weight * t for t, _, weight in points)
    wt2 = sum(weight * t * t for t, _, weight in points)
    wy = sum(weight * y for _, y, weight in points)
    wty = sum(weight * t * y for t, y, weight in points)
    d = w * wt2 - wt**2
    slope = (w * wty - wt * wy) / d
    return slope, slope**2 * d / w


def _verdict(chi2: float, slope: float, signs: Sequence[int]) -> str:
    if chi2 <= LIMIT:
        return "no_significant_change"
    if slope > 0 and all(sign == 1 for sign in signs):
        return "increasing"
    if slope < 0 and all(sign == -1 for sign in signs):
        return "decreasing"
    return "no_significant_change"


def _sign(number: float | Fraction) -> int:
    if number > 0:
        return 1
    if number < 0:
        return -1
    return 0


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _likelihood(points: Sequence[tuple[float, float, float]], centre: float, a: float, b: float) -> float:
    total = 0.0
    for t, part, whole in points:
        logit = a + b * (t - centre)
        total += part * logit - whole * (max(logit, 0.0) + math.log1p(math.exp(-abs(logit))))
    return total


def _solve(h00: float, h01: float, h11: float, g0: float, g1: float) -> tuple[float, float]:
    d = h00 * h11 - h01 * h01
    return (h11 * g0 - h01 * g1) / d, (h00 * g1 - h01 * g0) / d
