"""Rows as columns of texts, made batch by batch; empty columns are left out at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from indicators.survey.reading.headers import column_names
from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Note
from indicators.survey.reading.rows import Row


@dataclass
class Columns:
    """Cells by columns, as they come; rows wider than the table widen it."""

    width: int
    _chunks: list[list[pa.Array]] = field(default_factory=list)
    _numbers: list[pa.Array] = field(default_factory=list)
    _rows: int = 0

    def add(self, rows: list[Row]) -> None:
        """Take further rows. Raises Refused when they make a larger table than is read."""
        if not rows:
            return
        widest = max(len(cells) for _, cells in rows)
        self.width = max(self.width, widest)
        self._rows += len(rows)
        refuse_too_many_cells(self._rows, self.width)
        padded = (_padded(cells, self.width) for _, cells in rows)
        self._chunks.append([pa.array(cells, pa.large_string()) for cells in zip(*padded, strict=True)])
        self._numbers.append(pa.array([number for number, _ in rows], pa.int64()))

    def table(self, names: Sequence[str]) -> tuple[pa.Table, pa.Array]:
        """The cells under these names, and unnamed ones for columns that the header did not have."""
        names = [*names, *column_names([], self.width)[0][len(names) :]]
        arrays = [
            pa.chunked_array([_chunk(chunk, column) for chunk in self._chunks], pa.large_string())
            for column in range(self.width)
        ]
        numbers = pa.chunked_array(self._numbers, pa.int64()).combine_chunks()
        return pa.Table.from_arrays(arrays, names=names), numbers


def _chunk(chunk: list[pa.Array], column: int) -> pa.Array:
    return chunk[column] if column < len(chunk) else pa.array([""] * len(chunk[0]), pa.large_string())


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]


def without_empty(cells: pa.Table, header: Sequence[Row], only_outer: bool) -> tuple[pa.Table, list[Note]]:
    """The columns that have a name of their own or a filled cell, and with `only_outer` those between them."""
    named = {column for row in header for column in range(cells.num_columns) if row.cell(column)}
    kept = [at for at in range(cells.num_columns) if at in named or not _is_empty(cells.column(at))]
    if only_outer and kept:
        kept = list(range(kept[0], kept[-1] + 1))
    gone = cells.num_columns - len(kept)
    if not gone or not kept:
        return cells, []
    return cells.select(kept), [Note("empty_columns", facts={"count": gone})]


def _is_empty(column: pa.ChunkedArray) -> bool:
    return not pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py()
