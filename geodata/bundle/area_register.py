"""The table of areas: every level's codes, names in three languages, and the larger areas each lies in."""

import pandas as pd

from geodata.areas import AREA_COLUMNS, DEFAULT_BOUNDARY_YEAR, LANGUAGES
from geodata.bundle.codes import clean_name
from geodata.bundle.mergers import build_municipal_changes
from geodata.bundle.names import (
    COUNTRY_CODE,
    COUNTRY_NAMES,
    DISTRICT_NAMES_SV,
    MAJOR_REGION_NAMES,
    MAJOR_REGION_OF_REGION,
    SMALL_AREA_WORDS,
)
from geodata.bundle.sources import Sources
from geodata.levels import AreaLevel

# Kielisuhde of Statistics Finland: 2 Swedish only, 3 both with a Swedish majority.
SWEDISH_MAJORITY = ("2", "3")
PARENT_COLUMNS = [column for column in AREA_COLUMNS if column.endswith("_code") and column != "area_code"]
UPPER_COLUMNS = ["wellbeing_county_code", "region_code", "major_region_code"]


def build_area_register(sources: Sources) -> pd.DataFrame:
    """AREA_COLUMNS, sorted by level (large to small), year and code; "" where a level does not apply."""
    municipalities = _municipalities(sources.municipality_key)
    upper = municipalities.set_index("area_code")[UPPER_COLUMNS]
    small = [_small_areas(sources), _small_areas_2024(sources)]
    lower = [_districts(sources), _statistical_areas(sources), *small, *_postal_areas(sources)]
    swedish_places = _swedish_places(sources.municipality_key)
    below = [_with_swedish(part.join(upper, on="municipality_code"), swedish_places) for part in lower]
    parts = [
        _country(),
        _major_regions(),
        _regions(sources),
        _wellbeing_counties(sources),
        municipalities,
        *below,
    ]
    register = pd.concat(parts, ignore_index=True).assign(country_code=COUNTRY_CODE)
    return _ordered(register.reindex(columns=list(AREA_COLUMNS)).fillna(dict.fromkeys(PARENT_COLUMNS, "")))


def _ordered(register: pd.DataFrame) -> pd.DataFrame:
    rank = register["area_level"].map({level: rank for rank, level in enumerate(AreaLevel)})
    by_size = register.assign(_rank=rank).sort_values(["_rank", "boundary_year", "area_code"], ignore_index=True)
    return by_size.drop(columns="_rank")


def _of_level(level: AreaLevel, codes: pd.Series, **columns: object) -> pd.DataFrame:
    """Rows of one level in its default division, each area its own parent at its own level."""
    own = {f"{level.lower()}_code": codes} if f"{level.lower()}_code" in AREA_COLUMNS else {}
    start = pd.DataFrame({"area_level": str(level), "area_code": codes})
    return start.assign(**({"boundary_year": DEFAULT_BOUNDARY_YEAR[level], "has_swedish_name": True} | own | columns))


def _with_swedish(areas: pd.DataFrame, swedish_places: frozenset[str]) -> pd.DataFrame:
    """Set has_swedish_name: false where the name is the same and the municipality's majority speaks Finnish.

    In Hammarland or Raseborg one common name is a Swedish one that Finnish has borrowed.
    """
    differs = areas["name_sv"] != areas["name_fi"]
    return areas.assign(has_swedish_name=differs | areas["municipality_code"].isin(swedish_places))


def _swedish_places(key: pd.DataFrame) -> frozenset[str]:
    return frozenset(key.loc[key["kielisuhde_code"].isin(SWEDISH_MAJORITY), "municipality_code"])


def _country() -> pd.DataFrame:
    return _of_level(AreaLevel.COUNTRY, pd.Series([COUNTRY_CODE])).assign(**COUNTRY_NAMES)


def _major_regions() -> pd.DataFrame:
    codes = pd.Series(list(MAJOR_REGION_NAMES))
    names = {f"name_{language}": codes.map(_nth(i)) for i, language in enumerate(LANGUAGES)}
    return _of_level(AreaLevel.MAJOR_REGION, codes, **names)


def _nth(position: int) -> dict[str, str]:
    return {code: names[position] for code, names in MAJOR_REGION_NAMES.items()}


def _key_names(key: pd.DataFrame, prefix: str) -> dict[str, pd.Series]:
    """The key's own names; some end in a blank ("Gustav Adolfs  ")."""
    return {f"name_{language}": key[f"{prefix}_name_{language}"].map(clean_name) for language in LANGUAGES}


def _regions(sources: Sources) -> pd.DataFrame:
    key = sources.municipality_key.drop_duplicates("maakunta_code")
    major = key["maakunta_code"].map(MAJOR_REGION_OF_REGION)
    return _of_level(AreaLevel.REGION, key["maakunta_code"], major_region_code=major, **_key_names(key, "maakunta"))


def _wellbeing_counties(sources: Sources) -> pd.DataFrame:
    """Each lies in one region: Uusimaa has five of them, every other region one."""
    key = sources.municipality_key.drop_duplicates(["hyvinvointialue_code", "maakunta_code"])
    return _of_level(
        AreaLevel.WELLBEING_COUNTY,
        key["hyvinvointialue_code"],
        region_code=key["maakunta_code"],
        major_region_code=key["maakunta_code"].map(MAJOR_REGION_OF_REGION),
        **_key_names(key, "hyvinvointialue"),
    )


def _municipalities(key: pd.DataFrame) -> pd.DataFrame:
    """The 308 of 2025 and those that merged, which lie where the municipality that took them in lies."""
    current = _of_level(
        AreaLevel.MUNICIPALITY,
        key["municipality_code"],
        wellbeing_county_code=key["hyvinvointialue_code"],
        region_code=key["maakunta_code"],
        major_region_code=key["maakunta_code"].map(MAJOR_REGION_OF_REGION),
        **_key_names(key, "municipality"),
    )
    merged = [_merged_municipality(current, change) for change in build_municipal_changes().to_dict("records")]
    return _with_swedish(pd.concat([current, *merged], ignore_index=True), _swedish_places(key))


def _merged_municipality(current: pd.DataFrame, change: dict[str, str]) -> pd.DataFrame:
    """Its row, of the last year it stood; no rows where the municipality that took it in is not in the key."""
    row = current[current["area_code"] == change["to_code"]]
    names = {"name_fi": change["name_fi"], "name_sv": change["name_sv"], "name_en": change["name_fi"]}
    code, last_year = change["from_code"], int(change["valid_from"][:4]) - 1
    return row.assign(area_code=code, municipality_code=code, boundary_year=last_year, **names)


def _districts(sources: Sources) -> pd.DataFrame:
    areas = sources.small_areas.drop_duplicates("major_district_code")
    codes, names = areas["major_district_code"], areas["district_name_fi"]
    return _of_level(
        AreaLevel.MAJOR_DISTRICT,
        codes,
        name_fi=names,
        name_sv=codes.map(DISTRICT_NAMES_SV),
        name_en=names,
        municipality_code=areas["municipality_code"],
    )


def _statistical_areas(sources: Sources) -> pd.DataFrame:
    return _unofficial(AreaLevel.STATISTICAL_AREA, sources.statistical_areas)


def _small_areas(sources: Sources) -> pd.DataFrame:
    statistical = sources.small_areas["statistical_area_code"]
    return _unofficial(AreaLevel.SMALL_AREA, sources.small_areas).assign(statistical_area_code=statistical)


def _small_areas_2024(sources: Sources) -> pd.DataFrame:
    """Espoo's own codes: the municipality's and the district's digit first. No names yet, no polygons."""
    codes = sources.small_area_codes_2024
    return _of_level(
        AreaLevel.SMALL_AREA,
        codes,
        boundary_year=2024,
        major_district_code=codes.str[:4],
        municipality_code=codes.str[:3],
        **{column: word + " " + codes for column, word in SMALL_AREA_WORDS.items()},
    )


def _unofficial(level: AreaLevel, areas: pd.DataFrame) -> pd.DataFrame:
    """The source names them in Finnish only; Kauniainen's numbers go with the town's Swedish name."""
    names = areas["name_fi"]
    numbered_sv = names.str.replace("Kauniainen", DISTRICT_NAMES_SV["2351"])
    return _of_level(
        level,
        areas["code"],
        name_fi=names,
        name_sv=names.where(~areas["is_unnamed"], numbered_sv),
        name_en=names,
        major_district_code=areas["major_district_code"],
        municipality_code=areas["municipality_code"],
    )


def _postal_areas(sources: Sources) -> list[pd.DataFrame]:
    vintages = {2019: sources.postal_areas_2019, 2023: sources.postal_areas_2023}
    return [_postal_vintage(areas, year) for year, areas in vintages.items()]


def _postal_vintage(areas: pd.DataFrame, year: int) -> pd.DataFrame:
    names = {"name_fi": areas["name_fi"], "name_sv": areas["name_sv"], "name_en": areas["name_fi"]}
    municipality = areas["municipality_code"]
    return _of_level(AreaLevel.POSTAL_AREA, areas["code"], boundary_year=year, municipality_code=municipality, **names)
