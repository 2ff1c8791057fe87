"""Blind spots: for which themes, area levels and population groups the home area has no figure."""

import streamlit as st

from pages.components.actions import show_actions
from pages.components.cached import blind_spots
from pages.components.gaps_parts import choose_years, show_cells, show_gap_list, show_sum
from pages.components.notices import guarded
from pages.components.reader import current_reader

reader = current_reader()
t = reader.t

st.header(t("Blind spots of wellbeing information"), anchor=False)
with guarded(t):
    table = blind_spots(reader.home, choose_years(reader))
    show_sum(table, reader)
    show_cells(table, reader)
    st.caption(
        t(
            "Counted: indicators with a figure of the home area itself, of an area within it or of a larger area it "
            "lies in, by the level of that area. An indicator about one group, such as children, counts under "
            "everybody unless its source also divides its figures by group."
        )
    )
    show_actions("gaps", reader, ("csv", "xlsx", "json"))
    show_gap_list(table, reader)
