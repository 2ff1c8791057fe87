"""The interface as a whole: its document, HEAD, reading from other sites, and compression."""

import gzip
import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from pages.api.v1.records import AreaRecord, IndicatorRecord, ObservationRecord

BASE = "/api/v1"
GOOD = [
    f"{BASE}/",
    f"{BASE}/observations?limit=3",
    f"{BASE}/observations?limit=3&form=csv",
    f"{BASE}/observations?limit=3&form=parquet",
    f"{BASE}/areas?limit=3",
    f"{BASE}/indicators?limit=3",
    f"{BASE}/indicators/low_income_rate",
]


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    answer = client.get(f"{BASE}/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_root_lists_addresses_that_all_answer(client: TestClient) -> None:
    listed = client.get(f"{BASE}/").json()
    assert set(listed) == {"indicators", "areas", "observations", "openapi.json"}
    assert [client.get(address).status_code for address in listed.values()] == [200] * 4


def test_the_document_lists_every_path_and_only_reading(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {path: set(methods) for path, methods in document["paths"].items()} == {
        "/indicators": {"get"},
        "/indicators/{indicator_id}": {"get"},
        "/areas": {"get"},
        "/observations": {"get"},
    }


def test_the_document_is_served_below_the_address_it_names(document: dict[str, Any]) -> None:
    assert [server["url"] for server in document["servers"]] == [BASE]


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    references = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document)))
    assert references
    assert references <= set(document["components"]["schemas"])


@pytest.mark.parametrize("path", ["/areas", "/observations"])
def test_the_document_tells_the_forms_and_the_refusals(document: dict[str, Any], path: str) -> None:
    answers = document["paths"][path]["get"]["responses"]
    assert set(answers["200"]["content"]) == {"application/json", "text/csv", "application/vnd.apache.parquet"}
    for status in ("404", "406", "414", "422", "503"):
        assert "application/problem+json" in answers[status]["content"]


@pytest.mark.parametrize("model", [ObservationRecord, AreaRecord, IndicatorRecord])
def test_what_is_answered_is_what_the_document_tells(client: TestClient, model: type) -> None:
    name = model.__name__.removesuffix("Record").lower() + "s"
    for row in client.get(f"{BASE}/{name}?limit=2000").json()[name]:
        assert tuple(row) == tuple(model.model_fields)
        model.model_validate(row, strict=False)


@pytest.mark.parametrize("path", [*GOOD[1:], f"{BASE}/observations?limit=0", f"{BASE}/indicators/no_such"])
def test_head_has_the_status_and_headers_of_get(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    for name in ("content-type", "etag", "cache-control", "link", "hytedata-version", "vary"):
        assert head.headers.get(name) == got.headers.get(name), name


def test_head_of_a_known_answer_is_304(client: TestClient) -> None:
    tag = client.get(GOOD[1]).headers["etag"]
    assert client.head(GOOD[1], headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", [*GOOD, f"{BASE}/observations?limit=0", f"{BASE}/observations?indicator=no_such"])
def test_scripts_of_other_sites_may_read(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    exposed = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "HyteData-Version"} <= {name.strip() for name in exposed.split(",")}


def test_scripts_of_other_sites_may_ask_with_a_tag_and_may_not_write(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Headers": "If-None-Match"}
    may = client.options(GOOD[1], headers=asked | {"Access-Control-Request-Method": "GET"})
    assert may.status_code == 200
    assert "If-None-Match" in may.headers["access-control-allow-headers"]
    assert client.options(GOOD[1], headers=asked | {"Access-Control-Request-Method": "POST"}).status_code == 400


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("limit", [200, 20_000])
def test_large_texts_are_compressed_for_those_who_can_read_it(client: TestClient, form: str, limit: int) -> None:
    path = f"{BASE}/observations?limit={limit}&form={form}"
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["vary"]
        packed = b"".join(answer.iter_raw())
    plain = client.get(path).content
    assert len(packed) < len(plain) / 3
    assert gzip.decompress(packed) == plain


def test_parquet_is_not_compressed_twice(client: TestClient) -> None:
    answer = client.get(f"{BASE}/observations?limit=2000&form=parquet", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "identity"
    assert answer.content.startswith(b"PAR1")


def test_no_cookie_is_set_and_none_changes_the_answer(client: TestClient) -> None:
    plain = client.get(GOOD[1])
    assert "set-cookie" not in plain.headers
    assert client.get(GOOD[1], headers={"Cookie": "a=b"}).headers["etag"] == plain.headers["etag"]
