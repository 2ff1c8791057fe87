"""An address that names something unknown is answered with a notice, and nothing in it is ever run."""

from playwright.sync_api import Page, expect

from pages.components.notices import CHOICES
from pages.locales.messages import translator
from tests.browser.accessibility import violations
from tests.browser.screen import IN_BROWSER, field_of, open_every_expander, open_view, table, widget
from tests.browser.servers import Server
from tests.browser.windows import Watch

pytestmark = IN_BROWSER

SCRIPT = "<script>window.broken = 1; alert(1)</script>"
LINK = "[x](javascript:alert(1))"
IMAGE = "<img src=x onerror=alert(1)>"
MARKUP = "**b** `c` $d$ :red[e] https://example.org www.example.org a@example.org"


def said(name: str, value: str) -> str:
    """The notice about an unknown code, as it should read."""
    t = translator("fi")
    what = t(CHOICES[name])
    text = "The link names an unknown {what}: “{value}”. The default is shown instead."
    return t(text, what=what, value=value)


def assert_named(page: Page, unknown: dict[str, str]) -> None:
    """There is one notice for each unknown code, and it shows the code as it was written."""
    alerts = page.get_by_test_id("stAlert")
    expect(alerts).to_have_count(len(unknown))
    for name, value in unknown.items():
        expect(alerts.filter(has_text=said(name, value))).to_have_count(1)


def assert_harmless(page: Page, watch: Watch) -> None:
    """Nothing of the address was run, and nothing of it became an element."""
    assert page.evaluate("window.broken") is None
    alerts = page.get_by_test_id("stAlert")
    assert alerts.locator("a, script, img, strong, .katex, [style*=color]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert watch.complaints == []


def test_unknown_codes_of_the_map_are_named_and_the_map_still_works(page: Page, server: Server, watch: Watch) -> None:
    unknown = {"indicator": SCRIPT, "home": LINK, "level": IMAGE, "period": MARKUP}
    open_view(page, server, "map", **unknown)
    assert_named(page, unknown)
    assert_harmless(page, watch)
    expect(field_of(page, "period")).to_be_enabled()
    open_every_expander(page)
    expect(table(page, "map_table").locator("tbody tr")).not_to_have_count(0)


def test_unknown_areas_and_groups_of_the_trends_are_named(page: Page, server: Server, watch: Watch) -> None:
    known = {"indicator": "population_with_address", "level": "major_district"}
    unknown = {"areas": LINK, "group": SCRIPT, "lang": IMAGE, "theme": MARKUP}
    open_view(page, server, "trends", **known, **unknown)
    assert_named(page, unknown)
    assert_harmless(page, watch)
    expect(widget(page, "areas").get_by_role("combobox")).to_be_enabled()
    told = violations(page)
    assert not told, "\n" + "\n".join(told)
    open_every_expander(page)
    expect(table(page, "trends_table").locator("tbody tr")).not_to_have_count(0)
