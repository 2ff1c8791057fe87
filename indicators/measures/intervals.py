"""Confidence intervals of one figure: a proportion, a count, a mean.

Always asked for at two levels (`CONFIDENCE_LEVELS`): 95 % says "different", 99.8 % "very different".
The intervals of counts take single numbers, sequences, arrays or Series, and give both ends as floats
or as arrays of the common shape. A missing number (NaN, None, NA) gives missing ends.
Series are paired by position and give arrays; a level outside 0–1 raises MeasureError.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.errors import MeasureError
from indicators.measures.checks import refuse
from indicators.measures.estimate import Numbers

CONFIDENCE_LEVELS = (0.95, 0.998)
EXACT_BELOW = 10
"""Counts below this get the exact Poisson interval, others Byar's approximation (Breslow and Day 1987)."""
ROUNDING = 1e-12
"""How far, relatively, a sum of areal parts may exceed its denominator by floating point alone."""

Interval = tuple[Numbers, Numbers]


def wilson_interval(numerator: npt.ArrayLike, denominator: npt.ArrayLike, confidence_level: float = 0.95) -> Interval:
    """Wilson's score interval (1927) of a proportion without continuity correction, as shares (0–1).

    Counts may be fractional (areal weighting). A denominator of 0 gives missing ends. Raises
    MeasureError as `refuse_impossible` does.
    """
    from statsmodels.stats.proportion import proportion_confint  # a second of start that most pages do not need

    part, whole = np.broadcast_arrays(_numbers(numerator), _numbers(denominator))
    refuse_impossible(part, whole)
    known = (whole > 0) & ~np.isnan(part)
    ends = proportion_confint(
        np.where(known, part, 0.0), np.where(known, whole, 1.0), 1 - proper(confidence_level), "wilson"
    )
    lower, upper = (np.where(known, end, np.nan) for end in ends)
    # Near 0 and 1 the formula's ends are within the share's range; floating point misses them by 1e-17.
    lower, upper = np.where(part == 0, 0.0, lower), np.where(part >= whole, 1.0, upper)
    return _ends(np.maximum(lower, 0.0), np.minimum(upper, 1.0), known)


def poisson_interval(count: npt.ArrayLike, confidence_level: float = 0.95) -> Interval:
    """The interval of a Poisson count, as counts: exact below 10, Byar's approximation from 10 on.

    Divide both ends by the population for the interval of a rate. Zero is an ordinary count; counts may be
    fractional. Raises MeasureError naming the position of a negative one.
    """
    counts = _counts(count)
    lower, upper = (np.array(end) for end in byar_interval(counts, confidence_level))
    few = counts < EXACT_BELOW
    lower[few], upper[few] = exact_poisson_interval(counts[few], confidence_level)
    return _ends(lower, upper, ~np.isnan(counts))


def exact_poisson_interval(count: npt.ArrayLike, confidence_level: float = 0.95) -> Interval:
    """Garwood's exact interval (1936): χ²(α/2, 2x)/2 and χ²(1 − α/2, 2x + 2)/2; the lower end of zero is zero."""
    from scipy.stats import chi2

    counts, tail = _counts(count), (1 - proper(confidence_level)) / 2
    each, place = np.unique(counts, return_inverse=True)  # quantiles are dear, and most counts come often
    lower = np.where(each > 0, chi2.ppf(tail, 2 * np.where(each > 0, each, 1.0)) / 2, 0.0)
    upper = chi2.ppf(1 - tail, 2 * each + 2) / 2
    return _ends(lower[place].reshape(counts.shape), upper[place].reshape(counts.shape), ~np.isnan(counts))


def byar_interval(count: npt.ArrayLike, confidence_level: float = 0.95) -> Interval:
    """Byar's approximation: x(1 − 1/(9x) − z/(3√x))³, and the same of x + 1 with + z; no end below zero."""
    counts, z = _counts(count), normal_quantile(confidence_level)
    above, some = counts + 1, np.where(counts > 0, counts, 1.0)
    lower = some * np.maximum(1 - 1 / (9 * some) - z / (3 * np.sqrt(some)), 0.0) ** 3
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return _ends(np.where(counts > 0, lower, 0.0), upper, ~np.isnan(counts))


def mean_interval(values: npt.ArrayLike, confidence_level: float = 0.95) -> tuple[float, float]:
    """The interval of the mean of n independent values, by Student's t with n − 1 degrees of freedom.

    In the values' unit. Missing values are left out; fewer than two values give missing ends.
    """
    from scipy.stats import t

    known = _numbers(values)
    known = known[~np.isnan(known)]
    if len(known) < 2:
        return float("nan"), float("nan")
    reach = float(t.ppf((1 + proper(confidence_level)) / 2, len(known) - 1) * known.std(ddof=1) / np.sqrt(len(known)))
    return float(known.mean()) - reach, float(known.mean()) + reach


def normal_quantile(confidence_level: float) -> float:
    """z such that a standard normal variable lies within ± z with this probability: 1.959964 for 0.95."""
    return NormalDist().inv_cdf((1 + proper(confidence_level)) / 2)


def proper(confidence_level: float) -> float:
    """The level itself. Raises MeasureError unless it lies between 0 and 1: 95 % is 0.95."""
    if not 0 < confidence_level < 1:
        raise MeasureError(f"confidence level {confidence_level:g}: give a number between 0 and 1, such as 0.95")
    return confidence_level


def refuse_impossible(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> None:
    """Raise MeasureError naming the first position (from 0) of a negative count, or of a part above its whole.

    A whole of 0 is no error: what would be divided by it is missing.
    """
    part, whole = np.broadcast_arrays(_numbers(numerator), _numbers(denominator))
    refuse((part < 0) | (whole < 0), "a count is negative", numerator=part, denominator=whole)
    above = (part > whole * (1 + ROUNDING)) & (whole > 0)
    refuse(above, "the numerator exceeds its denominator", numerator=part, denominator=whole)


def _counts(count: npt.ArrayLike) -> npt.NDArray[np.float64]:
    counts = _numbers(count)
    refuse(counts < 0, "a count is negative", count=counts)
    return counts


def _numbers(given: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Numbers as floats; None, NaN and pandas' NA are missing."""
    array = np.asarray(given)
    return np.where(pd.isna(array), np.nan, array).astype(float) if array.dtype == object else array.astype(float)


def _ends(lower: Numbers, upper: Numbers, known: npt.NDArray[np.bool_]) -> Interval:
    """Ends as floats where a single number was given, missing where nothing is known."""
    ends = np.where(known, lower, np.nan), np.where(known, upper, np.nan)
    return ends if np.ndim(known) else (float(ends[0]), float(ends[1]))
