"""The district map: one indicator, one level, one period; map, ranked bars, sentence and table."""

from functools import partial

import streamlit as st

from geodata.levels import AreaLevel
from pages.components import filters
from pages.components.actions import show_actions
from pages.components.cached import map_view, observations
from pages.components.folding import show_folded_table
from pages.components.headings import show_heading, show_method
from pages.components.map_parts import show_pictures
from pages.components.map_table import show_map_table
from pages.components.notices import guarded, show_without_figures
from pages.components.play import show_frames
from pages.components.reader import current_reader
from pages.components.sentences import map_sentence
from pages.components.view_of_map import MapView

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        choices = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
        with choices:
            indicator = filters.choose_indicator(reader)
            rows = observations(indicator.indicator_id)
            place = filters.choose_place(reader, rows)
        if place is None:
            show_without_figures(t)
            return
        with choices:
            view = map_view(reader, indicator, place, filters.choose_group(reader, rows))
            benchmark = filters.choose_benchmark(reader, view.benchmarks_with_figures())
        show_heading(view, view.scope_name())
        show_frames(view)
        show_period(view, benchmark)


@st.fragment
def show_period(view: MapView, benchmark: AreaLevel | None) -> None:
    """What follows the period, in a fragment within: a step in time sends no filters again."""
    with guarded(t):
        period = filters.choose_period(reader, view.periods)
        st.markdown(map_sentence(view, period, benchmark))
        show_pictures(view, period, benchmark)
        show_actions("map", reader)
        show_folded_table(t, partial(show_map_table, view, period))
        show_method(view.in_period(period), view.indicator, reader)


show_view()
