"""An analyst gives a survey file: it is read, read otherwise, and nothing in it becomes part of the page."""

import csv
import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from pages.locales.messages import translator
from tests.browser.accessibility import violations
from tests.browser.screen import (
    IN_BROWSER,
    choose,
    column,
    notices,
    open_every_expander,
    open_view,
    table,
    wait_until_settled,
)
from tests.browser.servers import Server, free_port, running, uvicorn_command
from tests.browser.windows import DESK, PHONE, Watch, window

pytestmark = IN_BROWSER

KEY = "salainen-avain-9"
T = translator("fi")
NAMES = ["Tunnus", "Alue", "Paino", "Vapaa sana"]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[paina](http://x.example)",
    "$\\href{javascript:alert(1)}{x}$",
    "=HYPERLINK(1)",
    "www.x.example",
]
ROWS = [[f"{place:04}", "Suur-Leppävaara", "0,5", text] for place, text in enumerate(HOSTILE, 1)]
FILE_NAME = "<b>kysely</b> [x](http://x.example).csv"


def survey() -> bytes:
    """A file as a survey tool for Excel writes it: windows-1252, semicolons, decimal commas, a title above."""
    lines = [["Kysely <i>2026</i>", "", "", ""], NAMES, *ROWS]
    return "\r\n".join(";".join(line) for line in lines).encode("cp1252")


@pytest.fixture(scope="module")
def keyed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator has set a key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HYTEDATA_ADMIN_KEY", KEY)
        port = free_port()
        with running(uvicorn_command(port), port, tmp_path_factory.mktemp("surveys_home")) as started:
            yield started


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def opened(request: pytest.FixtureRequest, browser: Browser, keyed: Server) -> Iterator[Page]:
    """The view with the key given, at a desk and on a phone; in the end the console was silent."""
    watch = Watch(keyed)
    with window(browser, watch, request.param) as page:
        open_view(page, keyed, "surveys", lang="fi")
        field = page.locator("input[type=password]")
        field.wait_for()
        wait_until_settled(page)
        field.fill(KEY)
        field.press("Enter")
        page.get_by_test_id("stFileUploader").wait_for()
        wait_until_settled(page)
        yield page
    assert watch.complaints == []


def give(page: Page, content: bytes, name: str = FILE_NAME) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def read(page: Page) -> None:
    give(page, survey())
    expect(table(page, "survey_rows")).to_be_visible()
    wait_until_settled(page)


def test_a_file_is_read_and_its_header_row_overruled(opened: Page) -> None:
    read(opened)
    assert column(opened, "survey_rows", 4) == HOSTILE
    assert column(opened, "survey_rows", 2)[0] == "Suur-Leppävaara"
    assert column(opened, "survey_rows", 0)[0] == "3", "the file's own row number"
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    opened.locator("summary", has_text=T("Read it otherwise")).click()
    field = opened.get_by_label(T("Header row"), exact=True)
    field.fill("3")
    field.press("Tab")  # the fold is still opening; a person leaves the field before looking for the button
    wait_until_settled(opened)
    opened.get_by_role("button", name=T("Read again")).click()
    expect(table(opened, "survey_rows").locator("thead th").nth(2)).to_have_text("Suur-Leppävaara")
    wait_until_settled(opened)
    assert column(opened, "survey_rows", 4) == HOSTILE[1:]
    opened.get_by_role("button", name=T("Go back to what was found out")).click()
    expect(table(opened, "survey_rows").locator("thead th").nth(2)).to_have_text("Alue")


def test_nothing_of_a_file_becomes_part_of_the_page(opened: Page) -> None:
    read(opened)
    open_every_expander(opened)
    main = opened.get_by_test_id("stMain")
    for foreign in (
        "script:not([src])",
        "img[src='x']",
        "i",
        "a[href*='x.example']",
        "a[href^='javascript']",
        ".katex",
    ):
        expect(main.locator(foreign)).to_have_count(0)
    expect(main.get_by_text(FILE_NAME)).to_be_visible()


def test_the_view_passes_axe_before_and_after_and_when_refused(opened: Page) -> None:
    assert violations(opened) == []
    give(opened, b"%PDF-1.7\n1 0 obj", "raportti.pdf")
    expect(opened.locator(".st-key-survey_refusal")).to_be_visible()
    wait_until_settled(opened)
    assert len(notices(opened)) == 1
    assert violations(opened) == []
    read(opened)
    open_every_expander(opened)
    assert notices(opened) == []
    assert violations(opened) == []


def test_the_uploader_speaks_the_readers_language_and_works_by_keyboard(opened: Page) -> None:
    button = opened.get_by_test_id("stFileUploader").get_by_role("button", name=T("Choose a file"))
    with opened.expect_file_chooser() as chooser:
        button.press("Enter")
    chooser.value.set_files({"name": "kysely.csv", "mimeType": "text/csv", "buffer": survey()})
    expect(table(opened, "survey_rows")).to_be_visible()
    wait_until_settled(opened)
    opened.get_by_role("button", name=T("Remove the file")).press("Enter")
    expect(opened.get_by_test_id("stFileUploader")).to_be_visible()
    expect(opened.locator(".st-key-survey_rows")).to_have_count(0)


def test_types_are_confirmed_by_keyboard_and_another_is_chosen(opened: Page) -> None:
    read(opened)
    first = opened.get_by_role("checkbox", name=T("Confirmed: column {place}", place=1))
    first.press("Space")
    expect(opened.get_by_text(_confirmed(1))).to_be_visible()
    expect(first).to_be_checked()
    wait_until_settled(opened)
    choose(opened, "survey_column_4", T("number"))
    expect(opened.get_by_text(_confirmed(2))).to_be_visible()
    expect(opened.get_by_role("checkbox", name=T("Confirmed: column {place}", place=4))).to_be_checked()
    wait_until_settled(opened)
    assert notices(opened) == [T(LOST, count=len(HOSTILE), row=3)]
    assert violations(opened) == []


LOST = "Cells that do not fit and would be lost in a conversion: {count}, the first on row {row}."


def _confirmed(number: int) -> str:
    text = "Types are proposed from the cells; nothing is converted. Confirmed: **{confirmed}** of {count} columns."
    return T(text, confirmed=number, count=len(NAMES)).replace("**", "")


def test_what_was_read_is_handed_out_with_texts_as_texts(opened: Page) -> None:
    read(opened)
    with opened.expect_download() as as_csv:
        opened.get_by_role("button", name=T("Table as CSV")).click()
    rows = list(csv.reader(io.StringIO(as_csv.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[:2] == [NAMES, ROWS[0]]
    assert rows[5][3] == "'=HYPERLINK(1)"
    with opened.expect_download() as as_workbook:
        opened.get_by_role("button", name=T("Table, columns and notes as Excel")).click()
    sheet = load_workbook(io.BytesIO(as_workbook.value.path().read_bytes())).worksheets[0]
    cells = list(sheet.iter_rows())
    assert [[cell.value for cell in row] for row in cells] == [NAMES, *ROWS]
    assert {cell.data_type for row in cells for cell in row} == {"s"}


def test_the_file_stays_in_the_visit_while_other_views_are_looked_at(opened: Page) -> None:
    read(opened)
    opened.locator(".st-key-navigation a[href*='/registers?']").click()
    expect(table(opened, "products")).to_be_visible()
    wait_until_settled(opened)
    opened.locator(".st-key-navigation a[href*='/surveys?']").click()
    expect(table(opened, "survey_rows")).to_be_visible()
    opened.reload()
    expect(opened.locator("input[type=password]")).to_be_visible()


def test_without_the_key_no_file_is_taken(browser: Browser, keyed: Server) -> None:
    watch = Watch(keyed)
    with window(browser, watch, DESK) as page:
        open_view(page, keyed, "surveys", lang="fi")
        status = page.evaluate(
            """async () => {
              const form = new FormData();
              form.append("file", new Blob(["a;b"]), "a.csv");
              const sent = await fetch("/_stcore/upload_file/any/one", { method: "PUT", body: form });
              return sent.status;
            }"""
        )
        assert status == 403
