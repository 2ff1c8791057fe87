"""The frame around every view: language, home area, navigation, the view itself, and the footer."""

import streamlit as st

from pages.components.footer import show_footer
from pages.components.header import build_pages, show_header
from pages.components.notices import show_unknown_choices
from pages.components.reader import current_reader

reader = current_reader()
page = st.navigation(build_pages(reader), position="hidden")
st.set_page_config(page_title=f"{page.title} – HyteData", layout="wide", initial_sidebar_state="collapsed")

with st.container(horizontal=True, horizontal_alignment="center"), st.container(width=1200):
    show_header(reader, page)
    notices = st.container()
    page.run()
    with notices:
        show_unknown_choices(reader.t)
    show_footer(reader)
