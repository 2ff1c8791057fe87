"""/indicators: every definition with what there is of it, and its filters."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from indicators.catalogue import load_catalogue
from indicators.published import open_store
from tests.indicators.examples import hidden, of_year
from tests.pages.api.v1.conftest import Stocked

ADDRESS = "/api/v1/indicators"
Record = dict[str, Any]


def listed(client: TestClient, **filters: Any) -> list[Record]:
    answer = client.get(ADDRESS, params=filters)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["count"] == len(body["indicators"])
    return body["indicators"]


def ids(records: list[Record]) -> list[str]:
    return [record["indicator_id"] for record in records]


def test_every_indicator_is_listed_in_the_order_of_its_id(client: TestClient) -> None:
    assert ids(listed(client)) == sorted(load_catalogue())


def test_an_indicator_is_told_as_its_definition_says(client: TestClient) -> None:
    told = client.get(f"{ADDRESS}/low_income_rate").json()
    definition = load_catalogue()["low_income_rate"]
    for name in ("theme", "unit", "kind", "polarity", "owner", "licence", "decimals", "minimum_count"):
        assert told[name] == getattr(definition, name), name
    assert told["title"] == {language: getattr(definition.title, language) for language in ("fi", "sv", "en")}


def test_one_indicator_is_told_as_in_the_list(client: TestClient) -> None:
    for record in listed(client, limit=10):
        assert client.get(f"{ADDRESS}/{record['indicator_id']}").json() == record


def test_what_there_is_of_each_is_what_the_store_holds(client: TestClient) -> None:
    rows = open_store().read("value IS NOT NULL")
    counted = rows.groupby(["indicator_id", "area_level"]).size()
    told = {
        (record["indicator_id"], level["area_level"]): level["observations"]
        for record in listed(client)
        for level in record["levels"]
    }
    assert told == counted.to_dict()


def test_years_latest_period_and_day_are_of_the_values_only(client: TestClient, stocked: Stocked) -> None:
    stocked({}, of_year(1999), of_year(2021) | hidden())
    told = client.get(f"{ADDRESS}/population").json()
    assert told["levels"] == [
        {
            "area_level": "MUNICIPALITY",
            "first_year": 1999,
            "last_year": 2018,
            "latest_period": "2018",
            "observations": 2,
            "data_date": "2023-12-31",
        }
    ]
    assert told["last_update"] == "2023-12-31"


def test_an_indicator_without_a_row_is_listed_with_no_level_and_no_day(client: TestClient, stocked: Stocked) -> None:
    stocked({})
    told = client.get(f"{ADDRESS}/low_income_rate").json()
    assert (told["levels"], told["last_update"]) == ([], None)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"theme": "background"}, lambda record: record["theme"] == "background"),
        ({"theme": ["background", "mental_health"]}, lambda record: record["theme"] in ("background", "mental_health")),
        (
            {"level": "POSTAL_AREA"},
            lambda record: "POSTAL_AREA" in {each["area_level"] for each in record["levels"]},
        ),
        ({"updated_since": "2023-01-01"}, lambda record: (record["last_update"] or "") >= "2023-01-01"),
        ({"q": "väestö"}, lambda record: "väestö" in str(record["title"]).casefold()),
        ({"q": "BEFOLKNING"}, lambda record: "befolkning" in str(record["title"]).casefold()),
    ],
)
def test_a_filter_keeps_what_it_says_and_all_of_it(
    client: TestClient, filters: dict[str, Any], kept: Callable[[Record], bool]
) -> None:
    everything = listed(client)
    expected = [record for record in everything if kept(record)]
    assert 0 < len(expected) < len(everything)
    assert listed(client, **filters) == expected


def test_the_day_of_the_data_itself_is_new_enough(client: TestClient, stocked: Stocked) -> None:
    stocked({})
    assert ids(listed(client, updated_since="2023-12-31")) == ["population"]
    assert listed(client, updated_since="2024-01-01") == []


def test_every_word_must_be_in_a_title_in_any_order(client: TestClient) -> None:
    title = next(record for record in listed(client) if len(record["title"]["en"].split()) > 2)["title"]["en"]
    words = title.split()
    assert title in {record["title"]["en"] for record in listed(client, q=" ".join(reversed(words)))}
    assert listed(client, q=f"{words[0]} zebra") == []


def test_what_there_is_follows_the_store(client: TestClient, stocked: Stocked) -> None:
    store = stocked({})
    before = client.get(f"{ADDRESS}/population").json()["levels"]
    store.append(store.read().assign(area_code="091"))
    after = client.get(f"{ADDRESS}/population").json()["levels"]
    assert [level["observations"] for level in (*before, *after)] == [1, 2]
