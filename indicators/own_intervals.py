"""Intervals that came with the figures stand before those made of counts."""

from collections.abc import Mapping

import pandas as pd

from indicators.model import Indicator
from indicators.observations import INTERVALS
from indicators.uncertainty import with_intervals


def with_own_intervals(
    rows: pd.DataFrame, catalogue: Mapping[str, Indicator], may_have_own: pd.Series | bool = True
) -> pd.DataFrame:
    """`rows` with the interval columns filled where counts allow (`uncertainty.with_intervals`).

    An interval that a row of `may_have_own` already has stays. Raises ObservationError as that does.
    """
    made = with_intervals(rows, catalogue)
    if "ci_lower_95" not in rows:
        return made
    own = rows["ci_lower_95"].notna() & may_have_own
    if not own.any():
        return made
    names = [name for name in (*INTERVALS, "ci_method") if name in rows]
    return made.assign(**{name: made[name].astype(object).mask(own, rows[name]).astype(_type(name)) for name in names})


def _type(name: str) -> str:
    return "float64" if name in INTERVALS else "object"
