"""The district map: one indicator, one level, one period; map, ranked bars, sentences and table."""

from functools import partial

import streamlit as st

from pages.components import filters
from pages.components.actions import show_actions
from pages.components.benchmark_choice import choose_benchmark
from pages.components.cached import map_view, similar_municipalities
from pages.components.folding import show_folded_table
from pages.components.headings import show_heading, show_method
from pages.components.map_parts import choose_picture, show_funnel, show_pictures
from pages.components.map_picture import MapPicture
from pages.components.map_table import show_map_table
from pages.components.notices import guarded, show_without_figures
from pages.components.play import show_frames
from pages.components.reader import current_reader
from pages.components.sentences import show_map_sentences

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        choices = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
        with choices:
            indicator, rows, place = filters.choose_subject(reader)
        if place is None:
            show_without_figures(t)
            return
        with choices:
            view = map_view(reader, indicator, place, filters.choose_group(reader, rows), rows)
            compared = choose_benchmark(view, similar_municipalities(reader.home))
        show_heading(view, view.scope_name())
        picture = choose_picture(view, compared)
        show_frames(picture)
        show_period(picture)


@st.fragment
def show_period(picture: MapPicture) -> None:
    """What follows the period, in a fragment within: a step in time sends no filters again."""
    with guarded(t):
        view = picture.view
        period = filters.choose_period(reader, view.periods)
        show_map_sentences(picture, period)
        show_pictures(picture, period)
        show_funnel(picture, period)
        show_actions("map", reader)
        show_folded_table(t, partial(show_map_table, picture, period))
        show_method(view.in_period(period), view.indicator, reader, picture.compared)


show_view()
