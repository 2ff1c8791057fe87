"""Numbers, periods and dates as the reader writes them: 1 234,5 and 12,3 % or 1,234.5 and 12.3%."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from babel.dates import format_date as babel_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from indicators.model import Indicator, Unit
from pages.locales.messages import Translator, mark

UNIT_TEXTS = {
    Unit.COUNT: "",
    Unit.PERCENT: "%",
    Unit.PER_100: mark("per 100"),
    Unit.PER_1000: mark("per 1,000"),
    Unit.PER_10000: mark("per 10,000"),
    Unit.PER_100000: mark("per 100,000"),
    Unit.EURO: "€",
    Unit.EURO_PER_RESIDENT: mark("€ per resident"),
    Unit.YEARS: mark("years"),
    Unit.SQUARE_METRES: "m²",
    Unit.PERSONS_PER_HOUSEHOLD: mark("persons per household"),
    Unit.PERSONS_PER_SQUARE_KILOMETRE: mark("persons per km²"),
    Unit.INDEX: mark("index"),
    Unit.MEDIAN_AREA_100: mark("median area = 100"),
    Unit.COEFFICIENT: mark("coefficient, 0–1"),
    Unit.GINI_PERCENT: mark("Gini coefficient, %"),
}
PERCENTAGE_POINTS = mark("{number} percentage points")
SHORT_UNITS = {Unit.PERCENT: "%", Unit.EURO: "€", Unit.SQUARE_METRES: "m²", Unit.EURO_PER_RESIDENT: "€"}
"""Units written after each number; longer ones stand in the subtitle only."""


def format_number(value: float | None, decimals: int, language: str) -> str:
    """A number with the reader's separators and exactly `decimals` decimals; "" when missing.

    Babel's separators in Python's own form: a map writes a thousand numbers, and `format_decimal` takes
    40 µs for each. Rounded as Babel does, from the decimal digits and half to even.
    """
    if value is None or not isfinite(value):
        return ""
    text = f"{Decimal(repr(float(value))):,.{decimals}f}"
    is_zero = not any(digit in text for digit in "123456789")
    return (text.removeprefix("-") if is_zero else text).translate(_marks(language))


@lru_cache
def _marks(language: str) -> dict[int, str]:
    """Python's marks to the reader's."""
    marks = {",": get_group_symbol(language), ".": get_decimal_symbol(language), "-": "−"}
    return str.maketrans(marks)


def format_value(value: float | None, unit: Unit, decimals: int, language: str) -> str:
    """A number with its short unit: 12,3 % · 12.3% · 34 268 €; "" when missing."""
    number = format_number(value, decimals, language)
    symbol = SHORT_UNITS.get(unit, "")
    if not number or not symbol:
        return number
    if language == "en":
        return f"€{number}" if symbol == "€" else number + ("%" if symbol == "%" else f"\u00a0{symbol}")
    return f"{number}\u00a0{symbol}"


def format_difference(value: float, unit: Unit, decimals: int, t: Translator, language: str) -> str:
    """A difference of two figures: of percentages in percentage points, else with the figures' unit."""
    if unit is Unit.PERCENT:
        return t(PERCENTAGE_POINTS, number=format_number(value, decimals, language))
    return format_value(value, unit, decimals, language)


def unit_text(indicator: Indicator, t: Translator, language: str) -> str:
    """The unit in words for a subtitle; "" for plain counts."""
    if indicator.unit_words:
        return str(getattr(indicator.unit_words, language))
    text = UNIT_TEXTS[indicator.unit]
    return t(text) if text else ""


def format_date(day: date, language: str) -> str:
    """A day as 24.2.2023, 24.2.2023 or 24 Feb 2023."""
    return babel_date(day, format="medium" if language == "en" else "short", locale=_with_year(language))


def separators(language: str) -> str:
    """Plotly's `separators`: the decimal mark and then the mark between thousands."""
    return str(get_decimal_symbol(language)) + str(get_group_symbol(language))


def _with_year(language: str) -> str:
    return "en_GB" if language == "en" else "fi_FI"  # Finland-Swedish writes days the Finnish way
