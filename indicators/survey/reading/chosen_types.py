"""The type of a column of which a person says what kind it is: its notation follows from the cells."""

from dataclasses import replace

from indicators.survey.reading.column_types import ColumnKind, ColumnType, Parsed, parsed_dates, parsed_numbers
from indicators.survey.reading.outcome import Reading
from indicators.survey.reading.text_forms import DATES, DECIMAL_COMMA, DECIMAL_POINT, WHOLE


def as_kind(reading: Reading, proposed: ColumnType, kind: ColumnKind) -> ColumnType:
    """The column as of this kind: numbers and dates in the notation that fits most of its cells.

    `unfit` counts the filled cells that would have no value; as texts of any other kind all cells fit.
    """
    if kind is proposed.kind:
        return proposed
    bare = ColumnType(proposed.column, kind, proposed.different, proposed.missing)
    if kind is ColumnKind.NUMBER:
        return _best(reading, [replace(bare, decimal_mark=mark) for mark in (WHOLE, DECIMAL_COMMA, DECIMAL_POINT)])
    if kind is ColumnKind.DATE:
        return _best(reading, [replace(bare, date_order=order) for order in DATES])
    return bare


def _best(reading: Reading, candidates: list[ColumnType]) -> ColumnType:
    """The candidate that fewest cells do not fit; the first of equals."""
    unfit = [_parsed(reading, each).unfit for each in candidates]
    best = min(range(len(candidates)), key=lambda place: len(unfit[place]))
    if not unfit[best]:
        return candidates[best]
    row = reading.row_numbers[unfit[best][0]].as_py()
    return replace(candidates[best], unfit=len(unfit[best]), first_unfit_row=row)


def _parsed(reading: Reading, chosen: ColumnType) -> Parsed:
    parse = parsed_numbers if chosen.kind is ColumnKind.NUMBER else parsed_dates
    return parse(reading.cells[chosen.column], chosen)
