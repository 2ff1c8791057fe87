"""What the inequality view shows of one indicator: the gap between areas, the slope over an area index, segregation."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property

import pandas as pd

from indicators.gradients import Gradient, Segregation, area_gradient, segregation_of
from indicators.measures.composite import index
from indicators.measures.estimate import no_estimate
from indicators.measures.summary import Spread, spread
from indicators.model import Kind
from indicators.slices import as_table, of_period
from pages.components.numbers import format_difference, format_number
from pages.components.recipe import Recipe
from pages.components.view_of_areas import AreasView
from pages.components.view_of_map import MapView


@dataclass(frozen=True)
class InequalityView:
    """One indicator at one place (`map_view`), and the index that orders its areas (`areas_view`)."""

    map_view: MapView
    areas_view: AreasView
    recipe: Recipe
    """Without the indicator itself."""
    left_out: bool = False
    """Whether the indicator was part of the recipe before."""

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

    def slope(self, period: str) -> Gradient | None:
        """The gradient of one period; None with fewer than three areas that have index, figure and base."""
        return area_gradient(self.map_view.in_period(period), self.scores)

    def segregation(self) -> list[tuple[str, Segregation]]:
        """Each period with the counts of two areas or more, old to new; none where the indicator is no share."""
        if self.map_view.indicator.kind is not Kind.SHARE:
            return []
        found = ((period, segregation_of(self.map_view.in_period(period))) for period in self.map_view.periods)
        return [(period, each) for period, each in found if each is not None]

    def table(self) -> pd.DataFrame:
        """Every measure of every period, old to new; missing where it cannot be had."""
        segregation = dict(self.segregation())
        return pd.DataFrame([self._measures(period, ends, segregation.get(period)) for period, ends in self.gaps()])

    def _measures(self, period: str, ends: Spread, segregation: Segregation | None) -> dict[str, object]:
        slope = self.slope(period)
        sii, rii = (slope.index, slope.ratio) if slope else (no_estimate(""), no_estimate(""))
        return {
            "period": period,
            "areas": self.map_view.known(period),
            "highest_area_code": ends.highest_code,
            "highest": ends.highest,
            "lowest_area_code": ends.lowest_code,
            "lowest": ends.lowest,
            "difference": ends.difference,
            **dict(zip(("sii", "sii_lower_95", "sii_upper_95"), sii, strict=True)),
            **dict(zip(("rii", "rii_lower_95", "rii_upper_95"), rii, strict=True)),
            **(asdict(segregation) if segregation else {}),
        }

    def difference(self, value: float) -> str:
        """A difference of two figures in words."""
        own = self.map_view
        return format_difference(value, own.indicator.unit, own.indicator.decimals, own.reader.t, own.reader.language)

    def written(self, number: float, decimals: int) -> str:
        """A number in the reader's form, "" when missing."""
        return format_number(number, decimals, self.map_view.reader.language)
