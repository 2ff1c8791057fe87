"""An index of areas as an open recipe: chosen variables on one scale, with directions and weights.

Never an official index: it is shown with its recipe, its parts, and how ranks move when weights move.
Scales, weighted sum and the check by moving weights follow the OECD and JRC's Handbook on Constructing
Composite Indicators (2008).
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.errors import MeasureError

EXACT = 1e-12
DIGITS_OF_A_TIE = 9
"""Scores equal to this many decimals share a rank, so that rounding noise decides none."""


@dataclass(frozen=True)
class CompositeIndex:
    """`scores` and `ranks` (1 = the highest score, ties share the best) of every area given, NaN where left out.

    `parts` (area × variable) are the weighted contributions; each row sums to its score. `left_out` are the
    codes of areas that miss a chosen variable.
    """

    scores: pd.Series
    ranks: pd.Series
    parts: pd.DataFrame
    left_out: tuple[str, ...]


def index(
    table: pd.DataFrame, directions: Mapping[str, int], weights: Mapping[str, float], method: str = "z_scores"
) -> CompositeIndex:
    """Weighted sum of the variables named in `directions`: +1 where a higher value raises the index, −1 where not.

    `table` is areas × variables, indexed by area code, in any units. An area needs every chosen variable.
    `weights` are ≥ 0 and scaled to sum 1; those of other variables are ignored. `method` "z_scores" gives
    standard deviations from the mean of the areas that have everything; "min_max" gives 0–100 between their
    lowest and highest. A variable without variation tells areas apart in neither: it adds 0, or the middle, 50 ×
    its weight. Raises MeasureError for an unknown variable, method or direction, a missing or negative weight,
    weights that are all 0, and an area that stands twice.
    """
    directions, weights = dict(directions), dict(weights)  # a Series gives its values when it is gone through
    shares, complete = normalised(directions, weights), complete_areas(table, directions)
    if wrong := [name for name, way in directions.items() if way not in (1, -1)]:
        raise MeasureError(f"directions: {wrong[0]} has {directions[wrong[0]]}; give 1 or -1")
    parts = _scale_of(method)(complete * pd.Series(directions)) * shares
    parts = parts.reindex(table.index)
    scores = parts.sum(axis="columns", skipna=False)
    ranks = scores.round(DIGITS_OF_A_TIE).rank(ascending=False, method="min")
    return CompositeIndex(scores, ranks, parts, tuple(table.index.difference(complete.index, sort=False)))


def rank_ranges(
    table: pd.DataFrame,
    directions: Mapping[str, int],
    weights: Mapping[str, float],
    method: str = "z_scores",
    factor: float = 2.0,
) -> pd.DataFrame:
    """How ranks move when weights move: `rank`, `best_rank`, `worst_rank` by area code, NaN where left out.

    Best and worst over the given weights, equal weights, and each weight in turn multiplied and divided by
    `factor`. Nothing is drawn at random. Arguments and errors as for `index`; `factor` must be above 0.
    """
    if not 0 < factor < math.inf:
        raise MeasureError(f"factor: {factor} given; give a number above 0")
    directions, weights = dict(directions), dict(weights)
    recipes = _moved(directions, weights, factor)
    ranks = pd.DataFrame([index(table, directions, recipe, method).ranks for recipe in recipes])
    return pd.DataFrame({"rank": ranks.iloc[0], "best_rank": ranks.min(), "worst_rank": ranks.max()})


def complete_areas(table: pd.DataFrame, variables: Iterable[str]) -> pd.DataFrame:
    """The named columns as numbers, of the areas that have a finite value in each.

    Raises MeasureError when a name is unknown, or an area or a variable stands twice.
    """
    names = list(variables)
    if unknown := [name for name in names if name not in table.columns]:
        raise MeasureError(f"variables: {unknown[0]} is not in the table; choose among {', '.join(table.columns)}")
    for place, labels in (("areas", table.index), ("variables", table.columns)):
        if labels.has_duplicates:
            raise MeasureError(f"{place}: {labels[labels.duplicated()][0]} stands twice; give each once")
    numbers = table[names].astype(float)
    return numbers[np.isfinite(numbers).all(axis="columns")]


def normalised(variables: Iterable[str], weights: Mapping[str, float]) -> pd.Series:
    """The weights of the variables, in their order, scaled to sum 1.

    Raises MeasureError when there is no variable, a weight is missing, negative or not a number, or all are 0.
    """
    chosen = pd.Series({name: weights.get(name, math.nan) for name in variables}, dtype=float)
    if chosen.empty:
        raise MeasureError("variables: none chosen; choose at least one")
    wrong = chosen[~((chosen >= 0) & np.isfinite(chosen))]
    if not wrong.empty:
        given = weights.get(wrong.index[0], "nothing")
        raise MeasureError(f"weights: {wrong.index[0]} has {given}; give a number of 0 or more")
    if not chosen.any():
        raise MeasureError("weights: all are 0; give at least one above 0")
    return chosen / chosen.sum()


def z_scores(complete: pd.DataFrame) -> pd.DataFrame:
    """Standard deviations from the mean of each column (population SD); 0 in a column without variation.

    Needs every value: see `complete_areas`.
    """
    deviation = complete.std(ddof=0)
    return ((complete - complete.mean()) / deviation.where(_varies(complete))).fillna(0.0)


def _min_max(complete: pd.DataFrame) -> pd.DataFrame:
    """0–100 from the lowest to the highest of each column; 50 in a column without variation."""
    lowest, highest = complete.min(), complete.max()
    return (100 * (complete - lowest) / (highest - lowest).where(_varies(complete))).fillna(50.0)


def _varies(complete: pd.DataFrame) -> pd.Series:
    return complete.max() - complete.min() > EXACT * complete.abs().max()


def _scale_of(method: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The scale a method names, however its name is spelt: "z-scores", "Z", "min max"."""
    spelling = re.sub("[^a-z]", "", method.lower())
    scales = {"zscores": z_scores, "zscore": z_scores, "z": z_scores, "minmax": _min_max}
    if spelling not in scales:
        raise MeasureError(f"method: {method!r} is unknown; give 'z_scores' or 'min_max'")
    return scales[spelling]


def _moved(names: Iterable[str], weights: Mapping[str, float], factor: float) -> Iterator[Mapping[str, float]]:
    """The given weights first, then equal ones, then each in turn made heavier and lighter."""
    given = normalised(names, weights)
    yield given.to_dict()
    yield dict.fromkeys(given.index, 1.0)
    for name, weight in given.items():
        yield {**given, name: weight * factor}
        yield {**given, name: weight / factor}
