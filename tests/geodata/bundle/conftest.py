"""A toy country of three municipalities on a grid of 0.1 degrees, in the raw files' own columns."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import Geometry, box, to_geojson

# Land from 60.1 north; the districts and postal areas of 2023 reach out to sea, to 60.0.
MUNICIPALITIES = {
    "257": box(24.3, 60.1, 24.5, 60.3),
    "049": box(24.5, 60.1, 24.7, 60.3),
    "235": box(24.7, 60.1, 24.8, 60.3),
}
NAMES = {
    "049": ("Espoo", "Esbo", "1"),
    "235": ("Kauniainen", "Grankulla", "1"),
    "257": ("Kirkkonummi", "Kyrkslätt", "1"),
    "507": ("Mäntyharju", "Mäntyharju", "0"),
}
WEST, EAST = box(24.5, 60.0, 24.6, 60.3), box(24.6, 60.0, 24.7, 60.3)


def write_features(path: Path, rows: list[tuple[dict[str, Any], Geometry]]) -> None:
    features = [
        {"type": "Feature", "properties": properties, "geometry": json.loads(to_geojson(geometry))}
        for properties, geometry in rows
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def district(name: str | None, city: str, digit: str, district_name: str) -> dict[str, Any]:
    return {
        "name_fi": name,
        "municipality_code_derived": city,
        "suuralue_code_derived": digit,
        "suuralue_name_derived": district_name,
    }


def postal_2023(code: str, name: str, swedish: str) -> dict[str, str]:
    return {"Posno": code, "Nimi": name, "Nimi_Ru": swedish, "Kunta": "Espoo", "Kunta_nro": "049"}


def postal_2019(code: str, name: str, swedish: str, municipality: str) -> dict[str, str]:
    return {"posti_alue": code, "nimi": name, "namn": swedish, "kunta": municipality}


def write_key(path: Path) -> None:
    lines = []
    for code, (finnish, swedish, language) in NAMES.items():
        region, county = ("10", "12") if code == "507" else ("1", "3")
        upper = f"{region},Uusimaa,Nyland,Uusimaa,{county},Länsi-Uusimaa,Västra Nyland,West Uusimaa"
        lines.append(f"{code},{finnish},{swedish},{finnish},{language},{upper}")
    columns = ["municipality_code,municipality_name_fi,municipality_name_sv,municipality_name_en,kielisuhde_code"]
    for level in ("maakunta", "hyvinvointialue"):
        columns.append(",".join(f"{level}_{part}" for part in ("code", "name_fi", "name_sv", "name_en")))
    path.write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")


def write_districts(folder: Path) -> None:
    espoo = [
        (district("Kivi", "049", "1", "Suur-Leppävaara"), WEST),
        (district("Puu  Keskus", "049", "2", "Suur-Tapiola"), EAST),
    ]
    town = (district(None, "235", "1", "Kauniainen"), MUNICIPALITIES["235"])
    halves = [box(24.75, 60.1, 24.8, 60.3), box(24.7, 60.1, 24.75, 60.3)]
    unnamed = [(district(None, "235", "1", "Kauniainen"), half) for half in halves]
    write_features(folder / "espoo_kauniainen_tilastoalueet.geojson", [*espoo, town])
    write_features(folder / "espoo_kauniainen_pienalueet.geojson", [*espoo, *unnamed])


def write_small_areas_2024(path: Path) -> None:
    """A query of Espoo's statistics database: the city, two small areas, the unknown."""
    codes = ["0490000000", "0491011111", "0492021211", "0499999999"]
    areas = {"code": "Alue", "selection": {"filter": "agg:esp_pienalueet.agg", "values": codes}}
    path.write_text(json.dumps({"query": [areas], "response": {"format": "json"}}), encoding="utf-8")


def write_postal_areas(folder: Path) -> None:
    middle, town = box(24.55, 60.1, 24.65, 60.3), MUNICIPALITIES["235"]
    old = [
        (postal_2019("02100", "Keski ", "Mitten", "049"), middle),
        (postal_2019("02700", "Kauniainen", "Grankulla", "235"), town),
        (postal_2019("02510", "Oitmäki", "Oitbacka", "257"), MUNICIPALITIES["257"]),
    ]
    new = [
        (postal_2023("02100", "Keski", "Mitten"), box(24.55, 60.0, 24.65, 60.3)),
        (postal_2023("02700", "Kauniainen", "Grankulla"), town),
        (postal_2023("02510", "Oitmäki", "Oitbacka"), box(24.4, 60.0, 24.55, 60.3)),
    ]
    write_features(folder / "postal_areas_2019_luvn.geojson", old)
    write_features(folder / "postal_areas_2023_espoo_kauniainen.geojson", new)


@pytest.fixture
def source_dir(tmp_path: Path) -> Path:
    """A folder of raw files with the traps of the real ones."""
    folder = tmp_path / "sources"
    folder.mkdir()
    shapes = MUNICIPALITIES | {"507": box(26.0, 61.0, 26.2, 61.2)}
    rows: list[tuple[dict[str, Any], Geometry]] = [({"code": code}, shape) for code, shape in shapes.items()]
    write_features(folder / "areas/municipalities_2025_finland.geojson", rows)
    write_key(folder / "areas/municipality_key_2025.csv")
    (folder / "districts").mkdir()
    write_districts(folder / "districts")
    write_small_areas_2024(folder / "districts/espoo_pienalue_pxweb_query_2024.json")
    write_postal_areas(folder / "districts")
    return folder
