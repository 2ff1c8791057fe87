"""The table of a view, folded away at first: what is not open is neither computed nor sent."""

from collections.abc import Callable

import streamlit as st

from pages.locales.messages import Translator


def show_folded_table(t: Translator, draw: Callable[[], None]) -> None:
    """What the picture shows as a table, which `draw` draws once the reader opens it; the URL states `table=true`."""
    part = st.expander(t("The same as a table"), key="table", on_change="rerun", bind="query-params")
    if part.open:
        with part:
            draw()
