"""Administration: choosing the city's indicators, and fetching their figures. Open to who has the operator's key."""

import streamlit as st

from pages.components.admin_parts import passes_door
from pages.components.chosen_parts import show_chosen
from pages.components.notices import guarded
from pages.components.reader import current_reader
from pages.components.refresh_parts import show_refresh

reader = current_reader()
t = reader.t

st.header(t("Administration"), anchor=False)
if passes_door(reader):
    with guarded(t):
        show_refresh(reader)
    with guarded(t):
        show_chosen(reader)
