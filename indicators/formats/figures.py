"""Numbers written by people and programs, read without a guess."""

import math
import re
from collections.abc import Iterable

SPACES = str.maketrans("", "", "\u0020\u00a0\u202f\u2009")
MINUS = str.maketrans("−", "-")
_DECIMAL_COMMA = re.compile(r"[-−+]?[\d\u0020\u00a0\u202f\u2009]*\d,\d+\s*[*eEpP]?")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[\u0020\u00a0\u202f\u2009]\d{3})+(?:[.,]\d*)?")


def decimal_mark(texts: Iterable[str]) -> str:
    """A comma when any text is a number with one, else a point; a column is written in one way."""
    return "," if any(_DECIMAL_COMMA.fullmatch(text.strip()) for text in texts) else "."


def parse_figure(text: str, decimal: str = ".") -> float | None:
    """The number a text states, with its decimal mark ("." or ","); None when it is no finite number.

    Thousands may be parted by spaces, ordinary or not ("1 234,5"), and the minus may be U+2212. "1,234" with
    a decimal point is refused: it may be a thousand or a little more than one.
    """
    text = text.strip().translate(MINUS)
    if _GROUPED.fullmatch(text):
        text = text.translate(SPACES)
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    if not text.isascii() or not _PLAIN.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None
