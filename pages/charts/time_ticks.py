"""Which periods are named on a time axis: evenly apart and counted from the newest, which is always named."""

from collections.abc import Collection
from itertools import pairwise

MONTH, QUARTER = 1 / 12, 1 / 4
STEPS = {MONTH: (1, 2, 3, 6, 12, 24, 36, 60, 120), QUARTER: (1, 2, 4, 8, 12, 20, 40)}
"""Of months and quarters: so that the same ones are named in every year."""


def unit_of(places: Collection[float]) -> float:
    """The shortest way between two places, in years: 1/12 for months; at most one year."""
    ordered = sorted(set(places))
    return min([1.0, *(later - earlier for earlier, later in pairwise(ordered))])


def shown_ticks(places: Collection[float], at_most: int) -> list[float]:
    """The places that are named, about `at_most` of them."""
    ordered = sorted(set(places))
    if len(ordered) <= at_most:
        return ordered
    unit = unit_of(ordered)
    needed = -(-(round((ordered[-1] - ordered[0]) / unit) + 1) // at_most)
    step = next((each for each in _steps(unit) if each >= needed), needed)
    return [place for place in ordered if round((ordered[-1] - place) / unit) % step == 0]


def _steps(unit: float) -> tuple[int, ...]:
    near = [steps for known, steps in STEPS.items() if abs(known - unit) < MONTH / 10]
    return near[0] if near else ()
