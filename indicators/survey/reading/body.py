"""The rows under the header: made as wide as the table, without what is no row of it, each change noted."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from indicators.survey.reading.outcome import Note, shown
from indicators.survey.reading.rows import Row

MOST_NOTES = 50
"""Notes of one code that name their row; the rest are counted in one."""
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
    r"|note|notes|footnote|updated|last updated|copyright|©|\*+|\d\)|[¹²³])",
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

    def rows(self, source: Iterable[Row]) -> Iterator[Row]:
        """The table's rows. Rows at the end that are footnotes are set aside; every note goes to the notebook."""
        held: deque[Row] = deque()
        for row in source:
            if row.filled == 0:
                self.empty += 1
            held.append(row)
            if len(held) > FOOT_ROWS:
                yield from self._kept(held.popleft())
        for row in self._without_feet(list(held)):
            yield from self._kept(row)
        if self.empty:
            self.notebook.add(Note("empty_rows", facts={"count": self.empty}))

    def _kept(self, row: Row) -> Iterator[Row]:
        if row.filled == 0:
            return
        if self._is_header(row):
            self.notebook.add(Note("header_again", row=row.number))
            return
        if SUM.fullmatch(row.text):
            self.notebook.add(Note("sum_row", row=row.number, facts={"shown": row.text}))
        yield self._widened(row)

    def _is_header(self, row: Row) -> bool:
        return len(self.header) > 1 and [cell.strip() for cell in row.cells[: row.extent]] == list(self.header)

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
        return row if length == self.width else Row(row.number, row.cells[: self.width])

    def _without_feet(self, rows: list[Row]) -> list[Row]:
        """The last rows without the footnotes at their end."""
        end = len(rows)
        while end and (rows[end - 1].filled == 0 or self._is_foot(rows[end - 1], rows[: end - 1])):
            end -= 1
        for row in rows[end:]:
            if row.filled:
                self.notebook.add(Note("row_below", row=row.number, facts={"shown": row.shown}))
        return rows[:end]

    def _is_foot(self, row: Row, before: Sequence[Row]) -> bool:
        if self.width == 1 or row.filled > max(1, self.width // 3):
            return False
        if FOOT.match(row.text):
            return True
        if row.filled > 1 or (self.separated and len(row.cells) == self.width):
            return False
        return len(row.text) >= LONG_TEXT or not before or before[-1].filled == 0
