"""A table as JSON, CSV or Parquet, written column by column: a page of 100,000 rows is no rarity."""

from collections.abc import Iterator
from io import BytesIO

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from indicators.engine import engine_cursor

CHUNK_ROWS = 10_000


def json_chunks(table: pa.Table) -> Iterator[bytes]:
    """The rows as JSON objects with a comma between, without brackets; 10,000 rows at a time.

    Dates are ISO 8601 texts, null is null, numbers are the shortest that mean the same value.
    """
    for start in range(0, table.num_rows, CHUNK_ROWS):
        separator = b",\n" if start else b""
        yield separator + b",\n".join(_json_rows(table.slice(start, CHUNK_ROWS)))


def _json_rows(table: pa.Table) -> Iterator[bytes]:
    with engine_cursor() as cursor:
        rows = cursor.from_arrow(table).set_alias("one").project("to_json(one)::VARCHAR").to_arrow_table()
    return (row.as_buffer().to_pybytes() for row in rows.column(0))


def csv_chunks(table: pa.Table) -> Iterator[bytes]:
    """UTF-8 without a byte-order mark: a line of names, comma, decimal point, texts quoted, null is empty."""
    for start in range(0, max(table.num_rows, 1), CHUNK_ROWS):
        target = BytesIO()
        arrow_csv.write_csv(table.slice(start, CHUNK_ROWS), target, arrow_csv.WriteOptions(include_header=start == 0))
        yield target.getvalue()


def parquet_bytes(table: pa.Table) -> bytes:
    """One Parquet file with the table's own types, compressed within."""
    target = BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()
