"""The slow, obvious twin of `indicators.measures.composite`: loops over dicts of numbers, `None` is "no figure"."""

import math
from collections.abc import Mapping

Table = Mapping[str, Mapping[str, float | None]]


def index_slowly(
    table: Table, directions: Mapping[str, int], weights: Mapping[str, float], method: str
) -> dict[str, dict[str, float]]:
    """Area → variable → weighted contribution, of the areas that have every chosen variable."""
    areas = [area for area, row in table.items() if all(row[name] is not None for name in directions)]
    total = sum(weights[name] for name in directions)
    parts: dict[str, dict[str, float]] = {area: {} for area in areas}
    for name, way in directions.items():
        column = [table[area][name] or 0.0 for area in areas]
        for area, value in zip(areas, column, strict=True):
            scaled = _z_score(value, column) * way if method == "z_scores" else _share_of_range(value, column, way)
            parts[area][name] = scaled * weights[name] / total
    return parts


def ranks_slowly(scores: Mapping[str, float]) -> dict[str, int]:
    """1 + the number of areas that score clearly higher."""
    return {area: 1 + sum(other > score + 1e-9 for other in scores.values()) for area, score in scores.items()}


def rank_ranges_slowly(
    table: Table, directions: Mapping[str, int], weights: Mapping[str, float], method: str, factor: float
) -> dict[str, tuple[int, int]]:
    """Area → best and worst rank over all the recipes."""
    recipes = [dict(weights), dict.fromkeys(weights, 1.0)]
    for name in directions:
        for moved in (weights[name] * factor, weights[name] / factor):
            recipe = dict(weights)
            recipe[name] = moved
            recipes.append(recipe)
    found: dict[str, list[int]] = {}
    for recipe in recipes:
        parts = index_slowly(table, directions, recipe, method)
        for area, rank in ranks_slowly({area: sum(row.values()) for area, row in parts.items()}).items():
            found.setdefault(area, []).append(rank)
    return {area: (min(ranks), max(ranks)) for area, ranks in found.items()}


def _z_score(value: float, column: list[float]) -> float:
    mean = sum(column) / len(column)
    deviation = math.sqrt(sum((other - mean) ** 2 for other in column) / len(column))
    return (value - mean) / deviation if max(column) > min(column) else 0.0


def _share_of_range(value: float, column: list[float], way: int) -> float:
    if max(column) == min(column):
        return 50.0
    share = 100 * (value - min(column)) / (max(column) - min(column))
    return share if way == 1 else 100 - share
