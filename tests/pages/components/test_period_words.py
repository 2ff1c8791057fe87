"""Periods in words, in three languages."""

import pytest

from indicators.errors import ObservationError
from pages.components.period_words import format_period, format_span, period_cell, period_heading
from pages.locales.messages import translator


@pytest.mark.parametrize(
    ("text", "fi", "sv", "en"),
    [
        ("2024", "2024", "2024", "2024"),
        ("2023–2024", "2023–2024", "2023–2024", "2023–2024"),
        ("2024-05", "5/2024", "maj 2024", "May 2024"),
        ("2024-12", "12/2024", "december 2024", "December 2024"),
        ("2024-Q1", "1. neljännes 2024", "1:a kvartalet 2024", "Q1 2024"),
    ],
)
def test_a_period_is_written_as_its_reader_writes_it(text: str, fi: str, sv: str, en: str) -> None:
    assert [format_period(text, language) for language in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize(
    ("text", "fi", "sv", "en"),
    [
        ("2024", "2024", "2024", "2024"),
        ("2024-12", "12/2024", "dec. 2024", "Dec 2024"),
        ("2024-Q1", "1. nelj. 2024", "Q1 2024", "Q1 2024"),
    ],
)
def test_an_axis_has_short_words(text: str, fi: str, sv: str, en: str) -> None:
    assert [format_period(text, language, short=True) for language in ("fi", "sv", "en")] == [fi, sv, en]


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(ObservationError, match="no period"):
        format_period("spring", "fi")


def test_a_span_goes_from_the_first_to_the_last() -> None:
    assert format_span(["2012", "2010", "2011"], "fi") == "2010–2012"
    assert format_span(["2010–2012", "2011–2013"], "fi") == "2010–2013"
    assert format_span(["2024"], "fi") == "2024"
    assert format_span(["2024-05", "2023-11"], "fi") == "11/2023 – 5/2024"
    assert format_span(["2024-05"], "en") == "May 2024"
    assert format_span([], "fi") == ""


def test_a_cell_of_months_sorts_by_time() -> None:
    cells = [period_cell(text, "fi") for text in ("2023-12", "2024-02", "2024-11")]
    assert [cell["text"] for cell in cells] == ["12/2023", "2/2024", "11/2024"]  # type: ignore[index, call-overload]
    sorts = [cell["sort"] for cell in cells]  # type: ignore[index, call-overload]
    assert sorts == sorted(sorts)
    assert period_cell("2024", "fi") == "2024"
    assert period_cell("", "fi") == ""


def test_a_column_of_years_is_headed_so_and_any_other_by_periods() -> None:
    t = translator("en")
    assert period_heading(["2024", "2023–2024", ""], t) == "Year"
    assert period_heading(["2024", "2024-05"], t) == "Period"
