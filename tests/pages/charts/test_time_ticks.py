"""Which periods an axis names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts.time_ticks import shown_ticks, unit_of

MONTHS = [2020.0 + month / 12 for month in range(60)]


def test_few_places_are_all_named() -> None:
    assert shown_ticks([2018.0, 2024.0, 2020.0], 3) == [2018.0, 2020.0, 2024.0]
    assert shown_ticks([], 9) == []


def test_the_newest_is_named_and_the_others_evenly_apart() -> None:
    assert shown_ticks([float(year) for year in range(1990, 2013)], 9) == [
        1991, 1994, 1997, 2000, 2003, 2006, 2009, 2012,
    ]  # fmt: skip


def test_five_years_of_months_are_named_once_a_year_by_the_same_month() -> None:
    assert shown_ticks(MONTHS, 9) == MONTHS[11::12]
    assert shown_ticks(MONTHS[:24], 9) == MONTHS[2:24:3]


def test_a_missing_month_moves_no_other_name() -> None:
    assert shown_ticks([place for place in MONTHS if place != MONTHS[23]], 9) == [
        place for place in MONTHS[11::12] if place != MONTHS[23]
    ]


def test_quarters_are_named_by_whole_years() -> None:
    quarters = [2015.0 + quarter / 4 for quarter in range(36)]
    assert shown_ticks(quarters, 9) == quarters[3::4]


@pytest.mark.parametrize(
    ("places", "unit"), [([], 1.0), ([2020.0], 1.0), ([2018.0, 2020.0], 1.0), (MONTHS, 1 / 12), ([1.0, 1.25], 0.25)]
)
def test_the_unit_is_the_shortest_way_and_at_most_a_year(places: list[float], unit: float) -> None:
    assert unit_of(places) == pytest.approx(unit)


@given(st.sets(st.integers(0, 400), min_size=1), st.integers(1, 12))
def test_the_newest_is_always_named(months: set[int], at_most: int) -> None:
    places = [1990 + month / 12 for month in months]
    shown = shown_ticks(places, at_most)
    assert shown[-1] == max(places)
    assert set(shown) <= set(places)
    assert shown == sorted(shown)
