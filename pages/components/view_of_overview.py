"""What the start page shows: each theme's indicators at the finest level there is, newest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geodata.areas import areas_within, parents
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.markers import trend_markers
from indicators.measures.summary import Spread, is_history, spread
from indicators.model import Indicator, Theme
from indicators.slices import of_usual_grain
from pages.components.places import COUNTRY_CODE, Place, available_places
from pages.components.time_axis import gaps_before

Markers = Mapping[tuple[str, str], Mapping[str, Any]]
"""By indicator and level."""
BELOW = (AreaLevel.MAJOR_DISTRICT, AreaLevel.POSTAL_AREA)
PASSED_OVER = frozenset({"postal_area_county", "municipality_country"})
"""Places too wide for a home area's start page."""
ROWS_AT_FIRST = 6
"""Rows of a theme that are shown at once."""


@dataclass(frozen=True)
class OverviewRow:
    """One indicator seen from a home area: its newest value there, and how its areas differ.

    `series` holds the values old to new, None where years are missing between two of them.
    """

    indicator: Indicator
    level: AreaLevel
    code: str
    period: str
    period_end: date
    value: float
    series: tuple[float | None, ...]
    place: Place | None
    spread: Spread | None
    marker: Mapping[str, Any]
    """The trend marker of the series (`markers.trend_markers`)."""

    @property
    def reaches_districts(self) -> bool:
        """True when there are figures below the municipality."""
        return self.place is not None and self.place.level in BELOW


def overview_areas(home: str) -> tuple[str, ...]:
    """Codes of every area the start page looks at: home and its parts, county, neighbours, country."""
    parts = [code for level in BELOW for code in areas_within(level, AreaLevel.MUNICIPALITY, home)]
    neighbours = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, _county(home))
    counties = areas_within(AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY, COUNTRY_CODE)
    return (COUNTRY_CODE, *parts, *neighbours, *counties)


def overview_rows(observations: pd.DataFrame, home: str) -> list[OverviewRow]:
    """One row an indicator of the four themes that has a figure for the home area, county or country.

    `observations` as `load_totals` gives them: values only, old to new. The city's order comes
    first; of what it does not name, indicators with district figures, then the newest.
    """
    catalogue = load_catalogue()
    observations = of_usual_grain(observations)
    # Plain objects: hundreds of small cuts are faster than on Arrow text.
    known = observations.astype(dict.fromkeys(("indicator_id", "area_level", "area_code", "period"), object))
    markers = _markers_of_ladder(observations, home)
    rows = []
    for indicator_id, own in known.groupby("indicator_id"):
        indicator = catalogue.get(str(indicator_id))
        if indicator is not None and indicator.theme is not Theme.BACKGROUND:
            rows += list(_row(indicator, own, home, markers))

    def place(row: OverviewRow) -> tuple[int, bool, int]:
        return catalogue.place_of(row.indicator.indicator_id), not row.reaches_districts, -row.period_end.toordinal()

    return sorted(rows, key=place)


def without_figures(rows: list[OverviewRow], theme: Theme) -> list[Indicator]:
    """The theme's indicators that have no figures for the home area's districts."""
    reached = {row.indicator.indicator_id for row in rows if row.reaches_districts}
    return [each for each in load_catalogue().of_theme(theme) if each.indicator_id not in reached]


def themed(rows: list[OverviewRow], theme: Theme) -> list[OverviewRow]:
    """The rows of one theme."""
    return [row for row in rows if row.indicator.theme is theme]


def split_history(rows: list[OverviewRow], today: date) -> tuple[list[OverviewRow], list[OverviewRow]]:
    """Rows of the last five years, and the older ones."""
    old = [row for row in rows if is_history(row.period_end, today)]
    return [row for row in rows if not is_history(row.period_end, today)], old


def _markers_of_ladder(observations: pd.DataFrame, home: str) -> Markers:
    """The trend marker of every series of home, its county and the country."""
    own = [
        observations[(observations["area_level"] == level) & (observations["area_code"] == code)]
        for level, code in _ladder(home)
    ]
    found = trend_markers(pd.concat(own, ignore_index=True), load_catalogue())
    return {(row["indicator_id"], row["area_level"]): row for row in found.to_dict("records")}


def _row(indicator: Indicator, own: pd.DataFrame, home: str, markers: Markers) -> Iterator[OverviewRow]:
    """The indicator's row; nothing when home, county and country are all without a figure."""
    levels = {AreaLevel(str(level)): rows for level, rows in own.groupby("area_level")}
    places = [place for place in available_places(own, home) if place.code not in PASSED_OVER]
    place = places[0] if places else None
    for level, code in _ladder(home):
        rows = _of_area(levels, level, code)
        if rows.empty:
            continue
        newest = rows.iloc[-1]
        yield OverviewRow(
            indicator=indicator,
            level=level,
            code=code,
            period=newest["period"],
            period_end=newest["period_end"].date(),
            value=float(newest["value"]),
            series=_with_gaps(rows, indicator),
            place=place,
            marker=markers[indicator.indicator_id, str(level)],
            spread=_newest_spread(levels[place.level], place.areas(home)) if place else None,
        )
        return


def _ladder(home: str) -> tuple[tuple[AreaLevel, str], ...]:
    """Where the row's own value is looked for: home, else its county, else the country."""
    return (
        (AreaLevel.MUNICIPALITY, home),
        (AreaLevel.WELLBEING_COUNTY, _county(home)),
        (AreaLevel.COUNTRY, COUNTRY_CODE),
    )


def _county(home: str) -> str:
    return parents(AreaLevel.MUNICIPALITY, home)[AreaLevel.WELLBEING_COUNTY]


def _of_area(levels: dict[AreaLevel, pd.DataFrame], level: AreaLevel, code: str) -> pd.DataFrame:
    rows = levels.get(level, pd.DataFrame({"area_code": []}))
    return rows[rows["area_code"] == code]


def _newest_spread(rows: pd.DataFrame, codes: tuple[str, ...]) -> Spread | None:
    inside = rows[rows["area_code"].isin(codes)]
    return spread(inside[inside["period"] == inside["period"].iloc[-1]])


def _with_gaps(rows: pd.DataFrame, indicator: Indicator) -> tuple[float | None, ...]:
    series: list[float | None] = []
    for after_gap, value in zip(gaps_before(list(rows["period"]), indicator), rows["value"], strict=True):
        series += [None] if after_gap else []
        series.append(round(float(value), 3))
    return tuple(series)
