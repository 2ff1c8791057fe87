"""Whether a file holds areas, and of which kind, by what stands in it: the reader is loaded only then."""

import io
import re
import zipfile

SHAPES = "\n"
"""The name of the column of shapes between child and parent: no column of a reading is called so."""
SQLITE = b"SQLite format 3\x00"
SHAPEFILE = b"\x00\x00\x27\x0a"
ZIP = b"PK"
JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
WORDS = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"|"esriGeometry\w+"')
KML = re.compile(rb"<(?:\w+:)?kml[\s>]")
WORDS_WITHIN = 1 << 20
"""Bytes at either end of a JSON file in which it says that it is GeoJSON, or a kin of it."""


def is_area_file(content: bytes) -> str | None:
    """ "geojson", "gpkg", "kml" or "shapefile" (zipped or bare); None for a file that holds no areas.

    A database that is no GeoPackage and a TopoJSON count as one, so that the refusal can say what to do.
    """
    if content.startswith(SQLITE):
        return "gpkg"
    if content.startswith(SHAPEFILE) or _holds_shapefile(content):
        return "shapefile"
    if KML.search(_as_utf8(content)[:4096]):
        return "kml"
    return "geojson" if _is_geojson(_as_utf8(content)) else None


def _as_utf8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content[: 2 * WORDS_WITHIN].decode("utf-16", "replace").encode("utf-8", "replace")
    return content


def _is_geojson(content: bytes) -> bool:
    if not JSON_OBJECT.match(content[:4096]):
        return False
    return bool(WORDS.search(content[:WORDS_WITHIN]) or WORDS.search(content[-WORDS_WITHIN:]))


def _holds_shapefile(content: bytes) -> bool:
    if not content.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.lower().endswith(".shp") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
