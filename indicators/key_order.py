"""Rows in the order of their key: what makes one indicator lie together in few files."""

import math

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from indicators.observations import KEY

MOST_PLACES = 2**62
"""So many keys can be told apart by one number of 64 bits."""


def in_order(table: pa.Table) -> pa.Table:
    """The same rows in the order of their key: files mostly hold them so, and looking costs a tenth of sorting."""
    return table if is_in_order(table) else table.take(_order(table))


def is_in_order(table: pa.Table) -> bool:
    """True when no row stands before one of a lesser key; part by part of the key, the last decides ties."""
    rows = max(table.num_rows - 1, 0)
    right = pa.repeat(pa.scalar(True), rows)
    for name in reversed(KEY):
        column = table[name].combine_chunks()
        here, following = column.slice(0, rows), column.slice(1)
        right = pc.or_(pc.less(here, following), pc.and_(pc.equal(here, following), right))
    return bool(pc.all(right, min_count=0).as_py())


def _order(table: pa.Table) -> pa.Array:
    """Where each row of the ordered table stands now. Numbers sort in a third of the time of texts."""
    columns = [_ranks(table[name]) for name in KEY]
    if math.prod(distinct for _, distinct in columns) > MOST_PLACES:
        return pc.sort_indices(table, [(name, "ascending") for name in KEY])
    place = np.zeros(table.num_rows, dtype="int64")
    for ranks, distinct in columns:
        place = place * distinct + ranks
    return pa.array(np.argsort(place, kind="stable"))


def _ranks(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], int]:
    """The place of each cell among the column's distinct values in their order, and how many these are."""
    encoded = column.combine_chunks().dictionary_encode()
    rank = np.empty(len(encoded.dictionary), dtype="int64")
    rank[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(rank))
    return rank[encoded.indices.to_numpy()], len(rank)
