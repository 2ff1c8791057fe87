"""Walking a listing page by page: every row once and in order, and cursors that belong elsewhere."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from indicators.observations import KEY
from pages.api.v1.paging import Cursor, read_cursor
from pages.api.v1.problems import Refusal
from tests.indicators.examples import of_year
from tests.pages.api.v1.conftest import Stocked

BASE = "/api/v1"
KINDS = (str, str, int)


def pages(client: TestClient, address: str) -> Iterator[dict[str, Any]]:
    """Each page from `address` on, by what its predecessor calls the next."""
    following: str | None = address
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert answer.headers.get("link") == (f'<{body["next"]}>; rel="next"' if body["next"] else None)
        yield body
        following = body["next"]


def walked(client: TestClient, name: str, query: str) -> list[dict[str, Any]]:
    return [row for page in pages(client, f"{BASE}/{name}?{query}") for row in page[name]]


@pytest.mark.parametrize(
    ("name", "filters", "limit"),
    [
        ("observations", "indicator=low_income_rate&area=049", 7),
        ("observations", "indicator=diak_postal_unemployed&level=MAJOR_DISTRICT", 13),
        ("observations", "sex=F&sex=M", 97),
        ("observations", "from=2018&to=2019&level=MUNICIPALITY", 1500),
        ("indicators", "", 3),
        ("areas", "level=MAJOR_DISTRICT&level=POSTAL_AREA", 11),
        ("areas", "", 101),
    ],
)
def test_pages_together_are_the_listing(client: TestClient, name: str, filters: str, limit: int) -> None:
    whole = walked(client, name, f"{filters}&limit=100000")
    assert len(whole) > limit, "one page would prove nothing"
    assert walked(client, name, f"{filters}&limit={limit}") == whole


def test_observations_come_in_the_order_of_their_key(client: TestClient) -> None:
    found = walked(client, "observations", "area=049&limit=400")
    keys = [tuple(row[column] for column in KEY) for row in found]
    assert keys == sorted(set(keys))


def test_a_page_holds_at_most_its_limit_and_the_last_has_no_next(client: TestClient) -> None:
    found = list(pages(client, f"{BASE}/observations?indicator=low_income_rate&area=049&limit=10"))
    assert {page["count"] for page in found[:-1]} == {10}
    assert 1 <= found[-1]["count"] <= 10


def test_a_listing_whose_last_page_is_full_ends_there(client: TestClient, stocked: Stocked) -> None:
    stocked(*(of_year(year) for year in range(2001, 2007)))
    assert [page["count"] for page in pages(client, f"{BASE}/observations?limit=3")] == [3, 3]


def test_a_listing_stays_with_the_version_it_began_with(client: TestClient, stocked: Stocked) -> None:
    store = stocked({}, of_year(2019), of_year(2020))
    first = client.get(f"{BASE}/observations?limit=1").json()
    changed = store.read().assign(value=1.0, numerator=1.0)
    store.replace("population", "sotkanet_127", changed)
    rest = [row for page in pages(client, first["next"]) for row in page["observations"]]
    assert [(row["period"], row["value"]) for row in rest] == [("2019", 283632.0), ("2020", 283632.0)]
    assert client.get(f"{BASE}/observations?limit=1").json()["observations"][0]["value"] == 1.0


def test_size_and_form_may_change_on_the_way(client: TestClient) -> None:
    first = client.get(f"{BASE}/observations?area=049&limit=2").json()
    wider = client.get(first["next"].replace("limit=2", "limit=5")).json()
    assert wider["count"] == 5
    assert client.get(f"{first['next']}&form=csv").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("name", ["observations", "indicators", "areas"])
def test_a_cursor_of_other_filters_is_refused(client: TestClient, name: str) -> None:
    following = client.get(f"{BASE}/{name}?limit=1").json()["next"]
    level = "MUNICIPALITY"
    answer = client.get(f"{following}&level={level}")
    assert answer.status_code == 404
    assert "other filters" in answer.json()["detail"]


@pytest.mark.parametrize(("name", "other"), [("observations", "areas"), ("areas", "indicators")])
def test_a_cursor_of_another_listing_is_refused(client: TestClient, name: str, other: str) -> None:
    cursor = client.get(f"{BASE}/{name}?limit=1").json()["next"].partition("cursor=")[2]
    answer = client.get(f"{BASE}/{other}?cursor={cursor}")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_a_store_that_was_made_anew_is_refused(client: TestClient, stocked: Stocked) -> None:
    following = client.get(f"{BASE}/observations?limit=1").json()["next"]
    store = stocked({}, of_year(2019))
    store.append(store.read().assign(area_code="091"))
    answer = client.get(following)
    assert answer.status_code == 404
    assert "made anew" in answer.json()["detail"]


def test_a_cursor_of_a_version_that_there_never_was_is_refused(client: TestClient) -> None:
    text = client.get(f"{BASE}/observations?limit=1").json()["next"].partition("cursor=")[2]
    source, _, filters, after = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    later = Cursor(source, 10**6, filters, tuple(after))
    answer = client.get(f"{BASE}/observations?limit=1&cursor={later.text()}")
    assert answer.status_code == 404
    assert "no such version" in answer.json()["detail"]


@given(st.text(), st.integers(0, 2**53 - 1), st.tuples(st.text(), st.text(), st.integers(-9999, 9999)))
def test_a_cursor_says_again_what_it_was_made_of(source: str, version: int, after: tuple[str, str, int]) -> None:
    cursor = Cursor(source, version, "filters", after)
    assert read_cursor(cursor.text(), "filters", KINDS) == cursor


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda said: urlsafe_b64encode(said).decode().rstrip("=")))
def test_whatever_is_given_as_a_cursor_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refusal, match="cursor"):
        read_cursor(text, "filters", KINDS)


@pytest.mark.parametrize(
    "said",
    [
        ["s", 0, "filters", ["a", "b", "1"]],
        ["s", 0, "filters", ["a", "b", True]],
        ["s", 0, "filters", ["a", "b"]],
        ["s", 0, "filters", ["a", "b", 10**9]],
        ["s", 0, "filters", ["a", "\ud800", 1]],
        ["s", -1, "filters", ["a", "b", 1]],
        ["s", True, "filters", ["a", "b", 1]],
        ["s", 2**53, "filters", ["a", "b", 1]],
        ["s", 0, None, ["a", "b", 1]],
        ["s", 0, "filters", None],
        ["s", 0, "filters"],
        {"a": 1, "b": 2, "c": 3, "d": 4},
        "four",
        None,
    ],
)
def test_a_cursor_of_another_shape_is_refused(said: object) -> None:
    text = urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    with pytest.raises(Refusal, match="no such cursor"):
        read_cursor(text, "filters", KINDS)
