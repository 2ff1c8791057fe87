"""The polygons of a shape: what bounds an area, with rings that cross made valid."""

from typing import NamedTuple

import shapely

POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def is_polygonal(shape: shapely.Geometry | None) -> bool:
    """True for a polygon or several that bound something."""
    return shape is not None and shapely.get_type_id(shape) in POLYGONS and not shape.is_empty


def polygonal_parts(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a shape, out of collections too; an empty one where it has none."""
    parts = [shape]
    while any(shapely.get_type_id(part) > shapely.GeometryType.POLYGON for part in parts):
        parts = [each for part in parts for each in shapely.get_parts(part)]
    polygons = [part for part in parts if is_polygonal(part)]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def made_valid(shape: shapely.Geometry) -> shapely.Geometry:
    """Its polygons; the lines and points that a repair leaves over bound nothing."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


class Repair(NamedTuple):
    """A shape made valid, what was wrong with it, and by which share of its area it changed."""

    shape: shapely.Geometry
    reason: str
    changed: float


def repaired(shape: shapely.Geometry) -> Repair:
    """The shape made valid. `changed` is 0–1 of the larger of the areas before and after; 1 when nothing is left.

    Before is the signed area of its rings, as a reader of the file would count it: a bow tie has hardly any.
    """
    sound = made_valid(shape)
    before, after = shapely.area(shape), shapely.area(sound)
    larger = max(before, after)
    changed = abs(before - after) / larger if after > 0 else 1.0
    return Repair(sound, shapely.is_valid_reason(shape).split("[")[0], float(changed))
