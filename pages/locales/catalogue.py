"""`python -m pages.locales.catalogue`: bring new user texts into `fi.po` and `sv.po`, drop unused ones.

A translator then fills the empty ones; `tests/pages/test_locales.py` fails as long as there are any.
"""

import ast
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from pages.locales.messages import LOCALES

PAGES = LOCALES.parent
LANGUAGES = ("fi", "sv")
"""The languages that have a catalogue; English needs none, because its texts are the ids."""
KEYWORDS = frozenset({"t", "mark", "translate"})
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: HyteData\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Babel's own header would carry the day and Babel's version, and change without a changed text."""


def main() -> None:
    """Write both catalogues and say how many texts have no translation."""
    for language in LANGUAGES:
        path = path_of(language)
        path.write_bytes(updated(language))
        print(f"{path.name}: {sum(not text for text in translations(language).values())} texts to translate")


def path_of(language: str) -> Path:
    """The file that holds the texts of a language."""
    return LOCALES / f"{language}.po"


def message_ids() -> dict[str, set[str]]:
    """Each English text of the pages, with the files it stands in ("pages/overview.py")."""
    found: dict[str, set[str]] = {}
    for file in PAGES.rglob("*.py"):
        for message in _messages_in(file):
            found.setdefault(message, set()).add(file.relative_to(PAGES.parent).as_posix())
    return found


def translations(language: str) -> dict[str, str]:
    """The catalogue's texts by id; "" where a translation is missing."""
    return {message: str(each.string) for message, each in _stored(language).items()}


def updated(language: str) -> bytes:
    """The catalogue with today's ids, sorted, and the translations and comments it has."""
    stored = _stored(language)
    catalogue = Catalog(locale=language)
    for message, files in message_ids().items():
        known = stored.get(message, Message(message))
        comments = known.user_comments
        catalogue.add(message, known.string, [(file, 0) for file in sorted(files)], user_comments=comments)
        # Babel takes "% o" in "12 % of" for a printf directive; our texts are filled by str.format.
        catalogue[message].flags.discard("python-format")
    target = BytesIO()
    target.write(HEADER.format(language=language).encode())
    write_po(target, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return target.getvalue()


def _stored(language: str) -> dict[str, Message]:
    path = path_of(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(each.id): each for each in read_po(file, locale=language) if each.id}


def _messages_in(file: Path) -> list[str]:
    """The marked texts of a file, read from its syntax tree.

    Babel's own extractor reads tokens, and before Python 3.12 a call within an f-string is none.
    """
    calls = [node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Call)]
    firsts = [call.args[0] for call in calls if call.args and _name(call.func) in KEYWORDS]
    return [each.value for each in firsts if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _name(function: ast.expr) -> str:
    """The last part of what is called: "t" for both `t(…)` and `self.reader.t(…)`."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


if __name__ == "__main__":
    main()
