"""Workbooks to rows of texts: xlsx, xlsm, xlsb, xls and ods, through python-calamine.

Calamine reads values alone and runs nothing. What it drops without a word is looked up in the file's own records
first: formulas that were never calculated, errors, hidden rows, formats that show zeros, parts that are damaged.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from indicators.survey.reading.outcome import Dialect, Grid, Note, Refused, Wishes, shown
from indicators.survey.reading.workbook_cells import CellTexts
from indicators.survey.reading.workbook_facts import (
    SheetFacts,
    facts_notes,
    validate_calculated,
    validate_extent,
)
from indicators.survey.reading.workbook_records import Records, open_records
from indicators.survey.reading.workbook_sheets import HasData, chosen_sheet


def read_workbook(content: bytes, kind: str, wishes: Wishes) -> Grid:
    """One sheet of a workbook as texts, from its first row with a value to its last.

    `kind` is what `workbook_kind` says. Raises Refused for a workbook that is damaged, has a password, spans more
    than is read, lacks the values of its formulas or has no data.
    """
    records = open_records(content, kind)
    with _calamine_faults(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        choice = chosen_sheet(workbook, wishes.sheet, HasData(workbook, records))
        facts = _validated_facts(records, choice.name)
        sheet = workbook.get_sheet_by_name(choice.name)
        notes = (*choice.notes, *records.notes, *facts_notes(facts))
        return _grid(sheet, facts, {"kind": kind, "sheet": choice.name}, notes)


def _validated_facts(records: Records, name: str) -> SheetFacts:
    facts = records.facts(name)
    validate_extent(facts)
    validate_calculated(facts)
    return facts


def _grid(sheet: CalamineSheet, facts: SheetFacts, dialect: Dialect, notes: tuple[Note, ...]) -> Grid:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        raise Refused("workbook_sheet_empty", sheet=shown(sheet.name))
    zeros = {column - start[1]: digits for column, digits in facts.zeros.items()}
    rows = list(islice(CellTexts(zeros).rows(sheet.iter_rows()), start[0], None))
    numbers = list(range(start[0] + 1, start[0] + 1 + len(rows)))
    merged = _merged(sheet, facts, start, end)
    return Grid(rows, numbers, dialect, notes, merged)


def _merged(
    sheet: CalamineSheet, facts: SheetFacts, start: tuple[int, int], end: tuple[int, int]
) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges cut to the grid: row numbers of the file from 1, columns of the grid from 0."""
    ranges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    cut = (
        (max(top, start[0]), max(left, start[1]), min(bottom, end[0]), min(right, end[1]))
        for top, left, bottom, right in sorted(ranges or facts.merged)
    )
    return tuple(
        (top + 1, left - start[1], bottom + 1, right - start[1])
        for top, left, bottom, right in cut
        if top <= bottom and left <= right and (top, left) != (bottom, right)
    )


@contextmanager
def _calamine_faults() -> Iterator[None]:
    """What calamine raises, as refusals. A Rust panic comes as a BaseException of a module nobody can import."""
    try:
        yield
    except PasswordError as error:
        raise Refused("workbook_password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refused("workbook_damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("workbook_damaged") from error
