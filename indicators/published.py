"""The published observations: opening the store, filled from the embedded data at first start."""

import os
import shutil
import threading
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geodata.levels import AreaLevel
from indicators.availability import Availability
from indicators.embedded import DATA, embedded_digest, read_embedded
from indicators.errors import StoreError
from indicators.model import TOTAL
from indicators.observations import KEY
from indicators.settings import data_home
from indicators.store import TABLE_NAME, ObservationStore
from indicators.store_upkeep import is_upkeep

DIGEST = "embedded_sha256"
_OPENING = threading.Lock()
"""The first visitors of a process come at once; only one of them fills the store."""


def open_store() -> ObservationStore:
    """The store of this installation, filled when there is none yet. Raises StoreError."""
    with _OPENING:
        return _open(data_home().absolute(), DATA)


def load_observations(indicator_id: str) -> pd.DataFrame:
    """Every observation of one indicator, sorted by key; an empty frame when there are none."""
    return open_store().read_indicators((indicator_id,))


def load_totals(area_codes: tuple[str, ...], indicator_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Values of all or some indicators for some areas, all groups together, old to new.

    Columns: the key's, period_start, period_end, and what a trend is tested by (`series.NUMBERS`); rows
    without a value are left out. Quick with `indicator_ids`, however many others the store holds.
    """
    return open_store().query(
        "SELECT indicator_id, area_level, area_code, boundary_year, sex, age_group, population_group, period, "
        "period_start, period_end, value, numerator, denominator, ci_lower_95, ci_upper_95 FROM observations "
        "WHERE value IS NOT NULL AND sex = ? AND age_group = ? AND population_group = ? "
        "AND list_contains(?, area_code) ORDER BY indicator_id, area_level, period_end, area_code",
        (TOTAL, TOTAL, TOTAL, list(area_codes)),
        indicator_ids=indicator_ids,
    )


def load_areas(area_codes: tuple[str, ...], indicator_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Every observation of all or some indicators for some areas, all groups together, in the order of the key."""
    return open_store().query(
        "SELECT * FROM observations WHERE sex = ? AND age_group = ? AND population_group = ? "
        f"AND list_contains(?, area_code) ORDER BY {', '.join(KEY)}",
        (TOTAL, TOTAL, TOTAL, list(area_codes)),
        indicator_ids=indicator_ids,
    )


def load_level(level: AreaLevel, indicator_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Values of all or some indicators at one level, all groups together, old to new.

    Columns indicator_id, area_code, period, period_end, value.
    """
    return open_store().query(
        "SELECT indicator_id, area_code, period, period_end, value FROM observations WHERE value IS NOT NULL "
        "AND sex = ? AND age_group = ? AND population_group = ? AND area_level = ? "
        "ORDER BY indicator_id, period_end, area_code",
        (TOTAL, TOTAL, TOTAL, str(level)),
        indicator_ids=indicator_ids,
    )


def load_availability(indicator_ids: Collection[str] | None = None) -> pd.DataFrame:
    """One row an indicator, level and dataset: first and last period, number of areas, publisher."""
    rows = _availability(open_store()).rows()
    return (
        rows if indicator_ids is None else rows[rows["indicator_id"].isin(list(indicator_ids))].reset_index(drop=True)
    )


def load_reach(areas: tuple[tuple[AreaLevel, str], ...], indicator_ids: Collection[str] | None = None) -> pd.DataFrame:
    """Which groups all or some indicators have figures of in any of some areas, and how new the newest is.

    Columns indicator_id, area_level, sex, age_group, population_group, last_end; rows without a value count
    for nothing.
    """
    return open_store().query(
        "SELECT indicator_id, area_level, sex, age_group, population_group, max(period_end) AS last_end "
        "FROM observations SEMI JOIN (SELECT unnest(?) AS area_level, unnest(?) AS area_code) "
        "USING (area_level, area_code) WHERE value IS NOT NULL GROUP BY ALL ORDER BY ALL",
        ([str(level) for level, _ in areas], [code for _, code in areas]),
        indicator_ids=indicator_ids,
    )


@lru_cache(maxsize=4)
def _availability(store: ObservationStore) -> Availability:
    return Availability(store)


@lru_cache(maxsize=4)
def _open(home: Path, embedded: Path) -> ObservationStore:
    """The store in `home`; one that holds an older release of the embedded data is replaced."""
    store = ObservationStore(home / TABLE_NAME)
    if not store.exists():
        _fill(home, embedded)
    elif _needs_newer(store, embedded):
        store.create(read_embedded(embedded), {DIGEST: embedded_digest(embedded)})
    return store


def _needs_newer(store: ObservationStore, embedded: Path) -> bool:
    """True when nothing but an older release of the embedded data was ever written here; upkeep writes nothing."""
    digests = [commit.get(DIGEST) for commit in store.history() if not is_upkeep(commit)]
    return all(digests) and digests[0] != embedded_digest(embedded)


def _fill(home: Path, embedded: Path) -> None:
    """Write the embedded data beside, then move it into place: another process may do the same."""
    table, digest = read_embedded(embedded), embedded_digest(embedded)
    draft = home / f".{TABLE_NAME}-{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        ObservationStore(draft).create(table, {DIGEST: digest})
        draft.rename(home / TABLE_NAME)
    except (OSError, StoreError) as fault:
        shutil.rmtree(draft, ignore_errors=True)
        if not ObservationStore(home / TABLE_NAME).exists():
            raise StoreError(f"{home}: the store cannot be made here: {fault}; set HYTEDATA_HOME") from fault
