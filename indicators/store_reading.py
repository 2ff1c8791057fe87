"""Reading the table of observations: the newest version or an earlier one, through DuckDB.

A reader asks the table which files are active and hands DuckDB just those, so it never sees half a
write. Of these it takes the ones that may hold the indicators it wants, so that reading one of
thousands costs what reading one of a hundred does.
"""

import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from indicators.active_files import ActiveFiles, active_files
from indicators.changes import changed_rows
from indicators.engine import engine_cursor
from indicators.errors import StoreError, UnknownVersion
from indicators.key_order import in_order
from indicators.observations import KEY
from indicators.snapshots import Snapshot, snapshot_of

ORDER = ", ".join(KEY)
REMEMBERED_VERSIONS = 32


class StoreReader:
    """The reading half of the store: one table in a folder (or at a URL that deltalake can open)."""

    def __init__(self, location: str | Path) -> None:
        self.location = str(location)
        self._table: DeltaTable | None = None
        self._newest: ActiveFiles | None = None
        self._past: dict[int, ActiveFiles] = {}
        self._lock = threading.Lock()

    def exists(self) -> bool:
        """True when a table has been created here."""
        return DeltaTable.is_deltatable(self.location)

    def version(self) -> int:
        """The number of the newest commit; grows by one with every write."""
        return self.active().version

    def table_id(self) -> str:
        """The table's own name, other than that of any table made before or elsewhere. Raises StoreError."""
        with self._lock:
            self._brought_up_to_date()
            return str(self._table.metadata().id) if self._table else ""

    def snapshot(self, version: int | None = None) -> Snapshot:
        """The files of one version (default newest), each with its range of indicators.

        Raises UnknownVersion for a version that there never was or that is no longer kept, StoreError when
        the store cannot be opened.
        """
        newest = self.version()
        if version is not None and not 0 <= version <= newest:
            raise UnknownVersion(f"{self.location}: no version {version}; the newest is {newest}")
        return snapshot_of(self.table_id(), self.active(version))

    def history(self) -> list[dict[str, Any]]:
        """Every commit, newest first, with its metadata. Raises StoreError."""
        try:
            return DeltaTable(self.location).history()
        except DeltaError as fault:
            raise StoreError(f"{self.location}: the history cannot be read: {fault}") from fault

    def active(self, version: int | None = None) -> ActiveFiles:
        """The files of a version (default newest). Raises StoreError when there is no such version."""
        with self._lock:
            newest = self._brought_up_to_date()
            if version is None or version == newest.version:
                return newest
            if version not in self._past:
                self._remember(self._as_of(version))
            return self._past[version]

    def read(
        self, where: str = "true", parameters: tuple[object, ...] = (), version: int | None = None
    ) -> pd.DataFrame:
        """Rows that satisfy an SQL condition with `?` parameters, as of a version (default newest).

        Sorted by key. Looks through every file: where the indicators are known, `read_indicators` is
        quick. Raises StoreError when the table is absent, unreadable, or has no such version.
        """
        return self.query(f"SELECT * FROM observations WHERE {where} ORDER BY {ORDER}", parameters, version)

    def read_indicators(self, indicator_ids: Collection[str], version: int | None = None) -> pd.DataFrame:
        """Every row of some indicators, as of a version (default newest); an empty frame when there are none.

        Sorted by key. Opens only the files that may hold them. Raises StoreError as `read` does.
        """
        return _frame(in_order(self._found("SELECT * FROM observations", (), version, indicator_ids)))

    def changes(self, indicator_id: str, before: int | None, after: int) -> pd.DataFrame:
        """What a later version says otherwise of an indicator than an earlier one, as `changed_rows` tells it.

        `before` None compares with nothing: every row was added. Raises StoreError when one of the
        versions is unknown or no longer whole.
        """
        later = self.read_indicators([indicator_id], after)
        return changed_rows(later.iloc[:0] if before is None else self.read_indicators([indicator_id], before), later)

    def query(
        self,
        sql: str,
        parameters: tuple[object, ...] = (),
        version: int | None = None,
        indicator_ids: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Any SELECT over `observations`, as of a version (default newest). Raises StoreError.

        With `indicator_ids`, `observations` holds these indicators alone and few files are opened.
        """
        return _frame(self._found(sql, parameters, version, indicator_ids))

    def _found(
        self, sql: str, parameters: tuple[object, ...], version: int | None, indicator_ids: Collection[str] | None
    ) -> pa.Table:
        active = self.active(version)
        if indicator_ids is None:
            return self.arrow(active.paths, sql, parameters)
        files = active.holding(indicator_ids) or active.paths[:1]  # one file tells the columns of an empty answer
        return self.arrow(files, sql, parameters, _one_of(len(indicator_ids)), tuple(indicator_ids))

    def select(
        self,
        files: Sequence[str],
        sql: str,
        parameters: tuple[object, ...] = (),
        only: str = "true",
        only_parameters: tuple[object, ...] = (),
    ) -> pd.DataFrame:
        """What `arrow` finds, as a frame."""
        return _frame(self.arrow(files, sql, parameters, only, only_parameters))

    def arrow(
        self,
        files: Sequence[str],
        sql: str,
        parameters: tuple[object, ...] = (),
        only: str = "true",
        only_parameters: tuple[object, ...] = (),
    ) -> pa.Table:
        """A SELECT over some of the active files, of which `observations` holds the rows that satisfy `only`."""
        if not files:
            raise StoreError(f"{self.location}: the store holds no observations")
        source = f"WITH observations AS (SELECT * FROM read_parquet(?) WHERE {only}) "
        try:
            with engine_cursor() as cursor:
                answer = cursor.sql(source + sql, params=(list(files), *only_parameters, *parameters))
                table: pa.Table = answer.to_arrow_table()
                return table
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException) as fault:
            raise StoreError(f"{self.location}: cannot be read: {fault}") from fault
        except (duckdb.Error, OSError) as fault:
            raise StoreError(f"{self.location}: cannot be read: {fault}{_culprit(files)}") from fault

    def _brought_up_to_date(self) -> ActiveFiles:
        """The files of the newest commit. Cheap when nothing was committed since: two questions to the folder."""
        try:
            if self._table is None:
                self._table = DeltaTable(self.location)
            elif self._may_have_moved_on(self._table.version()):
                self._table.update_incremental()
            if self._newest is None or self._newest.version != self._table.version():
                self._newest = active_files(self._table, self.location)
        except DeltaError as fault:
            self._table = self._newest = None
            raise StoreError(f"{self.location}: the store cannot be opened: {fault}") from fault
        return self._newest

    def _may_have_moved_on(self, version: int) -> bool:
        """False only when the log in a folder ends with this version (it may begin later: old entries go)."""
        if "://" in self.location:
            return True
        known, following = (Path(self.location, "_delta_log", f"{each:020}.json") for each in (version, version + 1))
        return following.exists() or not known.exists()

    def _as_of(self, version: int) -> ActiveFiles:
        try:
            return active_files(DeltaTable(self.location, version=version), self.location)
        except (DeltaError, OverflowError) as fault:
            raise UnknownVersion(f"{self.location}: version {version} cannot be read: {fault}") from fault

    def _remember(self, active: ActiveFiles) -> None:
        if len(self._past) >= REMEMBERED_VERSIONS:
            self._past.clear()
        self._past[active.version] = active


def _one_of(count: int) -> str:
    """A condition for some indicators; DuckDB finds one that is equal faster than one in a list of one."""
    listed = f"indicator_id IN ({', '.join('?' * count)})"
    return {0: "false", 1: "indicator_id = ?"}.get(count, listed)


def _frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as pandas (half the time of DuckDB's own frames); days become timestamps."""
    for place, field in enumerate(table.schema):
        if pa.types.is_date(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.timestamp("us")))
        elif pa.types.is_decimal(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.float64()))
    return table.to_pandas()


def _culprit(files: Sequence[str]) -> str:
    """The first file that cannot be read by itself, and what to do; empty when each can."""
    for file in files:
        try:
            with engine_cursor() as cursor:
                cursor.execute("SELECT count(COLUMNS(*)) FROM read_parquet(?)", (file,)).fetchall()
        except duckdb.Error:
            what = "damaged" if Path(file).exists() or "://" in file else "gone (of an old version: cleaned away)"
            return f"; the file {file} is {what}: restore it from the backup, or read another version"
    return ""
