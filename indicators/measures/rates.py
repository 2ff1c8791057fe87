"""Rates of events, crude and standardised, with their intervals; and life expectancy.

Counts may be fractional (areal weighting). Every interval builds on the Poisson interval of a count:
exact below 10 events, Byar's approximation from 10 on.
"""

import math

import numpy as np
import numpy.typing as npt

from indicators.errors import MeasureError
from indicators.measures.checks import columns, refuse_negative, stratum_reason
from indicators.measures.estimate import Estimate, no_estimate
from indicators.measures.intervals import poisson_interval
from indicators.measures.life_table import life_expectancy

__all__ = ["crude_rate", "directly_standardised_rate", "indirectly_standardised_ratio", "life_expectancy"]

FEWEST_EVENTS = 10
"""A directly standardised rate of fewer events is not shown: its interval does not cover (Morris et al. 2018)."""


def crude_rate(
    count: npt.ArrayLike, population: npt.ArrayLike, multiplier: float = 100_000.0, confidence_level: float = 0.95
) -> Estimate:
    """Events per `multiplier` of population (or person-years), with the Poisson interval of the count.

    Single numbers or arrays that broadcast; arrays come back as arrays. A missing count or population, or a
    population of 0, gives missing ones. No events are an ordinary rate of 0. Raises MeasureError naming the
    position of a negative number.
    """
    return _over(multiplier, confidence_level, count=count, population=population)


def indirectly_standardised_ratio(
    observed: npt.ArrayLike, expected: npt.ArrayLike, confidence_level: float = 0.95
) -> Estimate:
    """Observed over expected events: 1 is as many as the standard's rates would give (SMR; Breslow and Day 1987).

    The Poisson interval of the observed count over the expected one, which is taken as known. Single numbers or
    arrays with one number an area. Missing or no expected events give a missing ratio. Raises MeasureError
    naming the position of a negative number.
    """
    return _over(1.0, confidence_level, observed=observed, expected=expected)


def directly_standardised_rate(
    counts: npt.ArrayLike,
    populations: npt.ArrayLike,
    standard_population: npt.ArrayLike,
    multiplier: float = 100_000.0,
    confidence_level: float = 0.95,
) -> Estimate:
    """The rate per `multiplier` that an area would have with the standard's age structure.

    Lists with one number a stratum (age group). The interval is that of Dobson et al. (1991) on Byar's interval
    of the total count; where one sparse stratum carries most of the weight its lower end may fall below zero.

    Reasons for no estimate: "missing_stratum", "stratum_without_population", "fewer_than_ten_events".
    Raises MeasureError for lists of different lengths, negative numbers and an empty standard.
    """
    events, people, standard = columns(counts=counts, populations=populations, standard_population=standard_population)
    refuse_negative(counts=events, populations=people, standard_population=standard)
    if standard.sum() == 0:
        raise MeasureError("standard_population: all strata are empty; give the people of a standard by stratum")
    total = math.fsum(events)
    reason = stratum_reason(people, events, standard) or ("fewer_than_ten_events" if total < FEWEST_EVENTS else "")
    if reason:
        return no_estimate(reason)
    weight = multiplier * standard / standard.sum() / people
    value, scale = float(weight @ events), math.sqrt(weight**2 @ events / total)
    lower, upper = poisson_interval(total, confidence_level)
    return Estimate(value, value + scale * (lower - total), value + scale * (upper - total))


def _over(multiplier: float, confidence_level: float, **given: npt.ArrayLike) -> Estimate:
    """The first number over the second, times the multiplier, with the Poisson interval of the first."""
    events, base = np.broadcast_arrays(*(np.asarray(numbers, dtype=float) for numbers in given.values()))
    refuse_negative(**dict(zip(given, (events, base), strict=True)))
    known = np.where(base > 0, base, np.nan)
    found = (numbers / known * multiplier for numbers in (events, *poisson_interval(events, confidence_level)))
    value, lower, upper = (numbers if np.ndim(numbers) else float(numbers) for numbers in found)
    return Estimate(value, lower, upper)
