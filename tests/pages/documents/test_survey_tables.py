"""A reading as files: texts stay the texts they are, nothing runs, nothing is written to a disk."""

import csv
import io
import tempfile
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from indicators.survey.reading.outcome import Note, Reading
from pages.documents import survey_tables
from pages.documents.survey_tables import fits_workbook, notes_as_csv, table_as_csv, table_as_workbook

CELLS = {
    "alue": ["049", "091", "=1+1"],
    '=HYPERLINK("http://x.example")': ["-1,5", "−2", "-"],
    "vapaa": ["@SUM(A1)", "http://x.example", "1.10"],
}
NOTES = (Note("row_above", row=1, facts={"shown": "=1+1"}), Note("sum_row", row=9, facts={"shown": "Yhteensä"}))


def reading(cells: Mapping[str, list[str]] = CELLS, notes: tuple[Note, ...] = NOTES) -> Reading:
    table = pa.table({name: pa.array(values, pa.large_string()) for name, values in cells.items()})
    return Reading(table, pa.array(range(2, 2 + table.num_rows), pa.int64()), notes, {"kind": "text"})


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes, name: str) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(content))[name]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_csv_holds_the_texts_and_no_formula() -> None:
    assert rows_of(table_as_csv(reading())) == [
        ["alue", '\'=HYPERLINK("http://x.example")', "vapaa"],
        ["049", "-1,5", "'@SUM(A1)"],
        ["091", "−2", "http://x.example"],
        ["'=1+1", "-", "1.10"],
    ]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_no_cell_of_the_csv_begins_as_a_formula_does(cells: list[str]) -> None:
    for cell, _ in rows_of(table_as_csv(reading({"a": cells, "b": ["x"] * len(cells)})))[1:]:
        assert not cell.startswith(("=", "@"))


def test_the_workbook_holds_every_cell_as_a_text() -> None:
    content = table_as_workbook(reading(), "Taulukko", {"Huomiot": [["Rivi"], ["=1+1"]]})
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Taulukko", "Huomiot"]
    for sheet in book:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} == {"s"}
            assert not any(cell.hyperlink for cell in row)
    assert sheet_of(content, "Taulukko") == [list(CELLS), *map(list, zip(*CELLS.values(), strict=True))]
    assert sheet_of(content, "Huomiot") == [["Rivi"], ["=1+1"]]


def test_nothing_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert table_as_workbook(reading(), "Taulukko", {})


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_WORKBOOK_ROWS", 2), ("MOST_WORKBOOK_COLUMNS", 2), ("MOST_WORKBOOK_CELLS", 8)]
)
def test_a_table_that_excel_cannot_hold_is_no_workbook(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    assert fits_workbook(reading())
    monkeypatch.setattr(survey_tables, limit, value + 1)
    assert fits_workbook(reading())
    monkeypatch.setattr(survey_tables, limit, value)
    assert not fits_workbook(reading())
    with pytest.raises(ValueError, match="take it as CSV"):
        table_as_workbook(reading(), "Taulukko", {})


@pytest.mark.parametrize(("length", "fits"), [(32_767, True), (32_768, False)])
def test_a_cell_that_excel_would_lose_is_no_workbook(length: int, fits: bool) -> None:
    assert fits_workbook(reading({"a": ["x" * length], "b": [""]})) is fits
    assert fits_workbook(reading({"x" * length: ["1"], "b": [""]})) is fits


def test_a_table_without_rows_is_a_header() -> None:
    empty = reading({"a": [], "b": []})
    assert rows_of(table_as_csv(empty)) == [["a", "b"]]
    assert sheet_of(table_as_workbook(empty, "T", {}), "T") == [["a", "b"]]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_notes_have_their_words_code_and_place(language: str) -> None:
    head, first, second = rows_of(notes_as_csv(reading(), language, ["Koodi", "Rivi", "Sarake", "Huomio"]))
    assert head == ["Koodi", "Rivi", "Sarake", "Huomio"]
    assert first == ["row_above", "1", "", NOTES[0].text(language)]
    assert second[:2] == ["sum_row", "9"]


def test_long_tables_come_in_order_through_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_tables, "BATCH", 2)
    numbers = [str(number) for number in range(7)]
    assert rows_of(table_as_csv(reading({"a": numbers, "b": numbers})))[1:] == [[n, n] for n in numbers]
