"""Each view, in each language, for each home area: it stands, says what it should, and survives wrong choices."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from geodata.boundaries import geometry_codes
from indicators.errors import StoreError
from indicators.model import LANGUAGES
from pages.components import cached, places
from pages.components.reader import home_options
from pages.locales.messages import translator
from tests.pages.conftest import FRAME, Open

VIEWS = (
    "overview",
    "district_map",
    "trends",
    "comparison",
    "area_profile",
    "inequality",
    "similar_areas",
    "area_index",
    "data_catalogue",
    "blind_spots",
    "registers",
    "surveys",
    "admin",
    "about",
)


def all_text(page: AppTest) -> str:
    parts = [*page.markdown, *page.header, *page.subheader, *page.caption, *page.info, *page.warning, *page.error]
    return "\n".join(str(part.value) for part in parts)


def assert_calm(page: AppTest) -> None:
    assert not page.exception, [each.message for each in page.exception]
    assert not page.error, [each.value for each in page.error]
    assert not re.findall(r"\b(None|nan|NaN|NaT|Traceback|MUNICIPALITY|POSTAL_AREA)\b|[{}]", all_text(page))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_stands_in_every_language(open_view: Open, view: str, language: str) -> None:
    page = open_view(view, lang=language)
    assert_calm(page)
    assert not page.warning
    assert page.query_params["lang"] == language


@pytest.mark.parametrize("home", home_options())
def test_every_view_works_for_each_of_the_ten_municipalities(open_view: Open, home: str) -> None:
    page = open_view("district_map", home=home)
    assert_calm(page)
    # Where there are no major districts, postal areas stand in; Kauniainen is one postal area itself.
    wanted = {"049": "major_district", "235": "municipality"}.get(home, "postal_area")
    assert page.query_params["level"] == wanted
    assert_calm(page.switch_page(str(FRAME.parent / "trends.py")).run())
    assert_calm(page.switch_page(str(FRAME.parent / "overview.py")).run())


def test_the_map_says_in_words_what_it_shows(open_view: Open) -> None:
    page = open_view("district_map", indicator="low_income_adults", lang="fi", period="2016")
    assert "2016: korkein Suur-Tapiola 20,2\u00a0%, matalin Pohjois-Espoo 14,8\u00a0%." in all_text(page)
    assert "Espoo: 17,6\u00a0%" in all_text(page)


def test_the_whole_state_of_the_map_stands_in_the_url(open_view: Open) -> None:
    page = open_view("district_map")
    stated = {"lang", "home", "theme", "indicator", "level", "benchmark", "period"}
    assert stated <= set(page.query_params)


def test_a_choice_is_written_to_the_url_and_drops_what_belonged_to_the_old_one(open_view: Open) -> None:
    page = open_view("district_map", indicator="low_income_adults", period="2015", lang="en")
    page.selectbox(key="choose_indicator").select("basic_education_only").run()
    assert page.query_params["indicator"] == "basic_education_only"
    assert page.query_params["period"] == "2017"


def test_the_slider_moves_the_sentence(open_view: Open) -> None:
    page = open_view("district_map", indicator="low_income_adults", lang="en")
    before = all_text(page)
    page.select_slider(key="choose_period").set_value("2015").run()
    assert page.query_params["period"] == "2015"
    assert "2015: highest Suur-Tapiola 20.1%" in all_text(page) != before


def test_another_home_area_keeps_the_indicator(open_view: Open) -> None:
    page = open_view("district_map", indicator="basic_education_only", lang="en")
    page.selectbox(key="choose_home").select("444").run()
    assert page.query_params["home"] == "444"
    assert page.query_params["indicator"] == "basic_education_only"
    assert_calm(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("indicator", "no_such"),
        ("home", "999"),
        ("lang", "xx"),
        ("level", "moon"),
        ("period", "1066"),
        ("benchmark", "mars"),
        ("theme", "joy"),
    ],
)
def test_an_unknown_code_in_the_url_is_named_and_the_view_goes_on(open_view: Open, name: str, value: str) -> None:
    page = open_view("district_map", **{name: value})
    assert not page.exception
    assert any(f"` {value} `" in warning.value for warning in page.warning)
    assert page.header, "the view itself is still there"


def test_markup_in_a_link_is_shown_as_text(open_view: Open) -> None:
    page = open_view("district_map", indicator="[x](javascript:alert(1))")
    assert "` [x](javascript:alert(1)) `" in page.warning[0].value


@pytest.mark.usefixtures("clean_cache")
def test_an_empty_store_is_a_notice_and_the_rest_of_the_page_stands(
    open_view: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise StoreError("/somewhere/observations: the store holds no observations")

    monkeypatch.setattr(cached, "store_version", broken)
    for view in VIEWS:
        page = open_view(view, lang="en")
        assert not page.exception
        assert any("holds no observations" in each.value for each in page.error), view
        assert page.selectbox(key="choose_home"), "the header is still there"


def test_an_area_without_a_boundary_is_named(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_tapiola(name: str) -> frozenset[str]:
        return geometry_codes(name) - {"0492"}

    monkeypatch.setattr(places, "geometry_codes", without_tapiola)
    page = open_view("district_map", lang="en")
    assert any("Suur-Tapiola" in each.value for each in page.info)


def test_a_level_without_boundaries_says_so(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "geometry_name", lambda level, scope: None)
    page = open_view("district_map", lang="en")
    assert not page.exception
    assert any("No boundaries are stored" in each.value for each in page.info)


def test_a_theme_without_district_figures_says_so(open_view: Open) -> None:
    text = all_text(open_view("overview", lang="en"))
    # Only income, education, work and housing are known by district; health and mental health are not.
    assert text.count("No district figures in this theme") == 2
    assert "Newest year by source" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_positions_are_never_worded_as_a_change(open_view: Open, language: str) -> None:
    page = open_view("trends", indicator="diak_postal_unemployed", lang=language)
    text = all_text(page).lower()
    for word in ("noussut", "laskenut", "kasvanut", "vähentynyt", "har ökat", "har minskat", "risen", "fallen"):
        assert word not in text


def test_groups_become_lines(open_view: Open) -> None:
    page = open_view(
        "trends", indicator="population_with_address", level="major_district", areas="0491", lines="age_group"
    )
    assert_calm(page)
    assert "Suur-Leppävaara" in page.header[0].value
    assert "ikäryhmä 25–44" in all_text(page)


@pytest.mark.parametrize("indicator", ["low_income_adults", "population_with_address"])
def test_a_reader_may_take_every_area_away_and_then_choose(open_view: Open, indicator: str) -> None:
    page = open_view("trends", indicator=indicator, level="major_district", lang="en")
    page.multiselect(key="choose_areas").set_value([]).run()
    assert_calm(page)
    assert page.multiselect(key="choose_areas").value == []
    assert "Choose at least one area." in all_text(page)
    page.multiselect(key="choose_areas").select("0493").run()
    assert page.query_params["areas"] == "0493"
    assert "Suur-Matinkylä" in all_text(page)


def test_an_estimate_says_how_it_was_made(open_view: Open) -> None:
    t = translator("en")
    page = open_view("district_map", indicator="low_income_adults", lang="en")
    assert t("Computed by HyteData: the counts of the parts summed, then divided.") in all_text(page)
    assert "moved this way" in all_text(page)


def test_a_break_in_the_series_is_told_under_the_picture(open_view: Open) -> None:
    page = open_view("trends", indicator="avoidable_hospitalisations_25_plus", level="wellbeing_county", lang="en")
    assert "Vertical line: the series breaks in 2023." in all_text(page)
