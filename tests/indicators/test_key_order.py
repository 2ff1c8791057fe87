"""Rows in the order of their key, against Arrow's own sorting of the texts."""

from unittest import mock

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from indicators import key_order
from indicators.key_order import in_order, is_in_order
from indicators.observations import KEY

CELLS = [st.integers(2013, 2016) if name == "boundary_year" else st.sampled_from("aäBb01_") for name in KEY]
ROWS = st.lists(st.tuples(*CELLS), max_size=30)


def table(rows: list[tuple[object, ...]]) -> pa.Table:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(KEY)}
    types = {name: pa.int16() if name == "boundary_year" else pa.string() for name in KEY}
    return pa.table({name: pa.array(columns[name], types[name]) for name in KEY})


@given(ROWS)
def test_rows_come_as_sorting_their_texts_would_bring_them(rows: list[tuple[object, ...]]) -> None:
    given_rows = table(rows)
    expected = given_rows.sort_by([(name, "ascending") for name in KEY])
    assert in_order(given_rows).equals(expected)
    assert is_in_order(given_rows) == given_rows.equals(expected)


@given(ROWS)
def test_more_keys_than_a_number_holds_are_sorted_as_texts(rows: list[tuple[object, ...]]) -> None:
    with mock.patch.object(key_order, "MOST_PLACES", 1):
        by_texts = in_order(table(rows))
    assert by_texts.equals(in_order(table(rows)))
