"""An address that names something unknown is answered with a notice, and nothing in it is ever run."""

import pytest
from playwright.sync_api import Page, expect

from pages.components.notices import CHOICES
from pages.locales.messages import translator
from tests.browser.screen import IN_BROWSER, field_of, heading, notices, open_every_expander, open_view, table, widget
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

SCRIPT = "<script>window.broken = 1; alert(1)</script>"
LINK = "[x](javascript:alert(1))"
IMAGE = "<img src=x onerror=alert(1)>"
MARKUP = "**b** `c` $d$ :red[e] https://example.org"


def said(name: str, value: str) -> str:
    """The notice about an unknown code, as it should read."""
    t = translator("fi")
    what = t(CHOICES[name])
    text = "The link names an unknown {what}: “{value}”. The default is shown instead."
    return t(text, what=what, value=value)


def assert_harmless(page: Page, watch: Watch) -> None:
    """Nothing of the address was run, and nothing of it became an element."""
    assert page.evaluate("window.broken") is None
    alerts = page.get_by_test_id("stAlert")
    assert alerts.locator("a, script, img, strong, code, .katex").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert watch.complaints == []


@pytest.mark.parametrize("values", [(SCRIPT, LINK, IMAGE, MARKUP), (LINK, SCRIPT, MARKUP, IMAGE)])
def test_unknown_codes_of_the_map_are_named_and_the_map_still_works(
    page: Page, server: Server, watch: Watch, values: tuple[str, ...]
) -> None:
    unknown = dict(zip(("indicator", "home", "level", "period"), values, strict=True))
    open_view(page, server, "map", **unknown)
    expect(page.get_by_test_id("stAlert")).to_have_count(len(unknown))
    assert sorted(notices(page)) == sorted(said(name, value) for name, value in unknown.items())
    assert_harmless(page, watch)
    expect(field_of(page, "period")).to_be_enabled()
    open_every_expander(page)
    expect(table(page, "map_table").locator("tbody tr")).not_to_have_count(0)


def test_unknown_areas_and_groups_of_the_trends_are_named(page: Page, server: Server, watch: Watch) -> None:
    known = {"indicator": "population_with_address", "level": "major_district"}
    unknown = {"areas": LINK, "group": SCRIPT, "lang": IMAGE, "theme": MARKUP}
    open_view(page, server, "trends", **known, **unknown)
    expect(page.get_by_test_id("stAlert")).to_have_count(len(unknown))
    assert sorted(notices(page)) == sorted(said(name, value) for name, value in unknown.items())
    assert_harmless(page, watch)
    expect(widget(page, "areas").get_by_role("combobox")).to_be_enabled()
    open_every_expander(page)
    expect(table(page, "trends_table").locator("tbody tr")).not_to_have_count(0)


def test_a_view_that_does_not_exist_leads_to_one_that_does(page: Page, server: Server) -> None:
    open_view(page, server, "nowhere", lang="fi")
    expect(heading(page)).to_be_visible()
