"""Numbers and marks: every way a source writes them, and none that could mean two things."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formats.figures import decimal_mark, parse_figure
from indicators.formats.marks import read_marked, status_of_mark


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1 234,5", ",", 1234.5),
        ("1\u00a0234,5", ",", 1234.5),
        ("12\u202f345", ".", 12345.0),
        ("−3,2", ",", -3.2),
        ("1e3", ".", 1000.0),
        ("00560", ".", 560.0),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, decimal: str, value: float) -> None:
    assert parse_figure(text, decimal) == value


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("1,234", "."), ("1.234", ","), ("12 34", "."), ("nan", "."), ("inf", "."), ("1e999", "."), ("١", "."), ("", ".")],
)
def test_a_text_in_doubt_is_no_number(text: str, decimal: str) -> None:
    assert parse_figure(text, decimal) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_pythons_own_form_reads_back(value: float) -> None:
    assert parse_figure(repr(value)) == value


def test_the_decimal_mark_is_a_comma_when_one_number_has_it() -> None:
    assert decimal_mark(["11", "..", "14,3"]) == ","
    assert decimal_mark(["11", "14.3", "a,b"]) == "."


@pytest.mark.parametrize(
    ("text", "mark", "value", "status"),
    [
        ("12.5", "", 12.5, "OBSERVED"),
        ("12.5", "*", 12.5, "PROVISIONAL"),
        ("12.5*", "", 12.5, "PROVISIONAL"),
        ("12.5 e", "", 12.5, "ESTIMATED"),
        ("-", "", 0.0, "OBSERVED"),
        ("-3", "", -3.0, "OBSERVED"),
    ],
)
def test_a_value_keeps_its_flag(text: str, mark: str, value: float, status: str) -> None:
    reading = read_marked(text, mark)
    assert reading is not None
    assert (reading.value, reading.status) == (value, status)


@pytest.mark.parametrize(
    ("text", "mark", "status"),
    [
        ("...", "", "SUPPRESSED"),
        ("..", "", "MISSING"),
        (".", "", "MISSING"),
        ("", "...", "SUPPRESSED"),
        ("", "", "MISSING"),
        ("", "*", "MISSING"),
        ("7", "...", "SUPPRESSED"),
        ("7", "SUPPRESSED", "SUPPRESSED"),
    ],
)
def test_a_mark_without_a_value_says_why_and_hides_what_stands_beside_it(text: str, mark: str, status: str) -> None:
    reading = read_marked(text, mark)
    assert reading is not None
    assert math.isnan(reading.value)
    assert reading.status == status


@pytest.mark.parametrize(("text", "mark"), [("few", ""), ("7", "§"), ("A", ""), ("<5", "")])
def test_what_nobody_knows_is_not_read(text: str, mark: str) -> None:
    assert read_marked(text, mark) is None


def test_flags_are_known_in_either_case() -> None:
    assert status_of_mark("e") == status_of_mark("E") == "ESTIMATED"
