"""Rows become columns: as wide as the widest row, without empty columns, each row with its number in the file."""

from indicators.survey.reading.assembling import Found, assembled
from indicators.survey.reading.body import BATCH, FOOT_ROWS
from indicators.survey.reading.layout import HEAD_ROWS
from indicators.survey.reading.outcome import Reading, Wishes
from indicators.survey.reading.rows import Row

HEADER = ["alue", "vuosi", "arvo"]


def read(rows: list[list[str]], found: Found | None = None, **wishes: int) -> Reading:
    numbered = (Row(number, cells) for number, cells in enumerate(rows, 1))
    return assembled(numbered, Wishes(**wishes), found or Found({"kind": "text"}, width=len(rows[0])))


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def test_rows_keep_their_numbers_past_empty_and_repeated_ones() -> None:
    reading = read([HEADER, ["a", "1", "2"], [], HEADER, ["b", "3", "4"]])
    assert reading.row_numbers.to_pylist() == [2, 5]
    assert codes(reading) == ["header_again", "empty_rows"]


def test_a_row_wider_than_all_before_widens_the_table_that_was_begun() -> None:
    many = [[str(number), "1", "2"] for number in range(HEAD_ROWS + BATCH + FOOT_ROWS)]
    reading = read([HEADER, *many, ["x", "1", "2", "3"]])
    assert reading.columns == [*HEADER, "column 4"]
    assert reading.cells.column(3).to_pylist() == [""] * len(many) + ["3"]
    assert codes(reading) == ["row_long"]


def test_no_row_is_lost_or_doubled_where_batches_meet() -> None:
    for size in (1, HEAD_ROWS - 1, HEAD_ROWS, HEAD_ROWS + FOOT_ROWS, HEAD_ROWS + BATCH, HEAD_ROWS + BATCH + 1):
        reading = read([HEADER, *([f"n{number}", "1", "2"] for number in range(size))])
        assert reading.cells.column(0).to_pylist() == [f"n{number}" for number in range(size)]
        assert reading.row_numbers.to_pylist() == list(range(2, size + 2))


def test_cells_merged_over_rows_of_the_body_are_told() -> None:
    found = Found({"kind": "xlsx"}, merged=((1, 0, 1, 2), (2, 0, 3, 0), (4, 0, 5, 0)))
    reading = read([HEADER, ["a", "1", "2"], ["", "3", "4"], ["b", "5", "6"], ["", "7", "8"]], found, header_rows=1)
    (note,) = [note for note in reading.notes if note.code == "merged_cells"]
    assert (note.row, note.facts) == (2, {"count": 2, "last": 3})
    assert reading.cells.column(0).to_pylist() == ["a", "", "b", ""]


def test_a_wished_header_is_taken_and_what_stands_above_it_noted() -> None:
    reading = read([["x", "y", "z"], HEADER, ["a", "1", "2"]], header_row=2)
    assert reading.columns == HEADER and codes(reading) == ["row_above"]
    assert (reading.dialect["header_row"], reading.dialect["header_rows"]) == (2, 1)
