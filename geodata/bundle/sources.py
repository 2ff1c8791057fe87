"""The raw files, read into frames of one shape: code, names, larger areas' codes, geometry (EPSG:4326)."""

import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.bundle.codes import METRIC_CRS, clean_name, with_own_codes
from geodata.errors import GeodataError

KAUNIAINEN = "235"
KAUNIAINEN_POSTAL_CODE = "02700"
# In Espoo's statistics database: the whole city, and residents whose small area is not known.
NO_SMALL_AREAS = ("0490000000", "0499999999")
# A small area lies in a statistical area with all of its area but digitising noise.
NESTING_SHARE = 0.999


@dataclass(frozen=True)
class Sources:
    """What the bundle is made of. Frames are sorted by code; geometries are valid and uncut."""

    municipality_key: pd.DataFrame
    municipalities: gpd.GeoDataFrame
    statistical_areas: gpd.GeoDataFrame
    small_areas: gpd.GeoDataFrame
    small_area_codes_2024: pd.Series
    postal_areas_2019: gpd.GeoDataFrame
    postal_areas_2023: gpd.GeoDataFrame


def read_sources(source_dir: Path) -> Sources:
    """Read everything below `areas/` and `districts/`. Raises GeodataError naming a file it cannot read."""
    statistical_areas = _read_districts(source_dir / "districts/espoo_kauniainen_tilastoalueet.geojson")
    small_areas = _read_districts(source_dir / "districts/espoo_kauniainen_pienalueet.geojson")
    return Sources(
        municipality_key=_read_municipality_key(source_dir / "areas/municipality_key_2025.csv"),
        municipalities=_read_municipalities(source_dir / "areas/municipalities_2025_finland.geojson"),
        statistical_areas=statistical_areas,
        small_areas=small_areas.assign(statistical_area_code=containing_code(small_areas, statistical_areas)),
        small_area_codes_2024=_read_small_area_codes(source_dir / "districts/espoo_pienalue_pxweb_query_2024.json"),
        postal_areas_2019=_read_postal_2019(source_dir / "districts/postal_areas_2019_luvn.geojson"),
        postal_areas_2023=_read_postal_2023(source_dir / "districts/postal_areas_2023_espoo_kauniainen.geojson"),
    )


def _read_geojson(path: Path) -> gpd.GeoDataFrame:
    """The file with valid geometries. 625 Pyhäjoki crosses itself in the 1:1M file."""
    try:
        areas = gpd.read_file(path)
    except (OSError, ValueError, RuntimeError) as error:  # every error of pyogrio is a RuntimeError
        raise GeodataError(f"{path}: cannot be read ({error})") from error
    return areas.set_geometry(areas.geometry.make_valid())


def _read_small_area_codes(path: Path) -> pd.Series:
    """Espoo's small areas of 2024: ten digits, ascending, out of a query that names every area."""
    try:
        query = json.loads(path.read_bytes())["query"]
        codes = next(part["selection"]["values"] for part in query if part["code"] == "Alue")
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise GeodataError(f"{path}: cannot be read as a query of areas ({error!r})") from error
    return pd.Series(sorted(set(codes) - set(NO_SMALL_AREAS)), dtype="string")


def _read_municipality_key(path: Path) -> pd.DataFrame:
    """One row a municipality, all text ("049" stays "049"); county and region codes get two digits."""
    try:
        key = pd.read_csv(path, dtype="string", keep_default_na=False)
    except (OSError, ValueError) as error:
        raise GeodataError(f"{path}: cannot be read ({error})") from error
    padded = {name: key[name].str.zfill(2) for name in ("maakunta_code", "hyvinvointialue_code")}
    return key.assign(**padded).sort_values("municipality_code", ignore_index=True)


def _read_municipalities(path: Path) -> gpd.GeoDataFrame:
    return _read_geojson(path)[["code", "geometry"]].sort_values("code", ignore_index=True)


def _read_districts(path: Path) -> gpd.GeoDataFrame:
    """Statistical or small areas of Espoo and Kauniainen with codes of ours and their major district's code.

    The source's district digit is unique only within a municipality: Kauniainen's is 1, as Leppävaara's.
    """
    areas = _read_geojson(path).rename(
        columns={
            "municipality_code_derived": "municipality_code",
            "suuralue_name_derived": "district_name_fi",
        }
    )
    district_code = areas["municipality_code"] + areas["suuralue_code_derived"].astype(str)
    kept = ["name_fi", "municipality_code", "major_district_code", "district_name_fi", "geometry"]
    return with_own_codes(areas.assign(major_district_code=district_code)[kept])


def containing_code(inner: gpd.GeoDataFrame, outer: gpd.GeoDataFrame) -> pd.Series:
    """For each inner area the code of the outer one it lies in, in the order of `inner`.

    Raises GeodataError naming the areas that do not lie in one outer area with NESTING_SHARE of their area.
    """
    inner_shapes, outer_shapes = (areas[["code", "geometry"]].to_crs(METRIC_CRS) for areas in (inner, outer))
    pieces = inner_shapes.overlay(outer_shapes, keep_geom_type=False)
    pieces = pieces.assign(share=pieces.area / pieces["code_1"].map(_area_by_code(inner)))
    nested = pieces[pieces["share"] >= NESTING_SHARE].set_index("code_1")["code_2"]
    if astray := sorted(set(inner["code"]) - set(nested.index)):
        raise GeodataError(f"areas in no single larger area: {', '.join(astray)}")
    return inner["code"].map(nested)


def _area_by_code(areas: gpd.GeoDataFrame) -> pd.Series:
    """Square metres by code."""
    return areas.to_crs(METRIC_CRS).area.set_axis(areas["code"])


def _read_postal_2019(path: Path) -> gpd.GeoDataFrame:
    areas = _read_geojson(path)
    return _postal_areas(areas, code="posti_alue", name_fi="nimi", name_sv="namn", municipality_code="kunta")


def _read_postal_2023(path: Path) -> gpd.GeoDataFrame:
    """Espoo's and Kauniainen's. The file says that Kauniainen's only postal area is Espoo's: put right."""
    areas = _postal_areas(
        _read_geojson(path), code="Posno", name_fi="Nimi", name_sv="Nimi_Ru", municipality_code="Kunta_nro"
    )
    is_kauniainen = areas["code"] == KAUNIAINEN_POSTAL_CODE
    return areas.assign(municipality_code=areas["municipality_code"].mask(is_kauniainen, KAUNIAINEN))


def _postal_areas(areas: gpd.GeoDataFrame, **source_columns: str) -> gpd.GeoDataFrame:
    renamed = areas.rename(columns={source: ours for ours, source in source_columns.items()})
    named = renamed.assign(name_fi=renamed["name_fi"].map(clean_name), name_sv=renamed["name_sv"].map(clean_name))
    return named[[*source_columns, "geometry"]].sort_values("code", ignore_index=True)
