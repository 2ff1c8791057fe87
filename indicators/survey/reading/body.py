"""The rows under the header: made as wide as the table, without what is no row of it, each change noted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from indicators.survey.reading.cell_forms import is_missing, is_typed
from indicators.survey.reading.headerless import is_numeric
from indicators.survey.reading.outcome import Note, shown
from indicators.survey.reading.rows import Row

MOST_NOTES = 50
"""Notes of one code that name their row; the rest are counted in one."""
BATCH = 20_000
FOOT_ROWS = 60
"""Rows at the end among which footnotes are looked for."""
SUM = re.compile(
    r"(?:yhteensä|kaikki yhteensä|koko maa|koko suomi|manner-suomi|summa|keskiarvo|sammanlagt|totalt|totalsumma"
    r"|hela landet|hela finland|medelvärde|grand total|total|sum|whole country|whole finland|average)\b[ :]*"
    r"(?:\(.*\))?",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"(?:lähde|lähteet|huom|huomautus|tiedot|päivitetty|viitattu|selite|källa|källor|anm|not|uppdaterad|source|sources"
    r"|note|notes|footnote|updated|last updated|copyright|©|\*+|\d\)|[¹²³]|\(\d+ (?:rows?|riviä|rader|rad)\))",
    re.IGNORECASE,
)
LONG_TEXT = 25
"""Characters from which on a text that stands alone in the last rows is a footnote."""


@dataclass
class Notebook:
    """Notes by code: the first `MOST_NOTES` of each as they are, and of the rest their number."""

    kept: list[Note] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, note: Note) -> None:
        """Keep a note, or count it."""
        number = self.counts[note.code] = self.counts.get(note.code, 0) + 1
        if number <= MOST_NOTES:
            self.kept.append(note)

    def notes(self) -> list[Note]:
        """All notes, and for each code that had too many one that says how many more there are."""
        more = [(code, number - MOST_NOTES) for code, number in self.counts.items() if number > MOST_NOTES]
        return self.kept + [Note("more_of_them", facts={"count": count, "code": code}) for code, count in more]


@dataclass
class Body:
    """The cleaning of a table's rows. `header` is repeated in some files: those rows are set aside."""

    width: int
    header: Sequence[str]
    notebook: Notebook
    separated: bool = False
    """True where each row has its own number of cells, as in a text file: a row as long as others is one of them."""
    empty: int = 0

    def batches(self, source: Iterable[Row]) -> Iterator[list[Row]]:
        """The table's rows, many at a time. Rows at the end that are footnotes are set aside; notes are kept."""
        rows, held = iter(source), list[Row]()
        while batch := list(islice(rows, BATCH)):
            held += batch
            yield self._cleaned(held[:-FOOT_ROWS])
            held = held[-FOOT_ROWS:]
        yield self._cleaned(self._without_feet(held))
        if self.empty:
            self.notebook.add(Note("empty_rows", facts={"count": self.empty}))

    def _cleaned(self, rows: list[Row]) -> list[Row]:
        """The rows as the table has them. Most are so already, and only the others are looked at closely."""
        width, first = self.width, self.header[0] if self.header else None
        odd = [
            at
            for at, (_, cells) in enumerate(rows)
            if len(cells) != width or not (text := cells[0].strip()) or text == first or SUM.match(text)
        ]
        if not odd:
            return rows
        self._note_headers(rows, odd)
        changed = {at: self._kept(rows[at]) for at in odd}
        return [row for at, old in enumerate(rows) if (row := changed.get(at, old)) is not None]

    def _note_headers(self, rows: Sequence[Row], odd: Sequence[int]) -> None:
        """Note rows of words under an empty row and over numbers: another table may begin there."""
        for at in odd:
            if rows[at].filled or at + 2 >= len(rows) or self._is_header(rows[at + 1]):
                continue
            words, under = rows[at + 1], rows[at + 2]
            named = [column for column in range(words.extent) if words.cell(column)]
            if len(named) > 1 and not any(map(is_typed, words.cells)) and is_typed(under.cell(named[-1])):
                self.notebook.add(Note("another_header", row=words.number, facts={"shown": words.shown}))

    def _kept(self, row: Row) -> Row | None:
        """The row as wide as the table; None for one that is set aside."""
        if row.filled == 0:
            self.empty += 1
            return None
        if self._is_header(row):
            self.notebook.add(Note("header_again", row=row.number))
            return None
        if SUM.fullmatch(row.text):
            self.notebook.add(Note("sum_row", row=row.number, facts={"shown": row.text}))
        return self._widened(row)

    def _is_header(self, row: Row) -> bool:
        """True for a row that repeats the header; numbers may well be the same twice."""
        if len(self.header) < 2 or [cell.strip() for cell in row.cells[: row.extent]] != list(self.header):
            return False
        return not all(is_typed(cell) or is_missing(cell) for cell in self.header)

    def _widened(self, row: Row) -> Row:
        length = len(row.cells)
        if length < self.width:
            self.notebook.add(Note("row_short", row=row.number, facts={"cells": length, "width": self.width}))
            return Row(row.number, [*row.cells, *[""] * (self.width - length)])
        if row.extent > self.width:
            beyond = shown(" | ".join(row.cells[self.width :]))
            facts: dict[str, str | int] = {"cells": row.extent, "width": self.width, "shown": beyond}
            self.notebook.add(Note("row_long", row=row.number, facts=facts))
            return row
        if length > self.width and self.separated:
            self.notebook.add(Note("row_trailing", row=row.number, facts={"cells": length, "width": self.width}))
        return row if length == self.width else Row(row.number, row.cells[: self.width])

    def _without_feet(self, rows: list[Row]) -> list[Row]:
        """The last rows without the footnotes at their end."""
        end = self._without_appendix(rows) if self.separated else self._without_sparse(rows)
        while end and (rows[end - 1].filled == 0 or self._is_foot(rows[end - 1], rows[: end - 1])):
            end -= 1
        for row in rows[end:]:
            if row.filled == 0:
                self.empty += 1
            else:
                self.notebook.add(Note("row_below", row=row.number, facts={"shown": row.shown}))
        return rows[:end]

    def _without_appendix(self, rows: Sequence[Row]) -> int:
        """The end of the rows, or of those before an empty one under which no row is as long as the table's."""
        last = max((at for at, row in enumerate(rows) if len(row.cells) >= self.width), default=len(rows) - 1)
        tail = rows[last + 1 :]
        if self.width < 3 or not tail or tail[0].filled:
            return len(rows)
        below = [row for row in tail if row.filled]
        return last + 1 if below and not is_typed(below[0].text) else len(rows)

    def _without_sparse(self, rows: Sequence[Row]) -> int:
        """The end of the rows, or of those before nearly empty ones that have words in columns of numbers."""
        end = len(rows)
        while end and rows[end - 1].filled <= max(1, self.width // 3):
            end -= 1
        numeric = [column for column in range(self.width) if is_numeric(rows[:end], column)]
        words = (row.cell(column) for row in rows[end:] for column in numeric)
        return end if any(not is_missing(word) and not is_typed(word) for word in words) else len(rows)

    def _is_foot(self, row: Row, before: Sequence[Row]) -> bool:
        if self.width == 1 or row.filled > max(1, self.width // 3) or is_typed(row.text):
            return False
        if FOOT.match(row.text):
            return True
        if row.filled > 1 or (self.separated and len(row.cells) == self.width):
            return False
        return len(row.text) >= LONG_TEXT or not before or before[-1].filled == 0
