"""Municipalities that moved to another region (maakunta), whole, so that both regions are others from then on.

The Government's decisions of 5 February 2015 (Vaala, from 2016) and 29 August 2019 (five municipalities, from 2021;
https://valtioneuvosto.fi/-/10623/). They are exactly the municipalities whose region differs between the files of 2013
and 2025. No major region changed by it, and no municipality has left its wellbeing services county.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RegionMove:
    """One municipality's move between two regions, in force from 1 January of the year."""

    year: int
    municipality_code: str
    from_region: str
    to_region: str


REGION_MOVES = (
    RegionMove(2016, "785", "18", "17"),
    RegionMove(2021, "090", "10", "12"),
    RegionMove(2021, "142", "08", "07"),
    RegionMove(2021, "152", "15", "14"),
    RegionMove(2021, "171", "10", "11"),
    RegionMove(2021, "291", "13", "06"),
)
MOVED_REGIONS = frozenset(code for each in REGION_MOVES for code in (each.from_region, each.to_region))


def moves_between(region_code: str, old: int, new: int) -> dict[int, tuple[str, ...]]:
    """The municipalities that left or joined a region after the division `old` up to and with `new`, by year."""
    found: dict[int, tuple[str, ...]] = {}
    for each in REGION_MOVES:
        if old < each.year <= new and region_code in (each.from_region, each.to_region):
            found[each.year] = (*found.get(each.year, ()), each.municipality_code)
    return found
