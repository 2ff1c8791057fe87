"""How good an indicator's data is: coverage, hidden and missing figures, gaps in years, and whether it is late.

Pure: over observations, the number of areas there are, and a day that is given.
"""

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import pandas as pd

from geodata.areas import load_areas
from indicators.model import Indicator, ObservationStatus, UpdateRhythm

MONTHS_BETWEEN = {
    UpdateRhythm.ANNUAL: 12,
    UpdateRhythm.EVERY_TWO_YEARS: 24,
    UpdateRhythm.EVERY_FOUR_YEARS: 48,
}
"""Months from the end of one period to the end of the next; a rhythm that is not here foretells nothing."""
MONTHS_TO_PUBLISH = 12
"""A period's figure is awaited until this many months after the period has ended: SOTKAnet's yearly register
figures come out in the course of the following year."""
FRESH_DAYS = 365
COVERAGE = ("area_level", "year", "known", "areas", "share")
LEVEL_FACTS = ("area_level", "known", "areas", "suppressed", "first_period", "last_period", "data_date")

Sizes = Mapping[str, int]
"""area_level → the number of areas there are."""


class Freshness(StrEnum):
    """Late by the source's own rhythm; else by when the store's copy was made."""

    FRESH = "fresh"
    OLDER = "older"
    LATE = "late"


@dataclass(frozen=True)
class Shares:
    """How many of the figures that the source lists are hidden or missing (0–1); `figures` of them there are."""

    figures: int
    suppressed: float
    missing: float


def level_sizes() -> dict[str, int]:
    """How many areas each level has: in the fullest division that the register knows, since some hold a part only."""
    counted = load_areas().groupby(["area_level", "boundary_year"]).size().groupby("area_level").max()
    return {str(level): int(number) for level, number in counted.items()}


def coverage(observations: pd.DataFrame, sizes: Sizes) -> pd.DataFrame:
    """One row a level and year: `known` areas with a figure of any group, `areas` there are, `share` known (0–1).

    The year is that in which the period ends; years without any row between a level's first and last are
    there with known 0. No level counts for fewer areas than there are rows of. No rows: an empty frame.
    """
    if observations.empty:
        return pd.DataFrame(columns=list(COVERAGE))
    rows = observations.assign(year=_years(observations))
    found = rows.dropna(subset="value").groupby(["area_level", "year"])["area_code"].nunique()
    listed = rows.groupby(["area_level", "year"])["area_code"].nunique().rename("listed")
    table = pd.concat([listed, found.rename("known")], axis=1).reset_index()
    sized = table["area_level"].map(sizes).fillna(0)
    table = table.assign(areas=table["listed"].clip(lower=sized)).drop(columns="listed")
    filled = pd.concat([_every_year(each) for _, each in table.groupby("area_level")], ignore_index=True)
    return filled.assign(share=filled["known"] / filled["areas"])[list(COVERAGE)]


def coverage_class(share: float) -> int:
    """0 for no area at all, then 1 to 4 by quarters: up to 25, 50, 75 and 100 per cent of the areas."""
    return min(math.ceil(4 * share), 4)


def whole_percent(share: float) -> int:
    """A share as a whole percentage that is 0 only for none and 100 only for all."""
    return round(100 * share) if share in (0, 1) else min(max(round(100 * share), 1), 99)


def shares(observations: pd.DataFrame) -> Shares:
    """Hidden and missing figures among all that the source lists; areas it does not list are no figures here."""
    number = len(observations)
    if not number:
        return Shares(0, 0.0, 0.0)
    status = observations["status"]
    hidden, missing = (status.eq(each).mean() for each in (ObservationStatus.SUPPRESSED, ObservationStatus.MISSING))
    return Shares(number, float(hidden), float(missing))


def level_facts(observations: pd.DataFrame, sizes: Sizes) -> pd.DataFrame:
    """One row a level, whatever the datasets: what is known there of all periods and groups.

    `known` areas with a figure, `areas` there are (no fewer than known), `suppressed` the share (0–1) of hidden
    figures among those the source lists, first and last period with a figure, newest `data_date`. A level
    without any figure is left out; no rows: an empty frame.
    """
    listed = {str(level): rows for level, rows in observations.groupby("area_level")}
    facts = [
        _facts_of(level, rows, sizes.get(level, 0)) for level, rows in listed.items() if rows["value"].notna().any()
    ]
    return pd.DataFrame(facts, columns=list(LEVEL_FACTS))


def gap_years(observations: pd.DataFrame, rhythm: UpdateRhythm) -> dict[str, tuple[int, ...]]:
    """Area level → years between its first and last figure in which one was due and there is none.

    Levels without a gap are left out. A rhythm that foretells nothing has no gaps; "ended" is taken as yearly.
    """
    step = MONTHS_BETWEEN.get(UpdateRhythm.ANNUAL if rhythm is UpdateRhythm.ENDED else rhythm, 0) // 12
    if not step:
        return {}
    known = observations.dropna(subset="value")
    years = {str(level): sorted(set(each)) for level, each in _years(known).groupby(known["area_level"])}
    gaps = {level: _between(found, step) for level, found in years.items()}
    return {level: found for level, found in gaps.items() if found}


def expected_by(indicator: Indicator, last_end: date | None, data_date: date | None) -> date | None:
    """The last day on which the next figures are still in time; None where nothing is foretold.

    The definition's `next_update` (a month counts to its last day), unless the copy was made after it: then,
    and without one, the next period by rhythm must be out `MONTHS_TO_PUBLISH` after it ends.
    """
    stated = _stated_day(indicator.next_update)
    if stated and (data_date is None or data_date <= stated):
        return stated
    between = MONTHS_BETWEEN.get(indicator.update_rhythm)
    if between is None or last_end is None:
        return None
    return _months_later(last_end, between + MONTHS_TO_PUBLISH)


def is_late(expected: date | None, today: date) -> bool:
    """True from the day after the expected one."""
    return expected is not None and today > expected


def freshness(expected: date | None, data_date: date, today: date) -> Freshness:
    """Late before all; else fresh when the copy is at most a year old."""
    if is_late(expected, today):
        return Freshness.LATE
    return Freshness.FRESH if (today - data_date).days <= FRESH_DAYS else Freshness.OLDER


def _years(rows: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(rows["period_end"]).dt.year


def _facts_of(level: str, rows: pd.DataFrame, size: int) -> tuple[str | int | float | date, ...]:
    known = rows.dropna(subset="value").sort_values(["period_start", "period_end"])
    areas, periods = known["area_code"].nunique(), known["period"]
    last = known.loc[pd.to_datetime(known["period_end"]).idxmax(), "period"]
    hidden = shares(rows).suppressed
    return level, areas, max(areas, size), hidden, periods.iloc[0], last, known["data_date"].max()


def _every_year(level: pd.DataFrame) -> pd.DataFrame:
    """One level's rows with the years between; a year without rows has as many areas as the one before."""
    years = pd.RangeIndex(level["year"].min(), level["year"].max() + 1, name="year")
    full = level.set_index("year").reindex(years).reset_index()
    return full.assign(
        area_level=level["area_level"].iloc[0], known=full["known"].fillna(0), areas=full["areas"].ffill()
    ).astype({"known": int, "areas": int})


def _between(years: list[int], step: int) -> tuple[int, ...]:
    """The years due after each known one, up to the next known one."""
    return tuple(due for one, following in pairwise(years) for due in range(one + step, following, step))


def _stated_day(text: str | None) -> date | None:
    """An ISO day, or the last day of an ISO month or year; None for anything else."""
    parts = (text or "").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), *(0, 0))[:3]
    try:
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    """The same day that many months later, at most the month's last; a month's last day stays its last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
