"""Areas as files name them: recognised when sure, never guessed."""

import pytest

from geodata.areas import load_areas
from geodata.levels import AreaLevel
from indicators.formats.places import place_of, recognise, recognise_named
from indicators.formats.sotkanet_regions import place_of_category, place_of_region
from indicators.formats.table_cells import places_of
from indicators.formats.tables import Dimension


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("049", "MUNICIPALITY", "049"),
        ("KU049", "MUNICIPALITY", "049"),
        ("049 Espoo", "MUNICIPALITY", "049"),
        ("KU049 Espoo", "MUNICIPALITY", "049"),
        ("0490000000", "MUNICIPALITY", "049"),
        ("02100  Niittykumpu (Espoo)", "POSTAL_AREA", "02100"),
        ("0491", "MAJOR_DISTRICT", "0491"),
        ("MK01", "REGION", "01"),
        ("HVA03", "WELLBEING_COUNTY", "03"),
        ("SSS", "COUNTRY", "FI"),
        ("KOKO MAA", "COUNTRY", "FI"),
        ("Esbo", "MUNICIPALITY", "049"),
        ("Uusimaa", "REGION", "01"),
    ],
)
def test_a_code_or_name_is_recognised(text: str, level: str, code: str) -> None:
    place = recognise(text)
    assert place is not None
    assert (place.level, place.code) == (level, code)


@pytest.mark.parametrize(
    "text", ["49", "03", "999", "0499999999", "0491011111", "SK011", "KU049b", "Ahvenanmaa", "Matinkylä", "", "2024"]
)
def test_what_fits_no_area_or_several_is_none(text: str) -> None:
    assert recognise(text) is None


def test_a_stated_level_decides_between_areas_of_one_code() -> None:
    counties = recognise("03", AreaLevel.WELLBEING_COUNTY)
    assert counties is not None and counties.level == "WELLBEING_COUNTY"
    assert recognise("KU049", AreaLevel.REGION) is None
    assert recognise("Ahvenanmaa", AreaLevel.REGION) == place_of(AreaLevel.REGION, "21")


def test_name_and_code_together_choose_the_level() -> None:
    assert recognise_named("Pirkanmaa", "06") == place_of(AreaLevel.REGION, "06")
    assert recognise_named("Satakunnan hyvinvointialue", "06") == place_of(AreaLevel.WELLBEING_COUNTY, "06")
    assert recognise_named("Koko maa", "358") == place_of(AreaLevel.COUNTRY, "FI")
    assert recognise_named("Pirkanmaan sairaanhoitopiiri", "06") is None
    assert recognise_named("Espoo", "091") is None


def test_every_municipality_and_county_has_an_id_of_sotkanet() -> None:
    found = [place_of_region(str(number)) for number in range(1, 1100)]
    areas = load_areas()
    for level in ("MUNICIPALITY", "WELLBEING_COUNTY", "REGION", "COUNTRY"):
        known = {place.code for place in found if place and place.level == level}
        of_2025 = areas[(areas["area_level"] == level) & (areas["boundary_year"] == 2025)]
        assert set(of_2025["area_code"]) <= known


def test_sotkanets_ids_and_categories() -> None:
    espoo, county = place_of(AreaLevel.MUNICIPALITY, "049"), place_of(AreaLevel.WELLBEING_COUNTY, "03")
    assert place_of_region("20") == place_of_category("KUNTA", "049") == espoo
    assert place_of_region("969") == place_of_region("889") == place_of_category("Hyvinvointialue", "03") == county
    assert place_of_region("658") == place_of_category("MAA", "358") == place_of(AreaLevel.COUNTRY, "FI")
    assert place_of_category("SAIRAANHOITOPIIRI", "06") is None
    assert place_of_region("0") is None


def test_a_tables_areas_go_by_code_or_by_label_never_mixed() -> None:
    mixed = Dimension("Alue", "Alue", {"KU091": "Helsinki", "SK011": "Helsinki", "KU049": "Espoo"})
    assert [place and place.code for place in places_of(mixed, None).values()] == ["091", None, "049"]
    running = Dimension("Alue", "Alue", {"102": "Espoo", "103": "Helsinki", "104": "Vantaa"})
    assert [place and place.code for place in places_of(running, None).values()] == ["049", "091", "092"]
    doubled = Dimension("Alue", "Alue", {"0": "Helsinki", "1": "Helsinki", "2": "Espoo"})
    assert [place and place.code for place in places_of(doubled, None).values()] == [None, None, "049"]
