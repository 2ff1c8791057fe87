"""Paavo's traps: what is hidden, which year a column tells of, and columns that look alike."""

from pathlib import Path

import pandas as pd
import pytest

from indicators.bundle.paavo import MUNICIPALITY_COLUMNS, read_paavo, read_postal_population
from tests.indicators.bundle import raw_files
from tests.indicators.bundle.raw_files import hidden_row, write_lines, write_paavo


def cells_of(cells: pd.DataFrame, source_id: str, area: str) -> dict[int, float | str]:
    """year → value, or the status where there is none."""
    rows = cells[(cells["source_id"] == source_id) & (cells["area_code"] == area)]
    assert not rows.duplicated("year_end").any()
    told = rows["value"].where(rows["value"].notna(), rows["status"])
    return dict(zip(rows["year_end"], told, strict=True))


def test_the_release_says_which_year_a_figure_tells_of(tmp_path: Path) -> None:
    """Population: the end of the year two before the release. Income, jobs, activity: one year older."""
    area = {
        "posti_alue": "02100",
        "he_vakiy": "4775",
        "hr_mtu": "26729",
        "tr_mtu": "1",
        "tp_tyopy": "2",
        "pt_tyott": "3",
    }
    newer = area | {"he_vakiy": "5025", "hr_mtu": "27093"}
    city = {
        "municipality_code": "049",
        "Median income of inhabitants, 2017 (HR)": "25676",
        "Dwellings, 2018 (RA)": "134528",
    }
    write_paavo(tmp_path, [area], [newer], [city])
    cells = read_paavo(tmp_path)
    assert cells_of(cells, "he_vakiy", "02100") == {2016: 4775.0, 2017: 5025.0}
    assert cells_of(cells, "hr_mtu", "02100") == {2015: 26729.0, 2016: 27093.0}
    assert cells_of(cells, "hr_mtu", "049") == {2017: 25676.0}
    assert cells_of(cells, "ra_asunn", "049") == {2018: 134528.0}
    for older in ("tr_mtu", "tp_tyopy", "pt_tyott"):
        assert set(cells_of(cells, older, "02100")) == {2015, 2016}, older
    for own_year in ("ko_perus", "te_taly", "ra_asunn"):
        assert set(cells_of(cells, own_year, "02100")) == {2016, 2017}, own_year
    assert (cells["year_start"] == cells["year_end"]).all()


def test_the_municipality_releases_years_are_those_its_titles_state(tmp_path: Path) -> None:
    write_paavo(tmp_path)
    cells = read_paavo(tmp_path)
    municipal = cells[cells["area_level"] == "MUNICIPALITY"].set_index("source_id")["year_end"]
    for title in raw_files.PAAVO_MUNICIPALITY_TITLES[2:]:
        words, _, year_and_group = title.rpartition(", ")
        year, group = year_and_group.split()
        column = MUNICIPALITY_COLUMNS.get(words) or MUNICIPALITY_COLUMNS.get(f"{words} {group}")
        if column:
            assert municipal[column] == int(year), title


@pytest.mark.parametrize("marker", ["-1", ""], ids=["minus one", "empty"])
def test_a_hidden_cell_is_suppressed_and_never_a_number(tmp_path: Path, marker: str) -> None:
    hospital = hidden_row("02290", marker) | {"he_vakiy": "6", "tp_tyopy": "0"}
    write_paavo(tmp_path, [{"posti_alue": "02100"}], [hospital, {"posti_alue": "02100"}])
    cells = read_paavo(tmp_path)
    assert cells_of(cells, "he_0_2", "02290") == {2017: "SUPPRESSED"}
    assert cells_of(cells, "hr_mtu", "02290") == {2016: "SUPPRESSED"}
    assert cells_of(cells, "he_vakiy", "02290") == {2017: 6.0}
    assert cells_of(cells, "tp_tyopy", "02290") == {2016: 0.0}, "zero is a true zero"
    assert (cells["value"].dropna() >= 0).all()
    assert cells["value"].notna().eq(cells["status"].eq("OBSERVED")).all()


def test_women_and_men_go_by_their_names_though_the_files_order_them_differently(tmp_path: Path) -> None:
    assert raw_files.PAAVO_2019_COLUMNS.index("he_naiset") < raw_files.PAAVO_2019_COLUMNS.index("he_miehet")
    titles = raw_files.PAAVO_MUNICIPALITY_TITLES
    assert titles.index("Males, 2018 (HE)") < titles.index("Females, 2018 (HE)")
    write_paavo(tmp_path, areas_2019=[{"posti_alue": "02100", "he_naiset": "2656", "he_miehet": "2369"}])
    cells = read_paavo(tmp_path)
    assert cells_of(cells, "he_naiset", "02100") == {2017: 2656.0}
    assert cells_of(cells, "he_miehet", "02100") == {2017: 2369.0}


def test_postal_codes_and_municipality_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    write_paavo(tmp_path, [{"posti_alue": "02100"}], [{"posti_alue": "02100"}], [{"municipality_code": "049"}])
    cells = read_paavo(tmp_path)
    codes = cells.groupby("area_level")["area_code"].unique()
    assert list(codes["POSTAL_AREA"]) == ["02100"]
    assert list(codes["MUNICIPALITY"]) == ["049"]


def test_columns_that_are_not_figures_give_no_cells(tmp_path: Path) -> None:
    write_paavo(tmp_path)
    ids = set(read_paavo(tmp_path)["source_id"])
    assert ids.isdisjoint({"paavo_release", "nimi", "namn", "euref_x", "euref_y", "pinta_ala", "kunta", "Area"})
    assert {"he_vakiy", "he_85_", "tp_x_tunt", "pt_muut"} <= ids


def test_columns_of_2018_that_lost_their_decimal_point_are_not_read(tmp_path: Path) -> None:
    """17 stands for 1.7 persons in the stored copy of 2018; 2019 has the point."""
    lost = {"te_takk": "17", "te_as_valj": "378", "ra_as_kpa": "650"}
    kept = {"te_takk": "1.7", "te_as_valj": "38.3", "ra_as_kpa": "64.8"}
    write_paavo(tmp_path, [{"posti_alue": "02100"} | lost], [{"posti_alue": "02100"} | kept])
    cells = read_paavo(tmp_path)
    for column, value in kept.items():
        assert cells_of(cells, column, "02100") == {2017: float(value)}


# --- the municipality release

TWINS = {
    "Aged 18 or over, total, 2018 (KO)": "ko_ika18y",
    "Aged 18 or over, total, 2017 (HR)": "hr_tuy",
    "Households, total, 2018 (TE)": "te_taly",
    "Households, total, 2017 (TR)": "tr_kuty",
}


def test_titles_used_twice_are_told_apart_by_their_group(tmp_path: Path) -> None:
    row = {title: str(number) for number, title in enumerate(TWINS, 1)}
    write_paavo(tmp_path, municipalities=[{"municipality_code": "049"} | row])
    cells = read_paavo(tmp_path)
    for number, column in enumerate(TWINS.values(), 1):
        assert list(cells_of(cells, column, "049").values()) == [number], column


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Basic level studies, 2018 (KO)", "ko_perus"),
        ("Academic degree - Lower level university degree, 2018 (KO)", "ko_al_kork"),
        ("Inhabintants belonging to the lowest income category, 2017 (HR)", "hr_pi_tul"),
        ("Households belonging to the lowest income category, 2017 (TR)", "tr_pi_tul"),
        ("Median income of inhabitants, 2017 (HR)", "hr_mtu"),
        ("Median income of households, 2017 (TR)", "tr_mtu"),
        ("Households living in rented dwellings, 2018 (TE)", "te_vuok_as"),
        ("Inhabitants, 2017 (PT)", "pt_vakiy"),
        ("Unemployed, 2017 (PT)", "pt_tyott"),
        ("Pensioners, 2017 (PT)", "pt_elakel"),
        ("Pensioner households, 2018 (TE)", "te_elak"),
    ],
)
def test_a_title_of_the_municipality_file_is_paavos_column(tmp_path: Path, title: str, column: str) -> None:
    write_paavo(tmp_path, municipalities=[{"municipality_code": "049", title: "4321"}])
    assert list(cells_of(read_paavo(tmp_path), column, "049").values()) == [4321.0]


def test_every_column_we_name_is_found_in_the_municipality_file(tmp_path: Path) -> None:
    write_paavo(tmp_path)
    cells = read_paavo(tmp_path)
    found = set(cells.loc[cells["area_level"] == "MUNICIPALITY", "source_id"])
    assert found == set(MUNICIPALITY_COLUMNS.values())


def test_residents_of_municipalities_are_not_taken_from_the_register_file(tmp_path: Path) -> None:
    """They include people without an address, whom the postal sums lack: two different figures."""
    write_paavo(tmp_path)
    cells = read_paavo(tmp_path)
    municipal = cells.loc[cells["area_level"] == "MUNICIPALITY", "source_id"]
    assert "he_vakiy" not in set(municipal)
    assert not municipal.str.startswith(("he_0", "he_n", "he_m")).any()


# --- residents at the end of 2022


def test_a_postal_area_that_stands_twice_is_read_once_with_its_municipality(tmp_path: Path) -> None:
    write_lines(
        tmp_path,
        raw_files.POSTAL_POPULATION,
        "02100,Tapiola,Hagalund,049,Espoo,6251",
        "02510,Oitmäki,Oitbacka,,,455",
        "02510,Oitmäki,Oitbacka,257,Kirkkonummi,455",
        "08360,Kisakallio,Kisakallio,444,Lohja,0",
    )
    cells = read_postal_population(tmp_path)
    assert cells_of(cells, "population_2022", "02510") == {2022: 455.0}
    assert cells_of(cells, "population_2022", "08360") == {2022: 0.0}
    assert cells["area_code"].tolist() == ["02100", "02510", "08360"]
    assert set(cells["area_level"]) == {"POSTAL_AREA"}
