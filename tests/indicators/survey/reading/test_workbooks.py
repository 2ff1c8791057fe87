"""Workbooks come out as their values, with a note for all that a person would not see in them."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.survey.reading.outcome import Refused
from tests.indicators.survey.reading.workbook_files import SHEET, changed, codes_of, grid_of, in_sheet, ods, written

STRICT = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)


def _table(book):
    sheet = book.add_worksheet("Vastaukset")
    sheet.write_row(0, 0, ["kunta", "osuus"])
    for row, (code, share) in enumerate([("049", 0.5), ("091", 0.25), ("235", 1)], 1):
        sheet.write_row(row, 0, [code, share])


TABLE = [["kunta", "osuus"], ["049", "0.5"], ["091", "0.25"], ["235", "1"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (12_345_678_901_234, "12345678901234"),
        (1e16, "10000000000000000"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("049", "049"),
        ("  ", "  "),
        ("_x000D_", "_x000D_"),
        ("a\nb", "a\nb"),
    ],
)
def test_a_value_has_its_own_text(value, text):
    assert grid_of(written(lambda book: book.add_worksheet().write(0, 0, value))).rows == [[text]]


@pytest.mark.parametrize("date_1904", [False, True])
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime.datetime.fromisoformat("2024-02-29"), "2024-02-29"),
        (datetime.datetime.fromisoformat("2024-02-29 13:30"), "2024-02-29 13:30:00"),
        (datetime.datetime.fromisoformat("1905-03-01"), "1905-03-01"),
    ],
)
def test_a_date_is_the_same_day_in_both_date_systems(moment, text, date_1904):
    def write(book):
        book.add_worksheet().write_datetime(0, 0, moment, book.add_format({"num_format": "d.m.yyyy hh:mm"}))

    assert grid_of(written(write, date_1904=date_1904)).rows == [[text]]


@pytest.mark.parametrize(
    ("serial", "form", "text"),
    [(61, "d.m.yyyy", "1900-03-01"), (0.5, "hh:mm", "12:00:00"), (1.25, "[h]:mm", "1 day, 6:00:00")],
)
def test_days_after_the_false_leap_day_times_and_durations(serial, form, text):
    content = written(lambda book: book.add_worksheet().write(0, 0, serial, book.add_format({"num_format": form})))
    assert grid_of(content).rows == [[text]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_texts_survive_in_a_file_of_xlsxwriter(rows):
    def write(book):
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)

    assert grid_of(written(write)).rows == rows


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_numbers_survive_in_a_file_of_openpyxl(numbers):
    book = openpyxl.Workbook()
    for number in numbers:
        book.active.append([number])
    out = io.BytesIO()
    book.save(out)
    assert [float(row[0]) for row in grid_of(out.getvalue()).rows] == [float(format(each, ".16g")) for each in numbers]


def test_rows_keep_the_file_s_numbers_and_merged_ranges_the_grid_s_columns():
    def write(book):
        sheet = book.add_worksheet()
        sheet.merge_range(4, 2, 4, 3, "otsikko")
        sheet.write(5, 3, "x")

    grid = grid_of(written(write))
    assert (grid.rows, grid.numbers, grid.merged) == ([["otsikko", ""], ["", "x"]], [5, 6], ((5, 0, 5, 1),))


def test_numbers_of_a_column_filled_with_zeros_are_read_as_shown():
    def write(book):
        sheet, filled = book.add_worksheet(), book.add_format({"num_format": "000"})
        for row, code in enumerate([49, 91, 5]):
            sheet.write(row, 0, code, filled)
            sheet.write(row, 1, code, filled if row else None)

    grid = grid_of(written(write))
    assert grid.rows == [["049", "49"], ["091", "91"], ["005", "5"]]
    assert codes_of(grid) == ["workbook_zeros"]


def test_percentages_keep_their_stored_value_with_a_note():
    content = written(lambda book: book.add_worksheet().write(0, 0, 0.25, book.add_format({"num_format": "0 %"})))
    assert grid_of(content).rows == [["0.25"]]
    assert codes_of(grid_of(content)) == ["workbook_percent"]


def _prefixed(content):
    prefixed = in_sheet(in_sheet(in_sheet(content, b"</", b"</x:"), b"<", b"<x:"), b"<x:/x:", b"</x:")
    return in_sheet(in_sheet(prefixed, b"<x:?xml", b"<?xml"), b"xmlns=", b"xmlns:x=")


def test_strict_and_prefixed_packages_are_read():
    def strict(_name, part):
        for old, new in STRICT:
            part = part.replace(old, new)
        return part

    content = written(_table)
    assert grid_of(changed(content, strict)).rows == TABLE
    prefixed = _prefixed(content)
    assert grid_of(prefixed).rows == TABLE


def test_what_is_hidden_is_read_and_noted():
    def write(book):
        _table(book)
        sheet = book.worksheets()[0]
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 9, None, None, {"hidden": True})

    grid = grid_of(written(write))
    assert grid.rows == TABLE
    assert {note.code: note.facts["count"] for note in grid.notes} == {
        "workbook_hidden_rows": 1,
        "workbook_hidden_columns": 1,
    }


def test_an_error_value_is_read_as_empty_and_named():
    def write(book):
        _table(book)
        book.worksheets()[0].write_formula(1, 1, "=NA()", None, "#N/A")

    grid = grid_of(written(write))
    assert grid.rows[1] == ["049", ""]
    assert "B2 (#N/A)" in grid.notes[0].text("en")


def _formulas(cells):
    book = openpyxl.Workbook()
    for row in range(20):
        book.active.append([row, f"vastaus {row}"])
    for cell in cells:
        book.active[cell] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _formula_column(book):
    sheet = book.add_worksheet()
    for row in range(5):
        sheet.write(row, 0, row)
        sheet.write_formula(row, 1, f"=A{row + 1}*2")


def test_a_few_formulas_without_results_are_noted():
    grid = grid_of(_formulas(["A21"]))
    assert codes_of(grid) == ["workbook_some_not_calculated"]
    assert "A21" in grid.notes[0].text("fi")


@pytest.mark.parametrize(
    "content",
    [
        _formulas([f"C{row}" for row in range(1, 21)]),
        written(_formula_column),
        _prefixed(_formulas([f"C{row}" for row in range(1, 21)])),
        ods('<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'),
    ],
    ids=["openpyxl", "xlsxwriter", "prefixed", "ods"],
)
def test_formulas_that_were_never_calculated_are_refused(content):
    with pytest.raises(Refused, match="not saved"):
        grid_of(content)


def _sheets(book):
    book.add_worksheet("tyhjä")
    book.add_worksheet("Vastaukset").write(0, 0, "a")
    book.add_worksheet("Muut").write(0, 0, "b")
    hidden = book.add_worksheet("Salaiset")
    hidden.write(0, 0, "c")
    hidden.hide()
    book.worksheets()[1].activate()


def test_the_first_visible_sheet_with_data_is_read_and_the_others_named():
    grid = grid_of(written(_sheets))
    assert (grid.rows, grid.dialect["sheet"]) == ([["a"]], "Vastaukset")
    assert codes_of(grid) == ["workbook_empty_sheets", "workbook_other_sheets", "workbook_hidden_sheets"]


@pytest.mark.parametrize(("wish", "rows"), [("muut", [["b"]]), ("3", [["b"]]), ("Salaiset", [["c"]])])
def test_a_sheet_is_chosen_by_name_or_number(wish, rows):
    assert grid_of(written(_sheets), wish).rows == rows


@pytest.mark.parametrize(("wish", "code"), [("x", "workbook_no_such_sheet"), ("1", "workbook_sheet_empty")])
def test_a_sheet_that_is_not_there_or_empty_is_refused(wish, code):
    with pytest.raises(Refused) as refused:
        grid_of(written(_sheets), wish)
    assert refused.value.note.code == code


def test_a_workbook_without_data_is_refused():
    with pytest.raises(Refused, match="has data"):
        grid_of(written(lambda book: book.add_worksheet("Tyhjä")))


def test_macros_are_noted():
    with_macros = io.BytesIO(written(_table))
    with zipfile.ZipFile(with_macros, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    grid = grid_of(with_macros.getvalue())
    assert (grid.dialect["kind"], codes_of(grid)) == ("xlsm", ["workbook_macros"])


def test_an_ods_table_comes_with_its_merged_and_hidden_cells():
    start = '<table:table-cell office:value-type="string"'
    rows = (
        f'<table:table-row>{start} table:number-columns-spanned="2"><text:p>otsikko</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:visibility="filter">{start}><text:p>a</text:p></table:table-cell>'
        f"{start}><text:p>b<text:tab/>c</text:p></table:table-cell></table:table-row>"
    )
    grid = grid_of(ods(rows))
    assert (grid.rows, grid.merged) == ([["otsikko", ""], ["a", "bc"]], ((1, 0, 1, 1),))
    assert codes_of(grid) == ["workbook_filter", "workbook_lost_breaks"]


def test_a_sheet_s_part_that_is_missing_is_refused():
    content = changed(written(_table), lambda name, part: None if name == SHEET else part)
    with pytest.raises(Refused, match="lacks its part"):
        grid_of(content)
