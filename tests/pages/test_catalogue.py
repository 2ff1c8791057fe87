"""The catalogue, the blind spots and the registers as pages: searching, one indicator's quality, robust to odd ones."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geodata.levels import AreaLevel
from indicators.catalogue import Catalogue, load_catalogue
from indicators.errors import StoreError
from indicators.facets import Listing
from indicators.listing import Entry, EntryKind
from indicators.model import LANGUAGES, Text, Theme
from indicators.quality import Freshness
from pages.components import cached, catalogue_search
from pages.components.catalogue_search import ROWS, in_order, page_of
from pages.components.feedback import report_address
from pages.components.quality_parts import _runs
from pages.components.reader import Reader
from tests.indicators.examples import TEXT, definition
from tests.pages.conftest import Open
from tests.pages.test_views import all_text, assert_calm

ENGLISH = Reader("en", "049")


def found(page: AppTest) -> str:
    (text,) = [str(each.value) for each in page.markdown if "found." in str(each.value)]
    return text


def made_up(number: int) -> list[Entry]:
    """As many lines as SOTKAnet has, all kinds among them."""
    return [
        Entry(
            code=f"made_{place}",
            kind=list(EntryKind)[place % 4],
            title=Text(fi=f"Tieto {place}", sv=f"Uppgift {place}", en=f"Information {place}"),
            text=f"Tieto {place} Uppgift Information " + "kuvaus " * 60,
            themes=frozenset({list(Theme)[place % 5]}),
            levels=frozenset({list(AreaLevel)[place % 9]}),
            first_year=1990 + place % 20,
            last_year=2010 + place % 15,
            owner=f"Owner {place % 7}",
            data_date=date(2025, 1, 1),
            freshness=list(Freshness)[place % 3],
        )
        for place in range(number)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_indicator_everything_is_listed(open_view: Open, language: str) -> None:
    page = open_view("data_catalogue", lang=language)
    assert_calm(page)
    assert "indicator" not in page.query_params
    assert not page.subheader


def test_words_and_facets_stand_in_the_url_and_find_together(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en")
    everything = found(page)
    page.text_input(key="choose_q").set_value("TYÖTTÖMÄT").run()
    assert page.query_params["q"] == "TYÖTTÖMÄT"
    words = found(page)
    assert words != everything
    page.selectbox(key="choose_kind").select("chosen").run()
    assert page.query_params["kind"] == "chosen"
    assert found(page) == "3 of 168 found."
    page.text_input(key="choose_q").set_value("").run()
    assert "q" not in page.query_params
    assert_calm(page)


def test_a_link_finds_what_it_names(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="sv", theme="mental_health", area_level="MUNICIPALITY", owner="Diak")
    assert_calm(page)
    assert not page.warning
    assert page.selectbox(key="choose_owner").value == "Diak"


def test_facets_say_how_many_lines_each_choice_leaves(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en")
    options = page.selectbox(key="choose_kind").options
    assert options == [
        "All (168)",
        "Figures in HyteData (140)",
        "Chosen, not fetched yet (25)",
        "The city’s own, not in HyteData (3)",
    ]


def test_nothing_found_is_said_with_what_to_do(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en", q="xyzzy")
    assert [each.value for each in page.info] == ["Nothing fits. Take a word away or open a filter."]


def test_years_are_chosen_from_and_to(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en", **{"from": "2025"})
    assert_calm(page)
    assert 0 < int(found(page).split()[0]) < 20


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("indicator", "mars"),
        ("theme", "joy"),
        ("area_level", "MOON"),
        ("owner", "<script>"),
        ("fresh", "stale"),
        ("kind", "rumour"),
        ("from", "1066"),
        ("to", "x"),
        ("page", "0"),
    ],
)
def test_a_wrong_code_is_named_and_the_list_goes_on(open_view: Open, name: str, value: str) -> None:
    page = open_view("data_catalogue", lang="en", **{name: value})
    assert not page.exception and not page.error
    assert any(f"` {value} `" in each.value for each in page.warning)
    assert name not in page.query_params or page.query_params[name] != value
    assert found(page) == "168 of 168 found."


@pytest.mark.parametrize(
    ("view", "name"), [("blind_spots", "years"), ("registers", "used_by"), ("registers", "access")]
)
def test_a_wrong_code_elsewhere_is_named_too(open_view: Open, view: str, name: str) -> None:
    page = open_view(view, lang="en", **{name: "mars"})
    assert not page.exception and not page.error
    assert any("` mars `" in each.value for each in page.warning)


def test_thousands_of_lines_are_shown_a_page_at_a_time(
    open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None
) -> None:
    listing = Listing(made_up(3700))
    monkeypatch.setattr(cached, "_listing", lambda *key, **more: listing)
    drawn: list[list[object]] = []
    monkeypatch.setattr(
        catalogue_search, "show_table", lambda caption, columns, rows, *rest, **more: drawn.append(list(rows))
    )
    page = open_view("data_catalogue", lang="en", page="74")
    assert_calm(page)
    assert found(page) == "3,700 of 3,700 found."
    assert page.selectbox(key="choose_page").options[-1] == "3,651–3,700"
    page.selectbox(key="choose_theme").select("mental_health").run()
    assert page.query_params["page"] == "1", "another choice begins from the first page"
    assert {len(rows) for rows in drawn} == {ROWS}


def test_a_page_holds_fifty_and_the_last_what_is_left() -> None:
    entries = made_up(101)
    assert [len(page_of(entries, number)) for number in (1, 2, 3, 4)] == [50, 50, 1, 0]


def test_lines_stand_by_theme_then_title() -> None:
    ordered = in_order(made_up(40), "en")
    themes = [list(Theme).index(next(iter(each.themes))) for each in ordered]
    assert themes == sorted(themes)
    assert [each.title.en for each in ordered[:3]] == ["Information 0", "Information 10", "Information 15"]


# --- one indicator


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_has_a_card_and_a_way_back_to_the_list_as_it_was(open_view: Open, language: str) -> None:
    page = open_view("data_catalogue", lang=language, indicator="low_income_rate", q="kunta")
    assert_calm(page)
    assert len(page.subheader) == 2
    page.button(key="back").click().run()
    assert_calm(page)
    assert "indicator" not in page.query_params
    assert page.query_params["q"] == "kunta"
    assert page.text_input(key="choose_q").value == "kunta"


def test_the_card_says_whether_the_figures_are_late(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en", indicator="population")
    assert "**Late**: newer figures were expected by 31 Dec 2024." in all_text(page)
    page = open_view("data_catalogue", lang="en", indicator="avoidable_hospitalisations_25_plus")
    assert "Up to date: newer figures are expected by 31 Dec 2027." in all_text(page)
    page = open_view("data_catalogue", lang="en", indicator="population_projection_2020")
    assert "The source no longer publishes this figure." in all_text(page)
    page = open_view("data_catalogue", lang="en", indicator="trust_in_institutions")
    assert "The source does not say when the next figures come." in all_text(page)


def test_every_indicator_has_a_card(open_view: Open) -> None:
    page = open_view("data_catalogue", lang="en")
    for code in list(load_catalogue())[::7]:
        page.query_params["indicator"] = code
        assert_calm(page.run())


def test_a_generated_indicator_without_rows_has_a_page(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = definition(
        indicator_id="sotkanet_186",
        sotkanet_id=186,
        impact_level="not_stated",
        unit="stated",
        unit_words=TEXT,
        missing_translation=("sv",),
        aggregation={"method": "none", "reason": "no_weights"},
        sources=[{"dataset": "sotkanet", "ids": ["186"]}],
    )
    catalogue = Catalogue({**load_catalogue(), odd.indicator_id: odd})
    for name in ("cached", "catalogue_parts", "header"):
        monkeypatch.setattr(f"pages.components.{name}.load_catalogue", lambda: catalogue)
    monkeypatch.setattr("indicators.catalogue.load_catalogue", lambda: catalogue)
    page = open_view("data_catalogue", lang="sv", indicator="sotkanet_186")
    assert_calm(page)
    assert len(page.subheader) == 2
    assert len(page.caption) > 2, "it says that the texts are in Finnish"
    page.button(key="back").click().run()
    assert_calm(page)


@pytest.mark.parametrize(
    ("years", "written"),
    [((), ""), ((1998,), "1998"), ((1998, 2003, 2004, 2005), "1998, 2003–2005"), ((1999, 2000), "1999–2000")],
)
def test_years_in_a_row_are_written_as_one(years: tuple[int, ...], written: str) -> None:
    assert _runs(years) == written


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("", ""),
        ("https://example.org/feedback", "https://example.org/feedback"),
        (
            "palaute@example.org",
            "mailto:palaute@example.org?subject=HyteData%3A%20an%20error%20in%20the%20indicator%20population"
            "&body=in%20English%0Apopulation%0Ahttps%3A%2F%2Fx%2F%3Fa%3D1%26b%3D%3C2%3E%0A%0AWhat%20is%20wrong%3A%0A",
        ),
    ],
)
def test_an_error_is_reported_where_the_operator_says(
    monkeypatch: pytest.MonkeyPatch, stated: str, address: str
) -> None:
    monkeypatch.setenv("HYTEDATA_FEEDBACK", stated)
    assert report_address(definition(), "https://x/?a=1&b=<2>", ENGLISH) == address


def test_without_an_address_the_owner_is_named(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HYTEDATA_FEEDBACK", raising=False)
    text = all_text(open_view("data_catalogue", lang="en", indicator="population"))
    assert "An error in the figures? Tell their owner: Statistics Finland." in text


# --- blind spots and registers


def test_blind_spots_are_counted_and_named(open_view: Open) -> None:
    page = open_view("blind_spots", lang="en")
    assert "Espoo: 161 of 180 combinations" in all_text(page)
    assert "- Mental health · Major districts · By age group: no figure" in all_text(page)
    page.button_group(key="choose_years").set_value("all").run()
    assert_calm(page)
    assert page.query_params["years"] == "all"
    assert "161 of 180" not in all_text(page)


def test_a_store_that_fails_is_a_notice(open_view: Open, monkeypatch: pytest.MonkeyPatch, clean_cache: None) -> None:
    def fail(*_: object) -> pd.DataFrame:
        raise StoreError("the store is away")

    monkeypatch.setattr("pages.components.view_of_gaps.load_reach", fail)
    page = open_view("blind_spots", lang="en")
    assert not page.exception
    assert "the store is away" in page.error[0].value


def test_registers_are_filtered_by_user_and_access(open_view: Open) -> None:
    page = open_view("registers", lang="en", used_by="sector")
    assert_calm(page)
    page.selectbox(key="choose_access").select("open").run()
    assert [each.value for each in page.info] == ["No entry fits these filters."] * 2


def test_a_broken_register_is_a_notice(open_view: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "products.toml").write_text("[[products]]\nname = 1\n", encoding="utf-8")
    monkeypatch.setenv("HYTEDATA_CITY", str(tmp_path))
    page = open_view("registers", lang="en")
    assert not page.exception
    assert "products.toml: entry 1" in page.error[0].value


def test_the_citys_order_and_themes_are_followed_by_the_indicator_select_and_the_start_page(
    open_view: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_cache: None
) -> None:
    monkeypatch.setenv("HYTEDATA_CITY", str(tmp_path))
    names = ("tertiary_education_20_plus", "low_income_adults")
    entries = (f"[[indicators]]\nindicator_id = '{name}'\ntheme = 'mental_health'\n" for name in names)
    (tmp_path / "chosen.toml").write_text("\n".join(entries), encoding="utf-8")
    titles = [load_catalogue()[name].title.en for name in names]
    page = open_view("district_map", lang="en", theme="mental_health")
    assert page.selectbox(key="choose_indicator").options[:2] == titles
    rows = [row for row in cached.overview("049") if row.indicator.theme is Theme.MENTAL_HEALTH]
    assert [row.indicator.indicator_id for row in rows][:2] == list(names)
