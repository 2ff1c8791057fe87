"""The words of a column's type: its kind, what speaks for it, examples, and what a conversion would lose."""

from collections.abc import Sequence

import pyarrow.compute as pc

from indicators.survey.reading.column_types import ColumnKind, ColumnType
from indicators.survey.reading.outcome import Reading, shown
from indicators.survey.reading.text_forms import DAY_FIRST, DECIMAL_COMMA, DECIMAL_POINT, DOTTED, MONTH_FIRST, WHOLE
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.locales.messages import mark

KINDS = {
    ColumnKind.CODE: mark("code"),
    ColumnKind.CATEGORY: mark("category"),
    ColumnKind.NUMBER: mark("number"),
    ColumnKind.DATE: mark("date"),
    ColumnKind.LIKERT: mark("Likert scale"),
    ColumnKind.TEXT: mark("open text"),
    ColumnKind.EMPTY: mark("empty column"),
}
WHY = {
    ColumnKind.CODE: mark("Names something: stays a text, with its leading zeros. Different codes: {count}."),
    ColumnKind.CATEGORY: mark("Groups. Different ones: {count}."),
    ColumnKind.LIKERT: mark("Answers on a scale. Different ones: {count}."),
    ColumnKind.TEXT: mark("Free texts. Different ones: {count}."),
    ColumnKind.EMPTY: mark("No cell is filled."),
}
MARKS = {
    WHOLE: mark("Whole numbers."),
    DECIMAL_COMMA: mark("Numbers with a decimal comma."),
    DECIMAL_POINT: mark("Numbers with a decimal point."),
}
DAYS_FIRST = mark("Dates, the day first.")
ORDERS = {DOTTED: DAYS_FIRST, DAY_FIRST: DAYS_FIRST, MONTH_FIRST: mark("Dates, the month first.")}
OTHER_DATES = mark("Dates, the year first.")
SHOWN = 5
"""Examples, marks of no answer and steps of a scale that are named."""
LOOKED_AT = 2_000
"""Rows among which examples are looked for."""


def reasons(column: ColumnType, reader: Reader) -> str:
    """What speaks for the type, as plain text on a few lines: pieces of the file stand in it."""
    t = reader.t
    told = [_why(column, reader)]
    if column.ambiguous:
        told.append(t("Days and months could be the other way round: check them."))
    if column.scale:
        told.append(t("Scale from the low end: {steps}", steps=_named(column.scale)))
    if column.missing:
        told.append(t("Taken for no answer: {marks}", marks=_named(column.missing)))
    return "\n".join(told)


def _why(column: ColumnType, reader: Reader) -> str:
    t = reader.t
    if column.kind is ColumnKind.NUMBER:
        words = MARKS.get(column.decimal_mark, MARKS[WHOLE])
    elif column.kind is ColumnKind.DATE:
        words = ORDERS.get(column.date_order, OTHER_DATES)
    else:
        words = WHY[column.kind]
    return t(words, count=format_number(column.different, 0, reader.language))


def losses(column: ColumnType, reader: Reader) -> str:
    """How many cells have no value as this type, and where the first is."""
    return reader.t(
        "Cells that do not fit and would be lost in a conversion: {count}, the first on row {row}.",
        count=format_number(column.unfit, 0, reader.language),
        row=column.first_unfit_row or "",
    )


def examples(reading: Reading, name: str, reader: Reader) -> str:
    """The first different texts of a column; "" where there are none."""
    first = pc.unique(reading.cells[name].slice(0, LOOKED_AT).combine_chunks()).to_pylist()
    filled = [text for text in first if text.strip()]
    return reader.t("Examples: {texts}", texts=_named(filled)) if filled else ""


def _named(texts: Sequence[str]) -> str:
    """The first texts, divided so that commas within them mislead nobody."""
    named = " · ".join(shown(text) for text in texts[:SHOWN])
    return f"{named} …" if len(texts) > SHOWN else named
