"""The first rows of a reading as a table, with the file's own row numbers."""

import streamlit as st

from indicators.survey.reading.outcome import Reading, shown
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.tables import Cell, Column, show_table

ROWS, COLUMNS = 20, 60
"""How much of a table is shown."""


def show_preview(reading: Reading, reader: Reader) -> None:
    """At most `ROWS` rows and `COLUMNS` columns; a sentence where there are more of either."""
    t, columns = reader.t, reading.columns[:COLUMNS]
    st.subheader(t("First rows of the table"), anchor=False)
    if not reading.cells.num_rows:
        st.info(t("The table has a header but no rows."))
        return
    heads = [Column(t("Row of the file"), "short"), *(Column(shown(name), "short") for name in columns)]
    caption = t("First rows of the table")
    show_table(caption, heads, _rows(reading), "survey_rows", reader.language, hide_caption=True, sortable=False)
    st.caption(
        t(
            "Shown here: {rows} of {all_rows} rows, {columns} of {all_columns} columns; long texts are cut.",
            rows=format_number(min(ROWS, reading.cells.num_rows), 0, reader.language),
            all_rows=format_number(reading.cells.num_rows, 0, reader.language),
            columns=format_number(len(columns), 0, reader.language),
            all_columns=format_number(reading.cells.num_columns, 0, reader.language),
        )
    )


def _rows(reading: Reading) -> list[list[Cell]]:
    """Row numbers, then the cells: as text, on one line, without characters that turn the line around."""
    first = reading.cells.slice(0, ROWS).select(range(min(COLUMNS, reading.cells.num_columns)))
    numbers = map(str, reading.row_numbers.slice(0, ROWS).to_pylist())
    cells = zip(*(column.to_pylist() for column in first.columns), strict=True)
    return [[number, *map(shown, row)] for number, row in zip(numbers, cells, strict=True)]
