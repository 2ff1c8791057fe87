"""From text to records: one list of cell texts a record, with the line it begins on.

The csv module reads in its strict mode. Where a record breaks the rules of quoting, only that record is read
mark by mark instead, and a note says so; the lines that a stray quotation mark had swallowed are read again.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indicators.survey.reading.limits import LONGEST_CELL
from indicators.survey.reading.outcome import Note, Refused, shown

QUOTE, DELIMITER, BACKSLASH, BREAK = "\ue000", "\ue001", "\ue002", "\ue003"
"""Private characters that stand for escaped ones, and for a delimiter of several characters, while csv reads."""
MOST_LINES = 2_000
"""Lines that one record may span; a longer one is a quotation mark nobody closed."""
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


@dataclass(frozen=True)
class Record:
    """The cells of one record; `line` is its first line, `lines` how many it spans."""

    line: int
    cells: list[str]
    lines: int = 1
    fault: str = ""
    """The code of the note about its quoting, "" when it is as it should be."""


def records_of(text: str, form: Format, width: int = 0) -> Iterator[Record]:
    """The records of a text, empty lines left out. `width` is how many cells a record should have, 0 if unknown.

    Raises Refused for a cell longer than `LONGEST_CELL`.
    """
    csv.field_size_limit(LONGEST_CELL)
    source = _Lines(_prepared(text, form))
    reader = _Reader(form)
    for record in reader.records(source, width):
        yield record if not reader.translates else replace(record, cells=[_restored(c, form) for c in record.cells])


class _Lines:
    """Lines of a text, counted, that can be taken back."""

    def __init__(self, text: str) -> None:
        self._rest = _lines(text)
        self._returned: deque[str] = deque()
        self.number = 0
        """The line given last, from 1."""
        self.taken: list[str] = []
        """The lines given since `begin`."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > MOST_LINES:
            raise csv.Error("a record of too many lines")
        line = self._returned.popleft() if self._returned else next(self._rest)
        self.number += 1
        self.taken.append(line)
        return line + "\n"

    def begin(self) -> None:
        self.taken.clear()

    def take_back(self) -> str:
        """Return all but the first of the lines given since `begin`; that first one is the answer."""
        first, *others = self.taken
        self._returned.extendleft(reversed(others))
        self.number -= len(others)
        self.taken.clear()
        return first


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

    def __init__(self, form: Format) -> None:
        self._form = form
        self._mark = _csv_delimiter(form)
        self.translates = bool(form.escape) or self._mark != form.delimiter

    def records(self, source: _Lines, width: int) -> Iterator[Record]:
        reader = self._csv(source)
        while True:
            source.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                _refuse_too_long(fault, source)
                line = source.take_back()
                yield Record(source.number, *self._loose(line))
                reader = self._csv(source)
                continue
            spanned = len(source.taken)
            if spanned > 1 and width > 1 and len(cells) != width and self._hides_records(source.taken, width):
                line = source.take_back()
                yield Record(source.number, *self._loose(line))
                reader = self._csv(source)
            elif cells and (len(cells) > 1 or cells[0].strip()):
                yield Record(source.number - spanned + 1, cells, spanned)

    def _csv(self, source: _Lines) -> Iterator[list[str]]:
        form = self._form
        if not form.quote:
            return csv.reader(source, delimiter=self._mark, quoting=csv.QUOTE_NONE, skipinitialspace=form.skips_space)
        return csv.reader(
            source, delimiter=self._mark, quotechar=form.quote, skipinitialspace=form.skips_space, strict=True
        )

    def _hides_records(self, lines: list[str], width: int) -> bool:
        """True when the lines within a record of the wrong width would each be a record of the right one."""
        return all(line.count(self._mark) == width - 1 for line in lines[1:-1] or lines[1:])

    def _loose(self, line: str) -> tuple[list[str], int, str]:
        return loose_cells(line, self._mark, self._form.quote), 1, "quotes_broken"


def loose_cells(line: str, delimiter: str, quote: str) -> list[str]:
    """The cells of a line whose quoting is broken.

    A quotation mark opens a cell only at its beginning and closes it only before a delimiter or the end; every
    other one is a character. A cell that nobody closes is no quoted cell.
    """
    cells, at = [], 0
    while at <= len(line):
        end, cell = _quoted(line, at, delimiter, quote)
        if end < 0:
            end = line.find(delimiter, at)
            end = len(line) if end < 0 else end
            cell = line[at:end]
        cells.append(cell)
        at = end + len(delimiter)
    return cells


def _quoted(line: str, at: int, delimiter: str, quote: str) -> tuple[int, str]:
    """Where the quoted cell that begins at `at` ends, and its text; -1 when there is none."""
    start = len(line) - len(line[at:].lstrip(" "))
    if not quote or not line.startswith(quote, start):
        return -1, ""
    closing = re.compile(rf"{re.escape(quote)}[ ]*(?={re.escape(delimiter)}|$)")
    place = start + 1
    while found := closing.search(line, place):
        inner = line[start + 1 : found.start()]
        if inner.count(quote) % 2 == 0 or not line.startswith(quote * 2, found.start() - 1):
            return found.end(), inner.replace(quote * 2, quote)
        place = found.start() + 1
    return -1, ""


def _refuse_too_long(fault: csv.Error, source: _Lines) -> None:
    if "field larger" in str(fault) and len(source.taken) == 1:
        row = source.number
        raise Refused("cell_too_long", row=row, limit=LONGEST_CELL, shown=shown(source.taken[0])) from fault


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


@dataclass
class QuoteFaults:
    """The records whose quoting was broken, for the notes."""

    notes: list[Note] = field(default_factory=list)

    def look_at(self, record: Record) -> None:
        """Keep a note of a faulty record."""
        if record.fault:
            self.notes.append(Note(record.fault, row=record.line, facts={"shown": shown(" | ".join(record.cells))}))
