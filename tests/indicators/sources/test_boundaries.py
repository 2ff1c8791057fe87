"""Layers fetched page by page from a replica, to the end and no further."""

from collections.abc import Iterator

import pytest

from geodata.boundaries import geometry_bounds
from geodata.changes import municipalities_of
from indicators.errors import UnexpectedResponse
from indicators.sources.boundaries import (
    LAYERS,
    fetch_boundaries,
    fetch_items,
    fetch_layer,
    is_ogc_api,
    layer_address,
)
from indicators.sources.http import SourceClient
from tests.replica.server import Replica
from tests.replica.wfs import COLLECTION, COLLECTIONS, CRS84, ITEMS, TM35FIN, WFS, Wfs, municipality

NAME = "tilastointialueet:kunta1000k_2026"


@pytest.fixture
def wfs() -> Wfs:
    return Wfs([municipality(code) for code in municipalities_of(2026)])


@pytest.fixture
def server(wfs: Wfs) -> Iterator[Replica]:
    with Replica([wfs.route]) as running:
        yield running


@pytest.fixture
def client(server: Replica) -> Iterator[SourceClient]:
    with SourceClient(server.url + WFS, "boundaries") as asking:
        yield asking


def number(pages: list[dict[str, list[object]]]) -> int:
    return sum(len(page["features"]) for page in pages)


def test_a_layer_is_fetched_to_its_last_page(client: SourceClient, server: Replica) -> None:
    assert number(fetch_layer(client, NAME, page_size=100)) == 308
    assert server.asked[WFS] == 4
    first = server.log[0].query
    assert (first["typeNames"], first["srsName"], first["version"]) == ([NAME], ["EPSG:4326"], ["2.0.0"])
    assert "CQL_FILTER" not in first
    assert [asked.query["startIndex"] for asked in server.log] == [["0"], ["100"], ["200"], ["300"]]


def test_a_server_with_smaller_pages_is_asked_on(client: SourceClient, wfs: Wfs) -> None:
    wfs.most_a_page = 50
    assert number(fetch_layer(client, NAME, page_size=100)) == 308


@pytest.mark.parametrize(("page_size", "asked"), [(100, 4), (308, 2), (400, 1)])
def test_without_a_number_a_short_page_is_the_last(
    client: SourceClient, server: Replica, wfs: Wfs, page_size: int, asked: int
) -> None:
    wfs.matched = False
    assert number(fetch_layer(client, NAME, page_size=page_size)) == 308
    assert server.asked[WFS] == asked


def test_fewer_areas_than_the_source_says_are_refused(client: SourceClient, wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"features": page["features"] if start == 0 else []}
    with pytest.raises(UnexpectedResponse, match="308 areas and sent 100"):
        fetch_layer(client, NAME, page_size=100)


def test_a_server_that_repeats_its_page_is_left(client: SourceClient, server: Replica, wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"features": wfs.features[:100], "numberMatched": 10_000}
    with pytest.raises(UnexpectedResponse, match="repeats itself"):
        fetch_layer(client, NAME, page_size=100)
    assert server.asked[WFS] == 2


@pytest.mark.parametrize("page", [[], {"type": "FeatureCollection"}, {"features": {}}])
def test_what_is_no_collection_is_refused(client: SourceClient, wfs: Wfs, page: dict[str, object]) -> None:
    wfs.change = lambda good, start: page
    with pytest.raises(UnexpectedResponse, match="no FeatureCollection"):
        fetch_layer(client, NAME)


@pytest.fixture
def collections(server: Replica) -> Iterator[SourceClient]:
    with SourceClient(server.url + COLLECTIONS, "boundaries") as asking:
        yield asking


def test_next_links_are_followed_at_the_same_address(collections: SourceClient, server: Replica) -> None:
    assert number(fetch_items(collections, NAME, page_size=100)) == 308
    assert server.asked == {COLLECTION: 1, ITEMS: 4}


def test_a_collection_that_ends_early_is_refused(collections: SourceClient, wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"links": []}
    with pytest.raises(UnexpectedResponse, match="sent 100"):
        fetch_items(collections, NAME, page_size=100)


def test_a_collection_whose_link_leads_to_itself_is_left(collections: SourceClient, server: Replica, wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"features": wfs.features[:100]}
    with pytest.raises(UnexpectedResponse, match="repeats itself"):
        fetch_items(collections, NAME, page_size=100)
    assert server.asked[ITEMS] == 2


@pytest.mark.parametrize(
    ("offered", "asked"),
    [
        ((), None),
        ((CRS84, TM35FIN), CRS84),
        ((TM35FIN,), TM35FIN),
        (("http://www.opengis.net/def/crs/EPSG/0/4326", TM35FIN), TM35FIN),
        (("#/crs",), None),
        (("http://www.opengis.net/def/crs/EPSG/0/2393",), None),
    ],
)
def test_a_coordinate_system_is_asked_for_by_name_where_it_is_offered(
    collections: SourceClient, server: Replica, wfs: Wfs, offered: tuple[str, ...], asked: str | None
) -> None:
    wfs.offered = offered
    pages = fetch_items(collections, NAME, page_size=200)
    assert [page.get("crs") for page in pages] == [asked, asked]
    questions = [each.query.get("crs") for each in server.log if each.path == ITEMS]
    assert questions == [[asked] if asked else None] * 2


def test_what_an_answer_says_of_its_coordinates_goes_before_what_was_asked(collections: SourceClient, wfs: Wfs) -> None:
    wfs.offered, stated = (CRS84,), {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}
    wfs.change = lambda page, start: page | {"crs": stated}
    assert fetch_items(collections, NAME)[0]["crs"] == stated


def test_a_description_that_is_none_is_refused(collections: SourceClient, server: Replica) -> None:
    server.provoke(COLLECTION, lambda answer: answer.with_body(b"[]"))
    with pytest.raises(UnexpectedResponse, match="no JSON object"):
        fetch_items(collections, NAME)


@pytest.mark.parametrize(
    ("address", "ogc"),
    [
        ("https://geo.stat.fi/geoserver/wfs", False),
        ("https://geo.stat.fi/geoserver/ogc/features/v1/collections", True),
        ("https://geo.stat.fi/geoserver/ogc/features/v1/collections/", True),
        ("https://example.org/collections/wfs", False),
        ("https://example.org/wfs?next=/collections", False),
    ],
)
def test_the_address_tells_the_interface(address: str, ogc: bool) -> None:
    assert is_ogc_api(address) is ogc


def test_each_layer_has_the_source_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert layer_address(LAYERS["major_district"]) == "https://kartta.hsy.fi/geoserver/wfs"
    assert layer_address(LAYERS["postal_area"]) == "https://geo.stat.fi/geoserver/wfs"
    monkeypatch.setenv("HYTEDATA_HSY_WFS_URL", "https://hsy.example/wfs")
    monkeypatch.setenv("HYTEDATA_WFS_URL", "https://stat.example/wfs")
    assert layer_address(LAYERS["major_district"]) == "https://hsy.example/wfs"
    assert layer_address(LAYERS["municipality"]) == "https://stat.example/wfs"


@pytest.mark.parametrize(
    ("path", "asked"), [(WFS, {WFS: 2}), (COLLECTIONS, {COLLECTION: 1, ITEMS: 2}), (f"{COLLECTIONS}/", None)]
)
def test_a_layer_is_fetched_by_the_interface_of_its_address(
    server: Replica, monkeypatch: pytest.MonkeyPatch, path: str, asked: dict[str, int] | None
) -> None:
    monkeypatch.setenv("HYTEDATA_WFS_URL", server.url + path)
    assert number(fetch_boundaries(LAYERS["municipality"], 2026)) == 308
    assert server.asked == (asked or {COLLECTION: 1, ITEMS: 2})
    assert {each.headers["accept"].partition(",")[0] for each in server.log} == {"application/geo+json"}


def test_postal_areas_of_a_collection_are_those_in_the_countys_box(collections: SourceClient, server: Replica) -> None:
    box = LAYERS["postal_area"].bbox()
    west, south, east, north = map(float, box.split(","))
    assert (west, south, east, north) == pytest.approx(geometry_bounds("municipality-2025-03"), abs=0.11)
    assert west < geometry_bounds("postal_area-2019-03")[0] < geometry_bounds("postal_area-2019-03")[2] < east
    assert LAYERS["municipality"].bbox() == ""
    fetch_items(collections, NAME, box, page_size=100)
    assert [each.query["bbox"] for each in server.log if each.path == ITEMS] == [[box]] * 4


def test_only_the_countys_postal_areas_are_asked_for(client: SourceClient, server: Replica) -> None:
    fetch_layer(client, "postialue:pno_tilasto_2026", LAYERS["postal_area"].cql_filter())
    assert server.log[0].query["CQL_FILTER"][0].startswith("kunta IN ('049','078',")
    assert LAYERS["municipality"].cql_filter() == ""
