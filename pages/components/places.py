"""The levels a map or a comparison can be drawn at, seen from a home municipality."""

from dataclasses import dataclass

import pandas as pd

from geodata.areas import areas_within, parents
from geodata.boundaries import geometry_codes, geometry_name
from geodata.levels import AreaLevel
from pages.components.reader import Reader
from pages.components.words import LEVEL
from pages.locales.messages import Translator, mark

COUNTRY_CODE = "FI"


@dataclass(frozen=True)
class Place:
    """A level within a scope: the major districts of Espoo, the municipalities of a county."""

    code: str
    level: AreaLevel
    scope_level: AreaLevel
    words: str

    def scope(self, home: str) -> str:
        """The code of the area that is looked at, for a home municipality."""
        if self.scope_level is AreaLevel.COUNTRY:
            return COUNTRY_CODE
        if self.scope_level is AreaLevel.MUNICIPALITY:
            return home
        return parents(AreaLevel.MUNICIPALITY, home)[self.scope_level]

    def areas(self, home: str) -> tuple[str, ...]:
        """The codes of the areas in scope."""
        return areas_within(self.level, self.scope_level, self.scope(home))

    def geometry(self, home: str) -> str | None:
        """The name of the geometry that draws these areas, None where there is none."""
        return geometry_name(self.level, self.scope(home))

    def without_geometry(self, home: str) -> frozenset[str]:
        """Areas in scope that no boundary is stored for."""
        name = self.geometry(home)
        return frozenset(self.areas(home)) - (geometry_codes(name) if name else frozenset())


_COUNTY = AreaLevel.WELLBEING_COUNTY
_HOME = AreaLevel.MUNICIPALITY
_COUNTRY = AreaLevel.COUNTRY
PLACES = {
    place.code: place
    for place in (
        Place("major_district", AreaLevel.MAJOR_DISTRICT, _HOME, LEVEL[AreaLevel.MAJOR_DISTRICT]),
        Place("postal_area", AreaLevel.POSTAL_AREA, _HOME, LEVEL[AreaLevel.POSTAL_AREA]),
        Place("municipality", AreaLevel.MUNICIPALITY, _COUNTY, mark("Municipalities of the county")),
        Place("postal_area_county", AreaLevel.POSTAL_AREA, _COUNTY, mark("Postal code areas of the county")),
        Place("municipality_country", AreaLevel.MUNICIPALITY, _COUNTRY, mark("Municipalities of Finland")),
        Place("wellbeing_county", AreaLevel.WELLBEING_COUNTY, _COUNTRY, LEVEL[AreaLevel.WELLBEING_COUNTY]),
        Place("region", AreaLevel.REGION, _COUNTRY, LEVEL[AreaLevel.REGION]),
        Place("major_region", AreaLevel.MAJOR_REGION, _COUNTRY, LEVEL[AreaLevel.MAJOR_REGION]),
    )
}
MINIMUM_SHARE_KNOWN = 0.5
"""A level is offered when at least half of its areas have a figure at some time, or three areas do."""


def available_places(observations: pd.DataFrame, home: str) -> tuple[Place, ...]:
    """The places an indicator has figures for; the first is the one to open with."""
    known = observations.dropna(subset="value")
    codes = {level: set(rows["area_code"]) for level, rows in known.groupby("area_level")}
    return tuple(place for place in PLACES.values() if _is_covered(place, home, codes))


def _is_covered(place: Place, home: str, codes: dict[str, set[str]]) -> bool:
    areas = place.areas(home)
    found = len(codes.get(str(place.level), set()) & set(areas))
    return found >= 2 and (found >= MINIMUM_SHARE_KNOWN * len(areas) or 3 <= found <= 12)


def larger_areas(place: Place, home: str) -> dict[AreaLevel, str]:
    """The areas a place's are compared with: the one they lie in, those around it, then the home area's own."""
    county = parents(AreaLevel.MUNICIPALITY, home)[_COUNTY]
    candidates = {_HOME: home, _COUNTY: county, _COUNTRY: COUNTRY_CODE}
    order = list(AreaLevel)
    larger = [each for each in candidates if order.index(each) < order.index(place.level)]
    # The scope first: postal areas of the whole county are no parts of the home municipality.
    larger.sort(key=lambda each: order.index(each) > order.index(place.scope_level))
    return {each: candidates[each] for each in larger}


def place_text(place: Place, t: Translator) -> str:
    """The place's name in the reader's language."""
    return t(place.words)


def scope_name(place: Place, reader: Reader) -> str:
    """The name of the area a place lies in."""
    return reader.name(place.scope_level, place.scope(reader.home))
