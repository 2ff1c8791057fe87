"""Cuts through the long table of observations: one level, one group, one period, a series.

Pure functions over frames in the observation schema; none changes the frame it is given.
"""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from geodata.levels import AreaLevel
from indicators.model import TOTAL
from indicators.periods import Grain, parse_period


@dataclass(frozen=True)
class Group:
    """One population group: a code in each dimension, `_T` for all together."""

    sex: str = TOTAL
    age_group: str = TOTAL
    population_group: str = TOTAL

    @property
    def code(self) -> str:
        """The group as one text for a URL: "F._T._T"."""
        return ".".join((self.sex, self.age_group, self.population_group))


EVERYBODY = Group()
DIMENSIONS = ("sex", "age_group", "population_group")


def of_group(observations: pd.DataFrame, group: Group = EVERYBODY) -> pd.DataFrame:
    """The observations of one population group."""
    return observations[
        (observations["sex"] == group.sex)
        & (observations["age_group"] == group.age_group)
        & (observations["population_group"] == group.population_group)
    ]


def of_areas(observations: pd.DataFrame, level: AreaLevel, codes: Collection[str]) -> pd.DataFrame:
    """The observations of some areas of one level."""
    chosen = (observations["area_level"] == level) & observations["area_code"].isin(list(codes))
    return observations[chosen]


def of_period(observations: pd.DataFrame, period: str) -> pd.DataFrame:
    """The observations of one period, one row an area and group."""
    return observations[observations["period"] == period]


def periods(observations: pd.DataFrame) -> tuple[str, ...]:
    """The periods in which some area has a value, from old to new."""
    known = observations[observations["value"].notna()]
    ordered = known.drop_duplicates("period").sort_values(["period_end", "period_start"])
    return tuple(ordered["period"])


def grains(observations: pd.DataFrame) -> tuple[Grain, ...]:
    """What the known figures step by, the coarsest first; one for most indicators, none without a figure."""
    found = {parse_period(text).grain for text in observations.loc[observations["value"].notna(), "period"].unique()}
    return tuple(grain for grain in Grain if grain in found)


def of_grain(observations: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """The observations of years, of quarters or of months; the frame itself where it has no others."""
    other = [text for text in observations["period"].unique() if parse_period(text).grain is not grain]
    return observations[~observations["period"].isin(other)] if other else observations


def of_usual_grain(observations: pd.DataFrame) -> pd.DataFrame:
    """The observations of each indicator's coarsest grain: its years where it is told in months too."""
    order = {text: list(Grain).index(parse_period(text).grain) for text in observations["period"].unique()}
    if len(set(order.values())) < 2:
        return observations
    place = observations["period"].map(order)
    return observations[place == place.groupby(observations["indicator_id"]).transform("min")]


def newest_periods(observations: pd.DataFrame) -> pd.Series:
    """indicator_id → its newest period in which half of its areas have a value, lest a few early ones hide the rest.

    Of its years where it is told in months or quarters too.
    """
    known = of_usual_grain(observations.dropna(subset="value"))
    sizes = known.groupby(["indicator_id", "period_end", "period"], as_index=False)["area_code"].nunique()
    most = known.groupby("indicator_id")["area_code"].nunique().reindex(sizes["indicator_id"]).to_numpy()
    full = sizes[sizes["area_code"] >= 0.5 * most].sort_values(["period_end", "period"])
    return full.drop_duplicates("indicator_id", keep="last").set_index("indicator_id")["period"]


def newest_rows(observations: pd.DataFrame) -> pd.DataFrame:
    """The rows of each indicator's newest period (`newest_periods`), those without a value among them."""
    return observations[observations["period"] == observations["indicator_id"].map(newest_periods(observations))]


def as_table(observations: pd.DataFrame) -> pd.DataFrame:
    """Values as areas × indicators; one period an indicator and one group only."""
    return observations.pivot(index="area_code", columns="indicator_id", values="value")


def groups(observations: pd.DataFrame) -> tuple[Group, ...]:
    """The population groups there are, everybody first, then by sex and age."""
    rows = observations[list(DIMENSIONS)].drop_duplicates().itertuples(index=False)
    found = (Group(*row) for row in rows)
    return tuple(sorted(found, key=lambda group: (group != EVERYBODY, _age_order(group), group.code)))


def groups_by(observations: pd.DataFrame, dimension: str) -> tuple[Group, ...]:
    """The groups that one dimension alone divides everybody into: women and men, or the age groups."""
    return tuple(
        group
        for group in groups(observations)
        if {name for name in DIMENSIONS if getattr(group, name) != TOTAL} == {dimension}
    )


def _age_order(group: Group) -> int:
    digits = "".join(mark if mark.isdigit() else " " for mark in group.age_group).split()
    return int(digits[0]) if digits else -1
