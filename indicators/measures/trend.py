"""Whether a series changes by more than chance: the recent trend, Mann–Kendall with Theil–Sen, a fan ahead.

`recent_trend` follows the rule of Fingertips (England's public health profiles): the latest five
yearly points, a chi-square test with one degree of freedom at 99.8 %, and a slope that keeps its
sign whichever point is left out. Callers see to it that points are yearly, do not overlap, and
cross no break in the series (`indicators.markers`).
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.errors import MeasureError
from indicators.measures.intervals import proper, refuse_impossible

POINTS = 5
CHI2_LIMIT = 9.54953570608324
"""The 99.8 % point of chi-square with one degree of freedom; a trend must exceed it."""
P_LIMIT = 0.002
"""The same level for Mann–Kendall, so that "significant" means one thing."""
MINIMUM_POINTS = 10
"""Mann–Kendall is used from ten yearly points on."""
FAN_LEVELS = (0.80, 0.95)
FAN_PARAMETERS = 5
"""Of the smoothing model: two weights, the damping, the first level and slope."""
INTERVAL_WIDTH = 3.92
"""Standard errors are read from 95 % intervals as (upper − lower)/3.92, as the rule's authors do."""
ROUNDING = 1e-14
"""A slope or score this small beside its own terms is zero: floating point cannot tell it from none."""

Array = npt.NDArray[np.float64]


class Direction(StrEnum):
    """What a test says of a series."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


class NoTrend(StrEnum):
    """Why a trend cannot be calculated."""

    FEWER_THAN_FIVE_POINTS = "fewer_than_five_points"
    FEWER_THAN_TEN_POINTS = "fewer_than_ten_points"
    MISSING_POINT = "missing_point"
    COUNT_EQUALS_DENOMINATOR = "count_equals_denominator"
    NO_COUNTS_OR_INTERVALS = "no_counts_or_intervals"
    INTERVAL_WITHOUT_WIDTH = "interval_without_width"


@dataclass(frozen=True)
class RecentTrend:
    """The test's statistic (NaN when it cannot be calculated), its verdict, and why there is none ("" if there is)."""

    chi2: float
    significant: bool
    direction: Direction
    reason: str = ""


@dataclass(frozen=True)
class MannKendall:
    """Kendall's S and tau-b of a series against time, the two-sided p-value, and the verdict at `P_LIMIT`."""

    s: float
    tau: float
    p_value: float
    significant: bool
    direction: Direction
    reason: str = ""


@dataclass(frozen=True)
class TheilSen:
    """The median slope a period, its interval, and the line's value at period 0: median(y) − slope · median(x)."""

    slope: float
    ci_lower: float
    ci_upper: float
    intercept: float


@dataclass(frozen=True)
class Fan:
    """Where the next points lie with 80 and 95 % probability, in the values' unit; one number a point ahead.

    No single line. The ends know nothing of a unit's bounds: a share's may lie below 0 or above 100 %.
    """

    lower_80: Array
    upper_80: Array
    lower_95: Array
    upper_95: Array


def recent_trend(
    values: Sequence[float] | None = None,
    lower: Sequence[float] | None = None,
    upper: Sequence[float] | None = None,
    counts: Sequence[float] | None = None,
    denominators: Sequence[float] | None = None,
) -> RecentTrend:
    """The recent trend of one yearly series, old to new, from its latest five points.

    Give `counts` and `denominators` for proportions (Cochran–Armitage), or `values` with the ends of
    their 95 % intervals for anything else (weighted least squares). Counts go first if both are given.
    NaN or None is a missing or hidden point. Raises MeasureError for series of different lengths, and
    naming the position of a negative count or one above its denominator.
    """
    of_counts = counts is not None
    needed = (counts, denominators) if of_counts else (values, lower, upper)
    series = [np.asarray(each, dtype=float) for each in needed if each is not None]
    _refuse_lengths(series)
    if of_counts and denominators is not None:
        refuse_impossible(*series)
    latest = [each[None, -POINTS:] for each in series]
    if reason := _why_not(latest, len(needed), of_counts):
        return RecentTrend(float("nan"), False, Direction.CANNOT_BE_CALCULATED, reason)
    return _verdict(*(trends_of_counts if of_counts else trends_of_values)(*latest))


def _why_not(latest: Sequence[Array], needed: int, of_counts: bool) -> str:
    """The first reason that speaks against testing the latest five points, "" when none does."""
    if len(latest) < needed:
        return NoTrend.NO_COUNTS_OR_INTERVALS
    if latest[0].shape[1] < POINTS:
        return NoTrend.FEWER_THAN_FIVE_POINTS
    if np.isnan(latest).any():
        return NoTrend.MISSING_POINT
    if of_counts:
        return NoTrend.COUNT_EQUALS_DENOMINATOR if (latest[0] >= latest[1]).any() else ""
    return NoTrend.INTERVAL_WITHOUT_WIDTH if (latest[2] <= latest[1]).any() else ""


def trends_of_counts(counts: Array, denominators: Array) -> tuple[Array, Array]:
    """χ² of Cochran and Armitage, and the lasting sign, of many series at once (series × 5, nothing missing).

    The sign is −1 or 1 where the slope keeps it in all leave-one-out fits, else 0. Fits are logistic:
    the sign of a maximum-likelihood slope is that of its score at zero, so no fit has to converge and
    zero counts are ordinary.
    """
    score, variance = _score(counts, denominators)
    chi2 = np.divide(score**2, variance, out=np.zeros_like(score), where=variance > 0)
    return chi2, _lasting_sign(lambda kept: _score(counts[:, kept], denominators[:, kept], kept)[0])


def trends_of_values(values: Array, lower: Array, upper: Array) -> tuple[Array, Array]:
    """χ² = β²/Var(β) of the slope fitted with weights 1/SE², and the lasting sign; shapes as `trends_of_counts`."""
    weights = (INTERVAL_WIDTH / (upper - lower)) ** 2
    slope, precision = _slope(values, weights)
    return slope**2 * precision, _lasting_sign(lambda kept: _slope(values[:, kept], weights[:, kept], kept)[0])


def mann_kendall(values: Sequence[float]) -> MannKendall:
    """The test of Mann (1945) and Kendall for a monotone change: SciPy's Kendall tau of values against time.

    Old to new; missing values are left out. Fewer than ten give no verdict; S and p are stated all the same.
    p is SciPy's: exact for short series without ties, else normal without continuity correction.
    """
    given = np.asarray(values, dtype=float)
    known = given[~np.isnan(given)]
    if len(known) < 2:
        nan = float("nan")
        return MannKendall(nan, nan, nan, False, Direction.CANNOT_BE_CALCULATED, NoTrend.FEWER_THAN_TEN_POINTS)
    s = float(np.sign(known[None, :] - known[:, None])[np.triu_indices(len(known), 1)].sum())
    tau, p_value = kendall(known)
    enough = len(known) >= MINIMUM_POINTS
    significant = enough and p_value < P_LIMIT
    direction = _direction(s, significant) if enough else Direction.CANNOT_BE_CALCULATED
    return MannKendall(s, tau, p_value, significant, direction, "" if enough else NoTrend.FEWER_THAN_TEN_POINTS)


def kendall(values: Array) -> tuple[float, float]:
    """SciPy's tau-b and two-sided p of one or more values against their order; a constant series has 0 and 1."""
    from scipy.stats import kendalltau

    if (values == values[0]).all():
        return 0.0, 1.0
    found = kendalltau(np.arange(len(values)), values)
    return float(found.statistic), float(found.pvalue)


def theil_sen(
    values: Sequence[float], periods: Sequence[float] | None = None, confidence_level: float = 0.95
) -> TheilSen:
    """The median of all pairwise slopes (Sen 1968) by SciPy, with its interval; `periods` are 0, 1, … by default.

    Points with a missing value or period are left out; fewer than two periods give NaN. Raises MeasureError
    for series of different lengths.
    """
    from scipy.stats import theilslopes

    y = np.asarray(values, dtype=float)
    x = np.arange(len(y), dtype=float) if periods is None else np.asarray(periods, dtype=float)
    _refuse_lengths([y, x])
    known = ~np.isnan(y) & ~np.isnan(x)
    if len(np.unique(x[known])) < 2:
        return TheilSen(*[float("nan")] * 4)
    found = theilslopes(y[known], x[known], alpha=1 - proper(confidence_level))
    return TheilSen(float(found[0]), float(found[2]), float(found[3]), float(found[1]))


def forecast_fan(values: Sequence[float], horizon: int) -> Fan | None:
    """Prediction intervals of the next `horizon` points by exponential smoothing with a damped additive trend.

    statsmodels' ETS(A,Ad,N) on the standardised series, so that the unit does not matter. The five parameters
    are paid for: the residual variance has n − 5 degrees of freedom and Student's t takes the normal's place.
    None with fewer than ten points or a missing one, without a horizon, and where the fit does not converge.
    A constant series gets a fan without width. The ends take the model as true; how often they hold series of
    other kinds is measured in docs/audits.md.
    """
    known = np.asarray(values, dtype=float)
    if len(known) < MINIMUM_POINTS or np.isnan(known).any() or horizon < 1:
        return None
    if np.ptp(known) <= ROUNDING * np.abs(known).max():
        return Fan(*(np.full(horizon, known[0]) for _ in range(4)))
    middle, spread = known.mean(), known.std()
    ends = _prediction_ends((known - middle) / spread, horizon) * spread + middle
    return Fan(*ends) if np.isfinite(ends).all() else None


def _prediction_ends(values: Array, horizon: int) -> Array:
    """Lower and upper ends at each of `FAN_LEVELS` (rows) of the next points (columns); NaN without a fit."""
    from scipy.stats import t
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it did not converge is read from the fit
        fitted = ETSModel(pd.Series(values), error="add", trend="add", damped_trend=True).fit(disp=False)
    if not fitted.mle_retvals["converged"]:
        return np.full((2 * len(FAN_LEVELS), horizon), np.nan)
    freedom = len(values) - FAN_PARAMETERS
    ahead = fitted.get_prediction(start=len(values), end=len(values) + horizon - 1)
    middle = np.asarray(ahead.predicted_mean, dtype=float)
    error = np.sqrt(np.asarray(ahead.forecast_variance, dtype=float) * len(values) / freedom)
    reaches = [t.ppf((1 + level) / 2, freedom) * error for level in FAN_LEVELS]
    return np.vstack([middle + side * reach for reach in reaches for side in (-1, 1)])


def _score(counts: Array, denominators: Array, kept: npt.NDArray[np.int_] | None = None) -> tuple[Array, Array]:
    """N·CT − C·NT of each series, and its variance under no trend: C (N − C)(N·NT2 − NT²)/N."""
    t = (np.arange(POINTS) if kept is None else kept) + 1.0
    n, c = denominators.sum(1), counts.sum(1)
    nt, ct, nt2 = denominators @ t, counts @ t, denominators @ t**2
    return _rounded(n * ct - c * nt, n * ct), c * (n - c) * (n * nt2 - nt**2) / n


def _slope(values: Array, weights: Array, kept: npt.NDArray[np.int_] | None = None) -> tuple[Array, Array]:
    """β of each series and 1/Var(β) = D/Σw, both by way of t − Σwt/Σw, which loses fewer digits."""
    t = (np.arange(POINTS) if kept is None else kept) + 1.0
    from_mean = t - ((weights @ t) / weights.sum(1))[:, None]
    precision = (weights * from_mean**2).sum(1)
    pull = weights * from_mean
    rise = (pull * (values - values[:, :1])).sum(1)
    return _rounded(rise, np.abs(pull * values).sum(1)) / precision, precision


def _rounded(found: Array, terms: Array) -> Array:
    """Zero where the difference found is no more than rounding of the terms it was made of."""
    return np.where(np.abs(found) <= ROUNDING * terms, 0.0, found)


def _lasting_sign(slope_without: Callable[[npt.NDArray[np.int_]], Array]) -> Array:
    """The sign that the slope has whichever point is left out; 0 where it changes."""
    every = np.arange(POINTS)
    signs = np.stack([np.sign(slope_without(np.delete(every, left_out))) for left_out in every])
    return np.where((signs == signs[0]).all(0), signs[0], 0.0)


def _refuse_lengths(series: Sequence[Array]) -> None:
    if len({len(each) for each in series}) > 1:
        raise MeasureError(f"series of different lengths: {[len(each) for each in series]}; give one number a year")


def _verdict(chi2: Array, sign: Array) -> RecentTrend:
    significant = bool(chi2[0] > CHI2_LIMIT and sign[0] != 0)
    return RecentTrend(float(chi2[0]), significant, _direction(float(sign[0]), significant))


def _direction(sign: float, significant: bool) -> Direction:
    if not significant:
        return Direction.NO_SIGNIFICANT_CHANGE
    return Direction.INCREASING if sign > 0 else Direction.DECREASING
