"""The regions of the replica's SOTKAnet: real ids of municipalities, regions and counties, in the real shape.

Ids of hospital districts and the like are made up; HyteData takes none of them.
"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from geodata.areas import load_areas

RECORDED = Path(__file__).resolve().parent.parent / "responses" / "sotkanet"
WHOLE_COUNTRY = 658
FIRST_REGION = 488
"""Uusimaa; the nineteen regions follow in the order of their codes."""
MAJOR_REGIONS = {"1": 833, "2": 834, "3": 836, "4": 837, "5": 835}
ELSEWHERE = {
    "SAIRAANHOITOPIIRI": (629, 21),
    "ERVA": (901, 5),
    "ALUEHALLINTOVIRASTO": (840, 7),
    "YTA": (1400, 5),
    "NUTS1": (727, 2),
    "ELY-KESKUS": (921, 15),
    "EURALUEET": (1100, 3),
    "EUROOPPA": (1200, 12),
    "POHJOISMAAT": (1300, 5),
}
"""Categories HyteData has no level for: the first id and how many."""

Region = dict[str, Any]


def read_rows(name: str) -> list[dict[str, str]]:
    """A recorded table, every cell as text."""
    with (RECORDED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region as `/regions` gives it; those recorded as served stand as they were."""
    built = [*_municipalities(), *_larger(), *_subregions(), *_elsewhere()]
    served = {region["id"]: region for region in json.loads((RECORDED / "regions_sample.json").read_text("utf-8"))}
    return tuple(served.get(region["id"], region) for region in built)


def _region(number: int, code: str, category: str, names: tuple[str, str, str], member_of: list[int]) -> Region:
    fi, sv, en = names
    return {
        "id": number,
        "code": code,
        "category": category,
        "title": {"fi": fi, "en": en, "sv": sv},
        "memberOf": member_of,
        "uri": f"http://www.yso.fi/onto/kunnat/k{code}" if category == "KUNTA" else "",
    }


def _names(area: dict[str, Any]) -> tuple[str, str, str]:
    return area["name_fi"], area["name_sv"], area["name_en"]


def _areas(level: str) -> list[dict[str, Any]]:
    areas = load_areas()
    return areas[(areas["area_level"] == level) & (areas["boundary_year"] == 2025)].to_dict("records")


@cache
def _county_ids() -> dict[str, int]:
    return {row["code"]: int(row["region"]) for row in read_rows("wellbeing_county_ids.csv")}


@cache
def _region_ids() -> dict[str, int]:
    return {area["area_code"]: FIRST_REGION + place for place, area in enumerate(_areas("REGION"))}


def _municipalities() -> list[Region]:
    ids = {row["code"]: row for row in read_rows("municipality_ids.csv")}
    return [
        _region(
            int(ids[area["area_code"]]["region"]),
            area["area_code"],
            "KUNTA",
            _names(area),
            [
                WHOLE_COUNTRY,
                _region_ids()[area["region_code"]],
                _county_ids()[area["wellbeing_county_code"]],
                MAJOR_REGIONS[area["major_region_code"]],
                int(ids[area["area_code"]]["subregion"]),
            ],
        )
        for area in _areas("MUNICIPALITY")
    ]


def _larger() -> list[Region]:
    country = _region(WHOLE_COUNTRY, "", "MAA", ("Koko maa", "Hela landet", "Whole country"), [])
    levels = (
        ("REGION", "MAAKUNTA", _region_ids()),
        ("WELLBEING_COUNTY", "HYVINVOINTIALUE", _county_ids()),
        ("MAJOR_REGION", "SUURALUE", MAJOR_REGIONS),
    )
    return [
        country,
        *(
            _region(ids[area["area_code"]], area["area_code"], category, _names(area), [])
            for level, category, ids in levels
            for area in _areas(level)
        ),
    ]


def _subregions() -> list[Region]:
    titles = {int(row["subregion"]): row["subregion_title_fi"] for row in read_rows("municipality_ids.csv")}
    return [
        _region(number, f"{place:03d}", "SEUTUKUNTA", (title, "", ""), [])
        for place, (number, title) in enumerate(sorted(titles.items()), 1)
    ]


def _elsewhere() -> list[Region]:
    return [
        _region(first + place, f"{place + 1:02d}", category, (f"{category.title()} {place + 1}", "", ""), [])
        for category, (first, number) in ELSEWHERE.items()
        for place in range(number)
    ]
