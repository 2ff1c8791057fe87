"""Rows and headers that break the rules of their own file: read by what the others are like, and noted."""

from indicators.survey.reading.outcome import Reading, Wishes
from indicators.survey.reading.text_files import read_text_file

ROWS = [f"{number};{day}.2.2026;Espoo;{number},5" for number, day in enumerate(range(3, 12), 1)]
QUOTED = [row.replace("Espoo", '"Espoo"') for row in ROWS]
HEADER = "id;Päivä;Kunta;Arvo"


def read(*lines: str) -> Reading:
    return read_text_file("\r\n".join(lines).encode(), Wishes())


def rows_of(reading: Reading) -> list[list[str]]:
    return [list(row) for row in zip(*(column.to_pylist() for column in reading.cells.columns), strict=True)]


def codes(reading: Reading) -> dict[str, int | None]:
    return {note.code: note.row for note in reading.notes}


def test_a_file_as_it_should_be_has_no_notes() -> None:
    reading = read(HEADER, *ROWS)
    assert reading.columns == HEADER.split(";")
    assert rows_of(reading) == [row.split(";") for row in ROWS]
    assert reading.notes == ()


def test_a_name_too_many_keeps_its_column_and_is_noted() -> None:
    reading = read(f"{HEADER};Kommentti", *ROWS)
    assert reading.columns == [*HEADER.split(";"), "Kommentti"]
    assert [row[4] for row in rows_of(reading)] == [""] * len(ROWS)
    assert codes(reading) == {"header_long": 1}
    assert reading.notes[0].facts == {"cells": 5, "width": 4, "shown": "Kommentti"}


def test_a_stray_quotation_mark_is_a_character_where_that_makes_the_row_whole() -> None:
    reading = read(HEADER, *QUOTED, '10;"12.2.2026;Espoo;"kymmenen"')
    assert rows_of(reading)[-1] == ["10", '"12.2.2026', "Espoo", "kymmenen"]
    assert codes(reading) == {"quotes_broken": 11}


def test_a_quoted_text_torn_by_a_delimiter_is_noted_though_the_row_is_as_long_as_others() -> None:
    reading = read(HEADER, *QUOTED, '10;12.2.2026;Espoo"hyvä; kiitos"')
    assert codes(reading) == {"quotes_broken": 11}


def test_a_cell_in_apostrophes_is_noted_where_cells_are_quoted_otherwise() -> None:
    reading = read(HEADER, *ROWS, '10;12.2.2026;"Espoo";1', "11;13.2.2026;'Hanko';2")
    assert rows_of(reading)[-1][2] == "'Hanko'"
    assert codes(reading)["apostrophes_kept"] == 12


def test_a_first_row_of_words_and_one_date_over_dates_is_the_header_but_noted() -> None:
    reading = read("Hyvä;3.2.2026;Espoo", "Huono;4.2.2026;Hanko", "Hyvä;5.2.2026;Lohja", "Hyvä;6.2.2026;Espoo")
    assert reading.columns == ["Hyvä", "3.2.2026", "Espoo"]
    assert codes(reading) == {"header_like_data": 1}
    assert reading.notes[0].facts["shown"] == "Hyvä | 3.2.2026 | Espoo"


def test_years_and_numbers_in_order_are_names() -> None:
    reading = read("Kunta;2023;2024", "Espoo;1,5;2,5", "Hanko;1,1;2,2", "Lohja;0,9;1,2", "Inkoo;3;4")
    assert reading.columns == ["Kunta", "2023", "2024"]
    assert reading.notes == ()


def test_times_under_one_name_are_one_column_and_sentences_too() -> None:
    times = read("Kello", *(f"{hour:02d}:15" for hour in range(5, 15)))
    assert times.columns == ["Kello"]
    assert [note.code for note in times.notes] == ["only_column"]
    sentences = read("Muu, mikä?", "Jono", "Jono, jono ja jono", "Ei mitään", "En tiedä")
    assert rows_of(sentences) == [["Jono"], ["Jono, jono ja jono"], ["Ei mitään"], ["En tiedä"]]
    assert codes(sentences) == {"one_column": 1}


def test_addresses_beside_words_are_columns_under_a_title_too() -> None:
    rows = [f"https://kysely.example.fi/v/{number};Kyllä" for number in range(1, 9)]
    reading = read("Asukaskysely 2026", "", "Linkki;Vastaus", *rows)
    assert reading.columns == ["Linkki", "Vastaus"]
    assert rows_of(reading) == [row.split(";") for row in rows]
    assert codes(reading) == {"row_above": 1}
