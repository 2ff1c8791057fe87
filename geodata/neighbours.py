"""Which areas lie beside which: they share a border or a corner in the stored boundaries."""

from functools import lru_cache

from geodata.boundaries import geometry_fingerprint, load_geometry

REACH_METRES = 20
"""Simplified boundaries of two neighbours may part by a few metres."""
FINNISH_GRID = 3067


def neighbours(name: str) -> dict[str, frozenset[str]]:
    """Area code → the codes beside it, both ways, for a stored geometry; an island has none.

    Raises GeodataError as `boundaries.read_geometry` does.
    """
    return _neighbours(name, geometry_fingerprint(name))


@lru_cache
def _neighbours(name: str, fingerprint: str) -> dict[str, frozenset[str]]:
    """Remembered by fingerprint: boundaries fetched anew may keep their name."""
    areas = load_geometry(name)[["code", "geometry"]].to_crs(FINNISH_GRID)
    near = areas.assign(geometry=areas.buffer(REACH_METRES / 2))
    pairs = near.sjoin(near, predicate="intersects")
    others = pairs[pairs["code_left"] != pairs["code_right"]]
    found = others.groupby("code_left")["code_right"].agg(frozenset)
    return {code: found.get(code, frozenset()) for code in areas["code"]}
