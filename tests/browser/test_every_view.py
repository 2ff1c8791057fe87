"""Every view: no third party, no complaint, the language of the document, and WCAG 2.2 AA as axe sees it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from indicators.model import LANGUAGES
from pages.components.views import VIEWS
from tests.browser.screen import IN_BROWSER, open_every_expander, open_view, wait_until_painted
from tests.browser.servers import Server
from tests.browser.windows import DESK, Watch, window

pytestmark = IN_BROWSER

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Opened = tuple[Page, Watch, str]


def every_view() -> list[object]:
    """Views in Finnish for every run, in the other languages for the long one."""
    return [
        pytest.param(
            (view.path, language),
            id=f"{view.path or 'overview'}-{language}",
            marks=[] if language == "fi" else [pytest.mark.services],
        )
        for language in LANGUAGES
        for view in VIEWS
    ]


@pytest.fixture(scope="module", params=every_view())
def opened(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Opened]:
    """A view with everything unfolded and drawn, what was watched meanwhile, and the language asked for."""
    path, language = request.param
    watch = Watch(server)
    with window(browser, watch, DESK) as page:
        open_view(page, server, path, lang=language)
        if path == "map":
            wait_until_painted(page)
        open_every_expander(page)
        yield page, watch, language


def test_nothing_is_asked_of_a_third_party(opened: Opened) -> None:
    assert opened[1].third_party == []


def test_the_console_is_silent(opened: Opened) -> None:
    assert opened[1].complaints == []


def test_the_document_states_its_language(opened: Opened) -> None:
    page, _, language = opened
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_axe_finds_no_violation_of_wcag_22_aa(opened: Opened) -> None:
    rules = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
    found = Axe().run(opened[0], options=rules).response["violations"]
    told = [_told(rule, node) for rule in found for node in rule["nodes"]]
    assert not told, "\n" + "\n".join(told)


def _told(rule: dict[str, str], node: dict[str, str]) -> str:
    """One fault as its mender needs it: rule, help, where, and the element."""
    head = f"{rule['id']} ({rule['impact']}): {rule['help']} {rule['helpUrl']}"
    return f"{head}\n  {node['target']}\n  {node['html'][:300]}\n  {node['failureSummary']}"
