"""Which reader gives the cells of which dataset."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from indicators.bundle import diak, paavo, sotkanet
from indicators.model import Dataset

READERS: dict[Dataset, Callable[[Path], pd.DataFrame]] = {
    Dataset.SOTKANET_1990_2012: sotkanet.read_series_1990_2012,
    Dataset.SOTKANET_127: sotkanet.read_population,
    Dataset.SOTKANET_2019: sotkanet.read_cross_section_2019,
    Dataset.SOTKANET_COUNTIES: sotkanet.read_counties,
    Dataset.SOTKANET_3563: sotkanet.read_placed_children,
    Dataset.NET_MIGRATION: sotkanet.read_net_migration,
    Dataset.PAAVO: paavo.read_paavo,
    Dataset.POSTAL_POPULATION: paavo.read_postal_population,
    Dataset.DIAK_AREAS: diak.read_areas,
    Dataset.DIAK_POSTAL: diak.read_postal,
    Dataset.DIAK_GINI: diak.read_gini,
}


def read_all_cells(source_dir: Path) -> dict[Dataset, pd.DataFrame]:
    """The cells of every dataset under `source_dir` (see `indicators.bundle.sotkanet`)."""
    return {dataset: read(source_dir) for dataset, read in READERS.items()}
