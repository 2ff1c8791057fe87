"""A reading as files: its table as CSV and as a workbook, every cell the text it is, and its notes as CSV.

Nothing here becomes a number or a formula, and nothing is written to a disk: these are answers of persons.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

from indicators.formats.house import safe_text
from indicators.survey.reading.cell_forms import is_missing, is_number
from indicators.survey.reading.outcome import Reading

MOST_WORKBOOK_ROWS, MOST_WORKBOOK_COLUMNS, LONGEST_WORKBOOK_CELL = 1_048_575, 16_384, 32_767
"""Excel's own limits, one row less for the header."""
MOST_WORKBOOK_CELLS = 2_000_000
"""A workbook is made in memory, some 400 bytes a cell; a larger table is taken as CSV."""
BATCH = 10_000
AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""The writer keeps its parts off the disk, and texts stay texts."""

Rows = Iterable[Sequence[str]]


def table_as_csv(reading: Reading) -> bytes:
    """The table as UTF-8 with a byte-order mark and commas.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it; a number with a sign does not.
    """
    return _csv(reading.columns, _rows(reading.cells))


def notes_as_csv(reading: Reading, language: str, heads: Sequence[str]) -> bytes:
    """Each note with its code, row, column and words, under the four `heads`."""
    return _csv(heads, notes_rows(reading, language))


def notes_rows(reading: Reading, language: str) -> list[list[str]]:
    """A row a note: its code, the row of the file, the column, and the words."""
    return [[note.code, str(note.row or ""), note.column, note.text(language)] for note in reading.notes]


def fits_workbook(reading: Reading) -> bool:
    """True where Excel can hold the table, and this server can make the workbook."""
    cells = reading.cells
    return (
        cells.num_rows <= MOST_WORKBOOK_ROWS
        and cells.num_columns <= MOST_WORKBOOK_COLUMNS
        and cells.num_rows * cells.num_columns <= MOST_WORKBOOK_CELLS
        and max(map(len, reading.columns)) <= LONGEST_WORKBOOK_CELL
        and all((pc.max(pc.utf8_length(column)).as_py() or 0) <= LONGEST_WORKBOOK_CELL for column in cells.columns)
    )


def table_as_workbook(reading: Reading, name: str, others: Mapping[str, Rows]) -> bytes:
    """A workbook whose first sheet, `name`, is the table; `others` are further sheets, their first row the header.

    Every cell is a text. Raises ValueError for a table that does not fit: see `fits_workbook`.
    """
    if not fits_workbook(reading):
        raise ValueError("the table does not fit a workbook: take it as CSV")
    target = BytesIO()
    with xlsxwriter.Workbook(target, AS_TEXT) as workbook:
        sheets = {name: _with_header(reading), **others}
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(place, column, cell)
    return target.getvalue()


def _with_header(reading: Reading) -> Iterable[Sequence[str]]:
    yield reading.columns
    yield from _rows(reading.cells)


def _rows(cells: pa.Table) -> Iterable[Sequence[str]]:
    """The rows of a table, a batch at a time."""
    for start in range(0, cells.num_rows, BATCH):
        batch = cells.slice(start, BATCH)
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv(head: Sequence[str], rows: Rows) -> bytes:
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(map(_safe, head))
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def _safe(cell: str) -> str:
    """The cell as a spreadsheet may open it; "-" and "−5" run nothing."""
    return cell if is_missing(cell) or is_number(cell) else safe_text(cell)
