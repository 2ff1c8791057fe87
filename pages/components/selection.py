"""The reader's choices. The URL is the only truth: every choice is read from it and written to it.

Streamlit can bind a widget to the URL itself, but then writes the option's *label* there, which
changes with the language (streamlit issue 14224). Here the code stands in the URL, and a code that
is not among the options is answered with a notice instead of silence.
"""

from collections.abc import Callable, Collection, Sequence
from math import isfinite
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


def chosen_many(name: str, options: Sequence[str], default: Sequence[str], known: Collection[str] = ()) -> list[str]:
    """The URL's values of `name` that are among `options`; `default` when it is silent or has none of them.

    An empty value means none: a reader who has taken everything away is about to choose. `known` as for `chosen`.
    """
    stated = st.query_params.get(name)
    if stated is None:
        return list(default)
    wanted = [value for value in stated.split(SEPARATOR) if value]
    for value in wanted:
        if value not in options and value not in known:
            note_unknown(name, value)
    found = [value for value in wanted if value in options]
    return list(default) if wanted and not found else found


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


def choose_many(
    label: str,
    name: str,
    options: Sequence[str],
    default: Sequence[str],
    *,
    known: Collection[str] = (),
    widget: Callable[..., Any] = st.multiselect,
    **settings: Any,
) -> list[str]:
    """Draw a multiple choice and return its codes; the URL then states them."""
    values = chosen_many(name, options, default, known)
    key = f"choose_{name}"
    st.session_state[key] = values
    widget(label, options, key=key, on_change=_write_many, args=(name,), **settings)
    remember(name, SEPARATOR.join(values))
    return values


def choose_text(label: str, name: str, *, longest: int = 200, resets: tuple[str, ...] = (), **settings: Any) -> str:
    """Draw a field for words and return them; the URL then states them, unless there are none."""
    value = st.query_params.get(name, "")[:longest]
    key = f"choose_{name}"
    st.session_state[key] = value
    st.text_input(label, key=key, max_chars=longest, on_change=_write_text, args=(name, resets), **settings)
    return value


def choose_flag(label: str, name: str, default: bool, **settings: Any) -> bool:
    """Draw a switch and return its state; the URL then states it as 1 or 0."""
    value = chosen(name, ("0", "1"), "1" if default else "0") == "1"
    key = f"choose_{name}"
    st.session_state[key] = value
    st.toggle(label, key=key, on_change=_write_flag, args=(name,), **settings)
    remember(name, "1" if value else "0")
    return value


def choose_number(label: str, name: str, default: float, decimals: int, **settings: Any) -> float:
    """Draw a field for a number and return it; the URL then states it with a decimal point."""
    stated = st.query_params.get(name)
    value = finite_number(stated)
    if value is None and stated is not None:
        note_unknown(name, stated)
    value = default if value is None else value
    key = f"choose_{name}"
    st.session_state[key] = value
    form = f"%.{decimals}f"
    st.number_input(
        label, key=key, step=10.0**-decimals, format=form, on_change=_write_number, args=(name,), **settings
    )
    remember(name, _as_text(value))
    return value


def finite_number(stated: str | None) -> float | None:
    """The number a text states with a decimal point; None for any other text."""
    try:
        value = float(stated) if stated is not None else None
    except ValueError:
        return None
    return value if value is not None and isfinite(value) else None


def _as_text(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


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


def _write_text(name: str, resets: tuple[str, ...]) -> None:
    st.query_params[name] = st.session_state[f"choose_{name}"]
    for other in (*resets, *(() if st.query_params[name] else (name,))):
        st.query_params.pop(other, None)


def _write_many(name: str) -> None:
    st.query_params[name] = SEPARATOR.join(st.session_state[f"choose_{name}"])


def _write_number(name: str) -> None:
    value = st.session_state[f"choose_{name}"]
    if value is not None:
        st.query_params[name] = _as_text(value)


def _write_flag(name: str) -> None:
    st.query_params[name] = "1" if st.session_state[f"choose_{name}"] else "0"
