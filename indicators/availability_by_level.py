"""What there is of each indicator: levels, years and the day of the data, of one version of the store."""

from functools import lru_cache

import pandas as pd

from indicators.snapshots import Snapshot
from indicators.store import ObservationStore

REMEMBERED_VERSIONS = 4


@lru_cache(maxsize=REMEMBERED_VERSIONS)
def load_availability_by_level(store: ObservationStore, snapshot: Snapshot) -> pd.DataFrame:
    """One row an (indicator_id, area_level) with a value, sorted by both; shared, do not change it.

    Columns: first_year and last_year (whole years of the first and the last period), latest_period (text),
    observations (rows with a value), data_date (the newest). Raises StoreError.
    """
    found = store.arrow(
        [file.path for file in snapshot.files],
        "SELECT indicator_id, area_level, year(min(period_start)) AS first_year, year(max(period_end)) AS last_year, "
        "arg_max(period, period_end) AS latest_period, count(*) AS observations, max(data_date) AS data_date "
        "FROM observations WHERE value IS NOT NULL GROUP BY ALL ORDER BY ALL",
    )
    return found.to_pandas()
