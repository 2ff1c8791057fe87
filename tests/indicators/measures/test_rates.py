"""Crude and standardised rates: reference vectors, slow twins, properties, edges."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.rates import crude_rate, directly_standardised_rate, indirectly_standardised_ratio
from tests.oracles.rates import crude_slowly, directly_standardised_slowly, poisson_slowly

COUNTS = st.integers(0, 5000)
PEOPLE = st.integers(1, 1_000_000)
LEVELS = st.sampled_from([0.95, 0.998])
MULTIPLIERS = st.sampled_from([1.0, 100.0, 1000.0, 100_000.0])

# --- crude rate and indirectly standardised ratio


@pytest.mark.parametrize(
    ("count", "population", "lower", "upper"),
    [(1, 20, 1.265890, 278.582170), (9, 100, 41.153731, 170.848035), (10, 100, 47.874499, 183.914586)],
)
def test_reference_vectors_per_thousand(count: int, population: int, lower: float, upper: float) -> None:
    # The vectors of the project's rules for statistics; 9 and 10 lie on both sides of exact and Byar.
    found = crude_rate(count, population, 1000)
    assert tuple(found) == pytest.approx((1000 * count / population, lower, upper), abs=5e-7)


def test_no_events_are_an_ordinary_rate() -> None:
    # The upper end of the exact interval of 0 is −ln(α/2).
    assert tuple(crude_rate(0, 200, 1000)) == pytest.approx((0, 0, -math.log(0.025) * 5), rel=1e-9)


@given(count=COUNTS, population=PEOPLE, multiplier=MULTIPLIERS, level=LEVELS)
def test_the_crude_rate_agrees_with_its_slow_twin(count: int, population: int, multiplier: float, level: float) -> None:
    found = crude_rate(count, population, multiplier, level)
    assert tuple(found) == pytest.approx(crude_slowly(count, population, multiplier, level), rel=1e-9)


@given(count=COUNTS, population=PEOPLE)
def test_the_rate_lies_in_its_interval_and_the_wider_level_is_wider(count: int, population: int) -> None:
    value, lower, upper = crude_rate(count, population)
    _, lowest, highest = crude_rate(count, population, confidence_level=0.998)
    assert 0 <= lowest <= lower <= value < upper < highest
    assert lowest < lower or count == 0


@given(count=COUNTS, population=PEOPLE, times=st.floats(0.1, 1000))
def test_the_multiplier_scales_all(count: int, population: int, times: float) -> None:
    once, often = crude_rate(count, population, 1.0), crude_rate(count, population, times)
    assert tuple(often) == pytest.approx(tuple(number * times for number in once))


@given(rows=st.lists(st.tuples(COUNTS, PEOPLE), min_size=1, max_size=6))
def test_arrays_are_single_numbers_side_by_side(rows: list[tuple[int, int]]) -> None:
    counts, people = (np.array(column) for column in zip(*rows, strict=True))
    found = crude_rate(counts, people)
    for place, (count, population) in enumerate(rows):
        assert [ends[place] for ends in found] == pytest.approx(tuple(crude_rate(count, population)))


def test_single_numbers_stay_numbers_and_arrays_keep_their_shape() -> None:
    assert all(type(number) is float for number in crude_rate(3, 10))
    assert all(np.shape(numbers) == (2, 1) for numbers in crude_rate([[3], [4]], [[10], [20]]))
    assert np.asarray(crude_rate([1, 2], 10, 10).value).tolist() == [1, 2]
    assert np.asarray(crude_rate(2, [10, 20], 10).ci_lower).shape == (2,)


def test_as_many_events_as_people_or_more_are_ordinary() -> None:
    assert crude_rate(7, 7, 100).value == 100
    assert crude_rate(9, 3, 100).value == pytest.approx(300)


def test_missing_numbers_and_nobody_give_missing_rates() -> None:
    found = crude_rate([math.nan, 1, 1, 0, 2], [10, math.nan, 0, 0, 10])
    for numbers in found:
        assert np.isnan(numbers).tolist() == [True, True, True, True, False]
    assert found.reason == ""
    assert all(math.isnan(number) for number in crude_rate(math.nan, 10))
    assert all(math.isnan(number) for number in indirectly_standardised_ratio(3, 0))
    assert all(math.isnan(number) for number in indirectly_standardised_ratio(3, math.nan))


@pytest.mark.parametrize(
    ("count", "population", "message"),
    [
        (-1, 10, r"position 0.*count -1"),
        ([1, 2, -3], 10, r"position 2.*count -3"),
        ([1, 2], [10, -20], r"position 1.*population -20"),
        ([1, math.inf], [10, 20], r"position 1.*count inf"),
        ([1, 2], [math.inf, math.nan], r"position 0.*population inf"),
    ],
)
def test_negative_and_infinite_numbers_are_refused_with_their_place(count: Any, population: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        crude_rate(count, population)


def test_the_ratio_names_its_own_numbers() -> None:
    with pytest.raises(MeasureError, match=r"position 1.*expected -2"):
        indirectly_standardised_ratio([1, 1], [1, -2])


@given(observed=COUNTS, expected=st.floats(0.01, 10_000), level=LEVELS)
def test_the_ratio_is_the_count_and_its_interval_over_the_expected(
    observed: int, expected: float, level: float
) -> None:
    lower, upper = poisson_slowly(observed, level)
    found = indirectly_standardised_ratio(observed, expected, level)
    assert tuple(found) == pytest.approx((observed / expected, lower / expected, upper / expected), rel=1e-9)


def test_ratios_come_area_by_area() -> None:
    assert np.asarray(indirectly_standardised_ratio([5, 0, 12], [10, 2, 12]).value).tolist() == [0.5, 0, 1]


# --- directly standardised rate

# Down's syndrome among births in Michigan 1950–1964 to mothers with five or more children, by age of the mother;
# the standard is all births there (Fay and Feuer 1997, table II).
CASES = [0, 8, 63, 112, 262, 295]
BIRTHS = [327, 30666, 123419, 149919, 104088, 34392]
ALL_BIRTHS = [319933, 931318, 786511, 488235, 237863, 61313]


@st.composite
def strata(draw: st.DrawFn) -> tuple[list[int], list[int], list[int]]:
    """Counts (ten or more in all), populations and a standard."""
    number = draw(st.integers(1, 8))
    counts = draw(st.lists(st.integers(0, 300), min_size=number, max_size=number))
    counts[draw(st.integers(0, number - 1))] += 10
    populations, standard = (
        draw(st.lists(st.integers(1, 100_000), min_size=number, max_size=number)) for _ in range(2)
    )
    return counts, populations, standard


def test_a_standardised_rate_by_hand() -> None:
    # Rates 0.1 and 0.3 in equal parts: 0.2. Var = ¼·10/100² + ¼·30/100² = 0.001; √(0.001/40) = 0.005 per event.
    lower, upper = poisson_slowly(40)
    found = directly_standardised_rate([10, 30], [100, 100], [5, 5], 1000)
    assert tuple(found) == pytest.approx((200, 200 + 5 * (lower - 40), 200 + 5 * (upper - 40)), rel=1e-12)


@pytest.mark.parametrize("level", [0.95, 0.998])
def test_fay_and_feuers_births_agree_with_the_slow_twin(level: float) -> None:
    found = directly_standardised_rate(CASES, BIRTHS, ALL_BIRTHS, confidence_level=level)
    expected = directly_standardised_slowly(CASES, BIRTHS, ALL_BIRTHS, 100_000, level)
    assert tuple(found) == pytest.approx(expected, rel=1e-12)


@given(rows=strata(), multiplier=MULTIPLIERS, level=LEVELS)
def test_the_standardised_rate_agrees_with_its_slow_twin(
    rows: tuple[Any, ...], multiplier: float, level: float
) -> None:
    found = directly_standardised_rate(*rows, multiplier, level)
    assert tuple(found) == pytest.approx(directly_standardised_slowly(*rows, multiplier, level), rel=1e-9)


@given(rows=strata())
def test_the_standardised_rate_lies_in_its_interval(rows: tuple[Any, ...]) -> None:
    value, lower, upper = directly_standardised_rate(*rows)
    _, lowest, highest = directly_standardised_rate(*rows, confidence_level=0.998)
    assert lowest <= lower <= value <= upper <= highest


@given(rows=strata(), level=LEVELS)
def test_with_its_own_population_as_standard_it_is_the_crude_rate(rows: tuple[Any, ...], level: float) -> None:
    counts, populations, _ = rows
    found = directly_standardised_rate(counts, populations, populations, confidence_level=level)
    crude = crude_rate(sum(counts), sum(populations), confidence_level=level)
    assert tuple(found) == pytest.approx(tuple(crude), rel=1e-9)


@given(rows=strata(), data=st.data())
def test_the_order_of_strata_and_the_size_of_the_standard_do_not_matter(
    rows: tuple[Any, ...], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(rows[0]))))
    counts, populations, standard = ([column[place] for place in order] for column in rows)
    found = directly_standardised_rate(counts, populations, [7 * people for people in standard])
    assert tuple(found) == pytest.approx(tuple(directly_standardised_rate(*rows)), rel=1e-9, abs=1e-6)


@given(rows=strata(), times=st.floats(0.1, 1000))
def test_the_multiplier_scales_the_standardised_rate(rows: tuple[Any, ...], times: float) -> None:
    once, often = directly_standardised_rate(*rows, 1.0), directly_standardised_rate(*rows, times)
    assert tuple(often) == pytest.approx(tuple(number * times for number in once))


def test_a_stratum_that_is_not_in_the_standard_adds_nothing_to_the_value() -> None:
    assert directly_standardised_rate([10, 90], [100, 100], [1, 0], 100).value == pytest.approx(10)


@pytest.mark.parametrize(
    ("counts", "populations", "standard", "reason"),
    [
        ([9, 0], [100, 100], [1, 1], "fewer_than_ten_events"),
        ([0, 0], [100, 100], [1, 1], "fewer_than_ten_events"),
        ([20, math.nan], [100, 100], [1, 1], "missing_stratum"),
        ([20, 1], [math.nan, 100], [1, 1], "missing_stratum"),
        ([20, 1], [100, 100], [1, math.nan], "missing_stratum"),
        ([20, 0], [100, 0], [1, 1], "stratum_without_population"),
        ([20, 1], [100, 0], [1, 0], "stratum_without_population"),
        ([1, math.nan], [100, 0], [1, 1], "missing_stratum"),
        ([1, 0], [100, 0], [1, 1], "stratum_without_population"),
    ],
)
def test_a_standardised_rate_that_cannot_be_had_says_why(
    counts: list[float], populations: list[float], standard: list[float], reason: str
) -> None:
    found = directly_standardised_rate(counts, populations, standard)
    assert found.reason == reason
    assert all(math.isnan(number) for number in tuple(found))


def test_ten_events_are_enough() -> None:
    assert directly_standardised_rate([10], [10], [1], 1).value == 1


@pytest.mark.parametrize(
    ("counts", "populations", "standard", "message"),
    [
        ([10, 1], [100, 100], [1], r"one length.*standard_population \(1,\)"),
        (10, 100, 1, "one length"),
        ([10, -1], [100, 100], [1, 1], r"position 1.*counts -1"),
        ([10, 1], [-100, 100], [1, 1], r"position 0.*populations -100"),
        ([10, 1], [100, 100], [1, -1], r"position 1.*standard_population -1"),
        ([10, 1], [100, 100], [0, 0], "all strata are empty"),
    ],
)
def test_what_is_not_allowed_is_named(counts: Any, populations: Any, standard: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        directly_standardised_rate(counts, populations, standard)


def test_ten_cases_are_ten_however_finely_they_are_divided() -> None:
    found = directly_standardised_rate([0.1] * 100, [100] * 100, [1] * 100, 1000)
    assert found.reason == ""
    assert found.value == pytest.approx(1.0)
