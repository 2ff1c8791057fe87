"""A link with the whole state opens that state in a window that has never seen the service."""

from playwright.sync_api import Page, expect

from geodata.areas import area_name
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from pages.components.places import PLACES
from pages.components.words import SEX
from pages.locales.messages import translator
from tests.browser.screen import (
    IN_BROWSER,
    field_of,
    heading,
    open_every_expander,
    open_view,
    state,
    table,
    wait_until_painted,
    widget,
)
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

MAP_STATE = {
    "lang": "sv",
    "home": "710",
    "theme": "background",
    "indicator": "population_with_address",
    "level": "postal_area",
    "group": "F._T._T",
    "benchmark": "wellbeing_county",
    "period": "2021",
}
TRENDS_STATE = {
    "lang": "en",
    "home": "049",
    "theme": "all",
    "indicator": "diak_postal_unemployed",
    "level": "major_district",
    "areas": "0494~0492",
    "zero": "0",
}


def test_a_link_to_the_map_opens_its_whole_state(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "map", **MAP_STATE)
    t = translator("sv")
    title = load_catalogue()["population_with_address"].title.sv
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(heading(page)).to_contain_text(title)
    expect(heading(page)).to_contain_text(area_name(AreaLevel.MUNICIPALITY, "710", "sv"))
    expect(field_of(page, "indicator")).to_have_value(title)
    expect(field_of(page, "level")).to_have_value(t(PLACES["postal_area"].words))
    expect(field_of(page, "group")).to_have_value(t(SEX["F"]))
    expect(field_of(page, "benchmark")).to_have_value(area_name(AreaLevel.WELLBEING_COUNTY, "03", "sv"))
    expect(field_of(page, "period")).to_have_attribute("aria-valuetext", "2021")
    expect(page.locator(".st-key-play output")).to_have_text("2021")
    open_every_expander(page)
    expect(table(page, "map_table").locator("caption")).to_contain_text("2021")
    wait_until_painted(page)
    drawn = page.evaluate("document.querySelector('.st-key-district_map .js-plotly-plot').data[0].locations")
    assert set(drawn) == set(PLACES["postal_area"].areas("710"))
    assert state(page) == MAP_STATE
    assert watch.complaints == []


def test_a_link_to_the_trends_opens_its_whole_state(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "trends", **TRENDS_STATE)
    names = [area_name(AreaLevel.MAJOR_DISTRICT, code, "en") for code in ("0494", "0492")]
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(heading(page)).to_contain_text(load_catalogue()["diak_postal_unemployed"].title.en)
    for name in names:
        expect(widget(page, "areas")).to_contain_text(name)
    expect(widget(page, "zero").get_by_role("switch")).not_to_be_checked()
    open_every_expander(page)
    heads = table(page, "trends_table").locator("thead th").all_inner_texts()
    assert [head for head in heads if head in names] == names
    assert state(page) == TRENDS_STATE
    assert watch.complaints == []
