"""The reader of text files held to what Finnish offices write."""

import pytest

from indicators.survey.reading.outcome import Reading, Refused, Wishes
from indicators.survey.reading.text_files import read_text_file
from tests.indicators.survey.reading.finnish_files import FinnishFile, Rows, finnish_files

FILES = {each.name: each for each in finnish_files()}


def rows_of(reading: Reading) -> Rows:
    return [list(row) for row in zip(*(column.to_pylist() for column in reading.cells.columns), strict=True)]


@pytest.mark.parametrize("file", [each for each in FILES.values() if each.columns], ids=lambda file: file.name)
def test_the_table_is_the_table_in_the_file_and_what_was_done_is_noted(file: FinnishFile) -> None:
    reading = read_text_file(file.content, Wishes())
    assert reading.columns == file.columns
    assert rows_of(reading) == file.rows
    codes = {note.code for note in reading.notes}
    assert codes >= set(file.noted)


@pytest.mark.parametrize("file", [each for each in FILES.values() if not each.columns], ids=lambda file: file.name)
def test_a_file_whose_table_nobody_can_know_is_refused_or_noted(file: FinnishFile) -> None:
    try:
        reading = read_text_file(file.content, Wishes())
    except Refused:
        return
    assert reading.notes


def test_there_are_more_than_thirty_and_no_two_of_a_name() -> None:
    assert len(FILES) == len(list(finnish_files())) > 30
