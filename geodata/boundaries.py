"""The stored boundaries, embedded and fetched: which file draws a level within a scope, and reading it.

The newest fetched boundaries are drawn where they fit, else the embedded ones. What is made of a file is remembered
by its bytes, not its name, so boundaries fetched anew show without a restart.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import geopandas as gpd

from geodata.areas import DEFAULT_BOUNDARY_YEAR
from geodata.embedded import DATA_DIR, read_embedded, read_manifest
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import NOTHING, Manifest, overlay_dir, read_overlay, read_overlay_manifest

CRS = "EPSG:4326"
SUFFIX = ".json"
COUNTRY_CODE = "FI"
AROUND_COUNTRY, AROUND_COUNTY = "municipality-2025", "municipality-2025-around-03"
FINGERPRINT_DIGITS = 8
# Two digits are a county or region; a municipality has three, a major district four.
MUNICIPALITY_CODE_LENGTH = 3


def geometry_names(data_dir: Path = DATA_DIR) -> tuple[str, ...]:
    """Names of the embedded and the fetched geometries, ascending, such as "major_district-2014-049".

    Fetched ones whose manifest is damaged are left out; reading one of them says so.
    """
    return tuple(sorted(embedded_names(data_dir) | set(_fetched())))


@lru_cache
def embedded_names(data_dir: Path = DATA_DIR) -> frozenset[str]:
    """Names of the embedded geometries, which nothing that is fetched ever replaces."""
    return frozenset(name.removesuffix(SUFFIX) for name in read_manifest(data_dir) if name.endswith(SUFFIX))


def _fetched() -> Manifest:
    try:
        return read_overlay_manifest(overlay_dir())
    except GeodataError:
        return NOTHING


def geometry_name(level: AreaLevel, scope_code: str, boundary_year: int | None = None) -> str | None:
    """The geometry that draws the level's areas within a municipality, a county or the country ("FI").

    One made for the scope where there is one, else the country's, which holds more areas than the scope has:
    choose features by code. Without a year, the newest fetched one that fits, else the embedded one of the level's
    default division. None where nothing is stored: postal areas outside the ten municipalities.
    """
    if boundary_year is not None:
        return _name_of_year(level, scope_code, boundary_year)
    embedded = _name_of_year(level, scope_code, DEFAULT_BOUNDARY_YEAR[level])
    return None if embedded is None else _newest_fitting(embedded)


def surroundings_name(scope_code: str) -> str:
    """The geometry drawn pale around a map: the municipalities near the county, or all of the country."""
    return _newest_fitting(AROUND_COUNTY if scope_code != COUNTRY_CODE else AROUND_COUNTRY)


def _name_of_year(level: AreaLevel, scope_code: str, year: int) -> str | None:
    common, names = f"{level.lower()}-{year}", geometry_names()
    if (scoped := f"{common}-{scope_code}") in names:
        return scoped
    covered = common in names and (not level.is_below_municipality or _holds(common, scope_code))
    return common if covered else None


def _holds(name: str, scope_code: str) -> bool:
    """True when the file has areas of the municipality or district: their codes begin with its code."""
    codes = geometry_codes(name)
    return len(scope_code) >= MUNICIPALITY_CODE_LENGTH and any(code.startswith(scope_code) for code in codes)


def _newest_fitting(embedded: str) -> str:
    """The newest fetched geometry of the same extent that fits and is whole on the disk, else `embedded` itself."""
    return next(filter(_is_whole, fitting_names(embedded, fetched_codes())), embedded)


def fetched_codes() -> dict[str, Collection[str]]:
    """The area codes of each fetched geometry, by its name; none where their manifest is damaged."""
    return {name: facts["codes"] for name, facts in _fetched().items()}


def fitting_names(embedded: str, fetched: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The later ones of `fetched` that can be drawn instead of an embedded geometry, newest first."""
    others = (name for name in fetched.keys() - embedded_names() if _undated(name) == _undated(embedded))
    newer = sorted((name for name in others if name > embedded), reverse=True)
    return tuple(name for name in newer if not codes_in_the_way(name, fetched))


def embedded_name(name: str) -> str:
    """What is drawn where a fetched geometry does not fit: "postal_area-2026-049" → "postal_area-2019-049"."""
    level, *extent = _undated(name)
    return "-".join([level, str(DEFAULT_BOUNDARY_YEAR[AreaLevel(level.upper())]), *extent])


def codes_in_the_way(name: str, fetched: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Codes that keep a fetched geometry from being drawn instead of the embedded one; none where it fits.

    It must have every area that is drawn, and may have more. Municipalities must be the same all over the country:
    one that has taken another in keeps its code and not its borders. `fetched` has the codes of the geometry and of
    the country's of the same year. Raises GeodataError where no such geometry is embedded.
    """
    level, year = name.split("-")[:2]
    if level != AreaLevel.MUNICIPALITY.lower():
        return geometry_codes(embedded_name(name)) - frozenset(fetched[name])
    country = f"{level}-{year}"
    return geometry_codes(embedded_name(country)) ^ frozenset(fetched.get(country, ()))


def _undated(name: str) -> list[str]:
    """A name without its year: "municipality-2025-around-03" → "municipality" and "around-03"."""
    level, _, *extent = name.split("-", 2)
    return [level, *extent]


def _is_whole(name: str) -> bool:
    """True when the file can be read; it is proved once a process."""
    with suppress(GeodataError):
        return bool(read_geometry(name))
    return False


def geometry_fingerprint(name: str) -> str:
    """What tells two contents of one name apart, for addresses and memories: the beginning of its SHA-256.

    Raises GeodataError for a name not in `geometry_names`.
    """
    if name in embedded_names():
        return read_manifest()[name + SUFFIX]["sha256"][:FINGERPRINT_DIGITS]
    if facts := _fetched().get(name):
        return facts["sha256"][:FINGERPRINT_DIGITS]
    raise _unknown(name)


def _unknown(name: str) -> GeodataError:
    return GeodataError(f"no geometry {name!r}; see geodata.boundaries.geometry_names()")


def read_geometry(name: str, data_dir: Path = DATA_DIR) -> bytes:
    """The GeoJSON (EPSG:4326, feature id = area code, properties code, fi, sv, en) exactly as stored.

    Raises GeodataError for a name not in `geometry_names`, whatever path it spells, and for a damaged file.
    """
    if name in embedded_names(data_dir):
        return read_embedded(name + SUFFIX, data_dir)
    fetched = read_overlay(name, overlay_dir())
    if fetched is None:
        raise _unknown(name)
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


def load_geometry(name: str) -> gpd.GeoDataFrame:
    """Columns code, fi, sv, en and geometry (EPSG:4326), one row an area, for drawing on paper.

    Raises GeodataError as `read_geometry` does.
    """
    features = json.loads(read_geometry(name))["features"]
    return gpd.GeoDataFrame.from_features(features, crs=CRS)[["code", "fi", "sv", "en", "geometry"]]
