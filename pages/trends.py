"""Trends: one indicator over the years, chosen areas and what they are compared with."""

from functools import partial

import streamlit as st

from pages.charts.lines import build_lines_figure, build_small_multiples_figure
from pages.charts.style import CONFIG
from pages.components import filters
from pages.components.actions import show_actions
from pages.components.folding import show_folded_table
from pages.components.headings import show_heading, show_method, show_reading_notes
from pages.components.notices import guarded, show_without_figures
from pages.components.reader import current_reader
from pages.components.screen import is_narrow
from pages.components.selection import choose_flag
from pages.components.sentences import trends_sentence
from pages.components.trends_parts import choose_fan, show_markers
from pages.components.trends_table import show_trends_table
from pages.components.view_of_trends import TrendsView, is_usually_from_zero

reader = current_reader()
t = reader.t


@st.fragment
def show_view() -> None:
    """The whole view in one fragment: a choice sends only what is inside it."""
    with guarded(t):
        choices = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
        with choices:
            indicator, rows, place = filters.choose_subject(reader)
        if place is None:
            show_without_figures(t)
            return
        with choices:
            group = filters.choose_group(reader, rows)
        areas = filters.choose_areas(reader, place, rows)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            lines = filters.choose_lines(reader, rows)
            from_zero = choose_flag(t("Axis from zero"), "zero", is_usually_from_zero(indicator))
            view = choose_fan(TrendsView(reader, indicator, rows, place, group, areas, lines))
        show_heading(view, view.scope_name())
        st.markdown(trends_sentence(view))
        chart = view.chart(from_zero)
        build = build_small_multiples_figure if view.wants_small_multiples else build_lines_figure
        st.plotly_chart(build(chart, narrow=is_narrow()), key="trends", theme=None, config=dict(CONFIG))
        show_reading_notes(view, from_zero)
        show_markers(view)
        show_actions("trends", reader)
        show_folded_table(t, partial(show_trends_table, view))
        show_method(view.rows, indicator, reader)


show_view()
