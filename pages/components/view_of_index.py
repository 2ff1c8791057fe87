"""What the index builder shows: areas ranked by a recipe, the parts of each score, and how ranks move."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators.measures.composite import CompositeIndex, index, rank_ranges
from indicators.model import Indicator, Theme
from indicators.slices import as_table, newest_periods
from pages.charts.ranking import Bar
from pages.components.numbers import format_number
from pages.components.period_words import format_period
from pages.components.recipe import DIRECTIONS, LOWERS, METHODS, MIN_MAX, RAISES, Recipe
from pages.components.view_of_areas import AreasView
from pages.components.words import title_of

DECIMALS = {True: 1, False: 2}
"""Of a score: 0–100 needs fewer."""


@dataclass(frozen=True)
class IndexView:
    """A recipe over the areas of an `AreasView`."""

    areas_view: AreasView
    recipe: Recipe

    @cached_property
    def result(self) -> CompositeIndex:
        """Scores, ranks, parts and the areas left out."""
        return index(self.table, self.recipe.directions, self.recipe.weights, self.recipe.method)

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """Each area's rank, and the best and worst when weights are equal, halved or doubled."""
        return rank_ranges(self.table, self.recipe.directions, self.recipe.weights, self.recipe.method)

    @property
    def table(self) -> pd.DataFrame:
        """Newest values: areas × indicators."""
        return as_table(self.areas_view.newest)

    @property
    def order(self) -> list[str]:
        """Area codes from the highest score to the lowest."""
        return list(self.result.scores.dropna().sort_values(ascending=False, kind="stable").index)

    def indicators(self) -> list[Indicator]:
        """The variables' definitions, in the recipe's order."""
        return self.areas_view.by_id(self.recipe.variables)

    def bars(self) -> list[Bar]:
        """The ranked scores."""
        scores = self.result.scores
        return [
            Bar(code, self.areas_view.name(code), float(scores[code]), self.written(scores[code]))
            for code in self.order
        ]

    def written(self, score: float) -> str:
        """A score in the reader's number form."""
        return format_number(score, DECIMALS[self.recipe.method == MIN_MAX], self.areas_view.reader.language)

    def recipe_lines(self) -> Iterator[str]:
        """The recipe in words: a line a variable, then scale, areas left out, and what this is not."""
        t, language = self.areas_view.reader.t, self.areas_view.reader.language
        total, periods = sum(self.recipe.weights.values()), newest_periods(self.areas_view.own)
        for each in self.indicators():
            name = each.indicator_id
            share = format_number(100 * self.recipe.weights[name] / total, 0, language)
            yield t(
                "{title} ({period}): {direction}, weight {share}%",
                title=title_of(each, language),
                period=format_period(periods[name], language),
                direction=t(DIRECTIONS[RAISES if self.recipe.directions[name] > 0 else LOWERS]),
                share=share,
            )
        yield t("Common scale: {method}.", method=t(METHODS[self.recipe.method]))
        if self.result.left_out:
            names = ", ".join(map(self.areas_view.name, self.result.left_out))
            yield t("Left out, because a figure is missing or hidden: {areas}.", areas=names)
        yield t("This is a recipe of the reader's own, not an official index.")


def offered_variables(view: AreasView) -> list[str]:
    """Indicators that can be part of an index: those with figures for most of the areas, by theme and title."""
    areas = view.place.areas(view.reader.home)
    known = view.newest.dropna(subset="value").groupby("indicator_id").size()
    enough = set(known.index[known >= 0.8 * len(areas)])
    return [each.indicator_id for each in view.indicators(tuple(Theme)) if each.indicator_id in enough]
