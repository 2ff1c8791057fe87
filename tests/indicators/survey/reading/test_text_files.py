"""Lines of a text file that are no rows, and cells that are quoted with spaces around."""

import pytest

from indicators.survey.reading.decoding import text_of
from tests.indicators.survey.reading.tables import table_of


@pytest.mark.parametrize(
    "text",
    [
        "     city      | low\n---------------+-----\n Espoo         |  46\n Turku         |  43\n(2 rows)\n",
        "| city | low |\n|------|----:|\n| Espoo | 46 |\n| Turku | 43 |\n",
        "city|low\n====|===\nEspoo|46\nTurku|43\n",
    ],
)
def test_drawn_lines_are_no_rows(text: str) -> None:
    table = table_of(text)
    assert table.columns == ["city", "low"]
    assert [[cell.strip() for cell in row] for row in table.rows] == [["Espoo", "46"], ["Turku", "43"]]
    assert "ruled_line" in table.notes


def test_dashes_that_mean_no_answer_are_cells() -> None:
    assert table_of("a;b\n1;---\n2;***\n").rows == [["1", "---"], ["2", "***"]]


def test_comments_are_set_aside_wherever_they_stand() -> None:
    table = table_of("# A file\na;b\n# inside; with a delimiter of its own\n1;2\n3;4\n# below\n")
    assert table.rows == [["1", "2"], ["3", "4"]]
    assert table.notes == {"comment"}


@pytest.mark.parametrize("header", ["#;Kunta;Arvo", "# id;Kunta;Arvo"])
def test_a_header_that_begins_with_the_mark_of_comments_is_a_header(header: str) -> None:
    table = table_of(f"{header}\n1;Espoo;3\n2;Vantaa;4\n")
    assert table.columns == header.split(";")
    assert len(table.rows) == 2


def test_spaces_around_quotation_marks_are_no_fault() -> None:
    table = table_of('"a" ,"b" ,"c"\n"1" ,"x, y" ,"z"\n"2" ,"w ""v""" ,"q"\n')
    assert table.rows == [["1", "x, y", "z"], ["2", 'w "v"', "q"]]
    assert table.notes == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a  b\n1  2\n3  4\n5  6\n", "delimiter_spaces"),
        ("a^b^c\n1^x^3\n4^y^6\n", "delimiter_unusual"),
        ("a;b\n1;2\n\nname;year\nx;2020\n", "another_header"),
    ],
)
def test_what_is_doubtful_is_noted(text: str, code: str) -> None:
    assert code in table_of(text).notes


def test_rows_apart_by_empty_lines_are_no_doubt() -> None:
    assert table_of("Kunta;Nimi;n\nx;y;1\n\nz;w;2\n\nz;u;3\n").notes == {"empty_rows"}


def test_a_remark_at_the_end_of_a_row_is_cut_where_comments_are_used() -> None:
    table = table_of("# a file\na;b\n1;3\noh no\n6;7#late\n1;3#1;5\n6;no #1\n")
    assert table.rows == [["1", "3"], ["oh no", ""], ["6", "7"], ["1", "3"], ["6", "no #1"]]
    assert table.notes == {"comment", "comment_in_row", "row_short"}


def test_bars_that_only_stand_in_pairs_are_one_delimiter() -> None:
    assert table_of("id||name||share\n1||Espoo||3,5\n2||Oulu||4,5\n").columns == ["id", "name", "share"]


def test_names_that_begin_with_a_number_sign_are_cells() -> None:
    table = table_of("name,code,place\n#1 Pizza,21211,Oulu\n# 2 big pizzas,21223,Turku\nSauté,21224,Kotka\n")
    assert [row[0] for row in table.rows] == ["#1 Pizza", "# 2 big pizzas", "Sauté"]


def test_line_ends_of_all_kinds_are_one_each() -> None:
    assert text_of(b"a\r\r\nb\r\rc\rd\r\ne\nf\r") == "a\nb\n\nc\nd\ne\nf\n"


def test_rows_of_broken_quoting_by_the_thousand_keep_their_order() -> None:
    table = table_of("a;b\n" + "".join(f'"{row}"x;"{row}"\n' for row in range(20_000)))
    assert [row[0].partition('"')[0] for row in table.rows] == list(map(str, range(20_000)))


def test_the_same_name_by_the_thousand_gets_a_number_each_time() -> None:
    table = table_of(";".join(["x"] * 5_000 + ["x (3)"]) + "\n" + ";".join(["1"] * 5_001) + "\n")
    assert len(set(table.columns)) == 5_001
    assert table.columns[:4] == ["x", "x (2)", "x (4)", "x (5)"]
