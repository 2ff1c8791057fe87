"""The map's content as a table: rank, area, value, counts, status; each area opens its trend."""

import pandas as pd

from indicators.measures.summary import ranked
from pages.components.links import link_to
from pages.components.numbers import format_number
from pages.components.tables import Cell, Column, number_cell, ref_cell, show_table
from pages.components.view_of_map import MapView


def show_map_table(view: MapView, period: str) -> None:
    """Draw the table of one period, ranked."""
    t = view.reader.t
    columns = [
        Column(t("Area"), "name", link_to("trends", trend_link(view, ""))),
        Column(t("Rank"), "number"),
        Column(t("Value"), "number"),
        Column(t("Count / base"), "number"),
    ]
    rows = [
        [
            ref_cell(view.name(row.area_code), row.area_code),
            _rank(row.rank, view.reader.language),
            number_cell(view.figure_text(row), _sort(row.value)),
            view.counts_text(row),
        ]
        for row in ranked(view.in_period(period)).itertuples()
    ]
    show_table(f"{view.scope_name()}, {period}", columns, rows, "map_table", view.reader.language)


def trend_link(view: MapView, area_code: str) -> dict[str, str]:
    """The choices of the trend of one area of the map."""
    return view.reader.link(
        indicator=view.indicator.indicator_id, level=view.place.code, group=view.group.code, areas=area_code
    )


def _rank(rank: float, language: str) -> Cell:
    return number_cell(format_number(rank, 0, language), _sort(rank))


def _sort(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
