"""Every refusal is a problem document that names the parameter, the rule and what would do."""

import logging
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from indicators.errors import StoreError
from pages.api.v1 import observations as observations_module
from pages.api.v1.parameters import LONGEST_QUERY

BASE = "/api/v1"
LISTINGS = ("observations", "indicators", "areas")


def refusal(client: TestClient, path: str, status: int, **headers: str) -> dict[str, Any]:
    """The problem that answers GET `path`, which is checked to be one."""
    answer = client.get(f"{BASE}/{path}", headers=headers)
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert "Traceback" not in answer.text
    return body


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=100001", "limit"),
        ("limit=many", "limit"),
        ("limit=1&limit=2", "limit"),
        ("cursor=a&cursor=b", "cursor"),
        ("cursor=%20", "cursor"),
        ("colour=red", "colour"),
        ("LIMIT=1", "LIMIT"),
        ("level=MOON", "level"),
        ("level=municipality", "level"),
    ],
)
def test_a_wrong_parameter_is_named(client: TestClient, listing: str, query: str, parameter: str) -> None:
    body = refusal(client, f"{listing}?{query}", 422)
    assert [fault["parameter"] for fault in body["errors"]] == [parameter]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("indicator=Not+One", "indicator"),
        ("indicator=a';--", "indicator"),
        ("area=../x", "area"),
        ("period=1", "period"),
        ("from=19", "from"),
        ("from=2019-13", "from"),
        ("to=2019-00", "to"),
        ("status=HIDDEN", "status"),
        ("version=-1", "version"),
        ("version=1e3", "version"),
        ("form=xml", "form"),
        ("from=2019&from=2020", "from"),
        ("&".join(f"sex={number}" for number in range(101)), "sex"),
    ],
)
def test_a_wrong_filter_of_observations_is_named(client: TestClient, query: str, parameter: str) -> None:
    body = refusal(client, f"observations?{query}", 422)
    assert parameter in {fault["parameter"] for fault in body["errors"]}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("areas?boundary_year=1800", "boundary_year"),
        ("areas?within_level=MOON", "within_level"),
        ("indicators?theme=astrology", "theme"),
        ("indicators?updated_since=2020", "updated_since"),
        ("indicators?updated_since=1577836800", "updated_since"),
        ("indicators?updated_since=2020-02-30", "updated_since"),
        ("indicators?q=", "q"),
        ("indicators/NOT-ONE", "indicator_id"),
    ],
)
def test_a_wrong_filter_of_the_registers_is_named(client: TestClient, path: str, parameter: str) -> None:
    assert [fault["parameter"] for fault in refusal(client, path, 422)["errors"]] == [parameter]


def test_the_allowed_values_are_listed_where_there_are_few(client: TestClient) -> None:
    (fault,) = refusal(client, "observations?form=xml", 422)["errors"]
    assert fault["allowed"] == ["json", "csv", "parquet"]
    assert fault["given"] == "xml"


def test_every_wrong_parameter_is_told_at_once(client: TestClient) -> None:
    body = refusal(client, "observations?limit=0&version=-1&colour=red", 422)
    assert {fault["parameter"] for fault in body["errors"]} == {"limit", "version", "colour"}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("observations?indicator=no_such", "indicator"),
        ("observations?area=999", "area"),
        ("observations?area=049&level=REGION", "area"),
        ("indicators/no_such", "indicator_id"),
        ("areas?within=999", "within"),
        ("areas?within=049&within_level=REGION", "within"),
        ("observations?cursor=abc", "cursor"),
    ],
)
def test_what_there_is_not_is_told_so(client: TestClient, path: str, parameter: str) -> None:
    (fault,) = refusal(client, path, 404)["errors"]
    assert fault["parameter"] == parameter


def test_the_level_at_which_there_is_an_area_is_told(client: TestClient) -> None:
    (fault,) = refusal(client, "observations?area=049&level=REGION", 404)["errors"]
    assert "MUNICIPALITY" in fault["allowed"]


@pytest.mark.parametrize("path", ["mars", "observations/", "indicators/", "areas/049", "docs", "redoc", "../ready"])
def test_no_other_address_is_answered(client: TestClient, path: str) -> None:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == 404


def test_a_version_there_never_was_is_told_so(client: TestClient) -> None:
    assert "no such version" in refusal(client, "observations?version=1000000", 404)["detail"]


@pytest.mark.parametrize("listing", ["observations", "areas"])
@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*", "application/json;q=none"])
def test_a_form_there_is_not_is_refused_with_those_there_are(client: TestClient, listing: str, accept: str) -> None:
    body = refusal(client, f"{listing}?limit=1", 406, Accept=accept)
    assert body["errors"][0]["allowed"] == ["application/json", "text/csv", "application/vnd.apache.parquet"]


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_query_without_end_is_refused(client: TestClient, listing: str) -> None:
    assert "8000" in refusal(client, f"{listing}?q={'x' * LONGEST_QUERY}", 414)["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: TestClient, method: str) -> None:
    answer = client.request(method, f"{BASE}/observations")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("path", ["observations?limit=1", "indicators", "indicators/population"])
def test_a_store_that_cannot_be_read_is_told_without_the_servers_folders(
    client: TestClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "hytedata"):
        body = refusal(client, path, 503)
    assert client.get(f"{BASE}/{path}").headers["retry-after"] == "30"
    assert "/" not in body["detail"]
    assert caplog.records, "the operator finds the cause in the log"


@pytest.mark.usefixtures("broken")
def test_areas_are_told_while_the_store_is_away(client: TestClient) -> None:
    assert client.get(f"{BASE}/areas?limit=1").status_code == 200


def test_a_read_that_fails_in_the_middle_is_told_as_for_now(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("/secret/place: cannot be read")

    monkeypatch.setattr(observations_module, "find_observations", fail)
    assert "secret" not in str(refusal(client, "observations", 503))


def test_a_fault_of_our_own_shows_nothing_of_the_program(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(observations_module, "find_observations", fail)
    assert "secret" not in str(refusal(client, "observations", 500))


@pytest.mark.parametrize("text", ["\x00", "é\x7f", "\u202e", "%", "&=", "a" * 61])
def test_odd_letters_are_refused_in_words(client: TestClient, text: str) -> None:
    refusal(client, f"observations?indicator={quote(text)}", 404 if text.startswith("a") else 422)
