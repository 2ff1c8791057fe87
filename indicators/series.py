"""The series in a table of observations: one indicator, area and group over the years, each with a number.

Points lie in one flat table, in order of series and year, so that thousands of series are tested at once.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind
from indicators.observations import KEY

SERIES = tuple(name for name in KEY if name not in ("period", "boundary_year"))
"""What tells one series from another."""
NUMBERS = ("value", "numerator", "denominator", "ci_lower_95", "ci_upper_95", "year")
LATEST = 5


def points_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The observations in order of series and year: `SERIES`, `NUMBERS`, the number of the series.

    `year` is a period's last; `several_years` tells that the period is longer than one. A year that is
    told in several boundary years is one point, of the newest.
    """
    points = rows[[*SERIES, *NUMBERS[:-1]]].assign(
        year=rows["period"].str[-4:].astype(int),
        several_years=rows["period"].str.len() > 4,
        series=rows.groupby(list(SERIES), sort=False).ngroup(),
    )
    place = np.lexsort((rows["boundary_year"], points["several_years"], points["year"], points["series"]))
    told = points[["series", "year", "several_years"]].to_numpy(int)[place]
    newest = np.ones(len(told), dtype=bool)
    newest[:-1] = (told[1:] != told[:-1]).any(axis=1)
    return points.iloc[place[newest]].reset_index(drop=True)


def series_of(points: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """One row a series, by its number: key, `end` (place after its last point), `rows`, `known` values.

    Then `several_years`, the indicator's `polarity`, whether it is a `share` or a `position`, its latest
    `break_year` within the series (NaN without one), and `counted`: some point has an interval, and of
    the latest five each that has a value.
    """
    grouped = points.groupby("series")
    series = points.drop_duplicates("series").set_index("series")[list(SERIES)]
    indicators = {name: catalogue[name] for name in series["indicator_id"].unique()}
    of = series["indicator_id"].map
    return series.assign(
        end=grouped.size().cumsum(),
        rows=grouped.size(),
        known=grouped["value"].count(),
        several_years=grouped["several_years"].any(),
        polarity=of({name: each.polarity for name, each in indicators.items()}),
        position=of({name: each.kind is Kind.POSITION for name, each in indicators.items()}).astype(bool),
        share=of({name: each.kind is Kind.SHARE for name, each in indicators.items()}).astype(bool),
        break_year=_latest_breaks(series["indicator_id"], grouped["year"].last(), indicators),
        counted=_counted(points),
    )


def _counted(points: pd.DataFrame) -> pd.Series:
    latest = points.groupby("series").cumcount(ascending=False) < LATEST
    known = points["ci_lower_95"].notna()
    without = latest & points["value"].notna() & ~known
    return known.groupby(points["series"]).any() & ~without.groupby(points["series"]).any()


def _latest_breaks(ids: pd.Series, final_year: pd.Series, indicators: Mapping[str, Indicator]) -> pd.Series:
    """The year of each series' latest break not after its last point, NaN without one."""
    found = pd.Series(np.nan, index=ids.index)
    breaks = {name: sorted(int(one.period[:4]) for one in each.breaks) for name, each in indicators.items()}
    for place in range(max(map(len, breaks.values()), default=0)):
        year = ids.map({name: years[place] for name, years in breaks.items() if len(years) > place}).astype(float)
        found = year.where(final_year >= year, found)
    return found
