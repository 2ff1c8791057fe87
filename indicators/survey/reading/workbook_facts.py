"""What a workbook's own records say of a sheet beyond the values of its cells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.survey.reading import limits
from indicators.survey.reading.outcome import Note, Refused
from indicators.survey.reading.workbook_cells import cell_column

MOST_NAMED = 5
MOST_SPARSE = 4_000_000
"""Cells of a rectangle that may be mostly empty."""
SPARSE = 50
"""Above that, cells of the rectangle for each that the file has."""
MOST_UNCALCULATED_SHARE = 0.2
"""Of the cells of a sheet, or half of one column: a few sums below a table may be missing, a column may not."""
ALL_ZERO_FROM = 3
"""Formulas, all with the result 0, from which on they were hardly ever calculated."""


@dataclass
class SheetFacts:
    """Counts and places in one sheet. Rows and columns are counted from 0, as the records do."""

    rows: int = 0
    """Rows and columns from the first of the sheet to the last with a cell in it."""
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    uncalculated: list[str] = field(default_factory=list)
    """The cells whose formula has no stored value, as "C5"."""
    never_calculated: bool = False
    """All formulas have the result 0, and the file asks for them to be calculated: it was written by a program."""
    errors: list[tuple[str, str]] = field(default_factory=list)
    """Cells with an error value, and the error."""
    hidden_rows: int = 0
    hidden_columns: int = 0
    filtered: bool = False
    zeros: dict[int, int] = field(default_factory=dict)
    """The digits to which all numbers of a column are filled with zeros, by column."""
    percent: set[int] = field(default_factory=set)
    """Columns with numbers shown as percentages."""
    lost_breaks: int = 0
    """Tabs and line breaks that stand within texts as elements of their own, and are not read."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged ranges where calamine does not give them: first row, first column, last row, last column."""


def validate_extent(facts: SheetFacts) -> None:
    """Raise Refused for a sheet whose cells span far more than there are: the rectangle would fill the memory."""
    limits.refuse_too_many_cells(facts.rows, facts.columns)
    spanned = facts.rows * facts.columns
    if spanned > max(MOST_SPARSE, SPARSE * facts.cells):
        raise Refused("workbook_sparse", rows=facts.rows, columns=facts.columns, cells=facts.cells)


def validate_calculated(facts: SheetFacts) -> None:
    """Raise Refused where formulas without a stored value leave more than a few cells of the table empty."""
    if facts.never_calculated:
        raise Refused("workbook_not_calculated", count=facts.formulas, cells="= 0")
    by_column = Counter(cell.rstrip("0123456789") for cell in facts.uncalculated)
    whole_column = any(count > 1 and count > facts.rows / 2 for count in by_column.values())
    if whole_column or len(facts.uncalculated) > MOST_UNCALCULATED_SHARE * max(facts.cells, 1):
        cells = named(facts.uncalculated)
        raise Refused("workbook_not_calculated", count=len(facts.uncalculated), cells=cells)


def facts_notes(facts: SheetFacts) -> list[Note]:
    """The notes that a sheet's facts give rise to."""
    notes: list[Note] = []
    if facts.uncalculated:
        cells = named(facts.uncalculated)
        notes.append(Note("workbook_some_not_calculated", facts={"count": len(facts.uncalculated), "cells": cells}))
    if facts.errors:
        cells = named(f"{cell} ({error})" for cell, error in facts.errors)
        notes.append(Note("workbook_errors", facts={"count": len(facts.errors), "cells": cells}))
    notes += _count_note("workbook_filter" if facts.filtered else "workbook_hidden_rows", facts.hidden_rows)
    notes += _count_note("workbook_lost_breaks", facts.lost_breaks)
    notes += _count_note("workbook_hidden_columns", facts.hidden_columns)
    if facts.percent:
        notes.append(Note("workbook_percent", facts={"columns": _columns(facts.percent)}))
    if facts.zeros:
        notes.append(Note("workbook_zeros", facts={"columns": _columns(facts.zeros)}))
    return notes


def _columns(columns: Iterable[int]) -> str:
    return named(map(cell_column, sorted(columns)))


def named(cells: Iterable[str]) -> str:
    """The first few names, and "…" where there are more."""
    first = [cell for cell, _ in zip(cells, range(MOST_NAMED + 1), strict=False)]
    return ", ".join(first[:MOST_NAMED]) + (" …" if len(first) > MOST_NAMED else "")


def _count_note(code: str, count: int) -> list[Note]:
    return [Note(code, facts={"count": count})] if count else []
