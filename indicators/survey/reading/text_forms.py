"""Forms that texts of cells have: numbers as they are written in Finland and elsewhere, dates, codes, no answer."""

import re
from datetime import datetime

SPACES = "\u0020\u00a0\u2009\u202f"
MINUS = "\u2212"
MISSING_MARKS = frozenset(
    {"", ".", "..", "...", "…", "-", "–", "—", "*", "**", ":", "na", "n/a", "#n/a", "nan", "null"}
    | {"ei tietoa", "ei tiedossa", "ei vastausta", "puuttuu", "tieto puuttuu"}
    | {"okänd", "uppgift saknas", "inga uppgifter", "saknas", "inget svar", "unknown", "no answer", "missing"}
)
"""What stands for: no value. In lower case; Statistics Finland's . .. … - among them."""
LONGEST_MARK = 40
"""Characters of a mark with the spaces around it; longer texts are answers."""

DECIMAL_COMMA, DECIMAL_POINT, WHOLE = ",", ".", ""
GROUP = rf"(?:[{SPACES}'’]\d{{3}})"
NUMBERS = {
    WHOLE: re.compile(rf"[+\-{MINUS}]?(?:\d{{1,3}}{GROUP}+|\d+)"),
    DECIMAL_COMMA: re.compile(rf"[+\-{MINUS}]?(?:\d{{1,3}}(?:{GROUP}+|(?:\.\d{{3}})+)|\d*),\d+(?:[eE][+-]?\d+)?"),
    DECIMAL_POINT: re.compile(
        rf"[+\-{MINUS}]?(?:(?:\d{{1,3}}(?:{GROUP}+|(?:,\d{{3}})+)|\d*)\.\d+(?:[eE][+\-]?\d+)?|\d+[eE][+\-]?\d+)"
    ),
}
"""Numbers by their decimal mark. Thousands are set apart by a space, an apostrophe, or the other mark."""
THOUSANDS = {
    DECIMAL_COMMA: re.compile(rf"[+\-{MINUS}]?\d{{1,3}}(?:\.\d{{3}}){{2,}}"),
    DECIMAL_POINT: re.compile(rf"[+\-{MINUS}]?\d{{1,3}}(?:,\d{{3}}){{2,}}"),
}
"""Whole numbers in which the other mark sets thousands apart, twice or more: once would be a decimal mark."""
ACCEPTED = {
    mark: re.compile(
        "(?:" + "|".join(form.pattern for form in (NUMBERS[WHOLE], form, THOUSANDS.get(mark, form))) + f")[{SPACES}]?%?"
    )
    for mark, form in NUMBERS.items()
}
"""All that is a number where the mark parts decimals; a percent sign may follow."""
PLAIN = {
    mark: str.maketrans(dict.fromkeys(f"{SPACES}'’%{other}", "") | {MINUS: "-", DECIMAL_COMMA: point})
    for mark, other, point in ((WHOLE, "", ""), (DECIMAL_COMMA, ".", "."), (DECIMAL_POINT, "", ""))
}
"""What makes Python's notation of an accepted number."""

LEADING_ZERO = re.compile(r"0\d+")
LONG_DIGITS = re.compile(r"\d{12,}")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

ISO, DAY_FIRST, MONTH_FIRST, DOTTED = "yyyy-mm-dd", "d/m/yyyy", "m/d/yyyy", "d.m.yyyy"
CLOCK = r"(?:[T ,]+(?:klo )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
DATES = {
    ISO: re.compile(rf"(?P<y>\d{{4}})[-/](?P<m>\d{{1,2}})[-/](?P<d>\d{{1,2}}){CLOCK}"),
    DOTTED: re.compile(rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}){CLOCK}"),
    DAY_FIRST: re.compile(rf"(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})[/-](?P<y>\d{{4}}){CLOCK}"),
    MONTH_FIRST: re.compile(rf"(?P<m>\d{{1,2}})[/-](?P<d>\d{{1,2}})[/-](?P<y>\d{{4}}){CLOCK}"),
}
"""Dates by the order of their parts; a time of day may follow. Excel's day numbers are not among them."""
TIME = re.compile(r"[T ,]+(?:klo )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")


def is_missing(text: str) -> bool:
    """True for an empty text and the marks of no value."""
    return len(text) < LONGEST_MARK and text.strip().casefold() in MISSING_MARKS


def is_code(text: str) -> bool:
    """True for digits that are no number: with a zero before, or longer than any count; and for UUIDs."""
    return any(form.fullmatch(text.strip()) for form in (LEADING_ZERO, LONG_DIGITS, UUID))


def parsed_number(text: str, mark: str) -> float | None:
    """The number that a text means where `mark` is the decimal mark; 12,5 % is 12.5. None for what is no number."""
    plain = text.strip()
    return float(plain.translate(PLAIN[mark])) if ACCEPTED[mark].fullmatch(plain) else None


def parsed_date(text: str, order: str) -> datetime | None:
    """The day, and the time of day if it is there, of a text in the order of `DATES`. None for what is no date.

    Files give no time zone that could be relied on: one that is written is left out.
    """
    found = DATES[order].fullmatch(text.strip())
    if not found:
        return None
    clock = TIME.search(text)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    try:
        day = f"{found['y']}-{found['m']:0>2}-{found['d']:0>2}"
        return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:{second:02}")
    except ValueError:
        return None
