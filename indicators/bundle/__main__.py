"""`python -m indicators.bundle SOURCE_DIR`: make HyteData's embedded default from the raw material."""

import argparse
from pathlib import Path

import pandas as pd
import pyarrow as pa

from geodata.bundle import write_geodata
from indicators.bundle.compose import all_sources
from indicators.bundle.readers import read_all_cells
from indicators.definition_files import DEFINITIONS, Catalogue, read_catalogue
from indicators.embedded import write_embedded
from indicators.levels_above import with_levels_above, with_weights
from indicators.model import Dataset
from indicators.observations import KEY, observations_table
from indicators.uncertainty import with_intervals


def main() -> None:
    """Read the raw material, write boundaries and observations, say how much there is."""
    parser = argparse.ArgumentParser(prog="python -m indicators.bundle", description=__doc__)
    parser.add_argument("source_dir", type=Path, help="the folder that holds sotkanet/, postal_stats/ …")
    source_dir = parser.parse_args().source_dir
    write_geodata(source_dir)
    catalogue = read_catalogue(DEFINITIONS)
    table = build_observations(source_dir, catalogue)
    write_embedded(table)
    print(f"{table.num_rows} observations of {len(catalogue)} indicators")


def build_observations(source_dir: Path, catalogue: Catalogue) -> pa.Table:
    """All embedded observations, validated and sorted by key."""
    cells = read_all_cells(source_dir)
    base = _residents(cells)
    own = {each.indicator_id: all_sources(each, cells) for each in catalogue.values()}
    for indicator_id, rows in own.items():
        weight = catalogue[indicator_id].aggregation.weight
        if weight:
            own[indicator_id] = with_weights(rows, catalogue[indicator_id], own[weight])
    levels = [with_levels_above(own[each.indicator_id], each, base) for each in catalogue.values()]
    rows = pd.concat(levels, ignore_index=True).sort_values(list(KEY), ignore_index=True)
    return observations_table(with_intervals(rows, catalogue))


def _residents(cells: dict[Dataset, pd.DataFrame]) -> pd.Series:
    """Residents by postal area (Paavo's newest, else 2022: 08360 is hidden in Paavo) and municipality."""
    paavo = cells[Dataset.PAAVO]
    postal = _newest(paavo[paavo["source_id"] == "he_vakiy"])
    later = _newest(cells[Dataset.POSTAL_POPULATION])
    return pd.concat([postal.fillna(later), _newest(cells[Dataset.SOTKANET_127])])


def _newest(cells: pd.DataFrame) -> pd.Series:
    """area_code → the value of the newest year."""
    return cells.sort_values("year_end").groupby("area_code")["value"].last()


if __name__ == "__main__":
    main()
