"""What every method asks of its numbers first: lists of one length, nothing impossible, no stratum without people."""

import numpy as np
import numpy.typing as npt

from indicators.errors import MeasureError

Array = npt.NDArray[np.float64]


def columns(**given: npt.ArrayLike) -> list[Array]:
    """The named lists as 1-D arrays of one length; raises MeasureError with the shapes if they are not."""
    found = [np.asarray(numbers, dtype=float) for numbers in given.values()]
    if any(numbers.ndim != 1 for numbers in found) or len({numbers.size for numbers in found}) != 1:
        shapes = ", ".join(f"{name} {numbers.shape}" for name, numbers in zip(given, found, strict=True))
        raise MeasureError(f"lists of one length are needed, not {shapes}")
    return found


def refuse(broken: npt.NDArray[np.bool_], rule: str, **given: Array) -> None:
    """Raises MeasureError naming the first position where `broken` holds, the rule, and what was given there."""
    if broken.any():
        place = int(np.flatnonzero(broken)[0])
        shown = ", ".join(f"{name} {np.ravel(numbers)[place]:.12g}" for name, numbers in given.items())
        raise MeasureError(f"position {place}: {rule} ({shown})")


def refuse_negative(**given: Array) -> None:
    """Raises MeasureError naming the first number that is negative or infinite; missing ones pass."""
    for name, numbers in given.items():
        refuse((numbers < 0) | np.isinf(numbers), "zero or a positive number is needed", **{name: numbers})


def stratum_reason(populations: Array, *others: Array) -> str:
    """Why strata cannot be summed up: a number (or all) missing, or nobody lives in one; "" if they can."""
    if not populations.size or np.isnan([populations, *others]).any():
        return "missing_stratum"
    return "stratum_without_population" if (populations == 0).any() else ""
