"""Small pieces: which go, which stay, which move to a neighbour."""

import geopandas as gpd
from shapely import Geometry, MultiPolygon, box

from geodata.bundle.islands import absorb_fragments, drop_islands

SQUARE_KM = 1_000_000.0


def areas_of(**shapes: Geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def part_count(areas: gpd.GeoDataFrame) -> list[int]:
    return [len(getattr(shape, "geoms", [shape])) for shape in areas.geometry]


def test_a_small_island_goes_and_a_large_one_stays() -> None:
    islet, island = box(0.2, 0, 0.205, 0.005), box(0.3, 0, 0.4, 0.1)
    areas = areas_of(a=MultiPolygon([box(0, 0, 0.1, 0.1), islet, island]))
    assert part_count(drop_islands(areas, SQUARE_KM)) == [2]


def test_an_area_that_is_one_small_island_stays() -> None:
    areas = areas_of(a=box(0, 0, 0.1, 0.1), islet=box(0.2, 0, 0.205, 0.005))
    assert part_count(drop_islands(areas, SQUARE_KM)) == [1, 1]


def test_an_island_two_areas_share_is_measured_whole() -> None:
    """Each half is under the minimum; the island is not."""
    west, east = box(0.2, 0, 0.21, 0.01), box(0.21, 0, 0.22, 0.01)
    areas = areas_of(a=MultiPolygon([box(0, 0, 0.1, 0.1), west]), b=MultiPolygon([box(0.4, 0, 0.5, 0.1), east]))
    half = west.area * 78_500**2
    assert part_count(drop_islands(areas, 1.5 * half)) == [2, 2]
    assert part_count(drop_islands(areas, 2.5 * half)) == [1, 1]


def test_a_crumb_goes_to_the_neighbour_with_the_longest_border() -> None:
    crumb = box(0.1, 0, 0.102, 0.01)
    areas = areas_of(a=MultiPolygon([box(0.5, 0, 0.6, 0.1), crumb]), b=box(0, 0, 0.1, 0.1), c=box(0.1, 0.01, 0.2, 0.1))
    absorbed = absorb_fragments(areas, SQUARE_KM)
    assert part_count(absorbed) == [1, 1, 1]
    assert absorbed.geometry[1].covers(crumb)


def test_a_crumb_that_touches_nobody_stays() -> None:
    islet = box(0.3, 0, 0.302, 0.01)
    areas = areas_of(a=MultiPolygon([box(0, 0, 0.1, 0.1), islet]))
    assert part_count(absorb_fragments(areas, SQUARE_KM)) == [2]


def test_a_small_area_is_no_crumb() -> None:
    areas = areas_of(a=box(0, 0, 0.1, 0.1), small=box(0.1, 0, 0.102, 0.01))
    assert part_count(absorb_fragments(areas, SQUARE_KM)) == [1, 1]
