"""The survey file of a visit: what was given, how it is to be read, what came of it, and the types confirmed.

All of it lies in the memory of the visit, and nowhere else: no cache, no file, no log.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from indicators.survey.reading.door import read_file
from indicators.survey.reading.outcome import Reading, Refused, Wishes

KEPT, TURN = "survey_draft", "survey_turn"
FOUND_OUT = Wishes()


@dataclass(frozen=True)
class Draft:
    """A file, and what came of reading it by these wishes. `confirmed` are the types that the analyst has agreed to."""

    name: str
    content: bytes = field(repr=False)
    digest: str
    wishes: Wishes
    outcome: Reading | Refused = field(repr=False)
    confirmed: Mapping[str, str] = field(default_factory=dict)


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
        _keep(Draft(name, content, digest, FOUND_OUT, _outcome(content, FOUND_OUT)))


def read_again(wishes: Wishes) -> None:
    """Read the file of this visit by other wishes; by the same ones it is not read twice."""
    draft = current_draft()
    if draft is not None and draft.wishes != wishes:
        _keep(replace(draft, wishes=wishes, outcome=_outcome(draft.content, wishes), confirmed={}))


def confirm_types(types: Mapping[str, str]) -> None:
    """Remember the types of these columns as confirmed."""
    if draft := current_draft():
        st.session_state[KEPT] = replace(draft, confirmed={**draft.confirmed, **types})


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


def _outcome(content: bytes, wishes: Wishes) -> Reading | Refused:
    try:
        return read_file(content, wishes)
    except Refused as refusal:
        return refusal.with_traceback(None)  # its frames would keep the file longer than the visit does
