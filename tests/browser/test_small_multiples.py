"""Every panel of small multiples holds its area's line, whichever row it stands in."""

from playwright.sync_api import Page, expect

from tests.browser.screen import IN_BROWSER, open_view
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

DISTRICTS = 7
LINES = """() => [...document.querySelectorAll(".st-key-trends .cartesianlayer > .subplot")]
  .map((panel) => [...panel.querySelectorAll(".scatterlayer .js-line")]
    .filter((line) => line.getBoundingClientRect().width > 0).length)"""
"""How many lines with any length each panel shows."""


def test_each_district_has_its_line_and_the_citys(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "trends", indicator="low_income_adults", level="major_district", home="049")
    expect(page.locator(".st-key-trends .annotation-text")).to_have_count(DISTRICTS)
    shown = page.evaluate(LINES)
    assert [count for count in shown if count] == [2] * DISTRICTS
    assert watch.complaints == []
