"""The keys between levels: memberships from the register of areas, weights from shares of land."""

import pandas as pd

from geodata.areas import DEFAULT_BOUNDARY_YEAR
from geodata.bundle.land_shares import (
    district_weights,
    major_districts,
    metric_land,
    municipality_weights,
)
from geodata.bundle.sources import Sources
from geodata.keys import AREAL_WEIGHTING_LAND, KEY_COLUMNS, MEMBERSHIP
from geodata.levels import AreaLevel

# In the division of 2023 Oitmäki lies in Espoo and Kirkkonummi; all others lie in one municipality.
STRADDLING_POSTAL_CODE = "02510"
ESPOO, KIRKKONUMMI = "049", "257"

MEMBERSHIPS = (
    (AreaLevel.SMALL_AREA, AreaLevel.STATISTICAL_AREA),
    (AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT),
    (AreaLevel.SMALL_AREA, AreaLevel.MUNICIPALITY),
    (AreaLevel.STATISTICAL_AREA, AreaLevel.MAJOR_DISTRICT),
    (AreaLevel.STATISTICAL_AREA, AreaLevel.MUNICIPALITY),
    (AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY),
    (AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY),
    (AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY),
    (AreaLevel.MUNICIPALITY, AreaLevel.REGION),
    (AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_REGION),
    (AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY),
    (AreaLevel.REGION, AreaLevel.MAJOR_REGION),
    (AreaLevel.MAJOR_REGION, AreaLevel.COUNTRY),
    (AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY),
)


def build_keys(sources: Sources, areas: pd.DataFrame) -> pd.DataFrame:
    """KEY_COLUMNS, sorted by pair and codes.

    Oitmäki's rows of 2023 to Espoo's districts sum to Espoo's share of its land; the rest is Kirkkonummi's.
    """
    land, districts = metric_land(sources), major_districts(sources)
    oitmaki = municipality_weights(sources, land, STRADDLING_POSTAL_CODE, (ESPOO, KIRKKONUMMI))
    shares = {STRADDLING_POSTAL_CODE: oitmaki.set_index("to_code")["weight"][ESPOO]}
    to_districts_2019 = district_weights(sources.postal_areas_2019, districts, land)
    to_districts_2023 = district_weights(sources.postal_areas_2023, districts, land, shares)
    parts = [
        *(_membership(areas, from_level, to_level) for from_level, to_level in MEMBERSHIPS),
        _areal(oitmaki, 2023, AreaLevel.MUNICIPALITY),
        _areal(to_districts_2019, 2019, AreaLevel.MAJOR_DISTRICT),
        _areal(to_districts_2023, 2023, AreaLevel.MAJOR_DISTRICT),
    ]
    order = ["from_level", "to_level", "from_boundary_year", "from_code", "to_code"]
    return pd.concat(parts)[list(KEY_COLUMNS)].sort_values(order, ignore_index=True)


def _membership(areas: pd.DataFrame, from_level: AreaLevel, to_level: AreaLevel) -> pd.DataFrame:
    """Whole areas in one larger area, as the register says; without Oitmäki of 2023, which lies in two.

    Small areas of 2024 have no key to the statistical areas, which are of 2014.
    """
    rows = areas[areas["area_level"] == from_level]
    rows = rows[(rows["area_code"] != STRADDLING_POSTAL_CODE) | (rows["boundary_year"] != 2023)]
    rows = rows[rows[f"{to_level.lower()}_code"] != ""]
    return pd.DataFrame(
        {
            "from_level": str(from_level),
            "from_boundary_year": rows["boundary_year"],
            "from_code": rows["area_code"],
            "to_level": str(to_level),
            "to_boundary_year": DEFAULT_BOUNDARY_YEAR[to_level],
            "to_code": rows[f"{to_level.lower()}_code"],
            "weight": 1.0,
            "method": MEMBERSHIP,
        }
    )


def _areal(weights: pd.DataFrame, from_year: int, to_level: AreaLevel) -> pd.DataFrame:
    return weights.assign(
        from_level=str(AreaLevel.POSTAL_AREA),
        from_boundary_year=from_year,
        to_level=str(to_level),
        to_boundary_year=DEFAULT_BOUNDARY_YEAR[to_level],
        method=AREAL_WEIGHTING_LAND,
    )
