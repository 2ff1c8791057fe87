"""Area profile: one area among its peers in every indicator, strengths and concerns, and its ages."""

import streamlit as st

from pages.components.actions import show_actions
from pages.components.cached import areas_view, observations
from pages.components.filters import choose_level
from pages.components.headings import show_method_of_many
from pages.components.notices import guarded
from pages.components.profile_parts import choose_profile, show_ages, show_spines, show_strengths_and_concerns
from pages.components.reader import current_reader
from pages.components.view_of_ages import RESIDENTS, ages_of

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
            place = choose_level(reader)
            view = choose_profile(areas_view(reader, place))
        st.header(t("Area profile: {area}", area=view.name), anchor=False)
        if view.rows.empty:
            st.info(t("The sources give no figures for this area. Choose another area or level."))
            return
        show_strengths_and_concerns(view)
        st.subheader(t("Among the areas"), anchor=False)
        show_spines(view)
        show_ages(ages_of(reader, observations(RESIDENTS), (place.level, view.area), view.larger()), t)
        show_actions("profile", reader)
        show_method_of_many(view.rows, view.compared, reader)


show_view()
