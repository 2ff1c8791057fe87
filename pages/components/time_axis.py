"""Where figures stand on a time axis, and where one is missing between two."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from indicators.model import Indicator, UpdateRhythm
from indicators.periods import STEP_IN_MONTHS, Grain, follows, parse_period

RHYTHM_IN_MONTHS = {UpdateRhythm.EVERY_TWO_YEARS: 24, UpdateRhythm.EVERY_FOUR_YEARS: 48}
KEPT = ["place", "period", "value", "ci_lower_95", "ci_upper_95"]


def place_of(rows: pd.DataFrame) -> pd.Series:
    """Where each row's period stands on the axis: its middle, in years."""
    known = {text: parse_period(text).position for text in rows["period"].unique()}
    return rows["period"].map(known).astype(float)


def gaps_before(texts: Sequence[str], indicator: Indicator) -> list[bool]:
    """For each of a series' periods, old to new, whether some are missing since the one before."""
    periods = [parse_period(text) for text in texts]
    steps = [_usual_step(indicator, later.grain) for later in periods[1:]]
    missing = [not follows(*both, step) for both, step in zip(pairwise(periods), steps, strict=True)]
    return [False, *missing][: len(periods)]


def with_gaps(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """A series' rows, old to new, with `place`, and an empty row wherever something is missing between two."""
    placed = rows.assign(place=place_of(rows))[KEPT].reset_index(drop=True)
    after_gap = placed[np.array(gaps_before(list(placed["period"]), indicator), dtype=bool)]
    nothing = dict.fromkeys(KEPT[2:], np.nan)
    between = (after_gap["place"] + placed["place"].shift().reindex(after_gap.index)) / 2
    both = pd.concat([placed, after_gap.assign(place=between, period="", **nothing)], ignore_index=True)
    return both.sort_values("place", ignore_index=True)


def _usual_step(indicator: Indicator, grain: Grain) -> int:
    """Months from one figure to the next when none is missing: the grain's, or the source's rhythm if slower."""
    slower = RHYTHM_IN_MONTHS.get(indicator.update_rhythm, 0) if grain is Grain.YEARS else 0
    return max(STEP_IN_MONTHS[grain], slower)
