"""Diak's indices: three-year means labelled by their middle year, three levels, empty is missing."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from indicators.bundle import diak
from indicators.bundle.compose import all_sources
from indicators.model import Dataset
from tests.indicators.bundle import raw_files
from tests.indicators.bundle.raw_files import write_lines
from tests.indicators.examples import definition

MEASURE = "Nuorisotyöttömät"


@pytest.fixture
def areas(tmp_path: Path) -> pd.DataFrame:
    write_lines(
        tmp_path,
        raw_files.DIAK_SERIES,
        f"Hyvinvointialueet,03,Länsi-Uudenmaan HVA,2011,{MEASURE},97.4,Seuraukset",
        f"Kunnat,049,Espoo,2020,{MEASURE},88.2,Seuraukset",
    )
    return diak.read_areas(tmp_path)


def test_the_middle_year_stands_for_three_years(areas: pd.DataFrame) -> None:
    assert areas["year_start"].tolist() == [2010, 2019]
    assert areas["year_end"].tolist() == [2012, 2021]


def test_the_period_shown_is_the_three_years(areas: pd.DataFrame) -> None:
    indicator = definition(kind="position", sources=[{"dataset": "diak_areas", "ids": [MEASURE]}])
    rows = all_sources(indicator, {Dataset.DIAK_AREAS: areas}).set_index("area_code")
    assert rows.loc["03", "period"] == "2010–2012"
    assert rows.loc["03", "period_start"] == date(2010, 1, 1)
    assert rows.loc["03", "period_end"] == date(2012, 12, 31)


def test_counties_and_municipalities_are_told_apart_and_keep_their_codes(areas: pd.DataFrame) -> None:
    assert areas["area_level"].tolist() == ["WELLBEING_COUNTY", "MUNICIPALITY"]
    assert areas["area_code"].tolist() == ["03", "049"]
    assert areas["value"].tolist() == [97.4, 88.2]


def test_an_index_has_no_count(areas: pd.DataFrame) -> None:
    assert areas["numerator"].isna().all()


def test_an_empty_index_of_a_postal_area_is_missing(tmp_path: Path) -> None:
    place = "Postinumeroalueet,02290,Puolarmetsän sairaala,049,Espoo"
    write_lines(
        tmp_path,
        raw_files.DIAK_POSTAL,
        f"{place},2011,Alimpaan tuloluokkaan kuuluvat taloudet,",
        f"{place},2012,Alimpaan tuloluokkaan kuuluvat taloudet,0",
    )
    cells = diak.read_postal(tmp_path)
    assert cells["status"].tolist() == ["MISSING", "OBSERVED"]
    assert cells["value"].isna().tolist() == [True, False]
    assert cells["area_code"].tolist() == ["02290", "02290"]
    assert set(cells["area_level"]) == {"POSTAL_AREA"}


def test_gini_coefficients_are_read_from_their_own_column(tmp_path: Path) -> None:
    write_lines(tmp_path, raw_files.DIAK_GINI, f"Hyvinvointialueet,01,Itä-Uudenmaan HVA,2011,{MEASURE},Seuraukset,0.07")
    cells = diak.read_gini(tmp_path)
    assert cells[["area_level", "area_code", "value"]].to_numpy().tolist() == [["WELLBEING_COUNTY", "01", 0.07]]
