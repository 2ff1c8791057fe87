"""Municipalities that merged into another, written out: no raw file holds them together.

Codes, names and years: Statistics Finland's classification of municipalities (https://stat.fi/en/luokitukset/kunta).
The twelve since 2013 are exactly the codes of SOTKAnet's municipalities of 2013 that the key of 2025 no longer has.
All mergers from 1 January 2013 on; of the earlier ones only those that made today's Raasepori and Lohja.
"""

import pandas as pd

from geodata.mergers import CHANGE_COLUMNS, MERGER

# year of the merger (on 1 January) -> code, name in Finnish, in Swedish, and the municipality it became part of
MERGERS: dict[int, tuple[tuple[str, str, str, str], ...]] = {
    2009: (
        ("220", "Karjaa", "Karis", "710"),
        ("606", "Pohja", "Pojo", "710"),
        ("737", "Sammatti", "Sammatti", "444"),
        ("835", "Tammisaari", "Ekenäs", "710"),
    ),
    2013: (
        ("084", "Haukipudas", "Haukipudas", "564"),
        ("223", "Karjalohja", "Karislojo", "444"),
        ("246", "Kerimäki", "Kerimäki", "740"),
        ("248", "Kesälahti", "Kesälax", "260"),
        ("254", "Kiikoinen", "Kikois", "790"),
        ("255", "Kiiminki", "Kiminge", "564"),
        ("534", "Nilsiä", "Nilsiä", "297"),
        ("540", "Nummi-Pusula", "Nummi-Pusula", "444"),
        ("567", "Oulunsalo", "Oulunsalo", "564"),
        ("618", "Punkaharju", "Punkaharju", "740"),
        ("696", "Ristiina", "Ristiina", "491"),
        ("775", "Suomenniemi", "Suomenniemi", "491"),
        ("863", "Töysä", "Töysä", "010"),
        ("926", "Vihanti", "Vihanti", "678"),
        ("942", "Vähäkyrö", "Lillkyro", "905"),
        ("972", "Yli-Ii", "Yli-Ii", "564"),
    ),
    2015: (
        ("413", "Lavia", "Lavia", "609"),
        ("476", "Maaninka", "Maaninka", "297"),
        ("838", "Tarvasjoki", "Tarvasjoki", "423"),
    ),
    2016: (
        ("164", "Jalasjärvi", "Jalasjärvi", "301"),
        ("283", "Hämeenkoski", "Hämeenkoski", "098"),
        ("319", "Köyliö", "Kjulo", "783"),
        ("532", "Nastola", "Nastola", "398"),
    ),
    2017: (
        ("174", "Juankoski", "Juankoski", "297"),
        ("442", "Luvia", "Luvia", "051"),
    ),
    2020: (("911", "Valtimo", "Valtimo", "541"),),
    2021: (("099", "Honkajoki", "Honkajoki", "214"),),
    2025: (("588", "Pertunmaa", "Pertunmaa", "507"),),
}


def build_municipal_changes() -> pd.DataFrame:
    """CHANGE_COLUMNS, one row a municipality that merged, by day and code."""
    rows = [
        (f"{year}-01-01", MERGER, code, successor, finnish, swedish)
        for year, merged in MERGERS.items()
        for code, finnish, swedish, successor in merged
    ]
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))
