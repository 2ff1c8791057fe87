"""The catalogue: all wellbeing information in one list with search and facets; of an indicator, all that is known."""

import streamlit as st

from indicators.catalogue import load_catalogue
from pages.components.cached import availability, listing, observations
from pages.components.catalogue_parts import NO_INDICATOR, chosen_indicator, show_back, show_indicator
from pages.components.catalogue_search import choose_wanted, show_found
from pages.components.notices import guarded
from pages.components.quality_parts import show_quality
from pages.components.reader import current_reader

reader = current_reader()
t = reader.t

code = chosen_indicator()

st.header(t("Catalogue"), anchor=False)
with guarded(t):
    if code == NO_INDICATOR:
        st.markdown(t("What wellbeing information there is, who owns it and how fresh it is."))
        known_information = listing()
        wanted = choose_wanted(reader, known_information)
        show_found(known_information.find(wanted), known_information, reader)
    else:
        show_back(reader)
        indicator = load_catalogue()[code]
        known = availability()
        where, rows = known[known["indicator_id"] == code], observations(code)
        show_indicator(indicator, where, rows, reader)
        show_quality(indicator, where, rows, reader)
