"""Figures in workbooks, zips and CSV of other dialects: the rows of plain CSV, by the file’s own row numbers."""

import io
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.errors import UploadError
from indicators.formats.composition import Provenance
from indicators.formats.house import read_house_csv, write_csv
from indicators.formats.imports import Imported, Wishes, read_observations
from indicators.formats.plain import plain_csv
from indicators.model import Dataset
from tests.indicators.examples import observations

SOTKANET = [
    ["Väestö 31.12.", None, None, None, None],
    [None, None, None, None, None],
    ["indicator", "region", "year", "gender", "primary value"],
    [127, 20, 2023, "total", 314024],
    [127, 20, 2022, "total", 305274],
]


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def imported(content: bytes, sheet: str = "") -> Imported:
    catalogue = load_catalogue()
    stated = Provenance(Dataset.IMPORTED, "THL", "CC BY 4.0", date(2026, 11, 25), None)
    return read_observations(content, catalogue, dict.fromkeys(catalogue, stated), Wishes(sheet=sheet))


def test_a_workbook_with_a_title_is_imported_with_a_note_of_it() -> None:
    found = imported(workbook(("Taulukko", SOTKANET)))
    assert sorted(found.rows["value"]) == [305274.0, 314024.0]
    assert any("Row 1 stands above the table" in note for note in found.report.notes)


def test_the_sheet_is_chosen_by_name() -> None:
    content = workbook(("Ohje", [["Lue tämä", "ensin"], ["a", "b"]]), ("Luvut", SOTKANET))
    with pytest.raises(UploadError, match="no header or form that is known"):
        imported(content)
    assert len(imported(content, "Luvut").rows) == 2


def test_a_bad_row_is_named_by_its_row_in_the_workbook() -> None:
    found = imported(workbook(("Taulukko", [*SOTKANET, [127, 999999, 2021, "total", 1]])))
    assert any("row 6" in aside.first for aside in found.report.aside)


def test_our_own_rows_come_back_from_a_zip_of_semicolons() -> None:
    rows = observations({}, {"area_code": "092"})
    plain = pd.read_csv(io.BytesIO(write_csv(rows)), dtype=str, keep_default_na=False)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("rivit.csv", plain.to_csv(sep=";", index=False).encode("utf-8-sig"))
    content, notes = plain_csv(file.getvalue())
    direct = read_house_csv(write_csv(rows))
    pd.testing.assert_frame_equal(read_house_csv(content), direct)
    assert [note for note in notes if "set aside" in note] == []


def test_a_file_that_is_no_table_is_refused_by_the_door() -> None:
    with pytest.raises(UploadError, match="of the kind PDF"):
        imported(b"%PDF-1.7")
