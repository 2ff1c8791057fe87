"""The map and the ranked bars, as drawn on the page."""

import streamlit as st

from geodata.levels import AreaLevel
from pages.charts.choropleth import build_map_figure
from pages.charts.ranking import build_ranking_figure
from pages.charts.style import CONFIG
from pages.components.legend import show_legend
from pages.components.links import open_view
from pages.components.map_table import trend_link
from pages.components.notices import show_without_geometry
from pages.components.play import MAP_KEY, show_play
from pages.components.screen import MAP_WIDTH, current_screen
from pages.components.view_of_map import BARS_AT_MOST, MapView


def show_pictures(view: MapView, period: str, benchmark: AreaLevel | None) -> None:
    """The map with its period, Play and legend, and the ranked bars beside it."""
    left, right = st.columns([2, 1], gap="medium")
    with left:
        show_play(view, period)
        _show_map(view, period)
        show_legend(view)
    with right:
        _show_ranking(view, period, benchmark)


def _show_map(view: MapView, period: str) -> None:
    """Draw the map; a click on an area opens its trend."""
    t = view.reader.t
    content = view.content(period, MAP_WIDTH[current_screen()])
    if content is None:
        st.info(t("No boundaries are stored for this level. The table has the figures."))
        return
    show_without_geometry([view.name(code) for code in sorted(view.place.without_geometry(view.reader.home))], t)
    event = st.plotly_chart(
        build_map_figure(content),
        key=MAP_KEY,
        theme=None,
        config=dict(CONFIG),
        on_select="rerun",
        selection_mode="points",
    )
    points = event.selection.points if event else []
    if points:
        open_view("trends", trend_link(view, str(points[0]["location"])))


def _show_ranking(view: MapView, period: str, benchmark: AreaLevel | None) -> None:
    """Draw the ranked bars with the benchmark's line."""
    reader, compared = view.reader, view.benchmark_figure(benchmark, period)
    line = (f"{compared[0]} {view.written(compared[1])}", compared[1]) if compared else None
    figure = build_ranking_figure(view.bars(period), line, selected=reader.home)
    st.plotly_chart(figure, key="ranking", theme=None, config=dict(CONFIG))
    if len(view.areas) > BARS_AT_MOST:
        st.caption(reader.t("The highest and lowest areas; the table has all {count}.", count=len(view.areas)))
