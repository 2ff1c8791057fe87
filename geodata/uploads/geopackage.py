"""GeoPackage (OGC 12-128r19): an SQLite database in memory, of which only tables are read and nothing is run.

A database may hold views, triggers and virtual tables, which run what their maker wrote. An authorizer allows
SELECT alone, a progress handler ends what never ends, and a layer that is no plain table is refused.
"""

import sqlite3
from contextlib import closing
from typing import Any

import shapely

from geodata.coordinates import DEGREES, epsg_of
from geodata.uploads.layers import (
    MOST_AREAS,
    MOST_COLUMNS,
    FileRefused,
    Layer,
    as_text,
    object_array,
    refuse_too_many,
)
from geodata.uploads.wkb import shape_from_wkb

KIND = "gpkg"
SQLITE = b"SQLite format 3\x00"
APPLICATION_IDS = (b"GPKG", b"GP10", b"GP11")
APPLICATION_ID = slice(68, 72)
ENVELOPE_BYTES = (0, 32, 48, 48, 64)
"""By the envelope's code in a geometry's flags."""
HEADER = 8
MOST_STEPS = 2_000
"""Of ten thousand instructions each: 100 000 areas take some 200 of them."""
LONGEST_VALUE = 200_000_000
ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)
AREA_TYPES = frozenset(
    {"POLYGON", "MULTIPOLYGON", "GEOMETRY", "GEOMETRYCOLLECTION", "CURVEPOLYGON", "MULTISURFACE", "SURFACE"}
)


def parse_geopackage(content: bytes, layer: str = "") -> Layer:
    """The features of the layer that is named, else of the only one that can hold areas.

    Raises FileRefused for a database that is no GeoPackage or is damaged, and naming its layers where it has several.
    """
    if not content.startswith(SQLITE) or content[APPLICATION_ID] not in APPLICATION_IDS:
        raise FileRefused("gpkg_other")
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            _lock(database)
            return _layer(database, layer)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise FileRefused("gpkg_broken", reason=str(error)[:200]) from None


def _lock(database: sqlite3.Connection) -> None:
    """Nothing but reading is allowed from here on, and not for ever."""
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    steps = iter(range(MOST_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, 10_000)
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY)


def _layer(database: sqlite3.Connection, wished: str) -> Layer:
    name, geometry, stated = _chosen(_layers(database), wished)
    _refuse_no_table(database, name)
    quoted = '"' + name.replace('"', '""') + '"'
    cursor = database.execute(f"SELECT * FROM {quoted}")
    names = [column[0] for column in cursor.description]
    if geometry not in names:
        raise FileRefused("gpkg_broken", reason=f"{name[:40]} has no column {geometry[:40]}")
    if len(names) > MOST_COLUMNS:
        raise FileRefused("too_many_columns", columns=len(names), limit=MOST_COLUMNS)
    records = cursor.fetchmany(MOST_AREAS + 1)
    refuse_too_many(len(records))
    return _made(name, names, names.index(geometry), records, _epsg(database, stated))


def _made(name: str, names: list[str], place: int, records: list[Any], epsg: int | None) -> Layer:
    shapes = [_shape(record[place], row) for row, record in enumerate(records, start=1)]
    columns = {
        column: [_cell(record[number]) for record in records] for number, column in enumerate(names) if number != place
    }
    rows = list(range(1, len(records) + 1))
    return Layer(KIND, name, columns, object_array(shapes), rows, epsg, (), "utf-8")


def _cell(value: Any) -> str:
    return "" if isinstance(value, bytes) else as_text(value)


def _layers(database: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Table, geometry column and system of each layer that can hold areas, by name."""
    _refuse_no_table(database, "gpkg_geometry_columns")
    query = "SELECT table_name, column_name, srs_id, geometry_type_name FROM gpkg_geometry_columns ORDER BY table_name"
    rows = database.execute(query).fetchmany(MOST_COLUMNS)
    return [(str(table), str(column), _number(srs)) for table, column, srs, kind in rows if _may_be_areas(kind)]


def _may_be_areas(kind: Any) -> bool:
    return str(kind).upper() in AREA_TYPES


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _chosen(layers: list[tuple[str, str, int]], wished: str) -> tuple[str, str, int]:
    names = ", ".join(name for name, _, _ in layers)
    chosen = [each for each in layers if each[0] == wished] if wished else layers
    if not layers:
        raise FileRefused("not_areas", found="GeoPackage")
    if not chosen:
        raise FileRefused("layer_absent", layer=wished[:80], layers=names[:300])
    if len(chosen) > 1:
        raise FileRefused("layer_several", number=len(chosen), layers=names[:300])
    return chosen[0]


def _refuse_no_table(database: sqlite3.Connection, name: str) -> None:
    """Raise FileRefused unless `name` is a plain table: a view or a virtual table runs what its maker wrote."""
    found = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (name,)).fetchall()
    if len(found) != 1 or found[0][0] != "table" or "VIRTUAL" in str(found[0][1]).upper().split()[:2]:
        raise FileRefused("gpkg_no_table", table=name[:80])


def _epsg(database: sqlite3.Connection, stated: int) -> int | None:
    """The system of a layer: 0 and −1 are the standard's words for none. Raises FileRefused for an unknown one."""
    if stated in (0, -1):
        return None
    _refuse_no_table(database, "gpkg_spatial_ref_sys")
    query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    organization, number, definition = database.execute(query, (stated,)).fetchone() or ("", stated, "")
    if stated == DEGREES:
        return DEGREES
    epsg = epsg_of(f"EPSG:{number}") if str(organization).upper() == "EPSG" else epsg_of(str(definition))
    if epsg is None:
        raise FileRefused("crs_unknown", crs=f"{organization}:{number}"[:80])
    return epsg


def _shape(blob: Any, row: int) -> shapely.Geometry | None:
    """The shape of a GeoPackage geometry: a header, an envelope that is passed over, and WKB."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < HEADER:
        raise FileRefused("geometry_broken", row)
    envelope = (blob[3] >> 1) & 0b111
    if envelope >= len(ENVELOPE_BYTES):
        raise FileRefused("geometry_broken", row)
    return shape_from_wkb(blob[HEADER + ENVELOPE_BYTES[envelope] :], row)
