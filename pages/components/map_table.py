"""The map's content as a table: rank, area, value, counts, status; each area opens its profile."""

import pandas as pd

from indicators.measures.comparison import Comparison, quantiles
from indicators.measures.summary import ranked
from pages.components.comparison_words import comparison_text
from pages.components.links import link_to
from pages.components.map_picture import MapPicture
from pages.components.numbers import format_number
from pages.components.tables import Cell, Column, number_cell, ref_cell, show_table
from pages.components.view_of_map import MapView

FIFTHS = 5
"""Areas in five groups by value, 1 the lowest; fewer than five areas have none."""


def show_map_table(picture: MapPicture, period: str) -> None:
    """Draw the table of one period, ranked."""
    view, t = picture.view, picture.view.reader.t
    said, rows = picture.comparisons(period), view.in_period(period)
    rows = rows.assign(fifth=quantiles(rows["value"], FIFTHS))
    columns = [
        Column(t("Area"), "name", link_to("profile", profile_link(view, ""))),
        Column(t("Rank"), "number"),
        Column(t("Fifth"), "number"),
        Column(t("Value"), "number"),
        Column(t("95% interval"), "number"),
        Column(t("Count / base"), "number"),
        Column(t("Comparison"), "text"),
    ]
    rows = [
        [
            ref_cell(view.name(row.area_code), row.area_code),
            _rank(row.rank, view.reader.language),
            _rank(row.fifth, view.reader.language),
            number_cell(view.figure_text(row), _sort(row.value)),
            view.interval_text(row),
            view.counts_text(row),
            comparison_text(said.get(row.area_code, Comparison.NOT_COMPARED), t),
        ]
        for row in ranked(rows).itertuples()
    ]
    show_table(f"{view.scope_name()}, {view.period_text(period)}", columns, rows, "map_table", view.reader.language)


def profile_link(view: MapView, area_code: str) -> dict[str, str]:
    """The choices of the profile of one area of the map; the indicator goes along for the way back."""
    return view.reader.link(indicator=view.indicator.indicator_id, level=view.place.code, area=area_code)


def _rank(rank: float, language: str) -> Cell:
    return number_cell(format_number(rank, 0, language), _sort(rank))


def _sort(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
