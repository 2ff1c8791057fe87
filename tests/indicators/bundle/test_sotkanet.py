"""SOTKAnet's raw copies: codes stay text, absence means suppressed, a gap stays a gap."""

from pathlib import Path

import pandas as pd
import pytest

from indicators.bundle import sotkanet
from tests.indicators.bundle import raw_files
from tests.indicators.bundle.raw_files import write_lines

CELL_COLUMNS = {
    "source_id", "area_level", "area_code", "year_start", "year_end", "value", "numerator", "status",
}  # fmt: skip


def one(cells: pd.DataFrame, **where: object) -> pd.Series:
    """The one cell at a place."""
    rows = cells
    for column, wanted in where.items():
        rows = rows[rows[column] == wanted]
    assert len(rows) == 1, f"{where}: {len(rows)} cells"
    return rows.iloc[0]


# --- the annual series 1990–2012


def write_series(source_dir: Path, *lines: str) -> pd.DataFrame:
    write_lines(source_dir, raw_files.SERIES, *lines)
    return sotkanet.read_series_1990_2012(source_dir)


def test_the_series_gives_cells_with_codes_as_text(tmp_path: Path) -> None:
    cells = write_series(
        tmp_path,
        "127,Väestö 31.12.,YLEISET,20,049,Espoo,KUNTA,2012,256824.0",
        "3128,Asuinalueensa turvallisuuteen tyytyväisten osuus (%),HYVINVOINTI,488,01,Uusimaa,MAAKUNTA,2009,90.0",
    )
    assert set(cells.columns) == CELL_COLUMNS
    espoo = one(cells, source_id="127")
    assert (espoo["area_level"], espoo["area_code"]) == ("MUNICIPALITY", "049")
    assert (espoo["year_start"], espoo["year_end"], espoo["value"]) == (2012, 2012, 256824.0)
    uusimaa = one(cells, source_id="3128")
    assert (uusimaa["area_level"], uusimaa["area_code"]) == ("REGION", "01")
    assert set(cells["status"]) == {"OBSERVED"}


def test_a_series_without_an_id_goes_by_its_title(tmp_path: Path) -> None:
    cells = write_series(tmp_path, ',"Kiinteistöalan toiminta, % työllisistä",TYÖELÄMÄ,20,049,Espoo,KUNTA,2007,1.2')
    assert cells["source_id"].tolist() == ["Kiinteistöalan toiminta, % työllisistä"]


def test_an_impossible_zero_is_left_out_and_a_true_one_kept(tmp_path: Path) -> None:
    cells = write_series(
        tmp_path,
        '451,"Toimeentulotuki, euroa / asukas",HYVINVOINTI,114,235,Kauniainen,KUNTA,1993,53.0',
        '451,"Toimeentulotuki, euroa / asukas",HYVINVOINTI,114,235,Kauniainen,KUNTA,1994,0.0',
        '451,"Toimeentulotuki, euroa / asukas",HYVINVOINTI,20,049,Espoo,KUNTA,1994,0.0',
    )
    assert list(zip(cells["area_code"], cells["year_end"], strict=True)) == [("235", 1993), ("049", 1994)]
    assert cells["value"].tolist() == [53.0, 0.0]


# --- population


def test_population_keeps_the_leading_zeros_of_municipalities(tmp_path: Path) -> None:
    write_lines(tmp_path, raw_files.POPULATION, "005,2000,11503", "049,2018,283632")
    cells = sotkanet.read_population(tmp_path)
    assert cells["area_code"].tolist() == ["005", "049"]
    assert cells["value"].tolist() == [11503, 283632]
    assert set(cells["source_id"]) == {"127"}
    assert set(cells["area_level"]) == {"MUNICIPALITY"}


# --- the cross-section of 2019

LONG_TERM = '"Toimeentulotukea pitkäaikaisesti saaneet 18 - 24-vuotiaat, % vastaavan ikäisestä väestöstä"'
RATIO = "Taloudellinen huoltosuhde"


@pytest.fixture
def cross_section(tmp_path: Path) -> pd.DataFrame:
    """Two indicators, two municipalities; SOTKAnet left Alajärvi out of one of them."""
    write_lines(
        tmp_path,
        raw_files.CROSS_SECTION,
        f"182,2,2019,total,176.4,,{RATIO},Alajärvi,005,KUNTA,Tilastokeskus",
        f"182,5,2019,total,140.1,,{RATIO},Alavus,010,KUNTA,Tilastokeskus",
        f"1275,5,2019,total,2.0,15,{LONG_TERM},Alavus,010,KUNTA,THL",
    )
    return sotkanet.read_cross_section_2019(tmp_path)


def test_an_absent_municipality_is_suppressed_never_zero(cross_section: pd.DataFrame) -> None:
    absent = one(cross_section, source_id="1275", area_code="005")
    assert absent["status"] == "SUPPRESSED"
    assert pd.isna(absent["value"])
    assert pd.isna(absent["numerator"])
    assert (absent["area_level"], absent["year_start"], absent["year_end"]) == ("MUNICIPALITY", 2019, 2019)


def test_every_municipality_has_one_cell_of_every_indicator(cross_section: pd.DataFrame) -> None:
    assert len(cross_section) == 4
    assert not cross_section.duplicated(["source_id", "area_code"]).any()


def test_a_told_municipality_keeps_its_share_and_its_count(cross_section: pd.DataFrame) -> None:
    told = one(cross_section, source_id="1275", area_code="010")
    assert (told["value"], told["numerator"], told["status"]) == (2.0, 15.0, "OBSERVED")


def test_a_ratio_without_a_count_has_none(cross_section: pd.DataFrame) -> None:
    assert pd.isna(one(cross_section, source_id="182", area_code="005")["numerator"])


# --- counties


def test_the_whole_country_has_a_code_of_its_own(tmp_path: Path) -> None:
    write_lines(
        tmp_path,
        raw_files.COUNTIES,
        "4604,public_health_staff_per_10000,per 10 000 residents,658,,Koko maa,MAA,2020,244.6",
        "4604,public_health_staff_per_10000,per 10 000 residents,969,03,Länsi-Uudenmaan hyvinvointialue,"
        "HYVINVOINTIALUE,2020,200.0",
    )
    cells = sotkanet.read_counties(tmp_path)
    assert list(zip(cells["area_level"], cells["area_code"], strict=True)) == [
        ("COUNTRY", "FI"),
        ("WELLBEING_COUNTY", "03"),
    ]


def test_a_year_without_a_survey_is_a_gap_not_a_row(tmp_path: Path) -> None:
    county = "969,03,Länsi-Uudenmaan hyvinvointialue,HYVINVOINTIALUE"
    write_lines(
        tmp_path,
        raw_files.COUNTIES,
        f"4333,self_rated_health_mediocre_or_worse_pct,%,{county},2020,30.1",
        f"4333,self_rated_health_mediocre_or_worse_pct,%,{county},2021,",
        f"3764+3766,primary_care_cost_nominal_eur_per_resident,EUR/resident,{county},2021,0.0",
    )
    cells = sotkanet.read_counties(tmp_path)
    assert list(zip(cells["source_id"], cells["year_end"], strict=True)) == [("4333", 2020), ("3764+3766", 2021)]


def test_placed_children_give_the_share_as_value_and_the_number_as_count(tmp_path: Path) -> None:
    write_lines(tmp_path, raw_files.PLACED_CHILDREN, "961,01,Itä-Uudenmaan hyvinvointialue,2021,193,0.7")
    cell = one(sotkanet.read_placed_children(tmp_path), area_code="01")
    assert (cell["value"], cell["numerator"], cell["area_level"]) == (0.7, 193.0, "WELLBEING_COUNTY")


def test_net_migration_may_be_negative(tmp_path: Path) -> None:
    write_lines(tmp_path, raw_files.NET_MIGRATION, "049,Espoo,1990,2.8", "078,Hanko,1990,-3.1")
    cells = sotkanet.read_net_migration(tmp_path)
    assert cells["value"].tolist() == [2.8, -3.1]
    assert cells["area_code"].tolist() == ["049", "078"]
