"""Numbers and days as the reader writes them."""

from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import LANGUAGES, Unit
from pages.components.numbers import UNIT_TEXTS, format_date, format_number, format_value, separators


@pytest.mark.parametrize(("language", "written"), [("fi", "1\u00a0234,5"), ("sv", "1\u00a0234,5"), ("en", "1,234.5")])
def test_thousands_and_decimals(language: str, written: str) -> None:
    assert format_number(1234.5, 1, language) == written


@pytest.mark.parametrize(("language", "written"), [("fi", "12,3\u00a0%"), ("sv", "12,3\u00a0%"), ("en", "12.3%")])
def test_percent(language: str, written: str) -> None:
    assert format_value(12.34, Unit.PERCENT, 1, language) == written


def test_euros() -> None:
    assert format_value(34268, Unit.EURO, 0, "fi") == "34\u00a0268\u00a0€"
    assert format_value(34268, Unit.EURO, 0, "en") == "€34,268"


def test_no_more_decimals_than_asked_and_a_true_minus() -> None:
    assert format_number(-0.26, 1, "fi") == "−0,3"
    assert format_number(7926.55694, 0, "fi") == "7\u00a0927"


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_what_is_missing_is_empty(missing: float | None) -> None:
    assert format_value(missing, Unit.PERCENT, 1, "fi") == ""


@pytest.mark.parametrize(("language", "written"), [("fi", "24.2.2023"), ("sv", "24.2.2023"), ("en", "24 Feb 2023")])
def test_days(language: str, written: str) -> None:
    assert format_date(date(2023, 2, 24), language) == written


def test_plotly_gets_the_decimal_mark_first() -> None:
    assert separators("fi") == ",\u00a0"
    assert separators("en") == ".,"


def test_every_unit_has_words() -> None:
    assert set(UNIT_TEXTS) == set(Unit) - {Unit.STATED}


@settings(max_examples=300)
@given(
    st.floats(-1e12, 1e12) | st.integers(-(10**9), 10**9).map(lambda number: number / 1000),
    st.integers(0, 3),
    st.sampled_from(LANGUAGES),
)
def test_numbers_are_written_as_babel_writes_them(value: float, decimals: int, language: str) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(value, pattern, language).replace("-", "−")
    # But for zero, which has no sign.
    expected = written if any(digit in written for digit in "123456789") else written.removeprefix("−")
    assert format_number(value, decimals, language) == expected


def test_a_small_negative_number_is_written_as_plain_zero() -> None:
    assert format_number(-0.004, 2, "en") == "0.00"
