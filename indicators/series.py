"""The series in a table of observations: one indicator, area and group over time, each with a number.

Points lie in one flat table, in order of series and time, so that thousands of series are tested at once.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from indicators.extents import latest_area_breaks
from indicators.model import Break, Indicator, Kind
from indicators.observations import KEY
from indicators.periods import Grain, parse_period

Numbers = npt.NDArray[Any]
SERIES = tuple(name for name in KEY if name not in ("period", "boundary_year"))
"""What tells one series from another."""
NUMBERS = ("value", "numerator", "denominator", "ci_lower_95", "ci_upper_95", "year")
LATEST = 5
MONTHS_OF_A_YEAR = 12


def points_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The observations in order of series and time: `SERIES`, `NUMBERS`, `boundary_year`, the series' number.

    `year` is the one a period ends in; `of_years` tells that it is a year or several and no month or
    quarter, `several_years` that it is longer than one, `overlaps` that it begins before the point
    before it has ended. A series told in years and in months is that of the years. A period that is
    told in several boundary years is one point, of the newest.
    """
    facts = _of_periods(rows["period"])
    series = rows.groupby(list(SERIES), sort=False).ngroup().to_numpy()
    place = np.lexsort((rows["boundary_year"], facts["start"], facts["end"], series))
    place = place[_is_of_coarsest(series, facts["grain"])[place]]
    told = np.column_stack([series, facts["end"], facts["start"]])[place]
    newest = np.ones(len(told), dtype=bool)
    newest[:-1] = (told[1:] != told[:-1]).any(axis=1)
    place, told = place[newest], told[newest]
    overlaps = np.zeros(len(told), dtype=bool)
    overlaps[1:] = (told[1:, 0] == told[:-1, 0]) & (told[1:, 2] <= told[:-1, 1])
    points = rows[[*SERIES, "boundary_year", *NUMBERS[:-1]]].iloc[place].reset_index(drop=True)
    shown = {name: facts[name][place] for name in ("year", "of_years", "several_years")}
    return points.assign(**shown, series=series[place], overlaps=overlaps)


def _is_of_coarsest(series: Numbers, grain: Numbers) -> Numbers:
    """Which rows are of the coarsest grain that their series is told in."""
    coarsest = np.full(series.max(initial=-1) + 1, len(Grain))
    np.minimum.at(coarsest, series, grain)
    return np.asarray(grain == coarsest[series])


def _of_periods(texts: pd.Series) -> dict[str, Numbers]:
    """What each period's text tells: days since year 1, the place of the grain (0 years), and its length."""
    codes, known = pd.factorize(texts)
    periods, grains = [parse_period(text) for text in known], list(Grain)
    facts = {
        "year": [each.year for each in periods],
        "start": [each.start.toordinal() for each in periods],
        "end": [each.end.toordinal() for each in periods],
        "grain": [grains.index(each.grain) for each in periods],
        "of_years": [each.grain is Grain.YEARS for each in periods],
        "several_years": [each.months > MONTHS_OF_A_YEAR for each in periods],
    }
    types = {"of_years": bool, "several_years": bool}
    return {name: np.array(told, dtype=types.get(name, int))[codes] for name, told in facts.items()}


def series_of(points: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """One row a series, by its number: key, `end` (place after its last point), `rows`, `known` values.

    Then `of_years`, `several_years` and `overlaps` (some point does), the indicator's `polarity`, whether
    it is a `share` or a `position`, the latest `break_year` within the series, be it the indicator's or the
    area's (NaN without one; a break within a year stands at a fraction of it), and `counted`: some point has
    an interval, and of the latest five each that has a value.
    """
    grouped = points.groupby("series")
    series = points.drop_duplicates("series").set_index("series")[list(SERIES)]
    indicators = {name: catalogue[name] for name in series["indicator_id"].unique()}
    of = series["indicator_id"].map
    of_indicator = _latest_breaks(series["indicator_id"], grouped["year"].last(), indicators)
    of_area = latest_area_breaks(points).reindex(series.index).astype(float)
    return series.assign(
        end=grouped.size().cumsum(),
        rows=grouped.size(),
        known=grouped["value"].count(),
        of_years=grouped["of_years"].all(),
        several_years=grouped["several_years"].any(),
        overlaps=grouped["overlaps"].any(),
        polarity=of({name: each.polarity for name, each in indicators.items()}),
        position=of({name: each.kind is Kind.POSITION for name, each in indicators.items()}).astype(bool),
        share=of({name: each.kind is Kind.SHARE for name, each in indicators.items()}).astype(bool),
        break_year=np.fmax(of_indicator, of_area),
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
    breaks = {name: sorted(map(break_year, each.breaks)) for name, each in indicators.items()}
    for place in range(max(map(len, breaks.values()), default=0)):
        year = ids.map({name: years[place] for name, years in breaks.items() if len(years) > place}).astype(float)
        found = year.where(final_year >= np.floor(year), found)
    return found


def break_year(one: Break) -> float:
    """The first year after a break, a fraction more where it lies within a year: that year is of both sides."""
    return parse_period(one.period).opening + 0.5
