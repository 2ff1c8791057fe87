"""Blind spots and the registers as files."""

import json
from io import BytesIO

import openpyxl
import pytest

from pages.api.register_exports import export_gaps, export_information, export_products
from tests.pages.api.test_more_exports import rows_of
from tests.pages.api.test_routes import request


def test_gaps_have_every_cell_and_name_the_empty_ones() -> None:
    found = rows_of(export_gaps(request({"form": "csv"}, {"lang": "en"})))
    assert len(found) == 5 * 9 * 4
    for row in found:
        assert (row["gap"] == "") == (row["indicators"] != "0")
        assert row["home"] == "049"
    at = {(row["theme"], row["area_level"], row["group"]): row for row in found}
    gap = at["mental_health", "MAJOR_DISTRICT", "age_group"]
    assert gap["gap"] == "Mental health · Major districts · By age group: no figure"
    assert gap["latest_year"] == ""
    assert int(at["narrowing_gaps", "MUNICIPALITY", "everybody"]["indicators"]) > 10


def test_older_figures_fill_a_gap_only_where_any_age_will_do() -> None:
    query = {"lang": "en", "home": "049"}
    numbers = [
        sum(int(row["indicators"]) for row in rows_of(export_gaps(request({"form": "csv"}, query | {"years": years}))))
        for years in ("3", "5", "10", "all")
    ]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    old = [row for row in rows_of(export_gaps(request({"form": "csv"}, query))) if "no figure after" in row["gap"]]
    assert old and all(row["latest_year"] in row["gap"] for row in old)


def test_a_home_without_districts_has_no_cells_of_them() -> None:
    levels = {row["area_level"] for row in rows_of(export_gaps(request({"form": "csv"}, {"home": "078"})))}
    assert "MAJOR_DISTRICT" not in levels
    assert {"MUNICIPALITY", "POSTAL_AREA"} <= levels


def test_json_has_null_for_what_is_missing() -> None:
    answer = export_gaps(request({"form": "json"}, {"lang": "sv"}))
    found = json.loads(bytes(answer.body))
    assert len(found) == 180
    assert {type(row["indicators"]) for row in found} == {int}
    assert {type(row["latest_year"]) for row in found} == {int, type(None)}


@pytest.mark.parametrize("export", [export_gaps, export_products, export_information])
def test_workbooks_open(export: object) -> None:
    book = openpyxl.load_workbook(BytesIO(bytes(export(request({"form": "xlsx"}, {"lang": "fi"})).body)))
    assert book.worksheets[0].max_row > 3


def test_the_registers_have_texts_in_the_readers_language() -> None:
    products = rows_of(export_products(request({"form": "csv"}, {"lang": "sv"})))
    assert "Välfärdsberättelse och välfärdsplan" in {row["name"] for row in products}
    assert products[-1]["used_by"] == "council; management_group; sector"
    information = rows_of(export_information(request({"form": "csv"}, {"lang": "en"})))
    assert [row["population_groups"] for row in information] == ["", "Pupils", ""]


def test_a_register_is_filtered_as_the_page_is() -> None:
    found = rows_of(export_products(request({"form": "csv"}, {"used_by": "sector"})))
    assert [row["product_id"] for row in found] == ["hytedata"]
    assert export_products(request({"form": "csv"}, {"access": "open"})).status_code == 200
    assert len(rows_of(export_information(request({"form": "csv"}, {"access": "none"})))) == 3


@pytest.mark.parametrize(
    ("export", "query", "form"),
    [
        (export_gaps, {"years": "4"}, "csv"),
        (export_gaps, {"home": "091"}, "csv"),
        (export_gaps, {}, "png"),
        (export_products, {"used_by": "mars"}, "csv"),
        (export_information, {"access": "mars"}, "csv"),
    ],
)
def test_unknown_choices_are_answered_with_a_list(export: object, query: dict[str, str], form: str) -> None:
    answer = export(request({"form": form}, query))
    assert answer.status_code == 404
    assert b"choose one of" in bytes(answer.body)
