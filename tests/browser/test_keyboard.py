"""Everything can be done without a mouse."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from indicators.published import load_observations
from tests.browser.screen import (
    FOCUSED,
    IN_BROWSER,
    column,
    field_of,
    fold,
    open_view,
    tab_until,
    table,
    wait_for_state,
)
from tests.browser.servers import Server
from tests.browser.windows import DESK, Watch, window

pytestmark = IN_BROWSER

INDICATOR, LEVEL = "diak_postal_unemployed", "major_district"
STOPS = [
    ["search", "input"],
    ["choose_home", "input"],
    ["choose_lang", "button"],
    ["navigation", "a"],
    ["choose_theme", "input"],
    ["choose_indicator", "input"],
    ["choose_level", "input"],
    ["choose_benchmark", "input"],
    ["choose_period", "input"],
    ["play", "button"],
    ["actions_map", "a"],
    ["actions_map", "button"],
]
"""Where Tab must come, in the order of the page."""
NAME, RANK, VALUE = 0, 1, 3


def known_periods() -> list[str]:
    """The periods of the indicator at the level, old to new."""
    rows = load_observations(INDICATOR).dropna(subset="value")
    rows = rows[rows["area_level"].str.lower() == LEVEL]
    return rows.sort_values("period_end")["period"].drop_duplicates().tolist()


def sentence(page: Page, period: str) -> Locator:
    """The sentence over the map, which begins with its period."""
    return page.get_by_test_id("stMarkdown").get_by_text(f"{period}:")


@pytest.fixture(scope="module")
def watched(browser: Browser, server: Server) -> Iterator[tuple[Page, Watch]]:
    """One map for both tests: the second finds it as the first leaves it, or freshly opened."""
    watch = Watch(server)
    with window(browser, watch, DESK) as page:
        open_view(page, server, "map", indicator=INDICATOR, level=LEVEL)
        yield page, watch


def test_a_map_is_read_and_changed_by_keyboard_alone(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    *_, before, newest = known_periods()
    expect(field_of(page, "period")).to_have_attribute("aria-valuetext", newest)

    stops = tab_until(page, lambda stop: stop[1] == "summary")
    reached = [stop for i, stop in enumerate(stops) if stop in STOPS and stop not in stops[:i]]
    assert reached == STOPS
    assert stops.count(["actions_map", "a"]) == 4
    page.keyboard.press("Enter")
    expect(table(page, "map_table")).to_be_visible()

    field_of(page, "period").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_state(page, period=before)
    assert page.evaluate(FOCUSED) == ["choose_period", "input"], "the focus was lost with the change"
    expect(field_of(page, "period")).to_have_attribute("aria-valuetext", before)
    expect(page.locator(".st-key-play output")).to_have_text(before)
    expect(sentence(page, before)).to_be_visible()
    expect(sentence(page, newest)).to_have_count(0)
    expect(table(page, "map_table").locator("caption")).to_contain_text(before)
    for link in page.locator(".st-key-actions_map a").all():
        assert f"period={quote(before)}" in (link.get_attribute("href") or "")
    assert watch.complaints == []


def test_a_table_is_sorted_by_keyboard_alone(watched: tuple[Page, Watch]) -> None:
    page, _ = watched
    fold(page, "table").focus()
    if not table(page, "map_table").is_visible():
        page.keyboard.press("Enter")
    expect(table(page, "map_table")).to_be_visible()
    heads = table(page, "map_table").locator("thead th")

    tab_until(page, lambda stop: stop == ["map_table", "button"], at_most=3)
    page.keyboard.press("Enter")
    expect(heads.nth(NAME)).to_have_attribute("aria-sort", "ascending")
    names = column(page, "map_table", NAME)
    assert names == sorted(names)

    for _ in range(VALUE - NAME):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(heads.nth(VALUE)).to_have_attribute("aria-sort", "ascending")
    expect(heads.nth(NAME)).not_to_have_attribute("aria-sort", "ascending")
    upwards = column(page, "map_table", RANK)
    page.keyboard.press("Space")
    expect(heads.nth(VALUE)).to_have_attribute("aria-sort", "descending")
    assert column(page, "map_table", RANK) == sorted(upwards, key=int)
    assert upwards == sorted(upwards, key=int, reverse=True)
