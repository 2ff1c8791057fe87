"""Every view: no third party, no complaint, the language of the document, and WCAG 2.2 AA as axe sees it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from indicators.model import LANGUAGES
from pages.components.views import VIEWS
from tests.browser.accessibility import violations
from tests.browser.screen import IN_BROWSER, open_every_expander, open_view, wait_until_painted
from tests.browser.servers import Server
from tests.browser.windows import DESK, Watch, window

pytestmark = IN_BROWSER

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
    told = violations(opened[0])
    assert not told, "\n" + "\n".join(told)
