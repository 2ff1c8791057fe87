"""The start page's parts: how old the data is, and each theme's rows as a table of links."""

import pandas as pd
import streamlit as st

from indicators.model import Theme
from pages.components.cached import availability
from pages.components.overview_words import difference_cell, value_note, written_value
from pages.components.period_words import period_cell, period_heading
from pages.components.reader import Reader
from pages.components.tables import Cell, Column, link_cell, show_table
from pages.components.trend_words import trend_cell
from pages.components.view_of_overview import ROWS_AT_FIRST, OverviewRow, without_figures
from pages.components.words import THEME, publisher_text, title_of


def show_data_age(reader: Reader) -> None:
    """One line: these are example data, and the newest year of each source."""
    t = reader.t
    newest = availability().groupby("publisher")["last_end"].max()
    years = " · ".join(
        f"{publisher_text(str(publisher), t)} {pd.Timestamp(day).year}" for publisher, day in newest.items()
    )
    st.info(t("Example data from open sources. Newest year by source: {years}.", years=years))


def show_theme(theme: Theme, rows: list[OverviewRow], reader: Reader) -> None:
    """A theme's heading, its rows, and what is missing at district level."""
    t = reader.t
    st.subheader(t(THEME[theme]), anchor=False)
    if not rows:
        st.markdown(t("There are no figures of the last five years. Older ones are under “History”."))
    else:
        _show_rows(t(THEME[theme]), rows[:ROWS_AT_FIRST], f"theme_{theme}", reader)
        if len(rows) > ROWS_AT_FIRST:
            with st.expander(t("{count} more indicators", count=len(rows) - ROWS_AT_FIRST)):
                _show_rows(t("More indicators"), rows[ROWS_AT_FIRST:], f"more_{theme}", reader)


def show_gaps(theme: Theme, rows: list[OverviewRow], reader: Reader) -> None:
    """Say when a theme has no district figures at all, and which indicators lack them."""
    t = reader.t
    if any(row.reaches_districts for row in rows):
        return
    missing = without_figures(rows, theme)
    st.markdown(
        t("No district figures in this theme: the rows show the municipality, or the county where it is the finest.")
    )
    with st.expander(t("{count} indicators without district figures", count=len(missing))):
        st.markdown("\n".join(f"- {title_of(each, reader.language)}" for each in missing))


def show_history(rows: list[OverviewRow], reader: Reader) -> None:
    """Rows older than five years, apart from the rest."""
    t = reader.t
    st.subheader(t("History"), anchor=False)
    st.markdown(t("Figures whose newest period ended more than five years ago."))
    with st.expander(t("{count} indicators", count=len(rows))):
        _show_rows(t("History"), rows, "history", reader)


def _show_rows(caption: str, rows: list[OverviewRow], key: str, reader: Reader) -> None:
    t = reader.t
    columns = [
        Column(t("Indicator"), "name", width="26%"),
        Column(t("Time series"), "line", width="10%"),
        Column(t("Newest value"), "number", width="17%"),
        Column(period_heading((row.period for row in rows), t), "short", width="9%"),
        Column(t("Trend"), "text", width="16%"),
        Column(t("Difference between areas"), "text", width="22%"),
    ]
    table = [_cells(row, reader) for row in rows]
    show_table(caption, columns, table, key, reader.language, hide_caption=True, sortable=False, stacked=True)


def _cells(row: OverviewRow, reader: Reader) -> list[Cell]:
    t, title = reader.t, title_of(row.indicator, reader.language)
    return [
        link_cell(title, *_target(row, reader)),
        {"points": list(row.series), "text": t("Time series: {title}", title=title)},
        {"text": written_value(row, row.value, reader), "sort": row.value, "note": value_note(row, reader)},
        period_cell(row.period, reader.language),
        trend_cell(row.marker, t),
        difference_cell(row, reader),
    ]


def _target(row: OverviewRow, reader: Reader) -> tuple[str, dict[str, str]]:
    """A row opens the map where there is one, else the trend."""
    choices = reader.link(indicator=row.indicator.indicator_id)
    return ("map", choices | {"level": row.place.code}) if row.place else ("catalogue", choices)
