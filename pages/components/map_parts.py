"""The map and the ranked bars, as drawn on the page."""

import streamlit as st

from pages.charts.choropleth import build_map_figure
from pages.charts.funnel import build_funnel_figure
from pages.charts.ranking import build_ranking_figure
from pages.charts.style import CONFIG
from pages.components.benchmark_choice import Compared
from pages.components.cached import map_picture
from pages.components.funnel_of_map import funnel_of
from pages.components.legend import show_legend
from pages.components.links import open_view
from pages.components.map_picture import BARS_AT_MOST, MapPicture
from pages.components.map_table import profile_link
from pages.components.notices import show_without_geometry
from pages.components.numbers import separators
from pages.components.play import MAP_KEY, show_play
from pages.components.screen import MAP_WIDTH, current_screen
from pages.components.selection import choose
from pages.components.view_of_map import MapView
from pages.locales.messages import mark

BY_VALUE, BY_COMPARISON = "value", "comparison"
MODES = {BY_VALUE: mark("By value"), BY_COMPARISON: mark("By comparison")}


def choose_picture(view: MapView, compared: Compared | None) -> MapPicture:
    """The map by value or, where a test can be made, by what it says beside the benchmark."""
    t = view.reader.t
    if compared is None or not view.has_intervals:
        if compared is not None:
            st.caption(t("No test against the benchmark: the source gives no counts, so there is no interval."))
        return map_picture(view, compared, by_comparison=False)
    mode = choose(
        st.segmented_control,
        t("Colours"),
        "colours",
        list(MODES),
        BY_VALUE,
        format_func=lambda code: t(MODES[code]),
        required=True,
    )
    return map_picture(view, compared, by_comparison=mode == BY_COMPARISON)


def show_pictures(picture: MapPicture, period: str) -> None:
    """The map with its period, Play and legend, and the ranked bars beside it."""
    left, right = st.columns([2, 1], gap="medium")
    with left:
        show_play(picture, period)
        _show_map(picture, period)
        show_legend(picture.legend(), picture.view.reader.t)
    with right:
        _show_ranking(picture, period)


def show_funnel(picture: MapPicture, period: str) -> None:
    """Draw the funnel plot, folded away, where there are areas enough."""
    t, funnel = picture.view.reader.t, funnel_of(picture, period)
    if funnel is None:
        return
    with st.expander(t("Which areas lie beyond chance: a funnel plot")):
        figure = build_funnel_figure(funnel, t("persons in the base"), separators(picture.view.reader.language))
        st.plotly_chart(figure, key="funnel", theme=None, config=dict(CONFIG))
        st.caption(
            t(
                "Each dot is an area. Line: the benchmark. Between the dashed curves lie 95%, between the dotted ones "
                "99.8% of areas that differ from it by chance alone; the smaller the base, the wider."
            )
        )


def _show_map(picture: MapPicture, period: str) -> None:
    """Draw the map; a click on an area opens its profile."""
    view, t = picture.view, picture.view.reader.t
    content = picture.content(period, MAP_WIDTH[current_screen()])
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
        open_view("profile", profile_link(view, str(points[0]["location"])))


def _show_ranking(picture: MapPicture, period: str) -> None:
    """Draw the ranked bars with their intervals and the benchmark's line."""
    view, reader = picture.view, picture.view.reader
    line = picture.benchmark_line(period)
    labelled = (f"{line[0]} {view.written(line[1])}", line[1]) if line else None
    figure = build_ranking_figure(picture.bars(period), labelled, selected=reader.home)
    st.plotly_chart(figure, key="ranking", theme=None, config=dict(CONFIG))
    notes = []
    if len(view.areas) > BARS_AT_MOST:
        notes.append(reader.t("The highest and lowest areas; the table has all {count}.", count=len(view.areas)))
    if view.has_intervals:
        notes.append(reader.t("Whiskers: 95% confidence interval."))
    if line is None and picture.compared is not None:
        notes.append(reader.t("Upright line on a bar: {benchmark}.", benchmark=picture.compared.name))
    if notes:
        st.caption(" ".join(notes))
