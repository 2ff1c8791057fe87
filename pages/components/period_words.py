"""Periods as the reader writes them: 2024 · 2023–2024 · 5/2024, maj 2024, May 2024 · Q1 2024."""

from collections.abc import Iterable
from functools import lru_cache

from babel.dates import format_skeleton

from indicators.periods import Grain, Period, PeriodKind, parse_period
from pages.components.tables import Cell
from pages.locales.messages import Translator, mark

GRAIN = {Grain.YEARS: mark("Years"), Grain.QUARTERS: mark("Quarters"), Grain.MONTHS: mark("Months")}
GAP = {
    Grain.YEARS: mark("A gap in a line is a year without a figure."),
    Grain.QUARTERS: mark("A gap in a line is a quarter without a figure."),
    Grain.MONTHS: mark("A gap in a line is a month without a figure."),
}
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
SKELETONS = {
    PeriodKind.MONTH: {"sv": "yMMMM", "en": "yMMMM"},
    PeriodKind.QUARTER: {"fi": "yQQQQ", "sv": "yQQQQ", "en": "yQQQ"},
}
"""Babel's names of the forms; a Finnish month is written 5/2024, which Babel has no form for."""
SHORT_SKELETONS = {PeriodKind.MONTH: "yMMM", PeriodKind.QUARTER: "yQQQ"}


@lru_cache(maxsize=4096)
def format_period(text: str, language: str, *, short: bool = False) -> str:
    """A period of the house in words, `short` where many stand in a row, as on an axis.

    Raises ObservationError where the text is no period.
    """
    period = parse_period(text)
    if period.grain is Grain.YEARS:
        return period.text
    if period.kind is PeriodKind.MONTH and language == "fi":
        return f"{period.start.month}/{period.year}"
    skeleton = SHORT_SKELETONS[period.kind] if short else SKELETONS[period.kind][language]
    return str(format_skeleton(skeleton, period.start, locale=LOCALES[language]))


def format_span(texts: Iterable[str], language: str) -> str:
    """From the first to the last of some periods: "2010–2023", "5/2023 – 4/2024"; "" without any."""
    periods = [parse_period(text) for text in texts]
    if not periods:
        return ""
    first, last = min(periods, key=lambda one: one.start), max(periods)
    if first.grain is Grain.YEARS and last.grain is Grain.YEARS:
        return _years(first.start.year, last.year)
    if first == last:
        return format_period(first.text, language)
    return f"{format_period(first.text, language)} – {format_period(last.text, language)}"


def period_cell(text: str, language: str) -> Cell:
    """A table's cell of a period, sorted by time."""
    written = format_period(text, language) if text else ""
    return written if written == text else {"text": written, "sort": _place(parse_period(text))}


def period_heading(texts: Iterable[str], t: Translator) -> str:
    """The head of a column of periods: "Year" where all are years, else "Period"."""
    only_years = all(parse_period(text).grain is Grain.YEARS for text in texts if text)
    return t("Year") if only_years else t("Period")


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _place(period: Period) -> float:
    return round(period.position, 4)
