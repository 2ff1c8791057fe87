"""Where observations live: one Delta Lake table, read through DuckDB over its active files.

Delta gives atomic commits, readers beside a writer, and reading as of an earlier version. A reader
asks the table which files are active and hands DuckDB just those, so it never sees half a write.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators.engine import engine_cursor
from indicators.errors import ObservationError, StoreError, UnknownVersion
from indicators.observations import KEY, observations_table
from indicators.snapshots import Snapshot, plain_path, read_snapshot

TABLE_NAME = "observations"
TARGET_FILE_SIZE = 4 << 20
ROW_GROUP_SIZE = 20_000
ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.05
ACTIVE_FILES = "WITH observations AS (SELECT * FROM read_parquet(?)) "
"""Two writers may collide; the whole replacement is tried again after a growing pause."""


class ObservationStore:
    """One table of observations in a folder (or at a URL that deltalake can open)."""

    def __init__(self, location: str | Path) -> None:
        self.location = str(location)
        self._table: DeltaTable | None = None
        self._lock = threading.Lock()

    def exists(self) -> bool:
        """True when a table has been created here."""
        return DeltaTable.is_deltatable(self.location)

    def version(self) -> int:
        """The number of the newest commit; grows by one with every write."""
        return self._current().version()

    def history(self) -> list[dict[str, Any]]:
        """Every commit, newest first, with its metadata."""
        return self._current().history()

    def append(self, rows: pd.DataFrame) -> int:
        """Add rows whose keys are new; returns the new version.

        Raises ObservationError when a key is already there, StoreError when writing fails.
        """
        table = observations_table(rows)
        if self.exists():
            self._refuse_known_keys(rows)
        return self._write(table, mode="append")

    def replace(self, indicator_id: str, dataset: str, rows: pd.DataFrame) -> int:
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
        if self.exists():
            self._refuse_known_keys(rows, replaced_dataset=dataset)
        predicate = f"indicator_id = '{_quoted(indicator_id)}' AND dataset = '{_quoted(dataset)}'"
        return self._write(table, mode="overwrite", predicate=predicate)

    def create(self, table: pa.Table, metadata: Mapping[str, str]) -> int:
        """Write a validated table as the store's whole content, with metadata on the commit."""
        return self._write(table, mode="overwrite", metadata=metadata)

    def read(
        self, where: str = "true", parameters: tuple[object, ...] = (), version: int | None = None
    ) -> pd.DataFrame:
        """Rows that satisfy an SQL condition with `?` parameters, as of a version (default newest).

        Sorted by key. Raises StoreError when the table is absent, unreadable, or has no such version.
        """
        order = ", ".join(KEY)
        return self.query(f"SELECT * FROM observations WHERE {where} ORDER BY {order}", parameters, version)

    def query(self, sql: str, parameters: tuple[object, ...] = (), version: int | None = None) -> pd.DataFrame:
        """Any SELECT over `observations`, as of a version (default newest). Raises StoreError."""
        files = self._files(version)
        try:
            with engine_cursor() as cursor:
                return cursor.execute(ACTIVE_FILES + sql, (files, *parameters)).df()
        except duckdb.Error as fault:
            raise StoreError(f"{self.location}: cannot be read: {fault}") from fault

    def snapshot(self, version: int | None = None) -> Snapshot:
        """The files of one version (default newest), each with its range of indicators.

        Raises UnknownVersion for a version that there never was or that is no longer kept, StoreError when
        the store cannot be opened.
        """
        newest = self.version()
        wanted = newest if version is None else version
        if not 0 <= wanted <= newest:
            raise UnknownVersion(f"{self.location}: no version {wanted}; the newest is {newest}")
        try:
            return read_snapshot(self.location, wanted)
        except (DeltaError, OSError) as fault:
            raise UnknownVersion(f"{self.location}: version {wanted} is no longer kept: {fault}") from fault

    def select(self, sql: str, parameters: Sequence[object], files: Sequence[str]) -> pa.Table:
        """Any SELECT over `observations` of some of a snapshot's files, as an Arrow table. Raises StoreError."""
        try:
            with engine_cursor() as cursor:
                return cursor.sql(ACTIVE_FILES + sql, params=(list(files), *parameters)).to_arrow_table()
        except duckdb.Error as fault:
            raise StoreError(f"{self.location}: cannot be read: {fault}") from fault

    def _files(self, version: int | None) -> list[str]:
        table = self._current() if version is None else self._as_of(version)
        files = table.file_uris()
        if not files:
            raise StoreError(f"{self.location}: the store holds no observations")
        return [plain_path(self.location, file) for file in files]

    def _as_of(self, version: int) -> DeltaTable:
        try:
            return DeltaTable(self.location, version=version)
        except (DeltaError, OverflowError) as fault:
            raise StoreError(f"{self.location}: version {version} cannot be read: {fault}") from fault

    def _current(self) -> DeltaTable:
        """The open table, brought up to the newest commit (cheap: reads only new log entries)."""
        with self._lock:
            try:
                if self._table is None:
                    self._table = DeltaTable(self.location)
                else:
                    self._table.update_incremental()
            except DeltaError as fault:
                self._table = None
                raise StoreError(f"{self.location}: the store cannot be opened: {fault}") from fault
            return self._table

    def _refuse_known_keys(self, rows: pd.DataFrame, replaced_dataset: str = "") -> None:
        ids = rows["indicator_id"].unique().tolist()
        known = self.read("list_contains(?, indicator_id) AND dataset IS DISTINCT FROM ?", (ids, replaced_dataset))
        twice = rows[list(KEY)].merge(known[list(KEY)], on=list(KEY), how="inner")
        if len(twice):
            place = ", ".join(f"{name}={value}" for name, value in twice.iloc[0].items())
            raise ObservationError(f"{len(twice)} keys are already in the store, first {place}")

    def _write(
        self,
        table: pa.Table,
        *,
        mode: Literal["append", "overwrite"],
        predicate: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> int:
        ordered = table.sort_by([(column, "ascending") for column in KEY])
        commit = CommitProperties(custom_metadata=dict(metadata or {}))
        for attempt in range(ATTEMPTS):
            try:
                self._commit(ordered, mode, predicate, commit)
                return self.version()
            except CommitFailedError:
                time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
            except (DeltaError, OSError) as fault:
                raise StoreError(f"{self.location}: cannot be written: {fault}") from fault
        raise StoreError(f"{self.location}: other writers kept interfering; nothing was written")

    def _commit(
        self, table: pa.Table, mode: Literal["append", "overwrite"], predicate: str | None, commit: CommitProperties
    ) -> None:
        """One attempt: everything or nothing. Small files keep the sort when one indicator is replaced."""
        writer = WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP_SIZE)
        if mode == "append":
            write_deltalake(
                self.location,
                table,
                mode="append",
                target_file_size=TARGET_FILE_SIZE,
                writer_properties=writer,
                commit_properties=commit,
            )
        else:
            write_deltalake(
                self.location,
                table,
                mode="overwrite",
                schema_mode=None if predicate else "overwrite",  # a newer release may have more columns
                predicate=predicate,
                target_file_size=TARGET_FILE_SIZE,
                writer_properties=writer,
                commit_properties=commit,
            )


def _quoted(text: str) -> str:
    return text.replace("'", "''")
