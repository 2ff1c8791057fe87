"""Tables of every kind of column, written in every way a CSV is written, come back as they were."""

import csv
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.survey.reading.outcome import Wishes
from indicators.survey.reading.text_files import read_text_file

WORDS = (
    "palvelut",
    "lähellä",
    "jono",
    "hyvä",
    "päivä",
    "lääkäri",
    "äkkiä",
    "kiitos",
    "Espoo",
    "Åbo",
    "(5 min)",
    "24/7",
)
NAMES = (
    "Vastaaja", "Kunta", "Postinumero", "Mitä mieltä olet palveluista?", "Kuinka usein käyt, arvioi", "Arvo (%)", "K1",
    "Muu, mikä?", "Alue / Område", "Päivä", "2024", "2025", "Matka (km)", "id", "Q1_1", "Osuus: yhteensä",
)  # fmt: skip
KINDS = {
    "whole": st.integers(0, 9999).map(str),
    "code": st.integers(1, 999).map("{:03d}".format),
    "decimal": st.integers(0, 9999).map(lambda tenths: f"{tenths / 10:.1f}".replace(".", ",")),
    "thousands": st.integers(1, 900).map("{} 345".format),
    "date": st.integers(1, 28).map("{}.2.2026".format),
    "time": st.integers(0, 23).map("{:02d}:05".format),
    "stamp": st.integers(0, 23).map("1.2.2026 {:02d}:05".format),
    "percent": st.integers(0, 100).map("{} %".format),
    "address": st.integers(1, 99).map("https://kysely.example.fi/v/{}".format),
    "choice": st.sampled_from(["Täysin samaa mieltä", "En osaa sanoa", "Täysin eri mieltä", ""]),
    "two names": st.sampled_from(["Espoo/Esbo", "ja/tai", "Tapiola–Otaniemi"]),
    "sentence": st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(" ".join),
    "quoted": st.sampled_from(['Sanoi "hei"', '5" putki', "ok; kiitos", "a\nb"]),
}
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.tuples(
        st.permutations(NAMES).map(lambda names: list(names[:width])),
        st.lists(st.sampled_from(list(KINDS)), min_size=width, max_size=width).flatmap(
            lambda kinds: st.lists(st.tuples(*(KINDS[kind] for kind in kinds)).map(list), min_size=4, max_size=12)
        ),
    )
)


@settings(max_examples=150, deadline=None)
@given(
    TABLES,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_written_table_comes_back_or_what_was_guessed_is_noted(
    table: tuple[list[str], list[list[str]]], delimiter: str, end: str, quoting: int, encoding: str
) -> None:
    names, rows = table
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([names, *rows])
    reading = read_text_file(out.getvalue().encode(encoding), Wishes())
    found = [list(row) for row in zip(*(column.to_pylist() for column in reading.cells.columns), strict=True)]
    filled = [row for row in rows if any(row)]
    if len(names) > 1:
        assert reading.columns == names
        assert found == filled
    else:
        assert (reading.columns == names and found == filled) or reading.notes
