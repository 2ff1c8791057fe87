"""Figures of municipalities carried from the division they were counted in to that of another year.

Where nothing happened to a municipality its figure stays as it is. Where municipalities merged, the figures of
the parts are put together by `aggregation`, whose rules hold: counts are summed, shares and rates are ratios of
summed counts, means need their weights, and what cannot honestly be put together is not carried.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from geodata.changes import key_between
from geodata.levels import AreaLevel
from indicators.aggregation import GROUP, aggregate
from indicators.model import AggregationMethod, Indicator
from indicators.observations import KEY


class NotCarried(StrEnum):
    """Why a row did not reach the other division, the first reason that applies."""

    NOT_IN_ITS_DIVISION = "not_in_its_division"
    """The code is no municipality of the row's own boundary year."""
    DIVISION_NOT_KNOWN = "division_not_known"
    """The row's division is older than the first that is known in full. `current_division` says so, not this file."""
    LATER_DIVIDED = "later_divided"
    """An older division is asked for, in which the area was several municipalities."""
    NEVER_SUMMED = "never_summed"
    """A median, rank or the like, of a municipality that is now part of a larger one or took others in."""
    PART_WITHOUT_ROW = "part_without_row"
    """Another municipality of the later one has no row for the period and group."""
    PART_HIDDEN = "part_hidden"
    """A part is hidden or missing, or lacks the counts or weights it would be put together by."""
    TOLD_IN_NEWER_DIVISION = "told_in_newer_division"
    """The same area, period and group also stand in a division that is nearer."""


@dataclass(frozen=True)
class Carried:
    """What reached the division, and what did not, as it was given and with its `reason` (`NotCarried`)."""

    rows: pd.DataFrame
    refused: pd.DataFrame


def carried_to(rows: pd.DataFrame, indicator: Indicator, year: int) -> Carried:
    """`rows` of one indicator in the division of `year`; rows of other levels pass as they are.

    Carried rows have `boundary_year` = `year`, so that they join the series without a break; a refused row
    may be shown beside them in its own division, where `extents.area_breaks` marks the break. Every row given
    is either in the result, part of a row in it, or refused. Raises GeodataError for a division not known.
    """
    municipal = rows["area_level"] == AreaLevel.MUNICIPALITY
    parts = [_from_division(part, indicator, int(old), year) for old, part in rows[municipal].groupby("boundary_year")]
    refused = [each.refused for each in parts]
    carried, repeated = _newest([each.rows for each in parts], rows)
    told = pd.concat([rows[~municipal], carried], ignore_index=True)
    return Carried(told, pd.concat([*refused, repeated], ignore_index=True))


def _newest(carried: list[pd.DataFrame], rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All carried rows, each key once: that of the newest division it was told in; and the others."""
    every = pd.concat(carried, ignore_index=True) if carried else rows.iloc[:0]
    repeated = every.duplicated(list(KEY), keep="last")
    return every[~repeated], _refused(every[repeated], NotCarried.TOLD_IN_NEWER_DIVISION)


def _from_division(rows: pd.DataFrame, indicator: Indicator, old: int, year: int) -> Carried:
    """Municipal rows of one division."""
    if old == year:
        return Carried(rows, _refused(rows.iloc[:0], NotCarried.NOT_IN_ITS_DIVISION))
    key = key_between(old, year)
    known = rows["area_code"].isin(key_between(old, old)["from_code"])
    reached = rows["area_code"].isin(key["from_code"])
    merged = key[key["to_code"].isin(key.loc[key["from_code"] != key["to_code"], "to_code"])]
    touched = reached & rows["area_code"].isin(merged["from_code"])
    together = _put_together(rows[touched], indicator, merged, year)
    return Carried(
        pd.concat([rows[reached & ~touched].assign(boundary_year=year), together.rows], ignore_index=True),
        pd.concat(
            [
                _refused(rows[~known], NotCarried.NOT_IN_ITS_DIVISION),
                _refused(rows[known & ~reached], NotCarried.LATER_DIVIDED),
                together.refused,
            ],
            ignore_index=True,
        ),
    )


def _put_together(rows: pd.DataFrame, indicator: Indicator, key: pd.DataFrame, year: int) -> Carried:
    """Rows of municipalities that merged, or took others in, as rows of the later municipality."""
    if rows.empty or indicator.aggregation.method is AggregationMethod.NONE:
        return Carried(rows.iloc[:0], _refused(rows, NotCarried.NEVER_SUMMED))
    sums = aggregate(rows, key, indicator, AreaLevel.MUNICIPALITY, year)
    shown = sums["value"].notna()
    target = dict(zip(key["from_code"], key["to_code"], strict=True))
    groups = _groups(rows.assign(area_code=rows["area_code"].map(target)))
    summed, told = _groups(sums), _groups(sums[shown])
    without_row = _refused(rows[~groups.isin(summed)], NotCarried.PART_WITHOUT_ROW)
    is_hidden = _refused(rows[groups.isin(summed) & ~groups.isin(told)], NotCarried.PART_HIDDEN)
    return Carried(sums[shown], pd.concat([without_row, is_hidden], ignore_index=True))


def _groups(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[GROUP].astype(str))


def _refused(rows: pd.DataFrame, reason: NotCarried) -> pd.DataFrame:
    return rows.assign(reason=str(reason))
