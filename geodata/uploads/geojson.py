"""GeoJSON as RFC 7946 has it, and nothing that only looks like it: no NaN, no doubled names, no texts for numbers."""

import codecs
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import shapely

from geodata.coordinates import epsg_of
from geodata.uploads.layers import (
    MOST_COLUMNS,
    MOST_POINTS,
    FileRefused,
    Finding,
    Layer,
    as_text,
    object_array,
    refuse_too_many,
)

KIND = "geojson"
FEWEST_POINTS = 4
"""Of a ring, the last of which repeats the first."""
AREA_TYPES = ("Polygon", "MultiPolygon", "GeometryCollection")
OTHER_TYPES = ("Point", "MultiPoint", "LineString", "MultiLineString")
OTHER_FORMATS = {"Topology": "TopoJSON", "esriGeometryPolygon": "Esri JSON", "FeatureSet": "Esri JSON"}

Json = dict[str, Any]


def parse_geojson(content: bytes) -> Layer:
    """The features of a FeatureCollection, or the one Feature, in their order.

    Raises FileRefused for what is no GeoJSON, naming the feature where one is to blame.
    """
    text, encoding, findings = _decoded(content)
    refuse_too_many(text.count('"Feature"'))
    document = _document(text)
    features = _features(document)
    refuse_too_many(len(features))
    shapes = [_shape_of(feature, row, findings) for row, feature in enumerate(features, start=1)]
    columns = _columns(features)
    rows = list(range(1, len(features) + 1))
    epsg = _epsg(document)
    return Layer(KIND, "", columns, object_array(shapes), rows, epsg, tuple(findings), encoding)


def _decoded(content: bytes) -> tuple[str, str, list[Finding]]:
    """The text: UTF-8 as the standard has it, UTF-16 by its mark, else windows-1252 with a finding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), "utf-16", []
    try:
        return content.decode("utf-8-sig"), "utf-8", []
    except UnicodeDecodeError:
        guessed = [Finding("area_encoding_guessed", None, {"encoding": "windows-1252"})]
        return content.decode("windows-1252", errors="replace"), "windows-1252", guessed


def _document(text: str) -> Json:
    try:
        found = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except RecursionError:
        raise FileRefused("geojson_broken", reason="nested too deep") from None
    except ValueError as error:
        raise FileRefused("geojson_broken", reason=str(error)[:200]) from None
    if not isinstance(found, dict):
        raise FileRefused("geojson_other", found=type(found).__name__)
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> Json:
    """An object; ValueError when a name stands in it twice, for nobody can tell which value is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)[:40]} stands twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _features(document: Json) -> list[Json]:
    kind = document.get("type")
    if kind == "Feature":
        return [document]
    features = document.get("features")
    if kind != "FeatureCollection" or not isinstance(features, list):
        other = str(kind or document.get("geometryType") or "")
        raise FileRefused("geojson_other", found=OTHER_FORMATS.get(other, other[:40] or "?"))
    for row, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise FileRefused("geojson_no_feature", row)
    return features


def _columns(features: list[Json]) -> dict[str, list[str]]:
    """The properties by name in the order they first come, before them the features' own ids where they have any."""
    told = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(chain.from_iterable(told)))
    if len(names) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", columns=len(names), limit=MOST_COLUMNS)
    columns = {name: [_text(each.get(name)) for each in told] for name in names}
    ids = [_text(feature.get("id")) for feature in features]
    return {"id": ids, **columns} if any(ids) and "id" not in columns else columns


def _properties(feature: Json) -> Json:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else as_text(value)
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _epsg(document: Json) -> int | None:
    """The system that the file's `crs` names (GeoJSON of 2008 and QGIS); None where it has none.

    Raises FileRefused for one that is not known here.
    """
    stated = document.get("crs")
    if stated is None:
        return None
    properties = stated.get("properties") if isinstance(stated, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    epsg = epsg_of(name)
    if epsg is None:
        raise FileRefused("crs_unknown", crs=name[:80] or "?")
    return epsg


def _shape_of(feature: Json, row: int, findings: list[Finding]) -> shapely.Geometry | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    try:
        return shape_from_geojson(geometry, row, findings)
    except RecursionError:
        raise FileRefused("geometry_broken", row) from None


def shape_from_geojson(geometry: Any, row: int, findings: list[Finding]) -> shapely.Geometry:
    """The shape of a GeoJSON geometry object. Raises FileRefused naming `row` for one that breaks the rules."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    match kind:
        case "Polygon":
            return _polygon(geometry.get("coordinates"), row, findings)
        case "MultiPolygon":
            parts = _list(geometry.get("coordinates"), row)
            polygons = [_polygon(part, row, findings) for part in parts]
            return shapely.MultiPolygon([each for each in polygons if not each.is_empty])
        case "GeometryCollection":
            members = _list(geometry.get("geometries"), row)
            return shapely.GeometryCollection([shape_from_geojson(each, row, findings) for each in members])
    if kind in OTHER_TYPES:
        return _no_area(kind, geometry.get("coordinates"), row)
    raise FileRefused("geometry_broken", row)


def _no_area(kind: str, coordinates: Any, row: int) -> shapely.Geometry:
    """A line or a point: it bounds nothing, and only that it is one matters."""
    points = list(_positions(coordinates))
    if not points:
        return shapely.Point()
    found = _points(points, row)
    return shapely.linestrings(found) if "Line" in kind and len(found) > 1 else shapely.points(found[0])


def _positions(coordinates: Any) -> Iterator[Any]:
    """The positions of a nested list, whatever its depth."""
    if isinstance(coordinates, list) and coordinates and not isinstance(coordinates[0], list):
        yield coordinates
    elif isinstance(coordinates, list):
        for each in coordinates:
            yield from _positions(each)


def _polygon(rings: Any, row: int, findings: list[Finding]) -> shapely.Geometry:
    found = [_ring(ring, row, findings) for ring in _list(rings, row)]
    if not found or found[0] is None:
        return shapely.Polygon()
    return shapely.polygons(found[0], holes=[ring for ring in found[1:] if ring is not None] or None)


def _ring(positions: Any, row: int, findings: list[Finding]) -> shapely.LinearRing | None:
    """A closed ring; None, with a finding, for one of too few points to bound anything."""
    points = _points(_list(positions, row), row)
    if len(points) and not np.array_equal(points[0, :2], points[-1, :2]):
        points = np.vstack([points, points[:1]])
        findings.append(Finding("ring_closed", row, {}))
    if len(points) < FEWEST_POINTS:
        findings.append(Finding("ring_short", row, {"points": len(points)}))
        return None
    return shapely.linearrings(points)


def _points(positions: list[Any], row: int) -> npt.NDArray[np.float64]:
    """Two columns of numbers, or three with heights, which are dropped later with a word. Texts are no numbers."""
    if len(positions) > MOST_POINTS:
        raise FileRefused("too_many_points", row, limit=MOST_POINTS)
    try:
        found = np.asarray(positions)
        if found.ndim != 2:
            found = np.asarray([position[:2] for position in positions])
    except (ValueError, TypeError, KeyError, IndexError):
        found = np.asarray([[position[0], position[1]] for position in positions if _is_position(position)])
        if len(found) < len(positions):
            raise FileRefused("geometry_broken", row) from None
    if not len(positions):
        return np.empty((0, 2))
    if found.ndim != 2 or found.shape[1] < 2 or found.dtype.kind not in "if":
        raise FileRefused("geometry_broken", row)
    points = found[:, :3].astype(np.float64)
    if not np.isfinite(points[:, :2]).all():
        raise FileRefused("no_numbers", row)
    return np.nan_to_num(points)


def _is_position(position: Any) -> bool:
    return isinstance(position, list) and len(position) >= 2


def _list(value: Any, row: int) -> list[Any]:
    if not isinstance(value, list):
        raise FileRefused("geometry_broken", row)
    return value
