"""Where observations live: one Delta Lake table, read through DuckDB over its active files.

Delta gives atomic commits, readers beside a writer, and reading as of an earlier version. This is
the writing half: each write is one commit, made alone, of rows in the order of their key.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.active_files import TARGET_FILE_SIZE, Stretch, writer_properties
from indicators.errors import ObservationError, StoreError
from indicators.kept_versions import KeptVersion, read_kept_versions, write_kept_versions
from indicators.key_order import in_order
from indicators.observations import KEY, SCHEMA, observations_table
from indicators.store_reading import StoreReader
from indicators.store_upkeep import (
    RETENTION,
    TIDIED,
    WHAT,
    after_commit,
    commit_properties,
    join_small_files,
    sorted_again,
    vacuumed,
)
from indicators.writing_lock import writing_lock

TABLE_NAME = "observations"
ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.05
"""Writers of other programs may collide with ours; the whole commit is tried again after a growing pause."""
NAMED_INDICATORS = 5
"""A commit's metadata names this many indicators, and counts them when there are more."""


class ObservationStore(StoreReader):
    """One table of observations in a folder (or at a URL that deltalake can open).

    Writers of one machine wait for each other. Every write raises StoreError when it fails; then
    the table is as it was.
    """

    def append(self, rows: pd.DataFrame, metadata: Mapping[str, str] | None = None) -> int:
        """Add rows whose keys are new; returns the new version.

        Raises ObservationError when a key is already there.
        """
        table = observations_table(rows)
        with writing_lock(self.location):
            if self.exists():
                self._refuse_known_keys(rows)
            return self._write(table, "appended", mode="append", metadata=metadata)

    def replace(
        self, indicator_id: str, dataset: str, rows: pd.DataFrame, metadata: Mapping[str, str] | None = None
    ) -> int:
        """Replace one indicator's rows of one dataset in a single commit; returns the version.

        An empty replacement is refused: it would silently delete the indicator. So are keys that
        another dataset already tells of.
        """
        if rows.empty:
            raise ObservationError(f"no rows for {indicator_id} from {dataset}: nothing replaced")
        table = observations_table(rows)
        for column, wanted in (("indicator_id", indicator_id), ("dataset", dataset)):
            if set(rows[column]) != {wanted}:
                raise ObservationError(f"a replacement of {wanted} holds other values of {column}")
        predicate = f"indicator_id = {_quoted(indicator_id)} AND dataset = {_quoted(dataset)}"
        with writing_lock(self.location):
            if self.exists():
                self._refuse_known_keys(rows, replaced_dataset=dataset)
            return self._write(table, "replaced", mode="overwrite", predicate=predicate, metadata=metadata)

    def replace_indicators(self, rows: pd.DataFrame | pa.Table, metadata: Mapping[str, str] | None = None) -> int:
        """Every indicator that occurs in `rows` gets exactly these rows, in one commit; returns the version.

        Rows of all its datasets give way. A frame is validated; an Arrow table is one that
        `observations_table` made. Two hundred indicators of a source at once (a million rows) need
        1 GB of memory. Raises ObservationError when there are no rows, or a row breaks a rule.
        """
        table = _validated(rows)
        ids = sorted(table["indicator_id"].unique().to_pylist())
        # The stretch lets deltalake pass over files that a long list alone would have it open.
        predicate = f"{_within((ids[0], ids[-1]))} AND indicator_id IN ({', '.join(map(_quoted, ids))})"
        with writing_lock(self.location):
            if not self.exists():
                return self._write(table, "appended", mode="append", metadata=metadata)
            return self._write(table, "replaced", mode="overwrite", predicate=predicate, metadata=metadata)

    def create(self, table: pa.Table, metadata: Mapping[str, str]) -> int:
        """Write a validated table as the store's whole content, with metadata on the commit."""
        with writing_lock(self.location):
            return self._write(table, "created", mode="overwrite", metadata=metadata)

    def compact(self) -> int:
        """Join small files, and sort again where an indicator lies in many; returns the version.

        No row changes. Commits nothing when the table is in order. Memory: 1 GB, whatever the size.
        """
        with writing_lock(self.location):
            join_small_files(self.location)
            active = self.active()
            if stretches := active.crowded():
                rows = sorted_again(self, active, stretches)
                predicate = " OR ".join(f"({_within(each)})" for each in stretches)
                try:
                    table = DeltaTable(self.location, version=active.version)
                    self._commit(table, rows, "overwrite", predicate, {WHAT: TIDIED})
                except (DeltaError, OSError) as fault:
                    raise StoreError(f"{self.location}: cannot be sorted again: {fault}") from fault
            return self.version()

    def vacuum(self, retention: timedelta = RETENTION, *, dry_run: bool = False) -> list[str]:
        """Delete the files of versions older than the retention; returns their names.

        Kept versions and the newest stay readable. With `dry_run` nothing is deleted. Raises StoreError
        for a table at a URL: what is kept is written in a folder.
        """
        self._refuse_url()
        with writing_lock(self.location):
            kept = [each.version for each in self.kept_versions()]
            return vacuumed(self.location, retention, kept, dry_run=dry_run)

    def keep_version(self, version: int, reason: str) -> None:
        """Let a version stay readable for good, because a published review used it.

        The reason is for people. The same version may be kept for several. Raises StoreError when
        the version cannot be read any more.
        """
        self._refuse_url()
        if not reason.strip():
            raise StoreError(f"version {version} is kept without a reason; say what used it")
        with writing_lock(self.location):
            gone = [path for path in self.active(version).paths if not Path(path).exists()]
            if gone:
                raise StoreError(f"version {version} cannot be kept: {gone[0]} has been cleaned away")
            write_kept_versions(self.location, [*self.kept_versions(), KeptVersion(version, reason.strip())])

    def kept_versions(self) -> tuple[KeptVersion, ...]:
        """The versions that stay readable for good, and why; in order. Raises StoreError."""
        self._refuse_url()
        return read_kept_versions(self.location)

    def _refuse_url(self) -> None:
        if "://" in self.location:
            raise StoreError(f"{self.location}: versions are kept and cleaned by the data hub's own tools at a URL")

    def _refuse_known_keys(self, rows: pd.DataFrame, replaced_dataset: str = "") -> None:
        known = self.query(
            f"SELECT {', '.join(KEY)} FROM observations WHERE dataset IS DISTINCT FROM ?",
            (replaced_dataset,),
            indicator_ids=rows["indicator_id"].unique().tolist(),
        )
        twice = rows[list(KEY)].merge(known, on=list(KEY), how="inner", validate="one_to_one")
        if len(twice):
            place = ", ".join(f"{name}={value}" for name, value in twice.iloc[0].items())
            raise ObservationError(f"{len(twice)} keys are already in the store, first {place}")

    def _write(
        self,
        table: pa.Table,
        what: str,
        *,
        mode: Literal["append", "overwrite"],
        predicate: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> int:
        ordered = in_order(table)
        told = {WHAT: what, **_told(table), **(metadata or {})}
        for attempt in range(ATTEMPTS):
            try:
                self._commit(self.location, ordered, mode, predicate, told)
                return self.version()
            except CommitFailedError:
                time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
            except (DeltaError, OSError) as fault:
                raise StoreError(f"{self.location}: cannot be written: {fault}") from fault
        raise StoreError(f"{self.location}: other writers kept interfering; nothing was written")

    def _commit(
        self,
        target: str | DeltaTable,
        rows: pa.Table | pa.RecordBatchReader,
        mode: Literal["append", "overwrite"],
        predicate: str | None,
        metadata: dict[str, str],
    ) -> None:
        """One attempt: everything or nothing. Small files keep the sort when one indicator is replaced."""
        write: Callable[..., None] = write_deltalake  # its overloads know each mode apart only
        write(
            target,
            rows,
            mode=mode,
            schema_mode="overwrite" if mode == "overwrite" and not predicate else None,  # newer releases add columns
            predicate=predicate,
            target_file_size=TARGET_FILE_SIZE,
            writer_properties=writer_properties(),
            commit_properties=commit_properties(metadata),
            post_commithook_properties=after_commit(),
        )


def _validated(rows: pd.DataFrame | pa.Table) -> pa.Table:
    table = rows if isinstance(rows, pa.Table) else observations_table(rows)
    if not table.num_rows:
        raise ObservationError("no rows: nothing replaced")
    if not table.schema.equals(SCHEMA):
        raise ObservationError("the table is not of the schema of observations; make it with observations_table")
    return table


def _told(table: pa.Table) -> dict[str, str]:
    """What a commit's metadata say of its rows: how many, and of which indicators."""
    ids = sorted(table["indicator_id"].unique().to_pylist())
    named = ", ".join(ids) if len(ids) <= NAMED_INDICATORS else str(len(ids))
    return {"rows": str(table.num_rows), "indicators": named}


def _within(stretch: Stretch) -> str:
    least, greatest = stretch
    return f"indicator_id >= {_quoted(least)} AND indicator_id <= {_quoted(greatest)}"


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
