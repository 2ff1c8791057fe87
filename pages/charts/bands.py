"""Areas of doubt behind lines: 95 % intervals as bands, and a fan of the next years."""

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go

from pages.charts.line_chart import Line, LineChart
from pages.charts.time_ticks import unit_of

BANDS_AT_MOST = 2
"""More lines than this with bands would hide each other."""
LONE_PERIOD = 0.1
"""A period without neighbours has a band this share of the way to the next to either side, lest it has no width."""
Ends = Sequence[float | None]


def bands_of(chart: LineChart, colours: dict[str, str]) -> list[go.Scatter]:
    """The bands of a chart's own lines where there are few, and the fan of its first line."""
    own = [line for line in chart.lines if not line.is_benchmark and line.lower]
    bands = [band for line in own if (band := band_of(line, colours[line.code]))] if len(own) <= BANDS_AT_MOST else []
    return [*bands, *_fan(chart, colours)]


def band_of(line: Line, colour: str) -> go.Scatter | None:
    """The interval of a line, with gaps where there is none; None where no figure has one."""
    has_some = any(_runs(line.lower, line.upper))
    return _area(line.years, line.lower, line.upper, colour, 0.18) if has_some else None


def _fan(chart: LineChart, colours: dict[str, str]) -> Iterator[go.Scatter]:
    if chart.fan is None:
        return
    ahead, fan = chart.fan
    line = chart.lines[0]
    year, value = [pair for pair in zip(line.years, line.values, strict=True) if pair[1] is not None][-1]
    years = [year, *ahead]  # the fan opens from the newest figure
    for lower, upper, opacity in ((fan.lower_95, fan.upper_95, 0.14), (fan.lower_80, fan.upper_80, 0.22)):
        yield _area(years, [value, *lower], [value, *upper], colours[line.code], opacity)


def _area(years: Sequence[float], lower: Ends, upper: Ends, colour: str, opacity: float) -> go.Scatter:
    """Filled polygons, one for each run of years without a gap."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for run in _runs(lower, upper):
        wide = LONE_PERIOD * unit_of(years) if len(run) == 1 else 0.0
        places = [(years[i] + side, i) for i in run for side in ((-wide, wide) if wide else (0.0,))]
        there = [(x, lower[i]) for x, i in places]
        back = [(x, upper[i]) for x, i in reversed(places)]
        for x, y in (*there, *back, there[0], (None, None)):
            xs.append(x)
            ys.append(y)
    return go.Scatter(
        x=xs, y=ys, mode="lines", line={"width": 0}, fill="toself", fillcolor=colour, opacity=opacity, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _runs(lower: Ends, upper: Ends) -> Iterator[list[int]]:
    """Positions of neighbouring years of which both ends are known."""
    run: list[int] = []
    for place, ends in enumerate(zip(lower, upper, strict=True)):
        if None in ends:
            if run:
                yield run
            run = []
        else:
            run.append(place)
    if run:
        yield run
