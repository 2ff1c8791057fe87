"""Pieces too small to see: islands left out, fragments cut off by a shore given to their neighbour."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.bundle.coverage import METRES_PER_DEGREE, join_polygons


def absorb_fragments(areas: gpd.GeoDataFrame, minimum_m2: float) -> gpd.GeoDataFrame:
    """Each piece under `minimum_m2` that touches another area goes to the one with the longest common border.

    Shores of one source cut the areas of another into such crumbs. An area's largest piece stays its own, and
    so does a crumb that touches nobody: `drop_islands` decides on it. `areas` is a clean coverage.
    """
    pieces = areas[["code", "geometry"]].explode(ignore_index=True)
    kept = pieces[_is_large(pieces, minimum_m2)]
    fragments = pieces.drop(index=kept.index)
    homes = pieces["code"].copy()
    homes[fragments.index] = [
        _home(code, shape, kept) for code, shape in zip(fragments["code"], fragments.geometry, strict=True)
    ]
    joined = [join_polygons(pieces.geometry[homes == code].values) for code in areas["code"]]
    return areas.set_geometry(joined, crs=areas.crs)


def _is_large(pieces: gpd.GeoDataFrame, minimum_m2: float) -> pd.Series:
    """True for pieces of at least `minimum_m2` and for each area's largest piece."""
    # GeoDataFrame.area warns of degrees; METRES_PER_DEGREE is the answer to that.
    square_metres = pd.Series(shapely.area(pieces.geometry.values), pieces.index) * METRES_PER_DEGREE**2
    return (square_metres >= minimum_m2) | pieces.index.isin(square_metres.groupby(pieces["code"]).idxmax())


def _home(code: str, fragment: shapely.Geometry, kept: gpd.GeoDataFrame) -> str:
    """The code of the area with the longest border with the fragment; its own where it touches none."""
    borders = shapely.length(shapely.intersection(shapely.boundary(fragment), shapely.boundary(kept.geometry.values)))
    return str(kept["code"].iloc[int(np.argmax(borders))]) if borders.max() > 0 else code


def drop_islands(areas: gpd.GeoDataFrame, minimum_m2: float) -> gpd.GeoDataFrame:
    """Without islands smaller than `minimum_m2`, save those that hold the largest part of an area.

    An island is a piece of the union of all areas: one that two municipalities share counts once, whole.
    """
    islands = shapely.get_parts(shapely.coverage_union_all(areas.geometry.values))
    largest = shapely.point_on_surface([_largest_part(geometry) for geometry in areas.geometry])
    holds_largest = np.isin(np.arange(len(islands)), shapely.STRtree(islands).query(largest, "within")[1])
    kept = islands[(shapely.area(islands) * METRES_PER_DEGREE**2 >= minimum_m2) | holds_largest]
    return areas.set_geometry([_parts_on(geometry, kept) for geometry in areas.geometry], crs=areas.crs)


def _largest_part(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    return parts[int(np.argmax(shapely.area(parts)))]


def _parts_on(geometry: shapely.Geometry, islands: np.ndarray) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    on_island = shapely.STRtree(islands).query(shapely.point_on_surface(parts), "within")[0]
    return join_polygons(parts[np.unique(on_island)])
