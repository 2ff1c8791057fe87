"""The start page: four themes, each with its indicators at the finest level there is."""

import streamlit as st

from indicators.clock import today
from indicators.model import THEMES
from pages.components.cached import overview
from pages.components.notices import guarded
from pages.components.overview_parts import show_data_age, show_gaps, show_history, show_theme
from pages.components.reader import current_reader
from pages.components.view_of_overview import split_history, themed

reader = current_reader()
t = reader.t

st.header(t("Wellbeing at a glance: {area}", area=reader.home_name), anchor=False)
with guarded(t):
    show_data_age(reader)
    every = overview(reader.home)
    rows, history = split_history(every, today())
    for theme in THEMES:
        show_theme(theme, themed(rows, theme), reader)
        show_gaps(theme, themed(every, theme), reader)
    show_history(history, reader)
