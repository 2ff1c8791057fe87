"""The reader's choices. The URL is the only truth: every choice is read from it and written to it.

Streamlit can bind a widget to the URL itself, but then writes the option's *label* there, which
changes with the language (streamlit issue 14224). Here the code stands in the URL, and a code that
is not among the options is answered with a notice instead of silence.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

import streamlit as st

UNKNOWN = "unknown_choices"
SEPARATOR = "~"


def chosen(name: str, options: Collection[str], default: str, known: Collection[str] = ()) -> str:
    """The URL's value of `name` if it is among `options`, else `default`.

    A value that is not even among the `known` ones is noted for the notice; a known value that does
    not fit here (a level this indicator lacks) gives way silently.
    """
    stated = st.query_params.get(name)
    if stated in options:
        return str(stated)
    if stated is not None and stated not in known:
        note_unknown(name, stated)
    return default


def chosen_many(name: str, options: Sequence[str], default: Sequence[str]) -> list[str]:
    """The URL's values of `name` that are among `options`; `default` when it is silent or knows none of them.

    An empty value means none: a reader who has taken everything away is about to choose.
    """
    stated = st.query_params.get(name)
    if stated is None:
        return list(default)
    wanted = [value for value in stated.split(SEPARATOR) if value]
    for value in wanted:
        if value not in options:
            note_unknown(name, value)
    known = [value for value in wanted if value in options]
    return list(default) if wanted and not known else known


def choose(
    widget: Callable[..., Any],
    label: str,
    name: str,
    options: Sequence[str],
    default: str,
    *,
    known: Collection[str] = (),
    resets: tuple[str, ...] = (),
    **settings: Any,
) -> str:
    """Draw a widget with one choice and return its code; the URL then states it.

    A change drops the choices named in `resets` from the URL, because they belonged to the old value.
    """
    value = chosen(name, options, default, known)
    key = f"choose_{name}"
    st.session_state[key] = value
    widget(label, options, key=key, on_change=_write_one, args=(name, resets), **settings)
    remember(name, value)
    return value


def choose_many(label: str, name: str, options: Sequence[str], default: Sequence[str], **settings: Any) -> list[str]:
    """Draw a multiple choice and return its codes; the URL then states them."""
    values = chosen_many(name, options, default)
    key = f"choose_{name}"
    st.session_state[key] = values
    st.multiselect(label, options, key=key, on_change=_write_many, args=(name,), **settings)
    remember(name, SEPARATOR.join(values))
    return values


def choose_flag(label: str, name: str, default: bool, **settings: Any) -> bool:
    """Draw a switch and return its state; the URL then states it as 1 or 0."""
    value = chosen(name, ("0", "1"), "1" if default else "0") == "1"
    key = f"choose_{name}"
    st.session_state[key] = value
    st.toggle(label, key=key, on_change=_write_flag, args=(name,), **settings)
    remember(name, "1" if value else "0")
    return value


def remember(name: str, value: str) -> None:
    """State a choice in the URL, unless it stands there already."""
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def note_unknown(name: str, value: str) -> None:
    """Keep an unknown code for the notice that the frame shows."""
    unknown = st.session_state.setdefault(UNKNOWN, [])
    if (name, value) not in unknown:
        unknown.append((name, value))


def take_unknown() -> list[tuple[str, str]]:
    """The unknown codes met since the last call, as (name, value)."""
    return list(st.session_state.pop(UNKNOWN, []))


def _write_one(name: str, resets: tuple[str, ...]) -> None:
    value = st.session_state[f"choose_{name}"]
    if value is None:
        return
    st.query_params[name] = value
    for other in resets:
        st.query_params.pop(other, None)


def _write_many(name: str) -> None:
    st.query_params[name] = SEPARATOR.join(st.session_state[f"choose_{name}"])


def _write_flag(name: str) -> None:
    st.query_params[name] = "1" if st.session_state[f"choose_{name}"] else "0"
