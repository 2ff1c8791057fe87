"""The slow, obvious twin of `indicators.measures.similarity`: loops over dicts of numbers, `None` is "no figure"."""

import math
from collections.abc import Mapping

Table = Mapping[str, Mapping[str, float | None]]


def squares_slowly(table: Table, target: str, weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Area → variable → weighted squared difference from the target in z-scores; none when the target lacks one."""
    areas = [area for area, row in table.items() if all(row[name] is not None for name in weights)]
    if target not in areas:
        return {}
    found: dict[str, dict[str, float]] = {area: {} for area in areas}
    for name, weight in weights.items():
        column = {area: table[area][name] or 0.0 for area in areas}
        mean = sum(column.values()) / len(column)
        variance = sum((value - mean) ** 2 for value in column.values()) / len(column)
        varies = max(column.values()) > min(column.values())
        for area in areas:
            square = (column[area] - column[target]) ** 2 / variance if varies else 0.0
            found[area][name] = weight / sum(weights.values()) * square
    return found


def distances_slowly(table: Table, target: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Area → distance from the target, the target itself left out."""
    squares = squares_slowly(table, target, weights)
    return {area: math.sqrt(sum(row.values())) for area, row in squares.items() if area != target}
