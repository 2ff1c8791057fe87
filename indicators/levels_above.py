"""Carrying each indicator to the levels above the one its source gives."""

import pandas as pd

from geodata.errors import GeodataError
from geodata.keys import load_key
from geodata.levels import AreaLevel
from indicators.aggregation import aggregate
from indicators.model import AggregationMethod, Dataset, Indicator, ObservationStatus
from indicators.observations import KEY

STEPS: tuple[tuple[AreaLevel, AreaLevel, int], ...] = (
    (AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2014),
    (AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, 2025),
    (AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, 2025),
    (AreaLevel.MUNICIPALITY, AreaLevel.REGION, 2025),
    (AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_REGION, 2025),
    (AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, 2025),
)
"""From where, to where, and the boundary year of the target. Postal areas reach the municipality
first, so that what follows is a sum of municipalities whoever counted them."""
COUNT_AND_ROUNDED = (Dataset.SOTKANET_2019, Dataset.SOTKANET, Dataset.IMPORTED)
"""Datasets that give a count and a rounded share: SOTKAnet, and what is saved from it to a file."""


def with_levels_above(rows: pd.DataFrame, indicator: Indicator, base: pd.Series) -> pd.DataFrame:
    """`rows` and their sums at every level that can be reached honestly.

    A figure the source gives for a large area is never replaced by a sum of ours. `base` gives
    each small area's residents, for judging how much a hidden part weighs.
    """
    if indicator.aggregation.method is AggregationMethod.NONE:
        return rows
    for from_level, to_level, boundary_year in STEPS:
        below = with_denominator(rows[rows["area_level"] == from_level], indicator)
        for division, part in below.groupby("boundary_year"):
            key = _key(from_level, to_level, int(division))
            above = aggregate(part, key, indicator, to_level, boundary_year, base=base)
            rows = pd.concat([rows, _only_new(above, rows)], ignore_index=True)
    return rows


def _key(from_level: AreaLevel, to_level: AreaLevel, boundary_year: int) -> pd.DataFrame:
    """The key of the figures' own division, else the newest: older divisions map alike where we have data."""
    try:
        return load_key(from_level, to_level, boundary_year)
    except GeodataError:
        return load_key(from_level, to_level)


def with_weights(rows: pd.DataFrame, indicator: Indicator, weights: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the weight indicator's value of the same area and period as denominator."""
    place = ["area_level", "area_code", "period"]
    base = weights[[*place, "value"]].rename(columns={"value": "weight"})
    joined = rows.merge(base, on=place, how="left", validate="many_to_one")
    fillable = joined["area_level"].eq(AreaLevel.MUNICIPALITY) & joined["denominator"].isna()
    denominator = joined["denominator"].mask(fillable, joined["weight"])
    return joined.drop(columns="weight").assign(denominator=denominator)


def with_denominator(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """SOTKAnet gives a count and a rounded share: the denominator they imply, which serves for sums only.

    Its error is the rounding of the share, so what is summed from it is ESTIMATED.
    """
    implied = rows["dataset"].isin(COUNT_AND_ROUNDED) & rows["denominator"].isna() & rows["value"].gt(0)
    denominator = indicator.multiplier * rows["numerator"] / rows["value"]
    return rows.assign(
        denominator=rows["denominator"].mask(implied, denominator),
        status=rows["status"].mask(implied, str(ObservationStatus.ESTIMATED)),
    )


def _only_new(above: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    key = [column for column in KEY if column != "boundary_year"]
    places = pd.MultiIndex.from_frame(above[key])
    return above[~places.isin(pd.MultiIndex.from_frame(known[key]))]
