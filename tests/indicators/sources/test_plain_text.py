import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sources.plain_text import LONGEST_TEXT, one_line, plain_text, without_controls


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yksi.<br><br><br /><br />Kaksi.", "Yksi.\n\nKaksi."),
        ("Yksi.<br>Kaksi.", "Yksi.\nKaksi."),
        ("<p>Yksi</p><p id=x>Kaksi</p> ", "Yksi\n\nKaksi"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('Katso <a href="javascript:alert(1)">linkki</a>.', "Katso linkki."),
        ("a<script>alert(1)</script>b<style>x{}</style>c", "abc"),
        ("a<svg><title>x</title></svg>b", "ab"),
        ("alle 5 %, < 5 % &amp; &lt;b&gt;", "alle 5 %, < 5 % & <b>"),
        ("rivi\r\nvaihto\tja  tila", "rivi vaihto ja tila"),
        ("k\u202eään\u200bnös\x1b[31m", "käännös[31m"),
        ("\ud800x", "x"),
        (" ", ""),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@given(st.text())
def test_plain_text_is_writable_has_no_controls_and_at_most_one_empty_line(text: str) -> None:
    plain = plain_text(text)
    plain.encode()
    assert without_controls(plain) == plain
    assert "\n\n\n" not in plain
    assert plain == plain.strip()


@given(st.lists(st.sampled_from(["<", ">", "</", "<script>", "</script>", "<!--", "-->", "&", "a", '"', "<br"])))
def test_broken_markup_is_text_or_nothing_and_never_an_error(pieces: list[str]) -> None:
    assert set(plain_text("".join(pieces))) <= set("".join(pieces)) | {"\n"}


def test_a_long_text_is_cut() -> None:
    assert len(plain_text("a" * (LONGEST_TEXT + 5))) == LONGEST_TEXT


@pytest.mark.parametrize(("longest", "line"), [(11, "yksi kaksi…"), (15, "yksi kaksi kol…"), (16, "yksi kaksi kolme")])
def test_one_line_is_cut_with_an_ellipsis(longest: int, line: str) -> None:
    assert one_line("yksi<br>kaksi\n kolme", longest) == line
