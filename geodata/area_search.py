"""Areas by what is asked of the register: a level, a larger area, a division's year."""

import pandas as pd

from geodata.areas import load_areas
from geodata.levels import AreaLevel


def find_areas(
    levels: tuple[AreaLevel, ...] = (),
    within: tuple[AreaLevel, str] | None = None,
    boundary_year: int | None = None,
) -> pd.DataFrame:
    """Rows of the register in the order (area_level, area_code, boundary_year); no filter, every row.

    `within` keeps what lies wholly in one larger area, not that area itself. Columns as `load_areas`.
    """
    areas = load_areas()
    if levels:
        areas = areas[areas["area_level"].isin(levels)]
    if within is not None:
        areas = _inside(areas, *within)
    if boundary_year is not None:
        areas = areas[areas["boundary_year"] == boundary_year]
    return areas.sort_values(["area_level", "area_code", "boundary_year"], ignore_index=True)


def levels_of(code: str) -> tuple[AreaLevel, ...]:
    """The levels that have an area of this code, large to small: "01" is a region and a wellbeing county."""
    areas = load_areas()
    known = set(areas.loc[areas["area_code"] == code, "area_level"])
    return tuple(level for level in AreaLevel if level in known)


def _inside(areas: pd.DataFrame, level: AreaLevel, code: str) -> pd.DataFrame:
    column = f"{level.lower()}_code"
    if column not in areas:
        return areas.iloc[:0]
    return areas[(areas[column] == code) & (areas["area_level"] != level)]
