"""Boundaries over the network: layers of a WFS 2.0, and collections of an OGC API Features, page by page.

The address says which it is: that of an OGC API ends with `/collections`. Statistics Finland's layers carry the
year in their names (`kunta1000k_2026`), and so do HSY's. What the pages hold is read by `boundary_answers`.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from geodata.areas import areas_within
from geodata.boundaries import geometry_bounds
from geodata.levels import AreaLevel
from indicators.errors import UnexpectedResponse
from indicators.settings import hsy_wfs_url, wfs_url
from indicators.sources.http import SourceClient

WESTERN_UUSIMAA = "03"
PAGE_SIZE = 200
MOST_PAGES = 200
"""Some 40 000 areas; all of Finland has 3 018 postal code areas."""
COLLECTIONS = "/collections"
ACCEPT = "application/geo+json, application/json;q=0.9, */*;q=0.1"
MARGIN_DEGREES = 0.1
"""Added to the county's simplified outline; areas that are found too many are left out later."""
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CRS_IN_ORDER = (CRS84, *(f"http://www.opengis.net/def/crs/EPSG/0/{number}" for number in (3067, 3879, 4326)))
"""Coordinate systems an OGC API is asked for, the first it has: degrees, metres, degrees with latitude first."""

Page = dict[str, Any]


@dataclass(frozen=True)
class BoundaryLayer:
    """A layer of boundaries: its name at the source ({year} in it), and which attributes hold what.

    `code` lists the names its code has had; the first `code_length` characters are ours. `names` are those of
    the Finnish, Swedish and English name, `municipality` that of the municipality it lies in ("" for its own level).
    """

    level: AreaLevel
    type_name: str
    code: tuple[str, ...]
    code_length: int
    names: tuple[str, str, str]
    municipality: str = ""

    def cql_filter(self) -> str:
        """What asks a GeoServer for the county's postal areas only, whose lines are a hundredth of the country's."""
        if self.level is not AreaLevel.POSTAL_AREA:
            return ""
        own = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, WESTERN_UUSIMAA)
        return f"{self.municipality} IN ({','.join(repr(code) for code in own)})"

    def bbox(self) -> str:
        """The same of an OGC API, all of which know a box and not all a filter: west,south,east,north; "" for all."""
        if self.level is not AreaLevel.POSTAL_AREA:
            return ""
        west, south, east, north = geometry_bounds(f"municipality-2025-{WESTERN_UUSIMAA}")
        margin = MARGIN_DEGREES
        return f"{west - margin:.2f},{south - margin:.2f},{east + margin:.2f},{north + margin:.2f}"


LAYERS = {
    "municipality": BoundaryLayer(
        AreaLevel.MUNICIPALITY, "tilastointialueet:kunta1000k_{year}", ("kunta",), 3, ("nimi", "namn", "name")
    ),
    "postal_area": BoundaryLayer(
        AreaLevel.POSTAL_AREA,
        "postialue:pno_tilasto_{year}",
        ("postinumeroalue", "posti_alue"),
        5,
        ("nimi", "namn", "nimi"),
        "kunta",
    ),
    "major_district": BoundaryLayer(
        AreaLevel.MAJOR_DISTRICT,
        "taustakartat_ja_aluejaot:seutukartta_suur_{year}",
        ("kokotun",),
        4,
        ("nimi", "nimi", "nimi"),
        "kunta",
    ),
}


def fetch_boundaries(layer: BoundaryLayer, year: int) -> list[Page]:
    """All pages of a layer's year, from the source that the settings name, by the interface its address tells.

    Raises SourceError; SourceUnavailable or UnexpectedResponse as `fetch_layer` and `fetch_items` do.
    """
    address, name = layer_address(layer), layer.type_name.format(year=year)
    with SourceClient(address, "boundaries", accept=ACCEPT) as client:
        if is_ogc_api(address):
            return fetch_items(client, name, layer.bbox())
        return fetch_layer(client, name, layer.cql_filter())


def layer_address(layer: BoundaryLayer) -> str:
    """HSY's for major districts, else Statistics Finland's, or what the settings name instead."""
    return hsy_wfs_url() if layer.level is AreaLevel.MAJOR_DISTRICT else wfs_url()


def is_ogc_api(address: str) -> bool:
    """True for the address of an OGC API's collections; any other is a WFS's."""
    return urlsplit(address).path.rstrip("/").endswith(COLLECTIONS)


def fetch_layer(client: SourceClient, type_name: str, cql_filter: str = "", page_size: int = PAGE_SIZE) -> list[Page]:
    """All pages of a WFS layer, as they came, in degrees (EPSG:4326) where the server does as it is asked.

    Raises SourceUnavailable or UnexpectedResponse; the latter also when pages repeat, end early or never end.
    """
    params: dict[str, str | int] = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": type_name,
        "outputFormat": "application/json",
        "srsName": "EPSG:4326",
        "count": page_size,
    }
    asked = params | ({"CQL_FILTER": cql_filter} if cql_filter else {})
    pages: list[Page] = []
    while not pages or not _is_last(pages, page_size, type_name):
        _refuse_endless(pages, type_name)
        page = client.get_json("", asked | {"startIndex": _number_of_areas(pages)})
        pages.append(_checked(page, type_name))
    return pages


def fetch_items(client: SourceClient, collection: str, bbox: str = "", page_size: int = PAGE_SIZE) -> list[Page]:
    """All pages of an OGC API Features collection, by their `next` links, each with the `crs` that was asked for.

    The answers seldom name it. Of a link only the query is followed, at the same address: no answer
    leads to another server. `bbox` is west,south,east,north in degrees. Errors as `fetch_layer`.
    """
    path, crs = f"{collection}/items", _crs_of(client, collection)
    params: dict[str, str | int] = {"limit": page_size}
    params |= ({"bbox": bbox} if bbox else {}) | ({"crs": crs} if crs else {})
    pages: list[Page] = []
    while params:
        _refuse_endless(pages, collection)
        page = _checked(client.get_json(path, params), collection)
        params = _next_params(page)
        pages.append({"crs": crs} | page if crs else page)
    _refuse_short(pages, collection)
    return pages


def _crs_of(client: SourceClient, collection: str) -> str:
    """The coordinate system to ask for by name; "" where the collection lists none that is known here.

    Without a name the answer is in degrees (OGC 17-069r4). Servers without a choice (OGC 18-058r1) list nothing,
    and refuse parameters they do not know.
    """
    told = client.get_json(collection)
    if not isinstance(told, dict):
        raise UnexpectedResponse(f"{collection}: its description is no JSON object; nothing was taken")
    offered = told.get("crs")
    known = (each for each in CRS_IN_ORDER if isinstance(offered, list) and each in offered)
    return next(known, "")


def _next_params(page: Page) -> dict[str, str | int]:
    links = page.get("links")
    if not isinstance(links, list) or not page["features"]:
        return {}
    nexts = (str(each.get("href", "")) for each in links if isinstance(each, dict) and each.get("rel") == "next")
    return dict(parse_qsl(urlsplit(next(nexts, "")).query))


def _checked(page: Any, name: str) -> Page:
    if not isinstance(page, dict) or not isinstance(page.get("features"), list):
        raise UnexpectedResponse(f"{name}: the answer is no FeatureCollection; nothing was taken")
    return page


def _is_last(pages: list[Page], page_size: int, name: str) -> bool:
    """True when the source has sent as many as it says it has, or fewer than were asked for."""
    matched = pages[-1].get("numberMatched")
    if not isinstance(matched, int):
        return len(pages[-1]["features"]) < page_size
    if not pages[-1]["features"]:
        _refuse_short(pages, name)
    return _number_of_areas(pages) >= matched


def _refuse_short(pages: list[Page], name: str) -> None:
    matched = pages[-1].get("numberMatched")
    if isinstance(matched, int) and (sent := _number_of_areas(pages)) < matched:
        raise UnexpectedResponse(f"{name}: the source says it has {matched} areas and sent {sent}; nothing was taken")


def _refuse_endless(pages: list[Page], name: str) -> None:
    repeats = len(pages) > 1 and pages[-1]["features"] == pages[-2]["features"]
    if repeats or len(pages) >= MOST_PAGES:
        raise UnexpectedResponse(f"{name}: the source repeats itself instead of sending the next page")


def _number_of_areas(pages: list[Page]) -> int:
    return sum(len(page["features"]) for page in pages)
