"""Information products and tools, and the city's own information that is not in HyteData: whose, for whom, where."""

import streamlit as st

from indicators.city.information import load_information
from indicators.city.products import load_products
from pages.components.actions import show_actions
from pages.components.notices import guarded
from pages.components.reader import current_reader
from pages.components.register_parts import (
    choose_access,
    choose_user,
    chosen_information,
    chosen_products,
    show_information,
    show_products,
)

reader = current_reader()
t = reader.t

st.header(t("Information products and the city’s own information"), anchor=False)
st.markdown(t("What the city leads by, what it lacks, and information that is kept elsewhere than in HyteData."))
with guarded(t):
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        user, access = choose_user(reader), choose_access(reader)
    st.subheader(t("Information products and tools"), anchor=False)
    show_products(chosen_products(load_products(), user, access), reader)
    show_actions("products", reader, ("csv", "xlsx"))
    st.subheader(t("The city’s own information"), anchor=False)
    show_information(chosen_information(load_information(), access), reader)
    show_actions("information", reader, ("csv", "xlsx"))
