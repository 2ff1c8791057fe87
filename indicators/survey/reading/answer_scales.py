"""Scales of answers: numbers in a row from 0 or 1, and the words of agreement, satisfaction and frequency."""

from collections.abc import Collection

HIGHEST = (4, 5, 6, 7, 9, 10)
"""The highest answers of usual scales."""
NO_ANSWER = frozenset({-9.0, -8.0, -7.0, -2.0, -1.0, 8.0, 9.0, 88.0, 98.0, 99.0, 888.0, 998.0, 999.0})
"""Codes that surveys give to no answer and “cannot say”, where they lie outside the scale."""
SCALES = (
    ("täysin eri mieltä", "jokseenkin eri mieltä", "ei samaa eikä eri mieltä",
     "jokseenkin samaa mieltä", "täysin samaa mieltä"),
    ("erittäin tyytymätön", "melko tyytymätön", "ei tyytyväinen eikä tyytymätön",
     "melko tyytyväinen", "erittäin tyytyväinen"),
    ("erittäin huono", "melko huono", "keskitasoinen", "melko hyvä", "erittäin hyvä"),
    ("huono", "melko huono", "keskitasoinen", "melko hyvä", "hyvä"),
    ("ei koskaan", "harvoin", "joskus", "usein", "aina"),
    ("helt av annan åsikt", "delvis av annan åsikt", "varken av samma eller annan åsikt",
     "delvis av samma åsikt", "helt av samma åsikt"),
    ("mycket missnöjd", "ganska missnöjd", "varken nöjd eller missnöjd", "ganska nöjd", "mycket nöjd"),
    ("mycket dålig", "ganska dålig", "medelmåttig", "ganska bra", "mycket bra"),
    ("aldrig", "sällan", "ibland", "ofta", "alltid"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("never", "rarely", "sometimes", "often", "always"),
)  # fmt: skip
"""Words of a scale from its low end; files may leave some of them out."""
CANNOT_SAY = frozenset({"en osaa sanoa", "en tiedä", "kan inte säga", "vet inte", "cannot say", "don't know"})
LEAST_WORDS = 3


def scale_of_numbers(values: Collection[float]) -> tuple[float, float, list[float]] | None:
    """(lowest, highest, codes of no answer) of whole answers on a usual scale, None where they lie on none."""
    if not values or any(value != int(value) for value in values):
        return None
    for highest in HIGHEST:
        outside = [value for value in values if not 0 <= value <= highest]
        inside = [value for value in values if 0 <= value <= highest]
        # A gap must part a code from the scale: a 6 after 1–5 is an answer on a longer scale.
        apart = all(value in NO_ANSWER and (value < 0 or value > highest + 1) for value in outside)
        if apart and len(inside) >= LEAST_WORDS and max(inside) >= min(highest - 1, 4):
            return (0.0 if min(inside) == 0 else 1.0), float(highest), sorted(outside)
    return None


def scale_of_words(texts: Collection[str]) -> tuple[str, ...] | None:
    """The words of the scale, from its low end, that all the texts are on; None where they are on none."""
    words = {text.strip().casefold() for text in texts} - CANNOT_SAY
    if len(words) < LEAST_WORDS:
        return None
    return next((scale for scale in SCALES if words <= set(scale)), None)
