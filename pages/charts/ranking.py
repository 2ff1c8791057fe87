"""Ranked bars: one bar an area, the highest at the top, the benchmark as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts.style import ACCENT, BENCHMARK, GRID, INK, PALE, bare_layout

ROW_HEIGHT = 27
LABEL_SHARE = 1.36
"""The axis is this much longer than the longest bar: the numbers stand in a column at its end."""


@dataclass(frozen=True)
class Bar:
    """One area: its value (None when there is no figure) and the number as written."""

    code: str
    name: str
    value: float | None
    text: str


def build_ranking_figure(
    bars: Sequence[Bar], benchmark: tuple[str, float] | None = None, selected: str | None = None
) -> go.Figure:
    """Horizontal bars in the given order; `benchmark` is a label and a value."""
    low, high = _ends(bars, benchmark)
    figure = go.Figure([_trace(bars, selected), _numbers(bars, high)], layout=_layout(bars, low, high, bool(benchmark)))
    if benchmark:
        label, value = benchmark
        line = {"color": BENCHMARK, "width": 1.5, "dash": "dot"}
        figure.add_shape(type="line", x0=value, x1=value, y0=-0.9, y1=len(bars) - 0.5, line=line)
        figure.add_annotation(x=value, y=-1.35, text=label, showarrow=False, font={"size": 13, "color": BENCHMARK})
    return figure


def _ends(bars: Sequence[Bar], benchmark: tuple[str, float] | None) -> tuple[float, float]:
    """The axis: from zero or the lowest value to well beyond the highest."""
    values = [bar.value for bar in bars if bar.value is not None] + ([benchmark[1]] if benchmark else [])
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high + (LABEL_SHARE - 1) * (high - low) or 1.0


def _trace(bars: Sequence[Bar], selected: str | None) -> go.Bar:
    return go.Bar(
        x=[bar.value for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        hoverinfo="skip",
        marker={"color": [ACCENT if bar.code == selected else PALE for bar in bars]},
        customdata=[bar.code for bar in bars],
    )


def _numbers(bars: Sequence[Bar], high: float) -> go.Scatter:
    """The values as written, in a column: a table's precision beside the bars' shape."""
    return go.Scatter(
        x=[high] * len(bars),
        y=list(range(len(bars))),
        mode="text",
        text=[bar.text for bar in bars],
        textposition="middle left",
        textfont={"color": INK},
        hoverinfo="skip",
    )


def _layout(bars: Sequence[Bar], low: float, high: float, has_benchmark: bool) -> dict[str, Any]:
    names = {"tickvals": list(range(len(bars))), "ticktext": [f"{bar.name} " for bar in bars]}
    plain = {"showgrid": False, "fixedrange": True}
    return dict(
        bare_layout(
            height=ROW_HEIGHT * (len(bars) + 1) + 20,
            margin={"l": 8, "r": 0, "t": 4, "b": 8},
            bargap=0.35,
            xaxis={
                **plain,
                "range": [low, high],
                "showticklabels": False,
                "zeroline": True,
                "zerolinecolor": GRID,
            },
            yaxis={
                **plain,
                **names,
                "range": [len(bars) - 0.5, -1.7 if has_benchmark else -0.5],
                "automargin": True,
                "zeroline": False,
            },
        )
    )
