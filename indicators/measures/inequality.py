"""How unequal groups and areas are: along a social order, between areas, and within one distribution.

Groups stand in order from the most to the least disadvantaged. Each has a population share a and a rank b (its
ridit): the share of people up to the middle of the group, from 0 at the worst-off end to 1 at the best-off end.
"""

import math

import numpy as np
import numpy.typing as npt

from indicators.measures.checks import Array, columns, refuse, refuse_negative
from indicators.measures.estimate import Estimate, no_estimate
from indicators.measures.intervals import normal_quantile

FEWEST_GROUPS = 3
EXACT = 1e-12
"""What floating point may miss, relative to the numbers at hand."""


# --- along a social order


def slope_index(
    values: npt.ArrayLike,
    populations: npt.ArrayLike,
    standard_errors: npt.ArrayLike | None = None,
    confidence_level: float = 0.95,
) -> Estimate:
    """The slope index of inequality: fitted level at the best-off end minus that at the worst-off end.

    Lists with one number a group, in order; the index has the unit of the values. The slope of √a·Y on √a and
    √a·b without intercept (Pamuk 1985; the English public health agencies' method). It is linear in the values,
    so its interval is exact: value ± z·√(Σ c²·SE²). Without standard errors, or with one missing, no interval.

    Reasons for no estimate: "fewer_than_three_groups" (groups without people do not count), "missing_value".
    Raises MeasureError for lists of different lengths, infinite values, negative populations or standard errors.
    """
    levels, people, errors = _groups(values, populations, standard_errors)
    if reason := _why_not(levels, people):
        return no_estimate(reason)
    worst, best = _ends(people)
    slope = best - worst
    value, reach = float(slope @ levels), normal_quantile(confidence_level) * math.sqrt(slope**2 @ errors**2)
    return Estimate(value, value - reach, value + reach)


def relative_index(
    values: npt.ArrayLike,
    populations: npt.ArrayLike,
    standard_errors: npt.ArrayLike | None = None,
    confidence_level: float = 0.95,
) -> Estimate:
    """The relative index of inequality: fitted level at the best-off end over that at the worst-off end.

    Takes, gives and refuses what `slope_index` does; 1 is no inequality (Mackenbach and Kunst 1997). The interval
    is Fieller's (1954), from the exact covariance of both ends; none where the level at the worst-off end does
    not differ significantly from zero. One more reason: "no_level_at_worst_off_end", where that level is zero.
    """
    levels, people, errors = _groups(values, populations, standard_errors)
    if reason := _why_not(levels, people):
        return no_estimate(reason)
    worst, best = _ends(people)
    bottom, top = float(worst @ levels), float(best @ levels)
    if abs(bottom) <= EXACT * np.abs(levels).max():
        return no_estimate("no_level_at_worst_off_end")
    covariance = np.array([best, worst]) * errors @ (np.array([best, worst]) * errors).T
    return Estimate(top / bottom, *_fieller(top, bottom, covariance * normal_quantile(confidence_level) ** 2))


def attributable_part(values: npt.ArrayLike, populations: npt.ArrayLike) -> float:
    """The part of the overall level that would go if all had the level of the best-off end, as a share.

    (overall − best) / overall, with the population's mean and the fitted level at b = 1 of `slope_index`
    (Mackenbach and Kunst 1997). Negative where the best-off end has the higher level. Missing where the slope
    index is, or the overall level is zero; raises MeasureError as it does.
    """
    levels, people, _ = _groups(values, populations, None)
    if _why_not(levels, people):
        return math.nan
    _, best = _ends(people)
    overall = float(people @ levels / people.sum())
    if abs(overall) <= EXACT * np.abs(levels).max():
        return math.nan
    return (overall - float(best @ levels)) / overall


def _groups(values: npt.ArrayLike, populations: npt.ArrayLike, errors: npt.ArrayLike | None) -> list[Array]:
    given = np.full(np.shape(values), np.nan) if errors is None else errors
    found = columns(values=values, populations=populations, standard_errors=given)
    refuse(np.isinf(found[0]), "a finite value is needed", values=found[0])
    refuse_negative(populations=found[1], standard_errors=found[2])
    return found


def _why_not(levels: Array, people: Array) -> str:
    if np.sum(people != 0) < FEWEST_GROUPS:
        return "fewer_than_three_groups"
    return "missing_value" if np.isnan(levels).any() or np.isnan(people).any() else ""


def _ends(people: Array) -> tuple[Array, Array]:
    """Weights of the groups' values in the fitted levels at b = 0 and b = 1.

    The regression in closed form: the weighted mean of b is ½, so both ends lie half a slope from the mean.
    """
    share = people / people.sum()
    distance = _ridits(share) - 0.5
    slope = share * distance / (share @ distance**2)
    return share - slope / 2, share + slope / 2


def _ridits(share: Array) -> Array:
    return np.cumsum(share) - share / 2


def _fieller(top: float, bottom: float, reach: Array) -> tuple[float, float]:
    """The ends of top / bottom; `reach` is z² times their covariance matrix."""
    room = bottom**2 - reach[1, 1]
    if not room > 0:
        return math.nan, math.nan
    centre = top * bottom - reach[0, 1]
    half = math.sqrt(max(centre**2 - room * (top**2 - reach[0, 0]), 0.0))  # below zero by rounding only
    return float((centre - half) / room), float((centre + half) / room)


# --- between areas


def dissimilarity(group: npt.ArrayLike, total: npt.ArrayLike) -> float:
    """The share of a group that would have to move for all areas to have the same mix (Duncan and Duncan 1955).

    ½ Σ |g/G − r/R| with the rest r = total − group: 0 where every area has the same mix, 1 where nobody of the
    group lives with anybody else. Lists with one number of people an area; areas with either number missing are
    left out. Missing where the group or the rest is nobody. Raises MeasureError for lists of different lengths,
    negative numbers, and a group larger than its total, naming the position.
    """
    part, whole = _areas(group, total)
    rest = np.where(part >= whole * (1 - EXACT), 0.0, whole - part)
    if part.sum() == 0 or rest.sum() == 0:
        return math.nan
    return float(np.abs(part / part.sum() - rest / rest.sum()).sum() / 2)


def isolation(group: npt.ArrayLike, total: npt.ArrayLike) -> float:
    """The share of its own group in the area of the average member: Σ g/G · g/total (Bell 1954).

    Between the group's share of all people and 1. Takes and refuses what `dissimilarity` does; missing where
    the group is nobody.
    """
    part, whole = _areas(group, total)
    lived_in = part > 0
    if not lived_in.any():
        return math.nan
    return float(part[lived_in] / part.sum() @ (part[lived_in] / whole[lived_in]))


def _areas(group: npt.ArrayLike, total: npt.ArrayLike) -> list[Array]:
    part, whole = columns(group=group, total=total)
    refuse_negative(group=part, total=whole)
    refuse(part > whole * (1 + EXACT), "the group exceeds the total", group=part, total=whole)
    return _known(part, whole)


def _known(*lists: Array) -> list[Array]:
    """The positions at which no list is missing."""
    known = ~np.isnan(lists).any(axis=0)
    return [numbers[known] for numbers in lists]


# --- within one distribution


def theil(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> float:
    """Theil's T (1967): Σ p · (x/mean) · ln(x/mean) with weight shares p; 0 where all are equal, at most ln(1/min p).

    Lists with one value (of zero or more; zeros add nothing) and one weight (people; 1 if not given) an area.
    Areas with either missing are left out; missing where nothing is left or all sums to zero. Raises
    MeasureError for lists of different lengths and negative numbers.
    """
    share, ratio = _relative(values, weights)
    return float(np.maximum(share @ (ratio * np.log(np.where(ratio > 0, ratio, 1.0))), 0.0))


def gini(values: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> float:
    """The Gini coefficient (1912): half the mean difference of two people, over the mean; 0 (all equal) to 1.

    Of the population as given, without the n/(n − 1) of a sample; by the ranks' covariance (Lerman and Yitzhaki
    1989). Takes, leaves out and refuses what `theil` does.
    """
    share, ratio = _relative(values, weights)
    order = np.argsort(ratio)
    share, ratio = share[order], ratio[order]
    return float(np.maximum(share @ (ratio * (2 * _ridits(share) - 1)), 0.0))


def _relative(values: npt.ArrayLike, weights: npt.ArrayLike | None) -> tuple[Array, Array]:
    """Weight shares, and values over their weighted mean; one missing number each where that is no number."""
    given = np.ones(np.shape(values)) if weights is None else weights
    amounts, people = columns(values=values, weights=given)
    refuse_negative(values=amounts, weights=people)
    amounts, people = _known(amounts, people)
    total = amounts @ people
    if total == 0:
        return np.array([np.nan]), np.array([np.nan])
    return people / people.sum(), amounts * (people.sum() / total)
