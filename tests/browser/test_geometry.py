"""Boundaries over HTTP: once a browser has them it is not sent them again, and no path leads elsewhere."""

import gzip
import json

import pytest

from tests.browser.servers import Server

pytestmark = pytest.mark.xdist_group("browser")

NAME = "/geometry/municipality-2025-03.json"


def test_a_browser_that_has_the_boundaries_is_told_so(server: Server) -> None:
    first = server.get(NAME)
    assert (first.status, first.headers["content-type"]) == (200, "application/geo+json")
    assert "max-age=" in first.headers["cache-control"]
    again = server.get(NAME, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert server.get(NAME, If_None_Match='"another"').status == 200


def test_the_weak_tag_of_a_compressing_proxy_is_known_too(server: Server) -> None:
    tag = server.get(NAME).headers["etag"]
    assert server.get(NAME, If_None_Match=f"W/{tag}").status == 304


def test_boundaries_are_compressed_for_those_who_take_it(server: Server) -> None:
    plain, packed = server.get(NAME), server.get(NAME, Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"].lower() == "accept-encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert {each["id"] for each in json.loads(plain.body)["features"]} >= {"049", "710"}


@pytest.mark.parametrize("name", ["nothing", "manifest", "README", "municipality-2025-03.json", "areas"])
def test_an_unknown_name_is_not_found(server: Server, name: str) -> None:
    reply = server.get(f"/geometry/{name}.json")
    assert (reply.status, reply.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert name in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "../areas",
        "..%2fareas",
        "..%2f..%2fpyproject",
        "%2e%2e/%2e%2e/pyproject",
        "..%5c..%5cpyproject",
        "....//areas",
        "%252e%252e%252fareas",
        "%2fetc%2fpasswd",
        "municipality-2025-03.json%00",
    ],
)
def test_no_path_leads_out_of_the_boundaries(server: Server, path: str) -> None:
    """What our route does not take, Streamlit refuses (400) or answers with its empty page."""
    reply = server.get(f"/geometry/{path}.json")
    assert reply.status in {400, 404} or reply.body == server.get("/nowhere").body
