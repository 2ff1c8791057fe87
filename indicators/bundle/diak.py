"""Diak's indices of disadvantage: positions relative to the median area, means of three years.

The files label a three-year mean by its middle year; the period shown is the three years.
"""

from pathlib import Path

import pandas as pd

from geodata.levels import AreaLevel
from indicators.model import ObservationStatus

LEVEL_OF_REGION = {
    "Hyvinvointialueet": AreaLevel.WELLBEING_COUNTY,
    "Kunnat": AreaLevel.MUNICIPALITY,
    "Postinumeroalueet": AreaLevel.POSTAL_AREA,
}


def read_areas(source_dir: Path) -> pd.DataFrame:
    """Cells of the indices by county and municipality."""
    return _read(source_dir / "wellbeing_indices/diak_huono_osaisuus_time_series.csv", "value")


def read_postal(source_dir: Path) -> pd.DataFrame:
    """Cells of the indices by postal area; empty values are MISSING."""
    return _read(source_dir / "wellbeing_indices/diak_postal_area_indices_luvn.csv", "value")


def read_gini(source_dir: Path) -> pd.DataFrame:
    """Cells of the Gini coefficient between the municipalities of each county, 0–1."""
    return _read(source_dir / "wellbeing_indices/diak_gini_within_hva.csv", "gini")


def _read(path: Path, value_column: str) -> pd.DataFrame:
    raw = pd.read_csv(path, dtype=str)
    middle = raw["aika"].astype(int)
    value = pd.to_numeric(raw[value_column])
    return pd.DataFrame(
        {
            "source_id": raw["variable"],
            "area_level": raw["regio_level"].map(LEVEL_OF_REGION).astype(str),
            "area_code": raw["aluekoodi"],
            "year_start": middle - 1,
            "year_end": middle + 1,
            "value": value,
            "numerator": float("nan"),
            "status": value.notna().map({True: str(ObservationStatus.OBSERVED), False: str(ObservationStatus.MISSING)}),
        }
    )
