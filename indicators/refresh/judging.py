"""Whether a new answer may replace what stands in the store: a bad answer never replaces good data.

An answer can be well-formed and wrong. What is compared are the rows that the same source gave last time
with those it gives now; a person who knows better lets a refused answer through by name
(`--accept INDICATOR`).
"""

import numpy as np
import pandas as pd

from indicators.errors import HyteDataError
from indicators.observations import KEY

LARGEST_LOSS = 0.1
"""An answer that lacks more than this share of the places and times it had before is refused."""
LARGEST_SHIFT = 5.0
"""As is one whose figures are, in the middle, more than so many times larger or smaller: another unit."""
FEWEST_COMPARED = 10
"""With fewer figures in common, their ratio says nothing."""


class AnswerRefused(HyteDataError):
    """An answer that would replace good data by worse; the message says what is wrong with it."""


def judge(before: pd.DataFrame, older: pd.DataFrame, now: pd.DataFrame) -> None:
    """Raise AnswerRefused when `now` may not replace `before`: the rows the same source gave last time.

    `older` are what other sources and copies say, those embedded among them: there may be fewer of them now,
    but figures of the same places and times must be of the same size.
    """
    if len(before):
        _judge_losses(before, now)
    if len(before) or len(older):
        _judge_shift(pd.concat([before, older], ignore_index=True), now)


def _judge_losses(before: pd.DataFrame, now: pd.DataFrame) -> None:
    known = before.loc[before["value"].notna(), list(KEY)].drop(columns="boundary_year").drop_duplicates()
    here = now.loc[now["value"].notna(), list(KEY)].drop(columns="boundary_year").drop_duplicates()
    merged = known.merge(here, how="left", indicator=True, validate="one_to_one")
    lost = merged[merged["_merge"] == "left_only"]
    whole = sorted(set(known["period"]) - set(here["period"]))
    if whole:
        raise AnswerRefused(f"no figure any more for {', '.join(whole[:5])}, which the last answer had")
    if len(lost) > LARGEST_LOSS * len(known):
        first = lost.iloc[0]
        raise AnswerRefused(
            f"{len(lost)} of {len(known)} figures are gone, more than {LARGEST_LOSS:.0%}, "
            f"the first {first['area_level']} {first['area_code']} in {first['period']}"
        )


def _judge_shift(before: pd.DataFrame, now: pd.DataFrame) -> None:
    key = [name for name in KEY if name != "boundary_year"]
    both = before[[*key, "value"]].merge(now[[*key, "value"]], on=key, suffixes=("_before", ""))
    both = both[(both["value_before"] > 0) & (both["value"] > 0)]
    if len(both) < FEWEST_COMPARED:
        return
    shift = float(np.exp(np.median(np.abs(np.log(both["value"] / both["value_before"])))))
    if shift > LARGEST_SHIFT:
        raise AnswerRefused(f"figures of the same places and times differ {shift:.1f}-fold: another unit?")


def changes(before: pd.DataFrame, now: pd.DataFrame) -> tuple[int, int, int]:
    """How many rows are new, have another value or status, and are gone; by key, whatever the borders' vintage."""
    if before.empty:
        return len(now), 0, 0
    key = [name for name in KEY if name != "boundary_year"]
    pair = before[[*key, "value", "status"]].merge(
        now[[*key, "value", "status"]], on=key, how="outer", suffixes=("_before", ""), indicator=True
    )
    both = pair["_merge"] == "both"
    same_value = (pair["value"] == pair["value_before"]) | (pair["value"].isna() & pair["value_before"].isna())
    changed = both & ~(same_value & (pair["status"] == pair["status_before"]))
    return int((pair["_merge"] == "right_only").sum()), int(changed.sum()), int((pair["_merge"] == "left_only").sum())
