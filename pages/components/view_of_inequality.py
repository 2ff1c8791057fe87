"""What the inequality view shows of one indicator: the gap between areas, the slope over an area index, segregation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from indicators.measures.composite import index
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
from indicators.measures.summary import Spread, spread
from indicators.model import Kind
from indicators.slices import as_table, of_period
from pages.components.numbers import format_difference, format_number
from pages.components.recipe import Recipe
from pages.components.view_of_areas import AreasView
from pages.components.view_of_map import MapView

FEWEST_AREAS = 3
SEGREGATION = ["period", "dissimilarity", "isolation", "gini", "theil"]
WIDTH_IN_ERRORS = 3.92
"""A 95 % interval is this many standard errors wide."""


@dataclass(frozen=True)
class Slope:
    """The slope over the area index in one period, and the points it was fitted to."""

    index: Estimate
    ratio: Estimate
    attributable: float
    points: pd.DataFrame
    """Columns area_code, rank (0 worst off – 1 best off), share (of the residents, 0–1), value; worst off first."""


@dataclass(frozen=True)
class InequalityView:
    """One indicator at one place (`map_view`), and the index that orders its areas (`areas_view`)."""

    map_view: MapView
    areas_view: AreasView
    recipe: Recipe
    """Without the indicator itself."""

    def gaps(self) -> Iterator[tuple[str, Spread]]:
        """Each period with two areas or more: its highest and lowest."""
        for period in self.map_view.periods:
            ends = spread(of_period(self.map_view.rows, period))
            if ends is not None:
                yield period, ends

    @cached_property
    def scores(self) -> pd.Series:
        """The area index by area code, NaN where it cannot be had; empty without a recipe."""
        if not self.recipe.variables:
            return pd.Series(dtype=float)
        table = as_table(self.areas_view.newest)
        return index(table, self.recipe.directions, self.recipe.weights, self.recipe.method).scores

    def slope(self, period: str) -> Slope | None:
        """The slope of one period; None with fewer than three areas that have index, figure and residents."""
        rows = self._ordered(period)
        if len(rows) < FEWEST_AREAS:
            return None
        people, values = rows["denominator"].to_numpy(float), rows["value"].to_numpy(float)
        errors = (rows["ci_upper_95"] - rows["ci_lower_95"]).to_numpy(float) / WIDTH_IN_ERRORS
        known_errors = None if np.isnan(errors).any() else errors
        share = people / people.sum()
        points = rows[["area_code", "value"]].assign(share=share, rank=np.cumsum(share) - share / 2)
        return Slope(
            slope_index(values, people, known_errors),
            relative_index(values, people, known_errors),
            attributable_part(values, people),
            points,
        )

    def segregation(self) -> pd.DataFrame:
        """Dissimilarity and isolation of the people counted (0–1), and Gini and Theil of areas weighted by their base.

        One row a period with the counts of two areas or more, old to new; empty where the indicator does
        not count people.
        """
        if self.map_view.indicator.kind is not Kind.SHARE:
            return pd.DataFrame(columns=SEGREGATION)
        rows = [(period, *found) for period in self.map_view.periods if (found := self._segregation(period))]
        return pd.DataFrame(rows, columns=SEGREGATION)

    def _segregation(self, period: str) -> tuple[float, ...]:
        rows = self.map_view.in_period(period).dropna(subset=["numerator", "denominator"])
        group, total = rows["numerator"].to_numpy(float), rows["denominator"].to_numpy(float)
        if len(rows) < 2 or group.sum() == 0 or (total <= 0).any():
            return ()
        share = group / total
        return dissimilarity(group, total), isolation(group, total), gini(share, total), theil(share, total)

    def difference(self, value: float) -> str:
        """A difference of two figures in words."""
        own = self.map_view
        return format_difference(value, own.indicator.unit, own.indicator.decimals, own.reader.t, own.reader.language)

    def written(self, number: float, decimals: int) -> str:
        """A number in the reader's form, "" when missing."""
        return format_number(number, decimals, self.map_view.reader.language)

    def _ordered(self, period: str) -> pd.DataFrame:
        """The areas with a figure, a base and a score, the worst off (the highest score) first."""
        rows = self.map_view.in_period(period)
        rows = rows.assign(score=rows["area_code"].map(self.scores)).dropna(subset=["score", "value", "denominator"])
        return rows[rows["denominator"] > 0].sort_values("score", ascending=False, kind="stable")
