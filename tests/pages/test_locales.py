"""Every user text exists in Finnish and Swedish, with the same placeholders, written as the reader writes."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir

from pages.locales import catalogue
from pages.locales.catalogue import LANGUAGES, PAGES, message_ids, path_of, translations, updated
from pages.locales.messages import translator

TEMPLATE = dict.fromkeys(
    (
        "{area}, {first}: {start}; {last}: {end}.",
        "{area}, {period}: {value}.",
        "{name}, {first}–{last}: {marker} ({method}).",
    ),
    "names and numbers alone",
)
SAME_IN_BOTH = {
    "fi": TEMPLATE,
    "sv": TEMPLATE
    | dict.fromkeys(
        ("Administration", "Definition", "Period", "period", "index"), "the same word in Swedish and English"
    ),
}
"""Texts that may read as the English id, with the reason."""

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_every_text_of_the_pages_has_a_translation_and_no_other_is_kept(language: str) -> None:
    texts, known = translations(language), message_ids()
    assert {message: sorted(known[message]) for message in known.keys() - texts.keys()} == {}
    assert texts.keys() - known.keys() == set()
    assert [message for message, text in texts.items() if not text.strip()] == []


@each_language
def test_placeholders_are_those_of_the_id(language: str) -> None:
    texts = translations(language)
    assert [message for message, text in texts.items() if placeholders(message) != placeholders(text)] == []


@each_language
def test_a_text_reads_as_the_english_one_only_with_a_reason(language: str) -> None:
    same = {message for message, text in translations(language).items() if message == text}
    assert same == SAME_IN_BOTH[language].keys()


@each_language
@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("no non-breaking space before %", r"[^\xa0]%|^%"),
        ("thousands not parted by a non-breaking space", r"\d[ ,.]000\b"),
        ("English quotation marks", "[“\"']"),
        ("spaces at an end or doubled", r"^\s|\s$|\s\s"),
    ],
)
def test_texts_are_written_by_the_rules_of_the_language(language: str, fault: str, pattern: str) -> None:
    wrong = [text for text in translations(language).values() if re.search(pattern, text)]
    assert wrong == [], fault


@each_language
def test_a_translation_ends_as_the_english_text_does(language: str) -> None:
    ends = {message: (message[-1], text[-1]) for message, text in translations(language).items() if text}
    wrong = [message for message, marks in ends.items() if marks[0] != marks[1] and set(marks) & set(".:")]
    assert wrong == []


@each_language
def test_the_files_are_what_the_command_writes(language: str) -> None:
    assert path_of(language).read_bytes() == updated(language), "run `make locales`"


def test_babels_own_extractor_knows_no_text_that_ours_misses() -> None:
    keywords = dict.fromkeys(catalogue.KEYWORDS)
    rows = extract_from_dir(PAGES, [("**.py", "python")], keywords=keywords)
    assert {message for _, _, message, _, _ in rows} <= message_ids().keys()


def test_no_call_puts_its_text_together_where_no_command_can_read_it() -> None:
    """`t("a" if x else "b")` or `t(f"…")` would stay English in every language."""
    wrong = [
        f"{file.relative_to(PAGES)}:{call.lineno}"
        for file in PAGES.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in catalogue.KEYWORDS
        if call.args and isinstance(call.args[0], ast.BinOp | ast.BoolOp | ast.IfExp | ast.JoinedStr)
    ]
    assert wrong == []


def test_the_command_reads_calls_of_every_form(a_room: Callable[[str], Path]) -> None:
    a_room(
        """
        t("plain")
        self.reader.t("by attribute", count=1)
        mark("one " "text " + "{never}")
        mark(
            "over "
            "lines"
        )
        f"{t('within a text')}: {t(NAMES[code])}"
        title("not ours")
        """
    )
    assert message_ids() == {
        message: {"pages/view.py"} for message in ("plain", "by attribute", "over lines", "within a text")
    }


def test_the_command_keeps_translations_and_comments_adds_new_texts_and_drops_unused(
    a_room: Callable[[str], Path],
) -> None:
    file = a_room('t("Map"); t("{share} % of all")')
    stored = '# on the map\nmsgid "Map"\nmsgstr "Kartta"\n\nmsgid "Maps"\nmsgstr "Kartat"\n'
    path_of("fi").write_text(stored, encoding="utf-8")
    catalogue.main()
    assert translations("fi") == {"Map": "Kartta", "{share} % of all": ""}
    assert translations("sv") == {"Map": "", "{share} % of all": ""}
    text = path_of("fi").read_text(encoding="utf-8")
    assert "# on the map\n#: pages/view.py\n" in text
    assert "#, python-format" not in text
    file.unlink()
    catalogue.main()
    assert translations("fi") == {}


def test_the_translator_fills_placeholders() -> None:
    sentence = "{period}: highest {high_area} {high}, lowest {low_area} {low}."
    values = {"high_area": "Suur-Tapiola", "high": "20,2\u00a0%", "low_area": "Espoo", "low": "1\u00a0%"}
    written = translator("fi")(sentence, period="2023", **values)
    assert written == "2023: korkein Suur-Tapiola 20,2\u00a0%, matalin Espoo 1\u00a0%."


@pytest.mark.parametrize("language", ["en", "se", "../fi"])
def test_a_language_without_a_catalogue_falls_back_to_the_english_text(language: str) -> None:
    assert translator(language)("Development of: {title}", title="x") == "Development of: x"


def test_a_text_without_a_translation_falls_back_to_the_english_text() -> None:
    assert translator("fi")("never said on a page: {n}", n=1) == "never said on a page: 1"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture
def a_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A pages folder of its own that holds one file with the given source."""
    folder = tmp_path / "pages"
    (folder / "locales").mkdir(parents=True)
    monkeypatch.setattr(catalogue, "PAGES", folder)
    monkeypatch.setattr(catalogue, "LOCALES", folder / "locales")

    def write(source: str) -> Path:
        lines = [line.removeprefix("        ") for line in source.splitlines()]
        (folder / "view.py").write_text("\n".join(lines), encoding="utf-8")
        return folder / "view.py"

    return write
