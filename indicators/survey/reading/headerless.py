"""Whether a table's first row is data already: like the rows below it in its numbers, dates and times."""

from collections.abc import Sequence

from indicators.survey.reading.cell_forms import form_of, is_missing, is_typed
from indicators.survey.reading.rows import Row

FEWEST_ROWS = 3
"""Rows under a doubtful first row that must speak against it, and numbers that make an order."""
NUMERIC = 0.8
"""The share of filled cells that are numbers or dates in a column of them."""
YEARS = range(1900, 2101)
MOST_DIGITS = 100
"""Of a whole number that is compared."""


def has_no_header(rows: Sequence[Row], width: int) -> bool:
    """True when the first row is like the rows below it: a date over dates, a number over numbers, wherever they are.

    One such column is enough in a table of two, or where names are missing or the same; else two are needed.
    """
    body = rows[1:]
    if len(body) < FEWEST_ROWS and not is_typed(rows[0].cell(0)):
        return False
    if not body:
        return True
    typed = [column for column in range(width) if is_numeric(body, column)]
    heads = {column: head for column in typed if not is_missing(head := rows[0].cell(column))}
    needed = 1 if _lacks_names(rows[0], width) else min(2, (width + 1) // 2)
    if len(heads) < needed or _are_names(list(heads.values()), body, typed):
        return False
    return all(form_of(head) in _forms(body, column) for column, head in heads.items())


def begins_nameless(head: Sequence[Row], width: int) -> bool:
    """True for a file whose first row has as many cells as its table but nothing in them, and data under it."""
    if width < 2 or len(head) < 2 or len(head[0].cells) != width or head[0].filled:
        return False
    return is_typed(head[1].cell(0)) and not has_year_names(head[1])


def data_among_names(header: Row, body: Sequence[Row], width: int) -> list[str]:
    """The names that have the form of the cells below them (number, date, time, address), or are one of those cells.

    Years are names, and so are numbers in order.
    """
    below = [row for row in body if row.cells != header.cells]
    formed = [at for at in range(width) if form_of(header.cell(at)) in _forms(below, at)]
    if _are_names([header.cell(at) for at in formed], body, formed):
        formed = []
    again = [at for at in range(width) if header.cell(at) and _is_among(header.cell(at), below, at)]
    return [header.cell(at) for at in sorted({*formed, *again})]


def _is_among(name: str, rows: Sequence[Row], column: int) -> bool:
    """True for words that are also a cell of a column."""
    return not form_of(name) and any(row.cell(column) == name for row in rows)


def has_year_names(row: Row) -> bool:
    """True for a row whose numbers are all years: they name columns."""
    numbers = [cell.strip() for cell in row.cells if is_typed(cell)]
    return bool(numbers) and all(map(_is_year, numbers))


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and len(cell) == 4 and int(cell) in YEARS


def is_numeric(rows: Sequence[Row], column: int) -> bool:
    """True for a column whose cells are numbers, dates or times, but for a few and the missing ones."""
    cells = [cell for row in rows if not is_missing(cell := row.cell(column))]
    return len(cells) >= max(1, min(2, len(rows)), 0.2 * len(rows)) and sum(map(is_typed, cells)) >= NUMERIC * len(
        cells
    )


def _lacks_names(row: Row, width: int) -> bool:
    """True when two cells of a row are the same or missing: it can hardly be a row of names."""
    cells = [row.cell(column) for column in range(width)]
    return len({cell for cell in cells if not is_missing(cell)}) < width - 1 or len(set(cells)) < width


def _forms(rows: Sequence[Row], column: int) -> set[str]:
    """The forms of a column's typed cells. A whole number may stand among decimal ones."""
    forms = {form_of(row.cell(column)) for row in rows} - {""}
    return forms | {"whole"} if "decimal" in forms else forms


def _are_names(heads: Sequence[str], body: Sequence[Row], columns: Sequence[int]) -> bool:
    """Years, or three whole numbers in order or more, name columns; not where the rows below are in order too."""
    if not all(map(_is_whole, heads)):
        return False
    if all(map(_is_year, heads)):
        return not all(_is_year(row.cell(column)) for row in body[:FEWEST_ROWS] for column in columns)
    return _is_in_order(heads) and not all(
        _is_in_order([row.cell(column) for column in columns]) for row in body[:FEWEST_ROWS]
    )


def _is_whole(text: str) -> bool:
    """True for digits that Python makes a number of: no ², and not thousands of them."""
    return len(text) <= MOST_DIGITS and text.isdecimal()


def _is_in_order(cells: Sequence[str]) -> bool:
    """True for three whole numbers or more that all rise or all fall."""
    if len(cells) < FEWEST_ROWS or not all(map(_is_whole, cells)):
        return False
    numbers = list(map(int, cells))
    return numbers in (sorted(set(numbers)), sorted(set(numbers), reverse=True))
