"""First rows that are data already, and first rows of numbers that are names."""

import pytest

from tests.indicators.survey.reading.tables import table_of

NUMBERED = ["column 1", "column 2"]


@pytest.mark.parametrize(
    "text",
    [
        "1;3\n1;3\n1;3\n1;3\n",
        "3;Espoo\n4;Vantaa\n5;Turku\n6;Kotka\n",
        "3;Espoo\n4;Vantaa\n",
        "3;Espoo\n",
        "1.1.2024;Espoo\n2.1.2024;Vantaa\n3.1.2024;Turku\n4.1.2024;Kotka\n",
    ],
)
def test_a_row_like_those_below_it_is_no_header(text: str) -> None:
    table = table_of(text)
    assert table.columns == NUMBERED
    assert table.rows == [line.split(";") for line in text.splitlines()]
    assert table.notes == {"no_header"}


def test_a_number_that_stands_twice_is_no_name() -> None:
    table = table_of("1;null;0;0\n2;0;0;null\n3;null;;\n4;0;1;0\n")
    assert len(table.rows) == 4
    assert table.rows[0] == ["1", "null", "0", "0"]


def test_a_gap_in_a_row_that_begins_with_a_number_is_data_and_keeps_its_column() -> None:
    table = table_of("0;;test;9\n1;;test;8\n")
    assert table.rows == [["0", "", "test", "9"], ["1", "", "test", "8"]]


@pytest.mark.parametrize(
    "header", ["Alue;2019;2020;2021", "2019;2020;2021;2022", "1;2;3;4", "Alue;Naiset;Miehet;Kaikki"]
)
def test_years_numbers_in_order_and_words_are_names(header: str) -> None:
    rows = "\n".join(f"{place};{place * 7 % 5};{place * 3 % 4};9" for place in (8, 2, 6, 4))
    assert table_of(f"{header}\n{rows}\n").columns == header.split(";")


def test_rows_that_repeat_a_header_of_numbers_stay() -> None:
    table = table_of("a;2020;2021\n1;2;2\n2020;2;2\n2020;2;2\n")
    assert len(table.rows) == 3


def test_a_header_of_nothing_numbers_the_columns() -> None:
    table = table_of(";;\n123;Espoo;5\n345;Vantaa;6\n")
    assert table.columns == ["column 1", "column 2", "column 3"]
    assert [row[0] for row in table.rows] == ["123", "345"]


def test_a_lone_value_is_a_table_of_one() -> None:
    assert table_of("5.6.2019\n\n\n").rows == [["5.6.2019"]]


def test_digits_that_are_no_number_are_no_reason_to_fail() -> None:
    for text in ("9" * 5_000, "²", "①"):
        table = table_of(f"{text};{text}\n3;1\n5;2\n7;4\n1;1\n")
        assert len(table.columns) == 2


def test_a_year_over_years_is_no_name() -> None:
    assert len(table_of("Aalto;2011\nBergman;2012\nCajander;2015\nDahl;2013\n").rows) == 4
    assert table_of("Kunta;2011\nEspoo;300\nOulu;2012\nTurku;15\n").columns == ["Kunta", "2011"]


def test_digits_of_other_scripts_are_no_order() -> None:
    assert table_of("²;³;¹\n4;5;x\n6;7;y\n8;9;z\n").columns == ["²", "³", "¹"]


def test_numbers_in_order_are_names_though_a_row_is_in_order_too() -> None:
    rows = "18–24;5;6;7;8\n25–34;6;4;5;6\n35–44;7;3;4;5\n"
    assert table_of(f"Ikä;1;2;3;4\n{rows}").columns == ["Ikä", "1", "2", "3", "4"]
    assert len(table_of("1;2;3\n4;5;6\n7;8;9\n10;11;12\n").rows) == 4
