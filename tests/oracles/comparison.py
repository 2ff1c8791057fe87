"""The slow, obvious twins of `indicators.measures.comparison`: nested ifs and fractions, nothing shared."""

import math
from collections.abc import Sequence
from fractions import Fraction

Four = tuple[float, float, float, float]
"""Lower and upper end at 95 %, lower and upper end at 99.8 %."""


def comparison_slowly(value: float | None, ends: Sequence[float | None], benchmark: float | None, polarity: str) -> str:
    if value is None or benchmark is None or any(end is None for end in ends):
        return "not_compared"
    lower_95, upper_95, lower_998, upper_998 = ends
    if lower_95 <= benchmark <= upper_95:
        return "similar"
    if benchmark < lower_95:
        if benchmark < lower_998:
            return _in_words("much_", "higher", polarity)
        return _in_words("", "higher", polarity)
    if benchmark > upper_998:
        return _in_words("much_", "lower", polarity)
    return _in_words("", "lower", polarity)


def periods_slowly(earlier: Four, later: Four, polarity: str) -> str:
    if later[0] > earlier[1]:
        if later[2] > earlier[3]:
            return _in_words("much_", "higher", polarity)
        return _in_words("", "higher", polarity)
    if later[1] < earlier[0]:
        if later[3] < earlier[2]:
            return _in_words("much_", "lower", polarity)
        return _in_words("", "lower", polarity)
    return "similar"


def quantiles_slowly(values: Sequence[float | None], k: int) -> list[int | None]:
    """⌊(k + 1) − ⌈((N + 1) − rank)/(N/k)⌉⌋ in fractions; a rank is one more than how many values are smaller."""
    known = [value for value in values if value is not None]
    groups: list[int | None] = []
    for value in values:
        if value is None or len(known) < k:
            groups.append(None)
            continue
        rank = 1 + sum(other < value for other in known)
        from_above = math.ceil(Fraction(len(known) + 1 - rank) / Fraction(len(known), k))
        groups.append(math.floor((k + 1) - from_above))
    return groups


def _in_words(much: str, way: str, polarity: str) -> str:
    if polarity == "neutral":
        return much + way
    if polarity == "higher_is_better":
        return much + ("better" if way == "higher" else "worse")
    return much + ("worse" if way == "higher" else "better")
