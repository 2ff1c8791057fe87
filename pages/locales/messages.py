"""User texts in the reader's language: gettext catalogues (`*.po`) read through Babel.

The message ids are the English texts. A `.po` file is read once a process, so nothing is compiled
and nothing binary is committed; `tests/pages/test_locales.py` proves that no text is missing.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent
Translator = Callable[..., str]


def translator(language: str) -> Translator:
    """A function from an English message id, with `{names}` to fill, to the text in `language`."""
    messages = _messages(language)

    def translate(message: str, **values: object) -> str:
        return messages.get(message, message).format(**values)

    return translate


def mark(message: str) -> str:
    """Mark a text for translation where it is defined; it is translated where it is shown."""
    return message


@lru_cache(maxsize=8)
def _messages(language: str) -> Mapping[str, str]:
    path = LOCALES / f"{language}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}
