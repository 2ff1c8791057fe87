from typing import Any

import pytest

from geodata.areas import load_areas
from indicators.errors import UnexpectedResponse
from indicators.sources.sotkanet_regions import REGION_COLUMNS, parse_regions
from tests.indicators.sources.sotkanet_examples import recorded, regions


def place_of(sotkanet_region_id: int) -> tuple[str, str]:
    found = regions().set_index("sotkanet_region_id").loc[sotkanet_region_id]
    return found["area_level"], found["area_code"]


def region(number: int, code: str, category: str, fi: str) -> dict[str, Any]:
    return {"id": number, "code": code, "category": category, "title": {"fi": fi, "sv": "", "en": ""}}


def test_served_regions_are_read() -> None:
    read = parse_regions(recorded("regions_sample.json"))
    assert tuple(read.columns) == REGION_COLUMNS
    espoo = [20, "KUNTA", "MUNICIPALITY", "049", "Espoo", "Esbo", "Espoo"]
    assert read.iloc[0].tolist() == espoo
    assert read.iloc[-1][["area_level", "area_code"]].tolist() == ["REGION", "02"]


def test_one_code_in_two_categories_is_two_places() -> None:
    assert place_of(969) == ("WELLBEING_COUNTY", "03")
    assert regions().query("category == 'SAIRAANHOITOPIIRI'")["area_level"].eq("").all()


def test_finland_is_one_of_the_countries() -> None:
    assert place_of(658) == ("COUNTRY", "FI")
    (foreign,) = parse_regions([region(1, "SE", "MAA", "Ruotsi")])["area_level"]
    assert foreign == ""


def test_every_area_of_today_is_found_once() -> None:
    areas = load_areas().query("boundary_year == 2025")
    known = {(level, code) for level, code in zip(areas["area_level"], areas["area_code"], strict=True)}
    placed = regions().query("area_level != ''")[["area_level", "area_code"]]
    assert not placed.duplicated().any()
    assert {tuple(place) for place in placed.to_numpy()} == known


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (region(1, "49", "KUNTA", "Espoo"), "049"),
        (region(1, "3", "HYVINVOINTIALUE", "Länsi-Uudenmaan hyvinvointialue"), "03"),
        (region(1, "999", "KUNTA", "Entinen"), ""),
        (region(1, "2", "SUURALUE", "Etelä-Suomi"), "2"),
        (region(1, "1", "SUURALUE", "Etelä-Suomi"), "2"),
        (region(1, "1", "SUURALUE", "Itä-Suomi"), ""),
        (region(1, "049", "kunta", "Espoo"), "049"),
    ],
)
def test_codes_are_padded_and_taken_only_when_the_house_knows_them(given: dict[str, Any], code: str) -> None:
    assert parse_regions([given])["area_code"].tolist() == [code]


def test_of_two_counties_with_a_code_the_one_of_that_name_has_it() -> None:
    old = region(889, "20", "HYVINVOINTIALUE", "Länsi-Uudenmaan hyvinvointialue")
    new = region(962, "20", "HYVINVOINTIALUE", "Kainuun hyvinvointialue")
    assert parse_regions([new, old])["area_code"].tolist() == ["", "20"]
    nobody = region(962, "20", "HYVINVOINTIALUE", "Kainuu")
    assert parse_regions([nobody, old])["area_code"].tolist() == ["", ""]


@pytest.mark.parametrize(
    "answer",
    [{}, [], None, ["x"], [{"id": "20", "category": "KUNTA"}], [{"id": 20}], [region(1, "049", "KUNTA", "a")] * 2],
)
def test_a_list_that_cannot_be_trusted_is_refused(answer: Any) -> None:
    with pytest.raises(UnexpectedResponse, match="Nothing was taken"):
        parse_regions(answer)


def test_a_region_without_title_or_code_is_kept_without_an_area() -> None:
    (code,) = parse_regions([{"id": 5, "category": "KUNTA"}])["area_code"]
    assert code == ""
