"""How wide the reader's screen is: charts with labels at their sides are drawn differently on a phone."""

import streamlit as st

from pages.components.frontend import frontend
from pages.components.reader import Reader

NARROW = "screen_is_narrow"


def show_document(reader: Reader) -> None:
    """State the page's language to the browser, and hear from it whether its window is a phone's."""
    known = is_narrow()
    data = {"language": reader.language, "narrow": known}
    heard = frontend("document")(data=data, default={"narrow": known}, key="document", on_narrow_change=lambda: None)
    st.session_state[NARROW] = bool(heard.narrow)


def is_narrow() -> bool:
    """True when the window is at most 640 pixels wide; False until the browser has said so."""
    return bool(st.session_state.get(NARROW, False))
