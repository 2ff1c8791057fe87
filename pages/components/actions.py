"""The links under a chart: its picture, its data, and the view's own address."""

from collections.abc import Collection
from urllib.parse import urlencode

import streamlit as st

from pages.components.frontend import frontend
from pages.components.reader import Reader

FORMS = {"png": "PNG", "csv": "CSV", "xlsx": "Excel", "json": "JSON"}
"""JSON holds the sentences with the facts they stand on; the others the picture and the figures."""


def show_actions(view: str, reader: Reader, forms: Collection[str] = ("png", "csv", "xlsx", "json")) -> None:
    """Download links, which are the view's own address with the form after it, and "copy link"."""
    t = reader.t
    state = urlencode(reader.link() | st.query_params.to_dict())
    links = [(FORMS[form], f"/{view}.{form}?{state}", t("Download as {form}", form=FORMS[form])) for form in forms]
    data = {
        "label": t("Download and share"),
        "links": links,
        "copy": t("Copy link"),
        "copied": t("Link copied"),
    }
    frontend("actions")(data=data, key=f"actions_{view}")
