"""Finding lines of the list: by words, and by facets with the number of lines each choice would leave.

Nothing leaves the machine; thousands of lines are looked through in milliseconds.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.listing import Entry

ALL = "all"
"""The choice that leaves a facet open."""
NONE = "none"
"""The value of lines about which the facet's question has no answer."""
Mask = npt.NDArray[np.bool_]

FACETS: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "theme": lambda entry: entry.themes,
    "area_level": lambda entry: entry.levels,
    "owner": lambda entry: (entry.owner,) if entry.owner else (),
    "fresh": lambda entry: (entry.freshness,) if entry.freshness else (),
    "kind": lambda entry: (entry.kind,),
}
"""What each facet asks of a line: its values."""


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for: words in any order, one value a facet, and years of which there are figures."""

    words: str = ""
    facets: Mapping[str, str] | None = None
    from_year: int | None = None
    to_year: int | None = None


def folded(text: str) -> str:
    """Text without case and diacritics, so that "aitien" finds "Äitien"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


class Listing:
    """The list, prepared for searching: build it once, ask it often."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._texts = [folded(each.text) for each in self.entries]
        self._values = {name: [_values(facet, each) for each in self.entries] for name, facet in FACETS.items()}

    def find(self, wanted: Wanted) -> list[Entry]:
        """The lines that fit every wish, in the list's order."""
        masks = self._masks(wanted)
        fits = np.logical_and.reduce(list(masks.values()))
        return [self.entries[place] for place in np.flatnonzero(fits)]

    def counts(self, wanted: Wanted) -> dict[str, Counter[str]]:
        """Facet → value → the lines there would be if that value were chosen and all else stayed.

        `ALL` counts what an open facet leaves; `NONE` the lines without a value.
        """
        masks = self._masks(wanted)
        return {name: self._counted(name, masks) for name in FACETS}

    def _counted(self, facet: str, masks: Mapping[str, Mask]) -> Counter[str]:
        others = np.logical_and.reduce([mask for name, mask in masks.items() if name != facet])
        places = np.flatnonzero(others)
        found = Counter(value for place in places for value in self._values[facet][place])
        return found + Counter({ALL: len(places)})

    def _masks(self, wanted: Wanted) -> dict[str, Mask]:
        words = folded(wanted.words).split()
        chosen = {name: value for name, value in (wanted.facets or {}).items() if value != ALL}
        return {
            "words": self._mask(all(word in text for word in words) for text in self._texts),
            "years": self._mask(_has_years(each, wanted) for each in self.entries),
            **{name: self._mask(value in own for own in self._values[name]) for name, value in chosen.items()},
        }

    def _mask(self, fits: Iterable[bool]) -> Mask:
        return np.fromiter(fits, dtype=bool, count=len(self.entries))


def _values(facet: Callable[[Entry], Iterable[str]], entry: Entry) -> frozenset[str]:
    return frozenset(map(str, facet(entry))) or frozenset({NONE})


def _has_years(entry: Entry, wanted: Wanted) -> bool:
    """True when the line's years meet the wanted ones; a line without years fits only an open wish."""
    if wanted.from_year is None and wanted.to_year is None:
        return True
    if entry.first_year is None or entry.last_year is None:
        return False
    return entry.last_year >= (wanted.from_year or 0) and entry.first_year <= (wanted.to_year or 9999)
