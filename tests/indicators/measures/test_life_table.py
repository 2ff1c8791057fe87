"""Life expectancy: the English agencies' published example, a table by hand, its twin by columns, edges."""

import math
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.rates import life_expectancy
from tests.oracles.rates import life_table_slowly

# Input and results of the worked example with which Public Health England's life expectancy tool and its R package
# PHEindicatormethods are checked (tests/testthat/testLifeExpectancy.R): facts, to the printed digit.
AGES = [0, 1, *range(5, 95, 5)]
DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
POPULATIONS = [
    7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
    50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936,
]  # fmt: skip
PUBLISHED = {
    0: (80.16960813, 79.88268548, 80.45653078),
    1: (79.36245674, 79.0898816, 79.63503188),
    5: (75.44193645, 75.17407307, 75.70979983),
    10: (70.47299936, 70.20675732, 70.7392414),
    15: (65.52909542, 65.26548673, 65.79270412),
    20: (60.67510088, 60.41876577, 60.931436),
    25: (55.78835987, 55.53801579, 56.03870395),
    30: (50.92752727, 50.68279939, 51.17225516),
    35: (46.06740425, 45.82666794, 46.30814055),
    40: (41.24505636, 41.00842831, 41.48168441),
    45: (36.49322717, 36.26223216, 36.72422219),
    50: (31.83343842, 31.60996318, 32.05691365),
    55: (27.26027992, 27.04337271, 27.47718713),
    60: (22.9719144, 22.76653134, 23.17729746),
    65: (18.76856852, 18.57570352, 18.96143352),
    70: (14.95858336, 14.77985004, 15.13731667),
    75: (11.51684445, 11.34831778, 11.68537112),
    80: (8.618849241, 8.451134045, 8.786564437),
    85: (6.163942934, 5.978358351, 6.349527517),
    90: (6.16210635, 5.887683386, 6.436529314),
}
LEVEL_OF_1_96 = 2 * NormalDist().cdf(1.96) - 1
"""The published limits were reckoned with z = 1.96, not 1.959964."""


@pytest.mark.parametrize("age", AGES)
def test_the_published_example_at_every_age(age: int) -> None:
    start = AGES.index(age)
    found = life_expectancy(DEATHS[start:], POPULATIONS[start:], AGES[start:], LEVEL_OF_1_96)
    assert tuple(found) == pytest.approx(PUBLISHED[age], abs=6e-9)


def test_a_table_by_hand() -> None:
    # Two groups, 60–79 and 80+: M = 0.05 and 0.2, q = 20·0.05 / (1 + 10·0.05) = 2/3. Of 1 a third reaches 80 and
    # lives 5 years more there; e = 20·(1/3) + 10·(2/3) + 5/3 = 15. Var = (10 + 5)²·(4/9·1/3)/100 + 25/40/9.
    found = life_expectancy([100, 40], [2000, 200], [60, 80], LEVEL_OF_1_96)
    spread = 1.96 * math.sqrt(225 * 4 / 27 / 100 + 25 / 360)
    assert tuple(found) == pytest.approx((15, 15 - spread, 15 + spread), rel=1e-12)
    assert found.reason == ""


def test_the_open_group_alone_is_the_inverse_of_its_rate() -> None:
    found = life_expectancy([25], [100], [85], LEVEL_OF_1_96)
    assert tuple(found) == pytest.approx((4, 4 - 1.96 * 4 / 5, 4 + 1.96 * 4 / 5), rel=1e-12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[int], list[float]]:
    """Deaths, populations and ages: some groups without deaths, and some in which most die."""
    groups = draw(st.integers(1, 12))
    populations = draw(st.lists(st.integers(20, 100_000), min_size=groups, max_size=groups))
    ages = AGES[:groups] if draw(st.booleans()) else [5.0 * i for i in range(groups)]
    shares = draw(st.lists(st.sampled_from([0.0, 0.001, 0.02, 0.1, 0.3, 0.39]), min_size=groups, max_size=groups))
    deaths = [math.floor(share * people) for share, people in zip(shares, populations, strict=True)]
    deaths[-1] = draw(st.integers(1, 2 * populations[-1]))
    return deaths, populations, [float(age) for age in ages]


@given(table=tables(), level=st.sampled_from([0.95, 0.998]))
def test_it_agrees_with_its_slow_twin(table: tuple[Any, ...], level: float) -> None:
    assert tuple(life_expectancy(*table, level)) == pytest.approx(life_table_slowly(*table, level), rel=1e-9, abs=1e-9)


@given(table=tables())
def test_the_value_lies_in_its_interval_and_the_wider_level_is_wider(table: tuple[Any, ...]) -> None:
    value, lower, upper = life_expectancy(*table)
    _, lowest, highest = life_expectancy(*table, 0.998)
    assert lowest < lower < value < upper < highest


@given(
    rate=st.floats(0.001, 0.4),
    widths=st.lists(st.floats(0.5, 5), max_size=10),
    people=st.integers(1, 1_000_000),
)
def test_where_all_ages_die_at_one_rate_it_is_the_inverse_of_that_rate(
    rate: float, widths: list[float], people: int
) -> None:
    # L = d/M in every group (that is how q is made of M), so Σ L = Σ d / M = 1/M whatever the groups are.
    ages = [10 + sum(widths[:i]) for i in range(len(widths) + 1)]
    found = life_expectancy([rate * people] * len(ages), [people] * len(ages), ages)
    assert found.value == pytest.approx(1 / rate, rel=1e-9)


@given(table=tables(), times=st.integers(2, 50))
def test_more_of_the_same_people_narrow_the_interval_only(table: tuple[Any, ...], times: int) -> None:
    deaths, populations, ages = table
    once = life_expectancy(deaths, populations, ages)
    often = life_expectancy([times * d for d in deaths], [times * p for p in populations], ages)
    assert often.value == pytest.approx(once.value, rel=1e-9)
    assert often.ci_upper - often.value == pytest.approx((once.ci_upper - once.value) / math.sqrt(times), rel=1e-6)


def test_only_the_first_year_of_life_is_lived_by_a_tenth() -> None:
    of_a_year = life_expectancy([10, 10], [100, 100], [0, 1]).value
    assert of_a_year == pytest.approx((1 - 0.9 * 0.1 / 1.09) + (1 - 0.1 / 1.09) * 10)
    later = life_expectancy([10, 10], [100, 100], [1, 2]).value
    assert later == pytest.approx(10)


def test_a_group_without_deaths_is_ordinary() -> None:
    assert life_expectancy([0, 10], [100, 100], [60, 70]).value == pytest.approx(20)


def test_as_many_deaths_as_people_are_possible_within_a_year_and_in_the_open_group() -> None:
    assert life_expectancy([100, 100], [100, 100], [0, 1]).value == pytest.approx(1)
    assert life_expectancy([200], [100], [95]).value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("deaths", "populations", "reason"),
    [
        ([1, math.nan], [10, 10], "missing_stratum"),
        ([1, 1], [math.nan, 10], "missing_stratum"),
        ([1, math.nan], [0, 10], "missing_stratum"),
        ([1, 1], [0, 10], "stratum_without_population"),
        ([0, 0], [10, 0], "stratum_without_population"),
        ([1, 0], [10, 10], "no_deaths_in_last_age_group"),
    ],
)
def test_what_cannot_be_had_says_why(deaths: list[float], populations: list[float], reason: str) -> None:
    found = life_expectancy(deaths, populations, [0, 5])
    assert found.reason == reason
    assert all(math.isnan(number) for number in tuple(found))


def test_no_strata_at_all_are_missing() -> None:
    assert life_expectancy([], [], []).reason == "missing_stratum"


@pytest.mark.parametrize(
    ("deaths", "populations", "ages", "message"),
    [
        ([1, 1], [10], [0, 5], r"one length.*deaths \(2,\).*populations \(1,\)"),
        ([[1, 1]], [[10, 10]], [[0, 5]], "one length"),
        ([1, -1], [10, 10], [0, 5], r"position 1.*deaths -1"),
        ([1, 1], [-10, 10], [0, 5], r"position 0.*populations -10"),
        ([1, 1], [math.inf, 10], [0, 5], r"position 0.*populations inf"),
        ([1, 1], [10, 10], [-1, 5], r"position 0.*age_starts -1"),
        ([1, 1, 1], [10, 10, 10], [0, 5, 5], r"position 2.*ascend.*age_starts 5"),
        ([1, 1], [10, 10], [0, math.nan], r"position 1.*ascend"),
        ([1], [10], [math.nan], r"position 0.*ascend"),
        ([1, 4, 1], [10, 10, 10], [0, 5, 10], r"position 1.*nobody would outlive.*deaths 4, populations 10"),
        ([9, 1], [10, 10], [0, 5], r"position 0.*nobody would outlive"),
    ],
)
def test_what_is_not_allowed_is_named(deaths: Any, populations: Any, ages: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        life_expectancy(deaths, populations, ages)
