"""What the start page shows: each theme's indicators at the finest level there is, newest first."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.areas import areas_within
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.measures.summary import Spread, is_history, latest, spread, value_of
from indicators.model import Indicator, Theme
from indicators.slices import of_areas
from pages.components.numbers import format_value
from pages.components.places import PLACES, Place, available_places
from pages.components.reader import Reader
from pages.components.view_of_trends import USUAL_STEP, with_gaps

FINEST = (AreaLevel.MAJOR_DISTRICT, AreaLevel.POSTAL_AREA)
BELOW = frozenset(FINEST)


@dataclass(frozen=True)
class OverviewRow:
    """One indicator seen from the home area: its newest value there, and how its areas differ."""

    reader: Reader
    indicator: Indicator
    level: AreaLevel
    code: str
    period: str
    period_end: date
    value: float | None
    series: tuple[float | None, ...]
    place: Place | None
    spread: Spread | None

    @property
    def reaches_districts(self) -> bool:
        """True when there are figures below the municipality."""
        return self.place is not None and self.place.level in BELOW

    def written(self, value: float | None) -> str:
        """A value with its unit in the reader's form."""
        return format_value(value, self.indicator.unit, self.indicator.decimals, self.reader.language)


def overview_areas(home: str, county: str) -> tuple[str, ...]:
    """Codes of every area the start page looks at: home, county, country, and the parts of home."""
    municipality = AreaLevel.MUNICIPALITY
    parts = [code for level in FINEST for code in areas_within(level, municipality, home)]
    neighbours = areas_within(municipality, AreaLevel.WELLBEING_COUNTY, county)
    counties = areas_within(AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY, "FI")
    return (home, county, "FI", *parts, *neighbours, *counties)


def overview_rows(observations: pd.DataFrame, reader: Reader) -> list[OverviewRow]:
    """One row an indicator of the four themes that has a figure for the home area, county or country."""
    catalogue = load_catalogue()
    known = observations.dropna(subset="value")
    rows = []
    for indicator_id, own in known.groupby("indicator_id"):
        indicator = catalogue.get(str(indicator_id))
        if indicator is not None and indicator.theme is not Theme.BACKGROUND:
            rows.append(_row(indicator, own, reader))
    order = list(catalogue)
    return sorted(
        (row for row in rows if row),
        key=lambda row: (
            not row.reaches_districts,
            -row.period_end.toordinal(),
            order.index(row.indicator.indicator_id),
        ),
    )


def without_figures(rows: list[OverviewRow], theme: Theme) -> list[Indicator]:
    """The theme's indicators that have no figures for the home area's districts."""
    reached = {row.indicator.indicator_id for row in rows if row.reaches_districts}
    return [each for each in load_catalogue().of_theme(theme) if each.indicator_id not in reached]


def split_history(rows: list[OverviewRow], today: date) -> tuple[list[OverviewRow], list[OverviewRow]]:
    """Rows of the last five years, and the older ones."""
    old = [row for row in rows if is_history(row.period_end, today)]
    return [row for row in rows if row not in old], old


def _row(indicator: Indicator, own: pd.DataFrame, reader: Reader) -> OverviewRow | None:
    at = next(((level, code) for level, code in _ladder(reader) if not of_areas(own, level, [code]).empty), None)
    if at is None:
        return None
    level, code = at
    series = of_areas(own, level, [code]).sort_values("period_end")
    newest = latest(series)
    place = _finest_place(own, reader)
    placed = with_gaps(series, USUAL_STEP.get(indicator.update_rhythm, 1))
    return OverviewRow(
        reader=reader,
        indicator=indicator,
        level=level,
        code=code,
        period=str(newest["period"].iloc[0]),
        period_end=pd.Timestamp(newest["period_end"].iloc[0]).date(),
        value=value_of(newest),
        series=tuple(None if pd.isna(value) else round(float(value), 3) for value in placed["value"]),
        place=place,
        spread=spread(latest(of_areas(own, place.level, place.areas(reader.home)))) if place else None,
    )


def _ladder(reader: Reader) -> tuple[tuple[AreaLevel, str], ...]:
    """Where the row's own value is looked for: home, else its county, else the country."""
    return (
        (AreaLevel.MUNICIPALITY, reader.home),
        (AreaLevel.WELLBEING_COUNTY, reader.county),
        (AreaLevel.COUNTRY, "FI"),
    )


def _finest_place(own: pd.DataFrame, reader: Reader) -> Place | None:
    wanted = [code for code in PLACES if code not in ("postal_area_county", "municipality_country")]
    offered = [place for place in available_places(own, reader.home) if place.code in wanted]
    return offered[0] if offered else None
