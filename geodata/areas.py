"""The register of areas: codes, names in three languages, and which area lies in which."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from geodata.embedded import DATA_DIR, read_embedded_table
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.mergers import stands_in

AREAS_FILE = "areas.csv"
AREA_COLUMNS = (
    "area_level",
    "area_code",
    "boundary_year",
    "name_fi",
    "name_sv",
    "name_en",
    "has_swedish_name",
    "statistical_area_code",
    "major_district_code",
    "municipality_code",
    "wellbeing_county_code",
    "region_code",
    "major_region_code",
    "country_code",
)
LANGUAGES = ("fi", "sv", "en")

# The division meant where nobody asks for another. The postal areas of 2019 cover all ten municipalities and
# carry Paavo's figures; those of 2023 cover Espoo and Kauniainen only.
DEFAULT_BOUNDARY_YEAR = {
    AreaLevel.COUNTRY: 2025,
    AreaLevel.MAJOR_REGION: 2025,
    AreaLevel.REGION: 2025,
    AreaLevel.WELLBEING_COUNTY: 2025,
    AreaLevel.MUNICIPALITY: 2025,
    AreaLevel.MAJOR_DISTRICT: 2014,
    AreaLevel.STATISTICAL_AREA: 2014,
    AreaLevel.SMALL_AREA: 2014,
    AreaLevel.POSTAL_AREA: 2019,
}


def load_areas(data_dir: Path = DATA_DIR) -> pd.DataFrame:
    """Every area of every vintage: one row an (area_level, area_code, boundary_year), columns AREA_COLUMNS.

    Codes and names are text ("" where a level does not apply), boundary_year is int64 and has_swedish_name
    bool (False: name_sv repeats the Finnish name, mark it lang="fi"). The frame is the caller's own: a lazy
    copy, so changing it leaves the register as it was. Raises GeodataError naming the file when it is broken.
    """
    return _area_register(data_dir).copy(deep=False)


@lru_cache
def _area_register(data_dir: Path) -> pd.DataFrame:
    table = read_embedded_table(AREAS_FILE, AREA_COLUMNS, data_dir)
    return table.assign(
        boundary_year=table["boundary_year"].astype("int64"),
        has_swedish_name=table["has_swedish_name"].eq("true").astype(bool),
    )


@lru_cache
def _areas_by_code() -> dict[tuple[str, str], dict[str, str]]:
    """(level, code) -> its row, of the division `newest_at_default` chooses, else of the newest there is."""
    areas = load_areas()
    at_default = newest_at_default(areas, "area_level", "area_code", "boundary_year")
    both = pd.concat([at_default, areas.sort_values("boundary_year", ascending=False)])
    texts = both.drop_duplicates(["area_level", "area_code"]).drop(columns=["boundary_year", "has_swedish_name"])
    return {(row["area_level"], row["area_code"]): row for row in texts.to_dict("records")}


def newest_at_default(rows: pd.DataFrame, level: str, code: str, boundary_year: str) -> pd.DataFrame:
    """The rows of each code's newest division that is no later than its level's default one.

    So 02510 is Kirkkonummi's (2019, not 2023), and Pertunmaa (588, until 2024) is there for old figures.
    Codes that stand in later divisions only (Espoo's small areas of 2024) have no row.
    """
    default = rows[level].map(DEFAULT_BOUNDARY_YEAR).astype("int64")
    known = rows[rows[boundary_year] <= default]
    return known[known[boundary_year] == known.groupby([level, code])[boundary_year].transform("max")]


def _area_row(level: AreaLevel, code: str) -> dict[str, str]:
    try:
        return _areas_by_code()[(level, code)]
    except KeyError:
        raise GeodataError(f"no area {code!r} of level {level}") from None


def area_exists(level: AreaLevel, code: str) -> bool:
    """True when the code is an area of the level in some division (588 Pertunmaa counts). "49" is not "049"."""
    return (level, code) in _areas_by_code()


def area_name(level: AreaLevel, code: str, language: str) -> str:
    """The area's name in fi, sv or en. Raises GeodataError naming the level and the code, or the language."""
    if language not in LANGUAGES:
        raise GeodataError(f"no area names in language {language!r}, only {', '.join(LANGUAGES)}")
    return _area_row(level, code)[f"name_{language}"]


def parents(level: AreaLevel, code: str) -> dict[AreaLevel, str]:
    """The larger areas this one lies wholly in: level -> code, nearest first; {} for the country.

    Raises GeodataError for an unknown area.
    """
    row = _area_row(level, code)
    larger = [parent for parent in reversed(AreaLevel) if parent not in (level, AreaLevel.POSTAL_AREA)]
    return {parent: row[column] for parent in larger if row.get(column := _code_column(parent))}


@lru_cache
def areas_within(
    level: AreaLevel, within_level: AreaLevel, within_code: str, boundary_year: int | None = None
) -> tuple[str, ...]:
    """Codes of the level's areas that lie wholly in one larger area, ascending; () when it has none.

    Without a year, those of the level's default division: 308 municipalities in FI, not Pertunmaa. Municipalities
    are known for each year from 2012 on, and lie in the larger areas of 2025 whatever the year.
    Raises GeodataError for an unknown area or year of municipalities, and for a pair that does not nest (postal
    areas in major districts): that is a matter for `keys.load_key` and its weights.
    """
    _area_row(within_level, within_code)
    areas = load_areas()
    of_level = areas[areas["area_level"] == level]
    column = _code_column(within_level)
    if column not in of_level or of_level[column].eq("").all():
        raise GeodataError(f"{level} does not nest in {within_level}; see keys.load_key for a weighted key")
    year = DEFAULT_BOUNDARY_YEAR[level] if boundary_year is None else boundary_year
    inside = (of_level[column] == within_code) & _of_division(of_level, level, year)
    return tuple(sorted(of_level.loc[inside, "area_code"]))


def _of_division(of_level: pd.DataFrame, level: AreaLevel, year: int) -> pd.Series:
    """True for the areas of a level's division; municipalities stand from year to year until they merge."""
    if level is AreaLevel.MUNICIPALITY:
        return stands_in(of_level["area_code"], year)
    return of_level["boundary_year"] == year


def _code_column(level: AreaLevel) -> str:
    return f"{level.lower()}_code"
