"""Comparisons in words, funnel limits and quantile groups: every border, every polarity, slow twins."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.comparison import (
    METHOD,
    METHOD_OF_PERIODS,
    Comparison,
    compare_periods,
    compare_with_benchmark,
    funnel_limits,
    quantiles,
)
from indicators.measures.intervals import CONFIDENCE_LEVELS, poisson_interval, wilson_interval
from indicators.model import Kind, Polarity
from tests.oracles.comparison import comparison_slowly, periods_slowly, quantiles_slowly

NAN = float("nan")
ENDS = (20.0, 30.0, 15.0, 35.0)
"""Of a value of 25: at 95 %, at 99.8 %."""

levels = st.sampled_from(CONFIDENCE_LEVELS)
polarities = st.sampled_from(list(Polarity))
whole = st.integers(-6, 6).map(float)


@st.composite
def nested_ends(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """A 95 % interval within a 99.8 % interval, in whole numbers so that benchmarks fall on the ends."""
    lowest, low, high, highest = sorted(draw(st.lists(whole, min_size=4, max_size=4)))
    return low, high, lowest, highest


def test_the_names_of_the_methods_stand_in_the_metadata() -> None:
    assert (METHOD, METHOD_OF_PERIODS) == ("single_overlapping_interval", "double_overlapping_intervals")


@pytest.mark.parametrize(
    ("benchmark", "higher_is_better", "lower_is_better", "neutral"),
    [
        (14.9, "much_better", "much_worse", "much_higher"),
        (15.0, "better", "worse", "higher"),
        (19.9, "better", "worse", "higher"),
        (20.0, "similar", "similar", "similar"),
        (25.0, "similar", "similar", "similar"),
        (30.0, "similar", "similar", "similar"),
        (30.1, "worse", "better", "lower"),
        (35.0, "worse", "better", "lower"),
        (35.1, "much_worse", "much_better", "much_lower"),
    ],
)
def test_words_of_every_step_and_polarity_and_an_end_is_inside(
    benchmark: float, higher_is_better: str, lower_is_better: str, neutral: str
) -> None:
    found = [compare_with_benchmark(25.0, *ENDS, benchmark, polarity) for polarity in Polarity]
    assert found == [higher_is_better, lower_is_better, neutral]
    assert all(isinstance(word, Comparison) for word in found)


@settings(max_examples=200)
@given(nested_ends(), st.none() | whole, st.none() | whole, polarities)
def test_the_comparison_is_what_the_ifs_say(
    ends: tuple[float, float, float, float], value: float | None, benchmark: float | None, polarity: Polarity
) -> None:
    found = compare_with_benchmark(value, *ends, benchmark, polarity)
    assert found == comparison_slowly(value, ends, benchmark, str(polarity))


@settings(max_examples=200)
@given(nested_ends(), nested_ends(), polarities)
def test_the_comparison_of_periods_is_what_the_ifs_say(
    earlier: tuple[float, float, float, float], later: tuple[float, float, float, float], polarity: Polarity
) -> None:
    assert compare_periods(earlier, later, polarity) == periods_slowly(earlier, later, str(polarity))


@given(nested_ends(), whole)
def test_mirrored_values_swap_better_and_worse(ends: tuple[float, float, float, float], benchmark: float) -> None:
    low, high, lowest, highest = ends
    mirrored = (-high, -low, -highest, -lowest)
    found = compare_with_benchmark(low, *ends, benchmark, Polarity.HIGHER_IS_BETTER)
    assert compare_with_benchmark(-low, *mirrored, -benchmark, Polarity.LOWER_IS_BETTER) == found
    swapped = {"better": "worse", "worse": "better", "much_better": "much_worse", "much_worse": "much_better"}
    assert compare_with_benchmark(low, *ends, benchmark, "lower_is_better") == swapped.get(found, found)


@given(nested_ends(), nested_ends())
def test_periods_swapped_swap_better_and_worse(
    earlier: tuple[float, float, float, float], later: tuple[float, float, float, float]
) -> None:
    back = compare_periods(later, earlier, Polarity.LOWER_IS_BETTER)
    assert compare_periods(earlier, later, Polarity.HIGHER_IS_BETTER) == back


STRENGTH = {"similar": 0, "higher": 1, "lower": 1, "much_higher": 2, "much_lower": 2}


@given(nested_ends(), whole, st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_wider_intervals_never_say_more(
    ends: tuple[float, float, float, float], benchmark: float, wider: list[int]
) -> None:
    low, high, lowest, highest = ends
    stretched = (low - wider[0], high + wider[1], min(lowest - wider[2], low - wider[0]), highest + sum(wider))
    before, after = (compare_with_benchmark(low, *each, benchmark, "neutral") for each in (ends, stretched))
    assert STRENGTH[after] <= STRENGTH[before]


def test_a_benchmark_inside_95_percent_is_similar_even_if_rounding_made_the_wider_interval_narrower() -> None:
    assert compare_with_benchmark(25.0, 20.0, 30.0, 21.0, 29.0, 20.0, "neutral") == "similar"
    assert compare_periods((20.0, 30.0, 21.0, 29.0), (30.0, 40.0, 31.0, 39.0), "neutral") == "similar"


@given(nested_ends(), nested_ends(), whole)
def test_double_overlap_asks_more_than_a_single_interval(
    earlier: tuple[float, float, float, float], later: tuple[float, float, float, float], share: float
) -> None:
    """Against any point of the earlier 95 % interval the later one is at least as different as against all of it."""
    assume(earlier[0] <= share <= earlier[1])
    both = compare_periods(earlier, later, "neutral")
    single = compare_with_benchmark(later[0], *later, share, "neutral")
    assert STRENGTH[both] <= STRENGTH[single]


@pytest.mark.parametrize("missing", range(6))
@pytest.mark.parametrize("gap", [None, NAN])
def test_anything_missing_is_not_compared(missing: int, gap: float | None) -> None:
    given_numbers: list[float | None] = [25.0, *ENDS, 10.0]
    given_numbers[missing] = gap
    for polarity in Polarity:
        assert compare_with_benchmark(*given_numbers, polarity) is Comparison.NOT_COMPARED


@pytest.mark.parametrize("missing", range(8))
def test_a_missing_end_of_either_period_is_not_compared(missing: int) -> None:
    ends = [*ENDS, 40.0, 50.0, 36.0, 55.0]
    assert compare_periods(ends[:4], ends[4:], "neutral") == "much_higher"
    ends[missing] = NAN
    assert compare_periods(ends[:4], ends[4:], "neutral") == "not_compared"


def test_arrays_with_one_polarity_for_all_or_one_a_value() -> None:
    benchmarks = np.array([14.0, 19.0, 25.0, NAN, 31.0, 36.0])
    found = compare_with_benchmark(25.0, *ENDS, benchmarks, "higher_is_better")
    assert found.tolist() == ["much_better", "better", "similar", "not_compared", "worse", "much_worse"]
    sides = ["neutral", "lower_is_better", "neutral", "neutral", Polarity.HIGHER_IS_BETTER, "lower_is_better"]
    for each in (sides, np.array(sides), pd.Series(sides, index=list("fedcba"))):
        mixed = compare_with_benchmark(25.0, *ENDS, benchmarks, each)
        assert mixed.tolist() == ["much_higher", "worse", "similar", "not_compared", "worse", "much_better"]
    table = compare_with_benchmark(25.0, *ENDS, benchmarks.reshape(2, 3), "neutral")
    assert table.shape == (2, 3)
    assert compare_with_benchmark([], [], [], [], [], [], "neutral").shape == (0,)
    later = [np.array([end, end + 100]) for end in ENDS]
    assert compare_periods(ENDS, later, ["neutral", "lower_is_better"]).tolist() == ["similar", "much_worse"]


@pytest.mark.parametrize("polarity", ["upwards", None, NAN, ["neutral", None]])
def test_an_unknown_polarity_is_never_guessed(polarity: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Polarity"):
        compare_with_benchmark([25.0, 25.0], *ENDS, 10.0, polarity)


# --- funnel limits


@settings(max_examples=200)
@given(st.integers(1, 3000), st.floats(0, 1), st.floats(0.001, 0.999), levels)
def test_a_share_lies_outside_its_limits_just_when_its_wilson_interval_excludes_the_benchmark(
    size: int, part: float, benchmark: float, level: float
) -> None:
    count = round(part * size)
    lower, upper = wilson_interval(count, size, level)
    low, high = funnel_limits(size, benchmark, Kind.SHARE, level)
    assume(min(abs(lower - benchmark), abs(upper - benchmark)) > 1e-9)
    assert (count / size < low or count / size > high) == (benchmark < lower or benchmark > upper)


def test_the_limits_by_hand() -> None:
    low, high = funnel_limits([100, 400], 0.5, "share")
    assert low.tolist() == pytest.approx([0.5 - 1.959963984540054 * 0.05, 0.5 - 1.959963984540054 * 0.025])
    assert (low + high).tolist() == pytest.approx([1, 1])
    low, high = funnel_limits(100, 0.04, Kind.RATE, 0.998)
    assert (low, high) == (0, pytest.approx(0.04 + 3.090232306167813 * 0.02))


@given(st.floats(0, 1), st.sampled_from([Kind.SHARE, Kind.RATE]))
def test_limits_hold_the_benchmark_narrow_with_size_and_widen_with_the_level(benchmark: float, kind: Kind) -> None:
    sizes = np.array([1.0, 5, 20, 1e3, 1e6])
    (low, high), (lowest, highest) = (funnel_limits(sizes, benchmark, kind, level) for level in CONFIDENCE_LEVELS)
    assert (lowest <= low).all()
    assert (low <= benchmark).all()
    assert (benchmark <= high).all()
    assert (high <= highest).all()
    assert (np.diff(high - low) <= 0).all()
    assert low.min() >= 0
    assert kind is Kind.RATE or highest.max() <= 1


@given(st.integers(200, 5000), st.sampled_from([0.4, 0.7, 1.4, 2.0]), levels)
def test_rates_far_from_the_limits_agree_with_their_poisson_intervals(
    expected: int, ratio: float, level: float
) -> None:
    size, benchmark, count = expected * 100.0, 0.01, round(expected * ratio)
    low, high = funnel_limits(size, benchmark, Kind.RATE, level)
    assert not low <= count / size <= high
    lower, upper = poisson_interval(count, level)
    assert not lower <= expected <= upper


def test_no_denominator_no_limits() -> None:
    low, high = funnel_limits([0, NAN, 50], 0.2, "share")
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.SHARE, Kind.RATE)])
def test_other_kinds_have_no_funnel(kind: Kind | str) -> None:
    with pytest.raises(MeasureError, match=f"not for '{kind}'"):
        funnel_limits(100, 0.5, kind)


@pytest.mark.parametrize(("benchmark", "kind"), [(25.0, "share"), (-0.1, "share"), (-1.0, "rate")])
def test_a_benchmark_in_another_unit_is_refused(benchmark: float, kind: str) -> None:
    with pytest.raises(MeasureError, match=f"benchmark {benchmark:g}: a {kind} lies between 0"):
        funnel_limits(100, benchmark, kind)


# --- quantile groups


@settings(max_examples=200)
@given(st.lists(st.none() | st.integers(0, 12).map(float), max_size=30), st.integers(1, 12))
def test_groups_are_those_of_the_formula(values: list[float | None], k: int) -> None:
    found = quantiles(np.array(values, dtype=float), k)
    assert [None if math.isnan(group) else group for group in found] == quantiles_slowly(values, k)


@given(st.permutations(range(20)))
def test_quintiles_of_twenty_areas_have_four_each_and_1_holds_the_lowest(values: list[int]) -> None:
    groups = quantiles(values, 5)
    assert [groups[values.index(rank)] for rank in range(20)] == [1 + rank // 4 for rank in range(20)]


def test_ties_share_the_group_of_their_lowest_rank() -> None:
    assert quantiles([1, 2, 2, 2, 2, 3], 3).tolist() == [1, 1, 1, 1, 1, 3]
    assert quantiles([7.0] * 6, 5).tolist() == [1] * 6


def test_as_many_values_as_groups_fill_one_each_and_fewer_fill_none() -> None:
    assert quantiles([30.0, 10.0, 20.0], 3).tolist() == [3, 1, 2]
    assert np.isnan(quantiles([30.0, 10.0, NAN], 3)).all()
    assert quantiles([30.0, 10.0, 20.0], 1).tolist() == [1, 1, 1]
    assert quantiles([], 5).tolist() == []


def test_missing_values_have_no_group_and_a_series_keeps_its_index() -> None:
    found = quantiles(pd.Series([5.0, None, 1.0], index=["091", "049", "837"]), 2)
    assert found["091"] == 2
    assert found["837"] == 1
    assert math.isnan(found["049"])
    assert isinstance(quantiles([5.0, 1.0], 2), np.ndarray)


def test_no_groups_are_refused() -> None:
    with pytest.raises(MeasureError, match="0 groups: give 1 or more"):
        quantiles([1.0, 2.0], 0)
