"""Which municipalities of the whole country resemble the home area, by chosen variables and weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.areas import areas_within
from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.measures.similarity import contributions, distances, with_logarithms
from indicators.model import Indicator, Kind
from indicators.published import load_level
from indicators.slices import as_table, newest_periods, newest_rows
from pages.components.period_words import format_period
from pages.components.places import COUNTRY_CODE
from pages.components.reader import Reader

USUAL_VARIABLES = (
    "population",
    "dependency_ratio_demographic",
    "tertiary_education_20_plus",
    "families_with_children",
    "low_income_rate",
)
"""Size, age, education, families and income: known for nearly all municipalities."""
NEAREST = 5
SHOWN = 15
MINIMUM_KNOWN = 200
"""A variable is offered when at least this many of the 308 municipalities have a figure."""


@dataclass(frozen=True)
class SimilarView:
    """The home area among all municipalities; `weights` names the chosen variables."""

    reader: Reader
    values: pd.DataFrame
    """Newest values: municipality codes × indicator ids."""
    periods: pd.Series
    weights: Mapping[str, float]

    @cached_property
    def distances(self) -> pd.Series:
        """Area code → distance in standard deviations, nearest first; empty when home lacks a figure."""
        return distances(on_scale(self.values), self.reader.home, self.weights)

    def indicators(self) -> list[Indicator]:
        """The variables' definitions, in the order chosen."""
        catalogue = load_catalogue()
        return [catalogue[name] for name in self.weights]

    def period_text(self, name: str) -> str:
        """The period of a variable's figures, in the reader's words."""
        return format_period(str(self.periods[name]), self.reader.language)

    def nearest(self) -> pd.Series:
        """The first few of them."""
        return self.distances.head(SHOWN)

    def main_difference(self, code: str) -> str:
        """The variable that sets an area apart the most."""
        return str(contributions(on_scale(self.values), self.reader.home, code, self.weights).idxmax())

    def left_out(self) -> int:
        """How many municipalities miss a chosen variable."""
        return len(self.values) - 1 - len(self.distances)


def municipality_values() -> tuple[pd.DataFrame, pd.Series]:
    """Newest values (codes × indicator ids) and the period of each, of the variables most municipalities have.

    Today's municipalities: not one that has since been joined to another.
    """
    rows = load_level(AreaLevel.MUNICIPALITY, load_catalogue().offered)
    rows = rows[rows["area_code"].isin(areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, COUNTRY_CODE))]
    values, periods = as_table(newest_rows(rows)), newest_periods(rows)
    offered = values.columns[values.notna().sum() >= MINIMUM_KNOWN]
    return values[offered], periods[offered]


def usual_variables(offered: Collection[str]) -> list[str]:
    """The variables compared by until a reader chooses."""
    return [name for name in USUAL_VARIABLES if name in offered]


def similar_municipalities(home: str) -> tuple[str, ...]:
    """The codes of the five municipalities most like a home area by the usual variables and equal weights."""
    values, _ = municipality_values()
    known = usual_variables(values)
    if home not in values.index or not known:
        return ()
    return tuple(distances(on_scale(values), home, dict.fromkeys(known, 1.0)).head(NEAREST).index)


def on_scale(values: pd.DataFrame) -> pd.DataFrame:
    """Counts by their logarithm, so that ten times as many residents is one step at every size."""
    catalogue = load_catalogue()
    return with_logarithms(values, [name for name in values if catalogue[name].kind is Kind.COUNT])
