"""The series as a table: a row a period, a column an area."""

import pandas as pd

from pages.components.period_words import period_cell
from pages.components.tables import Cell, Column, number_cell, show_table
from pages.components.view_of_trends import TrendsView


def show_trends_table(view: TrendsView) -> None:
    """Draw the table, the newest period first."""
    t, lines = view.reader.t, view.line_names()
    columns = [Column(t("Period"), "name"), *(Column(name, "number") for name, _ in lines)]
    series = [rows.set_index("period")["value"].to_dict() for _, rows in lines]
    newest_first = view.rows.sort_values("period_end", ascending=False).drop_duplicates("period")["period"]
    table = [
        [period_cell(period, view.reader.language), *(_cell(view, values.get(period)) for values in series)]
        for period in newest_first
    ]
    show_table(t("Figures by period"), columns, table, "trends_table", view.reader.language)


def _cell(view: TrendsView, value: float | None) -> Cell:
    known = None if value is None or pd.isna(value) else float(value)
    return number_cell(view.written(known), known)
