"""How unequal areas are: the gap in each period, and the slope over an area index."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts.style import ACCENT, INK, MUTED, PALE, bare_axis, bare_layout

HEIGHT = 320
NAMED_AT_MOST = 6
"""The ends of a gap are named up to this number of periods."""
NAMED_FROM = 0.025
"""Areas with at least this share of the residents are named on the index."""


@dataclass(frozen=True)
class Gap:
    """One period: the lowest and highest figure with their areas' names, and the difference as written."""

    period: str
    low: float
    low_name: str
    high: float
    high_name: str
    text: str


@dataclass(frozen=True)
class SlopePoint:
    """One area: its middle on the index (0 worst off – 1 best off), share of residents (0–1), value."""

    name: str
    rank: float
    share: float
    value: float
    hover: str


def build_gap_figure(gaps: Sequence[Gap], separators: str) -> go.Figure:
    """A line from lowest to highest for each period; the ends named where there is room."""
    named = len(gaps) <= NAMED_AT_MOST
    figure = go.Figure(layout=_layout(separators))
    figure.add_trace(_spans(gaps))
    for end, colour, place in (("high", ACCENT, "top center"), ("low", MUTED, "bottom center")):
        figure.add_trace(
            go.Scatter(
                x=[gap.period for gap in gaps],
                y=[getattr(gap, end) for gap in gaps],
                mode="markers+text" if named else "markers",
                text=[getattr(gap, f"{end}_name") for gap in gaps] if named else None,
                textposition=place,
                textfont={"color": INK},
                marker={"size": 11, "color": colour},
                customdata=[[getattr(gap, f"{end}_name"), gap.text] for gap in gaps],
                hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
                cliponaxis=False,
            )
        )
    low, high = min((gap.low for gap in gaps), default=0.0), max((gap.high for gap in gaps), default=0.0)
    air = 0.18 * ((high - low) or 1.0)
    figure.update_yaxes(range=[low - air, high + air])
    figure.update_xaxes(type="category", range=[-0.6, len(gaps) - 0.4])
    return figure


def _spans(gaps: Sequence[Gap]) -> go.Scatter:
    """Upright lines from lowest to highest, parted by empty points."""
    return go.Scatter(
        x=[gap.period for gap in gaps for _ in range(3)],
        y=[y for gap in gaps for y in (gap.low, gap.high, None)],
        mode="lines",
        line={"color": PALE, "width": 5},
        hoverinfo="skip",
    )


def build_slope_figure(
    points: Sequence[SlopePoint], ends: tuple[float, float] | None, words: tuple[str, str], separators: str
) -> go.Figure:
    """Areas along the index, as wide as their share of residents, with the fitted line; `words` name its two ends."""
    figure = go.Figure(layout=_layout(separators))
    figure.add_trace(
        go.Bar(
            x=[point.rank for point in points],
            y=[point.value for point in points],
            width=[point.share for point in points],
            text=[point.name if point.share >= NAMED_FROM else "" for point in points],
            textposition="inside",
            textangle=-90,
            insidetextanchor="start",
            textfont={"size": 13, "color": INK},
            customdata=[point.hover for point in points],
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": PALE, "line": {"color": "#ffffff", "width": 1.5}},
        )
    )
    if ends is not None:
        line = {"color": ACCENT, "width": 2.5}
        figure.add_trace(go.Scatter(x=[0, 1], y=list(ends), mode="lines", line=line, hoverinfo="skip"))
    for end, (word, anchor) in enumerate(zip(words, ("left", "right"), strict=True)):
        figure.add_annotation(
            x=end, y=-0.02, yref="paper", yanchor="top", xanchor=anchor, text=word, showarrow=False
        )  # fmt: skip
    figure.update_xaxes(range=[0, 1], showticklabels=False)
    figure.update_layout(margin_b=30)
    figure.update_yaxes(rangemode="tozero")
    return figure


def _layout(separators: str) -> dict[str, object]:
    return dict(
        bare_layout(
            height=HEIGHT,
            margin={"l": 8, "r": 8, "t": 12, "b": 8},
            separators=separators,
            xaxis=bare_axis(showgrid=False),
            yaxis=bare_axis(),
        )
    )
