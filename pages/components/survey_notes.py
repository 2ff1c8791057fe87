"""The notes on a reading: by kind, and folded away each of them."""

from collections.abc import Sequence

import streamlit as st

from indicators.survey.reading.kinds_of_notes import KindOfNote, kinds_of_notes
from indicators.survey.reading.outcome import Note, Reading, shown
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.tables import Cell, Column, number_cell, show_table

PLACES_SHOWN = 8
"""Rows or columns that a kind of note names in the overview."""


def show_notes(reading: Reading, reader: Reader) -> None:
    """What was set aside, cut, filled or guessed; that there was nothing of the kind is said too."""
    t, kinds = reader.t, kinds_of_notes(reading.notes)
    st.subheader(t("What to know of the reading"), anchor=False)
    if not kinds:
        st.markdown(t("Nothing was set aside, cut, filled or guessed."))
        return
    heads = [
        Column(t("Note"), width="56%"),
        Column(t("Rows of the file"), width="18%"),
        Column(t("Columns"), width="16%"),
        Column(t("Count"), "number", width="10%"),
    ]
    rows = [_kind(kind, reader) for kind in kinds]
    caption = t("What to know of the reading")
    show_table(caption, heads, rows, "survey_kinds", reader.language, hide_caption=True, sortable=False, stacked=True)
    if any(kind.count > 1 for kind in kinds):
        _show_each(kinds, reader)


def _kind(kind: KindOfNote, reader: Reader) -> list[Cell]:
    """The words of the first note of a kind; the places and the number of all."""
    first = kind.notes[0].text(reader.language)
    words: Cell = {"text": first, "note": reader.t("and others like it, below")} if kind.count > 1 else first
    count = number_cell(format_number(kind.count, 0, reader.language), kind.count)
    return [words, _places(kind.rows, kind.unnamed), _places([*map(shown, kind.columns)], kind.unnamed), count]


def _places(places: Sequence[object], unnamed: int) -> str:
    """The first places, and "…" where there are more."""
    named = ", ".join(map(str, places[:PLACES_SHOWN]))
    return f"{named} …" if named and (unnamed or len(places) > PLACES_SHOWN) else named


def _show_each(kinds: Sequence[KindOfNote], reader: Reader) -> None:
    t, several = reader.t, [kind for kind in kinds if kind.count > 1]
    with st.expander(t("Every note of the kinds with several")):
        rows = [_note(note, reader) for kind in several for note in kind.notes]
        heads = [
            Column(t("Note"), width="66%"),
            Column(t("Row of the file"), width="14%"),
            Column(t("Column"), width="20%"),
        ]
        caption = t("Every note of the kinds with several")
        show_table(
            caption, heads, rows, "survey_notes", reader.language, hide_caption=True, sortable=False, stacked=True
        )
        for kind in several:
            if kind.unnamed:
                st.text(_unnamed(kind, reader))


def _unnamed(kind: KindOfNote, reader: Reader) -> str:
    facts: dict[str, str | int] = {"count": kind.unnamed, "code": kind.code}
    return Note("more_of_them", facts=facts).text(reader.language)


def _note(note: Note, reader: Reader) -> list[Cell]:
    return [note.text(reader.language), str(note.row or ""), shown(note.column)]
