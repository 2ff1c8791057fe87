"""The stored boundaries, embedded and fetched: which file draws a level within a scope, and reading it.

What is made of a file is remembered by its bytes, not its name, so boundaries fetched anew show without a restart.
"""

import json
from functools import lru_cache
from pathlib import Path

import geopandas as gpd

from geodata.areas import DEFAULT_BOUNDARY_YEAR
from geodata.embedded import DATA_DIR, read_embedded, read_manifest
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir, read_overlay, read_overlay_manifest

CRS = "EPSG:4326"
SUFFIX = ".json"
COUNTRY_CODE = "FI"
# Two digits are a county or region; a municipality has three, a major district four.
MUNICIPALITY_CODE_LENGTH = 3


def geometry_names(data_dir: Path = DATA_DIR) -> tuple[str, ...]:
    """Names of the embedded and the fetched geometries, ascending, such as "major_district-2014-049".

    Fetched ones whose manifest is damaged are left out; reading one of them says so.
    """
    return tuple(sorted(embedded_names(data_dir) | _fetched_names()))


@lru_cache
def embedded_names(data_dir: Path = DATA_DIR) -> frozenset[str]:
    """Names of the embedded geometries, which nothing that is fetched ever replaces."""
    return frozenset(name.removesuffix(SUFFIX) for name in read_manifest(data_dir) if name.endswith(SUFFIX))


def _fetched_names() -> frozenset[str]:
    try:
        return frozenset(read_overlay_manifest(overlay_dir()))
    except GeodataError:
        return frozenset()


def geometry_name(level: AreaLevel, scope_code: str, boundary_year: int | None = None) -> str | None:
    """The geometry that draws the level's areas within a municipality, a county or the country ("FI").

    One made for the scope where there is one, else the country's, which holds more areas than the scope has:
    choose features by code. None where nothing is stored: postal areas outside the ten municipalities.
    """
    year = DEFAULT_BOUNDARY_YEAR[level] if boundary_year is None else boundary_year
    common = f"{level.lower()}-{year}"
    if (scoped := f"{common}-{scope_code}") in geometry_names():
        return scoped
    covered = common in geometry_names() and (not level.is_below_municipality or _holds(common, scope_code))
    return common if covered else None


def _holds(name: str, scope_code: str) -> bool:
    """True when the file has areas of the municipality or district: their codes begin with its code."""
    codes = geometry_codes(name)
    return len(scope_code) >= MUNICIPALITY_CODE_LENGTH and any(code.startswith(scope_code) for code in codes)


def read_geometry(name: str, data_dir: Path = DATA_DIR) -> bytes:
    """The GeoJSON (EPSG:4326, feature id = area code, properties code, fi, sv, en) exactly as stored.

    Raises GeodataError for a name not in `geometry_names`, whatever path it spells, and for a damaged file.
    """
    if name in embedded_names(data_dir):
        return read_embedded(name + SUFFIX, data_dir)
    fetched = read_overlay(name, overlay_dir())
    if fetched is None:
        raise GeodataError(f"no geometry {name!r}; see geodata.boundaries.geometry_names()")
    return fetched


def geometry_codes(name: str) -> frozenset[str]:
    """The area codes drawn in the geometry. Raises GeodataError as `read_geometry` does."""
    return _codes(read_geometry(name))


@lru_cache
def _codes(content: bytes) -> frozenset[str]:
    return frozenset(feature["id"] for feature in json.loads(content)["features"])


def geometry_bounds(name: str) -> tuple[float, float, float, float]:
    """West, south, east and north in degrees. Raises GeodataError as `read_geometry` does."""
    return _bounds(read_geometry(name))


@lru_cache
def _bounds(content: bytes) -> tuple[float, float, float, float]:
    west, south, east, north = json.loads(content)["bbox"]
    return west, south, east, north


def surroundings_name(scope_code: str) -> str:
    """The geometry drawn pale around a map: the municipalities near the county, or all of the country."""
    near = "municipality-2025-around-03"
    return near if scope_code != COUNTRY_CODE else "municipality-2025"


def load_geometry(name: str) -> gpd.GeoDataFrame:
    """Columns code, fi, sv, en and geometry (EPSG:4326), one row an area, for drawing on paper.

    Raises GeodataError as `read_geometry` does.
    """
    features = json.loads(read_geometry(name))["features"]
    return gpd.GeoDataFrame.from_features(features, crs=CRS)[["code", "fi", "sv", "en", "geometry"]]
