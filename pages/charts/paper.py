"""Charts for paper and slides: matplotlib pictures with title, unit and source written in."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from geodata.boundaries import load_geometry
from pages.charts.bands import BANDS_AT_MOST
from pages.charts.choropleth import HIDDEN_FIGURE, NO_FIGURE
from pages.charts.line_chart import LineChart
from pages.charts.lines import label_heights, line_colours
from pages.charts.sheet import DOTS_PER_INCH
from pages.charts.style import ACCENT, BENCHMARK, HIDDEN, INK, MISSING, MUTED, PALE
from pages.charts.time_ticks import shown_ticks
from pages.components.headings import subtitle, title
from pages.components.map_picture import MapPicture
from pages.components.numbers import format_number
from pages.components.view_of_trends import TrendsView

TICKS_AT_MOST = 11
LABEL_WIDTH = 0.0068
"""A character of a label at a line's end, as a share of the picture's width."""


def build_map_sheet(picture: MapPicture, period: str, source: str) -> Figure:
    """The map with its legend, and the ranked bars beside it."""
    figure = Figure(figsize=(12, 7.2), dpi=DOTS_PER_INCH, facecolor="white")
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    _draw_areas(left, picture, period)
    _draw_bars(right, picture, period)
    view = picture.view
    heading = f"{title(view.indicator, view.reader)} – {view.scope_name()}"
    return _finish(figure, heading, subtitle(view, period), source)


def build_lines_sheet(view: TrendsView, from_zero: bool, source: str) -> Figure:
    """The series, each labelled at its end."""
    chart = view.chart(from_zero)
    figure = Figure(figsize=(12, 7.2), dpi=DOTS_PER_INCH, facecolor="white")
    axes = figure.subplots()
    colours = line_colours(chart.lines)
    for line, height in zip(chart.lines, label_heights(chart), strict=True):
        values = [np.nan if value is None else value for value in line.values]
        axes.plot(
            line.years,
            values,
            color=colours[line.code],
            ls=":" if line.is_benchmark else "-",
            marker="o",
            ms=4,
        )
        last = max(i for i, value in enumerate(line.values) if value is not None)
        label = f"  {line.name}\u2002{line.end_label}"
        beside = max([line.years[last], *(chart.fan[0] if chart.fan else ())])
        axes.annotate(label, (beside, height or 0.0), color=colours[line.code], va="center", annotation_clip=False)
    _draw_bands(axes, chart, colours)
    for each in chart.breaks:
        axes.axvline(each.place, color=MUTED, linestyle=":", linewidth=1)
    if chart.from_zero:
        axes.set_ylim(bottom=0)
    _calm(axes)
    shown = shown_ticks(chart.ticks, TICKS_AT_MOST)
    axes.set_xticks(shown, labels=[chart.ticks[place] for place in shown])
    axes.yaxis.set_major_formatter(lambda value, _: _tick_text(value, view.reader.language))
    heading = f"{title(view.indicator, view.reader)} – {view.scope_name()}"
    longest = max((len(f"{line.name} {line.end_label}") for line in chart.lines), default=0)
    return _finish(figure, heading, subtitle(view), source, right=0.97 - LABEL_WIDTH * longest)


def _draw_bands(axes: Axes, chart: LineChart, colours: dict[str, str]) -> None:
    """Intervals where few lines have them, and the fan of the next years."""
    own = [line for line in chart.lines if line.lower and not line.is_benchmark]
    for line in own if len(own) <= BANDS_AT_MOST else []:
        low, high = ([np.nan if end is None else end for end in ends] for ends in (line.lower, line.upper))
        axes.fill_between(line.years, low, high, color=colours[line.code], alpha=0.18, linewidth=0)
    if chart.fan:
        years, fan = chart.fan
        for lower, upper in ((fan.lower_95, fan.upper_95), (fan.lower_80, fan.upper_80)):
            axes.fill_between(years, lower, upper, color=colours[chart.lines[0].code], alpha=0.18, linewidth=0)


def _draw_areas(axes: Axes, picture: MapPicture, period: str) -> None:
    view = picture.view
    name = view.place.geometry(view.reader.home)
    if name is None:
        axes.axis("off")
        return
    index = picture.classes[period]
    areas = load_geometry(name)
    areas = areas[areas["code"].isin(view.areas)].to_crs(3067)
    colours = {NO_FIGURE: MISSING, HIDDEN_FIGURE: HIDDEN} | dict(enumerate(picture.colours))
    areas.plot(ax=axes, color=[colours[int(index[code])] for code in areas["code"]], edgecolor="white", linewidth=0.6)
    patches = [Patch(facecolor=colour, edgecolor=MUTED, label=text) for colour, text in picture.legend()]
    axes.legend(handles=patches, loc="upper left", bbox_to_anchor=(0, 0), ncols=3, frameon=False, fontsize=9)
    axes.axis("off")


def _draw_bars(axes: Axes, picture: MapPicture, period: str) -> None:
    bars = picture.bars(period)[::-1]
    places = range(len(bars))
    axes.barh(list(places), [bar.value or 0 for bar in bars], color=[bar.colour or PALE for bar in bars], height=0.65)
    for i, bar in enumerate(bars):
        if bar.interval:
            axes.plot(bar.interval, [i, i], color=INK, linewidth=1)
        if bar.mark is not None:
            axes.plot([bar.mark] * 2, [i - 0.4, i + 0.4], color=BENCHMARK, linewidth=2)
    axes.set_yticks(list(places), labels=[bar.name for bar in bars])
    for i, bar in enumerate(bars):
        axes.annotate(bar.text, (1.22, i), xycoords=("axes fraction", "data"), va="center", ha="right", color=INK)
    if line := picture.benchmark_line(period):
        name, value = line
        label = f"{name} {picture.view.written(value)}"
        axes.axvline(value, color=BENCHMARK, linestyle=":")
        axes.annotate(label, (value, 1.02), xycoords=("data", "axes fraction"), ha="center", color=BENCHMARK)
    axes.set_xticks([])
    _calm(axes)


def _tick_text(value: float, language: str) -> str:
    """A tick in the reader's number form, with just the decimals it needs: 20, 2,5, 0,28."""
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals, language)


def _calm(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, length=0)


def _finish(figure: Figure, heading: str, below: str, source: str, right: float = 0.86) -> Figure:
    figure.suptitle(heading, x=0.02, ha="left", fontsize=15, fontweight="bold", color=INK, parse_math=False)
    figure.text(0.02, 0.915, below, fontsize=10.5, color=MUTED, parse_math=False)
    figure.text(0.02, 0.015, f"{source} HyteData", fontsize=8.5, color=ACCENT, parse_math=False)
    figure.subplots_adjust(left=0.05, right=right, top=0.86, bottom=0.17, wspace=0.45)
    return figure
