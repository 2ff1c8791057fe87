"""What the records of an old workbook say, searched without a workbook around them."""

import struct

import pytest

from indicators.survey.reading import biff
from indicators.survey.reading.outcome import Refused
from indicators.survey.reading.workbook_xls import RecordSearch


def _found(*records, zeros=None, percent=frozenset()):
    search = RecordSearch(zeros or {}, set(percent))
    for number, content in records:
        search.search(number, content)
    return search.finished()


def _number(row, column, style, value):
    return biff.NUMBER, struct.pack("<HHHd", row, column, style, value)


def _formula(row, result, options=2):
    return biff.FORMULA, struct.pack("<HHH8sH", row, 1, 0, result, options)


@pytest.mark.parametrize(
    ("packed", "number"), [(49 << 2 | 2, 49), ((-3 << 2 | 2) & 0xFFFFFFFF, -3), (150 << 2 | 3, 1.5), (0x3FF00000, 1.0)]
)
def test_packed_numbers(packed, number):
    assert biff.number_of_rk(packed) == number


def test_a_column_of_filled_numbers_and_one_of_some():
    cells = [_number(row, column, 1 if row or not column else 0, 49) for row in range(3) for column in range(2)]
    facts = _found(*cells, zeros={1: 3})
    assert facts.zeros == {0: 3}
    assert (facts.rows, facts.columns, facts.cells) == (3, 2, 6)


def test_errors_hidden_rows_and_columns_and_percent():
    facts = _found(
        _number(0, 2, 5, 0.5),
        (biff.BOOLERR, struct.pack("<HHHBB", 1, 0, 0, 0x2A, 1)),
        (biff.ROW, bytes(12) + b"\x20\x00\x00\x00"),
        (biff.COLINFO, struct.pack("<HHHHH", 1, 300, 0, 0, 1)),
        percent={5},
    )
    assert (facts.errors, facts.hidden_rows, facts.hidden_columns) == ([("A2", "#N/A")], 1, 2)
    assert facts.percent == {2}


def test_formulas_without_results():
    empty = b"\x03\0\0\0\0\0\xff\xff"
    assert _found(_formula(4, empty)).uncalculated == ["B5"]
    assert _found(_formula(4, empty, options=0)).uncalculated == []
    assert _found(*(_formula(row, bytes(8)) for row in range(3))).never_calculated
    assert not _found(*(_formula(row, struct.pack("<d", row)) for row in range(3))).never_calculated


def test_records_that_end_before_their_sheet_are_refused():
    begun = struct.pack("<HH4s", biff.BOF, 4, b"\x00\x06\x10\x00")
    ended = begun + struct.pack("<HH", biff.EOF, 0)
    assert [number for number, _ in biff.records(ended, 0)] == [biff.BOF]
    for stream in (begun, begun + b"\x03\x02\xff\x00", b"", ended[4:]):
        with pytest.raises(Refused):
            list(biff.records(stream, 0))


@pytest.mark.parametrize(
    ("content", "biff8", "name"),
    [
        (struct.pack("<IHBB", 9, 0, 2, 0) + b"ab", True, "ab"),
        (struct.pack("<IHBB", 9, 0, 2, 1) + "äö".encode("utf-16-le"), True, "äö"),
        (struct.pack("<IHB", 9, 0, 2) + b"\xe4b", False, "äb"),
    ],
)
def test_names_of_sheets(content, biff8, name):
    assert biff.sheet_of(content, "cp1252", biff8=biff8) == biff.Sheet(name, 9)
