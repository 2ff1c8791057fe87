"""Choosing the city's indicators: the set as an ordered list, and the ways to change it.

With a folder of the city's own (`HYTEDATA_CITY`) each change is written to `chosen.toml` at once; without one the
changes stay in this visit, and the file can be downloaded.
"""

import streamlit as st

from indicators.catalogue import load_catalogue
from indicators.city.chosen import FILE, Chosen, chosen_of, chosen_text, load_chosen, write_chosen
from indicators.city.files import own_folder, path_of
from indicators.city.order import Entries, moved, with_added, with_theme, without
from indicators.facets import Wanted
from indicators.model import Indicator, Theme
from pages.components.cached import listing
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.screen import filter_width
from pages.components.tables import Cell, Column, number_cell, show_table
from pages.components.words import THEME, title_of

DRAFT = "chosen_draft"
OFFERED = 30
"""How many of the indicators found can be chosen from."""


def current_set() -> Entries:
    """The set in the city's file; without a folder of its own, as changed in this visit. Raises DefinitionError."""
    if own_folder() is None and DRAFT in st.session_state:
        return tuple(st.session_state[DRAFT])
    return load_chosen()


def save_set(entries: Entries) -> None:
    """Write the set to the city's folder, or keep it in this visit where there is none. Raises DefinitionError."""
    folder = own_folder()
    if folder is None:
        st.session_state[DRAFT] = entries
    else:
        write_chosen(entries, folder / FILE)


def show_chosen(reader: Reader) -> None:
    """The set with what can be done to it."""
    t, entries = reader.t, current_set()
    st.subheader(t("The city’s indicators"), anchor=False)
    _show_where(entries, reader)
    if entries:
        _show_change(entries, reader)
    _show_add(entries, reader)
    _show_set(entries, reader)


def entry_title(entry: Chosen, reader: Reader) -> str:
    """What an entry is called: the indicator's title, or what the set notes beside SOTKAnet's number."""
    known = _indicator_of(entry)
    if known:
        return title_of(known, reader.language)
    name = f"SOTKAnet {entry.sotkanet_id}"
    return f"{name}: {entry.note}" if entry.note else name


def _indicator_of(entry: Chosen) -> Indicator | None:
    catalogue = load_catalogue()
    if entry.indicator_id:
        return catalogue.get(entry.indicator_id)
    return next((each for each in catalogue.values() if each.sotkanet_id == entry.sotkanet_id), None)


def _show_where(entries: Entries, reader: Reader) -> None:
    t = reader.t
    if own_folder() is None:
        st.info(
            t(
                "Changes stay in this visit: the city has no folder of its own. Download the file and keep it under "
                "version control, or set HYTEDATA_CITY to a folder and start HyteData again to save from here."
            )
        )
    else:
        st.markdown(t("Each change is written at once to the file chosen.toml in the city’s folder."))
    text = chosen_text(entries, path_of(FILE).read_text(encoding="utf-8"))
    st.download_button(t("Download chosen.toml"), text, FILE, "application/toml", key="download_chosen")


def _show_change(entries: Entries, reader: Reader) -> None:
    """Pick one entry; move it, give it another theme, or take it away."""
    t, by_key = reader.t, {each.key: each for each in entries}
    places = {key: place for place, key in enumerate(by_key, 1)}

    def written(key: str) -> str:
        return f"{places[key]}. {entry_title(by_key[key], reader)}"

    if st.session_state.get("chosen_entry") not in by_key:
        st.session_state.pop("chosen_entry", None)
    key = st.selectbox(t("Indicator in the set"), list(by_key), key="chosen_entry", format_func=written)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(t("Earlier"), key="chosen_up"):
            _save_if_changed(moved(current_set(), key, -1))
        if st.button(t("Later"), key="chosen_down"):
            _save_if_changed(moved(current_set(), key, 1))
        if st.button(t("Remove from the set"), key="chosen_remove"):
            _save_if_changed(without(current_set(), key))
        theme = _choose_theme(t("Its theme"), f"theme_of_{key}", by_key[key].theme, reader)
        if st.button(t("Set the theme"), key="chosen_theme"):
            _save_if_changed(with_theme(current_set(), key, theme))


def _show_add(entries: Entries, reader: Reader) -> None:
    t = reader.t
    part = st.expander(t("Add an indicator"), key="chosen_add_part")
    with part:
        _add_found(entries, reader)
        _add_number(reader)


def _add_found(entries: Entries, reader: Reader) -> None:
    """Search the catalogue and add what is found."""
    t = reader.t
    words = st.text_input(t("Search the catalogue"), key="chosen_words", max_chars=200)
    found = _offered(words, entries) if words.strip() else {}
    if words.strip() and not found:
        st.markdown(t("Nothing is found that is not in the set already."))
    if not found:
        return
    names = {code: title_of(each, reader.language) for code, each in found.items()}
    label = t("Found, at most {count}", count=OFFERED)
    code = st.selectbox(label, list(names), key="chosen_found", format_func=names.__getitem__)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = _choose_theme(t("Theme"), "chosen_found_theme", found[code].theme, reader)
        if st.button(t("Add to the set"), key="chosen_add") and (added := chosen_of(found[code], theme)):
            _save_if_changed(with_added(current_set(), added))


def _offered(words: str, entries: Entries) -> dict[str, Indicator]:
    """Indicators that fit the words, can be chosen and are not in the set."""
    catalogue, chosen = load_catalogue(), {each.key for each in entries}
    found = [catalogue[each.code] for each in listing().find(Wanted(words)) if each.code in catalogue]
    keys = {each.indicator_id: chosen_of(each, each.theme) for each in found}
    free = [each for each in found if (own := keys[each.indicator_id]) and own.key not in chosen]
    return {each.indicator_id: each for each in free[:OFFERED]}


def _add_number(reader: Reader) -> None:
    """Add any indicator of SOTKAnet by its number, with a note that says what it is."""
    t = reader.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(
            t("Number in SOTKAnet"), 1, 999_999, None, 1, key="chosen_number", width=filter_width()
        )
        note = st.text_input(t("Note, such as its title"), key="chosen_note", max_chars=200)
        theme = _choose_theme(t("Theme"), "chosen_number_theme", Theme.BACKGROUND, reader)
        if st.button(t("Add the number"), key="chosen_add_number") and number:
            entry = Chosen(theme=theme, sotkanet_id=int(number), note=" ".join(note.split()))
            _save_if_changed(with_added(current_set(), entry))


def _choose_theme(label: str, key: str, usual: Theme, reader: Reader) -> Theme:
    def written(theme: Theme) -> str:
        return reader.t(THEME[theme])

    themes = list(Theme)
    index = themes.index(usual)
    return st.selectbox(label, themes, index, key=key, format_func=written, width=filter_width())


def _save_if_changed(entries: Entries) -> None:
    if entries != current_set():
        save_set(entries)
        st.rerun()


def _show_set(entries: Entries, reader: Reader) -> None:
    t = reader.t
    columns = [Column(t("Place"), "number"), Column(t("Indicator")), Column(t("Theme")), Column(t("Identifier"))]
    rows: list[list[Cell]] = [
        [
            number_cell(format_number(place, 0, reader.language), place),
            entry_title(each, reader),
            t(THEME[each.theme]),
            each.key,
        ]
        for place, each in enumerate(entries, 1)
    ]
    caption = t("The city’s indicators")
    show_table(caption, columns, rows, "chosen", reader.language, hide_caption=True, sortable=False, stacked=True)
