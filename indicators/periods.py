"""Periods: the house's texts, what sources write instead, and where a period stands in time.

The house writes "2024", "2023–2024" (a mean or a survey round of several years; en dash), "2024-05" and
"2024-Q1". Whatever else would leave a doubt is refused: "I/2024" may be a quarter or a half-year,
"5/2024" a month or a round, "2023-24" a month that does not exist.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering

from indicators.errors import ObservationError

HOUSE_FORMS = '"2024", "2023–2024", "2024-05" or "2024-Q1"'
FORMS = f'{HOUSE_FORMS}; from sources also "2023-2024", "2023/2024", "2024M05" and "2024Q1"'

_YEAR = "(?P<year>[12][0-9]{3})"
_YEARS = re.compile(f"{_YEAR}(?:[–/-](?P<last>[12][0-9]{{3}}))?")
_QUARTER = re.compile(f"{_YEAR}-?Q(?P<quarter>[1-4])")
_MONTH = re.compile(f"{_YEAR}(?:-|-?M)(?P<month>0[1-9]|1[0-2])")
"""Statistics Finland writes 2024M05, SDMX 2024-M05."""


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    YEARS = "years"
    QUARTER = "quarter"
    MONTH = "month"


class Grain(StrEnum):
    """What a series steps by, the coarsest first: years (survey rounds among them), quarters or months.

    Periods of one grain make a series; an indicator told in years and in months is two of them.
    """

    YEARS = "years"
    QUARTERS = "quarters"
    MONTHS = "months"


STEP_IN_MONTHS = {Grain.YEARS: 12, Grain.QUARTERS: 3, Grain.MONTHS: 1}


@total_ordering
@dataclass(frozen=True)
class Period:
    """A period in the house's text, with its first and last day. Orders by its last day, then its first."""

    text: str
    start: date
    end: date

    def __lt__(self, other: "Period") -> bool:
        return (self.end, self.start) < (other.end, other.start)

    @property
    def months(self) -> int:
        """How many months long it is."""
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1

    @property
    def kind(self) -> PeriodKind:
        """A year, several years, a quarter or a month."""
        short = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 12: PeriodKind.YEAR}
        return short.get(self.months, PeriodKind.YEARS)

    @property
    def grain(self) -> Grain:
        """Which sort of series it belongs to."""
        of = {PeriodKind.MONTH: Grain.MONTHS, PeriodKind.QUARTER: Grain.QUARTERS}
        return of.get(self.kind, Grain.YEARS)

    @property
    def year(self) -> int:
        """The year it ends in."""
        return self.end.year

    @property
    def opening(self) -> float:
        """Where its first day stands, in years: the year 2024 opens at 2023.5, for its middle is 2024."""
        return self.start.year - 0.5 + (self.start.month - 1) / 12

    @property
    def position(self) -> float:
        """Where its middle stands, in years: 2024 for a year, 2011 for 2010–2012, and months lie within their year."""
        return self.opening + self.months / 24


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that a text of the house or a source names.

    Raises ObservationError naming the text and the forms allowed where it is none of them, or where
    several years end before they begin.
    """
    if found := _QUARTER.fullmatch(text):
        quarter = int(found["quarter"])
        return _months(int(found["year"]), 3 * quarter - 2, 3 * quarter, f"{found['year']}-Q{quarter}")
    if found := _MONTH.fullmatch(text):
        month = int(found["month"])
        return _months(int(found["year"]), month, month, f"{found['year']}-{found['month']}")
    if found := _YEARS.fullmatch(text):
        return _whole_years(text, int(found["year"]), found["last"])
    raise ObservationError(f"{text!r} is no period: write {FORMS}")


def kind_of(text: str) -> PeriodKind:
    """A year, several years, a quarter or a month. Raises ObservationError as `parse_period` does."""
    return parse_period(text).kind


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, from old to new: by last day, then by first. Raises ObservationError as `parse_period` does."""
    return tuple(each.text for each in sorted({parse_period(text) for text in texts}))


def follows(before: Period, after: Period, usual_step: int) -> bool:
    """True where nothing is missing between two periods of a series.

    They touch, or their middles lie no further apart than `usual_step` months (the source's rhythm).
    """
    touches = (after.start - before.end).days == 1
    return touches or round(12 * (after.position - before.position), 3) <= usual_step


def _months(year: int, first: int, last: int, text: str) -> Period:
    return Period(text, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _whole_years(text: str, first: int, stated: str | None) -> Period:
    if stated is None:
        return Period(text, date(first, 1, 1), date(first, 12, 31))
    if int(stated) <= first:
        raise ObservationError(f"{text!r} is no period: its last year must come after its first; write {FORMS}")
    return Period(f"{first}–{stated}", date(first, 1, 1), date(int(stated), 12, 31))
