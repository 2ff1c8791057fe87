"""Notes by kind, and the rows set aside."""

from indicators.survey.reading.kinds_of_notes import SET_ASIDE, kinds_of_notes, rows_set_aside
from indicators.survey.reading.messages import codes, is_refusal
from indicators.survey.reading.outcome import Note

ABOVE = [Note("row_above", row=1), Note("row_above", row=2)]
SHORT = [Note("row_short", row=row, column="alue") for row in (7, 9, 9)]
MORE = Note("more_of_them", facts={"count": 40, "code": "row_short"})


def test_notes_of_one_code_are_one_kind_in_the_order_they_come() -> None:
    above, short = kinds_of_notes([SHORT[0], *ABOVE, *SHORT[1:]])[::-1]
    assert (above.code, above.count, above.rows, above.columns) == ("row_above", 2, [1, 2], [])
    assert (short.code, short.count, short.rows, short.columns) == ("row_short", 3, [7, 9], ["alue"])


def test_those_that_were_only_counted_count_for_their_kind() -> None:
    (short,) = kinds_of_notes([*SHORT, MORE])
    assert (short.count, short.unnamed, len(short.notes)) == (43, 40, 3)


def test_no_notes_are_no_kinds() -> None:
    assert kinds_of_notes([]) == []
    assert rows_set_aside([]) == 0


def test_rows_set_aside_are_those_of_which_notes_say_so() -> None:
    comments = Note("more_of_them", facts={"count": 10, "code": "comment"})
    assert rows_set_aside([*ABOVE, *SHORT, MORE]) == 2
    assert rows_set_aside([*ABOVE, Note("comment", row=3), comments]) == 13
    assert rows_set_aside([Note("empty_rows", facts={"count": 9})]) == 0


def test_the_codes_of_rows_set_aside_are_notes_that_exist() -> None:
    assert codes() >= SET_ASIDE
    assert not any(is_refusal(code) for code in SET_ASIDE)
