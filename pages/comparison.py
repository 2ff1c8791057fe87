"""Comparison: many indicators × areas in one table, coloured by what a test says beside the benchmark."""

import streamlit as st

from pages.components.actions import show_actions
from pages.components.cached import areas_view
from pages.components.comparison_parts import choose_comparison, show_in_words, show_tartan
from pages.components.filters import choose_level
from pages.components.headings import show_method_of_many
from pages.components.legend import show_legend
from pages.components.notices import guarded
from pages.components.reader import current_reader

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        choices = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
        with choices:
            place = choose_level(reader)
        view = choose_comparison(areas_view(reader, place), choices)
        st.header(t("Comparison: {area}", area=view.areas_view.scope_name()), anchor=False)
        if reason := view.why_empty():
            st.info(t(reason))
            return
        first, *others = view.sentences()
        st.markdown(first.text)
        show_legend(view.legend(), t)
        show_tartan(view)
        show_in_words(others, t)
        show_actions("comparison", reader)
        show_method_of_many(view.shown_rows, view.compared, reader)


show_view()
