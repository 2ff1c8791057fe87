"""The series as a table: a row a period, a column an area."""

import pandas as pd

from geodata.levels import AreaLevel
from pages.components.tables import Column, number_cell, show_table
from pages.components.view_of_trends import TrendsView


def show_trends_table(view: TrendsView) -> None:
    """Draw the table, the newest period first."""
    t, rows = view.reader.t, view.rows
    series = rows.drop_duplicates(["area_level", "area_code"])[["area_level", "area_code"]]
    places = [(AreaLevel(level), code) for level, code in series.itertuples(index=False)]
    columns = [Column(t("Period"), "name"), *(Column(view.name(*place), "number") for place in places)]
    values = rows.set_index(["period", "area_level", "area_code"])["value"]
    newest_first = rows.drop_duplicates("period").sort_values("period_end", ascending=False)["period"]
    table = [
        [period, *(_cell(view, values.get((period, *place))) for place in places)] for period in newest_first
    ]
    show_table(t("Figures by period"), columns, table, "trends_table", view.reader.language)


def _cell(view: TrendsView, value: float | None) -> object:
    known = None if value is None or pd.isna(value) else float(value)
    return number_cell(view.written(known), known)
