"""How much of a postal area's land lies in each district: in EPSG:3067, before anything is simplified."""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely

from geodata.bundle.codes import METRIC_CRS
from geodata.bundle.sources import Sources

# A smaller share of a postal area's land is noise: its line and the district's were drawn by different hands.
NOISE_SHARE = 0.01
WEIGHT_DECIMALS = 6


def metric_land(sources: Sources) -> shapely.Geometry:
    """The land of all municipalities, lakes included: the 1:1M file is cut at the coast only."""
    return sources.municipalities.to_crs(METRIC_CRS).union_all()


def major_districts(sources: Sources) -> gpd.GeoDataFrame:
    """`code`, `municipality_code` and geometry: the small areas joined, uncut."""
    small = sources.small_areas.to_crs(METRIC_CRS)
    joined = small[["major_district_code", "municipality_code", "geometry"]].dissolve("major_district_code")
    return joined.rename_axis("code").reset_index()


def district_weights(
    postal_areas: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    land: shapely.Geometry,
    totals: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """from_code, to_code, weight: shares of the land in districts of the postal area's own municipality.

    Postal areas of municipalities without districts are left out. `totals` gives the sum of weights of a
    postal area that also lies in another municipality, else 1.
    """
    in_city = postal_areas[postal_areas["municipality_code"].isin(districts["municipality_code"])]
    pieces = _land_pieces(in_city, districts, land)
    own = pieces["municipality_code_1"] == pieces["municipality_code_2"]
    return _weights(pieces[own], totals or {})


def municipality_weights(
    sources: Sources, land: shapely.Geometry, postal_code: str, municipality_codes: tuple[str, ...]
) -> pd.DataFrame:
    """from_code, to_code, weight of one postal area of 2023 that lies in several municipalities."""
    postal_areas, municipalities = sources.postal_areas_2023, sources.municipalities
    straddling = postal_areas[postal_areas["code"] == postal_code]
    straddled = municipalities[municipalities["code"].isin(municipality_codes)].to_crs(METRIC_CRS)
    return _weights(_land_pieces(straddling, straddled, land), {})


def _land_pieces(postal_areas: gpd.GeoDataFrame, targets: gpd.GeoDataFrame, land: shapely.Geometry) -> gpd.GeoDataFrame:
    """The land of each postal area in each target: columns of both, _1 and _2 where they share a name."""
    metric = postal_areas.to_crs(METRIC_CRS)
    on_land = metric.set_geometry(metric.intersection(land))
    return on_land.overlay(targets, keep_geom_type=False)


def _weights(pieces: gpd.GeoDataFrame, totals: Mapping[str, float]) -> pd.DataFrame:
    square_metres = pieces.area.groupby([pieces["code_1"], pieces["code_2"]]).sum()
    weights = square_metres.groupby("code_1", group_keys=False).apply(lambda part: _shares(part, totals))
    return weights.rename_axis(["from_code", "to_code"]).rename("weight").reset_index()


def _shares(square_metres: pd.Series, totals: Mapping[str, float]) -> pd.Series:
    """One postal area's weights without noise; the largest takes what rounding leaves, for an exact sum."""
    total = totals.get(str(square_metres.index[0][0]), 1.0)
    shares = square_metres / square_metres.sum()
    kept = shares[shares >= NOISE_SHARE]
    weights = (kept / kept.sum() * total).round(WEIGHT_DECIMALS)
    weights[weights.idxmax()] += total - weights.sum()
    return weights.round(WEIGHT_DECIMALS)
