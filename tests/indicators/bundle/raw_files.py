"""Raw files in exactly the form of the public copies: the same headers, a row or two of figures.

A writer takes the folder that stands for SOURCE_DIR and the rows, and writes one file below it.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

SERIES = "sotkanet/sotkanet_selected_indicators_1990_2012.csv"
POPULATION = "sotkanet/sotkanet_127_population_municipalities.csv"
CROSS_SECTION = "sotkanet/sotkanet_2019_municipalities.csv"
COUNTIES = "sotkanet/sotkanet_hva_primary_care_2020_2025.csv"
PLACED_CHILDREN = "sotkanet/sotkanet_3563_hva_2021_2024.csv"
NET_MIGRATION = "postal_stats/net_migration_municipalities_1990_2024.csv"
PAAVO_2018 = "postal_stats/paavo_2018_luvn.csv"
PAAVO_2019 = "postal_stats/paavo_2019_luvn.csv"
PAAVO_MUNICIPALITIES = "postal_stats/paavo_municipalities_2020release.csv"
POSTAL_POPULATION = "postal_stats/statfi_postal_population_2022_luvn.csv"
DIAK_SERIES = "wellbeing_indices/diak_huono_osaisuus_time_series.csv"
DIAK_POSTAL = "wellbeing_indices/diak_postal_area_indices_luvn.csv"
DIAK_GINI = "wellbeing_indices/diak_gini_within_hva.csv"

PAAVO_2019_COLUMNS = [
    "paavo_release",
    "posti_alue",
    "nimi",
    "namn",
    "euref_x",
    "euref_y",
    "pinta_ala",
    "kunta",
    "he_vakiy",
    "he_naiset",
    "he_miehet",
    "he_kika",
    "he_0_2",
    "he_3_6",
    "he_7_12",
    "he_13_15",
    "he_16_17",
    "he_18_19",
    "he_20_24",
    "he_25_29",
    "he_30_34",
    "he_35_39",
    "he_40_44",
    "he_45_49",
    "he_50_54",
    "he_55_59",
    "he_60_64",
    "he_65_69",
    "he_70_74",
    "he_75_79",
    "he_80_84",
    "he_85_",
    "ko_ika18y",
    "ko_perus",
    "ko_koul",
    "ko_yliop",
    "ko_ammat",
    "ko_al_kork",
    "ko_yl_kork",
    "hr_tuy",
    "hr_ktu",
    "hr_mtu",
    "hr_pi_tul",
    "hr_ke_tul",
    "hr_hy_tul",
    "hr_ovy",
    "te_taly",
    "te_takk",
    "te_as_valj",
    "te_nuor",
    "te_eil_np",
    "te_laps",
    "te_plap",
    "te_aklap",
    "te_klap",
    "te_teini",
    "te_aik",
    "te_elak",
    "te_omis_as",
    "te_vuok_as",
    "te_muu_as",
    "tr_kuty",
    "tr_ktu",
    "tr_mtu",
    "tr_pi_tul",
    "tr_ke_tul",
    "tr_hy_tul",
    "tr_ovy",
    "ra_ke",
    "ra_raky",
    "ra_muut",
    "ra_asrak",
    "ra_asunn",
    "ra_as_kpa",
    "ra_pt_as",
    "ra_kt_as",
    "tp_tyopy",
    "tp_alku_a",
    "tp_jalo_bf",
    "tp_palv_gu",
    "tp_a_maat",
    "tp_b_kaiv",
    "tp_c_teol",
    "tp_d_ener",
    "tp_e_vesi",
    "tp_f_rake",
    "tp_g_kaup",
    "tp_h_kulj",
    "tp_i_majo",
    "tp_j_info",
    "tp_k_raho",
    "tp_l_kiin",
    "tp_m_erik",
    "tp_n_hall",
    "tp_o_julk",
    "tp_p_koul",
    "tp_q_terv",
    "tp_r_taid",
    "tp_s_muup",
    "tp_t_koti",
    "tp_u_kans",
    "tp_x_tunt",
    "pt_vakiy",
    "pt_tyoll",
    "pt_tyott",
    "pt_0_14",
    "pt_opisk",
    "pt_elakel",
    "pt_muut",
]


_MUNICIPALITY_TITLES = """
municipality_code | Area | Inhabitants, total, 2018 (HE) | Males, 2018 (HE) | Females, 2018 (HE) |
Average age of inhabitants, 2018 (HE) | 0-2 years, 2018 (HE) | 3-6 years, 2018 (HE) | 7-12 years,
2018 (HE) | 13-15 years, 2018 (HE) | 16-17 years, 2018 (HE) | 18-19 years, 2018 (HE) | 20-24 years,
2018 (HE) | 25-29 years, 2018 (HE) | 30-34 years, 2018 (HE) | 35-39 years, 2018 (HE) | 40-44 years,
2018 (HE) | 45-49 years, 2018 (HE) | 50-54 years, 2018 (HE) | 55-59 years, 2018 (HE) | 60-64 years,
2018 (HE) | 65-69 years, 2018 (HE) | 70-74 years, 2018 (HE) | 75-79 years, 2018 (HE) | 80-84 years,
2018 (HE) | 85 years or over, 2018 (HE) | Aged 18 or over, total, 2018 (KO) | Basic level studies,
2018 (KO) | With education, total, 2018 (KO) | Matriculation examination, 2018 (KO) | Vocational
diploma, 2018 (KO) | Academic degree - Lower level university degree, 2018 (KO) | Academic degree -
Higher level university degree, 2018 (KO) | Aged 18 or over, total, 2017 (HR) | Average income of
inhabitants, 2017 (HR) | Median income of inhabitants, 2017 (HR) | Inhabintants belonging to the
lowest income category, 2017 (HR) | Inhabitants belonging to the middle income category, 2017 (HR) |
Inhabintants belonging to the highest income category, 2017 (HR) | Accumulated purchasing power of
inhabitants, 2017 (HR) | Households, total, 2018 (TE) | Average size of households, 2018 (TE) |
Occupancy rate, 2018 (TE) | Young single persons, 2018 (TE) | Young couples without children, 2018
(TE) | Households with children, 2018 (TE) | Households with small children, 2018 (TE) | Households
with children under school age, 2018 (TE) | Households with school-age children, 2018 (TE) |
Households with teenagers, 2018 (TE) | Adult households, 2018 (TE) | Pensioner households, 2018 (TE)
| Households living in owner-occupied dwellings, 2018 (TE) | Households living in rented dwellings,
2018 (TE) | Households living in other dwellings, 2018 (TE) | Households, total, 2017 (TR) | Average
income of households, 2017 (TR) | Median income of households, 2017 (TR) | Households belonging to
the lowest income category, 2017 (TR) | Households belonging to the middle income category, 2017
(TR) | Households belonging to the highest income category, 2017 (TR) | Accumulated purchasing power
of households, 2017 (TR) | Free-time residences, 2018 (RA) | Buildings, total, 2018 (RA) | Other
buildings, 2018 (RA) | Residential buildings, 2018 (RA) | Dwellings, 2018 (RA) | Average floor area,
2018 (RA) | Dwellings in small houses, 2018 (RA) | Dwellings in blocks of flats, 2018 (RA) |
Workplaces, 2017 (TP) | Primary production, 2017 (TP) | Processing, 2017 (TP) | Services, 2017 (TP)
| A Agriculture, forestry and fishing, 2017 (TP) | B Mining and quarrying, 2017 (TP) | C
Manufacturing, 2017 (TP) | D Electricity, gas, steam and air conditioning supply, 2017 (TP) | E
Water supply; sewerage, waste management and remediation activities, 2017 (TP) | F Construction,
2017 (TP) | G Wholesale and retail trade; repair of motor vehicles and motorcycles, 2017 (TP) | H
Transportation and storage, 2017 (TP) | I Accommodation and food service activities, 2017 (TP) | J
Information and communication, 2017 (TP) | K Financial and insurance activities, 2017 (TP) | L Real
estate activities, 2017 (TP) | M Professional, scientific and technical activities, 2017 (TP) | N
Administrative and support service activities, 2017 (TP) | O Public administration and defence;
compulsory social security, 2017 (TP) | P Education, 2017 (TP) | Q Human health and social work
activities, 2017 (TP) | R Arts, entertainment and recreation, 2017 (TP) | S Other service
activities, 2017 (TP) | T Activities of households as employers; undifferentiated goods- and
services-producing activities of households for own use, 2017 (TP) | U Activities of
extraterritorial organisations and bodies, 2017 (TP) | X Industry unknown, 2017 (TP) | Inhabitants,
2017 (PT) | Employed, 2017 (PT) | Unemployed, 2017 (PT) | Children aged 0 to 14, 2017 (PT) |
Students, 2017 (PT) | Pensioners, 2017 (PT) | Others, 2017 (PT)
"""
PAAVO_MUNICIPALITY_TITLES = " ".join(_MUNICIPALITY_TITLES.split()).split(" | ")

# The release of 2018 has no Swedish name and two columns more.
_AFTER_IN_2018 = {"pt_vakiy": "pt_tyovy", "pt_tyott": "pt_tyovu"}
PAAVO_2018_COLUMNS = [
    name for column in PAAVO_2019_COLUMNS if column != "namn" for name in (column, _AFTER_IN_2018.get(column)) if name
]

HEADERS = {
    SERIES: "indicator,indicator_title_fi,category,region,region_code,region_title_fi,region_category,year,value",
    POPULATION: "municipality_code,year,primary.value",
    CROSS_SECTION: "indicator,region,year,gender,primary.value,absolute.value,indicator.title.fi,region.title.fi,"
    "region.code,region.category,indicator.organization.title.fi",
    COUNTIES: "indicator,metric,unit,region,region_code,region_title_fi,region_category,year,value",
    PLACED_CHILDREN: "region,region_code,region_title_fi,year,placed_children_0_17,placed_children_pct",
    NET_MIGRATION: "municipality_code,municipality_name,year,net_migration_per_1000",
    POSTAL_POPULATION: "posti_alue,nimi,namn,municipality_code,municipality_name,population_2022",
    DIAK_SERIES: "regio_level,aluekoodi,aluenimi,aika,variable,value,var_class",
    DIAK_POSTAL: "regio_level,aluekoodi,aluenimi,kuntanro,kuntanimi,aika,variable,value",
    DIAK_GINI: "regio_level,aluekoodi,aluenimi,aika,variable,var_class,gini",
}


def write_lines(source_dir: Path, name: str, *lines: str) -> None:
    """One of the files of HEADERS, with data lines as they stand in the copy."""
    path = source_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((HEADERS[name], *lines)) + "\n", encoding="utf-8")


def write_paavo(
    source_dir: Path,
    areas_2018: Iterable[Mapping[str, str]] = (),
    areas_2019: Iterable[Mapping[str, str]] = (),
    municipalities: Iterable[Mapping[str, str]] = (),
) -> None:
    """The three Paavo files; what a row does not tell is 10. A release without rows has one area, 99999."""
    nobody = ({"posti_alue": "99999"},)
    older = {"paavo_release": "2018", "nimi": "Tapiola", "kunta": "049"}
    newer = older | {"paavo_release": "2019", "namn": "Hagalund"}
    _write(source_dir / PAAVO_2018, PAAVO_2018_COLUMNS, tuple(areas_2018) or nobody, older)
    _write(source_dir / PAAVO_2019, PAAVO_2019_COLUMNS, tuple(areas_2019) or nobody, newer)
    rows = tuple(municipalities) or ({"municipality_code": "999"},)
    _write(source_dir / PAAVO_MUNICIPALITIES, PAAVO_MUNICIPALITY_TITLES, rows, {"Area": "Espoo"})


def _write(path: Path, columns: list[str], rows: Iterable[Mapping[str, str]], common: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for row in rows:
            writer.writerow(dict.fromkeys(columns, "10") | dict(common) | dict(row))


def hidden_row(area: str, marker: str) -> dict[str, str]:
    """A postal area all of whose figures are hidden: -1, or an empty cell."""
    figures = [name for name in PAAVO_2019_COLUMNS if name[2:3] == "_"]
    return {"posti_alue": area} | dict.fromkeys(figures, marker)
