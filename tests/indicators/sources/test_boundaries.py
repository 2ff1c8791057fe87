"""Layers fetched page by page from a replica, to the end and no further."""

from collections.abc import Iterator

import pytest

from geodata.changes import municipalities_of
from indicators.errors import UnexpectedResponse
from indicators.sources.boundaries import LAYERS, fetch_items, fetch_layer
from indicators.sources.http import SourceClient
from tests.replica.server import Replica
from tests.replica.wfs import ITEMS, WFS, Wfs, municipality

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


def test_next_links_are_followed_at_the_same_address(server: Replica) -> None:
    with SourceClient(server.url + "/ogc", "boundaries") as asking:
        assert number(fetch_items(asking, "kunta", page_size=100)) == 308
    assert server.asked[ITEMS] == 4


def test_a_collection_that_ends_early_is_refused(server: Replica, wfs: Wfs) -> None:
    wfs.change = lambda page, start: page | {"links": []}
    with SourceClient(server.url + "/ogc", "boundaries") as asking, pytest.raises(UnexpectedResponse, match="sent 100"):
        fetch_items(asking, "kunta", page_size=100)


def test_only_the_countys_postal_areas_are_asked_for(client: SourceClient, server: Replica) -> None:
    fetch_layer(client, "postialue:pno_tilasto_2026", LAYERS["postal_area"].cql_filter())
    assert server.log[0].query["CQL_FILTER"][0].startswith("kunta IN ('049','078',")
    assert LAYERS["municipality"].cql_filter() == ""
