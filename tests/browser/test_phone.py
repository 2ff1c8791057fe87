"""On a phone nothing runs over the edge."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.boundaries import geometry_bounds
from indicators.model import Theme
from pages.components.places import PLACES
from tests.browser.screen import (
    IN_BROWSER,
    MAP,
    choose,
    field_of,
    open_view,
    table,
    wait_for_state,
    wait_for_view,
    wait_until_painted,
)
from tests.browser.servers import Server
from tests.browser.windows import PHONE, Watch, window

pytestmark = IN_BROWSER

OVERFLOW = """() => [document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
  .map((node) => node.scrollWidth - window.innerWidth)"""
WHOLE = f"""([west, south, east, north]) => {{
  const map = {MAP};
  if (!map?.loaded()) return false;
  const {{ clientWidth: width, clientHeight: height }} = map.getCanvas();
  const [left, right] = [map.project([west, south]), map.project([east, north])];
  const inside = left.x >= 0 && right.x <= width && right.y >= 0 && left.y <= height;
  return inside && (right.x - left.x > 0.6 * width || left.y - right.y > 0.6 * height);
}}"""
CORNERS = f"""([west, south, east, north]) => {{
  const spots = [[west, south], [east, north]].map((corner) => {MAP}.project(corner));
  return spots.map((spot) => [spot.x, spot.y]).flat();
}}"""


def assert_no_sideways_scroll(page: Page) -> None:
    assert max(page.evaluate(OVERFLOW)) <= 1


def test_the_map_fits_a_phone(phone: Page, server: Server) -> None:
    open_view(phone, server, "map", indicator="diak_postal_unemployed", level="major_district", home="049")
    wait_until_painted(phone)
    assert_no_sideways_scroll(phone)
    box = phone.locator(".st-key-district_map canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    left, bottom, right, top = phone.evaluate(CORNERS, geometry_bounds(PLACES["major_district"].geometry("049")))
    assert -1 <= left < right <= box["width"] + 1
    assert -1 <= top < bottom <= box["height"] + 1
    assert right - left > box["width"] / 2 or bottom - top > box["height"] / 2, "the district is lost in its map"


def test_a_wide_municipality_fits_a_phone_and_still_does_in_another_year(phone: Page, server: Server) -> None:
    open_view(phone, server, "map", indicator="diak_postal_unemployed", level="postal_area", home="710")
    wait_until_painted(phone)
    place = geometry_bounds(PLACES["postal_area"].geometry("710"))
    assert_shown_whole(phone, place)
    field_of(phone, "period").focus()
    phone.keyboard.press("Home")
    wait_for_state(phone, period="2010–2012")
    assert_shown_whole(phone, place)
    choose(phone, "choose_level", "Hyvinvointialueen kunnat")
    wait_for_state(phone, level="municipality")
    assert_shown_whole(phone, geometry_bounds(PLACES["municipality"].geometry("710")))


@pytest.mark.parametrize("width", [320, 700, 1000])
def test_a_wide_municipality_fits_windows_of_every_width(
    browser: Browser, server: Server, watch: Watch, width: int
) -> None:
    with window(browser, watch, (width, 900)) as page:
        open_view(page, server, "map", indicator="diak_postal_unemployed", level="postal_area", home="710")
        wait_until_painted(page)
        assert_shown_whole(page, geometry_bounds(PLACES["postal_area"].geometry("710")))
    assert watch.complaints == []


def assert_shown_whole(page: Page, bounds: tuple[float, ...]) -> None:
    """The bounds lie within the map, and fill its width or its height: sooner or later, as the browser draws."""
    page.wait_for_function(WHOLE, arg=list(bounds))


def test_the_lines_of_a_phone_have_their_names_below(phone: Page, server: Server) -> None:
    open_view(phone, server, "trends", indicator="diak_postal_unemployed", level="major_district", areas="0491~0492")
    expect(phone.locator(".st-key-trends .legendtext", has_text="Suur-Tapiola")).to_be_visible()
    assert_no_sideways_scroll(phone)


def test_overview_rows_are_stacked_and_every_view_fits_a_phone(phone: Page, server: Server) -> None:
    open_view(phone, server, "")
    assert_no_sideways_scroll(phone)
    cells = table(phone, f"theme_{Theme.NARROWING_GAPS}").locator("tbody tr").first.locator("th, td")
    expect(cells.first).to_be_visible()
    boxes = [box for cell in cells.all() if (box := cell.bounding_box())]
    assert len(boxes) > 2
    for above, below in pairwise(boxes):
        assert below["y"] >= above["y"] + above["height"] - 1
        assert below["x"] + below["width"] <= PHONE[0]
    for view in ("catalogue", "about", "trends"):
        phone.locator(f".st-key-navigation a[href*='{view}?']").click()
        wait_for_view(phone, view)
        assert_no_sideways_scroll(phone)


def test_no_view_runs_over_the_edge_whichever_view_one_comes_from(phone: Page, server: Server) -> None:
    """A wide table scrolls within itself, words for screen readers included, also when it comes after another view."""
    open_view(phone, server, "about", lang="fi")
    for view in ("comparison", "profile", "index", "similar", "inequality", "trends", "comparison"):
        phone.locator(f".st-key-navigation a[href*='{view}?']").click()
        wait_for_view(phone, view)
        assert_no_sideways_scroll(phone)
