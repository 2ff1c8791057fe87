"""What the trends show: gaps, benchmarks, groups, breaks."""

from dataclasses import replace

import pandas as pd

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.published import load_observations
from indicators.slices import EVERYBODY, Group, of_areas, of_group
from pages.charts.line_chart import BreakLine
from pages.components.area_changes import told_area_breaks
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


def grown(code: str, level: AreaLevel, *years_of_divisions: tuple[int, int]) -> pd.DataFrame:
    """Embedded figures of Espoo with another place, each year's in the division named beside it."""
    rows = of_areas(of_group(load_observations("population"), EVERYBODY), AreaLevel.MUNICIPALITY, ["049"])
    chosen = [rows[rows["period"] == str(year)].assign(boundary_year=division) for year, division in years_of_divisions]
    return pd.concat(chosen).assign(area_code=code, area_level=str(level))


def test_a_region_told_in_an_older_division_breaks_where_municipalities_moved() -> None:
    rows = grown("10", AreaLevel.REGION, (2011, 2013), (2012, 2025))
    (line,) = told_area_breaks(rows, Reader("en", "049"))
    assert line.reason == "South Savo has had other municipalities since 2021; moved: Heinävesi, Joroinen."


def test_a_municipality_that_took_in_another_breaks_its_series_and_nobody_elses() -> None:
    view = view_of("population", "municipality", ["444"])
    rows = grown("444", AreaLevel.MUNICIPALITY, (2011, 2012), (2012, 2012), (2013, 2013), (2014, 2013))
    reader = Reader("en", "049")
    broken = replace(view, observations=rows, reader=reader)
    reason = "Lohja grew on 1 January 2013: joined by Karjalohja, Nummi-Pusula."
    line = BreakLine(2012.5, "2013", reason)
    assert broken.breaks == broken.area_breaks == [line]
    assert broken.chart(from_zero=True).breaks == [line]
    whole = replace(view, observations=rows.assign(boundary_year=2013), reader=reader)
    assert whole.breaks == []
    espoo = replace(view, observations=rows.assign(area_code="049"), areas=["049"], reader=reader)
    assert espoo.breaks == []


def test_districts_made_of_new_small_areas_break_their_series() -> None:
    view = view_of("population_with_address", "major_district", ["0491"])
    rows = grown("0491", AreaLevel.MAJOR_DISTRICT, (2018, 2014), (2019, 2024))
    broken = replace(view, observations=rows, reader=Reader("en", "049"))
    reason = "Suur-Leppävaara: from 2024 on a sum of small areas that were drawn anew."
    assert broken.breaks == [BreakLine(2018.5, "2019", reason)]


def test_the_embedded_figures_have_no_area_breaks() -> None:
    assert view_of("population", "municipality", ["444", "710", "049"]).area_breaks == []
