"""Mann–Kendall and Theil–Sen: one series and many, against loops, all permutations, and SciPy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, theilslopes

from indicators.errors import MeasureError
from indicators.measures.kendall import kendall_tests
from indicators.measures.trend import MINIMUM_POINTS, P_LIMIT, Direction, NoTrend, mann_kendall, theil_sen
from tests.oracles.trend import kendall_p_slowly, kendall_s_slowly, theil_sen_slowly

NAN = float("nan")
LITTLE = [12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7]

tied = st.lists(st.integers(0, 4).map(float), min_size=2, max_size=14)
untied = st.permutations([n * 1.5 for n in range(12)])
series = tied | untied


def test_s_of_an_example_by_hand() -> None:
    """J. Little, College of the Holy Cross, "A Mann-Kendall Example (By Hand)": 72 rises, 18 falls, 1 tie."""
    found = mann_kendall(LITTLE)
    assert found.s == 54
    # From the variance 14·13·33/18 − 2·1·9/18 given there, without the page's continuity correction.
    z = 54 / math.sqrt(14 * 13 * 33 / 18 - 2 * 1 * 9 / 18)
    assert found.p_value == pytest.approx(math.erfc(z / math.sqrt(2)), rel=1e-9)


def test_the_slope_and_interval_of_sens_example() -> None:
    """Sen (1968), JASA 63, 1379–1389: slope 4, 93 % interval 26/7 to 35/8."""
    found = theil_sen([9, 15, 19, 20, 45, 55, 78], [1, 2, 3, 4, 10, 12, 18], 0.93)
    assert (found.slope, found.ci_lower, found.ci_upper) == pytest.approx((4, 26 / 7, 35 / 8))


@settings(max_examples=60)
@given(series)
def test_s_counts_rises_and_falls(values: list[float]) -> None:
    assert mann_kendall(values).s == kendall_s_slowly(values)


@settings(max_examples=25)
@given(st.integers(2, 6).flatmap(lambda n: st.permutations([float(i) for i in range(n)])))
def test_p_is_the_share_of_all_orders_that_rise_or_fall_as_much(values: list[float]) -> None:
    assert mann_kendall(values).p_value == pytest.approx(kendall_p_slowly(values), rel=1e-9)


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5, 6, 7], [1, 3, 2, 4, 7, 6, 5], [4, 1, 5, 2, 6, 3, 7]])
def test_p_of_seven_values_is_the_share_of_all_5040_orders(values: list[float]) -> None:
    assert mann_kendall(values).p_value == pytest.approx(kendall_p_slowly(values), rel=1e-9)


@settings(max_examples=60)
@given(series.filter(lambda values: len(set(values)) > 1))
def test_tau_and_p_are_scipys(values: list[float]) -> None:
    found, scipys = mann_kendall(values), kendalltau(range(len(values)), values)
    assert (found.tau, found.p_value) == pytest.approx((scipys.statistic, scipys.pvalue), rel=1e-12)


@settings(max_examples=60)
@given(series)
def test_the_verdict_needs_ten_points_and_a_p_below_the_limit(values: list[float]) -> None:
    found = mann_kendall(values)
    if len(values) < MINIMUM_POINTS:
        assert (found.significant, found.direction) == (False, Direction.CANNOT_BE_CALCULATED)
        assert found.reason == NoTrend.FEWER_THAN_TEN_POINTS
        return
    assert found.significant == (found.p_value < P_LIMIT)
    ways = {1: Direction.INCREASING, -1: Direction.DECREASING}
    expected = ways[int(np.sign(found.s))] if found.significant else Direction.NO_SIGNIFICANT_CHANGE
    assert (found.direction, found.reason) == (expected, "")


@settings(max_examples=40)
@given(series)
def test_a_reversed_series_has_the_opposite_trend(values: list[float]) -> None:
    found, back = mann_kendall(values), mann_kendall(values[::-1])
    assert back.s == -found.s
    assert back.p_value == pytest.approx(found.p_value, rel=1e-12)
    assert theil_sen(values[::-1]).slope == pytest.approx(-theil_sen(values).slope)


def test_ten_rising_years_are_a_trend_and_nine_are_too_few() -> None:
    assert mann_kendall(range(10)).direction == Direction.INCREASING
    assert mann_kendall(range(10, 0, -1)).direction == Direction.DECREASING
    nine = mann_kendall(range(9))
    assert (nine.direction, nine.reason) == (Direction.CANNOT_BE_CALCULATED, NoTrend.FEWER_THAN_TEN_POINTS)
    assert (nine.s, nine.tau) == (36, 1)
    assert nine.p_value == pytest.approx(2 / math.factorial(9))


def test_missing_points_are_left_out() -> None:
    assert mann_kendall([None, *LITTLE[:5], NAN, *LITTLE[5:]]) == mann_kendall(LITTLE)
    assert mann_kendall([*range(9), None]).direction == Direction.CANNOT_BE_CALCULATED


@pytest.mark.parametrize("values", [[], [3.0], [None, 3.0, NAN]])
def test_fewer_than_two_points_have_no_test_and_no_slope(values: list[float]) -> None:
    found = mann_kendall(values)
    assert found.reason == NoTrend.FEWER_THAN_TEN_POINTS
    assert all(math.isnan(number) for number in (found.s, found.tau, found.p_value))
    slope = theil_sen(values)
    assert all(math.isnan(number) for number in (slope.slope, slope.ci_lower, slope.ci_upper, slope.intercept))


def test_a_constant_series_does_not_change() -> None:
    found = mann_kendall([3.3] * 12)
    assert (found.s, found.tau, found.p_value) == (0, 0, 1)
    assert (found.direction, found.reason) == (Direction.NO_SIGNIFICANT_CHANGE, "")
    slope = theil_sen([3.3] * 12)
    assert (slope.slope, slope.ci_lower, slope.ci_upper, slope.intercept) == (0, 0, 0, 3.3)


# --- the slope


@st.composite
def gappy(draw: st.DrawFn) -> tuple[list[float | None], list[int]]:
    """Values, some missing, and ascending years with gaps; two values at least."""
    values = draw(st.lists(st.none() | st.integers(-50, 50).map(float), min_size=2, max_size=12))
    steps = draw(st.lists(st.integers(1, 4), min_size=len(values), max_size=len(values)))
    years = np.cumsum([2000, *steps[1:]]).tolist()
    kept = [value for value in values if value is not None]
    return (values, years) if len(kept) > 1 else ([1.0, *values[1:-1], 2.0], years)


@settings(max_examples=60)
@given(gappy())
def test_the_slope_is_the_median_of_all_pairs(points: tuple[list[float | None], list[int]]) -> None:
    values, years = points
    found = theil_sen(values, years)
    assert found.slope == pytest.approx(theil_sen_slowly(values, years), rel=1e-9, abs=1e-12)
    assert found.ci_lower <= found.slope <= found.ci_upper
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    scipys = theilslopes([value for _, value in known], [year for year, _ in known])
    assert (found.intercept, found.ci_lower) == pytest.approx((scipys.intercept, scipys.low_slope))


def test_periods_are_counted_from_zero_when_none_are_given() -> None:
    values = [2.0, 4.0, 6.0, 9.0]
    assert theil_sen(values) == theil_sen(values, [0, 1, 2, 3])
    assert theil_sen([2.0, None, 6.0]).slope == 2
    assert theil_sen([2.0, 4.0, 6.0], [0, 2, 4]).slope == 1


def test_a_point_without_a_period_is_left_out_and_one_period_alone_has_no_slope() -> None:
    assert theil_sen([1.0, 50.0, 3.0], [0, NAN, 2]).slope == 1
    assert math.isnan(theil_sen([1.0, 2.0], [2020, 2020]).slope)


def test_a_higher_level_has_a_wider_slope_interval() -> None:
    narrow, wide = theil_sen(LITTLE), theil_sen(LITTLE, confidence_level=0.998)
    assert wide.ci_lower < narrow.ci_lower < narrow.ci_upper < wide.ci_upper


def test_values_and_periods_of_different_lengths_are_refused() -> None:
    with pytest.raises(MeasureError, match="different lengths"):
        theil_sen([1.0, 2.0, 3.0], [0, 1])


# --- many series at once


tables = st.tuples(st.integers(2, 13), st.integers(1, 12), st.integers(0, 2**32 - 1), st.sampled_from([2, 6, 1000]))


@settings(max_examples=40)
@given(tables)
def test_many_series_get_what_each_gets_alone(shape: tuple[int, int, int, int]) -> None:
    """Few possible values make ties, many make none."""
    length, rows, seed, most = shape
    random = np.random.default_rng(seed)
    values = random.integers(0, most, (rows, length)) / 4
    years = 2000.0 + np.cumsum(random.integers(1, 4, (rows, length)), axis=1)
    s, p_values, slopes = kendall_tests(years, values)
    for row in range(rows):
        alone = mann_kendall(values[row])
        assert s[row] == alone.s
        assert p_values[row] == pytest.approx(alone.p_value, rel=1e-9)
        assert slopes[row] == pytest.approx(theil_sen(values[row], years[row]).slope, rel=1e-9, abs=1e-12)


def test_no_series_give_no_tests() -> None:
    assert [each.shape for each in kendall_tests(np.empty((0, 10)), np.empty((0, 10)))] == [(0,)] * 3
