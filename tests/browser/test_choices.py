"""What is chosen stays when the language or the home area changes."""

import pytest
from playwright.sync_api import Page, expect

from geodata.areas import area_name
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from pages.components.reader import home_options
from pages.components.views import VIEWS
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
    wait_until_painted,
    widget,
)
from tests.browser.servers import Server
from tests.browser.windows import Watch

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
VIEW_PATHS = [view.path for view in VIEWS]


def home_name(code: str) -> str:
    """A municipality's name in Finnish."""
    return area_name(AreaLevel.MUNICIPALITY, code, "fi")


@pytest.mark.parametrize("view", sorted(CHOSEN))
def test_another_language_keeps_every_choice(page: Page, server: Server, watch: Watch, view: str) -> None:
    open_view(page, server, view, lang="fi", **CHOSEN[view])
    before = state(page)
    widget(page, "lang").get_by_role("radio", name="SV").click()
    wait_for_state(page, lang="sv")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(heading(page)).to_contain_text(load_catalogue()["diak_postal_unemployed"].title.sv)
    expect(page.locator(".st-key-navigation")).to_contain_text(translator("sv")("Catalogue"))
    assert state(page) == before | {"lang": "sv"}
    assert notices(page) == []
    assert watch.complaints == []


@pytest.mark.parametrize("view", sorted(CHOSEN))
def test_another_home_area_changes_map_and_trends(page: Page, server: Server, watch: Watch, view: str) -> None:
    open_view(page, server, view, lang="fi", home="049", indicator="diak_postal_unemployed", level="postal_area")
    assert_home_changes(page, "710")
    assert_home_changes(page, "049")
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


def assert_home_changes(page: Page, code: str) -> None:
    """Choose another home area; the page then speaks of it, and complains of nothing."""
    choose(page, "choose_home", home_name(code))
    wait_for_state(page, home=code)
    expect(field_of(page, "home")).to_have_value(home_name(code))
    expect(page.get_by_text(f"HyteData · {home_name(code)}")).to_be_visible()
    wait_for_state(page, home=code)
    assert notices(page) == []
