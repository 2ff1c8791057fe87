"""Observations that nobody measured, of the shape and size of SOTKAnet's: for the store at size."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from indicators.observations import SCHEMA

AREAS = [f"{number:03d}" for number in range(5, 5 + 309 * 3, 3)]
YEARS = range(2005, 2025)
ROWS_EACH = len(AREAS) * len(YEARS)
CONSTANT = {
    "area_level": "MUNICIPALITY",
    "boundary_year": 2025,
    **dict.fromkeys(("sex", "age_group", "population_group"), "_T"),
    "status": "OBSERVED",
    "method": "source",
    "dataset": "sotkanet",
    "publisher": "THL, SOTKAnet",
    "licence": "CC BY 4.0",
    "data_date": date(2026, 1, 1),
}


def indicator_name(number: int) -> str:
    """Sorted as the numbers are."""
    return f"sotkanet_{number:05d}"


def observations_of(numbers: Sequence[int]) -> pa.Table:
    """Every area and year of some indicators, sorted by key; other figures at every call."""
    rows, many = len(numbers) * ROWS_EACH, len(numbers)
    years = np.tile(np.arange(len(YEARS)), many * len(AREAS))
    columns = {
        **{name: pa.repeat(pa.scalar(value, SCHEMA.field(name).type), rows) for name, value in CONSTANT.items()},
        "indicator_id": _taken([indicator_name(each) for each in numbers], np.repeat(np.arange(many), ROWS_EACH)),
        "area_code": _taken(AREAS, np.tile(np.repeat(np.arange(len(AREAS)), len(YEARS)), many)),
        "period": _taken([str(year) for year in YEARS], years),
        "period_start": _taken([date(year, 1, 1) for year in YEARS], years),
        "period_end": _taken([date(year, 12, 31) for year in YEARS], years),
        **_figures(np.repeat(np.asarray(numbers, dtype=int), ROWS_EACH) % 2 == 0),
    }
    arrays = [columns.get(name, pa.nulls(rows, SCHEMA.field(name).type)) for name in SCHEMA.names]
    return pa.table(arrays, schema=SCHEMA)


def _figures(counted: np.ndarray) -> dict[str, pa.Array]:
    """Shares: with counts and intervals where the source has counts, else with one decimal."""
    dice = np.random.default_rng()
    residents = dice.integers(700, 300_000, len(counted)).astype(float)
    cases = np.round(dice.beta(2, 8, len(counted)) * residents)
    value = np.where(counted, 100 * cases / residents, np.round(100 * cases / residents, 1))
    error = np.sqrt(value * (100 - value) / residents)
    optional = {"numerator": cases, "denominator": residents}
    for level, z in (("95", 1.96), ("998", 3.09)):
        optional |= {f"ci_lower_{level}": value - z * error, f"ci_upper_{level}": value + z * error}
    return {"value": pa.array(value), **{name: pa.array(each, mask=~counted) for name, each in optional.items()}}


def _taken(values: Sequence[str | date], places: np.ndarray) -> pa.Array:
    kind = pa.date32() if values and isinstance(values[0], date) else pa.string()
    return pa.array(values, kind).take(pa.array(places, pa.int64()))
