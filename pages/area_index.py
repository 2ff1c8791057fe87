"""Area index: a reader's own recipe of indicators, directions and weights, and how ranks move with it."""

import streamlit as st

from pages.components.actions import show_actions
from pages.components.cached import areas_view
from pages.components.filters import choose_level
from pages.components.index_parts import show_index, show_index_table
from pages.components.notices import guarded
from pages.components.reader import current_reader
from pages.components.recipe import choose_recipe
from pages.components.view_of_index import IndexView, offered_variables

FEWEST_AREAS = 3

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        st.header(t("Area index: {area}", area=reader.home_name), anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
            view = areas_view(reader, choose_level(reader))
        offered = offered_variables(view)
        if not offered:
            st.info(t("No indicator has figures for most of these areas. Choose another level."))
            return
        recipe = choose_recipe(reader, offered)
        if not recipe.variables:
            st.info(t("Choose at least one variable."))
            return
        index = IndexView(view, recipe)
        if len(index.order) < FEWEST_AREAS:
            st.info(t("Fewer than three areas have every chosen figure. Choose other variables or another level."))
            return
        show_index(index)
        show_index_table(index)
        show_actions("index", reader)


show_view()
