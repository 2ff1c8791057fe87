"""About HyteData: accessibility statement, feedback, sources and their licences."""

import streamlit as st

from pages.components.about_parts import show_accessibility, show_feedback, show_methods, show_sources
from pages.components.notices import guarded
from pages.components.reader import current_reader

reader = current_reader()
t = reader.t

st.header(t("About HyteData"), anchor=False)
st.markdown(
    t(
        "HyteData is an open dashboard of wellbeing indicators for Finnish municipalities. "
        "It shows example data from open sources; the newest year of each stands on the start page."
    )
)
show_methods(reader)
show_accessibility(reader)
show_feedback(reader)
with guarded(t):
    show_sources(reader)
