"""What every layer goes through, whatever file it came in: polygons, degrees in Finland, valid rings, overlaps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from geodata.coordinates import (
    DEGREES,
    first_point,
    in_degrees,
    outside_finland,
    told_from,
    turned,
)
from geodata.polygons import Repair, is_polygonal, polygonal_parts, repaired
from geodata.uploads.geojson import parse_geojson
from geodata.uploads.geopackage import parse_geopackage
from geodata.uploads.kml import parse_kml
from geodata.uploads.layers import MOST_POINTS, FileRefused, Finding, Layer, Shapes, object_array
from geodata.uploads.shapefiles import parse_shapefile

MOST_CHANGED = 0.01
"""Of an area: a repair may close a kink, not choose between two readings of a border."""
SHARE_OVERLAPPING = 0.001
"""Of the smaller of two areas: neighbours whose borders were drawn apart by a pencil's width."""
MOST_POINTS_COMPARED = 2_000_000
MOST_NEIGHBOURS, AT_A_TIME = 20, 50
Places = npt.NDArray[np.int64]
PARSERS: dict[str, Callable[[bytes, str], Layer]] = {
    "geojson": lambda content, _: parse_geojson(content),
    "gpkg": parse_geopackage,
    "kml": lambda content, _: parse_kml(content),
    "shapefile": parse_shapefile,
}


@dataclass(frozen=True)
class CheckedLayer:
    """A layer whose shapes are valid polygons in EPSG:4326, None for rows that have none; `epsg` as in the file."""

    layer: Layer
    epsg: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, by the areas' order in the file."""
        return tuple(sorted(self.layer.findings, key=lambda finding: finding.row or 0))


def read_layer(kind: str, content: bytes, layer: str = "") -> CheckedLayer:
    """The layer of a file of the kind "geojson", "gpkg", "kml" or "shapefile", checked. Raises FileRefused."""
    return check_layer(PARSERS[kind](content, layer))


def check_layer(layer: Layer) -> CheckedLayer:
    """The layer's areas in degrees, put right where the meaning is certain.

    Raises FileRefused where it has no areas, lies outside Finland or in an unknown system, or a ring cannot be
    repaired without choosing.
    """
    findings = list(layer.findings)
    areas = _areas(layer, findings)
    has_shape = np.array([shape is not None for shape in areas], dtype=bool)
    rows = [row for row, whole in zip(layer.rows, has_shape, strict=True) if whole]
    if not rows:
        raise FileRefused("not_areas", found=_types_of(layer.shapes))
    placed, epsg = _in_finland(areas[has_shape], rows, layer.epsg, findings)
    sound = _repaired(placed, rows, findings)
    findings += _beside_each_other(sound, rows)
    shapes = object_array([None] * len(areas))
    shapes[has_shape] = sound
    return CheckedLayer(replace(layer, shapes=shapes, findings=tuple(findings)), epsg)


def _types_of(shapes: Shapes) -> str:
    return ", ".join(sorted({shape.geom_type for shape in shapes if shape is not None})) or "-"


def _areas(layer: Layer, findings: list[Finding]) -> Shapes:
    """The polygons of each row, flat; None, with a finding, where it has none."""
    if int(shapely.get_num_coordinates(layer.shapes).sum()) > MOST_POINTS:
        raise FileRefused("too_many_points", limit=MOST_POINTS)
    if heights := int(np.count_nonzero(shapely.has_z(layer.shapes) | _has_m(layer.shapes))):
        findings.append(Finding("heights_dropped", None, {"number": heights}))
    pairs = zip(shapely.force_2d(layer.shapes), layer.rows, strict=True)
    return object_array([_polygons(shape, row, findings) for shape, row in pairs])


def _has_m(shapes: Shapes) -> npt.NDArray[np.bool_]:
    return np.asarray(shapely.has_m(shapes))


def _polygons(shape: shapely.Geometry | None, row: int, findings: list[Finding]) -> shapely.Geometry | None:
    if shape is None or shape.is_empty:
        findings.append(Finding("shape_missing", row, {}))
        return None
    if is_polygonal(shape):
        return shape
    parts = polygonal_parts(shape)
    findings.append(
        Finding("parts_dropped" if is_polygonal(parts) else "shape_no_area", row, {"found": shape.geom_type})
    )
    return parts if is_polygonal(parts) else None


def _in_finland(shapes: Shapes, rows: list[int], stated: int | None, findings: list[Finding]) -> tuple[Shapes, int]:
    """The shapes in degrees and the system they came in."""
    if (place := _first_without_numbers(shapes)) is not None:
        raise FileRefused("no_numbers", rows[place])
    told = told_from(shapes)
    if told is None:
        place, (x, y) = _where(shapes, stated)
        raise FileRefused("outside_finland", rows[place], x=f"{x:g}", y=f"{y:g}")
    epsg, is_turned = told
    if stated is not None and stated != epsg:
        raise FileRefused("crs_contradicted", crs=f"EPSG:{stated}", likely=f"EPSG:{epsg}")
    if is_turned:
        findings.append(Finding("coordinates_turned", None, {}))
    if stated is None and epsg != DEGREES:
        findings.append(Finding("crs_told", None, {"crs": f"EPSG:{epsg}"}))
    found = in_degrees(turned(shapes) if is_turned else shapes, epsg)
    if (place := outside_finland(found)) is not None:
        x, y = first_point(found[place])
        raise FileRefused("outside_finland", rows[place], x=f"{x:g}", y=f"{y:g}")
    return found, epsg


def _first_without_numbers(shapes: Shapes) -> int | None:
    points, places = shapely.get_coordinates(shapes, return_index=True)
    bad = ~np.isfinite(points).all(axis=1)
    return int(places[bad][0]) if bad.any() else None


def _where(shapes: Shapes, stated: int | None) -> tuple[int, tuple[float, float]]:
    """The first shape that lies outside Finland in the system most of them are in, and where it begins."""
    systems = [stated] if stated else [told[0] for shape in shapes if (told := told_from(object_array([shape])))]
    epsg = max(systems, key=systems.count, default=DEGREES)
    alone = [told_from(object_array([shape])) for shape in shapes]
    place = next((number for number, told in enumerate(alone) if told is None or told[0] != epsg), 0)
    return place, first_point(shapes[place])


def _repaired(shapes: Shapes, rows: list[int], findings: list[Finding]) -> Shapes:
    sound = shapes.copy()
    for place in np.flatnonzero(~shapely.is_valid(shapes)):
        repair = _repair(shapes[place], rows[place])
        facts = {"reason": repair.reason, "percent": f"{100 * repair.changed:.2g}"}
        if repair.changed > MOST_CHANGED:
            raise FileRefused("shape_unsound", rows[place], **facts)
        findings.append(Finding("shape_repaired", rows[place], facts))
        sound[place] = repair.shape
    return sound


def _repair(shape: shapely.Geometry, row: int) -> Repair:
    try:
        return repaired(shape)
    except shapely.errors.GEOSException:
        raise FileRefused("shape_tangled", row) from None


def _beside_each_other(shapes: Shapes, rows: list[int]) -> list[Finding]:
    """Findings of areas that overlap and of holes between them; where that costs too much, one that says so."""
    pairs = _touching(shapes)
    if pairs is None or int(shapely.get_num_coordinates(shapes).sum()) > MOST_POINTS_COMPARED:
        return [Finding("overlaps_not_sought", None, {})]
    try:
        return _overlaps(shapes, rows, *pairs) + _gaps(shapes)
    except shapely.errors.GEOSException:
        return [Finding("overlaps_not_sought", None, {})]


def _touching(shapes: Shapes) -> tuple[Places, Places] | None:
    """The places of each two shapes whose boxes meet; None for more than `MOST_NEIGHBOURS` an area in the mean.

    A division has some six. Asked for in pieces, for a file of areas on top of each other has billions.
    """
    tree, found, number = shapely.STRtree(shapes), [], 0
    for start in range(0, len(shapes), AT_A_TIME):
        first, second = tree.query(shapes[start : start + AT_A_TIME])
        once = first + start < second
        found.append((first[once] + start, second[once]))
        number += int(np.count_nonzero(once))
        if number > MOST_NEIGHBOURS * max(len(shapes), AT_A_TIME):
            return None
    return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])


def _overlaps(shapes: Shapes, rows: list[int], first: Places, second: Places) -> list[Finding]:
    common = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    share = common / np.minimum(shapely.area(shapes[first]), shapely.area(shapes[second]))
    return [
        Finding("areas_overlap", rows[one], {"other": rows[two], "percent": f"{100 * part:.2g}"})
        for one, two, part in zip(first, second, share, strict=True)
        if part > SHARE_OVERLAPPING
    ]


def _gaps(shapes: Shapes) -> list[Finding]:
    """Holes of the whole that no area of the file fills; an enclave is one too, and slivers of rounding are none."""
    polygons = shapely.get_parts(shapely.union_all(shapes))
    rings = [shapely.get_interior_ring(each, place) for each in polygons for place in range(len(each.interiors))]
    least = SHARE_OVERLAPPING * float(np.median(shapely.area(shapes)))
    holes = int(np.count_nonzero(shapely.area(shapely.polygons(rings)) > least)) if rings else 0
    return [Finding("gaps", None, {"number": holes})] if holes else []
