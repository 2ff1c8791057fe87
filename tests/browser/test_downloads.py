"""The links under a chart bring its picture and its data."""

import csv
import io
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from pages.documents.tables import EXPORTED
from tests.browser.screen import IN_BROWSER, open_view
from tests.browser.servers import Server

pytestmark = IN_BROWSER

CHOICES = {
    "map": {
        "indicator": "population",
        "level": "municipality",
        "period": "2020",
        "lang": "fi",
        "home": "049",
    },
    "trends": {
        "indicator": "population",
        "level": "municipality",
        "areas": "049~235",
        "lang": "sv",
        "home": "049",
    },
}
FORMS = ("png", "csv", "xlsx", "json")
PNG = b"\x89PNG\r\n\x1a\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module", params=sorted(CHOICES))
def view(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def export(view: str, form: str, **other: str) -> str:
    """The address of a download."""
    return f"/{view}.{form}?{urlencode(CHOICES[view] | other)}"


def test_a_page_links_to_its_picture_and_data(page: Page, server: Server, view: str) -> None:
    open_view(page, server, view, **CHOICES[view])
    links = page.locator(f".st-key-actions_{view} a")
    expect(links).to_have_count(len(FORMS))
    addresses = [urlsplit(link.get_attribute("href") or "") for link in links.all()]
    assert [address.path for address in addresses] == [f"/{view}.{form}" for form in FORMS]
    for address in addresses:
        assert CHOICES[view].items() <= dict(parse_qsl(address.query)).items()
        assert server.get(f"{address.path}?{address.query}").status == 200
    with page.expect_download() as download:
        links.nth(1).click()
    assert download.value.suggested_filename == f"hytedata-{view}-population-049.csv"
    assert download.value.path().read_bytes().startswith(BYTE_ORDER_MARK)


def test_the_picture_is_a_png(server: Server, view: str) -> None:
    reply = server.get(export(view, "png"))
    assert (reply.status, reply.headers["content-type"]) == (200, "image/png")
    assert reply.body.startswith(PNG)
    assert len(reply.body) > 10_000
    with Image.open(io.BytesIO(reply.body)) as picture:
        assert min(picture.size) >= 400


def test_the_table_is_utf_8_and_its_codes_are_text(server: Server, view: str) -> None:
    reply = server.get(export(view, "csv"))
    assert (reply.status, reply.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert reply.body.startswith(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))
    assert list(rows[0]) == EXPORTED
    assert {"049", "235"} <= {row["area_code"] for row in rows}
    assert {"Espoo", "Esbo"} & {row["area_name"] for row in rows}


def test_the_workbook_has_the_figures_and_what_they_are(server: Server, view: str) -> None:
    reply = server.get(export(view, "xlsx"))
    assert reply.status == 200
    book = load_workbook(io.BytesIO(reply.body))
    assert len(book.sheetnames) == 2
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert list(head) == EXPORTED
    figures = [dict(zip(head, row, strict=True)) for row in rows]
    assert {"049", "235"} <= {row["area_code"] for row in figures}
    assert all(isinstance(row["value"], int | float) for row in figures)
    assert all(isinstance(row["data_date"], date) for row in figures)


@pytest.mark.parametrize(
    "wrong",
    [{"indicator": "nothing"}, {"home": "091"}, {"level": "moon"}, {"lang": "xx"}, {"group": "<script>"}],
)
def test_an_unknown_code_is_answered_in_plain_words(server: Server, view: str, wrong: dict[str, str]) -> None:
    reply = server.get(export(view, "csv", **wrong))
    (name, value), *_ = wrong.items()
    assert reply.status == 404
    assert reply.headers["content-type"].startswith("text/plain")
    assert name in reply.text
    assert value in reply.text


def test_an_unknown_period_and_form_are_answered_in_plain_words(server: Server) -> None:
    for path in (export("map", "csv", period="1066"), export("map", "exe"), export("trends", "exe")):
        reply = server.get(path)
        assert (reply.status, reply.headers["content-type"]) == (404, "text/plain; charset=utf-8")
        assert "choose one of" in reply.text
