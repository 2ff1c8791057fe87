"""A zipped shapefile: shapes of its .shp, attributes of its .dbf, the coordinate system of its .prj.

Members are read into memory by their endings; what they are called leads nowhere. pyshp reads the shapes; the
attributes are read here, for a code must come as it stands in the file, and pyshp makes numbers of them.
"""

import io
import struct
import warnings
import zipfile
import zlib
from typing import Any

import shapefile
import shapely

from geodata.coordinates import epsg_of
from geodata.uploads.dbase import DbfTable, parse_dbf
from geodata.uploads.geojson import shape_from_geojson
from geodata.uploads.layers import (
    FileRefused,
    Finding,
    Layer,
    object_array,
    refuse_too_many,
)

shapefile.VERBOSE = False

KIND = "shapefile"
BARE = b"\x00\x00\x27\x0a"
"""How a .shp begins: 9994."""
ZIP = b"PK\x03\x04"
MOST_UNZIPPED = 400_000_000
MOST_RATIO = 250
MOST_MEMBERS = 1_000
NO_SHAPE, POLYGON_TYPES = 0, (5, 15, 25)
FAULTS = (
    shapefile.ShapefileException,
    struct.error,
    ValueError,
    IndexError,
    TypeError,
    KeyError,
    OverflowError,
    OSError,
    Warning,
)
"""What pyshp raises, or warns of, at bytes that are no sound shapefile."""


def parse_shapefile(content: bytes, layer: str = "") -> Layer:
    """The areas of the shapefile that is named, else of the only one in the archive.

    Raises FileRefused for an archive that is too large, damaged or locked, and one without .shp and .dbf.
    """
    if content.startswith(BARE):
        raise FileRefused("shapefile_bare")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name, members = _chosen(archive, layer)
            parts = {ending: _unpacked(archive, member) for ending, member in members.items()}
    except FileRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise FileRefused("shapefile_broken", reason=str(error)[:200]) from None
    return _layer(name, parts)


def _chosen(archive: zipfile.ZipFile, wished: str) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """The name of the shapefile without its ending, and its members by theirs."""
    members = _members(archive)
    stems = sorted(name.removesuffix(".shp") for name in members if name.endswith(".shp"))
    chosen = [stem for stem in stems if _short(stem) == wished.lower()] if wished else stems
    names = ", ".join(_short(stem) for stem in stems)[:300]
    if not stems:
        raise FileRefused("shapefile_part", part=".shp")
    if not chosen:
        raise FileRefused("layer_absent", layer=wished[:80], layers=names)
    if len(chosen) > 1:
        raise FileRefused("layer_several", number=len(chosen), layers=names)
    parts = {ending: members.get(f"{chosen[0]}.{ending}") for ending in ("shp", "dbf", "prj", "cpg")}
    if parts["dbf"] is None:
        raise FileRefused("shapefile_part", part=".dbf")
    return _short(chosen[0]), {ending: member for ending, member in parts.items() if member is not None}


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by their names in small letters; what macOS adds beside them is no shapefile."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise FileRefused("shapefile_broken", reason=f"{len(infos)} files")
    return {each.filename.lower(): each for each in infos if "__macosx" not in each.filename.lower()}


def _short(stem: str) -> str:
    return stem.replace("\\", "/").rsplit("/", 1)[-1][:80]


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes, at most what it says and what is allowed: the header may lie about either."""
    if member.flag_bits & 1:
        raise FileRefused("shapefile_locked")
    most = min(MOST_UNZIPPED, max(16_000_000, MOST_RATIO * member.compress_size))
    if member.file_size > most:
        raise FileRefused("shapefile_large", megabytes=member.file_size // 1_000_000, limit=most // 1_000_000)
    with archive.open(member) as stream:
        found = stream.read(most + 1)
    if len(found) > most:
        raise FileRefused("shapefile_large", megabytes=len(found) // 1_000_000, limit=most // 1_000_000)
    return found


def _layer(name: str, parts: dict[str, bytes]) -> Layer:
    findings: list[Finding] = []
    table = parse_dbf(parts["dbf"], parts.get("cpg", b""))
    shapes = _shapes(parts["shp"], findings)
    if len(shapes) != len(table.deleted):
        raise FileRefused("shapefile_counts", shapes=len(shapes), records=len(table.deleted))
    kept = [place for place, deleted in enumerate(table.deleted) if not deleted]
    findings += _dbf_findings(table, len(shapes) - len(kept))
    columns = {column: [cells[place] for place in kept] for column, cells in table.columns.items()}
    rows = [place + 1 for place in kept]
    chosen = object_array([shapes[place] for place in kept])
    return Layer(KIND, name, columns, chosen, rows, _epsg(parts.get("prj")), tuple(findings), table.encoding)


def _dbf_findings(table: DbfTable, deleted: int) -> list[Finding]:
    guessed = [Finding("area_encoding_guessed", None, {"encoding": table.encoding})] if table.guessed else []
    return guessed + ([Finding("records_deleted", None, {"number": deleted})] if deleted else [])


def _epsg(prj: bytes | None) -> int | None:
    if not prj or not prj.strip():
        return None
    stated = prj.decode("utf-8-sig", errors="replace").strip()
    epsg = epsg_of(stated)
    if epsg is None:
        raise FileRefused("crs_unknown", crs=stated.split(",")[0][:80])
    return epsg


def _shapes(content: bytes, findings: list[Finding]) -> list[shapely.Geometry | None]:
    """The shape of each record, None for an empty one; through the same checks as GeoJSON."""
    if not content.startswith(BARE):
        raise FileRefused("shapefile_broken", reason=".shp")
    try:
        with warnings.catch_warnings(action="error"), shapefile.Reader(shp=io.BytesIO(content)) as reader:
            return _shapes_of(reader, findings)
    except FileRefused:
        raise
    except FAULTS as error:
        raise FileRefused("shapefile_broken", reason=str(error)[:200]) from None


def _shapes_of(reader: shapefile.Reader, findings: list[Finding]) -> list[shapely.Geometry | None]:
    if reader.shapeType not in (NO_SHAPE, *POLYGON_TYPES):
        raise FileRefused("not_areas", found=str(reader.shapeTypeName)[:40])
    found: list[shapely.Geometry | None] = []
    for row, shape in enumerate(reader.iterShapes(), start=1):
        refuse_too_many(row)
        found.append(_shape(shape, row, findings))
    return found


def _shape(shape: Any, row: int, findings: list[Finding]) -> shapely.Geometry | None:
    if shape is None or shape.shapeType == NO_SHAPE or not shape.points:
        return None
    outlines = _listed(shape.__geo_interface__)
    if shape._errors.get("polygon_orphaned_holes"):
        # pyshp tells of them nowhere else but in its log.
        findings.append(Finding("rings_turned", row, {}))
    return shape_from_geojson(outlines, row, findings)


def _listed(geometry: Any) -> Any:
    """The same with lists for tuples, as JSON has them."""
    if isinstance(geometry, dict):
        return {name: _listed(value) for name, value in geometry.items()}
    return [_listed(each) for each in geometry] if isinstance(geometry, list | tuple) else geometry
