"""The slow, obvious twin of `indicators.uncertainty.with_intervals`: one row at a time, `None` is "no figure".

Nothing here is shared with the twin: quantiles are stated, and the exact Poisson ends are searched for.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

Z = {95: 1.959963984540054, 99.8: 3.090232306167813}
TAIL = {95: 0.025, 99.8: 0.001}

Row = Mapping[str, Any]
Ends = tuple[float, float, float, float]


def intervals_slowly(rows: Sequence[Row], facts: Mapping[str, Row]) -> list[tuple[Ends | None, str | None]]:
    """For each row its four ends and its method; `facts` tells kind, multiplier and decimals by indicator."""
    return [_of_row(row, facts[row["indicator_id"]]) for row in rows]


def _of_row(row: Row, fact: Row) -> tuple[Ends | None, str | None]:
    value, numerator, denominator = row["value"], row["numerator"], row["denominator"]
    if fact["kind"] not in ("share", "rate") or value is None or numerator is None:
        return None, None
    largest = smallest = denominator
    suffix = ""
    if denominator is None:
        if value <= 0 or numerator <= 0:
            return None, None
        half = 0.5 / 10 ** fact["decimals"]
        largest = fact["multiplier"] * numerator / (value - half) if value > half else math.inf
        smallest = fact["multiplier"] * numerator / (value + half)
        if fact["kind"] == "share" and smallest < numerator:
            smallest = numerator
        suffix = "_of_rounded"
    if largest <= 0:
        return None, None
    ends = []
    for level in (95, 99.8):
        method, low, _ = _of_denominator(fact["kind"], numerator, largest, level)
        _, _, high = _of_denominator(fact["kind"], numerator, smallest, level)
        ends += [fact["multiplier"] * low, fact["multiplier"] * high]
    return (ends[0], ends[1], ends[2], ends[3]), method + suffix


def _of_denominator(kind: str, numerator: float, denominator: float, level: float) -> tuple[str, float, float]:
    if math.isinf(denominator):
        return ("wilson" if kind == "share" else "exact_poisson" if numerator < 10 else "byar"), 0.0, 0.0
    if kind == "share":
        return "wilson", *wilson(numerator, denominator, level)
    method, (low, high) = (
        ("exact_poisson", exact(numerator, level)) if numerator < 10 else ("byar", byar(numerator, level))
    )
    return method, low / denominator, high / denominator


def wilson(x: float, n: float, level: float) -> tuple[float, float]:
    z, p = Z[level], x / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    inside = max(p * (1 - p) / n, 0.0) + z * z / (4 * n * n)
    reach = z / (1 + z * z / n) * math.sqrt(inside)
    return middle - reach, middle + reach


def byar(x: float, level: float) -> tuple[float, float]:
    z, more = Z[level], x + 1
    low = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def exact(x: float, level: float) -> tuple[float, float]:
    """The means at which x cases or more, and x or fewer, have just the tail's probability (whole x only)."""
    tail = TAIL[level]
    low = 0.0 if x == 0 else _search(lambda mean: 1 - _at_most(int(x) - 1, mean) - tail)
    return low, _search(lambda mean: tail - _at_most(int(x), mean))


def _at_most(x: int, mean: float) -> float:
    return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(x + 1))


def _search(rising: Any) -> float:
    low, high = 0.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
