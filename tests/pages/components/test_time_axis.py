"""Where figures stand in time, and where a line has a gap."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.components.time_axis import gaps_before, place_of, with_gaps
from tests.indicators.examples import definition

YEARLY = definition()


def series(*periods: str) -> pd.DataFrame:
    return pd.DataFrame({"period": list(periods), "value": 1.0, "ci_lower_95": 0.9, "ci_upper_95": 1.1})


@given(st.sets(st.integers(1990, 2025), min_size=1))
def test_a_missing_year_breaks_the_line_and_nothing_else_does(known: set[int]) -> None:
    years = sorted(known)
    placed = with_gaps(series(*map(str, years)), YEARLY)
    gaps = sum(1 for before, after in itertools.pairwise(years) if after - before > 1)
    assert placed["value"].isna().sum() == gaps
    assert placed["place"].is_monotonic_increasing
    assert placed.dropna(subset="value")["period"].tolist() == [str(year) for year in years]


def test_a_survey_every_two_years_has_no_gap_between_its_years() -> None:
    survey = definition(update_rhythm="every_two_years")
    assert gaps_before(["2020", "2022", "2024"], survey) == [False, False, False]
    assert gaps_before(["2020", "2024", "2026"], survey) == [False, True, False]


@pytest.mark.parametrize("rhythm", ["annual", "every_two_years", "irregular"])
def test_two_year_rounds_touch_and_a_missing_one_is_a_gap(rhythm: str) -> None:
    assert gaps_before(["2019–2020", "2021–2022", "2025–2026"], definition(update_rhythm=rhythm)) == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("rhythm", ["monthly", "every_two_years"])
def test_a_missing_month_or_quarter_is_a_gap_whatever_the_rhythm_says(rhythm: str) -> None:
    indicator = definition(update_rhythm=rhythm)
    assert gaps_before(["2023-12", "2024-01", "2024-03"], indicator) == [False, False, True]
    assert gaps_before(["2023-Q4", "2024-Q1", "2024-Q3"], indicator) == [False, False, True]


def test_the_empty_place_lies_between_its_neighbours() -> None:
    placed = with_gaps(series("2024-01", "2024-04"), YEARLY)
    assert placed["value"].isna().tolist() == [False, True, False]
    assert placed["place"].is_monotonic_increasing
    assert with_gaps(series(), YEARLY).empty


def test_months_stand_within_their_year() -> None:
    assert place_of(series("2024", "2024-01", "2024-12")).round(3).tolist() == [2024.0, 2023.542, 2024.458]
