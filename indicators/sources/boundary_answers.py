"""Pages of boundaries read into areas: codes, names and valid polygons in degrees, with all that was odd.

GeoJSON that a reader takes is not yet right: numbers of another coordinate system without its name, latitude
before longitude, rings that cross themselves, longitude −191. Where the meaning is certain it is put right and
reported, elsewhere the answer is refused.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import geopandas as gpd
import shapely

from geodata.areas import area_exists, areas_within
from geodata.changes import municipalities_of
from geodata.coordinates import DEGREES, KNOWN_CRS, first_point, outside_finland, turned
from geodata.levels import AreaLevel
from geodata.polygons import is_polygonal, made_valid
from indicators.errors import UnexpectedResponse
from indicators.sources.boundaries import WESTERN_UUSIMAA, BoundaryLayer, Page

SHARE_OF_POSTAL_AREAS = 0.9
"""A vintage with fewer of the known number has lost some: the division changes by one or two a year."""


class Kind(StrEnum):
    """What a remark is about."""

    REPAIRED = "repaired"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    REPEATED = "repeated"
    TURNED = "turned"
    NOTED = "noted"


class Remark(NamedTuple):
    """Something that was put right or left out, in a sentence."""

    kind: Kind
    text: str


Remarks = list[Remark]


@dataclass(frozen=True)
class ParsedLayer:
    """`areas` (code, fi, sv, en, municipality_code and geometry in EPSG:4326, by code), what was put right or
    left out, and of `expected` codes those that are not there. For postal areas, whose codes come and go, these
    are municipalities, and one with too few areas is missing. `vintage_stated` is False when no area tells its
    year and only the layer's name does."""

    areas: gpd.GeoDataFrame
    remarks: tuple[Remark, ...]
    expected: int
    missing: tuple[str, ...]
    vintage_stated: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks' sentences."""
        return tuple(remark.text for remark in self.remarks)

    def number_of(self, kind: Kind) -> int:
        """How many remarks there are of one kind."""
        return sum(remark.kind is kind for remark in self.remarks)


def parse_layer(pages: Sequence[Page], layer: BoundaryLayer, year: int) -> ParsedLayer:
    """The areas of the vintage `year`.

    Raises UnexpectedResponse for another vintage, an unknown coordinate system, coordinates outside Finland or
    in metres without saying so, and one code with two shapes: then nothing of the answer can be trusted.
    """
    features = [feature for page in pages for feature in page["features"]]
    vintage_stated = _states_vintage(features, year)
    notes: Remarks = []
    rows = [row for feature in features if (row := _row(feature, layer, notes))]
    if not rows:
        raise UnexpectedResponse(f"no area of {layer.type_name.format(year=year)} can be read: {_first(notes)}")
    areas = gpd.GeoDataFrame(rows, geometry="geometry", crs=_crs(pages)).sort_values("code", ignore_index=True)
    known = _known(_without_repeats(_in_degrees(areas, notes), notes), layer, year, notes)
    expected = _expected(layer, year)
    whole = _repaired(known, notes)
    return ParsedLayer(whole, tuple(notes), len(expected), _missing(whole, layer, expected), vintage_stated)


def _first(notes: Remarks) -> str:
    return "; ".join(remark.text for remark in notes[:3])


def _states_vintage(features: list[Any], year: int) -> bool:
    """True when areas tell the year. Raises UnexpectedResponse when they tell another."""
    told = {_properties(each).get("vuosi") for each in features} - {None}
    if other := {str(each) for each in told} - {str(year)}:
        raise UnexpectedResponse(f"asked for the boundaries of {year}, got those of {', '.join(sorted(other))}")
    return bool(told)


def _properties(feature: Any) -> dict[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _row(feature: Any, layer: BoundaryLayer, notes: Remarks) -> dict[str, Any] | None:
    """One area in our columns; None, with a note, when it has no code or no polygon."""
    told = _properties(feature)
    code = next((_text(told[name]) for name in layer.code if told.get(name) not in (None, "")), "")
    if not code:
        notes.append(Remark(Kind.UNREADABLE, "an area without a code was left out"))
        return None
    code = code.zfill(layer.code_length)[: layer.code_length]
    shape = _polygon(feature.get("geometry"))
    if shape is None:
        notes.append(Remark(Kind.UNREADABLE, f"{code}: no polygon can be read from its geometry; left out"))
        return None
    finnish, swedish, english = (" ".join(_text(told.get(name, "")).split()) for name in layer.names)
    municipality = _text(told.get(layer.municipality, "")).zfill(3) if layer.municipality else code
    names = {"fi": finnish or code, "sv": swedish or finnish or code, "en": english or finnish or code}
    return {"code": code, **names, "municipality_code": municipality, "geometry": shape}


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _polygon(geometry: Any) -> shapely.Geometry | None:
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.GEOSException, TypeError):
        return None
    return shape if is_polygonal(shape) else None


def _crs(pages: Sequence[Page]) -> int:
    """The EPSG number the pages state; degrees where they state none, as GeoJSON has it (RFC 7946)."""
    stated = {json.dumps(page.get("crs")) for page in pages}
    names = {_crs_number(text) for text in stated}
    if len(names) > 1 or not names <= KNOWN_CRS:
        raise UnexpectedResponse(f"the coordinate system {' and '.join(sorted(stated))[:200]} is not known here")
    return names.pop()


def _crs_number(stated: str) -> int:
    if stated == "null" or "CRS84" in stated:
        return DEGREES
    found = re.search(r"EPSG\D.*?(\d{4,5})\b", stated)
    return int(found[1]) if found else 0


def _in_degrees(areas: gpd.GeoDataFrame, notes: Remarks) -> gpd.GeoDataFrame:
    """The areas in EPSG:4326, longitude first; refused when they are not in Finland either way round."""
    given = areas.to_crs(DEGREES)
    if outside_finland(given.geometry.values) is None:
        return given
    other_way = areas.set_geometry(turned(areas.geometry.values), crs=areas.crs).to_crs(DEGREES)
    if outside_finland(other_way.geometry.values) is None:
        notes.append(Remark(Kind.TURNED, "the source wrote latitude before longitude; turned round"))
        return other_way
    raise UnexpectedResponse(_where(areas, given))


def _where(areas: gpd.GeoDataFrame, given: gpd.GeoDataFrame) -> str:
    place = outside_finland(given.geometry.values) or 0
    x, y = first_point(areas.geometry.iloc[place])
    metres = " These are metres of another coordinate system that the answer does not name." if abs(x) > 1000 else ""
    return f"{areas['code'].iloc[place]} lies outside Finland, at {x:g}, {y:g} (EPSG:{areas.crs.to_epsg()}).{metres}"


def _without_repeats(areas: gpd.GeoDataFrame, notes: Remarks) -> gpd.GeoDataFrame:
    """Each code once. The same area on two pages is harmless; one code with two shapes is not."""
    repeated = areas["code"].duplicated()
    first = areas.drop_duplicates("code").set_index("code").geometry
    for code, shape in zip(areas.loc[repeated, "code"], areas.geometry[repeated], strict=True):
        if not shapely.equals_exact(shape, first[code]):
            raise UnexpectedResponse(f"{code} stands twice, with different boundaries")
        notes.append(Remark(Kind.REPEATED, f"{code}: stood twice; taken once"))
    return areas[~repeated].reset_index(drop=True)


def _known(areas: gpd.GeoDataFrame, layer: BoundaryLayer, year: int, notes: Remarks) -> gpd.GeoDataFrame:
    """Areas that are known here; others are left out, and named when they should have been known."""
    if layer.level is AreaLevel.MUNICIPALITY:
        known = areas["code"].isin(municipalities_of(year))
        unknown = areas.loc[~known, "code"]
        notes += [Remark(Kind.UNKNOWN, f"{code}: no municipality of {year}; left out") for code in unknown]
    elif layer.level is AreaLevel.POSTAL_AREA:
        known = areas["municipality_code"].isin(_own_municipalities())
    else:
        known = areas["code"].map(lambda code: area_exists(layer.level, code))
    return areas[known].reset_index(drop=True)


def _own_municipalities() -> tuple[str, ...]:
    return areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, WESTERN_UUSIMAA)


def _expected(layer: BoundaryLayer, year: int) -> tuple[str, ...]:
    """The codes the layer should have; for postal areas, the municipalities they should lie in."""
    if layer.level is AreaLevel.MUNICIPALITY:
        return municipalities_of(year)
    if layer.level is AreaLevel.POSTAL_AREA:
        return _own_municipalities()
    return areas_within(layer.level, AreaLevel.COUNTRY, "FI")


def _missing(areas: gpd.GeoDataFrame, layer: BoundaryLayer, expected: tuple[str, ...]) -> tuple[str, ...]:
    if layer.level is not AreaLevel.POSTAL_AREA:
        return tuple(sorted(set(expected) - set(areas["code"])))
    number = areas["municipality_code"].value_counts()
    return tuple(code for code in expected if number.get(code, 0) < _fewest_postal_areas(code))


def _fewest_postal_areas(municipality: str) -> float:
    return SHARE_OF_POSTAL_AREAS * len(areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, municipality))


def _repaired(areas: gpd.GeoDataFrame, notes: Remarks) -> gpd.GeoDataFrame:
    """Rings that cross themselves made valid, each named with what was wrong."""
    broken = ~areas.geometry.is_valid.to_numpy()
    for code, shape in zip(areas.loc[broken, "code"], areas.geometry[broken], strict=True):
        notes.append(Remark(Kind.REPAIRED, f"{code}: {shapely.is_valid_reason(shape)}; repaired"))
    made = [made_valid(shape) if bad else shape for shape, bad in zip(areas.geometry, broken, strict=True)]
    whole = areas.set_geometry(made, crs=areas.crs)
    empty = whole.geometry.is_empty
    notes += [Remark(Kind.UNREADABLE, f"{code}: bounds nothing; left out") for code in whole.loc[empty, "code"]]
    return whole[~empty].reset_index(drop=True)
