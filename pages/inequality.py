"""Inequality: the gap between areas over time, the slope over an open area index, segregation, clusters."""

import streamlit as st

from pages.components import filters
from pages.components.actions import show_actions
from pages.components.cached import areas_view, clusters_view, map_view
from pages.components.headings import show_heading, show_method
from pages.components.inequality_parts import show_clusters, show_gap, show_segregation, show_slope
from pages.components.notices import guarded, show_without_figures
from pages.components.reader import current_reader
from pages.components.recipe import stated_recipe
from pages.components.view_of_index import offered_variables
from pages.components.view_of_inequality import InequalityView

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
            own = map_view(reader, indicator, place, filters.choose_group(reader, rows), rows)
        areas = areas_view(reader, place)
        recipe, itself = stated_recipe(st.query_params.to_dict(), offered_variables(areas)), indicator.indicator_id
        view = InequalityView(own, areas, recipe.without(itself), left_out=itself in recipe.variables)
        show_heading(own, own.scope_name())
        period = filters.choose_period(reader, own.periods)
        if text := own.known_text(period):
            st.markdown(text)
        show_gap(view)
        show_slope(view, period)
        show_segregation(view)
        show_clusters(clusters_view(own, period))
        show_actions("inequality", reader)
        show_method(own.in_period(period), indicator, reader)


show_view()
