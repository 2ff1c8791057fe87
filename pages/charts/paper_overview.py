"""The start page on paper: each theme's first rows as a table with small lines."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indicators.model import THEMES
from pages.charts.paper_tables import NAME, PADDING, PERIOD
from pages.charts.sheet import LINE, new_sheet, wrapped, write, write_heading
from pages.charts.style import ACCENT, GRID, MUTED
from pages.components.overview_words import difference_cell, value_note, written_value
from pages.components.period_words import format_period, period_heading
from pages.components.reader import Reader
from pages.components.trend_words import trend_cell
from pages.components.view_of_overview import ROWS_AT_FIRST, OverviewRow, split_history, themed
from pages.components.words import THEME, title_of

WIDTHS = (NAME, 1.1, 1.9, PERIOD, 2.2, 3.4)
"""Indicator, small line, newest value, period, trend, difference between areas; in inches."""
WIDTH = sum(WIDTHS)
HEAD, THEME_HEAD, THEME_FOOT = 0.3, 0.4, 0.3
Told = tuple[str, str]
"""A text, and a note that stands pale under it."""


def build_overview_sheet(every: Sequence[OverviewRow], day: date, reader: Reader, source: str) -> Figure:
    """Each theme with the rows that the start page shows at once, and how many more there are.

    `every` as `overview_rows` gives them; figures that are history on `day` are counted below the table.
    """
    t, (rows, history) = reader.t, split_history(list(every), day)
    shown = {theme: themed(rows, theme) for theme in THEMES}
    tall = [_height(row, reader) for own in shown.values() for row in own[:ROWS_AT_FIRST]]
    figure, axes = new_sheet(WIDTH, HEAD + sum(tall) + len(THEMES) * (THEME_HEAD + THEME_FOOT))
    _write_heads(axes, rows, reader)
    y = HEAD
    for theme, own in shown.items():
        write(axes, 0, y + THEME_HEAD * 0.6, t(THEME[theme]), fontweight="bold")
        y += THEME_HEAD
        for row in own[:ROWS_AT_FIRST]:
            _write_row(axes, row, reader, y)
            y += _height(row, reader)
        write(axes, 0, y + THEME_FOOT / 2, _rest(len(own), reader), color=MUTED)
        y += THEME_FOOT
    old = f"{t('History')}: {t('{count} indicators', count=len(history))}"
    write_heading(figure, t("Wellbeing at a glance: {area}", area=reader.home_name), old, source)
    return figure


def _rest(rows: int, reader: Reader) -> str:
    """What of a theme is not shown: the rows beyond the first, or all of it."""
    if not rows:
        return reader.t("There are no figures of the last five years. Older ones are under “History”.")
    more = rows - ROWS_AT_FIRST
    return reader.t("{count} more indicators", count=more) if more > 0 else ""


def _write_heads(axes: Axes, rows: Sequence[OverviewRow], reader: Reader) -> None:
    t = reader.t
    period = period_heading((row.period for row in rows), t)
    heads = [t("Indicator"), t("Time series"), t("Newest value"), period, t("Trend"), t("Difference between areas")]
    for head, x in zip(heads, _lefts(), strict=True):
        write(axes, x, HEAD / 2, head, color=MUTED)
    axes.plot([0, WIDTH], [HEAD, HEAD], color=MUTED, linewidth=1)


def _write_row(axes: Axes, row: OverviewRow, reader: Reader, y: float) -> None:
    lefts, tall = _lefts(), _height(row, reader)
    _draw_line(axes, row.series, lefts[1], y + tall / 2)
    for place, (text, note) in _told(row, reader).items():
        texts, notes = _lines(text, place), _lines(note, place)
        top = y + tall / 2 - LINE * (len(texts) + len(notes) - 1) / 2
        for number, line in enumerate((*texts, *notes)):
            look = {} if number < len(texts) else {"color": MUTED, "fontsize": 8}
            write(axes, lefts[place], top + LINE * number, line, **look)
    axes.axhline(y + tall, color=GRID, linewidth=0.6)


def _told(row: OverviewRow, reader: Reader) -> dict[int, Told]:
    """The row's texts by the place of their column."""
    trend, difference = trend_cell(row.marker, reader.t), difference_cell(row, reader)
    return {
        0: (title_of(row.indicator, reader.language), ""),
        2: (written_value(row, row.value, reader), value_note(row, reader)),
        3: (format_period(row.period, reader.language, short=True), ""),
        4: (trend["text"], trend["note"]),
        5: (difference["text"], difference["note"]),
    }


def _lines(text: str, place: int) -> list[str]:
    return wrapped(text, WIDTHS[place] - PADDING) if text else []


def _height(row: OverviewRow, reader: Reader) -> float:
    """As tall as the row's longest cell."""
    lines = [sum(len(_lines(part, place)) for part in told) for place, told in _told(row, reader).items()]
    return LINE * max(lines) + PADDING


def _lefts() -> list[float]:
    return [sum(WIDTHS[:place]) for place in range(len(WIDTHS))]


def _draw_line(axes: Axes, series: Sequence[float | None], left: float, middle: float) -> None:
    """The series between its own lowest and highest; years without a figure leave a gap."""
    values = np.array([np.nan if value is None else value for value in series], dtype=float)
    low, high = np.nanmin(values), np.nanmax(values)
    heights = middle + 0.11 - 0.22 * (values - low) / (high - low or 1.0)
    places = left + np.linspace(0, WIDTHS[1] - 2 * PADDING, len(values))
    axes.plot(places, heights, color=ACCENT, linewidth=1.3)
    axes.plot(places[-1:], heights[-1:], "o", color=ACCENT, ms=3)
