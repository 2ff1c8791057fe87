"""Hostile binary files: pickles and their kin, databases that act, shapefiles that lie."""

import pickle
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.indicators.survey.reading.hostile_zips import File, honest, zipped

UNPICKLED = str(Path(tempfile.gettempdir()) / "unpickled-by-hytedata")
"""The file that the pickles would make."""


class _Runs:
    """Where somebody unpickles it, a file is made."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, (f"open({UNPICKLED!r}, 'w')",)


def pickles() -> Iterator[File]:
    """Files that run code where somebody loads them."""
    for protocol in range(6):
        content = pickle.dumps(_Runs(), protocol)
        yield f"protocol-{protocol}.pkl", content
        yield f"csv-{protocol}.csv", content + b"\na;b\n1;2\n"
        yield f"zlib-{protocol}.joblib", zlib.compress(content)
    array = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n"
    yield "object.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(array)) + array + pickle.dumps(_Runs())
    yield "shape.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + array.replace(b"(1,)", b"(9**99,)")
    yield "arrays.npz", zipped([honest("a.npy", b"\x93NUMPY\x01\x00" + pickle.dumps(_Runs()))])
    yield "model.pt", zipped([honest("archive/data.pkl", pickle.dumps(_Runs()))])
    yield "code.pyc", b"\xa7\r\r\n" + bytes(12) + b"\xe3" + b"\xff" * 200
    yield "marshal.bin", b"\xfb" * 100_000
    yield "ops.pkl", b"\x80\x04" + b"\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R."
    yield "opcodes.pkl", b"cposix\nsystem\n(S'id'\ntR."
    yield "memo.pkl", b"\x80\x04" + b"(" * 500_000


def signatures() -> Iterator[File]:
    """The first bytes of other formats, and rubbish after them."""
    for name, head in (
        ("parquet", b"PAR1"),
        ("arrow", b"ARROW1\0\0"),
        ("feather", b"FEA1"),
        ("orc", b"ORC"),
        ("avro", b"Obj\x01"),
        ("h5", b"\x89HDF\r\n\x1a\n"),
        ("mat", b"MATLAB 5.0 MAT-file"),
        ("pdf", b"%PDF-1.7"),
        ("exe", b"MZ"),
        ("elf", b"\x7fELF"),
        ("class", b"\xca\xfe\xba\xbe"),
        ("wasm", b"\0asm"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("mdb", b"\0\1\0\0Standard Jet DB"),
        ("dbf", b"\x03\x7a\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff"),
        ("sas7bdat", b"\0" * 12 + b"\xc2\xea\x81\x60"),
        ("dta", b"<stata_dta><header><release>118"),
        ("rds", b"X\n\0\0\0\3"),
        ("rdata", b"RDX3\nX\n"),
        ("xpt", b"HEADER RECORD*******LIB"),
        ("wk1", b"\0\0\2\0\6\4"),
        ("lnk", b"L\0\0\0\1\x14\2\0"),
        ("ps", b"%!PS-Adobe"),
        ("rtf", b"{\\rtf1{\\object"),
        ("sh", b"#!/bin/sh\n"),
        ("netcdf", b"CDF\x01"),
        ("fgb", b"fgb\x03fgb\x00"),
        ("tiff", b"II*\0\xff\xff\xff\xff"),
        ("jp2", b"\0\0\0\x0cjP  "),
        ("chm", b"ITSF\3\0\0\0"),
    ):
        yield f"head.{name}", head
        yield f"rubbish.{name}", head + b"\xff\0\x01\x7f" * 5_000
        yield f"text.{name}", head + b"\na;b\n1;2\n3;4\n"


def databases() -> Iterator[File]:
    """GeoPackages whose tables are programs, or whose pages are no pages."""
    for name, statements in {
        "view": [
            "CREATE VIEW areas AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) "
            "SELECT x AS fid, x AS geom, x AS name FROM n"
        ],
        "zeroblob": ["CREATE VIEW areas AS SELECT 1 AS fid, zeroblob(1000000000) AS geom, 'x' AS name"],
        "load": ["CREATE VIEW areas AS SELECT 1 AS fid, load_extension('/tmp/x.so') AS geom, 'x' AS name"],
        "files": [
            "CREATE VIEW areas AS SELECT 1 AS fid, writefile('/tmp/x', 'x') AS geom, readfile('/etc/passwd') AS name"
        ],
        "text": ["CREATE VIEW areas AS SELECT 1 AS fid, printf('%.*c', 500000000, 'x') AS geom, 'x' AS name"],
        "join": [
            "CREATE TABLE t(x)",
            *["INSERT INTO t VALUES (1)"] * 60,
            "CREATE VIEW areas AS SELECT count(*) AS fid, 1 AS geom, 1 AS name FROM t a,t b,t c,t d,t e,t f,t g",
        ],
        "trigger": [
            "CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)",
            "CREATE TRIGGER t AFTER INSERT ON areas BEGIN DELETE FROM gpkg_contents; END",
        ],
        "generated": [
            "CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, "
            "name TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000))))",
            "INSERT INTO areas(fid, geom) VALUES (1, x'00')",
        ],
        "virtual": ["CREATE VIRTUAL TABLE areas USING fts5(fid, geom, name)"],
        "blob": [
            "CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)",
            "INSERT INTO areas VALUES (1, zeroblob(9000000), 'x')",
        ],
        "many": [
            "CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)",
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n LIMIT 300000) "
            "INSERT INTO areas SELECT x, NULL, 'x' FROM n",
        ],
        "count": ["CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)", *_shapes()],
        "columns": [
            "CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, " + ",".join(f"c{at}" for at in range(1_900)) + ")"
        ],
        "name": ['CREATE TABLE "areas"(fid INTEGER PRIMARY KEY, geom BLOB, "x""; DROP TABLE gpkg_contents; --" TEXT)'],
    }.items():
        yield f"{name}.gpkg", _database(statements)
    whole = _database(["CREATE TABLE areas(fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)"])
    for at, value in (
        (16, b"\x00\x01"),
        (16, b"\xff\xff"),
        (18, b"\x02\x02"),
        (28, b"\xff\xff\xff\xff"),
        (44, b"\xff" * 4),
        (100, b"\xff" * 200),
        (52, b"\0\0\0\xff" * 4),
    ):
        yield f"bytes-{at}-{value[:2].hex()}.gpkg", whole[:at] + value + whole[at + len(value) :]
    for size in (16, 100, 5_000, len(whole) - 1):
        yield f"cut-{size}.gpkg", whole[:size]
    yield "pages.gpkg", whole[:4096] + b"\x0d\xff\xff\xff" * 20_000
    yield "head.gpkg", b"SQLite format 3\0" + b"\xff" * 4_080


def _shapes() -> list[str]:
    """Shapes in WKB that say to have billions of points, parts or bytes, or that hold each other."""
    head = "47500001E6100000"
    wkb = (
        "0103000000FFFFFFFF",
        "0106000000FFFFFFFF",
        "0107000000FFFFFFFF",
        "010300000001000000FFFFFFFF",
        "01FF",
        "",
        "01",
    )
    nested = "010700000001000000" * 100_000
    return [f"INSERT INTO areas VALUES ({at}, x'{head}{each}', 'x')" for at, each in enumerate((*wkb, nested), 1)]


def _database(statements: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA application_id = 1196444487")
        connection.execute(
            "CREATE TABLE gpkg_spatial_ref_sys(srs_name, srs_id INTEGER, organization, organization_coordsys_id, "
            "definition, description)"
        )
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'x', '')")
        connection.execute(
            "CREATE TABLE gpkg_contents(table_name, data_type, identifier, description, last_change, "
            "min_x, min_y, max_x, max_y, srs_id)"
        )
        connection.execute(
            "CREATE TABLE gpkg_geometry_columns(table_name, column_name, geometry_type_name, srs_id, z, m)"
        )
        connection.execute("INSERT INTO gpkg_contents VALUES ('areas','features','areas','','',0,0,1,1,4326)")
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('areas','geom','POLYGON',4326,0,0)")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return path.read_bytes()


def shapefiles() -> Iterator[File]:
    """Shapefiles whose records, parts and tables are longer than they are."""

    def shp(record: bytes, said: int = -1, length: int = -1) -> bytes:
        words = len(record) // 2 if said < 0 else said
        body = struct.pack(">ii", 1, words) + record
        size = (100 + len(body)) // 2 if length < 0 else length
        head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size & 0x7FFFFFFF) + struct.pack("<ii8d", 1000, 5, *[0.0] * 8)
        return head + body

    def dbf(records: int = 1, head: int = 65, size: int = 11) -> bytes:
        start = struct.pack("<BBBBIHH20x", 3, 124, 1, 1, records, head, size)
        return (
            start + b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + b"\x0a" + bytes(15) + b"\r" + b" x".ljust(11) + b"\x1a"
        )

    box = struct.pack("<i4d", 5, 20, 60, 21, 61)
    whole = struct.pack("<iii", 1, 4, 0) + struct.pack("<8d", 20, 60, 21, 60, 21, 61, 20, 60)
    records = {
        "whole": box + whole,
        "parts": box + struct.pack("<ii", 2**31 - 1, 4),
        "points": box + struct.pack("<iii", 1, 2**31 - 1, 0),
        "negative": box + struct.pack("<iii", -1, -1, 0),
        "index": box + struct.pack("<iii", 1, 4, 2**30) + whole[12:],
        "kind": struct.pack("<i", 99) + bytes(40),
        "empty": b"",
        "nan": box + whole[:12] + struct.pack("<8d", *[float("nan")] * 8),
        "huge": box + whole[:12] + struct.pack("<8d", *[1e308] * 8),
        "patch": struct.pack("<i", 31) + box[4:] + struct.pack("<ii", 2**30, 2**30),
    }
    prj = b'GEOGCS["WGS 84",DATUM["x",SPHEROID["x",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    prj += b'UNIT["degree",0.0174532925199433]]'

    def packed(shape: bytes, table: bytes, projection: bytes = prj) -> bytes:
        parts = {"a.shp": shape, "a.dbf": table, "a.prj": projection, "a.shx": shape[:100]}
        return zipped([honest(name, content) for name, content in parts.items()])

    for name, record in records.items():
        yield f"{name}.zip", packed(shp(record), dbf())
        yield f"{name}.shp", shp(record)
    for said in (2**31 - 1, -1, 0, 1):
        yield f"length-{said}.zip", packed(shp(records["whole"], said=said), dbf())
        yield f"size-{said}.zip", packed(shp(records["whole"], length=said), dbf())
    for at, table in enumerate(
        (dbf(2**32 - 1), dbf(head=65_535), dbf(size=65_535), dbf(size=0), dbf(head=0), dbf(0), b"", b"\x03", dbf()[:70])
    ):
        yield f"table-{at}.zip", packed(shp(records["whole"]), table)
    for at, projection in enumerate(
        (
            b"(" * 500_000,
            b'PROJCS["' * 200_000,
            b"\xff" * 999,
            b"",
            b"+proj=pipeline +step +init=/etc/passwd",
            b"http://127.0.0.1:9/crs",
        )
    ):
        yield f"projection-{at}.zip", packed(shp(records["whole"]), dbf(), projection)
    flood = (struct.pack(">ii", 1, 2) + struct.pack("<i", 0)) * 400_000
    yield "null-flood.zip", packed(shp(records["whole"]) + flood, dbf())


FAMILIES = (pickles, signatures, databases, shapefiles)
