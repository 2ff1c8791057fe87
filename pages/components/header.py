"""The top of every page: name, home area, language, search, and the way to each view."""

from collections.abc import Mapping

import streamlit as st

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import LANGUAGES
from pages.components.frontend import frontend
from pages.components.reader import Reader, home_options
from pages.components.selection import choose
from pages.components.views import VIEWS
from pages.components.words import title_of

CARRIED = ("indicator", "level", "theme")
"""Choices that stay when the view changes."""


def build_pages(reader: Reader) -> dict[str, st.Page]:
    """A Streamlit page for each view, titled in the reader's language."""
    return {
        view.path: st.Page(
            view.file,
            title=reader.t(view.words),
            url_path=view.path,
            default=not view.path,
        )
        for view in VIEWS
    }


def show_header(reader: Reader, pages: Mapping[str, st.Page], page: st.Page) -> None:
    """Draw the two rows of the header."""
    frontend("document")(data={"language": reader.language}, key="document")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.markdown(f"### HyteData · {reader.home_name}", width="content")
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            _show_search(reader)
            _show_home(reader)
            _show_languages(reader)
    with st.container(horizontal=True, key="navigation"):
        for target in pages.values():
            label = f"**{target.title}**" if target is page else target.title
            st.page_link(target, label=label, query_params=_carried(reader))


def _show_home(reader: Reader) -> None:
    choose(
        st.selectbox,
        reader.t("Home area"),
        "home",
        home_options(),
        reader.home,
        resets=("areas", "period"),
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
        st.switch_page("district_map.py", query_params=reader.link(indicator=found))


def _carried(reader: Reader) -> dict[str, str]:
    known = st.query_params.to_dict()
    return reader.link(**{name: known[name] for name in CARRIED if name in known})
