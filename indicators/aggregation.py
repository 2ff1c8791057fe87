"""Figures of small areas carried to larger ones: sums of counts and weighted means, never an average of percentages.

Method: ratio of sums. With w the share of a small area's land that lies in the large one,

    value = multiplier × Σ w·numerator / Σ w·denominator          (sums)
    value = Σ w·denominator·value / Σ w·denominator               (weighted mean)

Dividing the counts of a straddling area by land area is areal weighting (Goodchild and Lam 1980);
it assumes that residents live evenly on the land, so such figures are ESTIMATED and say which
share of their base was moved here from small areas that lie mostly elsewhere. A hidden or missing
part is never taken for zero: it lowers `coverage`, and below `MINIMUM_COVERAGE` the large area has
no value at all.
"""

import numpy as np
import pandas as pd

from geodata.levels import AreaLevel
from indicators.errors import AggregationRefused
from indicators.model import AggregationMethod, Indicator, Kind, ObservationStatus
from indicators.observations import KEY

MINIMUM_COVERAGE = 0.99
"""A ratio is shown when its known parts hold at least this share of the area's base."""

SUMMED = ("numerator", "denominator", "weighted", "known_base", "base", "moved")
FLAGS = ("unknown_base", "hidden", "estimated", "split")
GROUP = [column for column in KEY if column not in ("area_level", "boundary_year")]
CARRIED = ["period_start", "period_end", "dataset", "publisher", "licence", "data_date"]


def aggregate(
    rows: pd.DataFrame,
    key: pd.DataFrame,
    indicator: Indicator,
    to_level: AreaLevel,
    to_boundary_year: int,
    *,
    base: pd.Series | None = None,
) -> pd.DataFrame:
    """`rows` of one indicator and one level, carried to `to_level` by an area key.

    `key` has from_code, to_code, weight (0–1) and method. `base` (area_code → persons) tells how
    large an area is whose own counts are hidden; without it, an area with a hidden part has no
    value. Returns rows of the observation schema, one for each large area, period and group for
    which every part has a row. Raises AggregationRefused when the definition says it cannot be
    done honestly.
    """
    refuse_unless_possible(indicator, to_level)
    parts = _parts(rows, key, indicator, base)
    totals = _totals(parts)
    members = key.groupby("to_code").size()
    complete = totals["parts"] == totals["area_code"].map(members)
    return _finish(totals[complete], indicator, to_level, to_boundary_year)


def refuse_unless_possible(indicator: Indicator, to_level: AreaLevel) -> None:
    """Raise AggregationRefused with the definition's reason when figures cannot be carried up."""
    if indicator.aggregation.method is AggregationMethod.NONE:
        reason = indicator.aggregation.reason
        raise AggregationRefused(f"{indicator.indicator_id} is not carried to {to_level}: {reason}")


def _parts(rows: pd.DataFrame, key: pd.DataFrame, indicator: Indicator, base: pd.Series | None) -> pd.DataFrame:
    """Each small area's contribution to each large one, counts already multiplied by the weight."""
    main = key.groupby("from_code")["weight"].transform("max")
    divided = key.assign(is_main=key["weight"] == main)
    parts = rows.merge(divided, left_on="area_code", right_on="from_code", validate="many_to_many")
    parts["area_code"] = parts["to_code"]
    weight = parts["weight"]
    known = parts["value"].notna() & _counts(parts, indicator).notna()
    if indicator.aggregation.method is AggregationMethod.SUMS:
        known &= parts["numerator"].notna()
    own = _counts(parts, indicator) / parts["coverage"].astype(float).fillna(1.0)
    fallback = parts["from_code"].map(base).astype(float) if base is not None else np.nan
    parts["base"] = weight * own.fillna(fallback)
    parts["known_base"] = weight * _counts(parts, indicator).where(known, 0.0)
    parts["moved"] = parts["known_base"] * _moved(parts)
    parts["weighted"] = weight * (parts["value"] * _counts(parts, indicator)).where(known)
    parts["numerator"] = weight * parts["numerator"].astype(float).where(known)
    parts["denominator"] = weight * parts["denominator"].astype(float).where(known)
    parts["unknown_base"] = parts["base"].isna()
    parts["hidden"] = ~known
    parts["estimated"] = parts["status"].eq(ObservationStatus.ESTIMATED)
    parts["split"] = weight < 1
    return parts


def _counts(parts: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """What an area's size is measured by: its count itself, or its denominator."""
    column = "value" if indicator.kind is Kind.COUNT else "denominator"
    return parts[column].astype(float)


def _moved(parts: pd.DataFrame) -> pd.Series:
    """Share of a part's base that moved: all of it where the small area's larger part lies elsewhere."""
    carried = parts["moved_share"].astype(float).fillna(0.0)
    return carried.where(parts["is_main"], 1.0)


def _totals(parts: pd.DataFrame) -> pd.DataFrame:
    """One row a large area, period and group; a sum of nothing is missing, not zero."""
    grouped = parts.groupby(GROUP, sort=True)
    sums = grouped[list(SUMMED)].sum(min_count=1)
    number = grouped["from_code"].nunique().rename("parts")
    return pd.concat([sums, grouped[list(FLAGS)].any(), grouped[CARRIED].first(), number], axis=1).reset_index()


def _finish(totals: pd.DataFrame, indicator: Indicator, to_level: AreaLevel, to_boundary_year: int) -> pd.DataFrame:
    by_weights = indicator.aggregation.method is AggregationMethod.WEIGHTED_MEAN
    coverage = (totals["known_base"] / totals["base"]).where(~totals["unknown_base"])
    coverage = coverage.mask(totals["base"].eq(0) & ~totals["hidden"], 1.0)  # nobody anywhere: a true zero
    needed = 1.0 - 1e-12 if indicator.kind is Kind.COUNT else MINIMUM_COVERAGE
    shown = coverage >= needed
    estimated = totals["estimated"] | totals["split"] | (coverage < 1.0 - 1e-12) | by_weights
    status = np.where(estimated, ObservationStatus.ESTIMATED, ObservationStatus.OBSERVED)
    return totals.assign(
        area_level=str(to_level),
        boundary_year=to_boundary_year,
        value=_value(totals, indicator).where(shown),
        numerator=totals["numerator"].where(shown),
        denominator=totals["denominator"].where(shown),
        status=np.where(shown, status, ObservationStatus.MISSING),
        method=np.where(totals["split"], _method(by_weights) + "_areal_weighting_land", _method(by_weights)),
        coverage=coverage,
        moved_share=(totals["moved"] / totals["known_base"]).where(shown),
    ).drop(columns=["weighted", "known_base", "base", "moved", "parts", *FLAGS])


def _method(by_weights: bool) -> str:
    return "weighted_mean" if by_weights else "sum_of_counts"


def _value(totals: pd.DataFrame, indicator: Indicator) -> pd.Series:
    if indicator.kind is Kind.COUNT:
        return totals["known_base"]
    if indicator.aggregation.method is AggregationMethod.WEIGHTED_MEAN:
        return totals["weighted"] / totals["known_base"]
    return indicator.multiplier * totals["numerator"] / totals["denominator"]
