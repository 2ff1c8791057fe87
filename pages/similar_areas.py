"""Similar areas: which municipalities of Finland resemble the home area, by variables the reader weighs."""

import streamlit as st

from pages.components.actions import show_actions
from pages.components.cached import municipality_values
from pages.components.notices import guarded
from pages.components.reader import current_reader
from pages.components.similar_parts import choose_weights, show_similar
from pages.components.view_of_similar import SimilarView

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        st.header(t("Municipalities like {area}", area=reader.home_name), anchor=False)
        values, periods = municipality_values()
        weights = choose_weights(reader, list(values))
        if not weights:
            st.info(t("Choose at least one variable."))
            return
        view = SimilarView(reader, values, periods, weights)
        if view.distances.empty:
            st.info(t("{area} lacks one of the chosen figures. Choose other variables.", area=reader.home_name))
            return
        show_similar(view)
        show_actions("similar", reader)


show_view()
