"""Inequality along a social order: examples by hand, slow twins, properties, edges."""

import math
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.inequality import attributable_part, relative_index, slope_index
from tests.oracles.inequality import line_slowly, ratio_is_plausible_slowly, slope_slowly

LEVELS = st.sampled_from([0.95, 0.998])

FIFTHS = [100, 100, 100, 100, 100]


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[float], list[int], list[float]]:
    """Values around some level, populations and standard errors of three to ten groups."""
    number = draw(st.integers(3, 10))
    values = draw(st.lists(st.floats(1, 100), min_size=number, max_size=number))
    populations = draw(st.lists(st.integers(1, 10_000), min_size=number, max_size=number))
    errors = draw(st.lists(st.floats(0.01, 3), min_size=number, max_size=number))
    return values, populations, errors


def test_equal_steps_between_fifths() -> None:
    # Ranks 0.1, 0.3, … 0.9; a step of 3 a fifth is a slope of 15 from 58.5 to 73.5. (The same figures stand in the
    # documentation of the R package dceasimR, calc_rii.) The mean is 66.
    values = [60, 63, 66, 69, 72]
    assert slope_index(values, FIFTHS).value == pytest.approx(15, rel=1e-12)
    assert relative_index(values, FIFTHS).value == pytest.approx(73.5 / 58.5, rel=1e-12)
    assert attributable_part(values, FIFTHS) == pytest.approx((66 - 73.5) / 66, rel=1e-12)


def test_the_slope_of_unequal_groups_by_hand() -> None:
    # Shares ½, ¼, ¼ have ranks ¼, 5/8, 7/8, that is −¼, ⅛, ⅜ from the middle, and Σ a·d² = 9/128;
    # slope = (−⅛·10 + 1/32·18 + 3/32·14) / (9/128) = (−40 + 18 + 42)/32 · 128/9 = 80/9. The mean is 13.
    values, populations = [10, 18, 14], [200, 100, 100]
    assert slope_index(values, populations).value == pytest.approx(80 / 9, rel=1e-12)
    assert relative_index(values, populations).value == pytest.approx((13 + 40 / 9) / (13 - 40 / 9), rel=1e-12)
    assert attributable_part(values, populations) == pytest.approx(-40 / 9 / 13, rel=1e-12)


def test_the_interval_of_the_slope_by_hand() -> None:
    # Fifths: c = 0.2·d / 0.08 = −1, −½, 0, ½, 1, so Var = 2.5 where every SE is 1.
    found = slope_index([60, 63, 66, 69, 72], FIFTHS, [1, 1, 1, 1, 1])
    reach = 1.959963984540054 * math.sqrt(2.5)
    assert tuple(found) == pytest.approx((15, 15 - reach, 15 + reach), rel=1e-12)


@given(rows=groups(), level=LEVELS)
def test_slope_and_level_agree_with_their_slow_twins(rows: tuple[Any, ...], level: float) -> None:
    values, populations, errors = rows
    found = slope_index(values, populations, errors, level)
    assert tuple(found) == pytest.approx(slope_slowly(values, populations, errors, level), rel=1e-6, abs=1e-6)
    intercept, slope = line_slowly(values, populations)
    assume(abs(intercept) > 1e-3)
    assert relative_index(values, populations).value == pytest.approx((intercept + slope) / intercept, rel=1e-6)
    overall = sum(v * p for v, p in zip(values, populations, strict=True)) / sum(populations)
    part = (overall - intercept - slope) / overall
    assert attributable_part(values, populations) == pytest.approx(part, rel=1e-6, abs=1e-6)


@given(rows=groups(), level=LEVELS)
def test_fiellers_ends_are_the_ratios_that_are_just_plausible(rows: tuple[Any, ...], level: float) -> None:
    found = relative_index(*rows, level)
    assume(not math.isnan(found.ci_lower) and found.ci_upper - found.ci_lower < 100)
    z = NormalDist().inv_cdf((1 + level) / 2)
    assert found.ci_lower <= found.value <= found.ci_upper
    for end in (found.ci_lower, found.ci_upper):
        assert abs(ratio_is_plausible_slowly(end, *rows)) == pytest.approx(z, rel=1e-5)


@given(rows=groups())
def test_the_wider_level_is_wider(rows: tuple[Any, ...]) -> None:
    _, lower, upper = slope_index(*rows)
    value, lowest, highest = slope_index(*rows, confidence_level=0.998)
    assert lowest < lower <= value <= upper < highest
    narrow, wide = relative_index(*rows), relative_index(*rows, confidence_level=0.998)
    if not math.isnan(wide.ci_lower):
        assert wide.ci_lower <= narrow.ci_lower <= narrow.ci_upper <= wide.ci_upper


@given(value=st.floats(0.1, 1000), populations=st.lists(st.integers(1, 10_000), min_size=3, max_size=10))
def test_equal_values_are_no_inequality(value: float, populations: list[int]) -> None:
    values = [value] * len(populations)
    assert slope_index(values, populations).value == pytest.approx(0, abs=1e-9 * value)
    assert relative_index(values, populations).value == pytest.approx(1)
    assert attributable_part(values, populations) == pytest.approx(0, abs=1e-9)


@given(rows=groups())
def test_the_reverse_order_turns_the_slope_round(rows: tuple[Any, ...]) -> None:
    value, lower, upper = slope_index(*rows)
    turned = slope_index(*(column[::-1] for column in rows))
    assert tuple(turned) == pytest.approx((-value, -upper, -lower), rel=1e-6, abs=1e-6)


@given(rows=groups(), times=st.floats(0.1, 100), up=st.floats(-50, 50))
def test_the_slope_scales_with_the_values_and_ignores_a_shift(rows: tuple[Any, ...], times: float, up: float) -> None:
    values, populations, _ = rows
    moved = slope_index([times * value + up for value in values], [3 * people for people in populations])
    assert moved.value == pytest.approx(times * slope_index(values, populations).value, rel=1e-6, abs=1e-6)


@given(rows=groups(), place=st.integers(0, 10))
def test_a_group_of_nobody_changes_nothing(rows: tuple[Any, ...], place: int) -> None:
    more = [[*column[:place], extra, *column[place:]] for column, extra in zip(rows, (7.0, 0, 1.0), strict=True)]
    assert tuple(slope_index(*more)) == pytest.approx(tuple(slope_index(*rows)), rel=1e-6, abs=1e-6)


def test_without_standard_errors_there_is_no_interval() -> None:
    for index in (slope_index, relative_index):
        for errors in (None, [1, math.nan, 1]):
            value, lower, upper = index([1, 2, 4], [1, 1, 1], errors)
            assert not math.isnan(value)
            assert math.isnan(lower)
            assert math.isnan(upper)


def test_exact_values_have_an_interval_of_no_width() -> None:
    found = relative_index([60, 63, 66, 69, 72], FIFTHS, [0, 0, 0, 0, 0])
    assert (found.ci_lower, found.ci_upper) == pytest.approx((found.value, found.value))


def test_there_is_no_relative_interval_where_the_lower_level_may_be_zero() -> None:
    found = relative_index([1, 2, 3], [1, 1, 1], [5, 5, 5])
    assert not math.isnan(found.value)
    assert math.isnan(found.ci_lower)
    assert math.isnan(found.ci_upper)


def test_a_lower_level_of_zero_has_no_ratio() -> None:
    # Thirds have the ranks 1/6, 3/6 and 5/6: values in that proportion start from nothing.
    found = relative_index([1, 3, 5], [1, 1, 1], [1, 1, 1])
    assert found.reason == "no_level_at_worst_off_end"
    assert math.isnan(found.value)
    assert relative_index([0, 0, 0], [1, 1, 1]).reason == "no_level_at_worst_off_end"


@pytest.mark.parametrize(
    ("values", "populations", "reason"),
    [
        ([], [], "fewer_than_three_groups"),
        ([1, 2], [1, 1], "fewer_than_three_groups"),
        ([1, 2, 3], [1, 0, 1], "fewer_than_three_groups"),
        ([1, 2, 3], [0, 0, 0], "fewer_than_three_groups"),
        ([1, math.nan], [1, 1], "fewer_than_three_groups"),
        ([1, math.nan, 3], [1, 1, 1], "missing_value"),
        ([1, 2, 3], [1, math.nan, 1], "missing_value"),
    ],
)
def test_an_index_that_cannot_be_had_says_why(values: list[float], populations: list[float], reason: str) -> None:
    for index in (slope_index, relative_index):
        assert index(values, populations).reason == reason
        assert all(math.isnan(number) for number in index(values, populations))
    assert math.isnan(attributable_part(values, populations))


def test_nothing_is_attributable_where_the_overall_level_is_zero() -> None:
    assert math.isnan(attributable_part([-1, 0, 1], [1, 1, 1]))
    assert math.isnan(attributable_part([0, 0, 0], [1, 1, 1]))


@pytest.mark.parametrize(
    ("values", "populations", "errors", "message"),
    [
        ([1, 2, 3], [1, 1], None, "one length"),
        ([1, 2, 3], [1, 1, 1], [1, 1], "one length"),
        ([1, 2, math.inf], [1, 1, 1], None, r"position 2.*values inf"),
        ([1, 2, 3], [1, -1, 1], None, r"position 1.*populations -1"),
        ([1, 2, 3], [1, 1, 1], [-1, 1, 1], r"position 0.*standard_errors -1"),
    ],
)
def test_groups_that_are_not_allowed_are_named(values: Any, populations: Any, errors: Any, message: str) -> None:
    for index in (slope_index, relative_index):
        with pytest.raises(MeasureError, match=message):
            index(values, populations, errors)
