"""Every panel of small multiples holds its area's line, whichever row it stands in."""

from playwright.sync_api import Page, expect

from tests.browser.screen import IN_BROWSER, open_view
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

DISTRICTS = 7
SEEN = """() => {
  const picture = document.querySelector(".st-key-trends .js-plotly-plot");
  return picture._fullData.map(({ y, yaxis }) => {
    const [low, high] = picture._fullLayout[yaxis.replace("y", "yaxis")].range;
    return [yaxis, y.every((value) => value === null || (low <= value && value <= high))];
  });
}"""
"""For each line its axis, and whether the axis reaches all its values: beyond it, a line is cut off."""


def test_each_district_has_its_line_and_the_citys(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "trends", indicator="low_income_adults", level="major_district", home="049")
    expect(page.locator(".st-key-trends .annotation-text")).to_have_count(DISTRICTS)
    seen = page.evaluate(SEEN)
    assert len(seen) == 3 * DISTRICTS, "the district's line and its interval, and the city's line"
    assert len({axis for axis, _ in seen}) == DISTRICTS
    assert all(is_seen for _, is_seen in seen), seen
    assert watch.complaints == []
