"""The top of every page: name, home area, language, search, and the way to each view."""

import streamlit as st

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import LANGUAGES
from pages.components.links import open_view, show_navigation
from pages.components.reader import Reader, home_options
from pages.components.screen import show_document
from pages.components.selection import choose
from pages.components.views import VIEWS, offered_views
from pages.components.words import title_of


def build_pages(reader: Reader) -> list[st.Page]:
    """A Streamlit page for each view, titled in the reader's language."""
    return [st.Page(view.file, title=reader.t(view.words), url_path=view.path, default=not view.path) for view in VIEWS]


def show_header(reader: Reader, page: st.Page) -> None:
    """Draw the two rows of the header."""
    show_document(reader)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.markdown(f"### HyteData · {reader.home_name}", width="content")
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            _show_search(reader)
            _show_home(reader)
            _show_languages(reader)
    texts = {view.path: reader.t(view.words) for view in offered_views()}
    show_navigation(reader.t("Views"), texts, reader, "navigation", here=page.url_path)


def _show_home(reader: Reader) -> None:
    choose(
        st.selectbox,
        reader.t("Home area"),
        "home",
        home_options(),
        reader.home,
        resets=("areas", "area", "period", "than"),
        format_func=lambda code: reader.name(AreaLevel.MUNICIPALITY, code),
        width=170,
    )


def _show_languages(reader: Reader) -> None:
    choose(
        st.segmented_control,
        reader.t("Language"),
        "lang",
        LANGUAGES,
        reader.language,
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
    )


def _show_search(reader: Reader) -> None:
    """Every indicator by typed words; choosing one opens its map."""
    catalogue = load_catalogue()
    found = st.selectbox(
        reader.t("Search indicators"),
        list(catalogue),
        index=None,
        key="search",
        format_func=lambda code: title_of(catalogue[code], reader.language),
        placeholder=reader.t("Type, e.g. education"),
        width=300,
    )
    if found:
        del st.session_state["search"]
        open_view("map", reader.link(indicator=found))
