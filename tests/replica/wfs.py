"""A GeoServer as the replica serves it: GetFeature of WFS 2.0 page by page, and the same as OGC API Features.

Shapes of answers are those of geo.stat.fi and kartta.hsy.fi; the areas are squares of a made-up grid.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.replica.server import Answer, Asked, json_answer

WFS, ITEMS = "/geoserver/wfs", "/ogc/collections/kunta/items"
STATED = "urn:ogc:def:crs:EPSG::{}"
Point = tuple[float, float]
Feature = dict[str, Any]


def square(west: float, south: float, side: float) -> list[Point]:
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def bow_tie(west: float, south: float, side: float) -> list[Point]:
    """A ring that crosses itself in its middle."""
    east, north = west + side, south + side
    return [(west, south), (east, north), (east, south), (west, north), (west, south)]


def feature(properties: dict[str, Any], ring: list[Point] | None) -> Feature:
    shape = None if ring is None else {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}
    return {"type": "Feature", "id": f"f.{sorted(properties.items())}", "geometry": shape, "properties": properties}


def municipality(code: str, year: int = 2026, ring: list[Point] | None = None) -> Feature:
    """As `kunta1000k` has it; its square lies in a grid by its code."""
    names = {"nimi": f"Kunta {code}", "namn": f"Kommun {code}", "name": f"Municipality {code}"}
    place = ring or square(20.0 + int(code) % 40 * 0.25, 60.0 + int(code) // 40 * 0.3, 0.2)
    return feature({"id": int(code), "kunta": code, "vuosi": year, **names}, place)


@dataclass
class Wfs:
    """One layer; a test changes what is served. `matched` False leaves out how many there are."""

    features: list[Feature]
    crs: str | None = STATED.format(4326)
    most_a_page: int = 10_000
    matched: bool = True
    change: Callable[[dict[str, Any], int], dict[str, Any]] = field(default=lambda page, start: page)

    def route(self, asked: Asked) -> Answer | None:
        if asked.path == WFS:
            start, count = (int(asked.query[name][0]) for name in ("startIndex", "count"))
            return json_answer(self.change(self._page(start, count), start))
        if asked.path == ITEMS:
            start, limit = int(asked.query.get("offset", ["0"])[0]), int(asked.query["limit"][0])
            return json_answer(self.change(self._linked(start, limit), start))
        return None

    def _page(self, start: int, count: int) -> dict[str, Any]:
        chosen = self.features[start : start + min(count, self.most_a_page)]
        page: dict[str, Any] = {"type": "FeatureCollection", "features": chosen, "numberReturned": len(chosen)}
        page |= {"numberMatched": len(self.features)} if self.matched else {}
        return page | ({"crs": {"type": "name", "properties": {"name": self.crs}}} if self.crs else {})

    def _linked(self, start: int, limit: int) -> dict[str, Any]:
        page = self._page(start, limit)
        after = start + len(page["features"])
        href = f"https://elsewhere.example/ogc/collections/kunta/items?f=json&limit={limit}&offset={after}"
        more = [{"rel": "next", "href": href}] if after < len(self.features) else []
        return page | {"links": [{"rel": "self", "href": "x"}, *more]}
