"""Municipal rows of older divisions on their way into the store: in which division they stand, and today's.

What nothing happened to stays as it is. Municipalities that merged are put together by `divisions.carried_to`;
what cannot be is kept in its own division, where `extents.area_breaks` marks the break. Sums of larger areas
are made of the same rows in one division, so that they stand on one membership whatever the year.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geodata.changes import is_same_area, last_years, successors
from geodata.levels import AreaLevel
from geodata.mergers import FIRST_DIVISION, LAST_DIVISION
from indicators.divisions import NotCarried, carried_to
from indicators.levels_above import with_denominator, with_weights
from indicators.model import TOTAL, Indicator, ObservationStatus
from indicators.observations import KEY

CURRENT = LAST_DIVISION
PLACE = [name for name in KEY if name != "boundary_year"]
MERGED = "merged_"
"""Before the method of a figure put together from the source's figures of municipalities that have merged."""
FROM_SOURCE = ("source", "merged_sum_of_counts", "merged_weighted_mean")
"""Methods of figures that a source told of the area or its parts; what else a method names is a sum of ours."""
GIVEN = "given"


@dataclass(frozen=True)
class Settled:
    """`rows` to be taken. Of the rows given, `carried` are in sums in it, and `kept` and `refused` were not carried.

    Those two are as they were given, with the `reason` (`NotCarried`); `kept` are among `rows`.
    """

    rows: pd.DataFrame
    carried: pd.DataFrame
    kept: pd.DataFrame
    refused: pd.DataFrame


def is_from_source(methods: pd.Series) -> pd.Series:
    """True for the methods of `FROM_SOURCE`."""
    return methods.isin(FROM_SOURCE)


def found_divisions(rows: pd.DataFrame) -> pd.Series:
    """The boundary year of each row of one indicator from a source that does not state it.

    A code that has merged tells that its whole period stands on an older division: the newest in which all the
    period's municipalities exist, and never a newer one than a later period stands on. A row without a figure
    (MISSING) tells nothing. The period's regions are of the same division, for municipalities have moved between
    them. Without such a code, and at other levels, each row's `boundary_year` stays.
    """
    last = last_years(rows["area_code"])
    if last.eq(CURRENT).all():
        return rows["boundary_year"]
    municipal = rows["area_level"].eq(AreaLevel.MUNICIPALITY)
    tells = municipal & rows["status"].ne(ObservationStatus.MISSING)
    if not tells.any():
        return rows["boundary_year"]
    of_end = last[tells].groupby(pd.to_datetime(rows.loc[tells, "period_end"])).min().sort_index(ascending=False)
    found = pd.to_datetime(rows["period_end"]).map(of_end.cummin()).fillna(CURRENT).astype("int64")
    may_differ = municipal | rows["area_level"].eq(AreaLevel.REGION)
    return rows["boundary_year"].mask(may_differ & found.lt(CURRENT) & found.le(last), found)


def settled(
    rows: pd.DataFrame, known: pd.DataFrame, indicator: Indicator, weights: Callable[[], pd.DataFrame]
) -> Settled:
    """Rows of one indicator, brought to today's division where they can be.

    `known` are its rows in the store: where another dataset tells of the whole municipality, a part that is kept
    would stand in its way, and is refused. `weights` gives the weight indicator's rows, for means.
    """
    rows = rows.reset_index(drop=True)
    nothing = rows.iloc[:0].assign(reason="")
    last = last_years(rows["area_code"])
    gone = last.lt(CURRENT) & last.lt(rows["boundary_year"])
    older = ~gone & ~is_same_area(rows["area_code"], rows["boundary_year"], CURRENT)
    if not (gone | older).any():
        return Settled(rows, nothing, nothing, nothing)
    municipal = rows["area_level"].eq(AreaLevel.MUNICIPALITY)
    gone, older = gone & municipal, older & municipal
    stay = rows[~gone & ~older]
    told, left = _put_together(rows[older], stay, indicator, weights())
    kept, refused = _parted(left, known)
    absent = rows[gone].assign(reason=str(NotCarried.NOT_IN_ITS_DIVISION))
    return Settled(
        rows=_joined(stay, told, kept.drop(columns="reason")),
        carried=rows[older & ~rows.index.isin(left.index)],
        kept=kept,
        refused=_joined(absent, refused),
    )


def in_one_division(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Rows of one indicator as sums of larger areas are made of them: municipalities all in today's division.

    One that cannot be put together is MISSING, so that what it weighs is known; one that a newer division tells
    of as a whole is left out, as is an older telling of the same place.
    """
    municipal = rows["area_level"].eq(AreaLevel.MUNICIPALITY)
    older = municipal & ~is_same_area(rows["area_code"], rows["boundary_year"], CURRENT)
    if not older.any() and rows.loc[municipal, "boundary_year"].nunique() < 2:
        return rows.assign(boundary_year=rows["boundary_year"].mask(municipal, CURRENT))
    stay = _newest(rows[municipal & ~older]).assign(boundary_year=CURRENT)
    if not older.any():
        return _joined(rows[~municipal], stay).reset_index(drop=True)
    told, left = _put_together(rows[older], stay, indicator, stay.iloc[:0])
    hidden = _whole_without_figure(left[left["reason"] == NotCarried.PART_HIDDEN])
    beyond = left[left["reason"] == NotCarried.DIVISION_NOT_KNOWN].drop(columns="reason")
    return _joined(rows[~municipal], stay, told, hidden, beyond).reset_index(drop=True)


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Municipal rows of one indicator, each place, period and group once: that of the newest division."""
    place = ["area_code", "period", "sex", "age_group", "population_group"]
    return rows.sort_values("boundary_year", kind="stable").drop_duplicates(place, keep="last")


def _put_together(
    older: pd.DataFrame, stay: pd.DataFrame, indicator: Indicator, weights: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures of today's municipalities, and the rows that are in none, by their own index, with the reason."""
    reasons = pd.Series(None, index=older.index, dtype=object)
    reasons[older["boundary_year"] < FIRST_DIVISION] = str(NotCarried.DIVISION_NOT_KNOWN)
    whole = older.assign(area_code=successors(older["area_code"]))
    near = stay[stay["area_code"].isin(whole["area_code"])]
    told_newer = _places(whole).isin(_places(near)) & reasons.isna().to_numpy()
    reasons[told_newer] = str(NotCarried.TOLD_IN_NEWER_DIVISION)
    able = older[reasons.isna()]
    ready = _weighed(able, indicator, weights).assign(**{GIVEN: able.index})
    carried = carried_to(ready, indicator, CURRENT)
    reasons.update(carried.refused.set_index(GIVEN)["reason"].astype(object))
    told = carried.rows.drop(columns=GIVEN).assign(method=MERGED + carried.rows["method"].astype(object))
    left = older.assign(reason=reasons)[reasons.notna()]
    return told.assign(denominator=float("nan")) if indicator.aggregation.weight else told, left


def _weighed(rows: pd.DataFrame, indicator: Indicator, weights: pd.DataFrame) -> pd.DataFrame:
    """With what figures are put together by: the implied denominator of a count and a share, the weight of a mean.

    A weight counts where it is told of the same area, not the whole municipality's for one of its parts; and it is
    everybody's, so that women and men are not weighed.
    """
    if not indicator.aggregation.weight:
        return with_denominator(rows, indicator)
    bare = rows.assign(numerator=float("nan"))
    everybody = bare[bare["sex"] == TOTAL]
    parts = [
        with_weights(part, indicator, _of_division(weights, int(year))).set_axis(part.index)
        for year, part in everybody.groupby("boundary_year")
    ]
    return pd.concat([bare[bare["sex"] != TOTAL], *parts]).loc[rows.index]


def _of_division(weights: pd.DataFrame, year: int) -> pd.DataFrame:
    return weights[is_same_area(weights["area_code"], weights["boundary_year"], year)]


def _parted(left: pd.DataFrame, known: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the store can hold beside today's division, and what it cannot."""
    own = known["dataset"].isin(set(left["dataset"]))
    whole = known[~own & is_from_source(known["method"]) & known["area_code"].isin(left["area_code"])]
    whole = whole[is_same_area(whole["area_code"], whole["boundary_year"], CURRENT)]
    in_the_way = pd.Series(_places(left).isin(_places(whole)), index=left.index)
    reasons = left["reason"].mask(in_the_way, str(NotCarried.TOLD_IN_NEWER_DIVISION))
    refuse = reasons.eq(NotCarried.TOLD_IN_NEWER_DIVISION) & left["status"].ne(ObservationStatus.MISSING)
    refuse |= in_the_way
    parted = left.assign(reason=reasons)
    return parted[~refuse], parted[refuse]


def _whole_without_figure(rows: pd.DataFrame) -> pd.DataFrame:
    """Today's municipality of each row, MISSING."""
    whole = rows.drop(columns="reason").assign(area_code=successors(rows["area_code"]), boundary_year=CURRENT)
    empty = {name: float("nan") for name in ("value", "numerator", "denominator")}
    return whole.drop_duplicates(PLACE).assign(**empty, status=str(ObservationStatus.MISSING))


def _places(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[PLACE].astype(str))


def _joined(*parts: pd.DataFrame) -> pd.DataFrame:
    """The parts that have rows, one below the other; the first when none has."""
    some = [part for part in parts if len(part)]
    return pd.concat(some, ignore_index=True) if len(some) > 1 else (some or list(parts))[0]
