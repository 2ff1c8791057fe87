"""Well-known binary (OGC 06-103r4), walked through before GEOS sees it: nested a thousand deep, it ends the process."""

import struct

import shapely

from geodata.uploads.layers import FileRefused

POINT, LINE, POLYGON, COLLECTION = 1, 2, 3, 7
CURVED = range(8, 18)
DEEPEST = 4
"""A collection of multipolygons of polygons, and one to spare."""
EXTRA_NUMBERS = (0, 1, 1, 2)
"""By the thousands of a type: none, Z, M, both."""


def shape_from_wkb(wkb: bytes, row: int) -> shapely.Geometry:
    """The shape. Raises FileRefused naming `row` for curves, another system's marks, and bytes that are no geometry."""
    try:
        end = _walk(wkb, 0, row, DEEPEST)
    except struct.error:
        raise FileRefused("geometry_broken", row) from None
    if end > len(wkb):
        raise FileRefused("geometry_broken", row)
    try:
        return shapely.from_wkb(wkb[:end])
    except (shapely.errors.GEOSException, NotImplementedError, ValueError):
        raise FileRefused("geometry_broken", row) from None


def _walk(wkb: bytes, start: int, row: int, depth: int) -> int:
    """Where the geometry that begins at `start` ends."""
    if depth == 0 or start >= len(wkb) or wkb[start] > 1:
        raise FileRefused("geometry_broken", row)
    order = "<" if wkb[start] else ">"
    (kind,) = struct.unpack_from(f"{order}I", wkb, start + 1)
    thousands, base = divmod(kind, 1000)
    if base in CURVED:
        raise FileRefused("curved", row)
    if thousands >= len(EXTRA_NUMBERS) or not POINT <= base <= COLLECTION:
        raise FileRefused("geometry_broken", row)
    size, at = 8 * (2 + EXTRA_NUMBERS[thousands]), start + 5
    if base == POINT:
        return at + size
    (number,) = struct.unpack_from(f"{order}I", wkb, at)
    if base == LINE:
        return at + 4 + number * size
    return _past_parts(wkb, at + 4, row, (number, base, size, depth), order)


def _past_parts(wkb: bytes, at: int, row: int, what: tuple[int, int, int, int], order: str) -> int:
    """Where the rings of a polygon, or the members of a collection, end."""
    number, base, size, depth = what
    if number > len(wkb):
        raise FileRefused("geometry_broken", row)
    for _ in range(number):
        if base == POLYGON:
            (points,) = struct.unpack_from(f"{order}I", wkb, at)
            at += 4 + points * size
        else:
            at = _walk(wkb, at, row, depth - 1)
    return at
