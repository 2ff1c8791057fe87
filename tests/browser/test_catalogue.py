"""The catalogue as a person uses it: searching, facets, the card, the gaps as a file, and the key's door."""

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pages.components.reader import Reader
from pages.locales.messages import translator
from tests.browser.accessibility import violations
from tests.browser.screen import (
    IN_BROWSER,
    choose,
    column,
    notices,
    open_every_expander,
    open_view,
    state,
    table,
    wait_for_state,
    wait_for_view,
    wait_until_settled,
    widget,
)
from tests.browser.servers import Server, free_port, running, uvicorn_command
from tests.browser.test_phone import assert_no_sideways_scroll
from tests.browser.windows import DESK, Watch, window

pytestmark = IN_BROWSER

FINNISH = Reader("fi", "049")
KEY = "salainen-avain-7"


def titles(page: Page) -> Locator:
    return table(page, "catalogue").locator("tbody th")


def search(page: Page, words: str) -> None:
    """Type words and press Enter, and wait until the address states them."""
    field = widget(page, "q").locator("input")
    field.fill(words)
    field.press("Enter")
    wait_for_state(page, q=words)


def test_searching_and_a_facet_narrow_the_list_and_the_way_back_finds_it_so(page: Page, server: Server) -> None:
    open_view(page, server, "catalogue", lang="fi")
    expect(table(page, "catalogue").locator("tbody tr")).to_have_count(50)
    search(page, "pienituloisuus kunnan")
    expect(titles(page)).to_have_count(3)
    expect(titles(page).filter(has_text="suhteessa maan mediaanialueeseen")).to_have_count(1)
    choose(page, "choose_area_level", FINNISH.t("Regions") + " (1)")
    wait_for_state(page, area_level="REGION", q="pienituloisuus kunnan")
    expect(titles(page)).to_have_text(["Kunnan yleinen pienituloisuusaste"])
    table(page, "catalogue").get_by_role("link").first.click()
    wait_for_view(page, "catalogue", indicator="low_income_rate", q="pienituloisuus kunnan")
    page.locator(".st-key-back button").click()
    page.wait_for_url(lambda address: "indicator=" not in address, wait_until="commit")
    wait_until_settled(page)
    expect(titles(page)).to_have_text(["Kunnan yleinen pienituloisuusaste"])
    assert state(page)["area_level"] == "REGION"


def test_the_card_shows_coverage_of_every_year_and_level(page: Page, server: Server, watch: Watch) -> None:
    open_view(page, server, "catalogue", indicator="population", lang="fi")
    strip = table(page, "coverage")
    heads = strip.locator("thead th").all_inner_texts()
    assert heads[1:] == [str(year) for year in range(1990, 2023)]
    municipalities = strip.locator("tbody tr").last.locator("td").all_inner_texts()
    assert (municipalities[0], municipalities[-1]) == ("4", "100")
    country = strip.locator("tbody tr", has_text=FINNISH.t("Whole country")).locator("td").first
    expect(country).to_contain_text("–")
    expect(country.locator(".hidden")).to_have_text(FINNISH.t("no figure"))
    assert FINNISH.t("Last update") in column(page, "quality", 0)
    assert violations(page) == []
    assert watch.complaints == []


def test_the_strip_of_a_phone_shows_the_newest_years(phone: Page, server: Server) -> None:
    open_view(phone, server, "catalogue", indicator="population", lang="fi")
    assert_no_sideways_scroll(phone)
    head = table(phone, "coverage").locator("thead th").last
    box = head.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 391


@pytest.mark.parametrize("view", ["catalogue", "gaps", "registers", "surveys", "admin"])
def test_a_new_view_fits_a_phone(phone: Page, server: Server, view: str) -> None:
    open_view(phone, server, view, lang="fi")
    open_every_expander(phone)
    assert_no_sideways_scroll(phone)


def test_the_gaps_are_in_the_file_as_on_the_page(page: Page, server: Server) -> None:
    open_view(page, server, "gaps", lang="fi", years="3")
    expect(table(page, "gaps").locator("td")).to_have_count(5 * 4 * 9)
    empty = table(page, "gaps").locator("td .hidden").count()
    with page.expect_download() as download:
        page.locator(".st-key-actions_gaps a", has_text="CSV").click()
    assert download.value.suggested_filename == "hytedata-gaps-049.csv"
    text = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(row["indicators"] == "0" for row in rows) == empty > 100
    reply = server.get("/export/gaps.csv?lang=fi&home=049&years=3")
    assert reply.body.decode("utf-8-sig") == text


def test_the_navigation_hides_the_administration_without_a_key(page: Page, server: Server) -> None:
    open_view(page, server, "gaps", lang="fi")
    assert page.locator(".st-key-navigation a[href*='admin']").count() == 0


@pytest.fixture(scope="module")
def keyed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator has set a key and a folder of the city's own."""
    folder = tmp_path_factory.mktemp("city")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HYTEDATA_ADMIN_KEY", KEY)
        patch.setenv("HYTEDATA_CITY", str(folder))
        port = free_port()
        with running(uvicorn_command(port), port, tmp_path_factory.mktemp("keyed_home")) as started:
            yield started
    assert [path.name for path in folder.iterdir()] == ["chosen.toml"]


def test_the_key_opens_the_administration_and_a_change_is_written(browser: Browser, keyed: Server) -> None:
    t, watch = translator("fi"), Watch(keyed)
    with window(browser, watch, DESK) as page:
        open_view(page, keyed, "gaps", lang="fi")
        page.locator(".st-key-navigation a[href*='admin?']").click()
        wait_for_view(page, "admin")
        assert violations(page) == []
        page.locator("input[type=password]").fill(KEY)
        page.keyboard.press("Enter")
        expect(table(page, "chosen")).to_be_visible()
        wait_until_settled(page)
        assert KEY not in page.url
        first, second = column(page, "chosen", 1)[:2]
        page.get_by_role("button", name=t("Later"), exact=True).click()
        expect(table(page, "chosen").locator("tbody tr").first).to_contain_text(second)
        wait_until_settled(page)
        assert column(page, "chosen", 1)[:2] == [second, first]
        open_every_expander(page)
        assert violations(page) == []
        assert notices(page) == []
    assert watch.complaints == []
