"""Geometry, exports and readiness, called as the server calls them."""

import csv
import io
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from matplotlib.figure import Figure
from starlette.requests import Request
from starlette.responses import Response

from geodata.boundaries import read_geometry
from geodata.overlay import overlay_dir, write_overlay
from indicators import published
from pages.api import exports
from pages.api.exports import export_map, export_trends
from pages.api.geometry import serve_geometry
from pages.api.readiness import serve_readiness
from pages.components.view_of_trends import TrendsView


def request(
    path: dict[str, str], query: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "path_params": path, "query_string": urlencode(query or {}).encode(), "headers": raw}
    return Request(scope)


def exported(form: str, **query: str) -> Response:
    return export_map(request({"form": form}, {"indicator": "low_income_adults"} | query))


def test_geometry_is_served_as_stored_with_a_tag() -> None:
    answer = serve_geometry(request({"name": "major_district-2014-049"}))
    assert answer.status_code == 200
    assert answer.body == read_geometry("major_district-2014-049")
    again = serve_geometry(
        request({"name": "major_district-2014-049"}, headers={"if-none-match": answer.headers["etag"]})
    )
    assert again.status_code == 304
    assert again.body == b""


@pytest.mark.parametrize("name", ["no_such", "../../etc/passwd", "..%2Fmanifest", "manifest", "areas", ""])
def test_geometry_knows_no_other_files(name: str) -> None:
    assert serve_geometry(request({"name": name})).status_code == 404


def test_the_picture_is_a_picture() -> None:
    answer = exported("png", benchmark="municipality")
    assert bytes(answer.body).startswith(b"\x89PNG")
    assert len(answer.body) > 20_000


def test_the_csv_is_tidy_and_codes_keep_their_zeros() -> None:
    rows = list(csv.DictReader(io.StringIO(bytes(exported("csv", period="2016").body).decode("utf-8-sig"))))
    assert [row["area_code"] for row in rows] == [f"049{digit}" for digit in range(1, 8)]
    assert rows[0]["area_name"] == "Suur-Leppävaara"
    assert rows[0]["licence"] == "CC BY 4.0"
    assert float(rows[0]["value"]) == pytest.approx(100 * float(rows[0]["numerator"]) / float(rows[0]["denominator"]))


def test_a_hidden_value_is_empty_in_the_file_and_its_status_says_why() -> None:
    text = bytes(exported("csv", level="postal_area", period="2016").body).decode("utf-8-sig")
    hidden = next(row for row in csv.DictReader(io.StringIO(text)) if row["area_code"] == "02290")
    assert (hidden["value"], hidden["numerator"], hidden["status"]) == ("", "", "SUPPRESSED")


def test_the_workbook_has_the_figures_and_what_they_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes(exported("xlsx", lang="en").body)))
    assert book.sheetnames == ["Figures", "About the figures"]
    assert book["Figures"]["C2"].value == "0491"


def test_trends_are_exported_with_their_benchmarks() -> None:
    query = {"indicator": "diak_postal_unemployed", "areas": "0491~0492", "lang": "sv"}
    answer = export_trends(request({"form": "csv"}, query))
    rows = list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))
    assert {row["area_code"] for row in rows} == {"0491", "0492", "049", "03"}
    assert bytes(export_trends(request({"form": "png"}, query)).body).startswith(b"\x89PNG")


def test_trends_of_population_groups_are_exported_as_groups() -> None:
    query = {"indicator": "population_with_address", "level": "major_district", "areas": "0491", "lines": "age_group"}
    answer = export_trends(request({"form": "csv"}, query))
    rows = list(csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"))))
    assert {row["area_code"] for row in rows} == {"0491"}
    assert {row["sex"] for row in rows} == {"_T"}
    assert {row["age_group"] for row in rows} == {"0-6", "7-15", "16-24", "25-44", "45-64", "65-74", "75-84", "85+"}


def test_the_picture_of_trends_starts_where_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    build = exports.build_lines_sheet

    def build_and_note(view: TrendsView, from_zero: bool, source: str) -> Figure:
        asked.append(from_zero)
        return build(view, from_zero, source)

    monkeypatch.setattr(exports, "build_lines_sheet", build_and_note)
    for zero in ("0", "1"):
        export_trends(request({"form": "png"}, {"indicator": "low_income_adults", "areas": "0491", "zero": zero}))
    export_trends(request({"form": "png"}, {"indicator": "low_income_adults", "areas": "0491"}))
    assert asked == [False, True, True]


@pytest.mark.parametrize(
    ("name", "value"),
    [("indicator", "no_such"), ("home", "999"), ("lang", "xx"), ("level", "moon"), ("period", "1066"), ("group", "X")],
)
def test_an_unknown_code_is_answered_in_words(name: str, value: str) -> None:
    answer = exported("csv", **{name: value})
    assert answer.status_code == 404
    assert value in bytes(answer.body).decode()


def test_an_unknown_form_is_answered_in_words() -> None:
    assert exported("exe").status_code == 404


def test_readiness_tells_whether_the_store_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert serve_readiness(request({})).status_code == 200
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("HYTEDATA_HOME", str(blocked))
    published._open.cache_clear()
    assert serve_readiness(request({})).status_code == 503
    published._open.cache_clear()


def test_fetched_boundaries_are_served_at_once_and_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    asked = request({"name": "municipality-2026"})
    assert serve_geometry(asked).status_code == 404
    tags = []
    for body in (b'{"features":[]}', b'{"features":[1]}'):
        write_overlay({"municipality-2026": ((), body)}, overlay_dir())
        answer = serve_geometry(asked)
        assert (answer.status_code, answer.body) == (200, body)
        tags.append(answer.headers["etag"])
        again = serve_geometry(request({"name": "municipality-2026"}, headers={"if-none-match": tags[-1]}))
        assert again.status_code == 304
    assert tags[0] != tags[1]
