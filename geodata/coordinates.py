"""Coordinate systems of Finnish boundaries: from the name, or told from the numbers; all to degrees."""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

DEGREES = 4326
FINLAND = (19.0, 59.0, 32.0, 71.0)
"""West, south, east, north in degrees, generously; Märket lies at 19.1° E, Bogskär at 59.5° N."""
TM35FIN, WEB_MERCATOR = 3067, 3857
GK_ZONES = range(19, 32)
GK_OF_ZONE = {zone: 3873 + zone - 19 for zone in GK_ZONES}
"""ETRS-GK19 … ETRS-GK31: 3879 is ETRS-GK25."""
SAME_AS = {4258: DEGREES, 25835: TM35FIN, 900913: WEB_MERCATOR, 3785: WEB_MERCATOR, 102100: WEB_MERCATOR}
"""Other numbers of systems that are the same for a map: ETRS89 and UTM 35N on it, old names of Web Mercator."""
KNOWN_CRS = frozenset({DEGREES, TM35FIN, WEB_MERCATOR, *GK_OF_ZONE.values()})

Box = tuple[float, float, float, float]
METRES_NORTH = (6_500_000.0, 7_900_000.0)
BOXES: dict[int, Box] = {
    DEGREES: FINLAND,
    TM35FIN: (50_000.0, METRES_NORTH[0], 800_000.0, METRES_NORTH[1]),
    **{
        number: (zone * 1e6 + 100_000, METRES_NORTH[0], zone * 1e6 + 900_000, METRES_NORTH[1])
        for zone, number in GK_OF_ZONE.items()
    },
    WEB_MERCATOR: (2_100_000.0, 8_100_000.0, 3_600_000.0, 11_600_000.0),
}
"""Where Finland's numbers lie in each system; no two boxes meet, so that numbers tell their system."""
MOST_CRS_CHARACTERS = 20_000
GRS80_RADIUS = 6_378_137.0
PROJECTION = ("Longitude of natural origin", "Scale factor at natural origin", "False easting")
TM35FIN_NUMBERS = (27, 0.9996, 500_000)

Points = npt.NDArray[np.float64]


def epsg_of(stated: str) -> int | None:
    """The EPSG number of a coordinate system that is known here, from a name, URN or WKT; None for any other."""
    if "CRS84" in stated:
        return DEGREES
    if named := re.fullmatch(r"\s*(?:urn:ogc:def:crs:|https?://www\.opengis\.net/\S*?)?EPSG\D.*?(\d{4,6})\s*", stated):
        number = int(named[1])
    else:
        number = _number_of_wkt(stated) or 0
    number = SAME_AS.get(number, number)
    return number if number in KNOWN_CRS else None


def _number_of_wkt(wkt: str) -> int | None:
    if len(wkt) > MOST_CRS_CHARACTERS:
        return None
    try:
        system = CRS.from_wkt(wkt)
        return system.to_epsg(min_confidence=70) or _number_of_projection(system)
    except CRSError:
        return None


def _number_of_projection(system: CRS) -> int | None:
    """The number by the projection's own numbers: programs write ETRS-TM35FIN and ETRS-GK under many names.

    The ellipsoid tells them from the old KKJ, which has the same projections.
    """
    if system.ellipsoid is None or system.ellipsoid.semi_major_metre != GRS80_RADIUS:
        return None
    if (operation := system.coordinate_operation) is None:
        return DEGREES if system.is_geographic else None
    told: dict[str, Any] = {each.name: each.value for each in operation.params}
    meridian, scale, easting = (told.get(name) for name in PROJECTION)
    if operation.method_name != "Transverse Mercator" or told.get("False northing") != 0:
        return None
    if (meridian, scale, easting) == TM35FIN_NUMBERS:
        return TM35FIN
    zones = [zone for zone in GK_ZONES if (meridian, scale, easting) == (zone, 1, zone * 1e6 + 500_000)]
    return GK_OF_ZONE[zones[0]] if zones else None


def told_from(shapes: npt.NDArray[np.object_]) -> tuple[int, bool] | None:
    """The system in which all the shapes lie in Finland, and whether north stands before east; None for none."""
    west, south, east, north = shapely.total_bounds(shapes)
    for number, box in BOXES.items():
        if _within((west, south, east, north), box):
            return number, False
        if _within((south, west, north, east), box):
            return number, True
    return None


def _within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def in_degrees(shapes: npt.NDArray[np.object_], epsg: int) -> npt.NDArray[np.object_]:
    """The shapes in EPSG:4326, longitude first."""
    if epsg == DEGREES:
        return shapes
    transformer = _transformer(epsg)

    def moved(points: Points) -> Points:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(shapes, moved))


@lru_cache
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, DEGREES, always_xy=True)


def turned(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """The shapes with the two coordinates of every point changed round."""
    return np.asarray(shapely.transform(shapes, lambda points: points[:, ::-1]))


def outside_finland(shapes: npt.NDArray[np.object_]) -> int | None:
    """The place of the first shape (degrees) that reaches out of FINLAND, None where none does."""
    west, south, east, north = FINLAND
    bounds = shapely.bounds(shapes)
    inside = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    return None if inside.all() else int(np.flatnonzero(~inside)[0])


def first_point(shape: shapely.Geometry) -> tuple[float, float]:
    """Where a shape begins, for words."""
    x, y = shapely.get_coordinates(shape)[0]
    return float(x), float(y)
