"""Blind spots: for which themes, area levels and population groups there is no figure fresh enough."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import product

import pandas as pd

from geodata.levels import AreaLevel
from indicators.model import TOTAL, Indicator, Theme


class GroupKind(StrEnum):
    """Everybody together, or what the figures are divided by; a figure by sex and age counts for both."""

    EVERYBODY = "everybody"
    SEX = "sex"
    AGE_GROUP = "age_group"
    POPULATION_GROUP = "population_group"


COLUMNS = ("theme", "area_level", "group", "indicators", "latest_end")


def gaps(
    reach: pd.DataFrame, indicators: Sequence[Indicator], levels: Sequence[AreaLevel], oldest: date | None
) -> pd.DataFrame:
    """One row a theme, area level and kind of group: the number of indicators with figures.

    `reach` has one row an indicator, area_level, sex, age_group and population_group, with its `last_end`
    (`published.load_reach`). A figure counts when its period ended on `oldest` or later; None counts all.
    `indicators` 0 is a blind spot; `latest_end` is the newest period's end whatever its age, NaT where there
    has never been a figure. Indicators that are not among `indicators` are left out.
    """
    themes = {each.indicator_id: str(each.theme) for each in indicators}
    rows = reach.assign(theme=reach["indicator_id"].map(themes), last_end=pd.to_datetime(reach["last_end"]))
    by_kind = pd.concat([rows[_is_of(rows, kind)].assign(group=str(kind)) for kind in GroupKind])
    cell = ["theme", "area_level", "group"]
    counted = by_kind if oldest is None else by_kind[by_kind["last_end"] >= pd.Timestamp(oldest)]
    numbers = counted.groupby(cell)["indicator_id"].nunique().rename("indicators")
    latest = by_kind.groupby(cell)["last_end"].max().rename("latest_end")
    every = pd.MultiIndex.from_tuples(product(map(str, Theme), map(str, levels), map(str, GroupKind)), names=cell)
    table = pd.DataFrame(index=every).join(numbers).join(latest).reset_index()
    return table.fillna({"indicators": 0}).astype({"indicators": int})


def oldest_end(today: date, years: int) -> date:
    """The day on or after which a period must have ended not to be older than so many years."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def _is_of(rows: pd.DataFrame, kind: GroupKind) -> pd.Series:
    if kind is GroupKind.EVERYBODY:
        return rows[["sex", "age_group", "population_group"]].eq(TOTAL).all(axis=1)
    return rows[str(kind)].ne(TOTAL)
