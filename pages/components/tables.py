"""Accessible HTML tables: a caption, heads that sort, links that stay in the visit."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any, Literal

from pages.components.frontend import frontend
from pages.components.links import link_to

Cell = str | Mapping[str, Any] | None


@dataclass(frozen=True)
class Column:
    """A column's head and what it holds."""

    title: str
    kind: Literal["text", "short", "number", "line", "spine", "name"] = "text"
    href: str = ""
    """What the links of the column's `ref_cell`s begin with."""
    width: str = ""
    """A CSS width, so that tables under each other have the same columns; one table states all or none."""


def number_cell(text: str, value: float | None) -> Cell:
    """A number as written, sorted by its value."""
    return {"text": text, "sort": value if value is not None else ""}


def ref_cell(text: str, code: str) -> Cell:
    """A link made of the column's `href` and a code: a long table says the common part once."""
    return {"text": text, "ref": code}


def link_cell(text: str, path: str, choices: Mapping[str, str], note: str = "") -> Cell:
    """A link to a view with its choices; `note` stands small under it."""
    return {"text": text, "href": link_to(path, choices), "note": note}


@dataclass(frozen=True)
class Tone:
    """How cells of one meaning look: colours of ground and text, a sign before the text, words for who cannot see."""

    colour: str
    ink: str
    sign: str
    words: str


def show_table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    key: str,
    language: str,
    *,
    hide_caption: bool = False,
    sortable: bool = True,
    stacked: bool = False,
    heat: bool = False,
    strip: bool = False,
    groups: Sequence[tuple[str, int]] = (),
    tones: Mapping[str, Tone] | None = None,
) -> None:
    """Draw a table. `groups` are headings with the number of rows below each; `tones` are named by cells' `tone`.

    A `strip` is a heat table of many narrow columns, such as years; where it does not fit, its end is shown.
    """
    data = {
        "caption": caption,
        "hide_caption": hide_caption,
        "columns": [asdict(column) for column in columns],
        "rows": [list(row) for row in rows],
        "language": language,
        "sortable": sortable,
        "stacked": stacked,
        "heat": heat or strip,
        "strip": strip,
        "groups": [list(group) for group in groups],
        "tones": {name: list(astuple(tone)) for name, tone in (tones or {}).items()},
    }
    frontend("table")(data=data, key=key)
