"""Where in a file's rows the table is: what stands above it, and which rows are its header.

The rows of the table are those that most rows are like. Its header is the first row that is filled as they are;
a further row belongs to the header where it has words in columns of numbers, or where cells above it are merged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from indicators.survey.reading.cell_forms import form_of, is_missing, is_typed
from indicators.survey.reading.outcome import Note, Refused, Wishes, shown
from indicators.survey.reading.rows import Row

HEAD_ROWS = 1_000
"""Rows looked at to find the table."""
FILLED_ENOUGH = 0.5
"""The share of a table row's usual number of filled cells from which on a row may be its header."""
MOST_HEADER_ROWS = 6
FEWEST_BODY_ROWS = 3
"""Rows under a doubtful header row that must speak against it."""
NUMERIC = 0.8
"""The share of filled cells that are numbers or dates in a column of them."""
YEARS = range(1900, 2101)

Merged = Sequence[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Layout:
    """`first` is the place of the first header row among the rows, `header_rows` how many there are (0: none)."""

    first: int
    header_rows: int
    width: int
    notes: tuple[Note, ...] = ()

    @property
    def body(self) -> int:
        """The place of the first row under the header."""
        return self.first + self.header_rows


def find_layout(rows: Sequence[Row], wishes: Wishes, merged: Merged = (), width: int = 0) -> Layout:
    """The layout of a file that begins with these rows, none of them empty. `width` is 0 where rows do not tell it.

    Raises Refused when there is no row, or the wished header row is not among them.
    """
    if not rows:
        raise Refused("no_table")
    width = width or _width(rows)
    first, least = _first_row(rows, width), 1
    if wishes.header_row is not None:
        first = _wished_row(rows, wishes.header_row)
    elif (full := _full_row(rows, first, width)) is not None:
        first = _group_row(rows, full, merged)
        least = full - first + 1
    under = rows[first:]
    count = wishes.header_rows
    if count is None:
        bare = wishes.header_row is None and least == 1 and _has_no_header(under, width)
        count = 0 if bare else _header_rows(under, width, merged, least)
    notes = _notes(rows, first, count)
    if 0 < count < len(under) and (names := _data_like(under[count - 1], under[count:], width)):
        facts = {"shown": shown(" | ".join(names))}
        notes.append(Note("header_like_data", row=under[count - 1].number, facts=facts))
    return Layout(first, min(count, len(under)), width, tuple(notes))


def _width(rows: Sequence[Row]) -> int:
    return max(row.extent for row in rows)


def _usual_fill(rows: Sequence[Row], width: int) -> float:
    """How many cells a row of the table usually fills: the median of those filled at least as the middle row is."""
    filled = [row.filled for row in rows]
    wide = [number for number in filled if number > 1] or filled
    return min(median(wide), width)


def _first_row(rows: Sequence[Row], width: int) -> int:
    usual = _usual_fill(rows, width)
    needed = max(min(2, width), FILLED_ENOUGH * usual)
    places = (at for at, row in enumerate(rows) if row.filled >= needed and _fits(row, rows, width))
    return next(places, 0)


def _full_row(rows: Sequence[Row], first: int, width: int) -> int | None:
    """A fuller row soon after the first that names columns of numbers in words: then that one is the header."""
    body = rows[first + MOST_HEADER_ROWS :]
    if len(body) < FEWEST_BODY_ROWS:
        return None
    numeric = [column for column in range(width) if is_numeric(body, column)]
    for at in range(first + 1, first + MOST_HEADER_ROWS):
        words = [rows[at].cell(column) for column in numeric]
        if rows[at].filled > rows[first].filled and numeric and all(words) and not any(map(is_typed, words)):
            return at
    return None


def _group_row(rows: Sequence[Row], full: int, merged: Merged) -> int:
    """The highest of the rows right above the full one that hold titles of groups of its columns."""
    while full > 0 and _is_group_row(rows[full - 1], rows[full], merged):
        full -= 1
    return full


def _is_group_row(row: Row, below: Row, merged: Merged) -> bool:
    """True when every text stands over several columns, or over one that has no other name.

    A text over several columns is merged across them, or has blanks to its right.
    """
    if row.filled == 0 or (row.filled == 1 and not _is_merged_across(row, merged)):
        return False
    wide = {left for first, left, last, right in merged if first <= row.number <= last and right > left}
    return all(
        at in wide or (at + 1 < len(row.cells) and not row.cell(at + 1)) or not below.cell(at)
        for at in range(row.extent)
        if row.cell(at)
    )


def _fits(row: Row, rows: Sequence[Row], width: int) -> bool:
    """A row as long as the table's; where lengths differ, another length is a title or a line of the preamble."""
    common = Counter(len(each.cells) for each in rows).most_common(1)[0][0]
    return len(row.cells) in (common - 1, common, common + 1, width) if width > 1 else True


def _wished_row(rows: Sequence[Row], number: int) -> int:
    for at, row in enumerate(rows):
        if row.number >= number:
            return at
    raise Refused("no_such_row", row=number)


def _has_no_header(rows: Sequence[Row], width: int) -> bool:
    """True when the first row is like the rows below it: a date over dates, a number over numbers, wherever they are.

    One such column is enough in a table of two, two in a wider one; under a few rows, two that nobody names a column.
    """
    body = rows[1:]
    typed = [column for column in range(width) if is_numeric(body, column)]
    heads = {column: head for column in typed if not is_missing(head := rows[0].cell(column))}
    if len(heads) < min(2, (width + 1) // 2) or _are_names(list(heads.values())):
        return False
    if len(body) < FEWEST_BODY_ROWS and sum(form_of(head) not in ("", "whole") for head in heads.values()) < 2:
        return False
    return all(form_of(head) in _forms(body, column) for column, head in heads.items())


def _data_like(header: Row, body: Sequence[Row], width: int) -> list[str]:
    """The names that are a number, date, time or address as the cells below them are, or one of those cells.

    Years are names, and so are numbers in order.
    """
    below = [row for row in body if row.cells != header.cells]
    formed = [header.cell(column) for column in range(width) if form_of(header.cell(column)) in _forms(below, column)]
    again = [name for column in range(width) if (name := header.cell(column)) in {row.cell(column) for row in below}]
    names = ([] if _are_names(formed) else formed) + [name for name in again if name and not form_of(name)]
    return list(dict.fromkeys(names))


def _forms(rows: Sequence[Row], column: int) -> set[str]:
    """The forms of a column's typed cells. A whole number may stand among decimal ones."""
    forms = {form_of(row.cell(column)) for row in rows} - {""}
    return forms | {"whole"} if "decimal" in forms else forms


def _are_names(heads: Sequence[str]) -> bool:
    """Years, or whole numbers in order, name columns: 2019, 2020, 2021."""
    filled = [head for head in heads if head]
    if not all(head.isdigit() for head in filled):
        return False
    numbers = [int(head) for head in filled]
    rising = len(numbers) > 1 and numbers in (sorted(set(numbers)), sorted(set(numbers), reverse=True))
    return rising or all(number in YEARS for number in numbers)


def is_numeric(rows: Sequence[Row], column: int) -> bool:
    """True for a column whose cells are numbers, dates or times, but for a few and the missing ones."""
    cells = [cell for row in rows if not is_missing(cell := row.cell(column))]
    return len(cells) >= max(2, 0.2 * len(rows)) and sum(map(is_typed, cells)) >= NUMERIC * len(cells)


def _header_rows(rows: Sequence[Row], width: int, merged: Merged, least: int) -> int:
    count = least
    while count < min(MOST_HEADER_ROWS, len(rows) - 1) and _goes_on(rows, count, width, merged):
        count += 1
    return count


def _goes_on(rows: Sequence[Row], count: int, width: int, merged: Merged) -> bool:
    """True when the row at `count` belongs to the header that the rows above it begin."""
    above, row, body = rows[count - 1], rows[count], rows[count + 1 :]
    if _is_merged_across(above, merged) and row.filled > 1:
        return True
    if len(body) < FEWEST_BODY_ROWS or row.filled < min(2, width):
        return False
    numeric = [column for column in range(width) if is_numeric(body, column)]
    words = [row.cell(column) for column in numeric if not is_missing(row.cell(column))]
    if not words or len(words) * 2 < len(numeric) or any(is_typed(word) for word in words):
        return False
    gaps = above.filled < row.filled
    return gaps or (len(set(words)) == len(words) and len(words) > 1) or _has_units(words)


def _is_merged_across(row: Row, merged: Merged) -> bool:
    return any(first <= row.number <= last and right > left for first, left, last, right in merged)


def _has_units(words: Sequence[str]) -> bool:
    return all(word.startswith(("(", "[", "%")) or len(word) <= 3 for word in words)


def _notes(rows: Sequence[Row], first: int, count: int) -> list[Note]:
    notes = [Note("row_above", row=row.number, facts={"shown": row.shown}) for row in rows[:first]]
    if count == 0:
        notes.append(Note("no_header", row=rows[first].number, facts={"shown": rows[first].shown}))
    elif count > 1:
        facts = {"count": count, "last": rows[min(first + count, len(rows)) - 1].number}
        notes.append(Note("header_rows_joined", row=rows[first].number, facts=facts))
    return notes
