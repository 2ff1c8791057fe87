"""What the trends show: gaps, benchmarks, groups, breaks."""

import itertools
from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.published import load_observations
from indicators.slices import EVERYBODY, Group
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.sentences import trends_sentence
from pages.components.view_of_trends import TrendsView, with_gaps


def view_of(indicator_id: str, place: str, areas: list[str], groups: tuple[Group, ...] = ()) -> TrendsView:
    rows = load_observations(indicator_id)
    return TrendsView(
        Reader("fi", "049"), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY, areas, groups
    )


def series(*years: int) -> pd.DataFrame:
    days = pd.to_datetime([f"{year}-01-01" for year in years])
    numbers = {"value": 1.0, "ci_lower_95": 0.9, "ci_upper_95": 1.1}
    return pd.DataFrame({"period": [str(year) for year in years], "period_start": days, "period_end": days, **numbers})


@given(st.sets(st.integers(1990, 2025), min_size=1))
def test_a_missing_year_breaks_the_line_and_nothing_else_does(known: set[int]) -> None:
    years = sorted(known)
    placed = with_gaps(series(*years), usual_step=1)
    gaps = sum(1 for before, after in itertools.pairwise(years) if after - before > 1)
    assert placed["value"].isna().sum() == gaps
    assert placed["year"].is_monotonic_increasing
    assert placed.dropna(subset="value")["period"].tolist() == [str(year) for year in years]


def test_a_survey_every_two_years_has_no_gap_between_its_rounds() -> None:
    assert with_gaps(series(2020, 2022, 2024), usual_step=2)["value"].notna().all()


def test_the_city_and_the_county_stand_beside_the_districts() -> None:
    view = view_of("low_income_adults", "major_district", ["0491"])
    assert list(view.benchmarks) == [AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY]
    assert [line.is_benchmark for line in view.chart(from_zero=True).lines] == [False, True, True]


def test_many_areas_become_small_multiples() -> None:
    codes = list(PLACES["major_district"].areas("049"))
    assert view_of("low_income_adults", "major_district", codes).wants_small_multiples
    assert not view_of("low_income_adults", "major_district", codes[:6]).wants_small_multiples


def test_groups_are_lines_of_one_area() -> None:
    groups = (Group(sex="F"), Group(sex="M"))
    chart = view_of("population_with_address", "major_district", ["0491"], groups).chart(from_zero=True)
    assert [line.name for line in chart.lines] == ["naiset", "miehet"]


def test_a_break_is_shown_only_where_the_series_crosses_it() -> None:
    crossing = view_of("primary_care_waits_over_7_days", "wellbeing_county", ["03"]).chart(from_zero=True)
    assert [year for year, _ in crossing.breaks] == [2023.0]
    assert view_of("low_income_adults", "major_district", ["0491"]).chart(from_zero=True).breaks == []


def test_rolling_means_stand_at_their_middle_and_say_their_years() -> None:
    chart = view_of("diak_postal_unemployed", "major_district", ["0491"]).chart(from_zero=False)
    assert chart.ticks[2011.0] == "2010–2012"


def test_the_sentence_speaks_of_the_chosen_areas_and_never_of_what_they_are_compared_with() -> None:
    # 02290 has too few residents for a figure: of the two areas one is left, and Espoo is no area of its own.
    sentence = trends_sentence(view_of("low_income_adults", "postal_area", ["02290", "02100"]))
    assert sentence.startswith("02100 Tapiola, 2015: ")
    assert "Espoo" not in sentence


def test_a_lone_figure_is_said_once() -> None:
    sentence = trends_sentence(view_of("divorces_25_64", "municipality_country", ["091"]))
    assert sentence.count("2019") == 1
    assert sentence.startswith("Helsinki, 2019: ")


def test_a_break_within_the_years_is_told_and_one_outside_them_is_not() -> None:
    view = view_of("avoidable_hospitalisations_25_plus", "wellbeing_county", ["03"])
    assert [year for year, _ in view.breaks] == [2023.0]
    before = replace(view, observations=view.observations[view.observations["period"] < "2023"])
    assert before.breaks == []
