"""SOTKAnet's codes of units, in the house's words, and what their figures can be."""

import re
from dataclasses import dataclass

from indicators.model import Kind, Unit
from indicators.sources.source_texts import Texts

LARGEST = 1e12
"""A value from here on is absurd in any unit: all public spending of Finland is under 2 × 10¹¹ euros a year."""


@dataclass(frozen=True)
class SourceUnit:
    """A unit as the house knows it. `words` are the source's own, given exactly when `unit` is STATED."""

    unit: Unit
    kind: Kind
    multiplier: float
    words: Texts | None = None


@dataclass(frozen=True)
class _Code:
    unit: Unit
    kind: Kind
    multiplier: float
    largest: float = LARGEST


_CODES = {
    "PROS": _Code(Unit.PERCENT, Kind.SHARE, 100.0, largest=1_000.0),
    "PER100": _Code(Unit.PER_100, Kind.RATIO, 100.0, largest=1e4),
    "PER1000": _Code(Unit.PER_1000, Kind.RATE, 1_000.0, largest=1e5),
    "PER10000": _Code(Unit.PER_10000, Kind.RATE, 10_000.0, largest=1e6),
    "PER100000": _Code(Unit.PER_100000, Kind.RATE, 100_000.0, largest=1e7),
    "LKM": _Code(Unit.COUNT, Kind.COUNT, 1.0),
    "EURO": _Code(Unit.EURO, Kind.MEAN, 1.0),
    "INDEKSI": _Code(Unit.INDEX, Kind.COMPOSITE, 1.0),
}
"""PROS, PER10000, PER100000 and INDEKSI have been seen in answers; the others are written alike.

`largest` is far beyond anything true. Percentages of change pass 100, so the bound is ten times that;
people visit more than once, so rates pass their multiplier, and the bound is a hundred times that.
"""
_NEVER_BELOW_ZERO = frozenset({"PROS", "PER100", "PER1000", "PER10000", "PER100000", "LKM"})
_BALANCE = re.compile(
    r"netto|muutto(voitto|tappio|liike)|muuto(s|kse)|kasvu|lisäys|vähenem|\bero\b|erotus|jäämä|\btulos|vuosikate",
    re.IGNORECASE,
)
"""Words of a Finnish title that make a share or a count a balance: net migration, a change, a surplus."""


def source_unit(code: str, words: Texts) -> SourceUnit:
    """The house's unit of a SOTKAnet code; an unknown one is stated in the source's own `words`, else by its code."""
    known = _CODES.get(code)
    if known:
        return SourceUnit(known.unit, known.kind, known.multiplier)
    return SourceUnit(Unit.STATED, Kind.RATIO, 1.0, words.filled() if words.any() else Texts(code, code, code))


def largest_value(code: str) -> float:
    """Values of this size and more, either sign, are slips and not figures."""
    return _CODES[code].largest if code in _CODES else LARGEST


def may_be_negative(code: str, title: str) -> bool:
    """Whether a value below zero is possible in that unit.

    Shares, rates and counts are not negative, unless the Finnish title names a balance: net migration
    ("Nettomuutto / 1000 asukasta") is PER1000 and often below zero.
    """
    return code not in _NEVER_BELOW_ZERO or _BALANCE.search(title) is not None
