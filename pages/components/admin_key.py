"""The key of the administration view: whether there is one, whether a visitor has given it, and guessing slowed.

There are no users yet. The key stands in `HYTEDATA_ADMIN_KEY`; who knows it may change the city's set.
"""

import hashlib
import hmac
import os
import threading
import time

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

GIVEN = "admin_key_given"
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0


class Guesses:
    """Wrong keys of this process, whoever gave them: after each, all wait twice as long, at most five minutes."""

    def __init__(self) -> None:
        self._wrong = 0
        self._open_from = 0.0
        self._lock = threading.Lock()

    def pause(self, now: float) -> float:
        """Seconds until another key is looked at; 0 when one may be given."""
        return max(self._open_from - now, 0.0)

    def try_key(self, given: str, key: str, now: float) -> bool:
        """True for the right key. A wrong one starts a pause; within it even the right one is not looked at."""
        with self._lock:
            if self.pause(now) > 0:
                return False
            if hmac.compare_digest(given.encode(), key.encode()):
                self._wrong = 0
                return True
            self._open_from = now + min(FIRST_PAUSE_SECONDS * 2**self._wrong, LONGEST_PAUSE_SECONDS)
            self._wrong = min(self._wrong + 1, 20)
            return False


GUESSES = Guesses()
LET_IN: dict[str, str] = {}
"""The visits that have given the key, by their session's id, and what each keeps of it."""


def admin_key() -> str:
    """The operator's key; "" when there is none, and then nobody is let in."""
    return os.environ.get("HYTEDATA_ADMIN_KEY", "")


def admin_is_open() -> bool:
    """True when the operator has set a key."""
    return bool(admin_key())


def is_admin() -> bool:
    """True when this visitor has given the key that is valid now; a new key closes every visit."""
    given = st.session_state.get(GIVEN, "")
    return admin_is_open() and hmac.compare_digest(given, _digest(admin_key()))


def give_key(given: str) -> bool:
    """Remember in this visit that the right key was given; False for a wrong one, or while guessing is paused."""
    if not admin_is_open() or not GUESSES.try_key(given, admin_key(), time.monotonic()):
        return False
    st.session_state[GIVEN] = LET_IN[_visit()] = _digest(admin_key())
    return True


def is_let_in(visit: str) -> bool:
    """True when the visit of this session id has given the key that is valid now; asked outside of its pages."""
    return admin_is_open() and hmac.compare_digest(LET_IN.get(visit, ""), _digest(admin_key()))


def leave() -> None:
    """Forget the key in this visit."""
    st.session_state.pop(GIVEN, None)
    LET_IN.pop(_visit(), None)


def _visit() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _digest(key: str) -> str:
    """What a visit keeps instead of the key itself."""
    return hashlib.sha256(key.encode()).hexdigest()
