"""The stored boundaries: each file a clean tiling, named right, and nothing else readable through them."""

import json

import numpy as np
import pytest
import shapely

from geodata.areas import areas_within, load_areas
from geodata.boundaries import (
    geometry_bounds,
    geometry_codes,
    geometry_name,
    geometry_names,
    load_geometry,
    read_geometry,
)
from geodata.errors import GeodataError
from geodata.levels import AreaLevel

# Share of a file's area: what floating point leaves of nothing (a sliver of 1 m by 1 km in Espoo is 3e-6).
NO_AREA = 1e-12
# A hole of less than 1 ha between areas would be a gap; real ones (Kauniainen in Espoo) are hundreds.
SMALLEST_HOLE_SQUARE_DEGREES = 10_000 / 78_500**2
EVERY_FILE = pytest.mark.parametrize("name", geometry_names())


def geometries(name: str) -> np.ndarray:
    return load_geometry(name).geometry.to_numpy()


@EVERY_FILE
def test_every_area_is_a_valid_polygon(name: str) -> None:
    shapes = geometries(name)
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert set(shapely.get_type_id(shapes)) <= {
        shapely.GeometryType.POLYGON,
        shapely.GeometryType.MULTIPOLYGON,
    }


@EVERY_FILE
def test_neighbours_share_their_lines_and_do_not_overlap(name: str) -> None:
    shapes = geometries(name)
    assert shapely.coverage_is_valid(shapes)
    union = shapely.union_all(shapes)
    assert abs(shapely.area(shapes).sum() - union.area) / union.area < NO_AREA


@EVERY_FILE
def test_there_are_no_gaps_between_neighbours(name: str) -> None:
    parts = shapely.get_parts(shapely.union_all(geometries(name)))
    holes = [shapely.Polygon(ring).area for part in parts for ring in part.interiors]
    assert all(hole > SMALLEST_HOLE_SQUARE_DEGREES for hole in holes)


@EVERY_FILE
def test_coordinates_have_five_decimals(name: str) -> None:
    coordinates = shapely.get_coordinates(geometries(name))
    assert np.array_equal(np.round(coordinates, 5), coordinates)


@EVERY_FILE
def test_the_outer_ring_runs_counter_clockwise(name: str) -> None:
    outer = shapely.get_exterior_ring(shapely.get_parts(geometries(name)))
    assert shapely.is_ccw(outer).all()


@EVERY_FILE
def test_features_carry_code_and_three_names(name: str) -> None:
    for feature in json.loads(read_geometry(name))["features"]:
        assert set(feature["properties"]) == {"code", "fi", "sv", "en"}
        assert feature["id"] == feature["properties"]["code"]
        assert all(feature["properties"].values())


@EVERY_FILE
def test_codes_are_those_of_the_register(name: str) -> None:
    level, year = name.split("-")[:2]
    areas = load_areas()
    rows = areas[(areas["area_level"] == level.upper()) & (areas["boundary_year"] == int(year))]
    assert geometry_codes(name) <= set(rows["area_code"])


@EVERY_FILE
def test_bounds_are_the_geometries_and_in_finland(name: str) -> None:
    west, south, east, north = geometry_bounds(name)
    assert (west, south, east, north) == tuple(load_geometry(name).total_bounds)
    assert 19 < west < east < 32
    assert 59 < south < north < 71


@pytest.mark.parametrize(
    ("level", "scope_code", "name"),
    [
        (AreaLevel.MAJOR_DISTRICT, "049", "major_district-2014-049"),
        (AreaLevel.MAJOR_DISTRICT, "235", "major_district-2014-235"),
        (AreaLevel.MAJOR_DISTRICT, "444", None),
        (AreaLevel.STATISTICAL_AREA, "049", "statistical_area-2014"),
        (AreaLevel.SMALL_AREA, "235", "small_area-2014"),
        (AreaLevel.SMALL_AREA, "0491", "small_area-2014"),
        (AreaLevel.SMALL_AREA, "04", None),
        (AreaLevel.SMALL_AREA, "444", None),
        (AreaLevel.POSTAL_AREA, "444", "postal_area-2019-444"),
        (AreaLevel.POSTAL_AREA, "03", "postal_area-2019-03"),
        (AreaLevel.POSTAL_AREA, "FI", None),
        (AreaLevel.MUNICIPALITY, "03", "municipality-2025-03"),
        (AreaLevel.MUNICIPALITY, "05", "municipality-2025"),
        (AreaLevel.MUNICIPALITY, "FI", "municipality-2025"),
        (AreaLevel.WELLBEING_COUNTY, "FI", "wellbeing_county-2025"),
        (AreaLevel.REGION, "FI", "region-2025"),
        (AreaLevel.MAJOR_REGION, "FI", "major_region-2025"),
        (AreaLevel.COUNTRY, "FI", "country-2025"),
    ],
)
def test_the_right_file_for_a_level_and_scope(level: AreaLevel, scope_code: str, name: str | None) -> None:
    assert geometry_name(level, scope_code) == name


def test_the_file_of_another_boundary_year() -> None:
    assert geometry_name(AreaLevel.POSTAL_AREA, "049", 2023) == "postal_area-2023-049"
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI", 1999) is None


@pytest.mark.parametrize("scope_code", ["049", "235"])
@pytest.mark.parametrize("level", [level for level in AreaLevel if level.is_below_municipality])
def test_every_area_of_a_city_is_drawn(level: AreaLevel, scope_code: str) -> None:
    name = geometry_name(level, scope_code)
    assert name is not None
    assert set(areas_within(level, AreaLevel.MUNICIPALITY, scope_code)) <= geometry_codes(name)


@pytest.mark.parametrize("level", [level for level in AreaLevel if not level.is_below_municipality])
def test_every_area_of_the_country_is_drawn(level: AreaLevel) -> None:
    name = geometry_name(level, "FI")
    assert name is not None
    assert geometry_codes(name) == set(areas_within(level, AreaLevel.COUNTRY, "FI"))


def test_the_county_is_drawn_whole() -> None:
    municipalities = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, "03")
    assert geometry_codes("municipality-2025-03") == set(municipalities)
    assert len(geometry_codes("postal_area-2019-03")) == 130


def test_seven_districts_are_seven_on_the_map() -> None:
    assert len(geometry_codes("major_district-2014-049")) == 7


def test_the_sea_is_cut_away() -> None:
    """The raw districts of Espoo measure 528 km², 312 of them land."""
    districts = load_geometry("major_district-2014-049").to_crs("EPSG:3067")
    assert 310 < districts.area.sum() / 1e6 < 340


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("municipality-2025", "wellbeing_county-2025"),
        ("municipality-2025", "country-2025"),
        ("small_area-2014", "statistical_area-2014"),
    ],
)
def test_levels_joined_from_one_another_cover_the_same(smaller: str, larger: str) -> None:
    difference = shapely.union_all(geometries(smaller)) ^ shapely.union_all(geometries(larger))
    assert difference.area < NO_AREA


def test_districts_and_small_areas_share_their_lines() -> None:
    small = load_geometry("small_area-2014")
    for district in load_geometry("major_district-2014-049").itertuples():
        own = small[small["code"].str.startswith(f"{district.code}-")]
        assert (own.union_all() ^ district.geometry).area < NO_AREA


@pytest.mark.parametrize(
    "name",
    ["", "nothing", "../areas", "../../levels", "areas", "region-2025.json", "/etc/passwd", "region-2025\0"],
)
def test_no_other_file_can_be_read(name: str) -> None:
    with pytest.raises(GeodataError, match="no geometry"):
        read_geometry(name)


def test_the_country_map_is_small() -> None:
    assert len(read_geometry("municipality-2025")) <= 350_000
