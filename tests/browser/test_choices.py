"""What is chosen stays when the language or the home area changes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.areas import area_name
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from pages.components.reader import home_options
from pages.components.views import VIEWS
from pages.components.words import SEX
from pages.locales.messages import translator
from tests.browser.screen import (
    IN_BROWSER,
    choose,
    field_of,
    heading,
    notices,
    open_view,
    state,
    wait_for_state,
    wait_for_view,
    wait_until_painted,
    wait_until_settled,
    widget,
)
from tests.browser.servers import Server
from tests.browser.windows import DESK, Watch, window

pytestmark = IN_BROWSER

CHOSEN = {
    "map": {
        "indicator": "diak_postal_unemployed",
        "level": "postal_area",
        "period": "2012–2014",
        "home": "710",
    },
    "trends": {
        "indicator": "diak_postal_unemployed",
        "level": "major_district",
        "areas": "0494~0492",
        "zero": "0",
        "home": "049",
    },
}
HOMES = home_options()
Opened = tuple[Page, Watch]
VIEW_PATHS = [view.path for view in VIEWS]


@pytest.fixture(scope="module", params=sorted(CHOSEN))
def opened(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Opened]:
    """The map and then the trends, with every choice made; both tests go on from where the window is."""
    view, watch = str(request.param), Watch(server)
    with window(browser, watch, DESK) as page:
        open_view(page, server, view, lang="fi", **CHOSEN[view])
        yield page, watch


def test_another_language_keeps_every_choice(opened: Opened) -> None:
    page, watch = opened
    before = state(page)
    widget(page, "lang").get_by_role("radio", name="SV").click()
    wait_for_state(page, lang="sv")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(heading(page)).to_contain_text(load_catalogue()["diak_postal_unemployed"].title.sv)
    expect(page.locator(".st-key-navigation")).to_contain_text(translator("sv")("Catalogue"))
    assert state(page) == before | {"lang": "sv"}
    assert notices(page) == []
    assert watch.complaints == []


def test_another_home_area_changes_the_view(opened: Opened) -> None:
    page, watch = opened
    assert_home_changes(page, "049" if state(page)["home"] == "710" else "710")
    assert state(page)["indicator"] == "diak_postal_unemployed"
    assert watch.complaints == []


@pytest.mark.services
@pytest.mark.parametrize("view", VIEW_PATHS)
def test_every_home_area_works_on_every_view(page: Page, server: Server, watch: Watch, view: str) -> None:
    open_view(page, server, view, lang="fi")
    for code in (*HOMES[1:], HOMES[0]):
        assert_home_changes(page, code)
        if view == "map":
            wait_until_painted(page)
    assert watch.complaints == []


def test_a_choice_that_takes_another_away_leaves_no_notice_behind(page: Page, server: Server) -> None:
    """Women's figures end earlier: the period gives way, and no later view speaks of an unknown link."""
    open_view(page, server, "map", lang="fi", indicator="population_with_address", level="major_district")
    newest = state(page)["period"]
    choose(page, "choose_group", translator("fi")(SEX["F"]))
    wait_for_state(page, group="F._T._T")
    expect(field_of(page, "period")).not_to_have_attribute("aria-valuetext", newest)
    page.locator(".st-key-navigation a[href*='about?']").click()
    wait_for_view(page, "about")
    expect(page.locator("h3")).not_to_have_count(0)
    assert notices(page) == []


def assert_home_changes(page: Page, code: str) -> None:
    """Choose another home area; the page then speaks of it, and complains of nothing."""
    name = area_name(AreaLevel.MUNICIPALITY, code, state(page)["lang"])
    choose(page, "choose_home", name)
    wait_for_state(page, home=code)
    expect(field_of(page, "home")).to_have_value(name)
    expect(page.get_by_text(f"HyteData · {name}")).to_be_visible()
    wait_until_settled(page)
    assert notices(page) == []
