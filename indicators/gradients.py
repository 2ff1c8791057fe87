"""How figures of areas go along an area index, and how unevenly the people they count live."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.measures.composite import DIGITS_OF_A_TIE
from indicators.measures.estimate import Estimate
from indicators.measures.inequality import (
    FEWEST_GROUPS,
    attributable_part,
    dissimilarity,
    gini,
    isolation,
    relative_index,
    slope_index,
    theil,
)
from indicators.measures.trend import INTERVAL_WIDTH


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

    Areas with the same score share a rank. None with fewer than three scores among the areas that have a
    figure and its base. Without intervals of every area the gradient has none either.
    """
    scored = rows.assign(score=rows["area_code"].map(scores)).dropna(subset=["score", "value", "denominator"])
    ordered = scored[scored["denominator"] > 0].sort_values(["score", "area_code"], ascending=[False, True])
    groups = _pooled(ordered)
    if len(groups) < FEWEST_GROUPS:
        return None
    values, people = groups["value"], groups["people"]
    errors = None if groups["error"].isna().any() else groups["error"]
    found, share = slope_index(values, people, errors), ordered["denominator"] / ordered["denominator"].sum()
    # Weighted by people, the line passes through their mean at the middle of the index.
    middle, half = float((people * values).sum() / people.sum()), float(found.value) / 2
    return Gradient(
        found,
        relative_index(values, people, errors),
        attributable_part(values, people),
        (middle - half, middle + half),
        ordered[["area_code", "value"]].assign(share=share, rank=share.cumsum() - share / 2),
    )


def _pooled(ordered: pd.DataFrame) -> pd.DataFrame:
    """value, people and standard error by score: areas with one score are one group, whatever order they came in."""
    people = ordered["denominator"].astype(float)
    error = (ordered["ci_upper_95"] - ordered["ci_lower_95"]).astype(float) / INTERVAL_WIDTH
    parts = pd.DataFrame({"value": people * ordered["value"], "people": people, "error": (people * error) ** 2})
    sums = parts.groupby(ordered["score"].round(DIGITS_OF_A_TIE)).sum(skipna=False).iloc[::-1]
    return sums.assign(value=sums["value"] / sums["people"], error=np.sqrt(sums["error"]) / sums["people"])


def segregation_of(rows: pd.DataFrame) -> Segregation | None:
    """How unevenly the people of a share's rows of one period live; None without the counts of two areas or a case."""
    known = rows.dropna(subset=["numerator", "denominator"])
    group, total = known["numerator"].to_numpy(float), known["denominator"].to_numpy(float)
    if len(known) < 2 or group.sum() == 0 or (total <= 0).any():
        return None
    share = group / total
    return Segregation(dissimilarity(group, total), isolation(group, total), gini(share, total), theil(share, total))
