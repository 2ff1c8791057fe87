"""The recent trend and the fan: published vectors, exact twins, and when nothing may be said."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2 as chi2_distribution
from scipy.stats import t as student
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from indicators.errors import MeasureError
from indicators.measures import trend
from indicators.measures.intervals import wilson_interval
from indicators.measures.trend import (
    CHI2_LIMIT,
    Direction,
    NoTrend,
    RecentTrend,
    forecast_fan,
    recent_trend,
    trends_of_counts,
    trends_of_values,
)
from tests.oracles.trend import logit_slope, trend_of_counts_slowly, trend_of_values_slowly

NAN = float("nan")
VALUES = [24.67, 24.6, 28, 30.2, 30.6]
LOWER = [23.16, 23.15, 26.44, 28.63, 28.98]
UPPER = [26.25, 26.19, 29.64, 31.9, 32.25]
COUNTS = [994, 1023, 1199, 1332, 1367]
DENOMINATORS = [40299, 41527, 42811, 44064, 44701]
STEADY_COUNTS = [209, 213, 213, 239, 210]
STEADY_DENOMINATORS = [1017, 1087, 1119, 1117, 1139]

OPPOSITE = {
    Direction.INCREASING: Direction.DECREASING,
    Direction.DECREASING: Direction.INCREASING,
    Direction.NO_SIGNIFICANT_CHANGE: Direction.NO_SIGNIFICANT_CHANGE,
}
tenths = st.integers(-60, 60).map(lambda n: Fraction(n, 10))
widths = st.integers(1, 9).map(lambda n: Fraction(n, 10))
Points = tuple[list[Fraction], list[Fraction], list[Fraction]]
Counted = tuple[list[int], list[int]]


@st.composite
def points(draw: st.DrawFn, length: int = 5) -> Points:
    """Values with the ends of their intervals, the value not always in the middle."""
    values = draw(st.lists(tenths, min_size=length, max_size=length))
    below, above = (draw(st.lists(widths, min_size=length, max_size=length)) for _ in range(2))
    lower = [value - width for value, width in zip(values, below, strict=True)]
    return values, lower, [value + width for value, width in zip(values, above, strict=True)]


@st.composite
def counted(draw: st.DrawFn, length: int = 5, most: int = 400) -> Counted:
    """Counts below their denominators, often equal or zero."""
    denominators = draw(st.lists(st.integers(1, most), min_size=length, max_size=length))
    shares = draw(st.lists(st.integers(0, 19), min_size=length, max_size=length))
    return [n * share // 20 for n, share in zip(denominators, shares, strict=True)], denominators


def floats(numbers: Sequence[Fraction | int]) -> list[float]:
    return [float(number) for number in numbers]


def of_points(given_points: Points) -> RecentTrend:
    return recent_trend(*(floats(each) for each in given_points))


def of_counts(given_counts: Counted) -> RecentTrend:
    return recent_trend(counts=given_counts[0], denominators=given_counts[1])


# --- published figures


@pytest.mark.parametrize(
    ("found", "chi2", "direction"),
    [
        (recent_trend(VALUES, LOWER, UPPER), 46.7653, Direction.INCREASING),
        (recent_trend(counts=COUNTS, denominators=DENOMINATORS), 47.8967, Direction.INCREASING),
        (
            recent_trend(counts=STEADY_COUNTS, denominators=STEADY_DENOMINATORS),
            0.4003,
            Direction.NO_SIGNIFICANT_CHANGE,
        ),
    ],
)
def test_the_vectors_of_the_rules(found: RecentTrend, chi2: float, direction: Direction) -> None:
    assert found.chi2 == pytest.approx(chi2, rel=0, abs=0.00005)
    assert (found.direction, found.significant) == (direction, direction is Direction.INCREASING)
    assert found.reason == ""


def test_the_trend_of_malformations_with_alcohol() -> None:
    """Graubard and Korn (1987), Biometrics 43, 471–476; with equally spaced scores M² = 1.83 (Agresti 2007, 2.5).

    M² is Cochran and Armitage's χ² times (N − 1)/N, N = 32 574.
    """
    absent, present = [17066, 14464, 788, 126, 37], [48, 38, 5, 1, 1]
    found = recent_trend(counts=present, denominators=np.add(absent, present))
    assert found.chi2 * 32573 / 32574 == pytest.approx(1.83, rel=0, abs=0.005)
    assert found.direction == Direction.NO_SIGNIFICANT_CHANGE


def test_the_limit_is_the_998_percent_point_of_chi_square() -> None:
    assert chi2_distribution.ppf(0.998, 1) == pytest.approx(CHI2_LIMIT, rel=1e-9)


def test_series_without_change_are_seldom_called_a_trend() -> None:
    """The false-alarm rate: at 99.8 % the Monte Carlo interval may not exclude 0.2 %."""
    random = np.random.default_rng(20261122)
    denominators = np.tile([1000.0, 1100, 1200, 1250, 1300], (200_000, 1))
    counts = random.binomial(denominators.astype(int), 0.2).astype(float)
    chi2, sign = trends_of_counts(counts, denominators)
    lower, upper = wilson_interval(int(((chi2 > CHI2_LIMIT) & (sign != 0)).sum()), len(chi2), 0.998)
    assert lower <= 0.002 <= upper
    errors = random.uniform(0.5, 1.5, (200_000, 5))
    values = random.normal(50, errors)
    chi2, sign = trends_of_values(values, values - 1.96 * errors, values + 1.96 * errors)
    lower, upper = wilson_interval(int(((chi2 > CHI2_LIMIT) & (sign != 0)).sum()), len(chi2), 0.998)
    assert lower <= 0.002 <= upper


# --- the slow twins


@settings(max_examples=400)
@given(points())
def test_values_get_the_chi2_and_verdict_of_exact_fractions(given_points: Points) -> None:
    chi2, verdict = trend_of_values_slowly(*given_points)
    found = of_points(given_points)
    assert found.chi2 == pytest.approx(chi2, rel=1e-9, abs=1e-9)
    assert found.direction == verdict


@settings(max_examples=400)
@given(counted())
def test_counts_get_the_chi2_and_verdict_of_logistic_fits(given_counts: Counted) -> None:
    chi2, verdict = trend_of_counts_slowly(*given_counts)
    found = of_counts(given_counts)
    assert found.chi2 == pytest.approx(chi2, rel=1e-9, abs=1e-12)
    assert found.direction == verdict


@settings(max_examples=400)
@given(counted(), st.integers(0, 4))
def test_the_logistic_slope_has_the_sign_of_the_score(given_counts: Counted, left_out: int) -> None:
    """So the code need not fit anything: N·CT − C·NT says it."""
    fitted = [(t + 1, c, n) for t, (c, n) in enumerate(zip(*given_counts, strict=True)) if t != left_out]
    n, c = sum(whole for _, _, whole in fitted), sum(part for _, part, _ in fitted)
    score = n * sum(t * part for t, part, _ in fitted) - c * sum(t * whole for t, _, whole in fitted)
    slope = logit_slope(fitted)
    assert (slope > 1e-9) - (slope < -1e-9) == (score > 0) - (score < 0)


@settings(max_examples=20)
@given(st.lists(counted(), min_size=1, max_size=6), st.lists(points(), min_size=1, max_size=6))
def test_many_series_at_once_get_what_each_gets_alone(many_counts: list[Counted], many_points: list[Points]) -> None:
    counts = trends_of_counts(*(np.array(each, dtype=float) for each in zip(*many_counts, strict=True)))
    values = trends_of_values(*(np.array(each, dtype=float) for each in zip(*many_points, strict=True)))
    for (chi2, sign), found in (
        (counts, [of_counts(each) for each in many_counts]),
        (values, [of_points(each) for each in many_points]),
    ):
        assert chi2 == pytest.approx([each.chi2 for each in found], rel=1e-12, abs=1e-12)
        assert ((chi2 > CHI2_LIMIT) & (sign != 0)).tolist() == [each.significant for each in found]


# --- what changes nothing, and what turns the direction


@given(points(), st.integers(-400, 400))
def test_a_constant_added_to_values_and_ends_changes_nothing(given_points: Points, constant: int) -> None:
    moved = tuple([number + constant for number in each] for each in given_points)
    found, again = of_points(given_points), of_points(moved)
    assert again.chi2 == pytest.approx(found.chi2, rel=1e-9, abs=1e-9)
    assert again.direction == found.direction


@given(points(), st.integers(1, 50))
def test_another_unit_changes_nothing(given_points: Points, factor: int) -> None:
    scaled = tuple([number * factor for number in each] for each in given_points)
    assert of_points(scaled).chi2 == pytest.approx(of_points(given_points).chi2, rel=1e-9, abs=1e-9)
    assert of_points(scaled).direction == of_points(given_points).direction


@given(points(), counted())
def test_reversed_years_reverse_the_direction(given_points: Points, given_counts: Counted) -> None:
    back_points, back_counts = (tuple(each[::-1] for each in one) for one in (given_points, given_counts))
    for found, back in (
        (of_points(given_points), of_points(back_points)),
        (of_counts(given_counts), of_counts(back_counts)),
    ):
        assert back.chi2 == pytest.approx(found.chi2, rel=1e-9, abs=1e-9)
        assert back.direction == OPPOSITE[found.direction]


@given(counted())
def test_the_trend_of_the_others_is_the_opposite(given_counts: Counted) -> None:
    counts, denominators = given_counts
    assume(min(counts) > 0)
    others = [n - c for c, n in zip(counts, denominators, strict=True)]
    found, opposite = of_counts(given_counts), of_counts((others, denominators))
    assert opposite.chi2 == pytest.approx(found.chi2, rel=1e-9, abs=1e-12)
    assert opposite.direction == OPPOSITE[found.direction]


@given(counted(), st.integers(2, 40))
def test_k_times_the_people_give_k_times_the_chi2(given_counts: Counted, k: int) -> None:
    more = tuple([k * number for number in each] for each in given_counts)
    assert of_counts(more).chi2 == pytest.approx(k * of_counts(given_counts).chi2, rel=1e-9, abs=1e-12)


@given(points(9), counted(9))
def test_only_the_latest_five_points_count(given_points: Points, given_counts: Counted) -> None:
    assert of_points(given_points) == of_points(tuple(each[-5:] for each in given_points))
    assert of_counts(given_counts) == of_counts(tuple(each[-5:] for each in given_counts))


def test_older_points_may_be_missing() -> None:
    old = [NAN, None, 3.0]
    assert recent_trend([*old, *VALUES], [*old, *LOWER], [*old, *UPPER]) == recent_trend(VALUES, LOWER, UPPER)
    assert of_counts(([None, 5, 3, *COUNTS], [7, None, 3, *DENOMINATORS])) == of_counts((COUNTS, DENOMINATORS))


def test_counts_go_before_intervals() -> None:
    both = recent_trend(VALUES, LOWER, UPPER, STEADY_COUNTS, STEADY_DENOMINATORS)
    assert both == of_counts((STEADY_COUNTS, STEADY_DENOMINATORS))


# --- significance


@pytest.mark.parametrize(
    "found", [lambda: recent_trend(VALUES, LOWER, UPPER), lambda: of_counts((COUNTS, DENOMINATORS))]
)
def test_exactly_at_the_limit_is_not_a_trend(found: Callable[[], RecentTrend], monkeypatch: pytest.MonkeyPatch) -> None:
    chi2 = found().chi2
    monkeypatch.setattr(trend, "CHI2_LIMIT", chi2)
    assert (found().significant, found().direction) == (False, Direction.NO_SIGNIFICANT_CHANGE)
    monkeypatch.setattr(trend, "CHI2_LIMIT", math.nextafter(chi2, 0))
    assert (found().significant, found().direction) == (True, Direction.INCREASING)


@pytest.mark.parametrize(
    "values", [[10, 10.1, 9.9, 9.8, 30], [30, 9.8, 9.9, 10.1, 10], [10, 10, 10, 10, 30], [24.7, 24.7, 24.7, 24.7, 31.1]]
)
@pytest.mark.parametrize("reaches", [[1, 1, 1, 1, 1], [0.31, 0.17, 0.23, 0.29, 0.37], [0.1, 0.7, 0.3, 0.9, 0.7]])
def test_a_lone_outlier_year_is_no_trend(values: list[float], reaches: list[float]) -> None:
    """Without that year the others have no slope, not even one made by rounding."""
    found = recent_trend(values, np.subtract(values, reaches), np.add(values, reaches))
    assert found.chi2 > CHI2_LIMIT
    assert (found.significant, found.direction) == (False, Direction.NO_SIGNIFICANT_CHANGE)


@pytest.mark.parametrize("sizes", [[1000] * 5, [980, 1130, 1070, 1210, 990], [333.3, 710.1, 901.7, 123.9, 555.5]])
@pytest.mark.parametrize("share", [0.1, 0.23, 0.3])
def test_a_lone_outlier_year_of_counts_is_no_trend(sizes: list[float], share: float) -> None:
    found = of_counts(([size * share for size in sizes[:4]] + [sizes[4] * 0.6], sizes))
    assert found.chi2 > CHI2_LIMIT
    assert found.direction == Direction.NO_SIGNIFICANT_CHANGE


def test_zero_counts_are_ordinary() -> None:
    assert of_counts(([0] * 5, [100] * 5)) == RecentTrend(0.0, False, Direction.NO_SIGNIFICANT_CHANGE)
    found = of_counts(([0, 0, 9, 40, 60], [100] * 5))
    assert found.direction == Direction.INCREASING


def test_constant_values_do_not_change() -> None:
    found = recent_trend([3.3] * 5, [3.1, 3.2, 3.0, 3.1, 2.9], [3.4, 3.5, 3.9, 3.6, 3.5])
    assert found == RecentTrend(0.0, False, Direction.NO_SIGNIFICANT_CHANGE)


# --- when it cannot be calculated


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        ({}, NoTrend.NO_COUNTS_OR_INTERVALS),
        ({"values": VALUES}, NoTrend.NO_COUNTS_OR_INTERVALS),
        ({"values": VALUES, "lower": LOWER}, NoTrend.NO_COUNTS_OR_INTERVALS),
        ({"counts": COUNTS}, NoTrend.NO_COUNTS_OR_INTERVALS),
        ({"denominators": DENOMINATORS}, NoTrend.NO_COUNTS_OR_INTERVALS),
        ({"values": VALUES[1:], "lower": LOWER[1:], "upper": UPPER[1:]}, NoTrend.FEWER_THAN_FIVE_POINTS),
        ({"counts": COUNTS[1:], "denominators": DENOMINATORS[1:]}, NoTrend.FEWER_THAN_FIVE_POINTS),
        ({"counts": [], "denominators": []}, NoTrend.FEWER_THAN_FIVE_POINTS),
        ({"counts": [*COUNTS[:4], None], "denominators": DENOMINATORS}, NoTrend.MISSING_POINT),
        ({"counts": COUNTS, "denominators": [NAN, *DENOMINATORS[1:]]}, NoTrend.MISSING_POINT),
        ({"values": [*VALUES[:2], None, *VALUES[3:]], "lower": LOWER, "upper": UPPER}, NoTrend.MISSING_POINT),
        ({"values": VALUES, "lower": [NAN, *LOWER[1:]], "upper": UPPER}, NoTrend.MISSING_POINT),
        ({"counts": [5, 6, 7, 8, 9], "denominators": [10, 10, 7, 10, 10]}, NoTrend.COUNT_EQUALS_DENOMINATOR),
        ({"counts": [5, 6, 0, 8, 9], "denominators": [10, 10, 0, 10, 10]}, NoTrend.COUNT_EQUALS_DENOMINATOR),
        ({"values": VALUES, "lower": VALUES, "upper": UPPER[:4] + VALUES[4:]}, NoTrend.INTERVAL_WITHOUT_WIDTH),
        ({"values": VALUES, "lower": UPPER, "upper": LOWER}, NoTrend.INTERVAL_WITHOUT_WIDTH),
    ],
)
def test_each_reason_why_a_trend_cannot_be_calculated(series: dict[str, list[float]], reason: NoTrend) -> None:
    found = recent_trend(**series)
    assert math.isnan(found.chi2)
    assert (found.significant, found.direction) == (False, Direction.CANNOT_BE_CALCULATED)
    assert found.reason == reason


def test_series_of_different_lengths_are_refused() -> None:
    with pytest.raises(MeasureError, match=r"different lengths: \[5, 4, 5\]"):
        recent_trend(VALUES, LOWER[1:], UPPER)
    with pytest.raises(MeasureError, match="different lengths"):
        recent_trend(counts=COUNTS, denominators=DENOMINATORS[1:])


def test_impossible_counts_are_refused_by_their_position() -> None:
    with pytest.raises(
        MeasureError, match=r"position 3: the numerator exceeds its denominator \(numerator 11, denominator 10\)"
    ):
        recent_trend(counts=[5, 6, 7, 11, 9], denominators=[10] * 5)
    with pytest.raises(MeasureError, match="position 0: a count is negative"):
        recent_trend(counts=[-5, 6, 7, 8, 9], denominators=[10] * 5)


# --- the fan


def noisy(length: int, seed: int) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).normal(50, 3, length).round(1)]


@pytest.mark.parametrize("length", [10, 13, 25])
@pytest.mark.parametrize("seed", range(4))
def test_a_fan_widens_with_the_horizon_and_95_percent_holds_80(length: int, seed: int) -> None:
    fan = forecast_fan(noisy(length, seed), 6)
    assert fan is not None
    assert all(end.shape == (6,) for end in (fan.lower_80, fan.upper_80, fan.lower_95, fan.upper_95))
    assert (fan.lower_95 < fan.lower_80).all()
    assert (fan.lower_80 < fan.upper_80).all()
    assert (fan.upper_80 < fan.upper_95).all()
    for width in (fan.upper_80 - fan.lower_80, fan.upper_95 - fan.lower_95):
        assert (np.diff(width) >= -1e-9 * width[0]).all()
    middle = (fan.lower_80 + fan.upper_80) / 2
    assert (fan.lower_95 + fan.upper_95) / 2 == pytest.approx(middle)
    wider, narrower = (student.ppf(end, length - 5) for end in (0.975, 0.9))
    assert (fan.upper_95 - middle) / (fan.upper_80 - middle) == pytest.approx([wider / narrower] * 6)


@pytest.mark.parametrize("unit", [0.01, 10.0, 1e-9, 1e6])
def test_a_fan_does_not_depend_on_the_unit(unit: float) -> None:
    values = [48.9, 48.2, 47.4, 47.7, 47.4, 47.5, 48.4, 49.2, 49.7, 49.3, 48.5, 47.7, 47.3, 47.3, 46.3]
    fan, other = forecast_fan(values, 5), forecast_fan([unit * value for value in values], 5)
    assert fan is not None
    assert other is not None
    assert other.lower_95 / unit == pytest.approx(fan.lower_95, rel=1e-5)
    assert other.upper_80 / unit == pytest.approx(fan.upper_80, rel=1e-5)


def test_a_fan_covers_the_next_point_about_as_often_as_it_says() -> None:
    """Of independent years it covers somewhat less, since the model's own doubt is not in it."""
    covered = []
    for seed in range(60):
        *past, following = noisy(31, seed)
        fan = forecast_fan(past, 1)
        assert fan is not None
        covered.append(fan.lower_80[0] <= following <= fan.upper_80[0])
    lower, upper = wilson_interval(sum(covered), len(covered), 0.998)
    assert lower <= 0.8 <= upper


def test_a_constant_series_has_a_fan_without_width() -> None:
    fan = forecast_fan([7.5] * 10, 3)
    assert fan is not None
    assert all(end.tolist() == [7.5] * 3 for end in (fan.lower_80, fan.upper_80, fan.lower_95, fan.upper_95))


@pytest.mark.parametrize(
    ("values", "horizon"),
    [([], 3), (noisy(9, 1), 3), ([*noisy(12, 1), NAN], 3), ([None, *noisy(12, 1)], 3), (noisy(12, 1), 0)],
)
def test_no_fan_of_too_few_or_missing_points_or_without_a_horizon(values: list[float], horizon: int) -> None:
    assert forecast_fan(values, horizon) is None


def test_no_fan_where_the_fit_does_not_converge(monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished = SimpleNamespace(mle_retvals={"converged": False})
    monkeypatch.setattr(ETSModel, "fit", lambda self, **settings: unfinished)
    assert forecast_fan(noisy(12, 1), 4) is None
