"""What changed in one indicator between two versions of the store, row by row."""

import pandas as pd

from indicators.observations import KEY

COMPARED = ("value", "status", "numerator", "denominator")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_SIDES = {"right_only": ADDED, "left_only": REMOVED, "both": CHANGED}


def changed_rows(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Rows that only one side has, or whose value, status or counts differ; in the order of the key.

    Columns: the key's, `change` ("added", "removed", "changed"), and each of `COMPARED` with
    `_before` and `_after`. Nothing on both sides is no change. No rows: nothing changed.
    """
    wanted = [*KEY, *COMPARED]
    both = before[wanted].merge(
        after[wanted],
        how="outer",
        on=list(KEY),
        suffixes=("_before", "_after"),
        indicator="change",
        validate="one_to_one",
    )
    differs = both["change"] != "both"
    for name in COMPARED:
        differs |= _differ(both[f"{name}_before"], both[f"{name}_after"])
    found = both[differs].sort_values(list(KEY), ignore_index=True)
    pairs = [f"{name}_{side}" for name in COMPARED for side in ("before", "after")]
    return found.assign(change=found["change"].astype(str).map(_SIDES))[[*KEY, "change", *pairs]]


def _differ(before: pd.Series, after: pd.Series) -> pd.Series:
    return (before != after) & ~(before.isna() & after.isna())
