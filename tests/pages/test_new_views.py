"""Comparison, profile, inequality, similar areas and index, and what the map and the trends have learnt: as pages."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from indicators.model import LANGUAGES
from pages.components import cached, places, view_of_index
from pages.components.places import PLACES
from pages.components.reader import home_options
from pages.components.view_of_index import IndexView
from pages.components.view_of_profile import ProfileView
from pages.components.view_of_similar import municipality_values
from tests.pages.conftest import Open
from tests.pages.test_views import all_text, assert_calm

NEW_VIEWS = ("comparison", "area_profile", "inequality", "similar_areas", "area_index")
OF_MANY = ("comparison", "area_profile", "area_index")
"""Views that offer every level, whatever an indicator has."""


def infos(page: AppTest) -> list[str]:
    return [str(each.value) for each in page.info]


def charts(page: AppTest) -> int:
    return len(page.get("plotly_chart"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", NEW_VIEWS)
def test_a_new_view_stands_in_every_language(open_view: Open, view: str, language: str) -> None:
    page = open_view(view, lang=language)
    assert_calm(page)
    assert not page.warning
    assert len(page.header) == 1
    if language != "en":
        assert all_text(page) != all_text(open_view(view, lang="en"))


@pytest.mark.parametrize("home", home_options())
@pytest.mark.parametrize("view", NEW_VIEWS)
def test_a_new_view_stands_for_every_home_municipality(open_view: Open, view: str, home: str) -> None:
    page = open_view(view, home=home, lang="en")
    assert_calm(page)
    assert not page.warning
    assert page.header


@pytest.mark.parametrize("level", PLACES)
@pytest.mark.parametrize("view", OF_MANY)
def test_a_view_of_many_indicators_stands_at_every_level(open_view: Open, view: str, level: str) -> None:
    page = open_view(view, level=level, lang="en")
    assert_calm(page)
    assert not page.warning
    assert page.query_params["level"] == level


@pytest.mark.parametrize(
    ("indicator", "level"),
    [
        ("low_income_adults", "postal_area"),
        ("low_income_adults", "municipality"),
        ("low_income_rate", "municipality"),
        ("tertiary_education_20_plus", "municipality_country"),
        ("tertiary_education_20_plus", "region"),
        ("tertiary_education_20_plus", "major_region"),
        ("self_rated_health_moderate_or_worse", "wellbeing_county"),
        ("population", "municipality"),
        ("mean_age", "major_district"),
        ("diak_postal_unemployed", "postal_area_county"),
        ("social_assistance_long_term_18_24", "municipality"),
    ],
)
def test_inequality_stands_for_every_kind_of_figure(open_view: Open, indicator: str, level: str) -> None:
    page = open_view("inequality", indicator=indicator, level=level, lang="en")
    assert_calm(page)
    assert not page.warning
    assert page.query_params["level"] == level
    assert [each.value for each in page.subheader] == [
        "The gap between areas",
        "Along the area index",
        "How unevenly the group lives",
        "Clusters of neighbouring areas",
    ]


@pytest.mark.parametrize(
    ("view", "name", "value"),
    [
        ("comparison", "benchmark", "mars"),
        ("comparison", "areas", "mars"),
        ("comparison", "level", "moon"),
        ("comparison", "theme", "joy"),
        ("comparison", "tested", "perhaps"),
        ("comparison", "grouped", "2"),
        ("area_profile", "area", "mars"),
        ("area_profile", "benchmark", "mars"),
        ("inequality", "indicator", "mars"),
        ("inequality", "period", "1066"),
        ("similar_areas", "by", "mars"),
        ("similar_areas", "v_population", "99"),
        ("area_index", "variables", "mars"),
        ("area_index", "w_low_income_adults", "99"),
        ("area_index", "d_low_income_adults", "sideways"),
        ("area_index", "method", "magic"),
        ("district_map", "goal", "abc"),
        ("district_map", "than", "1066"),
        ("district_map", "colours", "rainbow"),
    ],
)
def test_a_wrong_code_in_the_url_is_named_and_the_view_goes_on(
    open_view: Open, view: str, name: str, value: str
) -> None:
    needed = {"goal": {"benchmark": "goal"}, "than": {"benchmark": "earlier"}}
    page = open_view(view, lang="en", **{name: value}, **needed.get(name, {}))
    assert_calm(page)
    assert any(f"` {value} `" in each.value for each in page.warning)
    assert page.header, "the view itself is still there"
    assert page.query_params[name] != value


@pytest.mark.parametrize(("name", "value"), [("variables", "mars"), ("w_low_income_adults", "99"), ("method", "magic")])
def test_inequality_takes_the_usual_for_what_it_does_not_know_of_a_recipe(
    open_view: Open, name: str, value: str
) -> None:
    assert_calm(open_view("inequality", lang="en", **{name: value}))


def test_a_reader_may_take_every_area_of_the_comparison_away_and_then_choose(open_view: Open) -> None:
    page = open_view("comparison", lang="en", areas="")
    assert_calm(page)
    assert infos(page) == ["Choose at least one area."]
    page.multiselect(key="choose_areas").select("0496").run()
    assert page.query_params["areas"] == "0496"
    assert "22 figures compared with the benchmark Espoo" in all_text(page)


@pytest.mark.parametrize(("view", "name"), [("area_index", "variables"), ("similar_areas", "by")])
def test_a_reader_may_take_every_variable_away_and_then_choose(open_view: Open, view: str, name: str) -> None:
    page = open_view(view, lang="en", **{name: ""})
    assert_calm(page)
    assert infos(page) == ["Choose at least one variable."]
    chosen = "higher_education" if view == "area_index" else "swedish_speakers"
    field = page.multiselect(key=f"choose_{name}") if view == "area_index" else page.button_group(key=f"choose_{name}")
    field.select(chosen).run()
    assert_calm(page)
    assert page.query_params[name] == chosen
    assert not infos(page)


def test_the_comparison_counts_in_words(open_view: Open) -> None:
    text = all_text(open_view("comparison", lang="en"))
    assert "154 figures compared with the benchmark Espoo: much better 12, better 3, " in text
    assert "- Vanha-Espoo: no significant difference 2, much worse 6, much higher 5, much lower 9." in text
    assert "Wilson's score interval" in text


@pytest.mark.parametrize("level", ["municipality", "wellbeing_county"])
def test_a_theme_without_intervals_says_that_nothing_is_tested(open_view: Open, level: str) -> None:
    page = open_view("comparison", lang="en", level=level, theme="mental_health")
    assert any("No figure of this theme can be compared" in each for each in infos(page))
    page = open_view("comparison", lang="en", level=level, theme="mental_health", tested="0")
    assert_calm(page)
    assert "no figure can be compared by a test." in all_text(page)
    assert ": ." not in all_text(page)


def test_switches_of_the_comparison_stand_in_the_url(open_view: Open) -> None:
    page = open_view("comparison", lang="en")
    assert page.query_params["tested"] == page.query_params["grouped"] == "1"
    page.toggle(key="choose_grouped").set_value(False).run()
    assert_calm(page)
    assert page.query_params["grouped"] == "0"


def test_the_profile_names_strengths_and_concerns(open_view: Open) -> None:
    text = all_text(open_view("area_profile", lang="en", area="0492"))
    assert "University-level degree, % of persons aged 18 and over: 49.2% (2017), much better" in text
    assert "In the lowest income class, % of persons aged 18 and over: 20.2% (2016), much worse" in text


def test_a_profile_without_strengths_says_so(open_view: Open) -> None:
    text = all_text(open_view("area_profile", lang="en", area="0496"))
    assert "No figure is better than the benchmark Espoo by more than chance." in text


def test_the_profile_has_ages_or_says_that_there_are_none(open_view: Open) -> None:
    page = open_view("area_profile", lang="en", area="0491")
    assert "Share of residents by age, % · Suur-Leppävaara · 2017" in all_text(page)
    assert charts(page) == 1
    page = open_view("area_profile", lang="en", area="0493")
    assert infos(page) == ["The sources give no ages for this area."]
    assert charts(page) == 0


@pytest.mark.parametrize(("name", "value"), [("level", "municipality"), ("home", "444")])
def test_an_area_left_over_from_elsewhere_gives_way_silently(open_view: Open, name: str, value: str) -> None:
    page = open_view("area_profile", lang="en", area="0496")
    page.selectbox(key=f"choose_{name}").select(value).run()
    assert_calm(page)
    assert not page.warning
    assert page.query_params["area"] != "0496"


@pytest.mark.parametrize("level", ["municipality_country", "major_region"])
def test_variables_left_over_from_another_level_give_way_silently(open_view: Open, level: str) -> None:
    page = open_view("area_index", lang="en")
    page.selectbox(key="choose_level").select(level).run()
    assert_calm(page)
    assert not page.warning
    assert "low_income_adults" not in page.query_params["variables"]


def test_an_index_is_shown_with_its_recipe(open_view: Open) -> None:
    page = open_view("area_index", lang="en", w_low_income_adults="3")
    text = all_text(page)
    assert "Highest Vanha-Espoo" in text
    assert "- In the lowest income class, % of persons aged 18 and over (2016): raises the index, weight 60%" in text
    assert "not an official index" in text


def test_a_weight_is_written_to_the_url(open_view: Open) -> None:
    page = open_view("area_index", lang="en")
    page.select_slider(key="choose_w_low_income_adults").set_value("2").run()
    assert_calm(page)
    assert page.query_params["w_low_income_adults"] == "2"
    assert "weight 50%" in all_text(page)


def test_two_areas_are_too_few_for_an_index(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IndexView, "order", ["0491", "0492"])
    page = open_view("area_index", lang="en")
    assert_calm(page)
    assert infos(page) == ["Fewer than three areas have every chosen figure. Choose other variables or another level."]


def test_a_level_without_figures_for_most_areas_has_no_index(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_of_index, "offered_variables", lambda view: [])
    page = open_view("area_index", lang="en")
    assert_calm(page)
    assert infos(page) == ["No indicator has figures for most of these areas. Choose another level."]


def test_an_area_without_any_figure_has_no_profile(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProfileView, "rows", pd.DataFrame())
    page = open_view("area_profile", lang="en")
    assert_calm(page)
    assert infos(page) == ["The sources give no figures for this area. Choose another area or level."]


def test_a_home_area_without_a_chosen_figure_is_told(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    values, periods = municipality_values()
    values.loc["049", "swedish_speakers"] = float("nan")
    monkeypatch.setattr(cached, "municipality_values", lambda: (values, periods))
    page = open_view("similar_areas", lang="en", by="swedish_speakers")
    assert_calm(page)
    assert infos(page) == ["Espoo lacks one of the chosen figures. Choose other variables."]


def test_inequality_says_why_a_part_is_missing(open_view: Open) -> None:
    page = open_view("inequality", lang="en", indicator="mean_income_adults", level="major_district")
    assert any(each.startswith("Dissimilarity cannot be calculated") for each in infos(page))
    assert any("fewer than 30 areas" in each for each in infos(page))
    assert charts(page) == 2, "gap and slope"


def test_a_slope_without_a_base_says_so(open_view: Open) -> None:
    page = open_view("inequality", lang="en", indicator="low_income_rate", level="municipality")
    assert any(each.startswith("The slope cannot be calculated") for each in infos(page))


def test_inequality_follows_the_recipe_of_the_url_without_the_indicator_itself(open_view: Open) -> None:
    page = open_view("inequality", lang="en", indicator="low_income_adults")
    assert "Index: Basic education only, % of persons aged 18 and over, Unemployed persons" in all_text(page)
    page = open_view("inequality", lang="en", indicator="low_income_adults", variables="low_income_adults")
    assert any(each.startswith("The slope cannot be calculated") for each in infos(page))


def test_clusters_need_boundaries(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "geometry_name", lambda level, scope: None)
    page = open_view("inequality", lang="en")
    assert_calm(page)
    assert any("no boundaries are stored" in each for each in infos(page))


def test_the_municipalities_of_finland_have_clusters(open_view: Open) -> None:
    page = open_view("inequality", lang="en", indicator="tertiary_education_20_plus", level="municipality_country")
    assert_calm(page)
    assert "Neighbouring areas resemble each other by more than chance: Moran's I 0.49, p = 0.002." in all_text(page)


def test_municipalities_like_espoo(open_view: Open) -> None:
    text = all_text(open_view("similar_areas", lang="en"))
    assert "Most like Espoo: Helsinki, Kirkkonummi, Oulu, Vantaa, Kaarina." in text
    assert "3 municipalities lack one of the figures" in text


def test_a_goal_stands_in_the_map(open_view: Open) -> None:
    page = open_view("district_map", lang="en", benchmark="goal", goal="12.5")
    assert_calm(page)
    assert not page.warning
    assert "Goal: 12.5%." in all_text(page)
    assert page.query_params["goal"] == "12.5"
    page.number_input(key="choose_goal").set_value(17.0).run()
    assert page.query_params["goal"] == "17"
    assert "no significant difference: Suur-Leppävaara" in all_text(page)


def test_a_goal_that_is_no_number_gives_way_to_the_middle_of_the_figures(open_view: Open) -> None:
    page = open_view("district_map", lang="en", benchmark="goal", goal="abc")
    assert_calm(page)
    assert any("` abc `" in each.value for each in page.warning)
    assert page.query_params["goal"] == "17.1"


def test_the_map_is_coloured_by_comparison(open_view: Open) -> None:
    page = open_view("district_map", lang="en", colours="comparison", benchmark="municipality")
    assert_calm(page)
    assert "much worse: Suur-Tapiola, Vanha-Espoo; no significant difference: Suur-Matinkylä" in all_text(page)
    page.segmented_control(key="choose_colours").set_value("value").run()
    assert page.query_params["colours"] == "value"


def test_without_counts_the_map_says_why_it_cannot_be_coloured_by_comparison(open_view: Open) -> None:
    page = open_view("district_map", lang="en", indicator="mean_income_adults", colours="comparison")
    assert_calm(page)
    assert "No test against the benchmark: the source gives no counts, so there is no interval." in all_text(page)


def test_a_map_may_be_compared_with_nothing(open_view: Open) -> None:
    page = open_view("district_map", lang="en", benchmark="none", colours="comparison")
    assert_calm(page)
    assert "Compared with the benchmark" not in all_text(page)


def test_an_earlier_year_is_compared_by_both_intervals(open_view: Open) -> None:
    page = open_view("district_map", lang="en", benchmark="earlier", than="2015", level="major_district")
    assert_calm(page)
    text = all_text(page)
    assert "Upright line on a bar: 2015." in text
    assert "two years differ when their 95% intervals do not overlap" in text
    assert "Compared with the benchmark 2015: no significant difference: " in text


def test_similar_municipalities_are_a_benchmark_of_the_map(open_view: Open) -> None:
    page = open_view(
        "district_map",
        lang="en",
        indicator="tertiary_education_20_plus",
        level="municipality",
        benchmark="similar",
    )
    assert_calm(page)
    assert "Municipalities like Espoo, median: 38.7%." in all_text(page)


LONG_SERIES = {"indicator": "foreign_language_speakers", "level": "municipality", "areas": "049", "lang": "en"}


def test_a_long_series_has_a_fan(open_view: Open) -> None:
    page = open_view("trends", fan="1", **LONG_SERIES)
    assert_calm(page)
    assert "Fan: where a smoothing model (ETS) expects the next years, nominally 80 and 95%." in all_text(page)
    page.toggle(key="choose_fan").set_value(False).run()
    assert page.query_params["fan"] == "0"
    assert "Fan:" not in all_text(page)


@pytest.mark.parametrize(
    "choices",
    [
        {**LONG_SERIES, "areas": "049~235"},
        {"indicator": "low_income_adults", "level": "major_district", "areas": "0491", "lang": "en"},
        {**LONG_SERIES, "areas": ""},
    ],
)
def test_several_areas_or_a_short_series_have_no_fan(open_view: Open, choices: dict[str, str]) -> None:
    page = open_view("trends", fan="1", **choices)
    assert_calm(page)
    assert "Fan:" not in all_text(page)
    assert "choose_fan" not in {each.key for each in page.toggle}


def test_a_comparison_of_the_map_with_a_goal_falls_back_where_goals_are_not_offered(open_view: Open) -> None:
    page = open_view("comparison", lang="en", benchmark="goal")
    assert_calm(page)
    assert not page.warning, "the code is known, it only does not fit here"
    assert page.query_params["benchmark"] == "municipality"
