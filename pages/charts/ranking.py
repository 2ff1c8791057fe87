"""Ranked bars: one bar an area, the highest at the top, the benchmark as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from pages.charts.style import ACCENT, BENCHMARK, GRID, INK, MUTED, PALE, bare_layout

ROW_HEIGHT = 27
WHISKER = "#37424d"
LABEL_SHARE = 1.36
"""The axis is this much longer than the longest bar: the numbers stand in a column at its end."""


@dataclass(frozen=True)
class Bar:
    """One area: its value (None when there is no figure) and the number as written.

    `interval` is drawn as a whisker, `mark` (an earlier figure) as a small line across the bar; `colour`
    says what a test says.
    """

    code: str
    name: str
    value: float | None
    text: str
    interval: tuple[float, float] | None = None
    mark: float | None = None
    colour: str = ""


def build_ranking_figure(
    bars: Sequence[Bar], benchmark: tuple[str, float] | None = None, selected: str | None = None
) -> go.Figure:
    """Horizontal bars in the given order; `benchmark` is a label and a value."""
    low, high = _ends(bars, benchmark)
    traces = [_trace(bars, selected), _numbers(bars, high)]
    if any(bar.mark is not None for bar in bars):
        traces.append(_marks(bars))
    figure = go.Figure(traces, layout=_layout(bars, low, high, bool(benchmark)))
    if benchmark:
        label, value = benchmark
        line = {"color": BENCHMARK, "width": 1.5, "dash": "dot"}
        figure.add_shape(type="line", x0=value, x1=value, y0=-0.9, y1=len(bars) - 0.5, line=line)
        # Beyond the middle the label ends at its line, so that a long name is not cut off.
        anchor = "right" if value > (low + high) / 2 else "left"
        font = {"size": 13, "color": BENCHMARK}
        figure.add_annotation(x=value, y=-1.35, text=label, showarrow=False, xanchor=anchor, font=font)
    return figure


def _ends(bars: Sequence[Bar], benchmark: tuple[str, float] | None) -> tuple[float, float]:
    """The axis: from zero or the lowest value to well beyond the highest."""
    values = [bar.value for bar in bars if bar.value is not None] + ([benchmark[1]] if benchmark else [])
    values += [end for bar in bars for end in (bar.interval or ())] + [bar.mark for bar in bars if bar.mark is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high + (LABEL_SHARE - 1) * (high - low) or 1.0


def _trace(bars: Sequence[Bar], selected: str | None) -> go.Bar:
    any_coloured = any(bar.colour for bar in bars)
    return go.Bar(
        x=[bar.value for bar in bars],
        y=list(range(len(bars))),
        orientation="h",
        hoverinfo="skip",
        marker={
            "color": [bar.colour or (ACCENT if bar.code == selected else PALE) for bar in bars],
            # What is not compared is white: an edge shows its bar on white ground.
            "line": {"color": MUTED, "width": [0.7 if bar.colour else 0 for bar in bars]} if any_coloured else None,
        },
        error_x=_whiskers(bars),
        customdata=[bar.code for bar in bars],
    )


def _whiskers(bars: Sequence[Bar]) -> dict[str, Any] | None:
    """Plotly's error bars from the ends of the intervals; None where no bar has one."""
    if not any(bar.interval for bar in bars):
        return None
    values = np.array([bar.value for bar in bars], dtype=float)
    low, high = np.array([bar.interval or (np.nan, np.nan) for bar in bars], dtype=float).T
    # NaN in a typed array is no whisker; a 0, or None in a list, would be drawn as a stroke at the bar's end.
    below, above = np.maximum(values - low, 0.0), np.maximum(high - values, 0.0)
    style = {"color": WHISKER, "thickness": 1.3, "width": 3}
    return {"type": "data", "symmetric": False, "array": above, "arrayminus": below, **style}


def _marks(bars: Sequence[Bar]) -> go.Scatter:
    """A small upright line at what each bar is compared with."""
    return go.Scatter(
        x=[bar.mark for bar in bars],
        y=list(range(len(bars))),
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 17, "color": BENCHMARK, "line": {"width": 2}},
        hoverinfo="skip",
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
