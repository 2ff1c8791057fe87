"""Every chart's own address with a form after it."""

import csv
import io
import json
import struct
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.api.views_as_files import VIEWS_AS_FILES, file_routes
from pages.components.views import VIEWS

REGISTERS = ("gaps", "products", "information")
CHARTS = [name for name in VIEWS_AS_FILES if name not in REGISTERS]
LARGEST_SIDE, LARGEST_FILE = 12_000, 4_000_000


def get(path: str, **query: str) -> Any:
    return TestClient(Starlette(routes=file_routes())).get(path, params=query)


@pytest.mark.parametrize("name", CHARTS)
def test_each_view_is_a_picture_at_its_own_address(name: str) -> None:
    answer = get(f"/{name}.png", lang="sv")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", answer.content[16:24])
    assert 1000 < width < LARGEST_SIDE
    assert 300 < height < LARGEST_SIDE
    assert 10_000 < len(answer.content) < LARGEST_FILE


@pytest.mark.parametrize("name", CHARTS)
def test_each_view_is_data_at_its_own_address_and_at_the_older_one(name: str) -> None:
    answer = get(f"/{name}.csv")
    assert answer.status_code == 200, answer.text
    assert list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert get(f"/export/{name}.csv").content == answer.content
    assert json.loads(get(f"/{name}.json").content)


def test_every_view_of_a_chart_has_its_file() -> None:
    paths = {view.path or "overview" for view in VIEWS}
    assert set(CHARTS) <= paths


@pytest.mark.parametrize("name", REGISTERS)
def test_registers_are_files_too(name: str) -> None:
    answer = get(f"/{name}.csv")
    assert answer.status_code == 200
    assert get(f"/export/{name}.csv").content == answer.content


@pytest.mark.parametrize(
    "path", ["/mars.csv", "/mars.png", "/about.png", "/catalogue.json", "/export/mars.csv", "/export/no/way"]
)
def test_what_there_is_not_is_answered_with_what_there_is(path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    for word in (path, *VIEWS_AS_FILES, "png", "csv", "json", "xlsx"):
        assert word in answer.text


@pytest.mark.parametrize("path", ["/favicon.png", "/manifest.json", "/static/mars.csv", "/geometry/mars.json"])
def test_other_files_are_left_to_others(path: str) -> None:
    assert get(path).text == "Not Found"


def test_an_unknown_form_is_answered_with_the_forms() -> None:
    text = get("/similar.exe").text
    assert all(form in text for form in ("exe", "png", "csv", "json", "xlsx"))
    assert "png" not in get("/gaps.exe").text


def test_what_a_chart_does_not_use_is_ignored_and_what_it_does_not_know_is_named() -> None:
    assert get("/similar.csv", indicator="no_such", period="1066").status_code == 200
    answer = get("/inequality.csv", indicator="no_such")
    assert answer.status_code == 404
    assert "no_such" in answer.text
    assert get("/map.csv", grain="weeks").status_code == 404


def test_years_are_drawn_where_the_indicator_has_no_months() -> None:
    assert get("/map.csv", grain="months").content == get("/map.csv").content


def test_the_overview_tells_each_indicators_newest_figure() -> None:
    records = json.loads(get("/overview.json", lang="en", home="049").content)
    ids = [each["indicator_id"] for each in records]
    assert len(set(ids)) == len(ids) > 50
    own = next(each for each in records if each["area_level"] == "MUNICIPALITY")
    assert (own["area_code"], own["area_name"]) == ("049", "Espoo")
    assert own["trend_marker"]
    assert isinstance(own["value"], float)


def test_the_codes_in_json_keep_their_zeros_and_what_is_missing_is_null() -> None:
    assert json.loads(get("/similar.json").content)[0]["area_code"] == "091"
    inequality = json.loads(get("/inequality.json", indicator="mean_income_adults", level="major_district").content)
    assert inequality[-1]["sii_lower_95"] is None
