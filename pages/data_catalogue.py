"""The catalogue: every indicator with its definition, source, owner, licence, levels and years."""

import streamlit as st

from indicators.catalogue import load_catalogue
from pages.components import filters
from pages.components.cached import availability, observations
from pages.components.catalogue_parts import show_catalogue_table, show_indicator
from pages.components.notices import guarded
from pages.components.reader import current_reader

reader = current_reader()
t = reader.t

st.header(t("Catalogue"), anchor=False)
st.markdown(
    t(
        "{count} indicators. Choose one to read its definition, source and caveats.",
        count=len(load_catalogue()),
    )
)
with guarded(t):
    known = availability()
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        indicator = filters.choose_indicator(reader)
    where = known[known["indicator_id"] == indicator.indicator_id]
    show_indicator(indicator, where, observations(indicator.indicator_id), reader)
    st.subheader(t("All indicators"), anchor=False)
    show_catalogue_table(known, reader)
