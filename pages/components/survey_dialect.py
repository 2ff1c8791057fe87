"""How a survey file was read, in words, and the fields by which an analyst overrules it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from indicators.survey.reading.outcome import Dialect, Reading, Wishes
from pages.components.reader import Reader
from pages.components.survey_draft import FOUND_OUT, Draft, read_again, turn
from pages.components.survey_words import DELIMITER, ENCODINGS, PART, QUOTE, dialect_text
from pages.components.tables import Cell, Column, show_table
from pages.locales.messages import mark

SELF_TOLD = ("sav", "zsav", "por")
"""Kinds of file that say themselves how they are read."""
MOST_HEADER_ROWS = 20
LEAVE = "*"
"""The choice of a select that leaves its part to be found out."""
SENT = "survey_sent"
"""Which reading, by its `turn`, is to be done anew."""
FIND_OUT = mark("find out")


def show_dialect(draft: Draft, reader: Reader) -> None:
    """How the file was read as a table, and the fields to read it otherwise."""
    t, outcome = reader.t, draft.outcome
    dialect: Dialect = {}
    if isinstance(outcome, Reading):
        st.subheader(t("How the file was read"), anchor=False)
        dialect = outcome.dialect
        _show_parts(dialect, reader)
    if dialect.get("kind") in SELF_TOLD:
        st.caption(t("An SPSS file says itself how it is read."))
        return
    _show_fields(draft, dialect, reader)
    if draft.wishes != FOUND_OUT and st.button(t("Go back to what was found out"), key="survey_found_out"):
        _read(FOUND_OUT, reader)


def _show_parts(dialect: Dialect, reader: Reader) -> None:
    t = reader.t
    told = {name: value for name, value in dialect.items() if name in PART and (name != "escape" or value)}
    rows: list[list[Cell]] = [[t(PART[name]), dialect_text(name, value, reader)] for name, value in told.items()]
    columns = [Column(t("Part"), width="40%"), Column(t("Read as"), width="60%")]
    caption = t("How the file was read")
    show_table(caption, columns, rows, "survey_dialect", reader.language, hide_caption=True, sortable=False)


def _show_fields(draft: Draft, dialect: Dialect, reader: Reader) -> None:
    """The fields in a form of one button; a part that this kind of file lacks is not asked for."""
    t, asks = reader.t, (lambda name: not dialect or name in dialect)
    part = st.expander(t("Read it otherwise"), expanded=draft.wishes != FOUND_OUT)
    with part, st.form(f"survey_wishes_{turn()}", border=False):
        st.markdown(t("What is left to “find out” is found out from the file itself."))
        wishes = _asked(draft.wishes, asks, reader)
        st.form_submit_button(t("Read again"), on_click=_send)
    if st.session_state.get(SENT) == turn():
        _read(wishes, reader)


def _send() -> None:
    """Remember the press: a run that is broken off, as by a window that tells its width, would forget it."""
    st.session_state[SENT] = turn()


def _asked(before: Wishes, asks: Callable[[str], bool], reader: Reader) -> Wishes:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheet = _sheet(before, reader) if asks("sheet") else before.sheet
        wishes = _asked_of_text(before, reader) if asks("delimiter") else before
        first = _number("header_row", 1, None, before.header_row, reader)
        count = _number("header_rows", 0, MOST_HEADER_ROWS, before.header_rows, reader)
    return replace(wishes, sheet=sheet, header_row=first, header_rows=count)


def _sheet(before: Wishes, reader: Reader) -> str:
    t = reader.t
    label = t("Sheet, by name or number")
    return st.text_input(
        label, before.sheet, max_chars=200, key=_key("sheet"), placeholder=t(FIND_OUT), width=230
    ).strip()


def _asked_of_text(before: Wishes, reader: Reader) -> Wishes:
    """What is asked of text files only."""
    encoding = _choose("encoding", {name: name for name in ENCODINGS}, before.encoding or LEAVE, reader)
    delimiter = _choose("delimiter", DELIMITER, before.delimiter or LEAVE, reader)
    quote = _choose("quote", QUOTE, LEAVE if before.quote is None else before.quote, reader)
    return replace(
        before,
        encoding="" if encoding == LEAVE else encoding,
        delimiter="" if delimiter == LEAVE else delimiter,
        quote=None if quote == LEAVE else quote,
    )


def _choose(name: str, words: Mapping[str, str], before: str, reader: Reader) -> str:
    """A select of one part; `LEAVE` for what is to be found out."""
    t, options = reader.t, [LEAVE, *words]

    def written(code: str) -> str:
        text = FIND_OUT if code == LEAVE else words[code]
        return t(text)

    label, place = t(PART[name]), options.index(before) if before in options else 0
    return str(st.selectbox(label, options, place, format_func=written, key=_key(name), width=230))


def _number(name: str, least: int, most: int | None, before: int | None, reader: Reader) -> int | None:
    t = reader.t
    label = t(PART[name])
    number = st.number_input(label, least, most, before, 1, key=_key(name), placeholder=t(FIND_OUT), width=230)
    return None if number is None else int(number)


def _key(name: str) -> str:
    return f"survey_{name}_{turn()}"


def _read(wishes: Wishes, reader: Reader) -> None:
    with st.spinner(reader.t("Reading the file …")):
        read_again(wishes)
    st.session_state.pop(SENT, None)
    st.rerun()
