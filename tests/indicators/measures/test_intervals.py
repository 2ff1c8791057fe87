"""Intervals: published figures, slow twins, and what holds for every count."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.intervals import (
    CONFIDENCE_LEVELS,
    byar_interval,
    exact_poisson_interval,
    mean_interval,
    normal_quantile,
    poisson_interval,
    wilson_interval,
)
from tests.oracles.intervals import byar_slowly, mean_slowly, poisson_slowly, wilson_slowly, z_slowly

NAN = float("nan")
levels = st.sampled_from(CONFIDENCE_LEVELS)
whole_counts = st.integers(0, 2_000)
parts = st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)).filter(sum).map(lambda two: (two[0], sum(two)))
fractional_counts = st.integers(0, 10**9).map(lambda thousandths: thousandths / 1000)
fractions = st.tuples(fractional_counts, fractional_counts).filter(lambda two: two[1] > 0).map(sorted).map(tuple)


def near(expected: tuple[float, float], digits: int) -> object:
    """Half a unit of the last of so many printed decimals."""
    return pytest.approx(expected, rel=0, abs=0.5 * 10**-digits)


@pytest.mark.parametrize(
    ("part", "whole", "level", "ends"),
    [
        (0, 20, 0.95, (0, 0.161125)),
        (0, 20, 0.998, (0, 0.323170)),
        (7, 20, 0.95, (0.181192, 0.567146)),
        (65, 100, 0.95, (0.552544, 0.736358)),
    ],
)
def test_wilson_gives_the_vectors_of_the_rules(part: int, whole: int, level: float, ends: tuple[float, float]) -> None:
    assert wilson_interval(part, whole, level) == near(ends, 6)


@pytest.mark.parametrize(
    ("part", "whole", "ends"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0000, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_gives_the_table_of_newcombe(part: int, whole: int, ends: tuple[float, float]) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3: score without continuity correction."""
    assert wilson_interval(part, whole) == near(ends, 4)


@pytest.mark.parametrize(
    ("count", "population", "ends"),
    [
        (1, 20, (1.265890, 278.582170)),
        (9, 100, (41.153731, 170.848035)),
        (10, 100, (47.874499, 183.914586)),
    ],
)
def test_rates_per_1000_get_the_vectors_of_the_rules(count: int, population: int, ends: tuple[float, float]) -> None:
    lower, upper = poisson_interval(count)
    assert (1000 * lower / population, 1000 * upper / population) == near(ends, 6)


def test_the_exact_interval_of_welsh_nickel_workers() -> None:
    """137 deaths, 24.19893 expected; the example of R's `poisson.test`, which prints 4.753125 and 6.692709."""
    lower, upper = exact_poisson_interval(137)
    assert (lower / 24.19893, upper / 24.19893) == near((4.753125, 6.692709), 6)


def test_the_mean_interval_of_students_sleep() -> None:
    """Student (1908), what one drug adds to another; R's paired `t.test` of `sleep` prints 0.7001142 and 2.4598858."""
    hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    assert mean_interval(hours) == near((0.7001142, 2.4598858), 7)


def test_the_normal_quantiles_of_both_levels() -> None:
    assert [normal_quantile(level) for level in CONFIDENCE_LEVELS] == pytest.approx(
        [1.959963984540054, 3.0902323061678]
    )


# --- the slow twins


@settings(max_examples=200)
@given(parts | fractions, levels)
def test_wilson_is_the_solution_of_the_quadratic(counts: tuple[float, float], level: float) -> None:
    assert wilson_interval(*counts, level) == pytest.approx(wilson_slowly(*counts, level), rel=1e-9, abs=1e-14)


@settings(max_examples=60)
@given(st.integers(0, 40), levels)
def test_poisson_ends_leave_the_right_tails(count: int, level: float) -> None:
    assert poisson_interval(count, level) == pytest.approx(poisson_slowly(count, level), rel=1e-9)


@given(fractional_counts, levels)
def test_byar_is_its_formula(count: float, level: float) -> None:
    assert byar_interval(count, level) == pytest.approx(byar_slowly(count, level), rel=1e-9, abs=1e-12)


@given(st.lists(st.none() | st.integers(-1000, 1000).map(lambda n: n / 10), max_size=12), levels)
def test_the_mean_interval_is_what_the_loops_give(values: list[float | None], level: float) -> None:
    found, slow = mean_interval(np.array(values, dtype=float), level), mean_slowly(values, level)
    assert found == pytest.approx(slow, rel=1e-9, abs=1e-9) if slow else all(math.isnan(end) for end in found)


@given(levels)
def test_the_normal_quantile_is_that_of_the_tail(level: float) -> None:
    assert normal_quantile(level) == pytest.approx(z_slowly(level), rel=1e-12)


# --- what always holds


@settings(max_examples=200)
@given(parts | fractions, levels)
def test_a_share_lies_within_its_interval_and_that_within_0_and_1(counts: tuple[float, float], level: float) -> None:
    lower, upper = wilson_interval(*counts, level)
    share = counts[0] / counts[1]
    assert 0 <= lower <= share * (1 + 1e-12)
    assert share * (1 - 1e-12) <= upper <= 1


@given(whole_counts | fractional_counts, levels)
def test_a_count_lies_within_its_interval(count: float, level: float) -> None:
    lower, upper = poisson_interval(count, level)
    assert 0 <= lower <= count < upper


@given(parts, whole_counts)
def test_the_wider_level_has_the_wider_interval(counts: tuple[int, int], count: int) -> None:
    for narrow, wide in (
        [wilson_interval(*counts, level) for level in CONFIDENCE_LEVELS],
        [poisson_interval(count, level) for level in CONFIDENCE_LEVELS],
    ):
        assert wide[0] <= narrow[0]
        assert narrow[1] <= wide[1]
        assert wide[1] - wide[0] > narrow[1] - narrow[0]


@given(parts | fractions, levels)
def test_the_interval_of_the_others_is_the_mirror_image(counts: tuple[float, float], level: float) -> None:
    part, whole = counts
    lower, upper = wilson_interval(part, whole, level)
    assert wilson_interval(whole - part, whole, level) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@given(parts.filter(lambda counts: counts[0] > 0), st.integers(2, 50))
def test_more_of_the_same_gives_a_narrower_interval(counts: tuple[int, int], times: int) -> None:
    lower, upper = wilson_interval(*counts)
    closer_lower, closer_upper = wilson_interval(counts[0] * times, counts[1] * times)
    assert closer_upper - closer_lower < upper - lower
    few, many = poisson_interval(counts[0]), poisson_interval(counts[0] * times)
    assert (many[1] - many[0]) / times < few[1] - few[0]


@given(st.integers(0, 60), levels)
def test_a_higher_count_has_higher_ends(count: int, level: float) -> None:
    assert np.less(poisson_interval(count, level), poisson_interval(count + 1, level)).all()


@given(st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=9), st.integers(-9, 9), st.integers(1, 9))
def test_a_mean_interval_moves_and_stretches_with_the_values(values: list[float], shift: int, scale: int) -> None:
    lower, upper = mean_interval(values)
    moved = mean_interval([shift + scale * value for value in values])
    assert moved == pytest.approx((shift + scale * lower, shift + scale * upper), abs=1e-9)


def test_nobody_and_everybody_have_exact_ends() -> None:
    for level in CONFIDENCE_LEVELS:
        for whole in (1, 3, 7, 20, 1e6, 0.3):
            assert wilson_interval(0, whole, level)[0] == 0.0
            assert wilson_interval(whole, whole, level)[1] == 1.0
    sum_of_parts = 0.1 + 0.2
    assert wilson_interval(sum_of_parts, 0.3)[1] == 1.0


@pytest.mark.parametrize("interval", [poisson_interval, exact_poisson_interval, byar_interval])
def test_zero_is_an_ordinary_count(interval: Callable[..., tuple[float, float]]) -> None:
    lower, upper = interval(0)
    assert lower == 0.0
    assert upper > 3
    assert poisson_interval(0, 0.998)[1] == pytest.approx(-math.log(0.001))


def test_ten_is_where_byar_begins_and_fractional_counts_below_stay_exact() -> None:
    assert poisson_interval(10) == byar_interval(10)
    assert poisson_interval(9.5) == exact_poisson_interval(9.5)
    assert poisson_interval([9, 10])[1].tolist() == [exact_poisson_interval(9)[1], byar_interval(10)[1]]


# --- missing, impossible, and shapes


@pytest.mark.parametrize("pair", [(None, 20), (3, None), (NAN, 20), (3, NAN), (None, None), (0, 0)])
def test_what_is_missing_or_of_nothing_has_no_interval(pair: tuple[float | None, float | None]) -> None:
    assert all(math.isnan(end) for end in wilson_interval(*pair))
    lower, upper = wilson_interval([7, pair[0]], [20, pair[1]])
    assert (lower[0], upper[0]) == wilson_interval(7, 20)
    assert math.isnan(lower[1])
    assert math.isnan(upper[1])


@pytest.mark.parametrize("interval", [poisson_interval, exact_poisson_interval, byar_interval])
def test_a_missing_count_has_no_interval(interval: Callable[..., tuple[np.ndarray, np.ndarray]]) -> None:
    assert all(math.isnan(end) for end in interval(None))
    assert [np.isnan(end).tolist() for end in interval([3, None, NAN])] == [[False, True, True]] * 2


@pytest.mark.parametrize("values", [[], [5.0], [None, 5.0], [NAN, NAN]])
def test_fewer_than_two_values_have_no_mean_interval(values: list[float | None]) -> None:
    assert all(math.isnan(end) for end in mean_interval(np.array(values, dtype=float)))


@pytest.mark.parametrize(
    ("numerators", "denominators", "message"),
    [
        (
            [1, 21, 30],
            [20, 20, 20],
            r"position 1: the numerator exceeds its denominator \(numerator 21, denominator 20\)",
        ),
        ([1, -2, 3], [20, 20, 20], r"position 1: a count is negative \(numerator -2, denominator 20\)"),
        ([None, 0, 3], [20, -1, 20], r"position 1: a count is negative \(numerator 0, denominator -1\)"),
        (1_000_001, 1_000_000, r"position 0: .* \(numerator 1000001, denominator 1000000\)"),
        ([0.3, 0.31], 0.3, r"position 1: .* \(numerator 0.31, denominator 0.3\)"),
    ],
)
def test_an_impossible_share_is_refused_by_its_position(numerators: object, denominators: object, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        wilson_interval(numerators, denominators)


@pytest.mark.parametrize("interval", [poisson_interval, exact_poisson_interval, byar_interval])
def test_a_negative_count_is_refused_by_its_position(interval: Callable[..., object]) -> None:
    with pytest.raises(MeasureError, match=r"position 2: a count is negative \(count -1\)"):
        interval([5, None, -1, -2])
    with pytest.raises(MeasureError, match="position 0"):
        interval(-0.5)


def test_single_numbers_give_floats_and_arrays_give_arrays_of_their_shape() -> None:
    for ends in (wilson_interval(3, 20), poisson_interval(3), exact_poisson_interval(3), byar_interval(30)):
        assert [type(end) for end in ends] == [float, float]
    table = np.arange(6).reshape(2, 3)
    for ends in (wilson_interval(table, 20), wilson_interval(3, table + 5), poisson_interval(table)):
        assert [end.shape for end in ends] == [(2, 3), (2, 3)]
    assert poisson_interval(table)[1][1, 2] == poisson_interval(5)[1]
    assert [end.shape for end in wilson_interval([], [])] == [(0,), (0,)]
    assert [end.shape for end in poisson_interval([])] == [(0,), (0,)]


def test_a_series_is_read_by_position_and_its_gaps_are_missing() -> None:
    part = pd.Series([7, pd.NA, 0], index=["b", "a", "c"], dtype="Int64")
    whole = pd.Series([20, 20, 20], index=["a", "b", "c"])
    lower, upper = wilson_interval(part, whole)
    assert (lower[0], upper[0]) == wilson_interval(7, 20)
    assert np.isnan(lower).tolist() == [False, True, False]
    assert np.isnan(poisson_interval(part)[0]).tolist() == [False, True, False]


@pytest.mark.parametrize("level", [95, 1.0, 0.0, -0.5, float("nan")])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    for interval in (lambda: wilson_interval(7, 20, level), lambda: poisson_interval(7, level)):
        with pytest.raises(MeasureError, match="between 0 and 1"):
            interval()
    with pytest.raises(MeasureError, match="between 0 and 1"):
        mean_interval([1.0, 2.0, 3.0], level)


def test_every_sort_of_missing_number_gives_missing_ends() -> None:
    lower, upper = poisson_interval([None, 3, pd.NA, float("nan")])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, False, True, True]
    assert np.isnan(wilson_interval(pd.Series([1, pd.NA], dtype=object), 20)[0]).tolist() == [False, True]
