"""Plain summaries of observations: how far apart areas are, their ranks, and what is old.

Differences here are arithmetic only; whether one is more than chance is for a statistical test.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

YEARS_UNTIL_HISTORY = 5


@dataclass(frozen=True)
class Spread:
    """The highest and lowest of some areas in one period; `difference` is in the value's unit."""

    highest_code: str
    highest: float
    lowest_code: str
    lowest: float

    @property
    def difference(self) -> float:
        """Highest minus lowest, never negative."""
        return self.highest - self.lowest


def spread(observations: pd.DataFrame) -> Spread | None:
    """Highest and lowest area of one period; None with fewer than two values."""
    known = observations.dropna(subset="value")
    if len(known) < 2:
        return None
    highest = known.loc[known["value"].idxmax()]
    lowest = known.loc[known["value"].idxmin()]
    return Spread(highest["area_code"], highest["value"], lowest["area_code"], lowest["value"])


def five_numbers(values: pd.Series) -> tuple[float, float, float, float, float]:
    """Lowest, quartiles (linear interpolation, type 7 of Hyndman and Fan) and highest of one known value or more."""
    low, q1, middle, q3, high = values.dropna().quantile([0, 0.25, 0.5, 0.75, 1])
    return low, q1, middle, q3, high


def ranked(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows from the highest value to the lowest with `rank` (ties share the best); missing last."""
    rows = observations.sort_values(["value", "area_code"], ascending=[False, True], na_position="last")
    return rows.assign(rank=rows["value"].rank(ascending=False, method="min"))


def ends_of(rows: pd.DataFrame, count: int, always: str | None = None) -> pd.DataFrame:
    """The first and last rows of a ranked frame, `count` in all, and the area `always` among them."""
    if len(rows) <= count:
        return rows
    last = count // 2
    keep = pd.Series(range(len(rows)), index=rows.index)
    chosen = (keep < count - last) | (keep >= len(rows) - last) | (rows["area_code"] == always)
    return rows[chosen]


def middle(observations: pd.DataFrame) -> float:
    """The median of the known values, in their unit; NaN without any."""
    return float(observations["value"].median())


def is_history(period_end: date, today: date) -> bool:
    """True for figures whose period ended more than five years ago."""
    limit = date(today.year - YEARS_UNTIL_HISTORY, today.month, min(today.day, 28))
    return period_end < limit
