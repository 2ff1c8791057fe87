"""Breaks that an area brings into its series: from one division to the next it is not the same area.

A municipality that took in another is a larger one under the same code; a city's districts are sums of
small areas that may have been drawn anew; a region may have lost or got municipalities. Whoever tests or
draws a series treats this as a break of the indicator's own.
"""

from enum import StrEnum
from typing import Any

import pandas as pd

from geodata.areas import area_exists, parents
from geodata.changes import districts_redrawn_between, joined_between
from geodata.levels import AreaLevel
from geodata.mergers import load_municipal_changes
from geodata.region_moves import MOVED_REGIONS, moves_between


class ExtentChange(StrEnum):
    """What happened to an area between two divisions."""

    MERGER = "merger"
    DISTRICTS_REDRAWN = "districts_redrawn"
    MEMBERS_MOVED = "members_moved"


MADE_OF_SMALL_AREAS = frozenset({AreaLevel.MAJOR_DISTRICT, AreaLevel.STATISTICAL_AREA})
BREAK_COLUMNS = ("series", "area_level", "area_code", "year", "change", "joined", "since")


def area_breaks(points: pd.DataFrame) -> pd.DataFrame:
    """Where an area of `points` (as `series.points_of` gives them) changed from one point to the next.

    One row a change and series: BREAK_COLUMNS. `year` is that of the first point after the change, `change` an
    `ExtentChange`, `joined` the codes of the municipalities taken in, or moved to or from a region (a tuple, else
    empty), `since` the year the change came into force. Areas that no known change touched have no row, whatever
    their boundary years: postal areas, wellbeing services counties and major regions never. Sums of ours are of
    the regions of 2025 throughout; a source's own figures of a region may be of an older division.
    """
    follows = points["series"].eq(points["series"].shift())
    before = points["boundary_year"].shift()
    changed = points[follows & points["boundary_year"].ne(before) & _may_change(points)]
    found = [
        {"series": row.series, "area_level": row.area_level, "area_code": row.area_code, "year": row.year, **each}
        for row, old in zip(changed.itertuples(), before[changed.index], strict=True)
        for each in _changes(AreaLevel(row.area_level), row.area_code, *sorted((int(old), int(row.boundary_year))))
    ]
    return pd.DataFrame(found, columns=list(BREAK_COLUMNS))


def _may_change(points: pd.DataFrame) -> pd.Series:
    """True for the levels and municipalities that some change is known of; the rest needs no look."""
    grown = points["area_code"].isin(load_municipal_changes()["to_code"])
    is_municipality = points["area_level"] == AreaLevel.MUNICIPALITY
    has_moved = points["area_level"].eq(AreaLevel.REGION) & points["area_code"].isin(MOVED_REGIONS)
    return (is_municipality & grown) | has_moved | points["area_level"].isin(MADE_OF_SMALL_AREAS)


def _changes(level: AreaLevel, code: str, old: int, new: int) -> list[dict[str, Any]]:
    """What happened to one area after the division `old` and up to `new`, by year."""
    if level in MADE_OF_SMALL_AREAS:
        municipality = parents(level, code)[AreaLevel.MUNICIPALITY] if area_exists(level, code) else ""
        redrawn = districts_redrawn_between(municipality, old, new)
        return [{"change": ExtentChange.DISTRICTS_REDRAWN, "joined": (), "since": new}] if redrawn else []
    if level is AreaLevel.REGION:
        moves = moves_between(code, old, new)
        return [{"change": ExtentChange.MEMBERS_MOVED, "joined": each, "since": year} for year, each in moves.items()]
    mergers = joined_between(old, new)
    own = mergers[mergers["to_code"] == code]
    return [
        {"change": ExtentChange.MERGER, "joined": tuple(each["from_code"]), "since": year}
        for year, each in own.groupby("year")
    ]


def latest_area_breaks(points: pd.DataFrame) -> pd.Series:
    """series → the year of the first point after its area last changed; only series that have one."""
    return area_breaks(points).groupby("series")["year"].max()
