"""Which areas resemble one area, by chosen variables, and what sets two areas apart.

Variables are put on one scale as z-scores over the areas that have every chosen one (population SD), so
units do not matter. A variable without variation sets nobody apart: it adds 0.
"""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from indicators.errors import MeasureError
from indicators.measures.composite import complete_areas, normalised, z_scores

DIGITS_OF_A_TIE = 9


def distances(table: pd.DataFrame, target: str, weights: Mapping[str, float]) -> pd.Series:
    """Weighted Euclidean distance of every other area from `target`, the nearest first, ties in order of code.

    `table` is areas × variables, indexed by area code; `weights` names the chosen variables and is scaled to
    sum 1. The distance √Σ w (zᵢ − zₜ)² is in standard deviations: 1 is one such step in every variable. Areas
    that miss a chosen variable are left out; when the target does, the series is empty. Raises MeasureError
    for an unknown area or variable, a negative weight, weights that are all 0, and an area that stands twice.
    """
    squares = _squares(table, target, weights)
    found = np.sqrt(squares.sum(axis="columns")).drop(target, errors="ignore").sort_index()
    return found.sort_values(kind="stable", key=lambda distance: distance.round(DIGITS_OF_A_TIE))


def contributions(table: pd.DataFrame, target: str, other: str, weights: Mapping[str, float]) -> pd.Series:
    """Each variable's share (0–1, together 1) of the squared distance between two areas, in the order of weights.

    All 0 for twins, who have no distance to share out; empty when either area misses a chosen variable.
    Arguments and errors as for `distances`.
    """
    _find(table, other)
    squares = _squares(table, target, weights)
    if other not in squares.index:
        return pd.Series(dtype=float)
    parts = squares.loc[other]
    return (parts / (parts.sum() or 1.0)).rename(None)


def with_logarithms(table: pd.DataFrame, counts: Collection[str]) -> pd.DataFrame:
    """`table` with the named columns as decimal logarithms; zero and negative counts have none."""
    return table.assign(**{name: np.log10(table[name].where(table[name] > 0)) for name in counts})


def _squares(table: pd.DataFrame, target: str, weights: Mapping[str, float]) -> pd.DataFrame:
    """Weighted squared differences from the target, area × variable; no rows when the target lacks a figure."""
    _find(table, target)
    shares = normalised(weights, weights)
    scaled = z_scores(complete_areas(table, weights))
    if target not in scaled.index:
        return scaled.iloc[:0]
    return (scaled - scaled.loc[target]) ** 2 * shares


def _find(table: pd.DataFrame, code: str) -> None:
    if code not in table.index:
        raise MeasureError(f"area: {code} is not in the table; choose an area that is")
