"""What tests say, as a reader sees it: the map's second mode, the table that sorts, the way from a cell to the map."""

from playwright.sync_api import Page, expect

from indicators.catalogue import load_catalogue
from tests.browser.screen import (
    IN_BROWSER,
    heading,
    open_view,
    table,
    wait_for_state,
    wait_for_view,
    wait_until_painted,
    widget,
)
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

GROUPS = ["Narrowing wellbeing and health gaps", "Safety of everyday surroundings", "Background facts"]
PAINTED_COLOURS = """() => {
  const map = document.querySelector('.st-key-district_map .js-plotly-plot')._fullLayout.map._subplot.map;
  return [...new Set(map.queryRenderedFeatures().filter((each) => each.layer.type === "fill")
    .map((each) => JSON.stringify(each.layer.paint["fill-color"])))];
}"""


def test_the_map_changes_to_what_the_test_says_and_play_goes_on(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "map", indicator="low_income_adults", level="major_district", lang="en")
    wait_until_painted(page)
    before = page.evaluate(PAINTED_COLOURS)
    widget(page, "colours").get_by_text("By comparison").click()
    wait_for_state(page, colours="comparison")
    expect(page.locator(".st-key-legend")).to_contain_text("much worse")
    page.wait_for_function(f"(before) => JSON.stringify(({PAINTED_COLOURS})()) !== JSON.stringify(before)", arg=before)
    page.locator(".st-key-play button").click()
    expect(page.locator(".st-key-play output")).to_have_text("2015")
    assert watch.complaints == []


def test_the_comparison_sorts_by_what_is_better_and_keeps_its_groups(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "comparison", level="major_district", lang="en")
    grid = table(page, "tartan")
    groups = grid.locator("tr.group")
    expect(groups).to_have_text(GROUPS)
    grid.get_by_role("button", name="Suur-Tapiola").click()
    first = grid.locator("tbody").first.locator("tr:not(.group)")
    column = grid.locator("thead th").all_inner_texts().index("Suur-Tapiola")
    signs = [row.locator("td").nth(column - 1).locator("b").inner_text() for row in first.all()]
    order = {"!!": -2, "!": -1, "=": 0, "✓": 1, "✓✓": 2}
    judged = [order[sign] for sign in signs if sign in order]
    assert judged == sorted(judged)
    expect(groups).to_have_text(GROUPS)
    assert watch.complaints == []


def test_an_indicator_of_the_comparison_opens_its_map(page: Page, server: Server) -> None:
    open_view(page, server, "comparison", level="major_district")
    link = table(page, "tartan").locator("tbody th a").first
    title = link.inner_text()
    link.click()
    wait_for_view(page, "map", level="major_district")
    expect(heading(page)).to_contain_text(title)
    assert title in {each.title.fi for each in load_catalogue().values()}


def test_weights_move_the_index_and_stand_in_the_address(page: Page, server: Server) -> None:
    open_view(page, server, "index", level="major_district")
    before = table(page, "index_table").locator("tbody tr").first.inner_text()
    page.locator(".st-key-choose_w_unemployed_of_labour_force").get_by_role("slider").focus()
    page.keyboard.press("End")
    wait_for_state(page, w_unemployed_of_labour_force="3")
    after = table(page, "index_table").locator("tbody tr").first
    expect(after).not_to_have_text(before)
