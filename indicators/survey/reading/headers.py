"""The names of a table's columns from its header rows: joined, never empty, never twice the same."""

from collections.abc import Sequence

from indicators.survey.reading.layout import Merged
from indicators.survey.reading.outcome import Note, shown
from indicators.survey.reading.rows import Row

BETWEEN = " – "
FEWEST_NAMED = 3
"""Rows that must have names of their own, all different, before a name is missed at the beginning of their header."""


def column_names(header: Sequence[Row], width: int, merged: Merged = ()) -> tuple[list[str], list[Note]]:
    """`width` different names. Merged cells of upper rows name all the columns under them."""
    rough = (
        [_joined(levels) for levels in zip(*_levels(header, width, merged), strict=True)] if header else [""] * width
    )
    row = header[0].number if header else None
    return _different(rough, row)


def _levels(header: Sequence[Row], width: int, merged: Merged) -> list[list[str]]:
    """The cells of the header by rows, merged ones and, where there are several rows, blanks to their right filled."""
    levels = [[row.cell(column) for column in range(width)] for row in header]
    for cells, row in zip(levels, header, strict=True):
        for first, left, last, right in merged:
            if first <= row.number <= last and left < width:
                source = next((each for each in header if each.number == first), row)
                cells[left : right + 1] = [source.cell(left)] * (min(right + 1, width) - left)
    for upper in levels[:-1]:
        _fill_rightwards(upper, levels[-1])
    return levels


def _fill_rightwards(upper: list[str], lowest: list[str]) -> None:
    """A group's title stands over its first column; a column without a name of its own ends the group."""
    for column in range(1, len(upper)):
        if not upper[column] and lowest[column] and upper[column - 1] != lowest[column - 1]:
            upper[column] = upper[column - 1]


def _joined(levels: Sequence[str]) -> str:
    """The levels of one column from above, each text once."""
    return BETWEEN.join(dict.fromkeys(" ".join(level.split()) for level in levels if level.strip()))


def _different(rough: Sequence[str], row: int | None) -> tuple[list[str], list[Note]]:
    notes, names = [], []
    taken = set(rough)
    seen: set[str] = set()
    tried: dict[str, int] = {}
    for place, name in enumerate(rough, 1):
        if not name:
            new = _free(f"column {place}", taken, tried)
            notes.append(Note("column_without_name", row=row, column=new, facts={"place": place}))
        elif name in seen:
            new = _free(name, taken, tried)
            notes.append(Note("name_twice", row=row, column=new, facts={"name": shown(name), "place": place}))
        else:
            new = name
        seen.add(name)
        taken.add(new)
        names.append(new)
    return names, notes if row is not None else []


def _free(name: str, taken: set[str], tried: dict[str, int]) -> str:
    """The name, or with the first number that is free; `tried` are the numbers up to which none is, by name."""
    if name not in taken:
        return name
    number = tried.get(name, 2)
    while f"{name} ({number})" in taken:
        number += 1
    tried[name] = number
    return f"{name} ({number})"


def lacks_first_name(header: Sequence[Row], rows: Sequence[Row], width: int) -> bool:
    """True for a header one name short over rows that all begin with a name of their own: so R writes its tables."""
    if len(header) != 1 or len(rows) < FEWEST_NAMED or len(header[0].cells) != width - 1:
        return False
    if header[0].filled < width - 1:
        return False
    whole = all(len(row.cells) == width and row.cell(0) and row.cell(width - 1) for row in rows)
    return whole and len({row.cell(0) for row in rows}) == len(rows)


def shifted(header: Row) -> Row:
    """The header with an empty name before its first."""
    return Row(header.number, ["", *header.cells])


def long_header(header: Sequence[Row], width: int) -> list[Note]:
    """A note of each header row with more names than the rows have cells: a name may stand in the wrong place."""
    return [
        Note("header_long", row=row.number, facts={"cells": row.extent, "width": width, "shown": shown(beyond)})
        for row in header
        if (beyond := " | ".join(row.cells[width : row.extent]))
    ]
