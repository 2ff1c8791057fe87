"""What notes and refusals say: every code has its words in three languages, and every word its fact."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.survey.reading import messages
from indicators.survey.reading.outcome import LONGEST_SHOWN, Note, Refused, shown
from tests.test_architecture import ROOT

ROOMS = (ROOT / "indicators" / "survey" / "reading", ROOT / "geodata" / "uploads")
LANGUAGES = ("fi", "sv", "en")
GIVEN = {"row", "column"}
FACTS = 3
"""Arguments of a Note by place before its facts."""
STRAIGHT = {'"', "'"}


def trees() -> Iterator[ast.AST]:
    return (ast.parse(path.read_text(encoding="utf-8")) for room in ROOMS for path in room.rglob("*.py"))


def constants() -> set[str]:
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """(class, code, names of the facts) of each Note and Refused with its code in place; None: facts from elsewhere."""
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Note", "Refused"):
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant):
                yield node.func.id, code.value, facts_of(node)


def facts_of(call: ast.Call) -> set[str] | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in named or len(call.args) > FACTS:
        return None
    if "facts" not in named:
        return {name for name in named if name}
    given = named["facts"]
    if not isinstance(given, ast.Dict) or not all(isinstance(key, ast.Constant) for key in given.keys):
        return None
    return {key.value for key in given.keys if isinstance(key, ast.Constant)}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts(code: str) -> Iterator[dict[str, str]]:
    told = messages._messages()[code]
    yield {language: told[language] for language in LANGUAGES}
    if messages.is_refusal(code):
        yield told["advice"]


def test_every_note_and_refusal_has_a_message_and_refusals_advice() -> None:
    used = list(calls())
    assert len(used) > 50
    assert {code for _, code, _ in used} <= messages.codes()
    assert [code for kind, code, _ in used if kind == "Refused" and not messages.is_refusal(code)] == []


def test_every_message_is_used() -> None:
    assert messages.codes() - constants() == set()


@pytest.mark.parametrize("code", sorted(messages.codes()))
def test_the_languages_tell_the_same_facts(code: str) -> None:
    for told in texts(code):
        assert set(told) == set(LANGUAGES)
        assert len({frozenset(places(text)) for text in told.values()}) == 1
        assert not any(STRAIGHT & set(told[language]) for language in LANGUAGES)


def test_every_fact_that_a_message_tells_is_given() -> None:
    lacking = [
        (code, name)
        for _, code, facts in calls()
        if facts is not None
        for told in texts(code)
        for name in places(told["en"]) - facts - GIVEN
    ]
    assert lacking == []


def test_two_files_may_not_name_the_same_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('[twice]\nfi = "a"\n', encoding="utf-8")
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    messages._messages.cache_clear()
    with pytest.raises(ValueError, match=r"b\.toml: twice"):
        messages.codes()
    messages._messages.cache_clear()


def test_a_note_tells_its_row_and_facts_in_each_language() -> None:
    note = Note("comment", row=3, facts={"shown": "# x"})
    assert [note.text(language).split()[:3] for language in LANGUAGES] == [
        ["Rivi", "3", "on"],
        ["Rad", "3", "är"],
        ["Row", "3", "is"],
    ]


def test_a_refusal_is_an_error_that_says_what_and_what_to_do() -> None:
    refusal = Refused("too_large", megabytes=900, limit=500)
    assert str(refusal) == f"{refusal.text('en')} {refusal.advice('en')}"
    assert "900 MB" in refusal.text("sv") and "Dela upp" in refusal.advice("sv")


def test_what_a_note_repeats_is_one_short_printable_line() -> None:
    assert shown("a\n\tb\x1b[31m\u202e c") == "a b [31m c"
    assert shown("x" * LONGEST_SHOWN) == "x" * LONGEST_SHOWN
    assert shown("x" * (LONGEST_SHOWN + 1)) == "x" * (LONGEST_SHOWN - 1) + "…"
