"""From cells to observations: what one `[[sources]]` of a definition makes of the cells it names."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.current_division import found_divisions
from indicators.formats.reports import Report
from indicators.model import TOTAL, Dataset, Indicator, Kind, ObservationStatus, Source
from indicators.observations import STATUSES_WITH_VALUE

PLACE_AND_TIME = ["area_level", "area_code", "boundary_year", "period", "period_start", "period_end", "sex"]
WEAKEST_FIRST = (
    ObservationStatus.SUPPRESSED,
    ObservationStatus.MISSING,
    ObservationStatus.MODELLED,
    ObservationStatus.ESTIMATED,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.OBSERVED,
)
"""A sum is no better than its least certain part."""
RANK_OF_STATUS = {str(status): rank for rank, status in enumerate(WEAKEST_FIRST)}


@dataclass(frozen=True)
class Provenance:
    """Whose figures they are: publisher and licence as shown with each number, and the day of the data."""

    dataset: Dataset
    publisher: str
    licence: str
    data_date: date
    boundary_year: int | None = None
    """The vintage of the area division, where somebody states it; else what the codes of each period tell."""


def observations_of(
    indicator: Indicator, source: Source, cells: pd.DataFrame, provenance: Provenance, report: Report
) -> pd.DataFrame:
    """Rows in the observation schema (without intervals), one an area, period and sex.

    Several ids are summed; with `denominator_ids` the value is multiplier × numerator ÷ denominator. A hidden
    or missing part hides the whole. Years before the definition's first are dropped, as are figures that their
    kind cannot have and cells that contradict each other; the report says how many and why.
    """
    usable = _agreeing(_of_first_year(cells, indicator, report), report)
    rows = _summed(usable, source.ids)
    if source.denominator_ids:
        rows = _with_ratio(rows, _summed(usable, source.denominator_ids), indicator.multiplier)
    rows = _possible(_protected(_described(rows, indicator, source, provenance), indicator), indicator, report)
    return rows.drop(columns="row").reset_index(drop=True)


def _of_first_year(cells: pd.DataFrame, indicator: Indicator, report: Report) -> pd.DataFrame:
    early = cells["period_start"] < date(indicator.first_year, 1, 1)
    rule = f"before {indicator.first_year}, the first year that {indicator.indicator_id} can be used"
    report.set_aside(rule, int(early.sum()), _first(cells[early]))
    return cells[~early]


def _agreeing(cells: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Each id, area, period and sex once; where two rows say different things, neither is taken."""
    key = ["source_id", *PLACE_AND_TIME]
    once = cells.drop_duplicates([*key, "value", "numerator", "status"])
    repeated = len(cells) - len(once)
    report.set_aside("the same row stands twice", repeated, _first(cells[~cells.index.isin(once.index)]))
    torn = once.duplicated(key, keep=False)
    report.set_aside("rows of one area and period contradict each other", int(torn.sum()), _first(once[torn]))
    return once[~torn]


def _first(cells: pd.DataFrame) -> str:
    if cells.empty:
        return ""
    first = cells.iloc[0]
    return f"{first['row']}, {first['area_level']} {first['area_code']}, {first['period']}"


def _summed(cells: pd.DataFrame, ids: tuple[str, ...]) -> pd.DataFrame:
    """One row a place, time and sex: the sum over `ids`, without a value when any part lacks one or is absent."""
    chosen = cells[cells["source_id"].isin(ids)]
    ranked = chosen.assign(rank=chosen["status"].map(RANK_OF_STATUS))
    grouped = ranked.groupby(PLACE_AND_TIME, sort=True)
    sums = grouped[["value", "numerator"]].sum(min_count=len(ids))
    told = grouped.agg(rank=("rank", "min"), parts=("source_id", "nunique"), row=("row", "first"))
    rows = sums.join(told, validate="one_to_one").reset_index()
    rows["status"] = [str(WEAKEST_FIRST[rank]) for rank in rows.pop("rank")]
    whole = rows["status"].isin(STATUSES_WITH_VALUE) & (rows["parts"] == len(set(ids)))
    status = rows["status"].where(whole | ~rows["status"].isin(STATUSES_WITH_VALUE), str(ObservationStatus.MISSING))
    return rows.drop(columns="parts").assign(
        status=status, value=rows["value"].where(whole), numerator=rows["numerator"].where(whole)
    )


def _with_ratio(numerators: pd.DataFrame, denominators: pd.DataFrame, multiplier: float) -> pd.DataFrame:
    below = denominators.drop(columns=["numerator", "row"]).rename(columns={"value": "below", "status": "status_below"})
    rows = numerators.merge(below, on=PLACE_AND_TIME, how="left", validate="one_to_one")
    value = multiplier * rows["value"] / rows["below"].where(rows["below"] > 0)
    hidden = rows["status_below"].eq(ObservationStatus.SUPPRESSED)
    without = rows["status"].isin(STATUSES_WITH_VALUE) & value.isna()
    status = (
        rows["status"].mask(without, str(ObservationStatus.MISSING)).mask(hidden, str(ObservationStatus.SUPPRESSED))
    )
    return rows.drop(columns=["below", "status_below"]).assign(
        value=value,
        numerator=rows["value"].where(value.notna()),
        denominator=rows["below"].where(value.notna()),
        status=status,
    )


def _described(rows: pd.DataFrame, indicator: Indicator, source: Source, provenance: Provenance) -> pd.DataFrame:
    division = found_divisions(rows) if provenance.boundary_year is None else provenance.boundary_year
    numerator = rows["value"] if indicator.kind is Kind.COUNT else rows["numerator"]
    counted = numerator.where(numerator >= 0) if indicator.kind in (Kind.SHARE, Kind.RATE) else numerator
    return rows.assign(
        indicator_id=indicator.indicator_id,
        boundary_year=division,
        sex=rows["sex"] if source.sex == TOTAL else source.sex,
        age_group=source.age_group,
        population_group=source.population_group,
        numerator=counted.where(rows["value"].notna()),
        denominator=rows["denominator"] if "denominator" in rows else float("nan"),
        method="source",
        coverage=float("nan"),
        moved_share=float("nan"),
        dataset=str(provenance.dataset),
        publisher=provenance.publisher,
        licence=provenance.licence,
        data_date=provenance.data_date,
    )


def _protected(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Counts above zero and below the definition's minimum are hidden, with everything that would reveal them."""
    small = rows["numerator"].between(1, indicator.minimum_count - 1)
    hidden = {column: rows[column].mask(small) for column in ("value", "numerator", "denominator")}
    return rows.assign(status=rows["status"].mask(small, str(ObservationStatus.SUPPRESSED)), **hidden)


def _possible(rows: pd.DataFrame, indicator: Indicator, report: Report) -> pd.DataFrame:
    """Without figures that the kind cannot have: counts and shares below zero, a counted share beyond its whole.

    A share without a count may exceed 100 %: what is owed, in per cent of a year's income, is a share in name only.
    """
    value = rows["value"].astype(float)
    negative = (value < 0) & (indicator.kind in (Kind.COUNT, Kind.SHARE))
    beyond = (value > indicator.multiplier) & rows["numerator"].notna() & (indicator.kind is Kind.SHARE)
    impossible = negative | beyond
    rule = f"impossible for a {indicator.kind} ({indicator.indicator_id})"
    report.set_aside(rule, int(impossible.sum()), _first(rows[impossible]))
    return rows[~impossible]
