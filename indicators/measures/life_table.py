"""Life expectancy from deaths and populations by age group."""

import math

import numpy as np
import numpy.typing as npt

from indicators.measures.checks import Array, columns, refuse, refuse_negative, stratum_reason
from indicators.measures.estimate import Estimate, no_estimate
from indicators.measures.intervals import normal_quantile

SHARE_LIVED_IN_FIRST_YEAR = 0.1
"""Of the first year of life, by those who die in it: most of them die in its first weeks (Chiang 1984)."""


def life_expectancy(
    deaths: npt.ArrayLike, populations: npt.ArrayLike, age_starts: npt.ArrayLike, confidence_level: float = 0.95
) -> Estimate:
    """Years still to live at the first age start, from an abridged life table after Chiang (1984).

    Lists with one number an age group, the last group open: deaths, person-years (populations, summed over as
    many years as the deaths) and ascending ages in years. Those who die live half of their age group, but a
    tenth of the group 0–1. The interval is value ± z·SE with Chiang's variance, and for the open group that of
    Silcocks et al. (2001); with very few deaths its lower end may fall below zero.

    Reasons for no estimate: "missing_stratum", "stratum_without_population", "no_deaths_in_last_age_group".
    Raises MeasureError for lists of different lengths, negative numbers, ages that do not ascend, and an age
    group that nobody would outlive (q ≥ 1). Such a q is not clipped to 1: its variance would be zero, and a
    guess would look certain.
    """
    died, people, ages = columns(deaths=deaths, populations=populations, age_starts=age_starts)
    refuse_negative(deaths=died, populations=people, age_starts=ages)
    refuse(~(np.diff(ages, prepend=-1.0) > 0), "ages must be known and ascend", age_starts=ages)
    reason = stratum_reason(people, died) or ("" if died[-1] else "no_deaths_in_last_age_group")
    if reason:
        return no_estimate(reason)
    years, variance = _years_and_variance(died, people, ages)
    reach = normal_quantile(confidence_level) * math.sqrt(variance)
    return Estimate(years, years - reach, years + reach)


def _years_and_variance(died: Array, people: Array, ages: Array) -> tuple[float, float]:
    """Life expectancy and its variance, from the open age group back to the first."""
    rate, width = died / people, np.diff(ages)
    lost = width * (1 - np.where((ages[:-1] == 0) & (ages[1:] == 1), SHARE_LIVED_IN_FIRST_YEAR, 0.5))
    dying = width * rate[:-1] / (1 + lost * rate[:-1])
    rule = "nobody would outlive this age group (q ≥ 1); pool years or age groups"
    refuse(dying >= 1, rule, deaths=died[:-1], populations=people[:-1])
    dying_variance = dying**2 * (1 - dying) / np.maximum(died[:-1], 1e-300)  # without deaths q, and this, is zero
    years, variance = 1 / rate[-1], 1 / (died[-1] * rate[-1] ** 2)
    for i in reversed(range(len(width))):
        variance = (1 - dying[i]) ** 2 * variance + (lost[i] + years) ** 2 * dying_variance[i]
        years = width[i] - lost[i] * dying[i] + (1 - dying[i]) * years
    return float(years), float(variance)
