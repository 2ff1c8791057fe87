"""The slow, obvious twin of `indicators.aggregation.aggregate`: loops over lists of dicts.

`None` is "no figure". Nothing here is shared with the twin; the threshold is stated again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MINIMUM_COVERAGE_OF_A_RATIO = 0.99
EXACT = 1e-12

Row = Mapping[str, Any]


@dataclass
class Sums:
    """What is known of one large area in one period and group, part by part."""

    parts: int = 0
    numerator: float = 0.0
    denominator: float = 0.0
    weighted: float = 0.0
    known: float = 0.0
    base: float = 0.0
    moved: float = 0.0
    hidden: bool = False
    base_unknown: bool = False
    touched: bool = False


def aggregate_slowly(
    rows: Sequence[Row],
    key: Sequence[Row],
    how: str,
    multiplier: float = 1.0,
    base: Mapping[str, float] | None = None,
) -> dict[tuple[str, str], dict[str, Any]]:
    """(large area, period) → value, numerator, denominator, coverage, moved_share, status.

    `how` is "count", "ratio" or "mean".
    """
    found = {}
    for to_code in sorted({link["to_code"] for link in key}):
        links = [link for link in key if link["to_code"] == to_code]
        for period in sorted({row["period"] for row in rows}):
            sums = _add_up(rows, key, links, period, how, base or {})
            if sums.parts == len(links):
                found[to_code, period] = _judge(sums, how, multiplier)
    return found


def _add_up(
    rows: Sequence[Row],
    key: Sequence[Row],
    links: Sequence[Row],
    period: str,
    how: str,
    base: Mapping[str, float],
) -> Sums:
    sums = Sums()
    for link in links:
        for row in rows:
            if row["area_code"] == link["from_code"] and row["period"] == period:
                sums.parts += 1
                _add_part(sums, row, link, key, how, base)
    return sums


def _add_part(sums: Sums, row: Row, link: Row, key: Sequence[Row], how: str, base: Mapping[str, float]) -> None:
    weight = link["weight"]
    needed = {"count": ["value"], "ratio": ["value", "numerator", "denominator"], "mean": ["value", "denominator"]}
    counted = row["value"] if how == "count" else row["denominator"]
    known = all(row[name] is not None for name in needed[how])
    sums.touched = sums.touched or weight < 1 or row["status"] == "ESTIMATED"
    sums.hidden = sums.hidden or not known
    if counted is not None:
        sums.base += weight * counted / (1.0 if row["coverage"] is None else row["coverage"])
    elif row["area_code"] in base:
        sums.base += weight * base[row["area_code"]]
    else:
        sums.base_unknown = True
    if not known:
        return
    heaviest = max(other["weight"] for other in key if other["from_code"] == link["from_code"])
    moved = 1.0 if weight < heaviest else row["moved_share"] or 0.0
    sums.known += weight * counted
    sums.moved += weight * counted * moved
    sums.numerator += weight * (row["numerator"] or 0.0)
    sums.denominator += weight * (row["denominator"] or 0.0)
    sums.weighted += weight * counted * row["value"]


def _judge(sums: Sums, how: str, multiplier: float) -> dict[str, Any]:
    coverage = None
    if not sums.base_unknown and sums.base > 0:
        coverage = sums.known / sums.base
    elif not sums.base_unknown and not sums.hidden:
        coverage = 1.0
    needed = 1 - EXACT if how == "count" else MINIMUM_COVERAGE_OF_A_RATIO
    if coverage is None or coverage < needed:
        return {"status": "MISSING", "value": None, "coverage": coverage}
    value = {
        "count": lambda: sums.known,
        "ratio": lambda: multiplier * sums.numerator / sums.denominator,
        "mean": lambda: sums.weighted / sums.known,
    }[how]()
    estimated = how == "mean" or sums.touched or (coverage is not None and coverage < 1 - EXACT)
    return {
        "status": "ESTIMATED" if estimated else "OBSERVED",
        "value": value,
        "numerator": sums.numerator,
        "denominator": sums.denominator,
        "coverage": coverage,
        "moved_share": sums.moved / sums.known if sums.known else None,
    }
