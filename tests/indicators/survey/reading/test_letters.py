"""The encoding of texts that are not UTF-8."""

import pytest

from indicators.survey.reading.letters import likeliest_encoding

FINNISH = "Määrä;Hyvää\nPääkaupunki;2\nTöölö;3\nÄänekoski;5\n"
GERMAN = "Gefäßchirurgie;Ärzte\nGefäßchirurgie;379\nGefäßchirurgie;575\n"
RUSSIAN = "Имя;Город\nИван;Москва\nОльга;Казань\n"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_letters_in_pairs_do_not_make_finnish_a_far_script(encoding: str) -> None:
    found = likeliest_encoding(FINNISH.encode(encoding))
    assert FINNISH.encode(encoding).decode(found) == FINNISH


def test_a_handful_of_letters_tells_no_far_script() -> None:
    assert likeliest_encoding("Määrä;Hyvää\n1;2\n".encode("cp1252")) == "cp1252"
    assert likeliest_encoding(b"a;b\n1;pedro\xff\xff\n") == "cp1252"


def test_a_word_that_is_said_many_times_counts_once() -> None:
    assert likeliest_encoding((GERMAN * 20).encode("cp1252")) == "cp1252"


def test_russian_is_a_far_script() -> None:
    assert likeliest_encoding(RUSSIAN.encode("cp1251")) == "cp1251"
