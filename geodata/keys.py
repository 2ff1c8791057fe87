"""Keys between levels: with which weight an area's figures go to the areas of another level."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from geodata.areas import newest_at_default
from geodata.embedded import DATA_DIR, read_embedded_table
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.mergers import stands_in

KEYS_FILE = "keys.csv"
KEY_COLUMNS = (
    "from_level",
    "from_boundary_year",
    "from_code",
    "to_level",
    "to_boundary_year",
    "to_code",
    "weight",
    "method",
)
MEMBERSHIP = "membership"
AREAL_WEIGHTING_LAND = "areal_weighting_land"
WEIGHTED_COLUMNS = ["from_code", "to_code", "weight", "method"]


def load_key(
    from_level: AreaLevel,
    to_level: AreaLevel,
    from_boundary_year: int | None = None,
    data_dir: Path = DATA_DIR,
) -> pd.DataFrame:
    """Columns from_code, to_code (text), weight (float, 0–1) and method; sorted by the two codes.

    The frame is the caller's own, as `areas.load_areas` gives it.
    The weights of a from_code sum to 1, except where part of the area lies outside every area of to_level:
    Oitmäki (02510) in the postal division of 2023 gives Espoo's districts only Espoo's share of it.
    With a year: that division; municipalities are known for each year from 2012 on, and go to the counties and
    regions of 2025 whatever the year. Without one: each code's newest division no later than its level's default
    (see `areas`), so with every municipality that has merged.
    "areal_weighting_land" shares by land area, not by people: name it wherever the result is shown.
    Raises GeodataError for a pair that is not stored, listing those that are.
    """
    return _chosen_key(from_level, to_level, from_boundary_year, data_dir).copy(deep=False)


@lru_cache
def _chosen_key(
    from_level: AreaLevel, to_level: AreaLevel, from_boundary_year: int | None, data_dir: Path
) -> pd.DataFrame:
    pairs = _stored_keys(data_dir)
    rows = pairs[(pairs["from_level"] == from_level) & (pairs["to_level"] == to_level)]
    if from_boundary_year is None:
        rows = newest_at_default(rows, "from_level", "from_code", "from_boundary_year")
    elif from_level == AreaLevel.MUNICIPALITY:
        rows = rows[stands_in(rows["from_code"], from_boundary_year, data_dir)]
    else:
        rows = rows[rows["from_boundary_year"] == from_boundary_year]
    if rows.empty:
        raise GeodataError(_unknown_pair(pairs, from_level, to_level, from_boundary_year))
    return rows.sort_values(["from_code", "to_code"], ignore_index=True)[WEIGHTED_COLUMNS]


@lru_cache
def _stored_keys(data_dir: Path) -> pd.DataFrame:
    table = read_embedded_table(KEYS_FILE, KEY_COLUMNS, data_dir)
    return table.assign(
        from_boundary_year=table["from_boundary_year"].astype("int64"),
        to_boundary_year=table["to_boundary_year"].astype("int64"),
        weight=table["weight"].astype("float64"),
    )


def _unknown_pair(
    pairs: pd.DataFrame, from_level: AreaLevel, to_level: AreaLevel, from_boundary_year: int | None
) -> str:
    stored = pairs[["from_level", "from_boundary_year", "to_level"]].drop_duplicates()
    names = ", ".join(f"{row.from_level} {row.from_boundary_year} → {row.to_level}" for row in stored.itertuples())
    year = "" if from_boundary_year is None else f" {from_boundary_year}"
    return f"no key {from_level}{year} → {to_level}; there are: {names}"


def compose_keys(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The key that goes through both: weights multiplied along each way and summed; columns as in `load_key`.

    A way is "membership" only when both steps are. Raises GeodataError naming the codes of `first` that
    `second` does not know: their figures would vanish without a word.
    """
    lost = sorted(set(first["to_code"]) - set(second["from_code"]))
    if lost:
        raise GeodataError(f"the second key does not know {', '.join(lost)}")
    ways = first.merge(
        second, left_on="to_code", right_on="from_code", suffixes=("", "_second"), validate="many_to_many"
    )
    through = ways["method"].where(ways["method_second"] == MEMBERSHIP, ways["method_second"])
    composed = pd.DataFrame(
        {
            "from_code": ways["from_code"],
            "to_code": ways["to_code_second"],
            "weight": ways["weight"] * ways["weight_second"],
            "method": through,
        }
    )
    # "areal…" sorts before "membership": min() keeps the weaker claim where two ways meet.
    return composed.groupby(["from_code", "to_code"], as_index=False).agg({"weight": "sum", "method": "min"})
