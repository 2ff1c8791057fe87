"""Types proposed for columns: what texts look like decides, and nothing is converted before it is confirmed."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.survey.reading.column_types import (
    ColumnKind,
    ColumnType,
    column_type,
    parsed_dates,
    parsed_numbers,
    proposed_types,
)
from indicators.survey.reading.door import read_with_types
from indicators.survey.reading.outcome import Reading, Variable
from indicators.survey.reading.text_forms import (
    DATES,
    DAY_FIRST,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    DOTTED,
    ISO,
    MONTH_FIRST,
    parsed_number,
)


def proposed(*texts: str, name: str = "a", variable: Variable | None = None) -> ColumnType:
    cells = pa.table({name: pa.array(texts, pa.string())})
    numbers = pa.array(range(2, len(texts) + 2), pa.int64())
    (found,) = proposed_types(Reading(cells, numbers, (), {}, {name: variable} if variable else {}))
    return found


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("049", "091", "837"), ColumnKind.CODE),
        (("00560", "02100"), ColumnKind.CODE),
        ((*(f"{number:05}" for number in range(20)), "Yhteensä"), ColumnKind.CODE),
        (("20190101000123456", "20190101000123457"), ColumnKind.CODE),
        (("0f8fad5b-d9cb-469f-a165-70867728950e",), ColumnKind.CODE),
        (("nainen", "mies", "nainen", "mies"), ColumnKind.CATEGORY),
        (("1", "2", "1", "2", "2"), ColumnKind.CATEGORY),
        (("1 234,5", "12,0"), ColumnKind.NUMBER),
        (("2024-05-31", "2023-01-01"), ColumnKind.DATE),
        (("1", "2", "3", "4", "5") * 3, ColumnKind.LIKERT),
        (("täysin samaa mieltä", "täysin eri mieltä", "jokseenkin samaa mieltä"), ColumnKind.LIKERT),
        (("Hyvä palvelu", "Liian kallista", "En tiedä mitä sanoa"), ColumnKind.TEXT),
        (("", "  ", ".."), ColumnKind.EMPTY),
        (("45000", "45031", "45062"), ColumnKind.NUMBER),
    ],
)
def test_texts_decide_the_type(texts: tuple[str, ...], kind: ColumnKind) -> None:
    assert proposed(*texts).kind == kind


def test_digits_under_the_name_of_a_code_are_codes() -> None:
    assert proposed("837", "564", name="kuntanumero").kind == ColumnKind.CODE
    assert proposed("837", "564", name="asukkaita").kind == ColumnKind.NUMBER


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1 234,5", DECIMAL_COMMA, 1234.5),
        ("1\u00a0234,5", DECIMAL_COMMA, 1234.5),
        ("1\u202f234\u202f567,25", DECIMAL_COMMA, 1234567.25),
        ("1\u2009234", "", 1234.0),
        ("1'234.50", DECIMAL_POINT, 1234.5),
        ("1.234,5", DECIMAL_COMMA, 1234.5),
        ("1,234.5", DECIMAL_POINT, 1234.5),
        ("1,234,567", DECIMAL_POINT, 1234567.0),
        ("\u22123,2", DECIMAL_COMMA, -3.2),
        ("12,5\u00a0%", DECIMAL_COMMA, 12.5),
        ("1e-05", DECIMAL_POINT, 1e-05),
        ("12 34", "", None),
        ("1,2,3", DECIMAL_COMMA, None),
        ("abc", DECIMAL_COMMA, None),
    ],
)
def test_numbers_are_read_in_the_notation_asked_for(text: str, mark: str, value: float | None) -> None:
    assert parsed_number(text, mark) == value


def test_missing_marks_are_no_numbers_and_no_unfit_cells() -> None:
    found = proposed("1,5", "..", "-", "…", "*", "2,5", "ei tietoa", "NA")
    assert (found.kind, found.decimal_mark, found.unfit) == (ColumnKind.NUMBER, DECIMAL_COMMA, 0)
    assert found.missing == ("..", "-", "…", "*", "ei tietoa", "NA")


def test_cells_that_do_not_fit_are_counted_with_the_row_of_the_first() -> None:
    found = proposed(*["1,5", "2,5"] * 10, "noin 3")
    assert (found.kind, found.unfit, found.first_unfit_row) == (ColumnKind.NUMBER, 1, 22)
    values = parsed_numbers(pa.chunked_array([["1,5", "noin 3", "..", "2 000,25"]]), found)
    np.testing.assert_array_equal(values.values, [1.5, np.nan, np.nan, 2000.25])
    assert values.unfit == (1,)


@pytest.mark.parametrize(
    ("texts", "order", "ambiguous"),
    [
        (("1.2.2024", "31.12.2023"), DOTTED, False),
        (("31/12/2023", "01/02/2024"), DAY_FIRST, False),
        (("12/31/2023", "01/02/2024"), MONTH_FIRST, False),
        (("01/02/2024", "03/04/2024"), DAY_FIRST, True),
        (("2024-01-02 10:11:12", "2024-01-03T10:11:12Z"), ISO, False),
        (("1.2.2024 klo 9.30", "2.2.2024"), DOTTED, False),
    ],
)
def test_the_order_of_a_date_is_told_or_called_ambiguous(texts: tuple[str, ...], order: str, ambiguous: bool) -> None:
    found = proposed(*texts)
    assert (found.kind, found.date_order, found.ambiguous) == (ColumnKind.DATE, order, ambiguous)


def test_codes_of_no_answer_beside_a_scale_are_proposed_as_missing() -> None:
    found = proposed(*("1", "2", "3", "4", "5", "9", "-1") * 3)
    assert (found.kind, found.scale, set(found.missing)) == (ColumnKind.LIKERT, ("1", "2", "3", "4", "5"), {"9", "-1"})
    assert proposed(*(str(answer) for answer in range(11)), *["10"] * 20).scale[0] == "0"
    assert proposed(*("1", "2", "3", "4", "5", "6", "7") * 2).missing == ()


def test_ids_in_a_row_are_no_scale() -> None:
    assert proposed("1", "2", "3", "4", "5").kind == ColumnKind.NUMBER


def test_what_an_spss_file_says_is_used() -> None:
    variable = Variable("Sukupuoli", {"1": "nainen", "2": "mies", "9": "puuttuu"}, ("9", "97–HI"))
    found = proposed("1", "2", "9", "98", variable=variable)
    assert (found.kind, found.different, found.missing) == (ColumnKind.CATEGORY, 2, ("9", "98"))
    words = {"1": "ei koskaan", "2": "joskus", "3": "aina"}
    assert proposed("1", "3", variable=Variable("", words)).kind == ColumnKind.LIKERT


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 99),
    st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "'", ""]),
    st.sampled_from([DECIMAL_COMMA, DECIMAL_POINT]),
)
def test_a_number_as_written_is_the_number(whole: int, cents: int, space: str, mark: str) -> None:
    text = f"{whole:,}".replace(",", space).replace("-", "\u2212") + f"{mark}{cents:02}"
    assert parsed_number(text, mark) == float(f"{whole}.{cents:02}")


FORMS: dict[str, str] = {
    ISO: "{0.year:04}-{0.month:02}-{0.day:02}",
    DOTTED: "{0.day}.{0.month}.{0.year:04}",
    DAY_FIRST: "{0.day:02}/{0.month:02}/{0.year:04}",
    MONTH_FIRST: "{0.month:02}/{0.day:02}/{0.year:04}",
}


@given(st.dates(date(1000, 1, 1)), st.sampled_from(list(DATES)))
def test_a_date_as_written_is_the_date(day: date, order: str) -> None:
    confirmed = ColumnType("a", ColumnKind.DATE, date_order=order)
    column: Any = pa.chunked_array([[FORMS[order].format(day), "", "31.2.2024x"]])
    found = parsed_dates(column, confirmed)
    assert found.values[0] == np.datetime64(day)
    assert np.isnat(found.values[1])
    assert found.unfit == (2,)


def test_a_type_comes_back_from_plain_data_and_through_the_door() -> None:
    content = b"kunta;pvm;k1\n049;1.2.2026;1\n091;2.2.2026;5\n"
    reading, types = read_with_types(content)
    assert types == proposed_types(reading)
    assert [each.kind for each in types][:2] == [ColumnKind.CODE, ColumnKind.DATE]
    assert [column_type(json.loads(json.dumps(asdict(each)))) for each in types] == list(types)
