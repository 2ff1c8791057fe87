"""A body read outside Python gives the same columns as one read cell by cell."""

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import UnexpectedResponse
from indicators.sources.answers import strict_json, table_or_json
from indicators.sources.sotkanet_rows import NOT_STATED, PLAIN, SotkanetRows, rows_of

PLAIN_ROW = {"indicator": 127, "region": 20, "year": 2023, "gender": "total", "value": 5.0, "absValue": 7}
CELLS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("indicator", "region", "year"), st.integers(-2, 2**33)),
    "gender": st.sampled_from(("total", "male", "female", "other", "")),
    **dict.fromkeys(
        ("value", "absValue"), st.one_of(st.integers(-9, 9**20), st.floats(allow_nan=False, allow_infinity=False))
    ),
}
ODD = st.one_of(
    st.none(), st.booleans(), st.text(max_size=4), st.just("},{"), st.just([]), st.integers(10**300, 10**310)
)


def rows_from(cells: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({}, optional=cells), max_size=6)


def equal(one: SotkanetRows, other: SotkanetRows) -> bool:
    columns = [field.name for field in fields(SotkanetRows)]
    return all(np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in columns)


def columns_or_error(answer: Any) -> SotkanetRows | str:
    try:
        return rows_of(answer, 127)
    except UnexpectedResponse as fault:
        return str(fault)


def is_the_same(body: bytes) -> bool:
    fast, slow = columns_or_error(table_or_json(body, PLAIN)), columns_or_error(strict_json(body))
    return fast == slow if isinstance(fast, str) or isinstance(slow, str) else equal(fast, slow)


@given(rows_from(CELLS))
def test_plain_rows_are_the_same_either_way(rows: list[dict[str, Any]]) -> None:
    assert is_the_same(json.dumps(rows, separators=(",", ":")).encode())


@given(rows_from({key: st.one_of(cell, ODD) for key, cell in CELLS.items()} | {"more": st.text()}), st.booleans())
def test_odd_rows_are_the_same_either_way(rows: list[dict[str, Any]], packed: bool) -> None:
    body = json.dumps(rows, separators=(",", ":") if packed else None, allow_nan=False).encode()
    try:
        strict_json(body)
    except ValueError:
        with pytest.raises(ValueError):
            table_or_json(body, PLAIN)
    else:
        assert is_the_same(body)


def test_an_ordinary_body_is_read_as_a_table() -> None:
    answer = table_or_json(json.dumps([PLAIN_ROW, PLAIN_ROW], separators=(",", ":")).encode(), PLAIN)
    assert isinstance(answer, pa.Table)
    assert len(answer) == 2


@pytest.mark.parametrize(
    "body", [b"", b"[", b'[{"value":NaN}]', b'[{"value":1},]', b'[{"value":1}\n{"value":2}]', b"[{}]x"]
)
def test_what_is_no_json_is_refused_as_before(body: bytes) -> None:
    with pytest.raises(ValueError):
        table_or_json(body, PLAIN)


def test_an_id_that_is_none_is_not_stated() -> None:
    answer = table_or_json(json.dumps([PLAIN_ROW, {**PLAIN_ROW, "region": -5}], separators=(",", ":")).encode(), PLAIN)
    assert rows_of(answer, 127).region.tolist() == [20, NOT_STATED]


@pytest.mark.parametrize("answer", [{}, "x", None, [1], [{"indicator": 1}, []]])
def test_what_is_no_list_of_objects_is_refused(answer: Any) -> None:
    with pytest.raises(UnexpectedResponse, match="no list of rows"):
        rows_of(answer, 127)


def test_a_column_that_no_row_has_is_named() -> None:
    rows = [{key: cell for key, cell in PLAIN_ROW.items() if key != "year"}]
    for answer in (rows, table_or_json(json.dumps(rows).encode(), PLAIN)):
        with pytest.raises(UnexpectedResponse, match="no row has 'year'"):
            rows_of(answer, 127)
