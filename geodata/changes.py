"""Municipalities from one year's division to another's."""

from functools import lru_cache

import pandas as pd

from geodata.areas import areas_within, load_areas
from geodata.keys import MEMBERSHIP, WEIGHTED_COLUMNS
from geodata.levels import AreaLevel
from geodata.mergers import LAST_DIVISION, load_municipal_changes

COUNTRY_CODE = "FI"


def municipalities_of(year: int) -> tuple[str, ...]:
    """The codes of a year's municipalities, ascending: 320 in 2013, 308 in 2026.

    Raises GeodataError for a year outside `mergers.FIRST_DIVISION` … `LAST_DIVISION`.
    """
    return areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, COUNTRY_CODE, year)


def key_between(from_year: int, to_year: int) -> pd.DataFrame:
    """Municipalities of one year to those of another: from_code, to_code, weight (1.0) and method (membership).

    Forwards every municipality goes whole to the one it is part of later, itself where nothing happened.
    Backwards those that took others in are left out: nothing says how to divide their figures.
    The frame is the caller's own. Raises GeodataError for a year whose division is not known.
    """
    return _key_between(from_year, to_year).copy(deep=False)


@lru_cache
def _key_between(from_year: int, to_year: int) -> pd.DataFrame:
    old, new = sorted((from_year, to_year))
    later = {code: _successor(code, old, new) for code in municipalities_of(old)}
    municipalities_of(new)
    pairs = later if from_year <= to_year else _undivided(later)
    key = pd.DataFrame({"from_code": list(pairs), "to_code": list(pairs.values())}, dtype="string")
    return key.assign(weight=1.0, method=MEMBERSHIP)[WEIGHTED_COLUMNS]


def _undivided(later: dict[str, str]) -> dict[str, str]:
    """The municipalities that stayed as they were, to themselves."""
    grown = {after for before, after in later.items() if before != after}
    return {code: code for code, after in later.items() if code == after and code not in grown}


def _successor(code: str, old: int, new: int) -> str:
    """The municipality that `code` of the division `old` is part of in the division `new`."""
    for merger in joined_between(old, new).itertuples():
        if merger.from_code == code:
            code = str(merger.to_code)
    return code


@lru_cache
def joined_between(old: int, new: int) -> pd.DataFrame:
    """The mergers after the division `old` up to and with the division `new`, old to new."""
    changes = load_municipal_changes()
    return changes[(changes["year"] > old) & (changes["year"] <= new)]


def is_same_area(codes: pd.Series, boundary_years: pd.Series, year: int) -> pd.Series:
    """True where no known merger touched a municipality between its own division and that of `year`.

    It neither joined another nor took one in: its figures mean the same in both. Any year may be asked for.
    """
    same = pd.Series(True, index=codes.index)
    for own in boundary_years.unique():
        mergers = joined_between(*sorted((int(own), year)))
        if len(mergers):
            touched = codes.isin(pd.concat([mergers["from_code"], mergers["to_code"]]))
            same &= ~(touched & boundary_years.eq(own))
    return same


def last_years(codes: pd.Series) -> pd.Series:
    """The last division each municipality stands in: that before its merger, or `LAST_DIVISION`."""
    changes = load_municipal_changes().set_index("from_code")["year"]
    last = pd.Series(LAST_DIVISION, index=codes.index, dtype="int64")
    merged = codes.isin(changes.index)
    last[merged] = codes[merged].map(changes).astype("int64") - 1
    return last


def successors(codes: pd.Series) -> pd.Series:
    """Each municipality's code in the newest division; an unknown code stays as it is."""
    later = {code: _successor(code, 0, LAST_DIVISION) for code in load_municipal_changes()["from_code"]}
    return codes.map(lambda code: later.get(code, code))


@lru_cache
def districts_redrawn_between(municipality_code: str, old: int, new: int) -> bool:
    """True when the municipality's small areas, of which its districts are made, have a division of those years.

    Espoo's are of 2014 and 2024: the districts keep their codes and names, but not surely every street.
    """
    areas = load_areas()
    own = (areas["area_level"] == AreaLevel.SMALL_AREA) & (areas["municipality_code"] == municipality_code)
    return bool(areas.loc[own, "boundary_year"].between(old, new, inclusive="right").any())
