"""A sheet of paper: a matplotlib figure measured in inches, with heading, unit and source written in."""

import textwrap
from io import BytesIO
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pages.charts.style import ACCENT, INK, MUTED, OUTLINE

DOTS_PER_INCH = 150
MARGIN = 0.3
TOP, BOTTOM = 1.0, 0.5
"""Inches for the heading above the picture and for the source below it."""
LINE = 0.165
"""Inches from one line of small text to the next."""
Box = tuple[float, float, float, float]
"""Left, top, width and height, in inches."""
LETTER = 0.078
"""Inches a letter of small text is wide, on the whole."""


def new_sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty sheet for a picture `width` × `height` inches large, and its axes: inches from the top left corner."""
    figure = Figure(figsize=(width + 2 * MARGIN, height + TOP + BOTTOM), dpi=DOTS_PER_INCH, facecolor="white")
    whole_width, whole_height = figure.get_size_inches()
    axes = figure.add_axes((MARGIN / whole_width, BOTTOM / whole_height, width / whole_width, height / whole_height))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def write_heading(figure: Figure, heading: str, below: str, source: str) -> None:
    """Title, subtitle and source; long ones in several lines, never cut."""
    width, height = (float(side) for side in figure.get_size_inches())
    left, letters = MARGIN / width, (width - 2 * MARGIN) / LETTER
    title = textwrap.fill(heading, max(int(letters * 0.66), 20))
    lines = title.count("\n") + 1
    figure.text(left, 1 - 0.2 / height, title, fontsize=14, fontweight="bold", color=INK, va="top", parse_math=False)
    under, room = 1 - (0.28 + 0.26 * lines) / height, max(int(letters * 0.95), 20)
    figure.text(left, under, textwrap.fill(below, room), fontsize=10, color=MUTED, va="top", parse_math=False)
    signed = textwrap.fill(f"{source} HyteData", max(int(letters * 1.05), 20))
    figure.text(left, 0.1 / height, signed, fontsize=8.5, color=ACCENT, va="bottom", parse_math=False)


def as_png(figure: Figure) -> bytes:
    """The sheet as a PNG."""
    target = BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines that fit into `width` inches; a word that is too long stands whole."""
    return textwrap.wrap(text, max(int(width / LETTER), 4), break_long_words=False) or [""]


def write(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:
    """Small text with its middle at height `y`; `look` as `Text` of matplotlib takes it."""
    usual: dict[str, Any] = {"fontsize": 9, "color": INK, "va": "center", "parse_math": False}
    axes.text(x, y, text, **(usual | look))


def fill(axes: Axes, box: Box, colour: str) -> None:
    """A box with a thin white border."""
    axes.add_patch(Rectangle(box[:2], *box[2:], facecolor=colour, edgecolor="white", linewidth=1))


def write_legend(axes: Axes, y: float, width: float, texts: list[tuple[str, str]]) -> None:
    """Boxes of colour with their words, in rows as wide as the picture."""
    x = 0.0
    for colour, words in texts:
        needed = 0.32 + LETTER * len(words) + 0.2
        if x + needed > width:
            x, y = 0.0, y + 0.26
        axes.add_patch(Rectangle((x, y - 0.08), 0.2, 0.16, facecolor=colour, edgecolor=OUTLINE, linewidth=0.5))
        write(axes, x + 0.28, y, words)
        x += needed
