"""A source's text in the three languages, plain, with gaps where it has none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from indicators.model import LANGUAGES
from indicators.sources.plain_text import one_line, plain_text

LONGEST_TITLE = 400


@dataclass(frozen=True)
class Texts:
    """One text in Finnish, Swedish and English; "" where the source has none."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    @classmethod
    def title(cls, given: Any) -> Self:
        """The titles of an object `{fi, sv, en}`, each on one line; no texts for anything else."""
        return cls._of(given, lambda text: one_line(text, LONGEST_TITLE))

    @classmethod
    def prose(cls, given: Any) -> Self:
        """The texts of an object `{fi, sv, en}` with their paragraphs; no texts for anything else."""
        return cls._of(given, plain_text)

    @classmethod
    def _of(cls, given: Any, plain: Callable[[str], str]) -> Self:
        texts = given if isinstance(given, dict) else {}
        return cls(**{key: plain(texts[key]) for key in LANGUAGES if isinstance(texts.get(key), str)})

    def any(self) -> str:
        """The first text there is: Finnish, else English, else Swedish, else ""."""
        return self.fi or self.en or self.sv

    def missing(self) -> tuple[str, ...]:
        """The languages without a text."""
        return tuple(key for key in LANGUAGES if not getattr(self, key))

    def filled(self) -> "Texts":
        """The same, with another language's text in the place of a missing one."""
        return Texts(self.fi or self.any(), self.sv or self.any(), self.en or self.any())


NO_TEXTS = Texts()
