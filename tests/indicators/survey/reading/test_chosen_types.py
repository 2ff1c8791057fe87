"""A person says what kind a column is: its notation follows from the cells, and what would be lost is counted."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from indicators.survey.reading.chosen_types import as_kind
from indicators.survey.reading.column_types import ColumnKind, ColumnType, proposed_types
from indicators.survey.reading.outcome import Reading


def reading(cells: Sequence[str]) -> Reading:
    numbers = pa.array(range(5, 5 + len(cells)), pa.int64())
    return Reading(pa.table({"a": pa.array(cells, pa.large_string())}), numbers, (), {"kind": "text"})


def chosen(cells: Sequence[str], kind: ColumnKind) -> ColumnType:
    given = reading(cells)
    return as_kind(given, proposed_types(given)[0], kind)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [(["049", "091"], ""), (["1,5", "2", "x"], ","), (["1.5", "2,5", "3.5"], "."), (["x", "y"], "")],
)
def test_numbers_are_in_the_notation_that_fits_most_cells(cells: list[str], mark: str) -> None:
    assert chosen(cells, ColumnKind.NUMBER).decimal_mark == mark


def test_cells_that_do_not_fit_are_counted_with_the_first_row_of_the_file() -> None:
    number = chosen(["1,5", "", "ei", "2,5", "kaksi", ".."], ColumnKind.NUMBER)
    assert (number.unfit, number.first_unfit_row) == (2, 7)
    date = chosen(["1.2.2026", "31.12.2026", "eilen"], ColumnKind.DATE)
    assert (date.unfit, date.first_unfit_row) == (1, 7)


@pytest.mark.parametrize("kind", [ColumnKind.CODE, ColumnKind.CATEGORY, ColumnKind.TEXT, ColumnKind.LIKERT])
def test_as_texts_all_cells_fit(kind: ColumnKind) -> None:
    found = chosen(["1,5", "ei", "kaksi", "2"] * 5, kind)
    assert (found.kind, found.unfit, found.first_unfit_row, found.decimal_mark) == (kind, 0, None, "")


def test_the_kind_that_was_proposed_is_the_proposal_itself() -> None:
    given = reading(["1,5", "2,5"])
    (proposed,) = proposed_types(given)
    assert as_kind(given, proposed, proposed.kind) is proposed


def test_what_counts_as_no_answer_stays() -> None:
    given = reading(["1", "2", "3", "4", "5", "9"] * 5)
    (proposed,) = proposed_types(given)
    assert as_kind(given, proposed, ColumnKind.NUMBER).missing == proposed.missing
