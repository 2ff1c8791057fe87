"""KML (OGC 12-007r2): placemarks with polygons, their names and data; no entities, no links followed.

KML is degrees by its standard, longitude first.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from xml.parsers import expat

import shapely

from geodata.coordinates import DEGREES
from geodata.uploads.geojson import shape_from_geojson
from geodata.uploads.layers import MOST_COLUMNS, FileRefused, Finding, Layer, object_array, refuse_too_many

KIND = "kml"
NAME, DESCRIPTION = "name", "description"
DEEPEST = 60
"""Elements within each other; folders within folders come to ten."""
CELLS = frozenset({NAME, DESCRIPTION, "SimpleData", "value", "coordinates"})
LINES = {"Point": "Point", "LineString": "LineString"}


def parse_kml(content: bytes) -> Layer:
    """The placemarks of all folders in their order. Raises FileRefused for broken XML and any DOCTYPE."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused("kml_broken", reason=str(error)[:200]) from None
    return _layer(reader.placemarks)


def _no_doctype(*_: Any) -> None:
    raise FileRefused("kml_doctype")


class _Reader:
    """Placemarks as they are met: their data by name and their geometry objects as GeoJSON has them."""

    def __init__(self) -> None:
        self.placemarks: list[tuple[dict[str, str], list[dict[str, Any]]]] = []
        self._path: list[str] = []
        self._words: list[str] = []
        self._data = ""
        self._ends: dict[str, Callable[[str], None]] = {
            NAME: partial(self._plain, NAME),
            DESCRIPTION: partial(self._plain, DESCRIPTION),
            "SimpleData": self._named,
            "value": self._named,
            "coordinates": self._coordinates,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rsplit(" ", 1)[-1]
        self._path.append(element)
        if len(self._path) > DEEPEST:
            raise FileRefused("kml_broken", reason="nested too deep")
        if element == "Placemark":
            refuse_too_many(len(self.placemarks) + 1)
            self.placemarks.append(({}, []))
        elif element in ("SimpleData", "Data"):
            self._data = attributes.get("name", "")
        elif element == "Polygon" and "Placemark" in self._path:
            self.placemarks[-1][1].append({"type": "Polygon", "coordinates": []})
        self._words = [] if element in CELLS else self._words

    def text(self, words: str) -> None:
        if self._path and self._path[-1] in CELLS:
            self._words.append(words)

    def end(self, _: str) -> None:
        element = self._path.pop()
        if element in CELLS and "Placemark" in self._path:
            self._ends[element]("".join(self._words).strip())

    def _plain(self, element: str, words: str) -> None:
        if self._path[-1] == "Placemark":
            self.placemarks[-1][0][element] = words

    def _named(self, words: str) -> None:
        self.placemarks[-1][0][self._data] = words

    def _coordinates(self, words: str) -> None:
        positions = [_position(word, len(self.placemarks)) for word in words.split()]
        if self._path[-1] == "LinearRing" and "Polygon" in self._path:
            rings = self.placemarks[-1][1][-1]["coordinates"]
            rings.insert(0 if "outerBoundaryIs" in self._path else len(rings), positions)
        elif kind := LINES.get(self._path[-1]):
            one = positions[0] if kind == "Point" and positions else positions
            self.placemarks[-1][1].append({"type": kind, "coordinates": one})


def _position(word: str, row: int) -> list[float]:
    try:
        return [float(number) for number in word.split(",")]
    except ValueError:
        raise FileRefused("geometry_broken", row) from None


def _layer(placemarks: list[tuple[dict[str, str], list[dict[str, Any]]]]) -> Layer:
    findings: list[Finding] = []
    names = list(dict.fromkeys(name for data, _ in placemarks for name in data))
    if len(names) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", columns=len(names), limit=MOST_COLUMNS)
    columns = {name: [data.get(name, "") for data, _ in placemarks] for name in names}
    rows = list(range(1, len(placemarks) + 1))
    shapes = [_shape(parts, row, findings) for row, (_, parts) in enumerate(placemarks, start=1)]
    return Layer(KIND, "", columns, object_array(shapes), rows, DEGREES, tuple(findings), "")


def _shape(parts: list[dict[str, Any]], row: int, findings: list[Finding]) -> shapely.Geometry | None:
    if not parts:
        return None
    if len(parts) == 1:
        return shape_from_geojson(parts[0], row, findings)
    kinds = {part["type"] for part in parts}
    if kinds == {"Polygon"}:
        whole = {"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in parts]}
        return shape_from_geojson(whole, row, findings)
    return shape_from_geojson({"type": "GeometryCollection", "geometries": parts}, row, findings)
