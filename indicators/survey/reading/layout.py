"""Where in a file's rows the table is: what stands above it, and which rows are its header.

The rows of the table are those that most rows are like. Its header is the first row that is filled as they are;
a further row belongs to the header where it has words in columns of numbers, or where cells above it are merged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from indicators.survey.reading.cell_forms import is_missing, is_typed
from indicators.survey.reading.headerless import data_among_names, has_no_header, has_year_names, is_numeric
from indicators.survey.reading.outcome import Note, Refused, Wishes, shown
from indicators.survey.reading.rows import Row

HEAD_ROWS = 1_000
"""Rows looked at to find the table."""
FILLED_ENOUGH = 0.5
"""The share of a table row's usual number of filled cells from which on a row may be its header."""
MOST_HEADER_ROWS = 6
FEWEST_BODY_ROWS = 3
"""Rows under a doubtful header row that must speak against it."""

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
    width = width or max(row.extent for row in rows)
    first, count = _header_place(rows, width, merged, wishes)
    notes = (*_notes(rows, first, count), *_doubts(rows[first:], count, width))
    return Layout(first, min(count, len(rows) - first), width, notes)


def _header_place(rows: Sequence[Row], width: int, merged: Merged, wishes: Wishes) -> tuple[int, int]:
    """Where the header begins, and how many rows it has. What a person wishes is not looked for."""
    if wishes.header_row is not None:
        first, least = _wished_row(rows, wishes.header_row), 1
    else:
        first, least = _found_header(rows, width, merged)
    if wishes.header_rows is not None:
        return first, wishes.header_rows
    if wishes.header_row is None and least == 1 and has_no_header(rows[first:], width):
        return first, 0
    return first, _header_rows(rows[first:], width, merged, least)


def _found_header(rows: Sequence[Row], width: int, merged: Merged) -> tuple[int, int]:
    """Where the header begins, and how many rows it has at least: with the titles of groups above its names."""
    first = _first_row(rows, width)
    if _is_sparse_header(rows, first):
        return first - 1, 1
    full = _full_row(rows, first, width)
    if full is None and _has_groups_above(rows, first):
        full = first
    if full is None:
        return first, 1
    top = _group_row(rows, full, merged)
    return top, full - top + 1


def _has_groups_above(rows: Sequence[Row], first: int) -> bool:
    """True when the row above is as long and has nothing in its first cell, as titles of groups are written."""
    return first > 0 and not rows[first - 1].cell(0) and len(rows[first - 1].cells) == len(rows[first].cells)


def _usual_fill(rows: Sequence[Row], width: int) -> float:
    """How many cells a row of the table usually fills: the median of those filled at least as the middle row is."""
    filled = [row.filled for row in rows]
    wide = [number for number in filled if number > 1] or filled
    return min(median(wide), width)


def _first_row(rows: Sequence[Row], width: int) -> int:
    usual = _usual_fill(rows, width)
    needed = max(min(2, width), FILLED_ENOUGH * usual)
    lengths = Counter(len(row.cells) for row in rows if len(row.cells) > 1) or Counter([1])
    common = lengths.most_common(1)[0][0]
    places = [
        at
        for at, row in enumerate(rows)
        if (row.filled >= needed and _fits(row, rows, common, width)) or _has_empty_corner(rows, at, width)
    ]
    likely = (at for at in places if _stands_over_rows(rows, at, common) and not _is_apart(rows, at, common))
    return next(likely, places[0] if places else 0)


def _has_empty_corner(rows: Sequence[Row], at: int, width: int) -> bool:
    """True for names over all columns but the first, right over a row with a number: so cross tables are written."""
    row, below = rows[at], rows[at + 1 : at + 2]
    named = width > 1 and not row.cell(0) and row.filled == width - 1 and not any(map(is_typed, row.cells))
    return named and bool(below) and bool(below[0].cell(0)) and any(map(is_typed, below[0].cells))


def _is_apart(rows: Sequence[Row], at: int, common: int) -> bool:
    """True for a row shorter than the table's, and set apart by an empty row from those that are as long."""
    if len(rows[at].cells) >= common:
        return False
    wide = next((place for place in range(at + 1, len(rows)) if len(rows[place].cells) >= common), at)
    return any(rows[place].number > rows[place - 1].number + 1 for place in range(at + 1, wide + 1))


def _stands_over_rows(rows: Sequence[Row], at: int, common: int) -> bool:
    """True when most of the next rows are about as long as the table's: a header stands right over them."""
    under = rows[at + 1 : at + 1 + FEWEST_BODY_ROWS]
    if len(rows[at].cells) < common and under and not any(map(is_typed, under[0].cells)):
        return False
    return 2 * sum(len(row.cells) >= min(common, max(2, common - 1)) for row in under) > len(under)


def _is_sparse_header(rows: Sequence[Row], first: int) -> bool:
    """True when a row of data seems to be the first: then the row right above it, as long and named, is the header."""
    if first == 0 or not is_typed(rows[first].cell(0)) or has_year_names(rows[first]):
        return False
    above = rows[first - 1]
    named = above.cell(0) and not any(map(is_typed, above.cells))
    return bool(named) and len(above.cells) == len(rows[first].cells) and above.number == rows[first].number - 1


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


def _fits(row: Row, rows: Sequence[Row], common: int, width: int) -> bool:
    """A row as long as the table's; where lengths differ, another length is a title or a line of the preamble.

    A first row without a number may be longer when numbers stand under it: it names columns that most rows leave out.
    """
    if width == 1 or len(row.cells) in (common - 1, common, common + 1, width):
        return True
    if row is not rows[0] or len(rows) < 2 or row.filled < common or not row.cell(0):
        return False
    return not any(map(is_typed, row.cells)) and any(map(is_typed, rows[1].cells))


def _wished_row(rows: Sequence[Row], number: int) -> int:
    for at, row in enumerate(rows):
        if row.number >= number:
            return at
    raise Refused("no_such_row", row=number)


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
    if above.filled < row.filled or _has_units(words) or _repeats(above, row, width):
        return True
    pairs = {(above.cell(column), row.cell(column)) for column in numeric}
    return len(set(words)) > 1 and len(pairs) == len(numeric)


def _is_merged_across(row: Row, merged: Merged) -> bool:
    return any(first <= row.number <= last and right > left for first, left, last, right in merged)


def _repeats(above: Row, row: Row, width: int) -> bool:
    """True where each cell begins with the word of the one above it: "Amount" over "Amount paid"."""
    pairs = [(above.cell(column).casefold().split(), row.cell(column).casefold().split()) for column in range(width)]
    return all(upper and lower and upper[0] == lower[0] for upper, lower in pairs)


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


def _doubts(under: Sequence[Row], count: int, width: int) -> list[Note]:
    """A note when the names of the header look like cells of the table."""
    if not 0 < count < len(under) or not (names := data_among_names(under[count - 1], under[count:], width)):
        return []
    return [Note("header_like_data", row=under[count - 1].number, facts={"shown": shown(" | ".join(names))})]
