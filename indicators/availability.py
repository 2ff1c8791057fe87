"""Which levels and periods each indicator has: a summary of every file, renewed where files changed.

Summing up 23 million rows takes a second; after a commit only the stretches of indicators whose
files came or went are summed up again.
"""

import threading
from collections.abc import Sequence

import pandas as pd

from indicators.active_files import ActiveFiles, Stretch, changed_stretches
from indicators.store_reading import StoreReader

SUMMARY = (
    "SELECT indicator_id, area_level, dataset, publisher, licence, min(period_start) AS first_start, "
    "max(period_end) AS last_end, arg_max(period, period_end) AS latest_period, "
    "count(DISTINCT area_code) AS areas, max(data_date) AS data_date "
    "FROM observations WHERE value IS NOT NULL GROUP BY ALL ORDER BY ALL"
)
ORDER = ["indicator_id", "area_level", "dataset", "publisher", "licence"]


class Availability:
    """The summary of one store's newest version; safe among threads."""

    def __init__(self, store: StoreReader) -> None:
        self._store = store
        self._known: tuple[ActiveFiles, pd.DataFrame] | None = None
        self._lock = threading.Lock()

    def rows(self) -> pd.DataFrame:
        """One row an indicator, level and dataset; the caller's own. Raises StoreError."""
        with self._lock:
            active = self._store.active()
            if self._known is None:
                self._known = active, self._summed(active)
            elif self._known[0].version != active.version:
                self._known = active, self._renewed(*self._known, active)
            return self._known[1].copy()

    def _renewed(self, before: ActiveFiles, rows: pd.DataFrame, active: ActiveFiles) -> pd.DataFrame:
        stretches = changed_stretches(before, active)
        if stretches is None:
            return self._summed(active)
        if not stretches:
            return rows
        same = rows[~_within(rows["indicator_id"], stretches)]
        return pd.concat([same, self._summed(active, stretches)]).sort_values(ORDER, ignore_index=True)

    def _summed(self, active: ActiveFiles, stretches: Sequence[Stretch] = ()) -> pd.DataFrame:
        """The summary of all files, or only of some stretches of indicators."""
        if not stretches:
            return self._store.select(active.paths, SUMMARY)
        only = " OR ".join(["indicator_id BETWEEN ? AND ?"] * len(stretches))
        ends = tuple(end for stretch in stretches for end in stretch)
        files = active.overlapping(stretches) or active.paths[:1]
        return self._store.select(files, SUMMARY, only=only, only_parameters=ends)


def _within(ids: pd.Series, stretches: Sequence[Stretch]) -> pd.Series:
    inside = pd.Series(data=False, index=ids.index)
    for least, greatest in stretches:
        inside |= ids.between(least, greatest)
    return inside
