"""Where in a text file's rows the table is: preambles, sparse and long headers, appendices."""

import pytest

from indicators.survey.reading.outcome import Refused
from tests.indicators.survey.reading.tables import table_of

ROWS = [["Espoo", "300", "1,5"], ["Vantaa", "240", "2,5"], ["Turku", "200", "3,5"]]
TABLE = "Kunta;Väestö;Osuus\n" + "".join(";".join(row) + "\n" for row in ROWS)


@pytest.mark.parametrize(
    "above",
    [
        "Väestö kunnittain\n\n",
        "Väestö kunnittain;;\nTilastokeskus;;\n;;\n",
        "Lähde: Tilastokeskus; StatFin\nPäivitetty: 1.1.2024\n\n",
        "---\ntitle: Väestö; kunnat\nsource: StatFin\nyear: 2024\nunit: persons\n---\n",
    ],
)
def test_what_stands_above_the_table_is_set_aside(above: str) -> None:
    table = table_of(above + TABLE)
    assert table.columns == ["Kunta", "Väestö", "Osuus"]
    assert table.rows == ROWS
    assert "row_above" in table.notes


def test_notes_with_a_delimiter_in_them_are_no_header() -> None:
    table = table_of("some notes\nmore notes;and more\nnumber;text;date\n345;Espoo;2000-12-13\n")
    assert table.columns == ["number", "text", "date"]


def test_a_sparse_row_right_above_data_is_the_header() -> None:
    table = table_of("id;;;;\n123;Espoo;a;;5\n345;Vantaa;b;;6\n")
    assert table.columns[0] == "id"
    assert [row[0] for row in table.rows] == ["123", "345"]


def test_a_header_longer_than_its_rows_is_still_the_header() -> None:
    table = table_of("a;b;c;d\n" + "1;2\n" * 9 + "1;2;3\n")
    assert table.columns == ["a", "b", "c", "d"]
    assert table.rows[0] == ["1", "2", "", ""]
    assert table.rows[-1] == ["1", "2", "3", ""]


@pytest.mark.parametrize("below", ["\nLähde: StatFin\n", "\n1.;Ennakkotieto\n\nYhteys:\nTilastokeskus;puhelin\n"])
def test_what_stands_below_the_table_is_set_aside(below: str) -> None:
    rows = "".join(f"{place};{place};{place};{place}\n" for place in ("Espoo", "Vantaa"))
    table = table_of("Kunta;b;c;d\n" + rows + below.replace("1.;", "Huom.;"))
    assert [row[0] for row in table.rows] == ["Espoo", "Vantaa"]
    assert "row_below" in table.notes


def test_short_rows_of_numbers_at_the_end_are_rows() -> None:
    table = table_of("a;b;c\n1;2;3\n1;2;3\n\n2;5\n3\n")
    assert table.rows[-2:] == [["2", "5", ""], ["3", "", ""]]


def test_a_header_without_rows_under_other_text_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        table_of("Kunnat 2024\n\nEspoo;Vantaa;Turku\n")
    assert refused.value.note.code == "no_rows"


def test_an_empty_column_between_others_keeps_its_place() -> None:
    table = table_of("a;;c;;\n1;;3;;\n2;;4;;\n")
    assert table.columns == ["a", "column 2", "c"]
    assert table.rows == [["1", "", "3"], ["2", "", "4"]]


def test_titles_of_groups_are_joined_to_the_names_under_them() -> None:
    rows = "".join(f"{place};1;2;3;4\n" for place in ("Espoo", "Oulu", "Turku"))
    names = ["Kunta", "2019 – Naiset", "2019 – Miehet", "2020 – Naiset", "2020 – Miehet"]
    below = "Naiset;Miehet;Naiset;Miehet\n"
    assert table_of(f";2019;;2020;\nKunta;{below}{rows}").columns == names
    assert table_of(f"Kunta;2019;2019;2020;2020\nKunta;{below}{rows}").columns == names


def test_the_three_header_rows_of_a_survey_tool_are_one_header() -> None:
    header = 'Start,Q1\nStart Date,How are you?\n"{""Id"":""start""}","{""Id"":""QID1""}"\n'
    table = table_of(header + "2024-01-02,3\n2024-01-03,4\n" * 6)
    assert len(table.rows) == 12
    assert table.columns[1].startswith("Q1 – How are you? – ")


def test_a_header_one_name_short_over_rows_with_names_lacks_the_first() -> None:
    assert table_of("a\tb\nEspoo\t3\t4\nOulu\t5\t6\nTurku\t5\t6\n").columns == ["column 1", "a", "b"]
    assert table_of("a\tb\nx\t3\t4\nx\t5\t6\nx\t5\t6\n").columns == ["a", "b", "column 3"]


def test_a_second_row_of_the_same_names_in_other_words_is_header_too() -> None:
    table = table_of("Supplier,Amount\n\nSupplier name,Amount paid\n" + 'Acme,"7,296.75"\nBolt,-12.88\n' * 4)
    assert table.columns == ["Supplier – Supplier name", "Amount – Amount paid"]
    assert len(table.rows) == 8


def test_a_word_in_the_first_row_of_a_column_of_numbers_is_a_cell() -> None:
    assert len(table_of("Kunta;n\nEspoo;salattu\n" + "Oulu;3\nTurku;4\n" * 4).rows) == 9


def test_names_over_all_columns_but_the_first_are_the_header() -> None:
    table = table_of(";n\nEspoo;1\nVantaa;2\n")
    assert (table.columns, table.rows) == (["column 1", "n"], [["Espoo", "1"], ["Vantaa", "2"]])
    assert table.notes == {"column_without_name"}


def test_a_title_over_the_second_column_is_no_header() -> None:
    table = table_of(";Asukkaat\nalue;n\nEspoo;1\nVantaa;2\n")
    assert len(table.rows) == 2 and table.columns[0] == "alue"


def test_a_header_one_name_short_is_told_for_the_comma_may_be_a_decimal_one() -> None:
    table = table_of("alue,arvo\nEspoo,1,5\nVantaa,2,5\nHelsinki,3,1\n")
    assert table.columns == ["column 1", "alue", "arvo"]
    assert "header_short" in table.notes


def test_a_column_that_is_left_out_needs_no_name() -> None:
    assert table_of("a;b;\n1;2;\n3;4;\n").notes == {"empty_columns"}


def test_lines_of_names_and_values_above_an_empty_line_are_no_header() -> None:
    table = table_of("Kysely;Asukaskysely\nVuosi;2026\n\nAlue;n;osuus\nEspoo;1;2,5\nVantaa;2;3,5\nOulu;3;4,5\n")
    assert table.columns == ["Alue", "n", "osuus"]
    assert len(table.rows) == 3 and "row_above" in table.notes


def test_texts_with_delimiters_under_a_shorter_header_are_told() -> None:
    table = table_of("id,teksti\n1,Hyvä, mutta kallis\n2,Ok\n3,En tiedä, ehkä\n")
    assert table.columns == ["id", "teksti", "column 3"]
    assert "header_narrow" in table.notes
