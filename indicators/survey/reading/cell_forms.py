"""What a cell's text looks like: enough to tell a header from its data, and one delimiter from another."""

import re
from collections.abc import Sequence
from functools import lru_cache

SPACES = "\u00a0\u202f\u2009 "
MISSING_MARKS = frozenset(
    ["", ".", "..", "...", "…", "-", "–", "—", "*", "x", "?", ":", "na", "n/a", "#n/a", "nan", "null", "none", "nil"]
)
NUMBER = re.compile(
    rf"[-+−]?(?:\d+|\d{{1,3}}(?:[{SPACES}.,'’]\d{{3}})+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?(?:[{SPACES}]?(?:%|€|e|°C))?|[-+−]?[.,]\d+"
)
DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|[-+]\d{2}:?\d{2}))?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:,? (?:klo )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}"
)
PLAIN_WORDS = re.compile(r"[^\W_](?:[\w .'’()/%&+!?*@#°§€$=<>\-–—:…]|, )*")
"""Words of any script, as cells have them: no tab, bar, semicolon or quotation mark; a comma only before a space."""
RULE = re.compile(r"(?=.{3}):?[-=*_]{2,}:?(?:[+|][-=:]{3,})*\+?|\+[-=]{3,}(?:\+[-=]{3,})*\+?")
WEB = re.compile(r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.[\w.]+")


@lru_cache(maxsize=1 << 16)
def is_number(text: str) -> bool:
    """True for a number in any of the ways people write one: "1 234,5", "−3", "12 %", "1,234.5"."""
    return NUMBER.fullmatch(text.strip()) is not None


@lru_cache(maxsize=1 << 16)
def is_typed(text: str) -> bool:
    """True for a number, a date or a time."""
    stripped = text.strip()
    return NUMBER.fullmatch(stripped) is not None or DATE.fullmatch(stripped) is not None


@lru_cache(maxsize=1 << 16)
def form_of(text: str) -> str:
    """ "whole", "decimal", "date", "time" or "web" (an address); "" for words and missing marks."""
    stripped = text.strip()
    if NUMBER.fullmatch(stripped):
        return "whole" if stripped.lstrip("+-−").isdigit() else "decimal"
    if DATE.fullmatch(stripped):
        return "time" if ":" in stripped[:3] else "date"
    return "web" if WEB.fullmatch(stripped) else ""


def is_missing(text: str) -> bool:
    """True for an empty cell and the marks that stand for one."""
    return text.strip().casefold() in MISSING_MARKS


@lru_cache(maxsize=1 << 16)
def is_clean(text: str) -> bool:
    """True for a text that a whole cell may well be: missing, typed, an address of the web, or plain words."""
    stripped = text.strip()
    return (
        is_missing(stripped)
        or is_typed(stripped)
        or PLAIN_WORDS.fullmatch(stripped) is not None
        or WEB.fullmatch(stripped) is not None
    )


def is_ruled(cells: Sequence[str]) -> bool:
    """True for a line drawn between header and rows, as databases print it and Markdown wants it."""
    filled = [stripped for cell in cells if (stripped := cell.strip())]
    return bool(filled) and all(map(RULE.fullmatch, filled))
