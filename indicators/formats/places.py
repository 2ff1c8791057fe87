"""Areas as files name them: "049", "KU049", "MK01", "HVA03", "02100 Niittykumpu", "SSS", or by name.

A code or name that fits no area, or more than one, gives None: a place is never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geodata.areas import load_areas, newest_at_default
from geodata.levels import AreaLevel

COUNTRY_CODE = "FI"
WHOLE_COUNTRY = frozenset({"sss", "fi", "koko maa", "hela landet", "whole country"})
LEVEL_OF_PREFIX = {
    "KU": AreaLevel.MUNICIPALITY,
    "MK": AreaLevel.REGION,
    "HVA": AreaLevel.WELLBEING_COUNTY,
}
"""Statistics Finland's prefixes in its area classifications (MK = maakunta, HVA = hyvinvointialue)."""
LEVEL_OF_LENGTH = {
    3: AreaLevel.MUNICIPALITY,
    4: AreaLevel.MAJOR_DISTRICT,
    5: AreaLevel.POSTAL_AREA,
    10: AreaLevel.SMALL_AREA,
}
"""Codes of two digits are a region or a wellbeing services county: they need a prefix, a name or a stated level."""
LEVELS_KNOWN_BY_NAME = frozenset(
    {AreaLevel.COUNTRY, AreaLevel.REGION, AreaLevel.WELLBEING_COUNTY, AreaLevel.MUNICIPALITY}
)
_PREFIXED = re.compile(r"(KU|MK|HVA)(\d{2,3})(?!\w)")
_CODED = re.compile(r"(\d{2,10})(?!\w)")
_WHOLE_MUNICIPALITY = re.compile(r"(\d{3})0{7}")
"""Small-area tables of the cities write the whole municipality as its code and seven zeros."""


@dataclass(frozen=True)
class Place:
    """One area: its level, code and the vintage of the division it belongs to."""

    level: AreaLevel
    code: str
    boundary_year: int


def recognise(text: str, level: AreaLevel | None = None) -> Place | None:
    """The area that a cell's text names, by a code at its beginning or by its whole name; None when unsure.

    With a level, only its areas count, two-digit codes are understood, and any level's names are.
    """
    text = " ".join(text.split())
    if text.casefold() in WHOLE_COUNTRY:
        return _place(AreaLevel.COUNTRY, COUNTRY_CODE, level)
    if found := _PREFIXED.match(text):
        return _place(LEVEL_OF_PREFIX[found[1]], found[2], level)
    if found := _CODED.match(text):
        return _coded(found[1], level)
    if level is not None and (whole := _known().get((level, text))):
        return whole
    return _named(text, level)


def recognise_named(name: str, code: str) -> Place | None:
    """The area whose code and name (in any language) are both these; None when no area or several fit.

    SOTKAnet repeats codes between categories: "06" is Pirkanmaa, Satakunta's county and a hospital district.
    The whole country goes by its name alone, for its code there is no area code.
    """
    if name.strip().casefold() in WHOLE_COUNTRY:
        return _known()[AreaLevel.COUNTRY, COUNTRY_CODE]
    return _only(place for place in _by_name().get(name.strip().casefold(), ()) if place.code == code)


def place_of(level: AreaLevel, code: str) -> Place | None:
    """The area of a level with exactly this code, in its newest division up to the default one."""
    return _known().get((level, code))


def _coded(code: str, level: AreaLevel | None) -> Place | None:
    if found := _WHOLE_MUNICIPALITY.fullmatch(code):
        return _place(AreaLevel.MUNICIPALITY, found[1], level)
    meant = LEVEL_OF_LENGTH.get(len(code), level) if level is None else level
    return None if meant is None else _place(meant, code, level)


def _place(level: AreaLevel, code: str, wanted: AreaLevel | None) -> Place | None:
    return None if wanted not in (None, level) else _known().get((level, code))


def _named(name: str, level: AreaLevel | None) -> Place | None:
    levels = LEVELS_KNOWN_BY_NAME if level is None else {level}
    return _only(place for place in _by_name().get(name.casefold(), ()) if place.level in levels)


def _only(places: Iterable[Place]) -> Place | None:
    found = set(places)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _known() -> dict[tuple[AreaLevel, str], Place]:
    return {(place.level, place.code): place for place, _ in _register()}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for place, names in _register():
        for name in names:
            places.setdefault(name.casefold(), []).append(place)
    return places


@lru_cache(maxsize=1)
def _register() -> tuple[tuple[Place, frozenset[str]], ...]:
    """Every area of its newest division, with its names in the three languages."""
    areas = newest_at_default(load_areas(), "area_level", "area_code", "boundary_year")
    columns = ["area_level", "area_code", "boundary_year", "name_fi", "name_sv", "name_en"]
    return tuple(
        (Place(AreaLevel(level), code, int(year)), frozenset(names))
        for level, code, year, *names in areas[columns].itertuples(index=False, name=None)
    )
