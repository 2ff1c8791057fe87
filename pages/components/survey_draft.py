"""The survey file of a visit: what was given, how it is to be read, what came of it, and the types confirmed.

All of it lies in the memory of the visit, and nowhere else: no cache, no file, no log.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from indicators.survey.reading.column_types import ColumnType
from indicators.survey.reading.door import read_with_types
from indicators.survey.reading.outcome import Reading, Refused, Wishes

KEPT, TURN = "survey_draft", "survey_turn"
FOUND_OUT = Wishes()


@dataclass(frozen=True)
class Draft:
    """A file, what came of reading it by these wishes, and the types of its columns: proposed, and those confirmed."""

    name: str
    content: bytes = field(repr=False)
    digest: str
    wishes: Wishes
    outcome: Reading | Refused = field(repr=False)
    proposed: tuple[ColumnType, ...] = field(default=(), repr=False)
    confirmed: Mapping[str, ColumnType] = field(default_factory=dict, repr=False)


def current_draft() -> Draft | None:
    """The file of this visit; None before one is given."""
    draft: Draft | None = st.session_state.get(KEPT)
    return draft


def take_file(name: str, content: bytes) -> None:
    """Read a file that was just given and keep it; the same file again is not read twice."""
    digest, draft = hashlib.sha256(content).hexdigest(), current_draft()
    if draft is not None and draft.digest == digest:
        _keep(replace(draft, name=name))
    else:
        _keep(_drafted(name, content, digest, FOUND_OUT))


def read_again(wishes: Wishes) -> None:
    """Read the file of this visit by other wishes; by the same ones it is not read twice."""
    draft = current_draft()
    if draft is not None and draft.wishes != wishes:
        _keep(_drafted(draft.name, draft.content, draft.digest, wishes))


def confirm_types(types: Mapping[str, ColumnType]) -> None:
    """Remember the types of these columns as confirmed."""
    if draft := current_draft():
        st.session_state[KEPT] = replace(draft, confirmed={**draft.confirmed, **types})


def take_back(column: str) -> None:
    """Take back that the type of a column is confirmed."""
    if draft := current_draft():
        kept = {name: own for name, own in draft.confirmed.items() if name != column}
        st.session_state[KEPT] = replace(draft, confirmed=kept)


def forget_file() -> None:
    """Forget the file, what was read from it, and the types."""
    st.session_state.pop(KEPT, None)
    _turn_over()


def turn() -> int:
    """A number that changes with each reading: the fields drawn for another reading keep nothing of the last."""
    return int(st.session_state.get(TURN, 0))


def _keep(draft: Draft) -> None:
    st.session_state[KEPT] = draft
    _turn_over()


def _turn_over() -> None:
    st.session_state[TURN] = turn() + 1


def _drafted(name: str, content: bytes, digest: str, wishes: Wishes) -> Draft:
    """The file as these wishes have it read. Types that were confirmed of another reading do not hold for this one."""
    try:
        reading, types = read_with_types(content, wishes)
    except Refused as refusal:
        # Its frames would keep the file longer than the visit does.
        return Draft(name, content, digest, wishes, refusal.with_traceback(None))
    return Draft(name, content, digest, wishes, reading, types)
