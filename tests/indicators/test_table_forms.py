"""A table as JSON, CSV and Parquet: read back, each says what the table says."""

import csv
import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import table_forms
from indicators.table_forms import csv_chunks, json_chunks, parquet_bytes

SCHEMA = pa.schema([("code", pa.string()), ("year", pa.int16()), ("day", pa.date32()), ("value", pa.float64())])
ROW = st.fixed_dictionaries(
    {
        "code": st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        "year": st.none() | st.integers(-(2**15), 2**15 - 1),
        "day": st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
        "value": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    }
)


def table_of(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def from_json(table: pa.Table) -> list[dict[str, object]]:
    return json.loads(b"[" + b"".join(json_chunks(table)) + b"]")


@settings(max_examples=60)
@given(st.lists(ROW, max_size=6))
def test_json_says_every_value_exactly(rows: list[dict[str, object]]) -> None:
    expected = [row | {"day": row["day"] and str(row["day"])} for row in rows]
    assert from_json(table_of(rows)) == expected


@settings(max_examples=60)
@given(st.lists(ROW, max_size=6))
def test_parquet_keeps_every_value_and_type(rows: list[dict[str, object]]) -> None:
    table = table_of(rows)
    assert pq.read_table(io.BytesIO(parquet_bytes(table))).equals(table)


@settings(max_examples=60)
@given(st.lists(ROW, max_size=6))
def test_csv_says_every_number_exactly(rows: list[dict[str, object]]) -> None:
    (body,) = csv_chunks(table_of(rows))
    lines = list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")))
    assert [line["code"] for line in lines] == [row["code"] or "" for row in rows]
    assert [float(line["value"]) if line["value"] else None for line in lines] == [row["value"] for row in rows]
    assert [line["day"] for line in lines] == [str(row["day"] or "") for row in rows]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5])
def test_chunks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(table_forms, "CHUNK_ROWS", 2)
    rows = [{"code": f"{place:03}", "year": place, "day": None, "value": place / 10} for place in range(number)]
    table = table_of(rows)
    assert from_json(table) == rows
    body = b"".join(csv_chunks(table)).decode()
    assert [line["code"] for line in csv.DictReader(io.StringIO(body))] == [row["code"] for row in rows]
    assert body.count("code") == 1


def test_no_row_is_a_line_of_names_and_no_json() -> None:
    assert b"".join(csv_chunks(table_of([]))) == b'"code","year","day","value"\n'
    assert b"".join(json_chunks(table_of([]))) == b""


def test_csv_has_no_mark_and_codes_keep_their_zeros() -> None:
    (body,) = csv_chunks(table_of([{"code": '0"4,9', "year": None, "day": None, "value": 0.1}]))
    assert body == b'"code","year","day","value"\n"0""4,9",,,0.1\n'
