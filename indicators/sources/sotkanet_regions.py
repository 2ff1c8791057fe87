"""SOTKAnet's regions, from its own ids and categories to the house's levels and codes."""

from typing import Any

import pandas as pd

from geodata.areas import load_areas
from geodata.levels import AreaLevel
from indicators.errors import UnexpectedResponse
from indicators.sources.sotkanet_parts import whole_number
from indicators.sources.source_texts import Texts

WHOLE_COUNTRY = 658
"""SOTKAnet's id of Finland; its code is empty."""
LEVEL_OF_CATEGORY = {
    "KUNTA": AreaLevel.MUNICIPALITY,
    "MAAKUNTA": AreaLevel.REGION,
    "HYVINVOINTIALUE": AreaLevel.WELLBEING_COUNTY,
    "SUURALUE": AreaLevel.MAJOR_REGION,
    "MAA": AreaLevel.COUNTRY,
}
"""Categories of the house; of hospital districts, sub-regions and the like HyteData has no level."""
WIDTH_OF_CODE = {AreaLevel.MUNICIPALITY: 3, AreaLevel.REGION: 2, AreaLevel.WELLBEING_COUNTY: 2}
REGION_COLUMNS = (
    "sotkanet_region_id", "category", "area_level", "area_code", "name_fi", "name_sv", "name_en",
)  # fmt: skip


def parse_regions(answer: Any) -> pd.DataFrame:
    """SOTKAnet's regions: one row an id, columns REGION_COLUMNS, sorted by id.

    `area_level` and `area_code` are the house's, and "" for a region HyteData has no area for: another
    category, a municipality or county that no longer exists. Codes repeat between categories ("03") and
    are read within their own. Raises UnexpectedResponse when the answer is no list, when an item has no
    id or category, or when an id comes twice.
    """
    if not isinstance(answer, list) or not answer:
        raise UnexpectedResponse("SOTKAnet's list of regions is no list, or empty. Nothing was taken.")
    regions = pd.DataFrame([_region(place, item) for place, item in enumerate(answer)])
    twice = regions["sotkanet_region_id"].duplicated()
    if twice.any():
        number = regions.loc[twice, "sotkanet_region_id"].iloc[0]
        raise UnexpectedResponse(f"SOTKAnet's list of regions has id {number} twice. Nothing was taken.")
    placed = _with_areas(regions)
    return placed.sort_values("sotkanet_region_id", ignore_index=True)[list(REGION_COLUMNS)]


def _region(place: int, item: Any) -> dict[str, Any]:
    number = whole_number(item.get("id")) if isinstance(item, dict) else None
    if number is None or not isinstance(item.get("category"), str):
        raise UnexpectedResponse(f"Item {place} of SOTKAnet's regions has no id or category. Nothing was taken.")
    title = Texts.title(item.get("title"))
    category = item["category"].upper()
    return {
        "sotkanet_region_id": number,
        "category": category,
        "level": _level(category, number),
        "code": item["code"].strip() if isinstance(item.get("code"), str) else "",
        "name_fi": title.fi,
        "name_sv": title.sv,
        "name_en": title.en,
    }


def _level(category: str, number: int) -> str:
    """The level of a category; of MAA only Finland itself."""
    level = LEVEL_OF_CATEGORY.get(category)
    return "" if level is None or (level is AreaLevel.COUNTRY and number != WHOLE_COUNTRY) else str(level)


def _with_areas(regions: pd.DataFrame) -> pd.DataFrame:
    """`regions` with the house's level and code where the register of areas knows them."""
    register = _register()
    codes = [
        _house_code(level, code, name, register)
        for level, code, name in zip(regions["level"], regions["code"], regions["name_fi"], strict=True)
    ]
    placed = regions.assign(area_code=codes)
    placed["area_code"] = placed["area_code"].where(~_claimed_by_another(placed, register), "")
    return placed.assign(area_level=placed["level"].where(placed["area_code"] != "", ""))


def _register() -> dict[tuple[str, str], str]:
    """(level, code) of every area of the house → its Finnish name."""
    areas = load_areas().drop_duplicates(["area_level", "area_code"], keep="last")
    keys = zip(areas["area_level"], areas["area_code"], strict=True)
    return dict(zip(keys, areas["name_fi"], strict=True))


def _house_code(level: str, code: str, name: str, register: dict[tuple[str, str], str]) -> str:
    """The house's code, "" when the register has none.

    Major regions go by their Finnish name: nobody has seen SOTKAnet's codes of SUURALUE, and the
    divisions before 2012 used the same digits for other regions.
    """
    if level == AreaLevel.COUNTRY:
        return "FI"
    if level == AreaLevel.MAJOR_REGION:
        return next((known for (at, known), called in register.items() if at == level and called == name), "")
    padded = code.zfill(WIDTH_OF_CODE[AreaLevel(level)]) if level else ""
    return padded if (level, padded) in register else ""


def _claimed_by_another(placed: pd.DataFrame, register: dict[tuple[str, str], str]) -> pd.Series:
    """Whether two regions claim a code and this one does not carry its name.

    The provisional wellbeing services counties of 2021 had other codes: 20 was Länsi-Uusimaa, now it
    is Kainuu. Where both lists are served, the name decides; where it cannot, nobody gets the code.
    """
    claims = placed.groupby(["level", "area_code"])["area_code"].transform("size").gt(1) & placed["area_code"].ne("")
    keys = zip(placed["level"], placed["area_code"], strict=True)
    named = placed["name_fi"].eq([register.get(key, "") for key in keys])
    alone = named.groupby([placed["level"], placed["area_code"]]).transform("sum").eq(1)
    return claims & ~(named & alone)
