"""Notes of a reading by kind: how many of each, which rows they concern, and how many rows were set aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.survey.reading.outcome import Note

MORE = "more_of_them"
"""The note that counts those of a kind that were too many to name."""
SET_ASIDE = frozenset({"row_above", "row_below", "comment", "header_again", "separator_line"})
"""Notes of which each tells of one filled row that is not in the table."""


@dataclass(frozen=True)
class KindOfNote:
    """The notes of one code, in the order of the file; `unnamed` are further ones that were only counted."""

    code: str
    notes: tuple[Note, ...]
    unnamed: int = 0

    @property
    def count(self) -> int:
        """How many notes there are of this kind."""
        return len(self.notes) + self.unnamed

    @property
    def rows(self) -> list[int]:
        """The rows of the file that the named ones concern, each once."""
        return list(dict.fromkeys(note.row for note in self.notes if note.row))

    @property
    def columns(self) -> list[str]:
        """The columns that the named ones concern, each once."""
        return list(dict.fromkeys(note.column for note in self.notes if note.column))


def kinds_of_notes(notes: Sequence[Note]) -> list[KindOfNote]:
    """The notes by code, in the order in which their codes first come."""
    unnamed = {str(note.facts["code"]): int(note.facts["count"]) for note in notes if note.code == MORE}
    by_code: dict[str, list[Note]] = {}
    for note in notes:
        if note.code != MORE:
            by_code.setdefault(note.code, []).append(note)
    return [KindOfNote(code, tuple(own), unnamed.get(code, 0)) for code, own in by_code.items()]


def rows_set_aside(notes: Sequence[Note]) -> int:
    """How many filled rows of the file are not in the table; a header's and empty ones do not count."""
    return sum(kind.count for kind in kinds_of_notes(notes) if kind.code in SET_ASIDE)
