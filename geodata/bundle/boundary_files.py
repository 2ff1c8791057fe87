"""Which geometries are stored, how fine each is, and their names."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd
import shapely

from geodata.bundle.coverage import clean_coverage, dissolve_coverage, simplify_coverage
from geodata.bundle.islands import absorb_fragments, drop_islands
from geodata.bundle.names import COUNTRY_CODE
from geodata.bundle.sources import KAUNIAINEN, Sources
from geodata.levels import AreaLevel

ESPOO = "049"
WESTERN_UUSIMAA = "03"

# Tolerance (m) and smallest island kept (m²): about half a pixel and some pixels of a map 700 pixels wide.
COUNTRY_TOLERANCE_M, COUNTRY_ISLAND_M2 = 1000.0, 4_000_000.0
COUNTY_TOLERANCE_M, COUNTY_ISLAND_M2 = 200.0, 250_000.0
AROUND_DEGREES = 0.4
CITY_TOLERANCE_M, CITY_ISLAND_M2 = 25.0, 20_000.0

Coverages = dict[str, gpd.GeoDataFrame]
"""Geometry name -> its areas."""


def build_boundaries(sources: Sources, areas: pd.DataFrame) -> Coverages:
    """File name without suffix -> columns code, fi, sv, en and geometry (EPSG:4326, 5 decimals)."""
    municipalities = clean_coverage(sources.municipalities)
    land = shapely.coverage_union_all(municipalities.geometry.values)
    coverages = (
        _country(municipalities, areas)
        | _county(municipalities, areas)
        | _districts(sources, land)
        | postal_coverages(sources.postal_areas_2019, 2019)
        | _postal_2023(sources, land)
    )
    return {name: _with_names(coverage, name, areas) for name, coverage in coverages.items()}


def _with_names(coverage: gpd.GeoDataFrame, name: str, areas: pd.DataFrame) -> gpd.GeoDataFrame:
    level, year = name.split("-")[:2]
    rows = areas[(areas["area_level"] == level.upper()) & (areas["boundary_year"] == int(year))]
    names = rows.rename(columns={"area_code": "code", "name_fi": "fi", "name_sv": "sv", "name_en": "en"})
    shapes = coverage[["code", "geometry"]]
    return shapes.merge(names[["code", "fi", "sv", "en"]], on="code", validate="one_to_one")


def _country(municipalities: gpd.GeoDataFrame, areas: pd.DataFrame) -> Coverages:
    """The 308 municipalities and, from the same lines, the larger areas."""
    coarse = country_coverage(municipalities)
    of_level = areas[(areas["area_level"] == AreaLevel.MUNICIPALITY) & (areas["boundary_year"] == 2025)]
    parents = of_level.drop(columns="area_code").rename(columns={"municipality_code": "code"})
    joined = coarse.merge(parents, on="code", validate="one_to_one").assign(country_code=COUNTRY_CODE)
    levels = (AreaLevel.WELLBEING_COUNTY, AreaLevel.REGION, AreaLevel.MAJOR_REGION, AreaLevel.COUNTRY)
    larger = {f"{level.lower()}-2025": dissolve_coverage(joined, f"{level.lower()}_code") for level in levels}
    return {"municipality-2025": coarse} | larger


def _county(municipalities: gpd.GeoDataFrame, areas: pd.DataFrame) -> Coverages:
    in_county = areas[areas["wellbeing_county_code"] == WESTERN_UUSIMAA]["municipality_code"]
    return county_coverages(municipalities, in_county, 2025)


def county_coverages(municipalities: gpd.GeoDataFrame, in_county: Iterable[str], year: int) -> Coverages:
    """The county's municipalities, and with those around them; `municipalities` are a clean coverage of the country."""
    own = municipalities[municipalities["code"].isin(list(in_county))].reset_index(drop=True)
    if own.empty:
        return {}
    return {
        f"municipality-{year}-{WESTERN_UUSIMAA}": county_coverage(own),
        f"municipality-{year}-around-{WESTERN_UUSIMAA}": county_coverage(_around(municipalities, own)),
    }


def country_coverage(clean: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A clean coverage of the country, simplified for a map of it."""
    return simplify_coverage(drop_islands(clean, COUNTRY_ISLAND_M2), COUNTRY_TOLERANCE_M)


def county_coverage(clean: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A clean coverage of a county, simplified for a map of it."""
    return simplify_coverage(drop_islands(clean, COUNTY_ISLAND_M2), COUNTY_TOLERANCE_M)


def _around(municipalities: gpd.GeoDataFrame, own: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every municipality that a map of the county shows a part of, for orientation."""
    west, south, east, north = own.total_bounds
    margin = AROUND_DEGREES
    seen = municipalities.cx[west - margin : east + margin, south - margin : north + margin]
    return seen.reset_index(drop=True)


def _districts(sources: Sources, land: shapely.Geometry) -> Coverages:
    """Small areas cut to land; statistical areas and major districts are joined from them, line by line.

    The source's polygons include the sea to the city's outer limit: 528 km² for Espoo's 312 of land.
    """
    small = city_coverage(sources.small_areas, land)
    districts = dissolve_coverage(small, "major_district_code")
    by_city = {
        f"major_district-2014-{city}": districts[districts["code"].str.startswith(city)] for city in (ESPOO, KAUNIAINEN)
    }
    statistical = dissolve_coverage(small, "statistical_area_code")
    return {"small_area-2014": small, "statistical_area-2014": statistical} | by_city


def postal_coverages(areas: gpd.GeoDataFrame, year: int) -> Coverages:
    """All of the county's coarse, and finer by municipality. The publisher has cut the sea away."""
    clean = clean_coverage(areas)
    fine = simplify_coverage(drop_islands(clean, CITY_ISLAND_M2), CITY_TOLERANCE_M)
    by_municipality = {f"postal_area-{year}-{code}": part for code, part in fine.groupby("municipality_code")}
    return {f"postal_area-{year}-{WESTERN_UUSIMAA}": county_coverage(clean)} | by_municipality


def _postal_2023(sources: Sources, land: shapely.Geometry) -> Coverages:
    return {f"postal_area-2023-{ESPOO}": city_coverage(sources.postal_areas_2023, land)}


def city_coverage(areas: gpd.GeoDataFrame, land: shapely.Geometry) -> gpd.GeoDataFrame:
    """Areas that reach into the sea, cut to land and simplified for a map of the city.

    The land is every municipality's, so that only shores are cut and not the city's inner borders, which the
    two sources draw some metres apart.
    """
    whole = absorb_fragments(clean_coverage(areas, land), CITY_ISLAND_M2)
    return simplify_coverage(drop_islands(whole, CITY_ISLAND_M2), CITY_TOLERANCE_M)
