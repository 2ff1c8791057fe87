"""Boundaries of a later year than the embedded ones, made as those were and stored beside them."""

import geopandas as gpd
import shapely

from geodata.areas import areas_within
from geodata.boundaries import CRS, embedded_names, load_geometry
from geodata.bundle.boundary_files import (
    WESTERN_UUSIMAA,
    Coverages,
    city_coverage,
    country_coverage,
    county_coverages,
    postal_coverages,
)
from geodata.bundle.coverage import clean_coverage
from geodata.bundle.files import geojson_bytes
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir, write_overlay

COLUMNS = frozenset({"code", "fi", "sv", "en", "geometry"})
MUNICIPALITY_DIGITS = 3
CITIES, AROUND = "small_area-2014", "municipality-2025-around-03"
"""What districts, which the source draws out into the sea, are cut to: the cities' own shores, within 25 m or so,
and the land around them, so that borders on land are not cut."""

Files = dict[str, tuple[tuple[str, ...], bytes]]
"""Geometry name -> area codes and GeoJSON."""


def store_boundaries(level: AreaLevel, year: int, areas: gpd.GeoDataFrame) -> Files:
    """Build and keep the boundaries in `overlay_dir()`, replacing those of the same level and year; what was kept.

    Raises GeodataError as `build_fetched` does, and when the disk does not take them; then nothing has changed.
    """
    files = build_fetched(level, year, areas)
    write_overlay(files, overlay_dir())
    return files


def build_fetched(level: AreaLevel, year: int, areas: gpd.GeoDataFrame) -> Files:
    """The geometries of a level and year from `areas`, nothing written.

    `areas` has COLUMNS, postal areas also municipality_code; EPSG:4326, each code once, valid polygons.
    Municipalities are drawn for the country, the county and around it, postal areas for the county and each
    municipality, major districts for each city. Raises GeodataError for a year that is embedded, another level, and
    areas that cannot be made to fit each other.
    """
    validate_not_embedded(level, year)
    _validate(areas, COLUMNS | ({"municipality_code"} if level is AreaLevel.POSTAL_AREA else set()))
    try:
        coverages = _coverages(level, year, areas.sort_values("code", ignore_index=True))
    except shapely.errors.GEOSException as error:
        raise GeodataError(f"{level.lower()}-{year}: the areas cannot be made to fit each other ({error})") from error
    return {name: (tuple(coverage["code"]), geojson_bytes(coverage)) for name, coverage in coverages.items()}


def validate_not_embedded(level: AreaLevel, year: int) -> None:
    """Raise GeodataError when boundaries of that level and year are embedded: figures were counted by those."""
    common = f"{level.lower()}-{year}"
    if any(name == common or name.startswith(f"{common}-") for name in embedded_names()):
        raise GeodataError(f"{common} is embedded and is not replaced; ask for another year")


def _validate(areas: gpd.GeoDataFrame, columns: frozenset[str]) -> None:
    if absent := sorted(columns - set(areas.columns)):
        raise GeodataError(f"boundaries without {', '.join(absent)}; columns must be {', '.join(sorted(columns))}")
    if areas.crs != CRS:
        raise GeodataError(f"boundaries in {areas.crs}; they must be in {CRS}")
    if repeated := sorted(areas.loc[areas["code"].duplicated(), "code"]):
        raise GeodataError(f"boundaries that stand twice: {', '.join(repeated)}")


def _coverages(level: AreaLevel, year: int, areas: gpd.GeoDataFrame) -> Coverages:
    match level:
        case AreaLevel.MUNICIPALITY:
            return _municipalities(areas, year)
        case AreaLevel.POSTAL_AREA:
            return postal_coverages(areas, year)
        case AreaLevel.MAJOR_DISTRICT:
            return _districts(areas, year)
    raise GeodataError(f"boundaries of {level} are not fetched: they are joined from municipalities or small areas")


def _municipalities(areas: gpd.GeoDataFrame, year: int) -> Coverages:
    clean = clean_coverage(areas)
    own = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, WESTERN_UUSIMAA)
    return {f"municipality-{year}": country_coverage(clean)} | county_coverages(clean, own, year)


def _districts(areas: gpd.GeoDataFrame, year: int) -> Coverages:
    fitted = city_coverage(areas, _land())
    cities = fitted["code"].str[:MUNICIPALITY_DIGITS]
    return {f"major_district-{year}-{city}": part for city, part in fitted.groupby(cities)}


def _land() -> shapely.Geometry:
    cities, around = load_geometry(CITIES), load_geometry(AROUND)
    others = around[~around["code"].isin(cities["code"].str[:MUNICIPALITY_DIGITS])]
    return shapely.union_all([*cities.geometry, *others.geometry])
