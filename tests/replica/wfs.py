"""A GeoServer as the replica serves it: GetFeature of WFS 2.0 page by page, and the same as OGC API Features.

The OGC API is strict: it refuses parameters that the standard's core does not know, and coordinate systems that the
collection does not list.

Shapes of answers are those of geo.stat.fi and kartta.hsy.fi; the areas are squares of a made-up grid.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from tests.replica.server import Answer, Asked, json_answer

WFS, COLLECTIONS = "/geoserver/wfs", "/geoserver/ogc/features/v1/collections"
COLLECTION = f"{COLLECTIONS}/tilastointialueet:kunta1000k_2026"
ITEMS = f"{COLLECTION}/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
TM35FIN = "http://www.opengis.net/def/crs/EPSG/0/3067"
CORE = {"limit", "bbox", "offset"}
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
    """One layer; a test changes what is served. `matched` False leaves out how many there are.

    `offered` are the coordinate systems an OGC API lists, none where it knows the standard's core only.
    """

    features: list[Feature]
    crs: str | None = STATED.format(4326)
    most_a_page: int = 10_000
    matched: bool = True
    offered: tuple[str, ...] = ()
    change: Callable[[dict[str, Any], int], dict[str, Any]] = field(default=lambda page, start: page)

    def route(self, asked: Asked) -> Answer | None:
        if asked.path == WFS:
            start, count = (int(asked.query[name][0]) for name in ("startIndex", "count"))
            return json_answer(self.change(self._page(start, count), start))
        if asked.path == COLLECTION:
            return json_answer({"id": COLLECTION.rpartition("/")[2]} | ({"crs": self.offered} if self.offered else {}))
        if asked.path == ITEMS:
            return self._items(asked)
        return None

    def _items(self, asked: Asked) -> Answer:
        """A page of the collection, or 400 for what the standard lets a server refuse."""
        crs = asked.query.get("crs", [""])[0]
        if set(asked.query) - CORE - ({"crs"} if self.offered else set()) or (crs and crs not in self.offered):
            return json_answer({"code": "InvalidParameterValue"}, 400)
        start, limit = int(asked.query.get("offset", ["0"])[0]), int(asked.query["limit"][0])
        page = self.change(self._linked(start, limit, asked.query), start)
        return replace(json_answer(page), content_type="application/geo+json")

    def _page(self, start: int, count: int) -> dict[str, Any]:
        chosen = self.features[start : start + min(count, self.most_a_page)]
        page: dict[str, Any] = {"type": "FeatureCollection", "features": chosen, "numberReturned": len(chosen)}
        page |= {"numberMatched": len(self.features)} if self.matched else {}
        return page | ({"crs": {"type": "name", "properties": {"name": self.crs}}} if self.crs else {})

    def _linked(self, start: int, limit: int, query: dict[str, list[str]]) -> dict[str, Any]:
        page = self._page(start, limit)
        page.pop("crs", None)
        after = start + len(page["features"])
        href = f"https://elsewhere.example{ITEMS}?{urlencode(query | {'offset': [str(after)]}, doseq=True)}"
        more = [{"rel": "next", "href": href}] if after < len(self.features) else []
        return page | {"links": [{"rel": "self", "href": "x"}, *more]}
