"""Ranked bars: one bar an area, the highest at the top, the benchmark as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts.style import ACCENT, BENCHMARK, GRID, INK, PALE, bare_layout

ROW_HEIGHT = 27
LABEL_SHARE = 1.22
"""The axis is this much longer than the longest bar, so that the number beside it fits."""


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
    figure = go.Figure(_trace(bars, selected), layout=_layout(bars, benchmark))
    if benchmark:
        label, value = benchmark
        figure.add_vline(x=value, line={"color": BENCHMARK, "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=value,
            y=-0.9,
            text=label,
            showarrow=False,
            font={"size": 13, "color": BENCHMARK},
            yanchor="bottom",
        )
    return figure


def _trace(bars: Sequence[Bar], selected: str | None) -> go.Bar:
    return go.Bar(
        x=[bar.value for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        text=[bar.text for bar in bars],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": INK},
        hoverinfo="skip",
        marker={"color": [ACCENT if bar.code == selected else PALE for bar in bars]},
        customdata=[bar.code for bar in bars],
    )


def _layout(bars: Sequence[Bar], benchmark: tuple[str, float] | None) -> dict[str, Any]:
    values = [bar.value for bar in bars if bar.value is not None] + ([benchmark[1]] if benchmark else [])
    low, high = min([0.0, *values]), max([0.0, *values])
    names = {"tickvals": list(range(len(bars))), "ticktext": [bar.name for bar in bars]}
    return dict(
        bare_layout(
            height=ROW_HEIGHT * (len(bars) + 1) + 16,
            margin={"l": 8, "r": 8, "t": 4, "b": 8},
            bargap=0.35,
            xaxis={
                "range": [low * LABEL_SHARE, high * LABEL_SHARE or 1],
                "showticklabels": False,
                "showgrid": False,
                "zeroline": True,
                "zerolinecolor": GRID,
                "fixedrange": True,
            },
            yaxis={
                **names,
                "range": [len(bars) - 0.5, -1.1 if benchmark else -0.5],
                "automargin": True,
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        )
    )
