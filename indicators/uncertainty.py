"""The confidence interval of each observation, by what its kind and counts allow.

Shares get Wilson's interval, rates the Poisson count's, both at 95 and 99.8 %. Figures without a
numerator (means, medians, positions, sources that publish the figure alone) get none. Where a source
gives the numerator and a rounded figure, the denominator lies between those that the figure half a unit
lower and half a unit higher would imply; the lower end is taken from the one and the upper from the
other, so that the interval covers whatever was rounded away.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from indicators.errors import MeasureError, ObservationError
from indicators.measures.intervals import CONFIDENCE_LEVELS, EXACT_BELOW, Interval, poisson_interval, wilson_interval
from indicators.model import Indicator, Kind
from indicators.observations import INTERVALS, KEY


class IntervalMethod(StrEnum):
    """How an interval was made; `_OF_ROUNDED` when the denominator is implied by a rounded figure."""

    WILSON = "wilson"
    EXACT_POISSON = "exact_poisson"
    BYAR = "byar"
    WILSON_OF_ROUNDED = "wilson_of_rounded"
    EXACT_POISSON_OF_ROUNDED = "exact_poisson_of_rounded"
    BYAR_OF_ROUNDED = "byar_of_rounded"


def with_intervals(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """`rows` of any indicators with the interval columns filled where counts allow, else missing.

    Ends are in the value's unit. Raises ObservationError naming the first row whose numerator exceeds
    its denominator.
    """
    facts = _facts(rows, catalogue)
    known = facts["share"] | facts["rate"]
    ends = {name: np.full(len(rows), np.nan) for name in INTERVALS}
    for level, (low, high) in zip(CONFIDENCE_LEVELS, (INTERVALS[:2], INTERVALS[2:]), strict=True):
        for kind, interval in (("share", _of_share), ("rate", _of_rate)):
            chosen = facts[kind].to_numpy()
            ends[low][chosen], ends[high][chosen] = _ends(facts[chosen], rows, interval, level)
    return rows.assign(**ends, ci_method=_methods(facts).where(known, None))


def _facts(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """What an interval is made of: counts, the multiplier, the rounding, and whether it is a share or a rate."""
    codes, names = pd.factorize(rows["indicator_id"], use_na_sentinel=False)
    known = [catalogue[str(name)] for name in names]
    value, numerator = rows["value"].astype(float), rows["numerator"].astype(float)
    multiplier = np.array([each.multiplier for each in known], dtype=float)[codes]
    unit = np.array([0.5 * 10.0**-each.decimals for each in known], dtype=float)[codes]
    kinds = np.array([each.kind for each in known], dtype=object)
    denominator, given = rows["denominator"].astype(float), rows["denominator"].notna()
    rounding = np.where(given, 0.0, unit)
    largest, smallest = (
        multiplier * numerator / (value + side).where(value + side > 0) for side in (-rounding, rounding)
    )
    is_share = pd.Series((kinds == Kind.SHARE)[codes], index=rows.index)
    usable = value.notna() & numerator.notna() & (denominator.where(given, value * numerator) > 0)
    return pd.DataFrame(
        {
            "numerator": numerator,
            "largest": denominator.where(given, largest.fillna(np.inf)),
            "smallest": denominator.where(given, smallest.where(~is_share | (smallest > numerator), numerator)),
            "multiplier": multiplier,
            "rounded": ~given,
            "share": usable & is_share,
            "rate": usable & (kinds == Kind.RATE)[codes],
            "place": np.arange(len(rows)),
        }
    )


def _of_share(facts: pd.DataFrame, level: float) -> Interval:
    bounded = np.isfinite(facts["largest"])
    low, _ = wilson_interval(facts["numerator"], facts["largest"].where(bounded), level)
    _, high = wilson_interval(facts["numerator"], facts["smallest"], level)
    return np.where(bounded, low, 0.0), high


def _of_rate(facts: pd.DataFrame, level: float) -> Interval:
    low, high = poisson_interval(facts["numerator"], level)
    return low / facts["largest"].to_numpy(), high / facts["smallest"].to_numpy()


def _ends(
    facts: pd.DataFrame, rows: pd.DataFrame, interval: Callable[[pd.DataFrame, float], Interval], level: float
) -> Interval:
    """Both ends in the value's unit."""
    try:
        low, high = interval(facts, level)
    except MeasureError as fault:
        raise ObservationError(f"{_first_broken(facts, rows)}: {fault}") from fault
    multiplier = facts["multiplier"].to_numpy()
    return multiplier * low, multiplier * high


def _first_broken(facts: pd.DataFrame, rows: pd.DataFrame) -> str:
    broken = (facts["numerator"] > facts["largest"] * (1 + 1e-12)) | (facts["numerator"] < 0)
    first = rows.iloc[facts.loc[broken.to_numpy(), "place"].iloc[0]]
    return ", ".join(f"{column}={first[column]}" for column in KEY)


def _methods(facts: pd.DataFrame) -> pd.Series:
    poisson = np.where(facts["numerator"] < EXACT_BELOW, IntervalMethod.EXACT_POISSON, IntervalMethod.BYAR)
    plain = pd.Series(np.where(facts["share"], IntervalMethod.WILSON, poisson), index=facts.index, dtype=object)
    return plain.where(~facts["rounded"], plain.astype(str) + "_of_rounded")
