"""The district map: areas coloured by class, one trace, geometry by URL; further periods as text.

A class index travels instead of a value, one byte an area: −2 no figure, −1 hidden, 0… the classes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
import plotly.graph_objects as go

from pages.charts.style import (
    HIDDEN,
    MISSING,
    NEIGHBOUR,
    NEIGHBOUR_EDGE,
    OUTLINE,
    SEA,
    bare_layout,
)

NO_FIGURE, HIDDEN_FIGURE = -2, -1
CLASS_LETTERS = "nh012345"
"""No figure, hidden, and the classes: `components/frontend/frames.js` reads them back."""
HEIGHT = 520
WHITE = "#fff"
STYLE = {
    "version": 8,
    # Plotly drops an empty mapping, and MapLibre refuses a style without sources: then no change is ever drawn.
    "sources": {"nothing": {"type": "geojson", "data": {"type": "Point", "coordinates": [0, 0]}}},
    "layers": [{"id": "sea", "type": "background", "paint": {"background-color": SEA}}],
}
"""A style of our own without glyphs or tiles: nothing is asked of a third party."""


@dataclass(frozen=True)
class MapContent:
    """What a map shows in one period: parallel sequences over the areas."""

    area_codes: Sequence[str]
    classes: np.ndarray
    hover: Sequence[str]
    colours: Sequence[str]
    """One a class."""
    geometry_url: str
    neighbours_url: str
    bounds: tuple[float, float, float, float]
    width: int
    language: str
    period: str
    selected: str | None = None


def build_map_figure(content: MapContent) -> go.Figure:
    """A MapLibre choropleth whose `location` is the area code."""
    return go.Figure(_trace(content), layout=_layout(content))


def encode_classes(classes: np.ndarray) -> str:
    """Class indices as text, one character an area in the order of `CLASS_LETTERS`: what Play shows."""
    return "".join(CLASS_LETTERS[index - NO_FIGURE] for index in classes)


def colour_scale(colours: Sequence[str]) -> list[list[Any]]:
    """Plotly's stepped scale: no figure, hidden, then one step a class."""
    every = (MISSING, HIDDEN, *colours)
    step = 1 / len(every)
    return [[edge, colour] for i, colour in enumerate(every) for edge in (i * step, (i + 1) * step)]


def zoom_to(bounds: tuple[float, float, float, float], width: int, height: int) -> dict[str, Any]:
    """Centre and zoom (Web Mercator, 512-pixel world) at which `bounds` fill width × height pixels."""
    west, south, east, north = bounds
    across = max(east - west, 1e-6) / 360
    along = max(_mercator(north) - _mercator(south), 1e-9)
    zoom = min(log2(width / 512 / across), log2(height / 512 / along)) - 0.12
    return {"center": {"lon": (west + east) / 2, "lat": (south + north) / 2}, "zoom": zoom}


def _mercator(latitude: float) -> float:
    """Latitude as a share of the Mercator square's height, growing northwards."""
    return float(np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)) / (2 * np.pi))


def _trace(content: MapContent) -> go.Choroplethmap:
    codes = np.array(content.area_codes)
    # A typed array of one-byte integers: 308 areas are 412 characters on the wire.
    return go.Choroplethmap(
        geojson=content.geometry_url,
        locations=list(content.area_codes),
        z=content.classes.astype(np.int8),
        zmin=NO_FIGURE - 0.5,
        zmax=len(content.colours) - 0.5,
        colorscale=colour_scale(content.colours),
        showscale=False,
        text=list(content.hover),
        hovertemplate=f"<b>%{{properties.{content.language}}}</b><br>%{{text}}<br>{content.period}<extra></extra>",
        marker={
            "line": {
                "color": [OUTLINE if code == content.selected else WHITE for code in codes]
                if content.selected
                else WHITE,
                "width": np.where(codes == content.selected, 3, 1).astype(np.int8) if content.selected else 1,
            },
            "opacity": 1,
        },
    )


def _layout(content: MapContent) -> Mapping[str, Any]:
    neighbours = {
        "sourcetype": "geojson",
        "source": content.neighbours_url,
        "type": "fill",
        "color": NEIGHBOUR,
        "fill": {"outlinecolor": NEIGHBOUR_EDGE},
        "below": "traces",
    }
    view = zoom_to(content.bounds, content.width, HEIGHT)
    return bare_layout(
        height=HEIGHT,
        uirevision=content.geometry_url,
        map={"style": STYLE, "layers": [neighbours], **view},
    )
