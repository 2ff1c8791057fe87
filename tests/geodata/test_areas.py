"""The register of areas: codes, names and nesting."""

import pytest

from geodata.areas import (
    DEFAULT_BOUNDARY_YEAR,
    LANGUAGES,
    area_exists,
    area_name,
    areas_within,
    load_areas,
    parents,
)
from geodata.errors import GeodataError
from geodata.levels import AreaLevel

WESTERN_UUSIMAA = ("049", "078", "149", "224", "235", "257", "444", "710", "755", "927")


def test_the_number_of_areas_of_each_level_and_year() -> None:
    counts = load_areas().groupby(["area_level", "boundary_year"]).size().to_dict()
    assert counts == {
        ("COUNTRY", 2025): 1,
        ("MAJOR_REGION", 2025): 5,
        ("REGION", 2025): 19,
        ("WELLBEING_COUNTY", 2025): 23,
        ("MUNICIPALITY", 2008): 4,
        ("MUNICIPALITY", 2012): 16,
        ("MUNICIPALITY", 2014): 3,
        ("MUNICIPALITY", 2015): 4,
        ("MUNICIPALITY", 2016): 2,
        ("MUNICIPALITY", 2019): 1,
        ("MUNICIPALITY", 2020): 1,
        ("MUNICIPALITY", 2024): 1,
        ("MUNICIPALITY", 2025): 308,
        ("MAJOR_DISTRICT", 2014): 8,
        ("STATISTICAL_AREA", 2014): 30,
        ("SMALL_AREA", 2014): 97,
        ("SMALL_AREA", 2024): 91,
        ("POSTAL_AREA", 2019): 130,
        ("POSTAL_AREA", 2023): 48,
    }


def test_each_area_stands_once_a_level_and_year() -> None:
    assert not load_areas().duplicated(["area_level", "area_code", "boundary_year"]).any()


def test_codes_are_text_with_their_zeros() -> None:
    areas = load_areas()
    codes = [column for column in areas if column.endswith("_code")]
    assert all(areas[column].dtype == "string" for column in codes)
    lengths = {level: set(rows["area_code"].str.len()) for level, rows in areas.groupby("area_level")}
    assert lengths["MUNICIPALITY"] == {3}
    assert lengths["REGION"] == lengths["WELLBEING_COUNTY"] == {2}
    assert lengths["MAJOR_DISTRICT"] == {4}
    assert lengths["POSTAL_AREA"] == {5}


def test_every_area_has_a_tidy_name_in_every_language() -> None:
    areas = load_areas()
    for language in LANGUAGES:
        names = areas[f"name_{language}"]
        assert names.str.len().gt(0).all()
        assert not [name for name in names if name != " ".join(name.split())]


def test_every_area_lies_in_the_areas_its_level_lies_in() -> None:
    areas = load_areas()
    below = areas[areas["area_level"].isin([level for level in AreaLevel if level.is_below_municipality])]
    for column in ("municipality_code", "wellbeing_county_code", "region_code", "major_region_code"):
        assert below[column].ne("").all()
    assert areas["country_code"].eq("FI").all()
    assert areas.loc[areas["area_level"] == "REGION", "municipality_code"].eq("").all()


def test_a_changed_frame_leaves_the_register_alone() -> None:
    areas = load_areas()
    areas.loc[:, "area_code"] = "000"
    areas["name_fi"] = ""
    assert area_exists(AreaLevel.MUNICIPALITY, "049")
    assert "049" in set(load_areas()["area_code"])


@pytest.mark.parametrize(
    ("level", "code", "names"),
    [
        (AreaLevel.COUNTRY, "FI", ("Koko maa", "Hela landet", "Whole country")),
        (AreaLevel.MUNICIPALITY, "049", ("Espoo", "Esbo", "Espoo")),
        (AreaLevel.MUNICIPALITY, "588", ("Pertunmaa", "Pertunmaa", "Pertunmaa")),
        (AreaLevel.MUNICIPALITY, "835", ("Tammisaari", "Ekenäs", "Tammisaari")),
        (AreaLevel.MUNICIPALITY, "478", ("Maarianhamina", "Mariehamn", "Mariehamn")),
        (AreaLevel.MAJOR_DISTRICT, "0491", ("Suur-Leppävaara", "Stor-Alberga", "Suur-Leppävaara")),
        (AreaLevel.MAJOR_DISTRICT, "0496", ("Vanha-Espoo", "Gamla Esbo", "Vanha-Espoo")),
        (AreaLevel.MAJOR_DISTRICT, "2351", ("Kauniainen", "Grankulla", "Kauniainen")),
        (AreaLevel.SMALL_AREA, "2351-1", ("Kauniainen 1", "Grankulla 1", "Kauniainen 1")),
        (AreaLevel.SMALL_AREA, "0497072725", ("Pienalue 0497072725", "Småområde 0497072725", "Small area 0497072725")),
        (AreaLevel.STATISTICAL_AREA, "0491-kanta-leppavaara", ("Kanta-Leppävaara",) * 3),
        (AreaLevel.POSTAL_AREA, "02770", ("Espoon keskus", "Esbo centrum", "Espoon keskus")),
        (AreaLevel.POSTAL_AREA, "08100", ("Lohja Keskus", "Lojo centrum", "Lohja Keskus")),
        (AreaLevel.WELLBEING_COUNTY, "90", ("Helsingin kaupunki", "Helsingfors stad", "City of Helsinki")),
    ],
)
def test_names(level: AreaLevel, code: str, names: tuple[str, str, str]) -> None:
    assert tuple(area_name(level, code, language) for language in LANGUAGES) == names


def test_an_unknown_area_is_named_with_its_level() -> None:
    with pytest.raises(GeodataError, match=r"'49'.*MUNICIPALITY"):
        area_name(AreaLevel.MUNICIPALITY, "49", "fi")


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(GeodataError, match="'de'"):
        area_name(AreaLevel.MUNICIPALITY, "049", "de")


def test_area_exists_tells_levels_apart() -> None:
    assert area_exists(AreaLevel.WELLBEING_COUNTY, "03")
    assert not area_exists(AreaLevel.REGION, "03")
    assert not area_exists(AreaLevel.MUNICIPALITY, "")


def has_swedish_name(code: str, level: AreaLevel = AreaLevel.MUNICIPALITY) -> bool:
    areas = load_areas()
    return bool(areas.loc[(areas["area_code"] == code) & (areas["area_level"] == level), "has_swedish_name"].all())


def test_a_copied_finnish_name_is_no_swedish_name() -> None:
    assert has_swedish_name("049")
    assert not has_swedish_name("005")  # Alajärvi
    assert has_swedish_name("076")  # Hammarland: the Swedish name is the one in use
    assert not has_swedish_name("0491-kanta-leppavaara", AreaLevel.STATISTICAL_AREA)
    assert has_swedish_name("2351-1", AreaLevel.SMALL_AREA)


def test_seven_major_districts_in_espoo() -> None:
    seven = tuple(f"049{digit}" for digit in range(1, 8))
    assert areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY, "049") == seven


def test_the_district_digit_is_unique_only_within_a_municipality() -> None:
    assert areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY, "235") == ("2351",)
    espoo = areas_within(AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, "0491")
    kauniainen = areas_within(AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, "2351")
    assert not set(espoo) & set(kauniainen)
    assert len(kauniainen) == 9


def test_ten_municipalities_in_western_uusimaa() -> None:
    assert areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, "03") == WESTERN_UUSIMAA


@pytest.mark.parametrize("level", list(AreaLevel))
def test_every_level_lies_in_the_country(level: AreaLevel) -> None:
    areas = load_areas()
    default = (areas["area_level"] == level) & (areas["boundary_year"] == DEFAULT_BOUNDARY_YEAR[level])
    assert len(areas_within(level, AreaLevel.COUNTRY, "FI")) == default.sum()


def test_a_merged_municipality_stands_until_it_merges() -> None:
    assert "588" not in areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, "FI")
    assert "588" in areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, "FI", 2024)
    assert "413" in areas_within(AreaLevel.MUNICIPALITY, AreaLevel.REGION, "04", 2014)
    assert "413" not in areas_within(AreaLevel.MUNICIPALITY, AreaLevel.REGION, "04", 2015)


@pytest.mark.parametrize("year", [2011, 2027])
def test_a_year_whose_municipalities_are_not_known_is_refused(year: int) -> None:
    with pytest.raises(GeodataError, match=f"{year}.*2012–2026"):
        areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, "FI", year)


@pytest.mark.parametrize(("digit", "number"), [(1, 19), (2, 12), (3, 11), (4, 17), (5, 4), (6, 18), (7, 10)])
def test_the_small_areas_of_2024_begin_with_their_district(digit: int, number: int) -> None:
    within = areas_within(AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, f"049{digit}", 2024)
    assert len(within) == number
    assert all(code.startswith(f"049{digit}") and len(code) == 10 for code in within)
    assert not set(within) & set(areas_within(AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, f"049{digit}"))


def test_the_city_and_the_unknown_are_no_small_areas() -> None:
    assert not area_exists(AreaLevel.SMALL_AREA, "0490000000")
    assert not area_exists(AreaLevel.SMALL_AREA, "0499999999")


def test_postal_areas_follow_the_year_asked_for() -> None:
    assert areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "235") == ("02700",)
    assert areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "235", 2023) == ("02700",)
    assert "02510" in areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "257")
    assert "02510" in areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "049", 2023)
    assert "02700" not in areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "049", 2023)


def test_no_districts_is_an_empty_answer_and_no_such_municipality_an_error() -> None:
    assert areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY, "444") == ()
    with pytest.raises(GeodataError, match=r"'999'.*MUNICIPALITY"):
        areas_within(AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY, "999")


def test_postal_areas_do_not_nest_in_districts() -> None:
    with pytest.raises(GeodataError, match="POSTAL_AREA does not nest in MAJOR_DISTRICT"):
        areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, "0491")


def test_parents_go_from_near_to_far() -> None:
    assert list(parents(AreaLevel.SMALL_AREA, "0491-makkyla").items()) == [
        (AreaLevel.STATISTICAL_AREA, "0491-kanta-leppavaara"),
        (AreaLevel.MAJOR_DISTRICT, "0491"),
        (AreaLevel.MUNICIPALITY, "049"),
        (AreaLevel.WELLBEING_COUNTY, "03"),
        (AreaLevel.REGION, "01"),
        (AreaLevel.MAJOR_REGION, "1"),
        (AreaLevel.COUNTRY, "FI"),
    ]


def test_parents_at_the_edges() -> None:
    assert parents(AreaLevel.COUNTRY, "FI") == {}
    assert AreaLevel.MAJOR_DISTRICT not in parents(AreaLevel.POSTAL_AREA, "02100")
    assert parents(AreaLevel.MUNICIPALITY, "588") == parents(AreaLevel.MUNICIPALITY, "507")
    assert parents(AreaLevel.POSTAL_AREA, "02510")[AreaLevel.MUNICIPALITY] == "257"
    with pytest.raises(GeodataError, match=r"'x'.*REGION"):
        parents(AreaLevel.REGION, "x")
