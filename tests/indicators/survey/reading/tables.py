"""A text read as a table, in the shape that the tests of the reader compare."""

from typing import NamedTuple

from indicators.survey.reading.outcome import Wishes
from indicators.survey.reading.text_files import read_text_file


class Table(NamedTuple):
    """The names of the columns, the rows, and the codes of the notes."""

    columns: list[str]
    rows: list[list[str]]
    notes: set[str]


def table_of(text: str, wishes: Wishes | None = None) -> Table:
    """The table in a text of UTF-8."""
    reading = read_text_file(text.encode(), wishes or Wishes())
    cells = [column.to_pylist() for column in reading.cells.columns]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return Table(reading.columns, rows, {note.code for note in reading.notes})
