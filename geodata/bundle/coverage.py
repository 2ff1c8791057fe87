"""Areas that tile a surface: made to fit each other, cut to land, simplified and joined without slivers.

Everything happens on one grid of 5 decimals of a degree (about 1.1 m by 0.6 m): neighbours share every point
from the first step on, and simplifying only leaves points out, so nothing has to be rounded afterwards.
"""

import geopandas as gpd
import numpy as np
import shapely

from geodata.errors import GeodataError

DECIMALS = 5
GRID_DEGREES = 10.0**-DECIMALS
# Gaps narrower than this are noise of digitising and go to the neighbour with the longest border.
GAP_DEGREES = 10 * GRID_DEGREES
# Square root of the square metres in a square degree at 60.2° N, where the districts lie. Simplification
# weighs triangles, so only areas matter; at 68° N the same tolerance is 13 % finer in metres.
METRES_PER_DEGREE = 78_500.0


def clean_coverage(areas: gpd.GeoDataFrame, land: shapely.Geometry | None = None) -> gpd.GeoDataFrame:
    """The areas (EPSG:4326) on the grid, without overlaps or narrow holes; cut to `land` where it is given.

    All lines are cut at their crossings and snapped to the grid at once; each face between them then goes to
    the first area that contains it. Raises GeodataError naming areas of which nothing is left.
    """
    faces = _faces(areas, land)
    owner = _owners(faces, areas)
    parts = [shapely.union_all(faces[owner == i]) for i in range(len(areas))]
    _require_all(areas, np.array(parts, dtype=object))
    filled = shapely.coverage_clean(parts, gap_width=GAP_DEGREES, snapping_distance=0)
    return areas.set_geometry([join_polygons([area]) for area in filled], crs=areas.crs)


def _faces(areas: gpd.GeoDataFrame, land: shapely.Geometry | None) -> np.ndarray:
    """The smallest polygons between all lines, those at sea left out."""
    lines = list(shapely.boundary(areas.geometry.values))
    near = None if land is None else shapely.intersection(land, shapely.box(*areas.total_bounds).buffer(0.01))
    noded = shapely.union_all([*lines, *([] if near is None else [shapely.boundary(near)])], grid_size=GRID_DEGREES)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(on_grid(noded))))
    if near is None:
        return faces
    shapely.prepare(near)
    return faces[shapely.contains(near, shapely.point_on_surface(faces))]


def _owners(faces: np.ndarray, areas: gpd.GeoDataFrame) -> np.ndarray:
    """For each face the position of the first area containing it, −1 for none."""
    inside = shapely.point_on_surface(faces)
    face, area = shapely.STRtree(areas.geometry.values).query(inside, predicate="within")
    owner = np.full(len(faces), len(areas))
    np.minimum.at(owner, face, area)
    return np.where(owner == len(areas), -1, owner)


def on_grid(geometry: np.ndarray | shapely.Geometry) -> np.ndarray | shapely.Geometry:
    """Coordinates rounded to DECIMALS: the nearest float, so that JSON writes them short."""
    return shapely.transform(geometry, lambda points: np.round(points, DECIMALS))


def join_polygons(parts: np.ndarray | list[shapely.Geometry]) -> shapely.Geometry:
    """A polygon or multipolygon of parts that share no inside; parts that are not polygons are left out.

    Coverage operations wrap a single polygon in a collection, which GeoJSON readers do not draw.
    """
    flat = shapely.get_parts(shapely.get_parts(np.asarray(parts, dtype=object)))
    return shapely.union_all(flat[shapely.get_type_id(flat) == shapely.GeometryType.POLYGON])


def simplify_coverage(areas: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """The areas with fewer points, shared lines simplified once for both sides; checked.

    `tolerance_m` squared is the area of the triangles that may be cut away (Visvalingam–Whyatt).
    """
    simplified = shapely.coverage_simplify(areas.geometry.values, tolerance_m / METRES_PER_DEGREE)
    result = areas.set_geometry(on_grid(simplified), crs=areas.crs)
    validate_coverage(result)
    return result


def dissolve_coverage(areas: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """One area a value of the column `by`: columns `code` and `geometry`. Inner lines vanish, others stay."""
    groups = areas.groupby(by, sort=True).groups
    joined = [join_polygons([shapely.coverage_union_all(areas.geometry.loc[rows].values)]) for rows in groups.values()]
    result = gpd.GeoDataFrame({"code": list(groups)}, geometry=joined, crs=areas.crs)
    validate_coverage(result)
    return result


def validate_coverage(areas: gpd.GeoDataFrame) -> None:
    """Raise GeodataError naming areas that are empty, invalid or do not fit their neighbours' lines."""
    geometries = areas.geometry.values
    _require_all(areas, geometries)
    edges = shapely.coverage_invalid_edges(geometries)
    broken = ~shapely.is_valid(geometries) | ~shapely.is_empty(edges)
    if broken.any():
        raise GeodataError(f"areas that overlap or are invalid: {', '.join(areas.loc[broken, 'code'])}")


def _require_all(areas: gpd.GeoDataFrame, geometries: np.ndarray) -> None:
    empty = shapely.is_empty(geometries)
    if empty.any():
        raise GeodataError(f"areas of which nothing is left: {', '.join(areas.loc[empty, 'code'])}")
