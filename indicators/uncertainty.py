"""The confidence interval of each observation, by what its kind and counts allow.

Shares get Wilson's interval, rates the Poisson count's, both at 95 and 99.8 %. Figures without a
numerator (means, medians, positions, sources that publish the figure alone) get none. Where a source
gives the numerator and a rounded figure, the denominator lies between those that the figure half a unit
lower and half a unit higher would imply; the lower end is taken from the one and the upper from the
other, so that the interval covers whatever was rounded away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
import numpy.typing as npt
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


METHODS = np.array([*map(str, IntervalMethod), None], dtype=object)
"""In the order above: of a share, of a small count, of a larger one; then the same of a rounded figure; then none."""
SHARE_AND_RATE = (Kind.SHARE, Kind.RATE)

Column = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Facts:
    """What an interval is made of, one cell a row: the count, the bounds of its denominator, the unit's multiplier.

    `largest` is infinite where the rounded figure sets no bound. `rounded` rows have a denominator that is implied.
    """

    numerator: Column
    largest: Column
    smallest: Column
    multiplier: Column
    rounded: Mask
    share: Mask
    rate: Mask

    def of(self, chosen: Mask) -> "_Facts":
        """The chosen rows alone."""
        return _Facts(*(getattr(self, each.name)[chosen] for each in fields(self)))


def with_intervals(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """`rows` of any indicators with the interval columns filled where counts allow, else missing.

    Ends are in the value's unit. Raises ObservationError naming the first row whose numerator exceeds
    its denominator.
    """
    facts = _facts(rows, catalogue)
    ends = {name: np.full(len(rows), np.nan) for name in INTERVALS}
    for level, (low, high) in zip(CONFIDENCE_LEVELS, (INTERVALS[:2], INTERVALS[2:]), strict=True):
        for chosen, interval in ((facts.share, _of_share), (facts.rate, _of_rate)):
            ends[low][chosen], ends[high][chosen] = _ends(facts, chosen, rows, interval, level)
    return rows.assign(**ends, ci_method=pd.array(_methods(facts), dtype="str"))


def _facts(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> _Facts:
    codes, names = pd.factorize(rows["indicator_id"], use_na_sentinel=False)
    known = [catalogue[str(name)] for name in names]
    value, numerator, denominator = (
        rows[name].to_numpy(float, na_value=np.nan) for name in ("value", "numerator", "denominator")
    )
    multiplier = np.array([each.multiplier for each in known], dtype=float)[codes]
    unit = np.array([0.5 * 10.0**-each.decimals for each in known], dtype=float)[codes]
    is_share, is_rate = (np.array([each.kind == kind for each in known], dtype=bool)[codes] for kind in SHARE_AND_RATE)
    implied = np.isnan(denominator)
    largest, smallest = (
        np.where(implied, _quotient(multiplier * numerator, value + side * unit), denominator) for side in (-1, 1)
    )
    usable = np.where(implied, value * numerator > 0, ~np.isnan(value + numerator) & (denominator > 0))
    return _Facts(
        numerator=numerator,
        largest=np.where(implied & np.isnan(largest), np.inf, largest),
        smallest=np.where(implied & is_share, np.fmax(smallest, numerator), smallest),
        multiplier=multiplier,
        rounded=implied,
        share=usable & is_share,
        rate=usable & is_rate,
    )


def _quotient(above: Column, below: Column) -> Column:
    """Missing where there is nothing to divide by."""
    return above / np.where(below > 0, below, np.nan)


def _of_share(facts: _Facts, level: float) -> Interval:
    bounded = np.isfinite(facts.largest)
    low, _ = wilson_interval(facts.numerator, np.where(bounded, facts.largest, np.nan), level)
    _, high = wilson_interval(facts.numerator, facts.smallest, level)
    return np.where(bounded, low, 0.0), high


def _of_rate(facts: _Facts, level: float) -> Interval:
    low, high = poisson_interval(facts.numerator, level)
    return low / facts.largest, high / facts.smallest


def _ends(
    facts: _Facts, chosen: Mask, rows: pd.DataFrame, interval: Callable[[_Facts, float], Interval], level: float
) -> Interval:
    """Both ends of the chosen rows, in the value's unit."""
    own = facts.of(chosen)
    try:
        low, high = interval(own, level)
    except MeasureError as fault:
        raise ObservationError(f"{_first_broken(own, rows[chosen])}: {fault}") from fault
    return own.multiplier * low, own.multiplier * high


def _first_broken(facts: _Facts, rows: pd.DataFrame) -> str:
    broken = (facts.numerator > facts.largest * (1 + 1e-12)) | (facts.numerator < 0)
    first = rows[broken].iloc[0]
    return ", ".join(f"{column}={first[column]}" for column in KEY)


def _methods(facts: _Facts) -> npt.NDArray[np.object_]:
    """The method's name, or None, of each row."""
    place = np.where(facts.share, 0, np.where(facts.numerator < EXACT_BELOW, 1, 2)) + 3 * facts.rounded
    return METHODS[np.where(facts.share | facts.rate, place, len(METHODS) - 1)]
