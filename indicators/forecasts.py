"""Where the next years of one series may lie, as a fan."""

import pandas as pd

from indicators.measures.trend import MINIMUM_POINTS, Fan, forecast_fan
from indicators.model import Indicator

YEARS_AHEAD = 5


def unbroken_years(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """year → value of one series since its latest break, old to new; empty unless ten neighbouring years or more.

    Figures of several years each have none.
    """
    known = rows.dropna(subset="value")
    if (known["period"].str.len() > 4).any():
        return pd.Series(dtype=float)
    years = known["period"].astype(int)
    since = max((int(each.period[:4]) for each in indicator.breaks if int(each.period[:4]) <= years.max()), default=0)
    series = pd.Series(known["value"].to_numpy(float), index=years.to_numpy()).sort_index()
    series = series[series.index >= since]
    has_gap = (series.index.to_series().diff().dropna() != 1).any()
    return series.iloc[:0] if has_gap or len(series) < MINIMUM_POINTS else series


def fan_of(rows: pd.DataFrame, indicator: Indicator) -> tuple[list[float], Fan] | None:
    """The next five years and the fan of one series; None where it has too few years or no model fits."""
    series = unbroken_years(rows, indicator)
    found = None if series.empty else forecast_fan(series.tolist(), YEARS_AHEAD)
    return None if found is None else ([float(series.index[-1]) + step for step in range(1, YEARS_AHEAD + 1)], found)
