"""Inequality, similar municipalities and the area index on paper."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from pages.charts.sheet import LETTER, LINE, fill, new_sheet, wrapped, write, write_heading
from pages.charts.style import ACCENT, GRID, INK, LINES, MUTED, PALE
from pages.components.headings import subtitle, title
from pages.components.numbers import format_number
from pages.components.places import place_text
from pages.components.view_of_index import IndexView
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_similar import SimilarView
from pages.components.words import title_of

WIDTH = 11.0
ROW = 0.3
BARS_AT_MOST = 24
GAPS_AT_MOST = 20
"""Of a longer series the newest."""
SEGMENT_NAMED_FROM = 0.2
"""Inches: a narrower part of a bar has no room for its number."""


def build_inequality_sheet(view: InequalityView, period: str, source: str) -> Figure:
    """Highest and lowest area of each period above, the areas along the area index below."""
    own = view.map_view
    gaps = [*view.gaps()][-GAPS_AT_MOST:]
    slope = view.slope(period)
    gap_height = 0.45 + ROW * len(gaps)
    figure, axes = new_sheet(WIDTH, gap_height + (3.2 if slope else 0.0))
    _draw_gaps(axes, view, gaps)
    if slope is not None:
        whole_width, whole_height = figure.get_size_inches()
        box = (0.8 / whole_width, 0.95 / whole_height, (WIDTH - 0.5) / whole_width, 2.3 / whole_height)
        _draw_slope(figure.add_axes(box), view, period)
    heading = f"{title(own.indicator, own.reader)} – {own.scope_name()}"
    write_heading(figure, f"{own.reader.t('Inequality')}: {heading}", subtitle(own), source)
    return figure


def build_similar_sheet(view: SimilarView, source: str) -> Figure:
    """The nearest municipalities by distance, each with what sets it apart the most."""
    reader, t, catalogue = view.reader, view.reader.t, load_catalogue()
    nearest = view.nearest()
    figure, axes = new_sheet(WIDTH, 0.4 + ROW * len(nearest))
    names = [reader.name(AreaLevel.MUNICIPALITY, str(code)) for code in nearest.index]
    left, room = _widest(names), 3.6
    write(axes, left, 0.15, t("Distance"), color=MUTED)
    write(axes, left + room + 0.8, 0.15, t("Differs most in"), color=MUTED)
    longest = float(nearest.max()) if len(nearest) else 1.0
    for place, (code, distance) in enumerate(nearest.items()):
        y = 0.4 + ROW * place
        write(axes, left - 0.1, y + ROW / 2, names[place], ha="right")
        fill(axes, (left, y + 0.05, room * float(distance) / (longest or 1.0), ROW - 0.1), PALE)
        write(axes, left + room + 0.6, y + ROW / 2, format_number(distance, 2, reader.language), ha="right")
        said = title_of(catalogue[view.main_difference(str(code))], reader.language)
        write(axes, left + room + 0.8, y + ROW / 2, said)
    below = " · ".join(
        f"{title_of(each, reader.language)} ({view.period_text(each.indicator_id)})" for each in view.indicators()
    )
    write_heading(figure, t("Municipalities like {area}", area=reader.home_name), below, source)
    return figure


def build_index_sheet(view: IndexView, source: str) -> Figure:
    """The areas by their score; each bar's parts are numbered as the variables below."""
    areas, t = view.areas_view, view.areas_view.reader.t
    codes = _ends(view.order)
    variables = [f"{number}  {line}" for number, line in enumerate(view.recipe_lines(), 1)][
        : len(view.recipe.variables)
    ]
    notes = [line for text in variables for line in wrapped(text, WIDTH)]
    figure, axes = new_sheet(WIDTH, 0.35 + ROW * len(codes) + 0.25 + LINE * len(notes) + 0.1)
    left = _widest([areas.name(code) for code in codes if code])
    write(axes, left - 0.1, 0.15, t("Rank"), color=MUTED, ha="right")
    write(axes, WIDTH, 0.15, t("Score"), color=MUTED, ha="right")
    zero, scale = _scale(view, left)
    for place, code in enumerate(codes):
        y = 0.35 + ROW * place
        if code is None:
            write(axes, left - 0.1, y + ROW / 2, "…", ha="right")
            continue
        rank = format_number(float(view.ranges.loc[code, "rank"]), 0, areas.reader.language)
        write(axes, left - 0.1, y + ROW / 2, f"{areas.name(code)}  {rank}", ha="right")
        write(axes, WIDTH, y + ROW / 2, view.written(float(view.result.scores[code])), ha="right")
        _draw_parts(axes, list(view.result.parts.loc[code].astype(float)), (zero, scale, y))
    write(axes, 0, 0.6 + ROW * len(codes), "\n".join(notes), va="top", linespacing=1.25)
    heading = t("Area index: {area}", area=areas.scope_name())
    write_heading(figure, heading, f"{place_text(areas.place, t)} · {t('Scores and their parts')}", source)
    return figure


def _draw_gaps(axes: Axes, view: InequalityView, gaps: Sequence[tuple[str, object]]) -> None:
    own, t = view.map_view, view.map_view.reader.t
    write(axes, 0, 0.15, t("The gap between areas"), fontweight="bold")
    ends = [each for _, each in view.gaps()][-len(gaps) :] if gaps else []
    low, high = min((each.lowest for each in ends), default=0.0), max((each.highest for each in ends), default=1.0)
    words = {each: [own.name(each.lowest_code), own.name(each.highest_code)] for each in ends}
    room = _widest([f"{name}  {own.written(high)}" for pair in words.values() for name in pair])
    left, right = 1.6 + room, WIDTH - room - 1.9
    for place, ((period, _), each) in enumerate(zip(gaps, ends, strict=True)):
        y = 0.45 + ROW * (place + 0.5)
        start, end = (left + (right - left) * (at - low) / ((high - low) or 1.0) for at in (each.lowest, each.highest))
        axes.plot([start, end], [y, y], color=PALE, linewidth=4, solid_capstyle="butt", zorder=1)
        axes.plot([start], [y], "o", color=MUTED, ms=7)
        axes.plot([end], [y], "D", color=ACCENT, ms=7)
        write(axes, 0, y, own.period_text(period))
        write(axes, start - 0.12, y, f"{words[each][0]}  {own.written(each.lowest)}", ha="right")
        write(axes, end + 0.12, y, f"{own.written(each.highest)}  {words[each][1]}")
        write(axes, WIDTH, y, t("difference {value}", value=view.difference(each.difference)), ha="right", color=MUTED)


def _draw_slope(axes: Axes, view: InequalityView, period: str) -> None:
    """Areas as wide as their share of residents, the worst off first, with the fitted line."""
    slope, own, t = view.slope(period), view.map_view, view.map_view.reader.t
    if slope is None:
        return
    points = slope.points
    axes.bar(points["rank"], points["value"], width=points["share"], color=PALE, edgecolor="white")
    axes.plot([0, 1], list(slope.ends), color=ACCENT, linewidth=2.5)
    for row in points.itertuples():
        if float(row.share) > 0.03:
            name = own.name(str(row.area_code))
            axes.text(row.rank, 0, f"  {name}", rotation=90, ha="center", va="bottom", fontsize=8, color=INK)
    axes.set(xlim=(0, 1), xticks=[0, 1])
    axes.set_xticklabels([t("worst off"), t("best off")])
    worst, best = axes.get_xticklabels()
    worst.set_horizontalalignment("left")
    best.set_horizontalalignment("right")
    axes.yaxis.set_major_formatter(lambda value, _: own.written(float(value)))
    axes.set_title(f"{t('Along the area index')} · {own.period_text(period)}", loc="left", fontsize=10, color=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="y", color=GRID)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=9, colors=INK)


def _scale(view: IndexView, left: float) -> tuple[float, float]:
    """Where zero stands, and inches a unit of score."""
    parts = view.result.parts.loc[view.order].astype(float)
    above, below = float(parts.clip(lower=0).sum(axis=1).max()), float(parts.clip(upper=0).sum(axis=1).min())
    scale = (WIDTH - 0.8 - left) / ((above - below) or 1.0)
    return left - below * scale, scale


def _draw_parts(axes: Axes, parts: Sequence[float], place: tuple[float, float, float]) -> None:
    """Parts above zero to the right of it, those below to the left; each with its variable's number."""
    zero, scale, y = place
    ends = {True: zero, False: zero}
    for number, part in enumerate(parts):
        start, length = ends[part >= 0], part * scale
        ends[part >= 0] = start + length
        if not np.isfinite(part) or length == 0:
            continue
        fill(axes, (min(start, start + length), y + 0.05, abs(length), ROW - 0.1), LINES[number % len(LINES)])
        if abs(length) >= SEGMENT_NAMED_FROM:
            write(axes, start + length / 2, y + ROW / 2, str(number + 1), ha="center", color="white", fontsize=8)


def _ends(codes: Sequence[str]) -> list[str | None]:
    """All codes, or of many the first and last, None for those between."""
    if len(codes) <= BARS_AT_MOST:
        return list(codes)
    half = BARS_AT_MOST // 2
    return [*codes[:half], None, *codes[-half:]]


def _widest(names: Sequence[str]) -> float:
    return LETTER * max(map(len, names), default=0) + 0.45
