"""The slow, obvious twins of `indicators.measures.spatial`: double loops over lists.

Areas are positions in a list of values; `links[i]` lists the positions beside i. Every area has a neighbour.
"""

import math
from collections.abc import Sequence
from itertools import combinations

Links = Sequence[Sequence[int]]


def moran_slowly(values: Sequence[float], links: Links) -> tuple[float, float, float]:
    """Moran's I, its expectation, and its standard deviate under randomisation (Cliff and Ord 1981, p. 46)."""
    n = len(values)
    mean = sum(values) / n
    weight = [[1 / len(links[i]) if j in links[i] else 0.0 for j in range(n)] for i in range(n)]
    together = s0 = s1 = s2 = squares = fourths = 0.0
    for i in range(n):
        squares += (values[i] - mean) ** 2
        fourths += (values[i] - mean) ** 4
        for j in range(n):
            together += weight[i][j] * (values[i] - mean) * (values[j] - mean)
            s0 += weight[i][j]
            s1 += (weight[i][j] + weight[j][i]) ** 2 / 2
        s2 += (sum(weight[i]) + sum(row[i] for row in weight)) ** 2
    found = n / s0 * together / squares
    expected = -1 / (n - 1)
    kurtosis = n * fourths / squares**2
    first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    variance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    return found, expected, (found - expected) / math.sqrt(variance)


def local_slowly(values: Sequence[float], links: Links) -> list[tuple[float, str]]:
    """Local I of each area, (n − 1) zᵢ × mean z of its neighbours / Σz², and the quadrant it lies in."""
    mean = sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    found = []
    for i, value in enumerate(values):
        beside = sum(values[j] - mean for j in links[i]) / len(links[i])
        quadrant = ("high" if value > mean else "low") + ("_high" if beside > 0 else "_low")
        found.append(((len(values) - 1) * (value - mean) * beside / squares, quadrant))
    return found


def local_p_exactly(values: Sequence[float], links: Links) -> list[float]:
    """Two-sided p-value of each local I over every possible set of neighbours, none drawn at random."""
    mean = sum(values) / len(values)
    found = []
    for i, value in enumerate(values):
        others = [other for j, other in enumerate(values) if j != i]
        observed = (value - mean) * sum(values[j] - mean for j in links[i])
        above = below = total = 0
        for chosen in combinations(others, len(links[i])):
            shuffled = (value - mean) * (sum(chosen) - len(chosen) * mean)
            above += shuffled >= observed - 1e-9
            below += shuffled <= observed + 1e-9
            total += 1
        found.append(min(1.0, 2 * min(above, below) / total))
    return found


def discovered(p_values: Sequence[float], rate: float) -> list[bool]:
    """Benjamini and Hochberg (1995): reject the k smallest, k the largest with p₍k₎ ≤ k × rate / n."""
    limit = -1.0
    for k, p_value in enumerate(sorted(p_values), 1):
        if p_value <= k * rate / len(p_values):
            limit = p_value
    return [p_value <= limit for p_value in p_values]
