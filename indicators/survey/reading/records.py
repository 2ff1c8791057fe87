"""From text to records: one list of cell texts a record, with the line it begins on.

The csv module reads in its strict mode. Where a record breaks the rules of quoting, only that record is read
mark by mark instead, and a note says so; the lines that a stray quotation mark had swallowed are read again.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from indicators.survey.reading.limits import LONGEST_CELL
from indicators.survey.reading.outcome import Refused, shown

QUOTE, DELIMITER, BACKSLASH, BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""What stands for escaped characters, and for a delimiter of several, while csv reads: no text has these code points,
which Unicode keeps for a program's own use.
"""
BLOCK = 1 << 20
"""Characters that are cut into lines at a time."""
SPACES = "spaces"
"""The delimiter of a file whose columns are set apart by one or more spaces."""


@dataclass(frozen=True)
class Format:
    """How a text file separates its cells; "" for what it does not use."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skips_space: bool = False
    """A space after a delimiter belongs to neither cell."""


class Record(NamedTuple):
    """The cells of one record; `line` is its first line, from 1, and `last` its last."""

    line: int
    last: int
    cells: list[str]
    fault: str = ""
    """The code of the note about its quoting, "" when it is as it should be."""


def records_of(text: str, form: Format, width: int = 0) -> Iterator[Record]:
    """The records of a text, empty lines left out. `width` is how many cells a record should have, 0 if unknown.

    Raises Refused for a cell longer than `LONGEST_CELL`.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = _Reader(form, _Lines(_prepared(text, form)), width)
    if not reader.translates:
        return reader.records()
    return (record._replace(cells=[_restored(cell, form) for cell in record.cells]) for record in reader.records())


class _Lines:
    """Lines of a text, which can be taken back."""

    def __init__(self, text: str) -> None:
        self._rest = _lines(text)
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        """The lines given since `forget`."""

    def __iter__(self) -> Iterator[str]:
        taken = self.taken
        while (line := self._back.popleft() if self._back else next(self._rest, None)) is not None:
            taken.append(line)
            yield line + "\n"

    def forget(self) -> None:
        self.taken.clear()

    def take_back(self, kept: int) -> None:
        """Give all but the first `kept` of the lines taken once more."""
        self._back.extendleft(reversed(self.taken[kept:]))
        self.taken.clear()


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, cut block by block: all at once would double the memory of a large file."""
    at = 0
    while at <= len(text):
        end = text.find("\n", at + BLOCK)
        end = len(text) if end < 0 else end
        yield from text[at:end].split("\n")
        at = end + 1


class _Reader:
    """csv in strict mode, and what is done where it gives up."""

    def __init__(self, form: Format, source: _Lines, width: int) -> None:
        self._form = form
        self._mark = _csv_delimiter(form)
        self._source = source
        self._width = width
        self._line = 0
        """The last line of the last record that was given."""
        self.translates = bool(form.escape) or self._mark != form.delimiter

    def records(self) -> Iterator[Record]:
        while True:
            try:
                yield from self._strict()
            except csv.Error as fault:
                self._refuse_too_long(fault)
            except _HiddenRecords:
                pass
            else:
                return
            yield self._loose()

    def _strict(self) -> Iterator[Record]:
        """Records until the end, or until one breaks the rules; its lines are then those that were taken last."""
        begun, source = self._line, self._source
        reader = self._csv()
        for cells in reader:
            line, last = self._line + 1, begun + reader.line_num
            if last > line and self._hides_records(cells):
                raise _HiddenRecords
            self._line = last
            fault = "quotes_broken" if self._tears(cells) else ""
            source.forget()
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield Record(line, last, cells, fault)

    def _loose(self) -> Record:
        """The first of the lines taken last, read by itself; the others are given once more."""
        line = self._source.taken[0]
        self._source.take_back(1)
        self._line += 1
        fault = "" if self._is_padded(line) else "quotes_broken"
        return Record(self._line, self._line, self._loose_cells(line), fault)

    def _is_padded(self, line: str) -> bool:
        """True for a line that the csv module minds only for the spaces around its quotation marks."""
        mark, quote = re.escape(self._mark), re.escape(self._form.quote)
        cell = rf"(?>[ ]*+{quote}(?:[^{quote}]|{quote}{quote})*+{quote}[ ]*+|[^{quote}{mark}]*+)"
        return re.fullmatch(rf"{cell}(?:{mark}{cell})*+", line) is not None

    def _loose_cells(self, line: str) -> list[str]:
        """The cells of a broken line; where a mark too many has joined some, those that make up the right number."""
        cells = loose_cells(line, self._mark, self._form.quote)
        if self._width > 1 and len(cells) != self._width:
            apart = loose_cells(line, self._mark, self._form.quote, joins=False)
            return apart if len(apart) == self._width else cells
        return cells

    def _tears(self, cells: list[str]) -> bool:
        """True where a delimiter between two quotation marks has cut a text that does not begin with the first."""
        quote, lines = self._form.quote, self._source.taken
        if not quote or len(lines) != 1 or quote not in lines[0] or quote not in "".join(cells):
            return False
        halves = [cell.count(quote) % 2 == 1 for cell in cells]
        pairs = (at for at, both in enumerate(pairwise(halves)) if all(both))
        return any(self._mark.join(cells[at : at + 2]) in lines[0] for at in pairs)

    def _csv(self) -> Any:
        form, source = self._form, self._source
        if not form.quote:
            return csv.reader(source, delimiter=self._mark, quoting=csv.QUOTE_NONE, skipinitialspace=form.skips_space)
        return csv.reader(
            source, delimiter=self._mark, quotechar=form.quote, skipinitialspace=form.skips_space, strict=True
        )

    def _hides_records(self, cells: list[str]) -> bool:
        """True when the lines within a record of the wrong width would each be a record of the right one."""
        lines, width = self._source.taken, self._width
        if width <= 1 or len(cells) == width:
            return False
        return all(line.count(self._mark) == width - 1 for line in lines[1:-1] or lines[1:])

    def _refuse_too_long(self, fault: csv.Error) -> None:
        """A cell without end is a quotation mark nobody closed, and is read again; one within a line is too long."""
        if "field larger" in str(fault) and len(self._source.taken[0]) > LONGEST_CELL:
            line = shown(self._source.taken[0])
            raise Refused("cell_too_long", row=self._line + 1, limit=LONGEST_CELL, shown=line) from fault


class _HiddenRecords(Exception):
    """A record holds lines that are records of their own."""


def loose_cells(line: str, delimiter: str, quote: str, joins: bool = True) -> list[str]:
    """The cells of a line whose quoting is broken.

    A quotation mark opens a cell only at its beginning and closes it only before a delimiter or the end; every
    other one is a character. A cell that nobody closes is no quoted cell; nor is, unless `joins`, one in which
    another quoted cell begins.
    """
    cells, at = [], 0
    while at <= len(line):
        end, cell = _quoted(line, at, delimiter, quote)
        if end < 0 or (not joins and delimiter + quote in line[at:end]):
            end = line.find(delimiter, at)
            end = len(line) if end < 0 else end
            cell = line[at:end]
        cells.append(cell)
        at = end + len(delimiter)
    return cells


def _quoted(line: str, at: int, delimiter: str, quote: str) -> tuple[int, str]:
    """Where the quoted cell that begins at `at` ends, and its text; -1 when there is none."""
    start = at
    while line.startswith(" ", start):
        start += 1
    if not quote or not line.startswith(quote, start):
        return -1, ""
    closing = re.compile(rf"{re.escape(quote)}[ ]*(?={re.escape(delimiter)}|$)")
    place, quotes = start + 1, 0
    while found := closing.search(line, place):
        end = found.start()
        quotes += line.count(quote, place, end)
        if quotes % 2 == 0 or not line.startswith(quote * 2, end - 1):
            return found.end(), line[start + 1 : end].replace(quote * 2, quote)
        place, quotes = end + 1, quotes + 1
    return -1, ""


def _csv_delimiter(form: Format) -> str:
    if form.delimiter == SPACES:
        return " "
    return form.delimiter if len(form.delimiter) == 1 else DELIMITER


def _prepared(text: str, form: Format) -> str:
    """The text with escaped characters and long delimiters as private characters."""
    if form.escape:
        text = _escaped(text, form)
    if form.delimiter == SPACES:
        return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", text.strip(" \t")))
    return text if len(form.delimiter) <= 1 else text.replace(form.delimiter, DELIMITER)


def _escaped(text: str, form: Format) -> str:
    own = {form.quote: QUOTE, form.delimiter: DELIMITER, form.escape: BACKSLASH, "\n": BREAK}
    own.pop("", None)
    pattern = re.compile(re.escape(form.escape) + "(" + "|".join(map(re.escape, own)) + ")")
    return pattern.sub(lambda found: own[found[1]], text)


def _restored(cell: str, form: Format) -> str:
    for private, own in ((QUOTE, form.quote), (DELIMITER, form.delimiter), (BACKSLASH, form.escape), (BREAK, "\n")):
        if private in cell:
            cell = cell.replace(private, own)
    return cell
