"""A figure with its interval: what every rate and index of this room comes back as."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = float | npt.NDArray[np.float64]
"""One number, or an array of them in the shape that went in."""


@dataclass(frozen=True)
class Estimate:
    """A value with the ends of its confidence interval, all in one unit; NaN where there is none.

    Arrays where arrays went in. `reason` is a code that says why a single value is missing, "" otherwise.
    Unpacks as value, ci_lower, ci_upper.
    """

    value: Numbers
    ci_lower: Numbers
    ci_upper: Numbers
    reason: str = ""

    def __iter__(self) -> Iterator[Numbers]:
        return iter((self.value, self.ci_lower, self.ci_upper))


def no_estimate(reason: str) -> Estimate:
    """An estimate that cannot be had, and why."""
    return Estimate(float("nan"), float("nan"), float("nan"), reason)
