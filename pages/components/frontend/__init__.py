"""HyteData's own page parts: small HTML, CSS and JavaScript, registered with Streamlit once a process.

Everything that comes from data reaches the page through `data` and `textContent`, never as markup.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent
HTML = {
    "table": '<div class="root" role="region" tabindex="0"></div>',
    "frames": None,
    "play": '<div class="row"><button type="button"></button><output></output></div>',
    "legend": "<ul></ul>",
    "actions": '<div class="row" role="group"></div>',
    "document": None,
    "navigation": "<nav><ul></ul></nav>",
    "visit": None,
    "uploader": None,
}


@lru_cache
def frontend(name: str) -> Callable[..., Any]:
    """The mounting command of one of our parts: call it with `data=` and `key=`."""
    css = FOLDER / f"{name}.css"
    return st.components.v2.component(
        f"hytedata_{name}",
        html=HTML[name],
        css=css.read_text(encoding="utf-8") if css.exists() else None,
        js=(FOLDER / f"{name}.js").read_text(encoding="utf-8"),
    )
