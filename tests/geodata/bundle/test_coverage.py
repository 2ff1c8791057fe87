"""Areas that almost fit are made to fit, and stay so."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from geodata.bundle.coverage import clean_coverage, dissolve_coverage, simplify_coverage, validate_coverage
from geodata.errors import GeodataError


def areas_of(**shapes: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def area(geometry: shapely.Geometry) -> float:
    return float(shapely.area(geometry))


def test_a_sliver_between_neighbours_is_closed() -> None:
    dented = Polygon([(0.5, 0), (1, 0), (1, 1), (0.5, 1), (0.50004, 0.5)])
    cleaned = clean_coverage(areas_of(a=box(0, 0, 0.5, 1), b=dented))
    validate_coverage(cleaned)
    assert area(cleaned.union_all()) == pytest.approx(1.0)


def test_an_overlap_goes_to_the_first() -> None:
    cleaned = clean_coverage(areas_of(a=box(0, 0, 0.6, 1), b=box(0.5, 0, 1, 1)))
    validate_coverage(cleaned)
    assert [area(shape) for shape in cleaned.geometry] == pytest.approx([0.6, 0.4])


def test_a_wide_gap_is_no_noise() -> None:
    cleaned = clean_coverage(areas_of(a=box(0, 0, 0.4, 1), b=box(0.5, 0, 1, 1)))
    assert area(cleaned.union_all()) == pytest.approx(0.9)


def test_neighbours_share_points_that_only_one_had() -> None:
    with_point = Polygon([(0, 0), (0.5, 0), (0.5, 0.5), (0.5, 1), (0, 1)])
    cleaned = clean_coverage(areas_of(a=with_point, b=box(0.5, 0, 1, 1)))
    assert shapely.coverage_is_valid(cleaned.geometry.values)


def test_the_sea_is_cut_and_the_lake_is_not() -> None:
    cleaned = clean_coverage(areas_of(a=box(0, -1, 0.5, 1), b=box(0.5, -1, 1, 1)), land=box(-1, 0, 2, 2))
    assert shapely.total_bounds(cleaned.geometry.values).tolist() == [0, 0, 1, 1]
    validate_coverage(cleaned)


def test_an_area_all_at_sea_is_named() -> None:
    with pytest.raises(GeodataError, match="nothing is left: wet"):
        clean_coverage(areas_of(dry=box(0, 0, 1, 1), wet=box(0, -2, 1, -1)), land=box(0, 0, 1, 1))


def zigzag(x: float) -> list[tuple[float, float]]:
    return [(x + 0.002 * (i % 2), i / 20) for i in range(21)]


def test_simplifying_leaves_points_out_once_for_both_sides() -> None:
    left = Polygon([(0, 0), *zigzag(0.5), (0, 1)])
    right = Polygon([*zigzag(0.5), (1, 1), (1, 0)])
    cleaned = clean_coverage(areas_of(left=left, right=right))
    simplified = simplify_coverage(cleaned, tolerance_m=5_000)
    before, after = (set(map(tuple, shapely.get_coordinates(c.geometry.values))) for c in (cleaned, simplified))
    assert after < before
    assert area(simplified.union_all()) == pytest.approx(sum(map(area, simplified.geometry)))


def test_coordinates_stay_on_the_grid() -> None:
    cleaned = clean_coverage(areas_of(a=Polygon([(0, 0), (1 / 3, 1 / 7), (0, 1)])))
    coordinates = shapely.get_coordinates(cleaned.geometry.values)
    assert np.array_equal(np.round(coordinates, 5), coordinates)


def test_dissolving_joins_by_a_column() -> None:
    areas = areas_of(a=box(0, 0, 1, 1), b=box(1, 0, 2, 1), c=box(2, 0, 3, 1)).assign(city=["x", "x", "y"])
    joined = dissolve_coverage(areas, "city")
    assert joined["code"].tolist() == ["x", "y"]
    assert [area(shape) for shape in joined.geometry] == pytest.approx([2.0, 1.0])
    assert set(joined.geom_type) == {"Polygon"}


def test_what_overlaps_is_refused_by_code() -> None:
    with pytest.raises(GeodataError, match="overlap or are invalid: a, b"):
        validate_coverage(areas_of(a=box(0, 0, 0.6, 1), b=box(0.5, 0, 1, 1)))


def test_what_crosses_itself_is_refused_by_code() -> None:
    bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.raises(GeodataError, match="bow"):
        validate_coverage(areas_of(bow=bow_tie))
