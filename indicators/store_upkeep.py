"""Upkeep of the table: small files joined, crowded stretches sorted again, old files cleaned away.

A replacement writes the touched files again, joined with whatever else was touched: after many, one
indicator may lie in many files. Sorting those stretches again restores what the first load had.
Measured on 23 million rows: sorting everything by a stream of sorted slices takes half the time and
a sixth of the memory of Delta's own z-order.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.active_files import ROW_GROUP_SIZE, TARGET_FILE_SIZE, ActiveFiles, Stretch, writer_properties
from indicators.errors import StoreError
from indicators.store_reading import ORDER, StoreReader

RETENTION = timedelta(days=30)
"""How long a version that nobody has asked to keep stays readable."""
SLICE_ROWS = 500_000
"""What is sorted in memory at once; an indicator is never parted, whatever its size."""
WHAT, TIDIED = "what", "tidied"
"""In a commit's metadata: what was done. A tidied table holds the rows it held before."""


def is_upkeep(commit: dict[str, Any]) -> bool:
    """True for a commit of the history that changed no row."""
    return commit.get(WHAT) == TIDIED


def commit_properties(metadata: dict[str, str]) -> CommitProperties:
    """A commit's metadata, as deltalake takes it."""
    return CommitProperties(custom_metadata=metadata)


def after_commit() -> PostCommitHookProperties:
    """The log is never cut short: a version that is kept must be found in it after years."""
    return PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


def join_small_files(location: str) -> None:
    """Neighbouring small files become one, in one commit; nothing when there are none. Raises StoreError."""
    try:
        DeltaTable(location).optimize.compact(
            target_size=TARGET_FILE_SIZE,
            writer_properties=writer_properties(),
            commit_properties=commit_properties({WHAT: TIDIED}),
            post_commithook_properties=after_commit(),
        )
    except (CommitFailedError, DeltaError, OSError) as fault:
        raise StoreError(f"{location}: small files cannot be joined: {fault}") from fault


def sorted_again(reader: StoreReader, active: ActiveFiles, stretches: Sequence[Stretch]) -> pa.RecordBatchReader:
    """All rows of some stretches of indicators in the order of their key, read slice by slice as they are taken.

    The batches are small: deltalake deals them out to several files at once, and whole slices would
    part neighbours.
    """
    schema = reader.arrow(active.paths[:1], "SELECT * FROM observations LIMIT 0").schema
    batches = (
        batch
        for part in _slices(reader, active, stretches)
        for batch in _sorted_slice(reader, active, part).to_batches(max_chunksize=ROW_GROUP_SIZE)
    )
    return pa.RecordBatchReader.from_batches(schema, batches)


def vacuumed(location: str, retention: timedelta, kept: Sequence[int], *, dry_run: bool) -> list[str]:
    """Delete the files that no version within the retention and no kept one needs; returns their names.

    Also leftovers of killed writers that are older than the retention. Versions are told to
    deltalake by number: it goes by the age of files otherwise, and forgets after a week which
    version needed them. Raises StoreError.
    """
    try:
        table = DeltaTable(location)
        return table.vacuum(
            retention_hours=math.ceil(retention / timedelta(hours=1)),
            dry_run=dry_run,
            enforce_retention_duration=False,
            full=True,
            keep_versions=sorted({*kept, *_within(table.history(), datetime.now(UTC) - retention)}),
            commit_properties=commit_properties({WHAT: TIDIED}),
            post_commithook_properties=after_commit(),
        )
    except (DeltaError, OSError, OverflowError) as fault:
        raise StoreError(f"{location}: old files cannot be cleaned away: {fault}") from fault


def _within(history: Sequence[dict[str, Any]], start: datetime) -> list[int]:
    """The versions that were the newest at some time since `start`; `history` is newest first."""
    limit = start.timestamp() * 1000
    followed = zip(history, [None, *history], strict=False)
    return [each["version"] for each, later in followed if later is None or later["timestamp"] >= limit]


def _slices(reader: StoreReader, active: ActiveFiles, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches cut between indicators into parts of about `SLICE_ROWS` rows, in order."""
    for least, greatest in stretches:
        sizes = reader.arrow(
            active.overlapping([(least, greatest)]),
            "SELECT indicator_id, count(*) AS rows FROM observations GROUP BY ALL ORDER BY ALL",
            only="indicator_id BETWEEN ? AND ?",
            only_parameters=(least, greatest),
        )
        yield from _cut(list(zip(*sizes.to_pydict().values(), strict=True)))


def _cut(sizes: Sequence[tuple[str, int]]) -> Iterator[Stretch]:
    """Neighbouring indicators together, until their rows exceed a slice."""
    start, rows = 0, 0
    for place, (_, more) in enumerate(sizes):
        if rows and rows + more > SLICE_ROWS:
            yield sizes[start][0], sizes[place - 1][0]
            start, rows = place, 0
        rows += more
    if sizes:
        yield sizes[start][0], sizes[-1][0]


def _sorted_slice(reader: StoreReader, active: ActiveFiles, part: Stretch) -> pa.Table:
    files, sql = active.overlapping([part]), f"SELECT * FROM observations ORDER BY {ORDER}"
    return reader.arrow(files, sql, only="indicator_id BETWEEN ? AND ?", only_parameters=part)
