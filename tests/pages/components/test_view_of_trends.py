"""What the trends show: gaps, benchmarks, groups, breaks."""

from dataclasses import replace

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.published import load_observations
from indicators.slices import EVERYBODY, Group
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.sentences import trends_sentence
from pages.components.view_of_trends import TrendsView


def view_of(indicator_id: str, place: str, areas: list[str], groups: tuple[Group, ...] = ()) -> TrendsView:
    rows = load_observations(indicator_id)
    return TrendsView(
        Reader("fi", "049"), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY, areas, groups
    )


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
    assert [(each.place, each.period) for each in crossing.breaks] == [(2022.5, "2023")]
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
    assert [each.place for each in view.breaks] == [2022.5]
    before = replace(view, observations=view.observations[view.observations["period"] < "2023"])
    assert before.breaks == []
