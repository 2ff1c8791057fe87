"""What a person does and sees: opening views, choosing, and reading what stands on the page.

Everything is found by role, test id, `st-key-…` or the texts of the catalogues, so that a change of
words or of looks breaks no test. Nothing waits for a fixed time: each step waits for what it causes.
"""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.servers import Server

IN_BROWSER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
"""Marks of every file here: they share one server and one Chromium, so they stay in one worker."""
PAINT_SECONDS = 90
"""WebGL is drawn by the processor here: a map takes from 3 to 30 s, depending on who else works."""
MAP = "document.querySelector('.st-key-district_map .js-plotly-plot')?._fullLayout?.map?._subplot?.map"
SETTLED = """() => {
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  const script = every('[data-testid="stApp"]')[0]?.dataset.testScriptState;
  if (script !== "notRunning" || every('[data-stale="true"]').length) return false;
  return every('[data-testid="stBidiComponentIsolated"]').map((part) => part.shadowRoot).every((part) => part
    && every(".root, .row, ul", part).every((box) => box.childElementCount)
    && every("button, output", part).every((text) => text.textContent));
}"""
"""The script has run, nothing old is left, and each of our own parts has filled its box."""
PAINTED = f"() => {{ const map = {MAP}; return !!map && map.loaded() && map.queryRenderedFeatures().length > 0; }}"
FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  let up = node, key = "";
  while (up && !key) {
    key = [...(up.classList ?? [])].find((name) => name.startsWith("st-key-")) ?? "";
    up = up.parentNode ?? up.host;
  }
  return [key.replace("st-key-", ""), node.tagName.toLowerCase()];
}"""


def open_view(page: Page, server: Server, view: str, **choices: str) -> None:
    """Open a deep link as a new visitor would, and wait until the view stands still."""
    page.goto(f"{server.address}/{view}?{urlencode(choices)}", wait_until="commit")
    page.get_by_test_id("stApp").wait_for()
    wait_until_settled(page)
    expect(heading(page)).to_be_visible()
    wait_until_settled(page)


def wait_until_settled(page: Page) -> None:
    """Wait until the page stands still, our own parts included."""
    page.wait_for_function(SETTLED)


def wait_until_drawn(page: Page) -> None:
    """Wait until plotly has taken the map's figure in; its areas may not be painted yet."""
    page.locator(".st-key-district_map canvas.maplibregl-canvas").wait_for()


def wait_until_painted(page: Page) -> None:
    """Wait until the map has drawn at least one area."""
    page.wait_for_function(PAINTED, timeout=1000 * PAINT_SECONDS)


def wait_for_state(page: Page, **wanted: str) -> None:
    """Wait until the URL states these choices, and the view they ask for stands still."""
    page.wait_for_url(lambda address: _states(address, wanted), wait_until="commit")
    wait_until_settled(page)


def wait_for_view(page: Page, view: str, **wanted: str) -> None:
    """Wait until another view is open with these choices."""
    page.wait_for_url(
        lambda address: urlsplit(address).path == f"/{view}" and _states(address, wanted), wait_until="commit"
    )
    wait_until_settled(page)


def _states(address: str, wanted: Mapping[str, str]) -> bool:
    return wanted.items() <= dict(parse_qsl(urlsplit(address).query)).items()


def state(page: Page) -> dict[str, str]:
    """The choices that the URL states."""
    return dict(parse_qsl(urlsplit(page.url).query))


def heading(page: Page) -> Locator:
    """The view's own title."""
    return page.get_by_test_id("stHeading").first


def widget(page: Page, name: str) -> Locator:
    """The field in which a choice is made."""
    return page.locator(f".st-key-choose_{name}")


def field_of(page: Page, name: str) -> Locator:
    """The input of a select or a slider."""
    return widget(page, name).locator("input")


def choose(page: Page, name: str, text: str) -> None:
    """Choose an option by what is written on it, as a person does: type, then press."""
    entry = page.locator(f".st-key-{name}").get_by_role("combobox")
    entry.click()
    entry.fill(text)
    page.get_by_role("option", name=text, exact=True).click()


def open_every_expander(page: Page) -> None:
    """Open what is folded."""
    for fold in page.get_by_test_id("stExpander").locator("details").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        expect(fold.get_by_test_id("stExpanderDetails")).to_be_visible()
    wait_until_settled(page)


def fold(page: Page, key: str) -> Locator:
    """The line that unfolds a part of the page, by the part's key."""
    return page.locator(f".st-key-{key} summary")


def table(page: Page, key: str) -> Locator:
    """One of our tables, by the key it was drawn with."""
    return page.locator(f".st-key-{key}").get_by_role("table")


def column(page: Page, key: str, position: int) -> list[str]:
    """The texts of one column of a table, from the top."""
    cells = table(page, key).locator(f"tbody tr > :nth-child({position + 1})")
    return [text.strip() for text in cells.all_inner_texts()]


def tab_until(page: Page, is_there: Callable[[list[str]], bool], at_most: int = 80) -> list[list[str]]:
    """Press Tab until the focus is where it is wanted; the stops on the way, each a key and a tag."""
    stops: list[list[str]] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if is_there(stops[-1]):
            return stops
    raise AssertionError(f"Tab never came there; its stops were {stops}")


def notices(page: Page) -> list[str]:
    """The texts of the warnings and errors on the page; what merely informs is none."""
    wrong = page.locator('[data-testid="stAlertContentWarning"], [data-testid="stAlertContentError"]')
    return [text.strip() for text in wrong.all_inner_texts()]


def press_on_map(page: Page, longitude: float, latitude: float) -> None:
    """Point at a place of the map, wait until the map says what is there, and press."""
    canvas = page.locator(".st-key-district_map canvas.maplibregl-canvas")
    canvas.evaluate("node => node.scrollIntoView({ block: 'center' })")
    script = f"([x, y]) => {{ const spot = {MAP}.project([x, y]); return [spot.x, spot.y]; }}"
    right, down = page.evaluate(script, [longitude, latitude])
    box = canvas.bounding_box()
    assert box is not None
    across, along = box["x"] + right, box["y"] + down
    page.mouse.move(across - 3, along - 3)
    page.mouse.move(across, along, steps=3)
    expect(page.locator(".st-key-district_map .hoverlayer .hovertext")).to_be_visible()
    page.mouse.click(across, along)
