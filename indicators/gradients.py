"""How figures of areas go along an area index, and how unevenly the people they count live."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.measures.estimate import Estimate
from indicators.measures.inequality import (
    attributable_part,
    dissimilarity,
    gini,
    isolation,
    relative_index,
    slope_index,
    theil,
)
from indicators.measures.trend import INTERVAL_WIDTH

FEWEST_AREAS = 3


@dataclass(frozen=True)
class Gradient:
    """The slope and relative index over an area index in one period, and the points they were fitted to.

    `ends` are the fitted figures at the worst-off and the best-off end, in the figures' unit.
    """

    index: Estimate
    ratio: Estimate
    attributable: float
    ends: tuple[float, float]
    points: pd.DataFrame
    """Columns area_code, rank (0 worst off – 1 best off), share (of the base, 0–1), value; worst off first."""


@dataclass(frozen=True)
class Segregation:
    """Dissimilarity and isolation (0–1) of the people counted, Gini and Theil of areas weighted by their base."""

    dissimilarity: float
    isolation: float
    gini: float
    theil: float


def area_gradient(rows: pd.DataFrame, scores: pd.Series) -> Gradient | None:
    """The gradient of one indicator's rows of one period, the area with the highest score (worst off) first.

    None with fewer than three areas that have a figure, its base and a score. Without intervals of every
    area the gradient has none either.
    """
    scored = rows.assign(score=rows["area_code"].map(scores)).dropna(subset=["score", "value", "denominator"])
    ordered = scored[scored["denominator"] > 0].sort_values("score", ascending=False, kind="stable")
    if len(ordered) < FEWEST_AREAS:
        return None
    people, values = ordered["denominator"].to_numpy(float), ordered["value"].to_numpy(float)
    errors = (ordered["ci_upper_95"] - ordered["ci_lower_95"]).to_numpy(float) / INTERVAL_WIDTH
    known_errors = None if np.isnan(errors).any() else errors
    found = slope_index(values, people, known_errors)
    share = people / people.sum()
    # Weighted by people, the line passes through their mean at the middle of the index.
    middle, half = float(share @ values), float(found.value) / 2
    return Gradient(
        found,
        relative_index(values, people, known_errors),
        attributable_part(values, people),
        (middle - half, middle + half),
        ordered[["area_code", "value"]].assign(share=share, rank=np.cumsum(share) - share / 2),
    )


def segregation_of(rows: pd.DataFrame) -> Segregation | None:
    """How unevenly the people of a share's rows of one period live; None without the counts of two areas or a case."""
    known = rows.dropna(subset=["numerator", "denominator"])
    group, total = known["numerator"].to_numpy(float), known["denominator"].to_numpy(float)
    if len(known) < 2 or group.sum() == 0 or (total <= 0).any():
        return None
    share = group / total
    return Segregation(dissimilarity(group, total), isolation(group, total), gini(share, total), theil(share, total))
