"""How wide the reader's screen is: labels beside a chart and a map's zoom must reckon with it."""

from enum import StrEnum
from typing import Literal

import streamlit as st

from pages.components.frontend import frontend
from pages.components.reader import Reader

KEPT = "screen"


class Screen(StrEnum):
    """A window's width: at most 640 pixels, at most 1100, or more (`frontend/document.js`)."""

    PHONE = "phone"
    TABLET = "tablet"
    DESK = "desk"


MAP_WIDTH = {Screen.PHONE: 288, Screen.TABLET: 380, Screen.DESK: 620}
"""Pixels that the map has at least."""


def show_document(reader: Reader) -> None:
    """State the page's language to the browser, and hear from it how wide its window is."""
    known = str(current_screen())
    data = {"language": reader.language, "screen": known}
    heard = frontend("document")(data=data, default={"screen": known}, key="document", on_screen_change=lambda: None)
    st.session_state[KEPT] = heard.screen if heard.screen in list(Screen) else known


def current_screen() -> Screen:
    """The reader's screen; a desk's until the browser has said otherwise."""
    return Screen(st.session_state.get(KEPT, Screen.DESK))


def filter_width() -> int | Literal["stretch"]:
    """Pixels of a filter; on a phone each has a row of its own."""
    return "stretch" if is_narrow() else 210


def is_narrow() -> bool:
    """True on a phone."""
    return current_screen() is Screen.PHONE
