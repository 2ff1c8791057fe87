"""The way through: overview, map, profile; by rows, by the table's links, by the map, by the navigation."""

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from geodata.areas import area_name
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import Theme
from tests.browser.screen import (
    IN_BROWSER,
    choose,
    field_of,
    fold,
    heading,
    open_view,
    press_on_map,
    state,
    table,
    wait_for_state,
    wait_for_view,
    wait_until_painted,
)
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

STAY = "window.hytedata_visit = 'the same'"
STAYED = "window.hytedata_visit"
BOTH = {"lang": "fi", "home": "049"}
ESPOONLAHTI = ("0494", 24.65, 60.16)
"""The code of a major district, and a place well inside it."""
TITLES = {each.indicator_id: each.title.fi for each in load_catalogue().values()}


def test_overview_to_map_to_profile_carries_indicator_and_area(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "")
    page.evaluate(STAY)
    row = table(page, f"theme_{Theme.NARROWING_GAPS}").locator("tbody th a").first
    wanted = dict(parse_qsl(urlsplit(row.get_attribute("href") or "").query))
    row.click()
    wait_for_view(page, "map", **wanted)
    expect(heading(page)).to_contain_text(TITLES[wanted["indicator"]])

    fold(page, "table").focus()
    page.keyboard.press("Enter")
    link = table(page, "map_table").locator("tbody a").first
    name = link.inner_text()
    carried = dict(parse_qsl(urlsplit(link.get_attribute("href") or "").query))
    link.focus()
    page.keyboard.press("Enter")
    wait_for_view(page, "profile", **carried)
    assert carried["indicator"] == wanted["indicator"]
    assert carried["level"] == wanted["level"]
    expect(heading(page)).to_contain_text(name)
    expect(field_of(page, "area")).to_have_value(name)
    assert page.evaluate(STAYED) == "the same", "a link loaded the whole page again"
    assert watch.complaints == []


def test_a_press_on_an_area_of_the_map_opens_its_profile(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "map", indicator="diak_postal_unemployed", level="major_district")
    wait_until_painted(page)
    code, longitude, latitude = ESPOONLAHTI
    press_on_map(page, longitude, latitude)
    wait_for_view(page, "profile", indicator="diak_postal_unemployed", level="major_district", area=code)
    expect(heading(page)).to_contain_text(area_name(AreaLevel.MAJOR_DISTRICT, code, "fi"))
    page.go_back()
    wait_for_view(page, "map", level="major_district")
    wait_until_painted(page)
    assert urlsplit(page.url).path == "/map", "the area that was pressed opened its profile once more"
    page.go_forward()
    wait_for_view(page, "profile", area=code)
    assert watch.complaints == []


def test_the_navigation_carries_an_indicator_chosen_on_the_page(page: Page, server: Server) -> None:
    open_view(page, server, "trends", indicator="population", level="municipality")
    choose(page, "choose_indicator", TITLES["diak_postal_unemployed"])
    wait_for_state(page, indicator="diak_postal_unemployed")
    page.locator(".st-key-navigation a[href*='map?']").click()
    wait_for_view(page, "map")
    expect(heading(page)).to_contain_text(TITLES["diak_postal_unemployed"])
    assert state(page)["indicator"] == "diak_postal_unemployed"


def test_the_search_opens_the_map_of_what_was_found(page: Page, server: Server) -> None:
    open_view(page, server, "about", lang="fi", home="710")
    choose(page, "search", TITLES["population"])
    wait_for_view(page, "map", indicator="population", home="710", lang="fi")
    expect(heading(page)).to_contain_text(TITLES["population"])


def test_back_returns_to_the_view_before(page: Page, server: Server) -> None:
    open_view(page, server, "about")
    before = heading(page).inner_text()
    page.locator(".st-key-navigation a[href*='trends?']").click()
    wait_for_view(page, "trends", zero="1")
    page.go_back()
    page.wait_for_url(lambda address: urlsplit(address).path == "/about", timeout=15_000)
    expect(heading(page)).to_have_text(before)


def test_back_before_a_view_is_drawn_is_not_undone_by_what_the_server_says_late(page: Page, server: Server) -> None:
    open_view(page, server, "about", **BOTH)
    page.locator(".st-key-navigation a[href*='map?']").click()
    wait_for_view(page, "map", indicator="low_income_adults", period="2016")
    page.locator(".st-key-navigation a[href*='catalogue?']").evaluate(
        "(link) => { link.click(); setTimeout(() => history.back(), 20); }"
    )
    wait_for_view(page, "map", indicator="low_income_adults")
    choose(page, "choose_indicator", TITLES["diak_postal_unemployed"])
    wait_for_state(page, indicator="diak_postal_unemployed", period="2019–2021")
    page.go_back()
    wait_for_view(page, "about")


def test_back_finds_a_view_as_it_was_left_however_much_was_chosen_there(page: Page, server: Server) -> None:
    open_view(page, server, "about", **BOTH)
    page.locator(".st-key-navigation a[href*='map?']").click()
    wait_for_view(page, "map", indicator="low_income_adults", period="2016")
    choose(page, "choose_indicator", TITLES["diak_postal_unemployed"])
    wait_for_state(page, indicator="diak_postal_unemployed", period="2019–2021")
    field_of(page, "period").focus()
    page.keyboard.press("Home")
    wait_for_state(page, period="2010–2012")
    left = state(page)
    page.locator(".st-key-navigation a[href*='catalogue?']").click()
    wait_for_view(page, "catalogue", indicator="diak_postal_unemployed")
    page.go_back()
    wait_for_view(page, "map", **left)
    expect(heading(page)).to_contain_text(TITLES["diak_postal_unemployed"])
    page.go_back()
    wait_for_view(page, "about")
    page.go_forward()
    wait_for_view(page, "map", **left)
    expect(field_of(page, "period")).to_have_attribute("aria-valuetext", "2010–2012")
