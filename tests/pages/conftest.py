"""Views run in Streamlit's own test runner, each on a clean cache."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
Open = Callable[..., AppTest]


@pytest.fixture
def clean_cache() -> Iterator[None]:
    """Nothing cached before or after: what a patched store gave must not outlive its test."""
    _clear()
    yield
    _clear()


@pytest.fixture
def open_view() -> Open:
    """Open a view with choices in the URL: open_view("district_map", indicator="…", lang="sv")."""

    def open_one(view: str = "overview", **choices: str) -> AppTest:
        page = AppTest.from_file(str(FRAME), default_timeout=60)
        if view != "overview":
            page.run().switch_page(str(FRAME.parent / f"{view}.py"))
        for name, value in choices.items():
            page.query_params[name] = value
        return page.run()

    return open_one


def _clear() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()
