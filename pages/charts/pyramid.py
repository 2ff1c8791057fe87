"""The age structure of an area beside its benchmark: bars by age, women and men to either side where both are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts.style import ACCENT, BENCHMARK, GRID, INK, bare_layout

ROW_HEIGHT = 34
SIDES = (("left", -1.0), ("right", 1.0))


@dataclass(frozen=True)
class AgeBar:
    """One age group: shares of the area's residents in percent, and the benchmark's (None without one).

    `left` and `right` are women and men; a source that does not tell them apart has `right` alone.
    """

    age: str
    right: float
    right_benchmark: float | None
    right_text: str
    left: float | None = None
    left_benchmark: float | None = None
    left_text: str = ""


def build_pyramid_figure(bars: Sequence[AgeBar]) -> go.Figure:
    """The youngest at the foot; the benchmark as an upright line on each bar, the share written at its end."""
    figure = go.Figure(layout=_layout(bars))
    for side, sign in SIDES:
        if all(getattr(bar, side) is None for bar in bars):
            continue
        shares = [getattr(bar, side) for bar in bars]
        values = [None if share is None else sign * share for share in shares]
        texts = [getattr(bar, f"{side}_text") for bar in bars]
        figure.add_trace(_bars(bars, values, texts))
        if any(getattr(bar, f"{side}_benchmark") is not None for bar in bars):
            figure.add_trace(_marks(bars, side, sign))
    return figure


def _bars(bars: Sequence[AgeBar], values: list[float | None], texts: list[str]) -> go.Bar:
    return go.Bar(
        x=values,
        y=[bar.age for bar in bars],
        orientation="h",
        text=texts,
        textposition="outside",
        textfont={"color": INK},
        cliponaxis=False,
        hoverinfo="skip",
        marker={"color": ACCENT, "opacity": 0.75},
    )


def _marks(bars: Sequence[AgeBar], side: str, sign: float) -> go.Scatter:
    aims = [getattr(bar, f"{side}_benchmark") for bar in bars]
    return go.Scatter(
        x=[None if aim is None else sign * aim for aim in aims],
        y=[bar.age for bar in bars],
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "line-ns-open", "size": 20, "color": BENCHMARK, "line": {"width": 2.5}},
    )


def _layout(bars: Sequence[AgeBar]) -> dict[str, object]:
    shares = [each for bar in bars for each in (bar.right, bar.left, bar.right_benchmark, bar.left_benchmark) if each]
    longest = max(shares, default=1.0) * 1.25
    two_sided = any(bar.left is not None for bar in bars)
    axis = {"range": [-longest if two_sided else 0.0, longest], "showticklabels": False, "fixedrange": True}
    return dict(
        bare_layout(
            height=ROW_HEIGHT * len(bars) + 20,
            margin={"l": 8, "r": 8, "t": 4, "b": 8},
            bargap=0.3,
            barmode="overlay",
            xaxis={**axis, "showgrid": False, "zeroline": True, "zerolinecolor": GRID},
            yaxis={"automargin": True, "fixedrange": True, "type": "category", "showgrid": False},
        )
    )
