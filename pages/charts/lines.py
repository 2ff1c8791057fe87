"""Series over the years: a gap stays a gap, a break is marked, the newest value stands at the line's end."""

import itertools
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.charts.bands import band_of, bands_of
from pages.charts.line_chart import BreakLine, Line, LineChart
from pages.charts.style import ACCENT, BENCHMARK, GRID, INK, LINES, MUTED, bare_layout
from pages.charts.time_ticks import shown_ticks, unit_of

HEIGHT = 440
PANEL_HEIGHT = 190
PANEL_COLUMNS = 3
PANEL_COLUMNS_OF_A_PHONE = 2
PANEL_GAP = 60
"""Pixels between two rows of panels: room for the lower one's title."""
PHONE_TICKS = 3
PHONE_LEGEND = {"orientation": "h", "x": 0, "y": -0.1, "yanchor": "top", "itemclick": False, "itemdoubleclick": False}
SIDE_AIR = 0.35
"""Before the first period and after the last, as a share of the way from one to the next."""
LABEL_GAP = 0.055
"""Labels at line ends stand at least this share of the axis apart."""


def build_lines_figure(chart: LineChart, *, narrow: bool = False) -> go.Figure:
    """All lines in one picture, labelled at their ends; on a phone names stand in a legend below."""
    colours = line_colours(chart.lines)
    figure = go.Figure(layout=_layout(chart, narrow))
    figure.add_traces(bands_of(chart, colours))
    figure.add_traces([_trace(line, colours[line.code]) for line in chart.lines])
    for each in chart.breaks:
        _mark_break(figure, each)
    for line, height in zip(chart.lines, label_heights(chart), strict=True):
        if height is not None:
            figure.add_annotation(**_end_label(line, height, colours[line.code], narrow, _years_ahead(chart)))
    return figure


def build_small_multiples_figure(chart: LineChart, *, narrow: bool = False) -> go.Figure:
    """One small picture an area on common axes, with the nearest benchmark dotted in each.

    The axes are common because their ranges are the same: with plotly's own shared axes a last row
    that is not full leaves the panels above it empty (plotly.js 4.2).
    """
    areas = [line for line in chart.lines if not line.is_benchmark]
    others = [line for line in chart.lines if line.is_benchmark][:1]
    columns = min(PANEL_COLUMNS_OF_A_PHONE if narrow else PANEL_COLUMNS, max(len(areas), 1))
    rows = -(-len(areas) // columns)
    height = PANEL_HEIGHT * rows + 40
    titles = [(f"{line.name}<br>" if narrow else f"{line.name} · ") + line.end_label for line in areas]
    figure = make_subplots(
        rows, columns, subplot_titles=titles, horizontal_spacing=0.04, vertical_spacing=PANEL_GAP / height
    )
    figure.update_layout(_layout(chart) | {"height": height, "margin": _margin(8, top=44 if narrow else 24)})
    figure.update_xaxes(**_x_axis(chart, ticks=PHONE_TICKS if narrow else 4))
    figure.update_yaxes(**_y_axis(chart), range=_common_range(chart), showticklabels=False)
    figure.update_yaxes(showticklabels=True, col=1)
    for position, line in enumerate(areas):
        place = {"row": position // columns + 1, "col": position % columns + 1}
        figure.update_xaxes(showticklabels=position + columns >= len(areas), **place)
        for other in others:
            figure.add_trace(_trace(other, BENCHMARK), **place)
        if band := band_of(line, ACCENT):
            figure.add_trace(band, **place)
        figure.add_trace(_trace(line, ACCENT), **place)
    figure.update_annotations(font={"size": 13, "color": INK}, xanchor="center")
    for position, each in itertools.product(range(len(areas)), chart.breaks):
        _mark_break(figure, each, row=position // columns + 1, col=position % columns + 1)
    return figure


def _common_range(chart: LineChart) -> list[float]:
    """The lowest and highest value of all lines, or zero where the axis starts from it, and a little air."""
    every = (values for line in chart.lines for values in (line.values, line.lower, line.upper))
    known = [value for values in every for value in values if value is not None] or [0.0]
    low, high = min([0.0, *known]) if chart.from_zero else min(known), max(known)
    air = 0.06 * ((high - low) or 1.0)
    return [low - (0.0 if chart.from_zero and low == 0 else air), high + air]


def line_colours(lines: Sequence[Line]) -> dict[str, str]:
    """A colour a line: the accent first, benchmarks in dark grey."""
    own = [line.code for line in lines if not line.is_benchmark]
    colours = {code: LINES[i % len(LINES)] for i, code in enumerate(own)}
    return colours | {line.code: BENCHMARK for line in lines if line.is_benchmark}


def label_heights(chart: LineChart) -> list[float | None]:
    """Where each line's label stands: at its last value, pushed apart where they would overlap."""
    known = [value for line in chart.lines for value in line.values if value is not None]
    if not known:
        return [None] * len(chart.lines)
    span = (max(known) - (min([0.0, *known]) if chart.from_zero else min(known))) or 1.0
    wanted = [(_last(line.values), i) for i, line in enumerate(chart.lines)]
    heights: list[float | None] = [None] * len(chart.lines)
    floor = float("-inf")
    for value, i in sorted((value, i) for value, i in wanted if value is not None):
        floor = max(value, floor + LABEL_GAP * span)
        heights[i] = floor
    return heights


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _trace(line: Line, colour: str) -> go.Scatter:
    return go.Scatter(
        x=list(line.years),
        y=list(line.values),
        mode="lines+markers",
        connectgaps=False,
        name=line.name,
        text=list(line.hover),
        hovertemplate="%{text}<extra></extra>",
        line={
            "color": colour,
            "width": 2 if line.is_benchmark else 2.5,
            "dash": "dot" if line.is_benchmark else "solid",
        },
        marker={"size": 5 if len(line.years) > 12 else 7, "color": colour},
    )


def _end_label(line: Line, height: float, colour: str, narrow: bool, years_ahead: Sequence[float]) -> dict[str, Any]:
    """The name and newest value beside the line's end, or beside the fan that follows it."""
    last = max(year for year, value in zip(line.years, line.values, strict=True) if value is not None)
    return {
        "x": max([last, *years_ahead]),
        "y": height,
        "text": _end_text(line, narrow),
        "xanchor": "left",
        "xshift": 9,
        "showarrow": False,
        "font": {"color": colour, "size": 14},
    }


def _end_text(line: Line, narrow: bool) -> str:
    return line.end_label if narrow else f"{line.name}\u2002{line.end_label}"


def _mark_break(figure: go.Figure, found: BreakLine, **panel: int) -> None:
    """A dotted line where a series breaks, the reason on its sign; `panel` is a row and a column of small multiples."""
    figure.add_vline(
        x=found.place,
        line={"color": MUTED, "width": 1, "dash": "dot"},
        annotation={"text": "⁄⁄", "hovertext": found.reason, "font": {"color": MUTED}},
        annotation_position="top",
        **panel,
    )


def _layout(chart: LineChart, narrow: bool = False) -> dict[str, Any]:
    longest = max((len(_end_text(line, narrow)) for line in chart.lines), default=0)
    below = {"showlegend": True, "legend": PHONE_LEGEND, "height": HEIGHT + 90} if narrow else {"height": HEIGHT}
    return (
        dict(
            bare_layout(
                margin=_margin(min(16 + 7.6 * longest, 260)),
                separators=chart.separators,
                hovermode="closest",
                xaxis=_x_axis(chart, PHONE_TICKS if narrow else 9),
                yaxis=_y_axis(chart),
            )
        )
        | below
    )


def _margin(right: float, top: float = 24) -> dict[str, float]:
    return {"l": 8, "r": right, "t": top, "b": 8}


def _x_axis(chart: LineChart, ticks: int) -> dict[str, Any]:
    shown, air = shown_ticks(chart.ticks, ticks), SIDE_AIR * unit_of(chart.ticks)
    return {
        "range": [min(chart.ticks) - air, max(chart.ticks) + air] if chart.ticks else None,
        "tickvals": shown,
        "ticktext": [chart.ticks[place] for place in shown],
        "showgrid": False,
        "zeroline": False,
        "linecolor": GRID,
        "automargin": True,
        "fixedrange": True,
    }


def _years_ahead(chart: LineChart) -> Sequence[float]:
    return chart.fan[0] if chart.fan else ()


def _y_axis(chart: LineChart) -> dict[str, Any]:
    return {
        "rangemode": "tozero" if chart.from_zero else "normal",
        "gridcolor": GRID,
        "zeroline": chart.from_zero,
        "zerolinecolor": MUTED,
        "automargin": True,
        "fixedrange": True,
        "nticks": 6,
        "tickformat": ",",
    }
