"""Taking along what was read: the table as CSV and as a workbook, and the notes. Each is made when it is asked for."""

from collections.abc import Callable, Sequence

import streamlit as st

from indicators.survey.reading.outcome import Reading
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.documents.survey_tables import (
    MOST_WORKBOOK_CELLS,
    fits_workbook,
    notes_as_csv,
    notes_rows,
    table_as_csv,
    table_as_workbook,
)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "hytedata-survey"

Rows = Sequence[Sequence[str]]


def show_downloads(reading: Reading, columns: Rows, reader: Reader) -> None:
    """Buttons for the table and the notes; `columns` tells of each column, its first row the heads."""
    t, language = reader.t, reader.language
    st.subheader(t("Take it along"), anchor=False)
    heads = [t("Code"), t("Row of the file"), t("Column"), t("Note")]
    fits = fits_workbook(reading)

    def workbook() -> bytes:
        sheets = {t("Columns"): columns, t("Notes"): [heads, *notes_rows(reading, language)]}
        return table_as_workbook(reading, t("Table"), sheets)

    def notes() -> bytes:
        return notes_as_csv(reading, language, heads)

    with st.container(horizontal=True):
        _button(t("Table as CSV"), lambda: table_as_csv(reading), f"{NAME}.csv", "text/csv")
        if fits:
            _button(t("Table, columns and notes as Excel"), workbook, f"{NAME}.xlsx", WORKBOOK)
        _button(t("Notes as CSV"), notes, f"{NAME}-notes.csv", "text/csv")
    st.caption(
        t(
            "Every cell is the text it is in the file: 049 stays 049, and nothing is a formula. In CSV a text that a "
            "spreadsheet would run begins with an apostrophe."
        )
    )
    if not fits:
        most = format_number(MOST_WORKBOOK_CELLS, 0, language)
        st.caption(
            t("The table is not offered as Excel: it has more than {most} cells, or more than Excel holds.", most=most)
        )


def _button(label: str, made: Callable[[], bytes], name: str, kind: str) -> None:
    """A download that is made when it is pressed; the page is not drawn again for it."""
    st.download_button(label, made, name, kind, key=f"survey_take_{name}", on_click="ignore")
