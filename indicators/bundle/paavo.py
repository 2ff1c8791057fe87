"""Statistics Finland's Paavo: counts by postal area (releases 2018 and 2019) and by municipality (2020).

Population, education and dwellings describe the end of the year two before the release; income,
jobs and main activity (hr_, tr_, tp_, pt_) the year before that. −1 and an empty cell are both
"hidden": they are never summed.
"""

from pathlib import Path

import pandas as pd

from geodata.levels import AreaLevel
from indicators.model import ObservationStatus

POSTAL_RELEASES = (2018, 2019)
MUNICIPALITY_RELEASE = 2020
YEARS_BEHIND_RELEASE = 2
ONE_YEAR_OLDER = ("hr_", "tr_", "tp_", "pt_")
HIDDEN = -1
LOST_DECIMALS = {2018: ("te_takk", "te_as_valj", "ra_as_kpa")}
"""The stored copy of this release lost its decimal points (26 for 2.6, but 2 for 2.0): not read."""
NOT_FIGURES = ("paavo_release", "nimi", "namn", "euref_x", "euref_y", "pinta_ala", "kunta")

MUNICIPALITY_COLUMNS = {
    "Average age of inhabitants": "he_kika",
    "Aged 18 or over, total (KO)": "ko_ika18y",
    "Basic level studies": "ko_perus",
    "Vocational diploma": "ko_ammat",
    "Academic degree - Lower level university degree": "ko_al_kork",
    "Academic degree - Higher level university degree": "ko_yl_kork",
    "Aged 18 or over, total (HR)": "hr_tuy",
    "Median income of inhabitants": "hr_mtu",
    "Inhabintants belonging to the lowest income category": "hr_pi_tul",
    "Inhabintants belonging to the highest income category": "hr_hy_tul",
    "Accumulated purchasing power of inhabitants": "hr_ovy",
    "Households, total (TE)": "te_taly",
    "Average size of households": "te_takk",
    "Occupancy rate": "te_as_valj",
    "Young single persons": "te_nuor",
    "Households with children": "te_laps",
    "Households with small children": "te_plap",
    "Pensioner households": "te_elak",
    "Households living in owner-occupied dwellings": "te_omis_as",
    "Households living in rented dwellings": "te_vuok_as",
    "Households, total (TR)": "tr_kuty",
    "Median income of households": "tr_mtu",
    "Households belonging to the lowest income category": "tr_pi_tul",
    "Households belonging to the highest income category": "tr_hy_tul",
    "Accumulated purchasing power of households": "tr_ovy",
    "Dwellings": "ra_asunn",
    "Dwellings in blocks of flats": "ra_kt_as",
    "Inhabitants (PT)": "pt_vakiy",
    "Employed": "pt_tyoll",
    "Unemployed": "pt_tyott",
    "Students": "pt_opisk",
    "Pensioners": "pt_elakel",
    "Others": "pt_muut",
}
"""The municipality file's English titles (its own spelling) to Paavo's column names. Counts of
residents are left out: they come from the register, while postal sums lack those without address."""


def read_paavo(source_dir: Path) -> pd.DataFrame:
    """Cells of every Paavo column by postal area and municipality; hidden cells are SUPPRESSED."""
    postal = [_read_postal(source_dir / f"postal_stats/paavo_{year}_luvn.csv") for year in POSTAL_RELEASES]
    return pd.concat([*postal, _read_municipalities(source_dir)], ignore_index=True)


def read_postal_population(source_dir: Path) -> pd.DataFrame:
    """Cells of residents by postal area at the end of 2022.

    02510 stands twice in the file, once without a municipality; the row with one is kept.
    """
    path = source_dir / "postal_stats/statfi_postal_population_2022_luvn.csv"
    raw = pd.read_csv(path, dtype=str).dropna(subset="municipality_code")
    wide = raw.set_index("posti_alue")[["population_2022"]]
    return _cells(wide, AreaLevel.POSTAL_AREA, release=2024)


def _read_postal(path: Path) -> pd.DataFrame:
    raw = pd.read_csv(path, dtype=str)
    release = int(raw["paavo_release"].iloc[0])
    unread = (*NOT_FIGURES, *LOST_DECIMALS.get(release, ()))
    wide = raw.set_index("posti_alue").drop(columns=[name for name in unread if name in raw])
    return _cells(wide, AreaLevel.POSTAL_AREA, release)


def _read_municipalities(source_dir: Path) -> pd.DataFrame:
    raw = pd.read_csv(source_dir / "postal_stats/paavo_municipalities_2020release.csv", dtype=str)
    renamed = {title: _column_of(title) for title in raw.columns}
    wide = raw.set_index("municipality_code").rename(columns=renamed)
    known = [name for name in wide.columns if name in MUNICIPALITY_COLUMNS.values()]
    return _cells(wide[known], AreaLevel.MUNICIPALITY, MUNICIPALITY_RELEASE)


def _column_of(title: str) -> str:
    """ "Basic level studies, 2018 (KO)" → "ko_perus"; titles used twice are told apart by group."""
    words, _, year_and_group = title.rpartition(", ")
    group = year_and_group.partition(" ")[2]
    return MUNICIPALITY_COLUMNS.get(words) or MUNICIPALITY_COLUMNS.get(f"{words} {group}", title)


def _cells(wide: pd.DataFrame, level: AreaLevel, release: int) -> pd.DataFrame:
    long = wide.rename_axis(index="area_code", columns="source_id").stack(future_stack=True)
    cells = pd.to_numeric(long).rename("value").reset_index()
    hidden = cells["value"].isna() | (cells["value"] == HIDDEN)
    older = cells["source_id"].str.startswith(ONE_YEAR_OLDER).astype(int)
    year = release - YEARS_BEHIND_RELEASE - older
    return cells.assign(
        value=cells["value"].mask(hidden),
        numerator=float("nan"),
        area_level=str(level),
        year_start=year,
        year_end=year,
        status=hidden.map({True: str(ObservationStatus.SUPPRESSED), False: str(ObservationStatus.OBSERVED)}),
    )
