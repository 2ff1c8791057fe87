"""The process's DuckDB: a reader in memory, with no file of its own."""

from functools import lru_cache

import duckdb


def engine_cursor() -> duckdb.DuckDBPyConnection:
    """A cursor of the one DuckDB of this process, for use in one thread; close it."""
    return _engine().cursor()


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """One DuckDB a process: starting it takes longer than any read. Each query has a cursor of its own."""
    return duckdb.connect()
