"""The funnel plot of a map: which areas lie beyond what chance alone would do with so many people."""

import pandas as pd

from indicators.benchmarks import chance_limits
from indicators.model import Kind
from pages.charts.funnel import Funnel, FunnelPoint, sizes_between
from pages.components.comparison_words import COLOUR
from pages.components.map_picture import MapPicture

FEWEST_AREAS = 10


def funnel_of(picture: MapPicture, period: str) -> Funnel | None:
    """The areas between the limits around the benchmark; None for few areas, without bases, or without one benchmark.

    Shares and rates only.
    """
    line, indicator = picture.benchmark_line(period), picture.view.indicator
    rows = picture.view.in_period(period).dropna(subset=["value", "denominator"])
    rows = rows[rows["denominator"] > 0]
    if line is None or indicator.kind not in (Kind.SHARE, Kind.RATE) or len(rows) < FEWEST_AREAS:
        return None
    sizes = sizes_between(float(rows["denominator"].min()), float(rows["denominator"].max()))
    limits_95, limits_998 = chance_limits(sizes, line[1], indicator)
    return Funnel(_points(picture, rows, period), line[1], sizes, limits_95, limits_998)


def _points(picture: MapPicture, rows: pd.DataFrame, period: str) -> list[FunnelPoint]:
    said, view = picture.comparisons(period), picture.view
    return [
        FunnelPoint(
            row.denominator,
            row.value,
            f"<b>{view.name(row.area_code)}</b><br>{picture.hover_of(row, said[row.area_code])}",
            COLOUR[said[row.area_code]],
        )
        for row in rows.itertuples()
    ]
