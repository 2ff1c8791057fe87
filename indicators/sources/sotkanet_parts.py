"""Pieces of SOTKAnet's objects, taken with care: what is absent or of another type is empty, never an error."""

from datetime import date
from typing import Any

from indicators.sources.plain_text import one_line

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_CODE = 40

Part = dict[str, Any]


def whole_number(given: Any) -> int | None:
    """A JSON integer from 0 to 2³¹ − 1; None for anything else, true and false included."""
    return given if type(given) is int and 0 <= given < 2**31 else None


def part_of(whole: Part, key: str) -> Part:
    """The object under `key`; an empty one where there is none."""
    part = whole.get(key)
    return part if isinstance(part, dict) else {}


def objects_in(whole: Part, key: str) -> list[Part]:
    """The objects of the list under `key`; none where there is no list."""
    parts = whole.get(key)
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def codes_in(classification: Part) -> tuple[str, ...]:
    """The codes of a classification's `values`; none where it lists none."""
    values = classification.get("values")
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()


def code_of(coded: Part) -> str:
    """The `code` of an object in capitals, "" where it has none."""
    code = coded.get("code")
    return one_line(code, LONGEST_CODE).upper() if isinstance(code, str) else ""


def day_in(whole: Part) -> date | None:
    """The day under `data-updated`, written 2025-04-29; None where there is none."""
    given = whole.get("data-updated")
    try:
        return date.fromisoformat(given[:10]) if isinstance(given, str) else None
    except ValueError:
        return None


def years_of(whole: Part) -> tuple[int | None, int | None]:
    """The first and last year of `range`; both None where they are no years in that order."""
    given = part_of(whole, "range")
    first, last = whole_number(given.get("start")), whole_number(given.get("end"))
    if first is None or last is None or not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None, None
    return first, last
