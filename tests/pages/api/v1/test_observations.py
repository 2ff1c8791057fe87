"""/observations: every filter, every form, and what is never in an answer."""

import csv
import io
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from indicators.observations import COLUMNS, SCHEMA
from indicators.published import open_store
from pages.api.v1.observations import first_day, last_day
from pages.api.v1.records import ObservationRecord
from tests.indicators.examples import of_year
from tests.pages.api.v1.conftest import Stocked

ADDRESS = "/api/v1/observations"


def rows(client: TestClient, **filters: Any) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS, params=filters)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["count"] == len(body["observations"])
    return body["observations"]


def test_the_columns_are_those_of_the_schema_in_their_order(client: TestClient) -> None:
    (row,) = rows(client, limit=1)
    assert tuple(row) == COLUMNS == tuple(ObservationRecord.model_fields)


def test_every_row_of_the_store_is_there_with_its_value(client: TestClient) -> None:
    answered = rows(client, limit=100_000)
    stored = open_store().read()
    assert len(answered) == len(stored)
    assert [row["value"] for row in answered] == [None if math.isnan(value) else value for value in stored["value"]]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("indicator", ["low_income_rate"], lambda row: row["indicator_id"] == "low_income_rate"),
        (
            "indicator",
            ["aged_65_plus", "population"],
            lambda row: row["indicator_id"] in ("aged_65_plus", "population"),
        ),
        ("level", ["MAJOR_DISTRICT"], lambda row: row["area_level"] == "MAJOR_DISTRICT"),
        ("area", ["049", "0491"], lambda row: row["area_code"] in ("049", "0491")),
        ("period", ["2018"], lambda row: row["period"] == "2018"),
        ("period", ["2017-2019"], lambda row: row["period"] == "2017–2019"),
        ("period", ["2017–2019"], lambda row: row["period"] == "2017–2019"),
        ("from", "2019", lambda row: row["period_start"] >= "2019-01-01"),
        ("from", "2019-02", lambda row: row["period_start"] >= "2019-02-01"),
        ("to", "1995", lambda row: row["period_end"] <= "1995-12-31"),
        ("to", "1995-11", lambda row: row["period_end"] <= "1995-11-30"),
        ("sex", ["F"], lambda row: row["sex"] == "F"),
        ("age_group", ["0-6", "85+"], lambda row: row["age_group"] in ("0-6", "85+")),
        ("population_group", ["none"], lambda row: row["population_group"] == "none"),
        ("status", ["SUPPRESSED", "MISSING"], lambda row: row["status"] in ("SUPPRESSED", "MISSING")),
    ],
)
def test_a_filter_keeps_what_it_says_and_all_of_it(
    client: TestClient, name: str, value: object, kept: Callable[[dict[str, Any]], bool]
) -> None:
    everything = rows(client, limit=100_000)
    expected = [row for row in everything if kept(row)]
    assert rows(client, limit=100_000, **{name: value}) == expected
    assert expected or name == "population_group"
    assert len(expected) < len(everything)


def test_filters_add_up(client: TestClient) -> None:
    found = rows(
        client, indicator="low_income_rate", level="MUNICIPALITY", area="049", **{"from": "1996", "to": "1997"}
    )
    assert [(row["area_code"], row["period"]) for row in found] == [("049", "1996"), ("049", "1997")]


def test_no_row_is_an_empty_list(client: TestClient) -> None:
    for form, body in (("csv", ",".join(f'"{name}"' for name in COLUMNS) + "\n"), ("json", None)):
        answer = client.get(ADDRESS, params={"sex": "nobody", "form": form})
        assert answer.status_code == 200
        assert answer.text == body if body else answer.json()["observations"] == []


def test_the_three_forms_say_the_same(client: TestClient) -> None:
    asked = {"indicator": ["aged_65_plus", "low_income_rate"], "limit": 3000}
    told = rows(client, **asked)
    parquet = pq.read_table(io.BytesIO(client.get(ADDRESS, params=asked | {"form": "parquet"}).content))
    assert parquet.schema.equals(SCHEMA)
    assert [{name: _as_json(value) for name, value in row.items()} for row in parquet.to_pylist()] == told
    lines = list(csv.DictReader(io.StringIO(client.get(ADDRESS, params=asked | {"form": "csv"}).text)))
    assert [line["area_code"] for line in lines] == [row["area_code"] for row in told]
    assert [float(line["value"]) if line["value"] else None for line in lines] == [row["value"] for row in told]


def _as_json(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_large_page_that_is_sent_as_it_is_written_is_whole(client: TestClient, form: str) -> None:
    answer = client.get(ADDRESS, params={"limit": 25_000, "form": form})
    assert "content-length" not in answer.headers
    found = answer.json()["observations"] if form == "json" else list(csv.DictReader(io.StringIO(answer.text)))
    keys = {tuple(row[name] for name in COLUMNS[:10]) for row in found}
    assert len(found) == len(keys) == 25_000


def test_a_hidden_figure_has_a_status_and_no_number_even_if_the_store_has(client: TestClient, stocked: Stocked) -> None:
    hidden = {"status": "SUPPRESSED", "value": float("nan"), "numerator": 3.0, "denominator": 4.0, "coverage": 0.5}
    stocked({}, of_year(2019) | hidden)
    for form in ("json", "csv", "parquet"):
        body = client.get(ADDRESS, params={"status": "SUPPRESSED", "form": form}).content
        (row,) = read(form, body)
        numbers = [name for name, kind in zip(SCHEMA.names, SCHEMA.types, strict=True) if kind == pa.float64()]
        assert {row[name] for name in numbers} <= {None, ""}, form
        assert row["status"] == "SUPPRESSED"


def read(form: str, body: bytes) -> list[dict[str, Any]]:
    if form == "parquet":
        return pq.read_table(io.BytesIO(body)).to_pylist()
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode())))
    return json.loads(body)["observations"]


def test_a_number_that_json_cannot_tell_is_null(client: TestClient, stocked: Stocked) -> None:
    stocked({"numerator": float("inf")})
    (row,) = rows(client)
    assert row["numerator"] is None
    assert row["value"] == 283632.0


def test_the_store_as_it_was_can_be_asked_for(client: TestClient, stocked: Stocked) -> None:
    store = stocked({})
    first = store.version()
    store.append(store.read().assign(**of_year(2019)))
    assert len(rows(client)) == 2
    assert len(rows(client, version=first)) == 1
    answer = client.get(ADDRESS, params={"version": first})
    assert (answer.json()["version"], answer.headers["hytedata-version"]) == (first, str(first))


def test_a_version_that_is_no_longer_kept_is_told_so(client: TestClient, stocked: Stocked) -> None:
    store = stocked({})
    store.replace("population", "sotkanet_127", store.read().assign(value=1.0, numerator=1.0))
    for file in store.snapshot(0).files:
        Path(file.path).unlink()
    assert rows(client)[0]["value"] == 1.0
    answer = client.get(ADDRESS, params={"version": 0})
    assert answer.status_code == 404
    assert "keeps it no longer" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), (None, "None", "None")],
)
def test_a_year_or_month_has_a_first_and_a_last_day(stated: str | None, first: str, last: str) -> None:
    assert (str(first_day(stated)), str(last_day(stated))) == (first, last)
