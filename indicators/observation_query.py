"""Observations by what is asked of them, a page at a time in the order of the key.

A page begins after the key its predecessor ended with, so pages of one version neither overlap nor
leave a row out, however far one reads. Numbers of hidden figures are left out here once more, whatever
the store holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from indicators.errors import StoreError, UnknownVersion
from indicators.model import ObservationStatus
from indicators.observations import KEY, SCHEMA
from indicators.snapshots import LAST_TEXT, Snapshot, growing
from indicators.store import ObservationStore

Key = tuple[str | int, ...]
"""One observation's key, in the order of `KEY`."""


@dataclass(frozen=True)
class ObservationQuery:
    """What is asked for; an empty filter lets everything pass. Dates are of whole periods: within both."""

    indicators: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    population_groups: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    starts_from: date | None = None
    ends_by: date | None = None
    after: Key | None = None
    limit: int = 1000


@dataclass(frozen=True)
class ObservationPage:
    """Rows of `SCHEMA` in the order of the key, and the key to go on after (None on the last page)."""

    rows: pa.Table
    next_after: Key | None


def find_observations(store: ObservationStore, snapshot: Snapshot, query: ObservationQuery) -> ObservationPage:
    """At most `query.limit` rows of one version.

    Raises UnknownVersion when the files of an older version are gone, StoreError when they cannot be read.
    """
    try:
        found = _first_rows(store, snapshot, query)
    except StoreError as fault:
        if snapshot.version < store.version():
            raise UnknownVersion(f"version {snapshot.version} is no longer kept: {fault}") from fault
        raise
    rows = found.slice(0, query.limit)
    more = found.num_rows > query.limit
    return ObservationPage(rows, _key_of(rows, query.limit - 1) if more else None)


def _first_rows(store: ObservationStore, snapshot: Snapshot, query: ObservationQuery) -> pa.Table:
    """One row more than the page holds, if there is one. No more files are opened than it takes."""
    since = str(query.after[0]) if query.after else ""
    conditions, parameters = _conditions(query)
    sql = f"SELECT {_COLUMNS} FROM observations WHERE {conditions} ORDER BY {', '.join(KEY)} LIMIT ?"
    for paths, complete_before in growing(snapshot.files_with(query.indicators, since)):
        if not paths:
            break
        found = store.arrow(paths, sql, (*parameters, complete_before, query.limit + 1))
        if found.num_rows > query.limit or complete_before == LAST_TEXT:
            return found.cast(SCHEMA)
    return SCHEMA.empty_table()


def _conditions(query: ObservationQuery) -> tuple[str, list[object]]:
    """The condition in SQL, its last `?` being the indicator to stop before, and the parameters before that."""
    among: tuple[tuple[str, Sequence[str]], ...] = (
        ("indicator_id", query.indicators),
        ("area_level", query.levels),
        ("area_code", query.areas),
        ("period", query.periods),
        ("sex", query.sexes),
        ("age_group", query.age_groups),
        ("population_group", query.population_groups),
        ("status", query.statuses),
    )
    parts = [f"{column} IN ({_marks(values)})" for column, values in among if values]
    parameters: list[object] = [value for _, values in among for value in values]
    for condition, limit in (("period_start >= ?", query.starts_from), ("period_end <= ?", query.ends_by)):
        if limit is not None:
            parts.append(condition)
            parameters.append(limit)
    if query.after is not None:
        # The first condition follows from the second; it is there because files are sorted by it.
        parts.append(f"indicator_id >= ? AND ({', '.join(KEY)}) > ({_marks(KEY)})")
        parameters += [query.after[0], *query.after]
    return " AND ".join([*parts, "indicator_id < ?"]), parameters


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _shown(field: pa.Field) -> str:
    """A column as it is handed out: no number of a hidden figure, and none that JSON cannot tell."""
    if field.type != pa.float64():
        return str(field.name)
    return f"CASE WHEN status <> '{ObservationStatus.SUPPRESSED}' AND isfinite({field.name}) THEN {field.name} END"


_COLUMNS = ", ".join(f"{_shown(field)} AS {field.name}" for field in SCHEMA)


def _key_of(rows: pa.Table, place: int) -> Key:
    return tuple(rows[column][place].as_py() for column in KEY)
