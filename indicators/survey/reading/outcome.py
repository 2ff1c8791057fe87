"""What comes of reading a file: a table of texts with notes, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

from indicators.errors import UploadError
from indicators.survey.reading.messages import advice, message

LONGEST_SHOWN = 80
"""Characters of a file's text that a note repeats."""


def shown(text: str) -> str:
    """A piece of a file as a note may repeat it: one line, printable, at most `LONGEST_SHOWN` characters."""
    line = "".join(each if each.isprintable() else " " for each in text[: 4 * LONGEST_SHOWN])
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


@dataclass(frozen=True)
class Note:
    """One thing that a person should know of: what was set aside, cut, filled or guessed.

    `code` names its message; `row` is the row of the file from 1 (of a text file: the line its record begins on),
    `column` the name of a column. `facts` fill the message; texts of the file come through `shown`.
    """

    code: str
    row: int | None = None
    column: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The note in words. `language` is "fi", "sv" or "en"."""
        return message(self.code, language, self._all_facts())

    def _all_facts(self) -> Mapping[str, str | int]:
        return {"row": self.row or "", "column": self.column, **self.facts}


class Refused(UploadError):
    """A file that cannot be read right: what is wrong, where, and what to do."""

    def __init__(self, code: str, row: int | None = None, column: str = "", **facts: str | int) -> None:
        self.note = Note(code, row, column, facts)
        super().__init__(f"{self.text('en')} {self.advice('en')}")

    def text(self, language: str) -> str:
        """What is wrong, and where."""
        return self.note.text(language)

    def advice(self, language: str) -> str:
        """What the person may do about it."""
        return advice(self.note.code, language, self.note._all_facts())


@dataclass(frozen=True)
class Wishes:
    """What a person says of how a file is to be read; what is left out is found out."""

    sheet: str = ""
    """The sheet of a workbook, or the file in an archive."""
    encoding: str = ""
    delimiter: str = ""
    quote: str | None = None
    """The quotation mark; "" for a file that has none."""
    escape: str | None = None
    header_row: int | None = None
    """The row of the file, from 1, on which the header begins."""
    header_rows: int | None = None
    """How many rows the header has; 0 for a file without one."""


Dialect = Mapping[str, str | int]
"""How a file was read, by name: `kind` always; `encoding`, `delimiter`, `quote`, `escape`, `header_row`,
`header_rows`, `sheet` … where the kind of file has them. The same names as in `Wishes`."""


@dataclass(frozen=True)
class Variable:
    """What an SPSS file says of one column besides its cells."""

    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """The label of each coded value: cell text → label."""
    missing: tuple[str, ...] = ()
    """Cell texts, or ranges as "97–99", that mean: no answer."""


class Beside(StrEnum):
    """What may be asked for beside a reading, to be found in the same process."""

    NOTHING = "nothing"
    SHAPES = "shapes"
    TYPES = "types"


@dataclass(frozen=True)
class Grid:
    """Rows of cell texts as a file has them, before anybody has judged where in them the table is.

    `numbers` are the file's row numbers, rising from 1. `merged` are ranges of cells that are one cell in the
    file: (first row number, first column, last row number, last column), columns from 0, both ends included.
    """

    rows: list[list[str]]
    numbers: list[int]
    dialect: Dialect
    notes: tuple[Note, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file's table: every cell a text, "" where the file has none.

    `cells` has one string column a column, named as in the file where its names are there and differ;
    `row_numbers` the file's row of each.
    """

    cells: pa.Table
    row_numbers: pa.Array
    notes: tuple[Note, ...]
    dialect: Dialect
    variables: Mapping[str, Variable] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, all different."""
        return list(self.cells.column_names)
