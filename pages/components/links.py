"""Links between the views: their addresses, rows of them, and opening a view on the reader's behalf."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

from pages.components.frontend import frontend
from pages.components.reader import Reader

CARRIED = ("indicator", "level", "theme", "benchmark", "area", "variables", "method", "w_", "d_")
"""Choices that stay when the view changes; "w_" and "d_": the weights and directions of an index, by variable."""


def link_to(path: str, choices: Mapping[str, str]) -> str:
    """The address of a view with its choices."""
    return f"/{path}?{urlencode(choices)}"


def open_view(path: str, choices: Mapping[str, str]) -> None:
    """Open a view with its choices in the same visit, as if the reader had followed a link."""
    frontend("visit")(data={"href": link_to(path, choices), "turn": uuid4().hex}, key="visit")


def show_navigation(label: str, texts: Mapping[str, str], reader: Reader, key: str, *, here: str | None = None) -> None:
    """A row of links, from a view's path to the link's text; `here` is the path of the view that is open."""
    links = [{"text": text, "href": link_to(path, reader.link()), "here": path == here} for path, text in texts.items()]
    frontend("navigation")(data={"label": label, "links": links, "carried": CARRIED}, key=key)
