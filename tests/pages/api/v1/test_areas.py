"""/areas: the register in three forms, and its filters."""

import csv
import io
from typing import Any

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from geodata.areas import load_areas
from geodata.levels import LEVELS
from pages.api.v1.records import AreaRecord

ADDRESS = "/api/v1/areas"


def listed(client: TestClient, **filters: Any) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS, params={"limit": 100_000} | filters)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["count"] == len(body["areas"])
    return body["areas"]


def test_every_area_of_the_register_is_there_once_in_order(client: TestClient) -> None:
    keys = [(row["area_level"], row["area_code"], row["boundary_year"]) for row in listed(client)]
    assert len(keys) == len(load_areas())
    assert keys == sorted(set(keys))


def test_codes_are_texts_and_names_stand_in_three_languages(client: TestClient) -> None:
    (espoo, *_) = [row for row in listed(client, level="MUNICIPALITY") if row["area_code"] == "049"]
    assert [espoo[f"name_{language}"] for language in ("fi", "sv", "en")] == ["Espoo", "Esbo", "Espoo"]
    assert espoo["municipality_code"] in ("049", None)
    assert espoo["wellbeing_county_code"] == "03"


def test_a_level_that_does_not_apply_is_null(client: TestClient) -> None:
    (country,) = listed(client, level="COUNTRY")
    assert country["municipality_code"] is None
    assert "" not in {value for row in listed(client) for name, value in row.items() if name.endswith("_code")}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_keeps_its_areas(client: TestClient, level: str) -> None:
    expected = int((load_areas()["area_level"] == level).sum())
    found = listed(client, level=level)
    assert [row["area_level"] for row in found] == [level] * expected


def test_within_keeps_the_parts_of_one_larger_area(client: TestClient) -> None:
    found = listed(client, within="049", level="MAJOR_DISTRICT")
    assert {row["area_code"] for row in found} == {f"049{digit}" for digit in range(1, 8)}
    assert "049" not in {row["area_code"] for row in listed(client, within="049")}


def test_a_code_of_two_levels_asks_for_the_level(client: TestClient) -> None:
    answer = client.get(ADDRESS, params={"within": "01"})
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["parameter"], set(fault["allowed"])) == ("within_level", {"WELLBEING_COUNTY", "REGION"})
    region = listed(client, within="01", within_level="REGION", level="MUNICIPALITY")
    county = listed(client, within="01", within_level="WELLBEING_COUNTY", level="MUNICIPALITY")
    assert {row["region_code"] for row in region} == {"01"}
    assert {row["wellbeing_county_code"] for row in county} == {"01"}
    assert region != county


def test_a_division_keeps_its_year(client: TestClient) -> None:
    assert {row["boundary_year"] for row in listed(client, boundary_year=2014)} == {2014}
    assert listed(client, boundary_year=1950) == []


def test_the_three_forms_say_the_same(client: TestClient) -> None:
    asked = {"level": "MAJOR_DISTRICT", "limit": 100}
    told = listed(client, **asked)
    assert tuple(told[0]) == tuple(AreaRecord.model_fields)
    parquet = client.get(ADDRESS, params=asked | {"form": "parquet"}).content
    assert pq.read_table(io.BytesIO(parquet)).to_pylist() == told
    lines = list(csv.DictReader(io.StringIO(client.get(ADDRESS, params=asked | {"form": "csv"}).text)))
    assert [line["area_code"] for line in lines] == [row["area_code"] for row in told]
    assert [line["name_sv"] for line in lines] == [row["name_sv"] for row in told]
