"""Colours, type and the bare layout that every chart shares."""

from collections.abc import Mapping
from typing import Any

INK = "#101820"
MUTED = "#5b6773"
PALE = "#b6c2cd"
GRID = "#e4e8ec"
ACCENT = "#1f5a8c"
BENCHMARK = "#4a4a4a"
SEA = "#eef3f6"
NEIGHBOUR = "#f8f7f4"
NEIGHBOUR_EDGE = "#dde2e6"
HIDDEN = "#8c8c8c"
MISSING = "#dcdcdc"
OUTLINE = "#1c2733"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'

SEQUENTIAL = {
    1: ("#6baed6",),
    2: ("#bdd7e7", "#2171b5"),
    3: ("#c6dbef", "#6baed6", "#1f5f9f"),
    4: ("#d3e3f3", "#9ecae1", "#4292c6", "#0d4f8b"),
    5: ("#dce9f5", "#b0d2e8", "#6baed6", "#2e7ebc", "#0b4a8a"),
}
"""Single-hue blues after ColorBrewer: ordered by lightness, so colour-blind readers can tell them."""

COMPARED = ("#b35806", "#f1a55c", "#f7e08a", "#8ec3de", "#2166ac")
"""Much worse, worse, similar, better, much better: orange to blue, which colour-blind readers tell apart."""
COMPARED_NEUTRAL = ("#84c8be", "#c8e7e2", "#f7e08a", "#dfcfe8", "#b898cd")
"""Much lower, lower, similar, higher, much higher: green to purple, paler, for there is nothing to judge."""
NOT_COMPARED = "#ffffff"

CLUSTERS = {
    "high_high": "#9e3a26",
    "low_low": "#1f5a8c",
    "high_low": "#efb39c",
    "low_high": "#a9cbe4",
    "not_significant": "#dcd3bd",
}

LINES = ("#1f5a8c", "#c8553d", "#3a7d44", "#7b4b94", "#b8860b", "#2a9d8f", "#8d6e63", "#d1495b")
"""For a few areas at once; every line is also labelled at its end."""


def bare_axis(**more: Any) -> dict[str, Any]:
    """An axis with a pale grid that the mouse does not move."""
    return {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "automargin": True, **more}


def bare_layout(**more: Any) -> Mapping[str, Any]:
    """A layout without plotly's own template (7 kB at every change): white, calm, no margins wasted."""
    return {
        "template": {},
        "font": {"family": FONT, "size": 14, "color": INK},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": PALE, "font": {"color": INK, "family": FONT}},
        "showlegend": False,
        **more,
    }


CONFIG: Mapping[str, Any] = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
"""Plotly's settings for the page: no logo, no tool bar; pictures and data have their own links. The
same in every language: a changed setting would make the browser build the map anew."""
