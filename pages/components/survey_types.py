"""Column by column: the type that is proposed and why, and the type that the analyst confirms."""

from collections.abc import Sequence

import streamlit as st

from indicators.survey.reading.chosen_types import as_kind
from indicators.survey.reading.column_types import ColumnKind, ColumnType
from indicators.survey.reading.outcome import Reading, Variable, shown
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.survey_draft import Draft, confirm_types, take_back, turn
from pages.components.survey_type_words import KINDS, examples, losses, reasons
from pages.components.verbatim import verbatim

ON_A_PAGE = 10
"""Columns that are looked at together."""


def show_types(draft: Draft, reading: Reading, reader: Reader) -> None:
    """How many columns are confirmed, and ten of them with their types."""
    t, count = reader.t, len(draft.proposed)
    st.subheader(t("Types of the columns"), anchor=False)
    st.markdown(
        t(
            "Types are proposed from the cells; nothing is converted. Confirmed: **{confirmed}** of {count} columns.",
            confirmed=format_number(len(draft.confirmed), 0, reader.language),
            count=format_number(count, 0, reader.language),
        )
    )
    start = _choose_page(count, reader)
    part = draft.proposed[start : start + ON_A_PAGE]
    for place, proposed in enumerate(part, start + 1):
        _show_column(place, proposed, draft, reading, reader)
    st.button(
        t("Confirm all shown here"),
        key=f"survey_confirm_{turn()}",
        on_click=confirm_types,
        args=({each.column: draft.confirmed.get(each.column, each) for each in part},),
    )


def _choose_page(count: int, reader: Reader) -> int:
    """The place of the first column that is shown."""
    starts = list(range(0, count, ON_A_PAGE))
    if len(starts) == 1:
        return 0

    def written(start: int) -> str:
        return f"{start + 1}–{min(start + ON_A_PAGE, count)}"

    label = reader.t("Columns shown")
    return int(st.selectbox(label, starts, format_func=written, key=f"survey_page_{turn()}", width=200))


def _show_column(place: int, proposed: ColumnType, draft: Draft, reading: Reading, reader: Reader) -> None:
    """What speaks for the type on the left, the choice of it on the right."""
    name, t = proposed.column, reader.t
    current = draft.confirmed.get(name, proposed)
    with st.container(border=True, key=f"survey_column_{place}"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            st.markdown(f"**{place}.** {verbatim(shown(name))}")
            label = reading.variables.get(name, Variable()).label
            for line in filter(None, (shown(label), reasons(current, reader), examples(reading, name, reader))):
                st.text(line)
            if current.unfit:
                st.warning(losses(current, reader))
        with right:
            _choose_kind(place, proposed, current, reading, reader)
            _choose_confirmed(place, current, name in draft.confirmed, t("Confirmed: column {place}", place=place))


def _choose_kind(place: int, proposed: ColumnType, current: ColumnType, reading: Reading, reader: Reader) -> None:
    """A select of the kinds; choosing one confirms it."""
    t, key = reader.t, f"survey_kind_{place}_{turn()}"
    kinds = [kind for kind in KINDS if kind is not ColumnKind.EMPTY or proposed.kind is kind]

    def written(kind: ColumnKind) -> str:
        return t(KINDS[kind])

    def take() -> None:
        confirm_types({proposed.column: as_kind(reading, proposed, st.session_state[key])})

    st.session_state[key] = current.kind
    st.selectbox(
        t("Type of column {place}", place=place), kinds, format_func=written, key=key, on_change=take, width="stretch"
    )


def _choose_confirmed(place: int, current: ColumnType, is_confirmed: bool, label: str) -> None:
    """A box to tick; the tick can be taken back."""
    key = f"survey_ok_{place}_{turn()}"

    def take() -> None:
        if st.session_state[key]:
            confirm_types({current.column: current})
        else:
            take_back(current.column)

    st.session_state[key] = is_confirmed
    st.checkbox(label, key=key, on_change=take)


def column_rows(draft: Draft, reading: Reading, reader: Reader) -> Sequence[Sequence[str]]:
    """What is known of each column, for a sheet of a workbook; the first row are the heads."""
    t = reader.t
    heads = [t("Column"), t("Label"), t("Type"), t("Confirmed"), t("No answer"), t("Cells that do not fit")]
    return [heads, *(_row(proposed, draft, reading, reader) for proposed in draft.proposed)]


def _row(proposed: ColumnType, draft: Draft, reading: Reading, reader: Reader) -> list[str]:
    t, name = reader.t, proposed.column
    current = draft.confirmed.get(name, proposed)
    label = reading.variables.get(name, Variable()).label
    confirmed = t("yes") if name in draft.confirmed else t("no")
    return [name, label, t(KINDS[current.kind]), confirmed, ", ".join(current.missing), str(current.unfit)]
