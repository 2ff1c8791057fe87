"""Lines that stand whole in quotation marks are cut into cells, unless they are the cells."""

import pytest

from indicators.survey.reading.wrapping import wrapped_lines
from tests.indicators.survey.reading.tables import table_of


@pytest.mark.parametrize(
    "text",
    [
        '"a;b;c"\n"1;2;3"\n"4;5;6"\n',
        '"a,""b"",c"\n"1,""2"",3"\n"4,""5"",6"\n',
    ],
)
def test_wrapped_lines_are_cut_into_cells_with_a_note(text: str) -> None:
    table = table_of(text)
    assert (table.columns, table.rows) == (["a", "b", "c"], [["1", "2", "3"], ["4", "5", "6"]])
    assert "lines_unwrapped" in table.notes


@pytest.mark.parametrize(
    "text",
    [
        '"Vapaa sana"\n"Hyvä, kiitos"\n"Ei, en tiedä, ehkä"\n',
        'Vapaa sana\n"Hyvä, kiitos"\n"No, ei"\n',
        '"a";"b"\n"1";"2"\n',
        '"a;b"\n',
        '"a;""b"\n"1;2"\n',
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert wrapped_lines(text) == ""
