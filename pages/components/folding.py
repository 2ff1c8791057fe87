"""Parts that are folded away at first: what is not open is neither computed nor sent."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def folded(label: str, key: str) -> Iterator[bool]:
    """A folded part; yields whether the reader has opened it. The URL states it (`?table=true`)."""
    part = st.expander(label, key=key, on_change="rerun", bind="query-params")
    with part:
        yield bool(part.open)
