"""From rows to a reading: header and body found, cells put into columns, empty columns left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from indicators.survey.reading.body import Body, Notebook
from indicators.survey.reading.columns import Columns, without_empty
from indicators.survey.reading.headerless import begins_nameless
from indicators.survey.reading.headers import column_names, lacks_first_name, long_header, shifted
from indicators.survey.reading.layout import HEAD_ROWS, Layout, Merged, find_layout
from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Dialect, Note, Reading, Refused, Wishes
from indicators.survey.reading.rows import Row


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
    refuse_too_many_cells(1, max((len(row.cells) for row in head), default=0))
    filled = [row for row in head if row.filled]
    if wishes.header_row is None and begins_nameless(head, found.width):
        wishes = replace(wishes, header_rows=0)
    layout = find_layout(filled, wishes, found.merged, found.width)
    header = filled[layout.first : layout.body]
    wide = max([layout.width, *(row.extent for row in header)])
    names, name_notes = _names(header, filled[layout.body :], wide, found.merged)
    notebook = Notebook(long_header(header, layout.width))
    body = Body(layout.width, [cell.strip() for cell in header[-1].cells] if header else [], notebook, found.width > 0)
    columns = Columns(wide)
    for batch in body.batches(chain(_under(head, filled, layout), source)):
        columns.add(batch)
    cells, numbers = columns.table(names)
    cells, empty_notes = without_empty(cells, header, only_outer=found.width > 0)
    if layout.first and not cells.num_rows and wishes.header_row is None:
        raise Refused("no_rows", row=header[0].number if header else 1)
    merged_notes = _merged_below(header, found.merged)
    told = {**found.dialect, "header_row": header[0].number if header else 0, "header_rows": len(header)}
    kept_names = [note for note in name_notes if not note.column or note.column in cells.column_names]
    notes = (*found.notes, *layout.notes, *kept_names, *merged_notes, *notebook.notes(), *empty_notes)
    return Reading(cells, numbers, notes, told)


def _names(header: Sequence[Row], below: Sequence[Row], width: int, merged: Merged) -> tuple[list[str], list[Note]]:
    """The names of the columns. Where the header has fewer than the rows have cells, a note says which have none."""
    first = lacks_first_name(header, below, width)
    names, notes = column_names([shifted(header[0])] if first else header, width, merged)
    cells = len(header[0].cells) if len(header) == 1 else width
    if cells >= width:
        return names, notes
    nameless = names[0] if first else names[-1]
    code, facts = "header_short" if first else "header_narrow", {"cells": cells, "width": width}
    return names, [Note(code, row=header[0].number, column=nameless, facts=facts), *notes]


def _merged_below(header: Sequence[Row], merged: Merged) -> list[Note]:
    """A note where cells under the header are merged over several rows: only the first row has their text."""
    last = header[-1].number if header else 0
    tall = [(top, bottom) for top, _, bottom, _ in merged if top > last and bottom > top]
    return [Note("merged_cells", row=tall[0][0], facts={"count": len(tall), "last": tall[0][1]})] if tall else []


def _under(head: Sequence[Row], filled: Sequence[Row], layout: Layout) -> Iterator[Row]:
    """The rows of the head under the header, empty ones among them."""
    if layout.body >= len(filled):
        return iter(())
    start = filled[layout.body].number
    return (row for row in head if row.number >= start)
