"""A link with the whole state opens that state in a window that has never seen the service."""

import pytest
from playwright.sync_api import Page, expect

from geodata.areas import area_name
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import Theme
from pages.components.places import PLACES
from pages.components.words import SEX, THEME
from pages.locales.messages import translator
from tests.browser.screen import (
    IN_BROWSER,
    field_of,
    heading,
    open_view,
    state,
    table,
    wait_until_drawn,
    widget,
)
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

DRAWN = "document.querySelector('.st-key-district_map .js-plotly-plot').data[0].locations"

OF_A_GROUP = {
    "lang": "sv",
    "home": "710",
    "theme": "background",
    "indicator": "population_with_address",
    "level": "postal_area",
    "group": "F._T._T",
    "period": "2016",
    "table": "true",
}
COMPARED = {
    "lang": "en",
    "home": "049",
    "theme": "narrowing_gaps",
    "indicator": "diak_postal_unemployed",
    "level": "major_district",
    "benchmark": "wellbeing_county",
    "period": "2013–2015",
    "table": "true",
}
TRENDS_STATE = {
    "lang": "en",
    "home": "049",
    "theme": "all",
    "indicator": "diak_postal_unemployed",
    "level": "major_district",
    "areas": "0494~0492",
    "zero": "0",
    "table": "true",
}


@pytest.mark.parametrize("stated", [OF_A_GROUP, COMPARED], ids=["of a group", "compared"])
def test_a_link_to_the_map_opens_its_whole_state(
    page: Page, server: Server, watch: Watch, stated: dict[str, str]
) -> None:
    open_view(page, server, "map", **stated)
    language, place = stated["lang"], PLACES[stated["level"]]
    t = translator(language)
    title = getattr(load_catalogue()[stated["indicator"]].title, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(heading(page)).to_contain_text(title)
    expect(heading(page)).to_contain_text(area_name(AreaLevel.MUNICIPALITY, stated["home"], language))
    expect(field_of(page, "theme")).to_have_value(t(THEME[Theme(stated["theme"])]))
    expect(field_of(page, "indicator")).to_have_value(title)
    expect(field_of(page, "level")).to_have_value(t(place.words))
    if "group" in stated:
        expect(field_of(page, "group")).to_have_value(t(SEX["F"]))
    if "benchmark" in stated:
        expect(field_of(page, "benchmark")).to_have_value(area_name(AreaLevel.WELLBEING_COUNTY, "03", language))
    expect(field_of(page, "period")).to_have_attribute("aria-valuetext", stated["period"])
    expect(page.locator(".st-key-play output")).to_have_text(stated["period"])
    expect(table(page, "map_table").locator("caption")).to_contain_text(stated["period"])
    wait_until_drawn(page)
    assert set(page.evaluate(DRAWN)) == set(place.areas(stated["home"]))
    assert state(page) == stated
    assert watch.complaints == []


def test_a_link_to_the_trends_opens_its_whole_state(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "trends", **TRENDS_STATE)
    names = [area_name(AreaLevel.MAJOR_DISTRICT, code, "en") for code in ("0494", "0492")]
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(heading(page)).to_contain_text(load_catalogue()["diak_postal_unemployed"].title.en)
    for name in names:
        expect(widget(page, "areas")).to_contain_text(name)
    expect(widget(page, "zero").get_by_role("switch")).not_to_be_checked()
    heads = table(page, "trends_table").locator("thead th").all_inner_texts()
    assert [head for head in heads if head in names] == names
    assert state(page) == TRENDS_STATE
    assert watch.complaints == []
