"""Plain summaries: newest, spread, rank, ends, history."""

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.measures.summary import Spread, ends_of, five_numbers, is_history, middle, ranked, spread
from tests.indicators.examples import hidden, observations


def areas(*values: float | None) -> pd.DataFrame:
    """One row an area, in the order given; None is a hidden value."""
    rows = ({"value": value} if value is not None else hidden() for value in values)
    return observations(*(row | {"area_code": f"{number:03}"} for number, row in enumerate(rows, 1)))


def test_the_spread_names_the_highest_and_the_lowest_area() -> None:
    found = spread(areas(3.0, None, -1.5, 8.0))
    assert found == Spread(highest_code="004", highest=8.0, lowest_code="003", lowest=-1.5)
    assert found.difference == 9.5


def test_the_spread_of_equal_values_is_zero() -> None:
    found = spread(areas(2.0, 2.0))
    assert found is not None
    assert found.difference == 0.0


@pytest.mark.parametrize("values", [(), (1.0,), (None, None), (1.0, None)])
def test_there_is_no_spread_of_fewer_than_two_values(values: tuple[float | None, ...]) -> None:
    assert spread(areas(*values) if values else areas(1.0).iloc[:0]) is None


def test_ranks_run_from_the_highest_value_and_ties_share_the_best() -> None:
    found = ranked(areas(5.0, 9.0, 5.0, 1.0))
    assert found["area_code"].tolist() == ["002", "001", "003", "004"]
    assert found["rank"].tolist() == [1, 2, 2, 4]


def test_a_missing_value_has_no_rank_and_comes_last_whereas_zero_has_one() -> None:
    found = ranked(areas(None, 0.0, 3.0))
    assert found["area_code"].tolist() == ["003", "002", "001"]
    assert found["rank"].tolist()[:2] == [1, 2]
    assert math.isnan(found["rank"].iloc[2])


def test_ranking_leaves_the_given_frame_alone() -> None:
    rows = areas(1.0, 2.0)
    before = rows.copy()
    ranked(rows)
    pd.testing.assert_frame_equal(rows, before)


TEN = [float(value) for value in range(10, 0, -1)]


@pytest.mark.parametrize(
    ("count", "kept"),
    [(4, ["001", "002", "009", "010"]), (5, ["001", "002", "003", "009", "010"]), (1, ["001"]), (2, ["001", "010"])],
)
def test_the_ends_are_the_first_and_the_last_rows(count: int, kept: list[str]) -> None:
    assert ends_of(areas(*TEN), count)["area_code"].tolist() == kept


def test_one_area_is_always_among_the_ends_in_its_place() -> None:
    assert ends_of(areas(*TEN), 2, always="005")["area_code"].tolist() == ["001", "005", "010"]
    assert ends_of(areas(*TEN), 2, always="010")["area_code"].tolist() == ["001", "010"]
    assert ends_of(areas(*TEN), 2, always="999")["area_code"].tolist() == ["001", "010"]


@settings(max_examples=30)
@given(number=st.integers(1, 12), count=st.integers(1, 12))
def test_the_ends_are_as_many_as_asked_for_or_all_there_are(number: int, count: int) -> None:
    assert len(ends_of(areas(*TEN, 0.5, 0.2).iloc[:number], count)) == min(number, count)


def test_the_middle_is_of_the_known_values() -> None:
    assert middle(areas(9.0, None, 1.0, 2.0)) == 2.0
    assert middle(areas(1.0, 2.0)) == 1.5
    assert math.isnan(middle(areas(None)))


@pytest.mark.parametrize(
    ("period_end", "today", "history"),
    [
        (date(2020, 12, 31), date(2026, 11, 22), True),
        (date(2021, 12, 31), date(2026, 11, 22), False),
        (date(2021, 11, 22), date(2026, 11, 22), False),
        (date(2021, 11, 21), date(2026, 11, 22), True),
        (date(2019, 2, 27), date(2024, 2, 29), True),
        (date(2019, 2, 28), date(2024, 2, 29), False),
    ],
)
def test_history_ended_more_than_five_years_ago(period_end: date, today: date, history: bool) -> None:
    assert is_history(period_end, today) is history


def test_five_numbers_of_a_known_list_and_of_one_value() -> None:
    assert five_numbers(pd.Series([4.0, None, 1.0, 2.0, 10.0, 3.0])) == (1.0, 2.0, 3.0, 4.0, 10.0)
    assert five_numbers(pd.Series([7.0])) == (7.0,) * 5
