"""Boundaries over the network: layers of a WFS 2.0, and collections of an OGC API Features, page by page.

Statistics Finland's layers carry the year in their names (`kunta1000k_2026`), and so do HSY's. What the pages
hold is read by `boundary_answers`.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from geodata.areas import areas_within
from geodata.levels import AreaLevel
from indicators.errors import UnexpectedResponse
from indicators.settings import wfs_url
from indicators.sources.http import SourceClient

HSY_WFS_URL = "https://kartta.hsy.fi/geoserver/wfs"
WESTERN_UUSIMAA = "03"
PAGE_SIZE = 200
MOST_PAGES = 200
"""Some 40 000 areas; all of Finland has 3 018 postal code areas."""

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


def layer_client(layer: BoundaryLayer) -> SourceClient:
    """A client of the WFS that serves the layer: HSY's for districts, else the one that the settings name."""
    return SourceClient(HSY_WFS_URL if layer.level is AreaLevel.MAJOR_DISTRICT else wfs_url(), "boundaries")


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


def fetch_items(client: SourceClient, collection: str, page_size: int = PAGE_SIZE) -> list[Page]:
    """All pages of an OGC API Features collection, by their `next` links; errors as `fetch_layer`.

    Of a link only the query is followed, at the same address: no answer leads to another server.
    """
    path = f"collections/{collection}/items"
    params: dict[str, str | int] = {"f": "json", "limit": page_size}
    pages: list[Page] = []
    while params:
        _refuse_endless(pages, collection)
        pages.append(_checked(client.get_json(path, params), collection))
        params = _next_params(pages[-1])
    _refuse_short(pages, collection)
    return pages


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
