"""Municipalities that merged: what joined what and when, and which municipalities a year's division has."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from geodata.embedded import DATA_DIR, read_embedded_table
from geodata.errors import GeodataError

CHANGES_FILE = "municipal_changes.csv"
CHANGE_COLUMNS = ("valid_from", "kind", "from_code", "to_code", "name_fi", "name_sv")
MERGER = "merger"
"""The only kind there is: all of a municipality joined one other. Parts that moved alone are not recorded."""
FIRST_DIVISION, LAST_DIVISION = 2012, 2026
"""Divisions known in full: 336 municipalities in the first, 308 in the last."""


def load_municipal_changes(data_dir: Path = DATA_DIR) -> pd.DataFrame:
    """One row a merger, old to new: CHANGE_COLUMNS as text and `year` (int64), the first year it is in force.

    `valid_from` is an ISO date, always 1 January. Complete from 2013 on; of earlier years only Raasepori's and
    Lohja's. The frame is the caller's own. Raises GeodataError naming the file when it is broken.
    """
    return _changes(data_dir).copy(deep=False)


@lru_cache
def _changes(data_dir: Path) -> pd.DataFrame:
    table = read_embedded_table(CHANGES_FILE, CHANGE_COLUMNS, data_dir)
    return table.assign(year=table["valid_from"].str[:4].astype("int64"))


def stands_in(codes: pd.Series, year: int, data_dir: Path = DATA_DIR) -> pd.Series:
    """True for the municipalities that had not merged into another by the division of `year`.

    Raises GeodataError for a year whose division is not known in full.
    """
    if not FIRST_DIVISION <= year <= LAST_DIVISION:
        known = f"{FIRST_DIVISION}–{LAST_DIVISION}"
        raise GeodataError(f"the municipalities of {year} are not known, only those of {known}")
    changes = _changes(data_dir)
    return ~codes.isin(changes.loc[changes["year"] <= year, "from_code"])
