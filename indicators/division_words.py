"""What became of rows of older divisions, in words: put together, kept in their own division, or refused."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from geodata.areas import area_name
from geodata.changes import successors
from geodata.levels import AreaLevel
from indicators.current_division import CURRENT, Settled
from indicators.divisions import NotCarried
from indicators.model import Indicator

WORDS = {
    NotCarried.NOT_IN_ITS_DIVISION: "the municipality is not in the division that is stated for it (it has merged into "
    "another one); correct boundary_year, or state the right division with --boundary-year",
    NotCarried.DIVISION_NOT_KNOWN: "its division is older than the first that is known in full; "
    "import the years in today's division where the source has them",
    NotCarried.LATER_DIVIDED: "its division is newer than the one asked for",
    NotCarried.NEVER_SUMMED: "a median, a rank or the like is never put together from parts; "
    "import the years in today's division where the source has them",
    NotCarried.PART_WITHOUT_ROW: "another part of today's municipality has no row for the period and group; "
    "import all parts in one file",
    NotCarried.PART_HIDDEN: "a part is hidden or missing, or lacks the counts or weights it would be put together by; "
    "import its counts, or the years in today's division",
    NotCarried.TOLD_IN_NEWER_DIVISION: "the same place, period and group are told in a newer division, which is kept",
}


def notes_on(brought: Settled, indicator: Indicator) -> list[str]:
    """A sentence on the rows put together, and one for each reason to keep rows in their own division."""
    name, carried = indicator.indicator_id, brought.carried
    notes = []
    if len(carried):
        notes.append(
            f"{name}: {len(carried)} rows of municipalities that have merged are put together in the division "
            f"of {CURRENT}; the first: {_place(carried)}"
        )
    for reason, rows in brought.kept.groupby("reason", sort=True):
        notes.append(
            f"{name}: {len(rows)} rows stay in their own division, and their series break there: "
            f"{WORDS[NotCarried(str(reason))]}; the first: {_place(rows)}"
        )
    return notes


def refusals_of(brought: Settled) -> Iterator[tuple[str, int, str]]:
    """Of the refused rows, for each reason: the rule, how many rows, and the first of them."""
    for reason, rows in brought.refused.groupby("reason", sort=True):
        yield WORDS[NotCarried(str(reason))], len(rows), _place(rows)


def _place(rows: pd.DataFrame) -> str:
    """The first row's municipality, the one it is part of today, and the period."""
    first: Any = rows.iloc[0]
    today = successors(rows["area_code"].iloc[:1]).iloc[0]
    now = "" if today == first["area_code"] else f", today part of {_named(today)}"
    return f"{_named(first['area_code'])} in {first['period']}, division of {int(first['boundary_year'])}{now}"


def _named(code: str) -> str:
    return f"{code} {area_name(AreaLevel.MUNICIPALITY, code, 'fi')}"
