"""The comparison and the area profile on paper: tables of many indicators as pictures."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indicators.measures.comparison import Comparison
from indicators.model import Indicator
from pages.charts.sheet import LETTER, LINE, Box, fill, new_sheet, wrapped, write, write_heading, write_legend
from pages.charts.style import BENCHMARK, GRID, INK, MUTED, PALE
from pages.components.comparison_words import COLOUR, SIGN, STRONG, comparison_text
from pages.components.period_words import format_period
from pages.components.places import place_text
from pages.components.view_of_comparison import ComparisonView
from pages.components.view_of_profile import FEWEST_PEERS, HOW_TO_READ, ProfileView, Spine
from pages.components.words import THEME, status_text, title_of

NAME, PERIOD, NUMBER = 3.6, 1.0, 1.15
"""Widths of columns, in inches."""
SPINE = 3.0
AREAS_AT_MOST = 16
PADDING = 0.12
LEGEND, NOTES = 0.62, 0.5


def build_comparison_sheet(view: ComparisonView, source: str) -> Figure:
    """Indicators × areas: each figure on the ground and with the sign of what the test says."""
    areas_view, t = view.areas_view, view.areas_view.reader.t
    areas = view.areas[:AREAS_AT_MOST]
    heads = [t("Period"), view.compared.name, *(areas_view.name(code) for code in areas)]
    widths = [PERIOD, NUMBER, *(max(NUMBER, _longest_word(head) * LETTER + PADDING) for head in heads[2:])]
    themes = [theme for theme, number in view.by_theme() for _ in range(number)]
    heights = [_row_height(title_of(each, areas_view.reader.language)) for each in view.indicators]
    titles = len(set(themes))
    width, head = NAME + sum(widths), _head_height(heads, widths)
    height = head + sum(heights) + titles * 0.3 + LEGEND
    figure, axes = new_sheet(width, height)
    _write_heads(axes, [t("Indicator"), *heads], [NAME, *widths], head)
    y = head
    for place, (indicator, tall) in enumerate(zip(view.indicators, heights, strict=True)):
        if themes and (place == 0 or themes[place] != themes[place - 1]):
            write(axes, 0, y + 0.17, t(THEME[themes[place]]), fontweight="bold")
            y += 0.3
        _write_comparison_row(axes, view, indicator, widths, y=y, tall=tall)
        y += tall
    write_legend(axes, y + 0.2, width, view.legend())
    below = [place_text(areas_view.place, t), t("Compared with the benchmark {name}", name=view.compared.name)]
    if len(areas) < len(view.areas):
        below.append(t("{known} of {count} areas are shown.", known=len(areas), count=len(view.areas)))
    write_heading(figure, f"{t('Comparison')} – {areas_view.scope_name()}", " · ".join(below), source)
    return figure


def build_profile_sheet(view: ProfileView, source: str) -> Figure:
    """One area's place among its peers in each indicator, the worse end left and the better right."""
    areas_view, t = view.areas_view, view.areas_view.reader.t
    heads = [
        t("Period"), view.name, view.compared.name, t("Worst (or lowest)"), t("Place among the areas"),
        t("Best (or highest)"),
    ]  # fmt: skip
    widths = [PERIOD, NUMBER + 0.2, NUMBER + 0.2, NUMBER, SPINE, NUMBER]
    spines = view.spines
    heights = [_row_height(title_of(each.indicator, areas_view.reader.language)) for each in spines]
    themes = [each.indicator.theme for each in spines]
    width, head = NAME + sum(widths), _head_height(heads, widths)
    figure, axes = new_sheet(width, head + sum(heights) + 0.3 * len(set(themes)) + LEGEND + NOTES)
    _write_heads(axes, [t("Indicator"), *heads], [NAME, *widths], head)
    y = head
    for place, (spine, tall) in enumerate(zip(spines, heights, strict=True)):
        if place == 0 or themes[place] != themes[place - 1]:
            write(axes, 0, y + 0.17, t(THEME[themes[place]]), fontweight="bold")
            y += 0.3
        _write_profile_row(axes, view, spine, widths, y=y, tall=tall)
        y += tall
    said = {each.comparison for each in spines} - {Comparison.NOT_COMPARED}
    texts = [(COLOUR[each], comparison_text(each, t)) for each in Comparison if each in said]
    write_legend(axes, y + 0.2, width, texts)
    write(axes, 0, y + 0.75, "\n".join(wrapped(t(HOW_TO_READ), width)), color=MUTED, va="top")
    below = t("{area} beside the benchmark {name}", area=view.name, name=view.compared.name)
    write_heading(figure, f"{t('Area profile')} – {view.name}", below, source)
    return figure


def _write_heads(axes: Axes, heads: list[str], widths: list[float], height: float) -> None:
    x = 0.0
    for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
        lines = "\n".join(wrapped(head, width - PADDING))
        side = {"ha": "left"} if place == 0 else {"ha": "center"}
        at = x if place == 0 else x + width / 2
        write(axes, at, height - 0.06, lines, va="bottom", color=MUTED, **side)
        x += width
    axes.plot([0, sum(widths)], [height, height], color=MUTED, linewidth=1)


def _write_name(axes: Axes, indicator: Indicator, language: str, y: float, tall: float) -> None:
    write(axes, 0, y + tall / 2, "\n".join(wrapped(title_of(indicator, language), NAME - PADDING)))
    axes.axhline(y + tall, color=GRID, linewidth=0.6)


def _write_comparison_row(
    axes: Axes,
    view: ComparisonView,
    indicator: Indicator,
    widths: list[float],
    *,
    y: float,
    tall: float,
) -> None:
    areas_view, language = view.areas_view, view.areas_view.reader.language
    cells = [view.cells.get((indicator.indicator_id, code)) for code in view.areas[:AREAS_AT_MOST]]
    known = [each for each in cells if each is not None]
    aims = [float(each["benchmark_value"]) for each in known if pd.notna(each["benchmark_value"])]
    _write_name(axes, indicator, language, y, tall)
    texts = [
        format_period(str(known[0]["period"]), language, short=True) if known else "",
        areas_view.written(indicator, aims[0]) if aims else "",
    ]
    x = NAME
    for text, width in zip(texts, widths, strict=False):
        write(axes, x + width / 2, y + tall / 2, text, ha="center")
        x += width
    for row, width in zip(cells, widths[2:], strict=True):
        if row is not None:
            _write_cell(axes, (x, y, width, tall), *_told(row, indicator, view))
        x += width


def _told(row: dict[str, Any], indicator: Indicator, view: ComparisonView) -> tuple[Comparison, str]:
    """What the test says of a figure, and the figure as written or why there is none."""
    if pd.isna(row["value"]):
        return Comparison.NOT_COMPARED, status_text(str(row["status"]), indicator, view.areas_view.reader.t)
    return Comparison(str(row["comparison"])), view.areas_view.written(indicator, float(row["value"]))


def _write_cell(axes: Axes, box: Box, said: Comparison, text: str) -> None:
    x, y, width, tall = box
    colour = COLOUR[said]
    fill(axes, box, colour)
    lines = wrapped(f"{SIGN[said]} {text}".strip(), width)
    look = {"fontsize": 9 if len(lines) == 1 else 6.5, "color": "white" if colour in STRONG else INK}
    write(axes, x + width / 2, y + tall / 2, "\n".join(lines), ha="center", **look)


def _write_profile_row(
    axes: Axes, view: ProfileView, spine: Spine, widths: list[float], *, y: float, tall: float
) -> None:
    written, indicator, language = view.areas_view.written, spine.indicator, view.areas_view.reader.language
    _write_name(axes, indicator, language, y, tall)
    starts = [NAME + sum(widths[:place]) for place in range(len(widths))]
    texts = {
        0: format_period(str(spine.row["period"]), language, short=True),
        2: written(indicator, spine.row["benchmark_value"]),
        3: written(indicator, spine.ends[0]),
        5: written(indicator, spine.ends[1]),
    }
    for place, text in texts.items():
        write(axes, starts[place] + widths[place] / 2, y + tall / 2, text, ha="center")
    _write_cell(axes, (starts[1], y, widths[1], tall), spine.comparison, written(indicator, spine.row["value"]))
    if spine.peers >= FEWEST_PEERS:
        _draw_spine(axes, spine, starts[4] + PADDING, widths[4] - 2 * PADDING, y + tall / 2)


def _draw_spine(axes: Axes, spine: Spine, left: float, width: float, y: float) -> None:
    """Lowest to highest pale, the middle half darker, the benchmark upright, the area as a dot."""
    places = {name: left + width * share for name, share in spine.placed().items() if share is not None}
    fill(axes, (places["low"], y - 0.06, places["high"] - places["low"], 0.12), GRID)
    fill(axes, (places["q1"], y - 0.06, places["q3"] - places["q1"], 0.12), PALE)
    if "benchmark" in places:
        axes.plot([places["benchmark"]] * 2, [y - 0.13, y + 0.13], color=BENCHMARK, linewidth=1.5)
    axes.plot([places["area"]], [y], "o", ms=8, color=COLOUR[spine.comparison], markeredgecolor=INK)


def _row_height(name: str) -> float:
    return max(0.3, LINE * len(wrapped(name, NAME - PADDING)) + PADDING)


def _head_height(heads: list[str], widths: list[float]) -> float:
    return PADDING + LINE * max(len(wrapped(head, width - PADDING)) for head, width in zip(heads, widths, strict=True))


def _longest_word(text: str) -> int:
    return max(map(len, wrapped(text, 0)))
