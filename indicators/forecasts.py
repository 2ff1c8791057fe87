"""Where the next years of one series may lie, as a fan."""

import numpy as np
import pandas as pd

from indicators.extents import latest_area_breaks
from indicators.measures.trend import MINIMUM_POINTS, Fan, forecast_fan
from indicators.model import Indicator
from indicators.series import break_year, points_of

YEARS_AHEAD = 5


def unbroken_years(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """year → value of the latest neighbouring years of one series, since its latest break, old to new.

    Empty for fewer than ten, and for figures of several years each, of months or of quarters.
    """
    points = points_of(rows)
    known = points[points["value"].notna()]
    if known.empty or known["several_years"].iloc[-1] or not known["of_years"].iloc[-1]:
        return pd.Series(dtype=float)
    last = int(known["year"].iloc[-1])
    breaks = [*map(break_year, indicator.breaks), *latest_area_breaks(points)]
    since = max((year for year in breaks if int(year) <= last), default=0.0)
    series = known[~known["several_years"] & (known["year"] >= since)].set_index("year")["value"]
    run = series[last - series.index.to_numpy() == np.arange(len(series))[::-1]]
    return run if len(run) >= MINIMUM_POINTS else run.iloc[:0]


def fan_of(rows: pd.DataFrame, indicator: Indicator) -> tuple[list[float], Fan] | None:
    """The next five years and the fan of one series; None where it has too few years or no model fits."""
    series = unbroken_years(rows, indicator)
    found = None if series.empty else forecast_fan(series.tolist(), YEARS_AHEAD)
    return None if found is None else ([float(series.index[-1]) + step for step in range(1, YEARS_AHEAD + 1)], found)
