"""From rows to a reading: header and body found, cells put into columns, empty columns left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

import pyarrow as pa
import pyarrow.compute as pc

from indicators.survey.reading.body import Body, Notebook
from indicators.survey.reading.cell_forms import is_typed
from indicators.survey.reading.headerless import has_year_names
from indicators.survey.reading.headers import column_names
from indicators.survey.reading.layout import HEAD_ROWS, Layout, Merged, find_layout
from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Dialect, Note, Reading, Refused, Wishes, shown
from indicators.survey.reading.rows import Row

FEWEST_NAMED = 3
"""Rows that must have names of their own, all different, before a name is missed at the beginning of their header."""


@dataclass(frozen=True)
class Found:
    """What is known of a file's rows before its table is found.

    `width` is how many cells a row of the table has, 0 where only the widest row tells it.
    """

    dialect: Dialect
    notes: Sequence[Note] = ()
    merged: Merged = ()
    width: int = 0


def assembled(rows: Iterable[Row], wishes: Wishes, found: Found) -> Reading:
    """The table in these rows. Raises Refused when there is none in them, or a larger one than is read."""
    source = iter(rows)
    head = list(islice(source, HEAD_ROWS))
    filled = [row for row in head if row.filled]
    if wishes.header_row is None and _begins_nameless(head, found.width):
        wishes = replace(wishes, header_rows=0)
    layout = find_layout(filled, wishes, found.merged, found.width)
    header = filled[layout.first : layout.body]
    wide = max([layout.width, *(row.extent for row in header)])
    named = [_shifted(header[0])] if _lacks_first_name(header, filled[layout.body :], wide) else header
    names, name_notes = column_names(named, wide, found.merged)
    notebook = Notebook(_long_header(header, layout.width))
    body = Body(layout.width, [cell.strip() for cell in header[-1].cells] if header else [], notebook, found.width > 0)
    columns = _Columns(wide)
    for batch in body.batches(chain(_under(head, filled, layout), source)):
        columns.add(batch)
    cells, numbers = columns.table(names)
    cells, empty_notes = _without_empty(cells, header, only_outer=found.width > 0)
    if layout.first and not cells.num_rows and wishes.header_row is None:
        raise Refused("no_rows", row=header[0].number if header else 1)
    merged_notes = _merged_below(header, found.merged)
    told = {**found.dialect, "header_row": header[0].number if header else 0, "header_rows": len(header)}
    notes = (*found.notes, *layout.notes, *name_notes, *merged_notes, *notebook.notes(), *empty_notes)
    return Reading(cells, numbers, notes, told)


def _merged_below(header: Sequence[Row], merged: Merged) -> list[Note]:
    """A note where cells under the header are merged over several rows: only the first row has their text."""
    last = header[-1].number if header else 0
    tall = [(top, bottom) for top, _, bottom, _ in merged if top > last and bottom > top]
    return [Note("merged_cells", row=tall[0][0], facts={"count": len(tall), "last": tall[0][1]})] if tall else []


def _begins_nameless(head: Sequence[Row], width: int) -> bool:
    """True for a file whose first row has as many cells as its table but nothing in them, and data under it."""
    if width < 2 or len(head) < 2 or len(head[0].cells) != width or head[0].filled:
        return False
    return is_typed(head[1].cell(0)) and not has_year_names(head[1])


def _lacks_first_name(header: Sequence[Row], rows: Sequence[Row], width: int) -> bool:
    """True for a header one name short over rows that all begin with a name of their own: so R writes its tables."""
    if len(header) != 1 or len(rows) < FEWEST_NAMED or len(header[0].cells) != width - 1:
        return False
    if header[0].filled < width - 1:
        return False
    whole = all(len(row.cells) == width and row.cell(0) and row.cell(width - 1) for row in rows)
    return whole and len({row.cell(0) for row in rows}) == len(rows)


def _shifted(header: Row) -> Row:
    return Row(header.number, ["", *header.cells])


def _long_header(header: Sequence[Row], width: int) -> list[Note]:
    """A note of each header row with more names than the rows have cells: a name may stand in the wrong place."""
    return [
        Note("header_long", row=row.number, facts={"cells": row.extent, "width": width, "shown": shown(beyond)})
        for row in header
        if (beyond := " | ".join(row.cells[width : row.extent]))
    ]


def _under(head: Sequence[Row], filled: Sequence[Row], layout: Layout) -> Iterator[Row]:
    """The rows of the head under the header, empty ones among them."""
    if layout.body >= len(filled):
        return iter(())
    start = filled[layout.body].number
    return (row for row in head if row.number >= start)


@dataclass
class _Columns:
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


def _without_empty(cells: pa.Table, header: Sequence[Row], only_outer: bool) -> tuple[pa.Table, list[Note]]:
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
