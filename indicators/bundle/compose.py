"""From cells to observations: an indicator's definition says which cells make its numbers."""

from datetime import date

import pandas as pd

from geodata.levels import AreaLevel
from indicators.bundle.provenance import PROVENANCE
from indicators.model import Dataset, Indicator, Kind, ObservationStatus, Source
from indicators.observations import KEY

PLACE_AND_TIME = ["area_level", "area_code", "year_start", "year_end"]


def source_observations(indicator: Indicator, source: Source, cells: dict[Dataset, pd.DataFrame]) -> pd.DataFrame:
    """The observations one `[[sources]]` table of a definition describes.

    Several ids are summed. With `denominator_ids` the value is multiplier × numerator ÷
    denominator; without, it is the source's own value. A hidden part hides the whole.
    """
    own = cells[source.dataset]
    rows = _summed(own, source.ids)
    if source.denominator_ids:
        rows = _with_ratio(rows, _summed(own, source.denominator_ids), indicator.multiplier)
    elif source.weight_ids:
        rows = _with_weights(rows, _summed(cells[Dataset.PAAVO], source.weight_ids), source.dataset)
    return _protected(_described(rows, indicator, source), indicator.minimum_count)


def all_sources(indicator: Indicator, cells: dict[Dataset, pd.DataFrame]) -> pd.DataFrame:
    """The observations of all embedded sources of an indicator; where two overlap, the later one stands.

    What a source tells of years before the definition's `first_year` is known to be unusable.
    """
    parts = [source_observations(indicator, source, cells) for source in indicator.embedded_sources]
    key = [column for column in KEY if column != "boundary_year"]
    rows = pd.concat(parts, ignore_index=True).drop_duplicates(key, keep="last", ignore_index=True)
    return rows[rows["period_start"] >= date(indicator.first_year, 1, 1)]


def _summed(cells: pd.DataFrame, ids: tuple[str, ...]) -> pd.DataFrame:
    """One row a place and time: the sum over `ids`, missing when any part is."""
    chosen = cells[cells["source_id"].isin(ids)]
    grouped = chosen.groupby(PLACE_AND_TIME, sort=True)
    rows = grouped[["value", "numerator"]].sum(min_count=len(ids)).reset_index()
    # The least certain status of the parts; "SUPPRESSED" and "MISSING" both say: no value.
    return rows.assign(status=grouped["status"].agg(_weakest).to_numpy())


def _weakest(statuses: pd.Series) -> str:
    for status in (ObservationStatus.SUPPRESSED, ObservationStatus.MISSING):
        if (statuses == status).any():
            return str(status)
    return str(statuses.iloc[0])


def _with_ratio(numerators: pd.DataFrame, denominators: pd.DataFrame, multiplier: float) -> pd.DataFrame:
    rows = numerators.merge(denominators, on=PLACE_AND_TIME, suffixes=("", "_below"), how="left", validate="one_to_one")
    numerator, denominator = rows["value"], rows["value_below"].where(lambda base: base > 0)
    value = multiplier * numerator / denominator
    nobody = rows["status"].eq(ObservationStatus.OBSERVED) & value.isna()
    status = rows["status"].mask(nobody, str(ObservationStatus.MISSING))
    return rows[PLACE_AND_TIME].assign(
        value=value,
        numerator=numerator.where(value.notna()),
        denominator=denominator.where(value.notna()),
        status=status.mask(rows["status_below"].eq(ObservationStatus.SUPPRESSED), str(ObservationStatus.SUPPRESSED)),
    )


def _with_weights(rows: pd.DataFrame, weights: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Paavo's weights stand in the same year; Diak's are fixed at the nearest Paavo year."""
    wanted = rows.assign(weight_year=rows["year_end"])
    if dataset is not Dataset.PAAVO:
        years = sorted(weights.loc[weights["area_level"] == AreaLevel.POSTAL_AREA, "year_end"].unique())
        middle = (rows["year_start"] + rows["year_end"]) // 2
        wanted["weight_year"] = middle.map(lambda year: min(years, key=lambda known: abs(known - year)))
    columns = ["area_level", "area_code", "year_end", "value"]
    base = weights[columns].rename(columns={"year_end": "weight_year", "value": "denominator"})
    joined = wanted.merge(base, on=["area_level", "area_code", "weight_year"], how="left", validate="many_to_one")
    return joined.drop(columns="weight_year")


def _described(rows: pd.DataFrame, indicator: Indicator, source: Source) -> pd.DataFrame:
    provenance = PROVENANCE[source.dataset]
    start, end = rows["year_start"].astype(str), rows["year_end"].astype(str)
    numerator = rows["value"] if indicator.kind is Kind.COUNT else rows["numerator"]
    return rows.drop(columns=["year_start", "year_end"]).assign(
        indicator_id=indicator.indicator_id,
        boundary_year=provenance.boundary_year,
        period=start.where(start == end, start + "–" + end),
        period_start=pd.to_datetime(start + "-01-01").dt.date,
        period_end=pd.to_datetime(end + "-12-31").dt.date,
        sex=source.sex,
        age_group=source.age_group,
        population_group=source.population_group,
        numerator=numerator,
        denominator=rows["denominator"] if "denominator" in rows else float("nan"),
        method="source",
        coverage=float("nan"),
        moved_share=float("nan"),
        dataset=str(source.dataset),
        publisher=provenance.publisher,
        licence=provenance.licence,
        data_date=provenance.data_date,
    )


def _protected(rows: pd.DataFrame, minimum_count: int) -> pd.DataFrame:
    """Counts above zero and below the minimum are hidden, with everything that would reveal them."""
    small = rows["numerator"].between(1, minimum_count - 1)
    hidden = {column: rows[column].mask(small) for column in ("value", "numerator", "denominator")}
    return rows.assign(status=rows["status"].mask(small, str(ObservationStatus.SUPPRESSED)), **hidden)
