"""One sentence in words for what a picture shows: differences only, no claim that they are more than chance.

Templates keep place names in their basic form, because no rule inflects every Finnish name right.
"""

import pandas as pd

from geodata.levels import AreaLevel
from pages.components.view_of_map import MapView
from pages.components.view_of_trends import TrendsView
from pages.locales.messages import mark

HIGHEST_LOWEST = mark("{period}: highest {high_area} {high}, lowest {low_area} {low}.")


def trends_sentence(view: TrendsView) -> str:
    """The ends of the lines at the newest period, or the first and newest figure of a lone line."""
    t, lines = view.reader.t, view.line_names()
    if not view.areas:
        return t("Choose at least one area.")
    own = [(name, rows) for name, rows in (lines if view.groups else lines[: len(view.areas)]) if len(rows)]
    if not own:
        return t("None of the chosen areas has a figure.")
    if len(own) == 1:
        return _sentence_of_one(view, *own[0])
    newest = max((rows["period_end"].iloc[-1], rows["period"].iloc[-1]) for _, rows in own)[1]
    ends = sorted((rows["value"].iloc[-1], name) for name, rows in own if rows["period"].iloc[-1] == newest)
    if len(ends) < 2:
        return t("{period}: too few areas have a figure to compare.", period=newest)
    (low, low_area), (high, high_area) = ends[0], ends[-1]
    values = {"high": view.written(high), "low": view.written(low)}
    return t(HIGHEST_LOWEST, period=newest, high_area=high_area, low_area=low_area, **values)


def _sentence_of_one(view: TrendsView, area: str, rows: pd.DataFrame) -> str:
    """The first and the newest figure of one line, or the only one."""
    t, first, last = view.reader.t, rows.iloc[0], rows.iloc[-1]
    end = view.written(last["value"])
    if len(rows) == 1:
        return t("{area}, {period}: {value}.", area=area, period=last["period"], value=end)
    start = view.written(first["value"])
    return t(
        "{area}, {first}: {start}; {last}: {end}.",
        area=area,
        first=first["period"],
        last=last["period"],
        start=start,
        end=end,
    )


def map_sentence(view: MapView, period: str, benchmark: AreaLevel | None) -> str:
    """Highest, lowest and the benchmark of one period."""
    t, ends = view.reader.t, view.spread(period)
    if ends is None:
        return t("{period}: too few areas have a figure to compare.", period=period)
    sentence = t(
        HIGHEST_LOWEST,
        period=period,
        high_area=view.name(ends.highest_code),
        high=view.written(ends.highest),
        low_area=view.name(ends.lowest_code),
        low=view.written(ends.lowest),
    )
    compared = view.benchmark_figure(benchmark, period)
    return f"{sentence} {compared[0]}: {view.written(compared[1])}." if compared else sentence
