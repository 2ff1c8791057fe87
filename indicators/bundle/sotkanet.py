"""SOTKAnet's figures, from the raw copies to cells: one row a source id, area and year.

Cells are what every reader of this package returns: source_id, area_level, area_code, year_start,
year_end, value, numerator, status. Codes stay text throughout.
"""

from pathlib import Path

import pandas as pd

from geodata.levels import AreaLevel
from indicators.model import ObservationStatus

LEVEL_OF_CATEGORY = {
    "KUNTA": AreaLevel.MUNICIPALITY,
    "MAAKUNTA": AreaLevel.REGION,
    "HYVINVOINTIALUE": AreaLevel.WELLBEING_COUNTY,
    "MAA": AreaLevel.COUNTRY,
}
WHOLE_COUNTRY_ID = "658"
COUNTRY_CODE = "FI"
IMPOSSIBLE_ZEROS = {("451", "235", "1994")}
"""Kauniainen's social assistance of 0 euros per resident stands between 53 and 89, not zero."""


def read_series_1990_2012(source_dir: Path) -> pd.DataFrame:
    """Cells of the annual series 1990–2012; rows without an id go by their Finnish title."""
    raw = _read(source_dir / "sotkanet/sotkanet_selected_indicators_1990_2012.csv")
    places = raw[["indicator", "region_code", "year"]].itertuples(index=False, name=None)
    raw = raw[[place not in IMPOSSIBLE_ZEROS for place in places]]
    return _cells(
        source_id=raw["indicator"].fillna(raw["indicator_title_fi"]),
        area_level=raw["region_category"].map(LEVEL_OF_CATEGORY),
        area_code=raw["region_code"],
        year=raw["year"],
        value=raw["value"],
    )


def read_population(source_dir: Path) -> pd.DataFrame:
    """Cells of indicator 127, population on 31 December, for all municipalities 2000–2022."""
    raw = _read(source_dir / "sotkanet/sotkanet_127_population_municipalities.csv")
    return _cells(
        source_id="127",
        area_level=AreaLevel.MUNICIPALITY,
        area_code=raw["municipality_code"],
        year=raw["year"],
        value=raw["primary.value"],
    )


def read_cross_section_2019(source_dir: Path) -> pd.DataFrame:
    """Cells of the 2019 cross-section; a municipality that SOTKAnet leaves out is SUPPRESSED.

    The source has no row at all where it protects a small number, so absence carries meaning.
    """
    raw = _read(source_dir / "sotkanet/sotkanet_2019_municipalities.csv")
    shown = _cells(
        source_id=raw["indicator"],
        area_level=AreaLevel.MUNICIPALITY,
        area_code=raw["region.code"],
        year=raw["year"],
        value=raw["primary.value"],
        numerator=raw["absolute.value"],
    )
    return pd.concat([shown, _absent(shown)], ignore_index=True)


def read_counties(source_dir: Path) -> pd.DataFrame:
    """Cells of primary care and population survey by wellbeing services county, 2020–2025.

    Empty values are years without a survey or without a figure: no row, so a gap stays a gap.
    """
    raw = _read(source_dir / "sotkanet/sotkanet_hva_primary_care_2020_2025.csv").dropna(subset="value")
    return _cells(
        source_id=raw["indicator"],
        area_level=raw["region_category"].map(LEVEL_OF_CATEGORY),
        area_code=raw["region_code"].where(raw["region"] != WHOLE_COUNTRY_ID, COUNTRY_CODE),
        year=raw["year"],
        value=raw["value"],
    )


def read_placed_children(source_dir: Path) -> pd.DataFrame:
    """Cells of indicator 3563: the share, with the number of children as numerator."""
    raw = _read(source_dir / "sotkanet/sotkanet_3563_hva_2021_2024.csv")
    return _cells(
        source_id="placed_children_0_17",
        area_level=AreaLevel.WELLBEING_COUNTY,
        area_code=raw["region_code"],
        year=raw["year"],
        value=raw["placed_children_pct"],
        numerator=raw["placed_children_0_17"],
    )


def read_net_migration(source_dir: Path) -> pd.DataFrame:
    """Cells of net migration per 1,000 residents, 1990–2024."""
    raw = _read(source_dir / "postal_stats/net_migration_municipalities_1990_2024.csv")
    return _cells(
        source_id="net_migration_per_1000",
        area_level=AreaLevel.MUNICIPALITY,
        area_code=raw["municipality_code"],
        year=raw["year"],
        value=raw["net_migration_per_1000"],
    )


def _absent(shown: pd.DataFrame) -> pd.DataFrame:
    """A SUPPRESSED cell for each id and municipality that has none; shape as `shown`."""
    every = pd.MultiIndex.from_product([shown["source_id"].unique(), shown["area_code"].unique()])
    absent = every.difference(pd.MultiIndex.from_frame(shown[["source_id", "area_code"]]))
    cells = absent.to_frame(index=False, name=["source_id", "area_code"])
    return cells.assign(
        area_level=str(AreaLevel.MUNICIPALITY),
        year_start=shown["year_start"].iloc[0],
        year_end=shown["year_end"].iloc[0],
        value=float("nan"),
        numerator=float("nan"),
        status=str(ObservationStatus.SUPPRESSED),
    )


def _cells(**columns: object) -> pd.DataFrame:
    """Cells from columns as text; `year` becomes both year_start and year_end."""
    cells = pd.DataFrame({"numerator": None} | columns)
    cells["area_level"] = cells["area_level"].astype(str)
    for column in ("value", "numerator"):
        cells[column] = pd.to_numeric(cells[column])
    year = cells.pop("year").astype(int)
    return cells.assign(year_start=year, year_end=year, status=str(ObservationStatus.OBSERVED))


def _read(path: Path) -> pd.DataFrame:
    """A raw file with every cell as text: codes keep their leading zeros."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
