"""A funnel plot: each area's figure against the size of its base, between the limits that chance alone would keep."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from pages.charts.style import ACCENT, BENCHMARK, INK, MUTED, bare_axis, bare_layout

HEIGHT = 380
STEPS = 60
"""Points of a limit's curve."""


@dataclass(frozen=True)
class FunnelPoint:
    """One area: persons in its base, its figure, and the text of its hover."""

    size: float
    value: float
    hover: str
    colour: str


@dataclass(frozen=True)
class Funnel:
    """The areas, the benchmark, and its limits at `sizes`; each limit is lower and upper, all in the figure's unit."""

    points: Sequence[FunnelPoint]
    benchmark: float
    sizes: Sequence[float]
    limits_95: tuple[Sequence[float], Sequence[float]]
    limits_998: tuple[Sequence[float], Sequence[float]]


def build_funnel_figure(funnel: Funnel, axis_title: str, separators: str) -> go.Figure:
    """Sizes on a logarithmic axis; the benchmark as a line, the 95 % limits dashed, the 99.8 % limits dotted."""
    figure = go.Figure(layout=_layout(axis_title, separators))
    for limits, dash in ((funnel.limits_95, "dash"), (funnel.limits_998, "dot")):
        for ends in limits:
            figure.add_trace(_line(funnel.sizes, ends, dash, MUTED))
    figure.add_trace(_line(funnel.sizes, [funnel.benchmark] * len(funnel.sizes), "solid", BENCHMARK))
    figure.add_trace(
        go.Scatter(
            x=[point.size for point in funnel.points],
            y=[point.value for point in funnel.points],
            mode="markers",
            marker={
                "size": 9,
                "color": [point.colour or ACCENT for point in funnel.points],
                "line": {"color": INK, "width": 0.8},
            },
            text=[point.hover for point in funnel.points],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    return figure


def sizes_between(smallest: float, largest: float) -> list[float]:
    """Sizes at which the limits are drawn, evenly on a logarithmic axis."""
    return [float(size) for size in np.geomspace(smallest, max(largest, smallest * 1.01), STEPS)]


def _line(x: Sequence[float], y: Sequence[float], dash: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=list(x), y=list(y), mode="lines", line={"dash": dash, "width": 1.5, "color": colour}, hoverinfo="skip"
    )


def _layout(axis_title: str, separators: str) -> dict[str, object]:
    return dict(
        bare_layout(
            height=HEIGHT,
            margin={"l": 8, "r": 8, "t": 12, "b": 8},
            separators=separators,
            hovermode="closest",
            xaxis=bare_axis(type="log", title={"text": axis_title}, dtick=1, tickformat=",d"),
            yaxis=bare_axis(),
        )
    )
