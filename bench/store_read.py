"""One indicator's observations from the store, beside pandas over one Parquet file of the same rows.

At 1× the embedded data, and with every indicator copied ten times under other names.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.results import Row
from indicators.embedded import embedded_digest, read_embedded
from indicators.published import DIGEST, load_observations
from indicators.store import TABLE_NAME, ObservationStore

GROWTH = (1, 10)
REPEATS = 15
WANTED = "low_income_rate"
FILTERED, WHOLE = "pandas, Parquet with a filter", "pandas, whole Parquet file"


def measure() -> Iterator[Row]:
    """Rows for each size and peer; the peers' values are compared with the store's first."""
    for times in GROWTH:
        with _stored(times) as (file, rows):
            ways = _ways(file)
            _check_equal(ways)
            took = {name: [] for name in ways}
            for _ in range(REPEATS):
                for name, read in ways.items():
                    took[name].append(_milliseconds(read))
        ours, *peers = ways
        operation = f"one indicator out of {rows:,} observations ({times}×)"
        for peer in peers:
            yield Row(operation, peer, "time", tuple(took[ours]), tuple(took[peer]), "ms")


def _ways(file: Path) -> dict[str, Callable[[], pd.DataFrame]]:
    return {
        "HyteData": lambda: load_observations(WANTED),
        FILTERED: lambda: pd.read_parquet(file, filters=[("indicator_id", "==", WANTED)]),
        WHOLE: lambda: pd.read_parquet(file).query("indicator_id == @WANTED"),
    }


def _check_equal(ways: dict[str, Callable[[], pd.DataFrame]]) -> None:
    found = {(len(rows), round(float(rows["value"].sum()), 6)) for rows in (read() for read in ways.values())}
    if len(found) != 1:
        raise RuntimeError(f"the readers disagree: {found}")


def _milliseconds(read: Callable[[], pd.DataFrame]) -> float:
    start = time.perf_counter()
    read()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def _stored(times: int) -> Iterator[tuple[Path, int]]:
    """A store and a Parquet file of the same rows in a temporary HYTEDATA_HOME; removed at the end."""
    known = os.environ.get("HYTEDATA_HOME")
    with tempfile.TemporaryDirectory(prefix="hytedata-bench-") as home:
        table = copied(read_embedded(), times)
        file = Path(home) / "observations.parquet"
        pq.write_table(table, file, compression="zstd")
        ObservationStore(Path(home) / TABLE_NAME).create(table, {DIGEST: embedded_digest()})
        os.environ["HYTEDATA_HOME"] = home
        try:
            yield file, table.num_rows
        finally:
            os.environ.pop("HYTEDATA_HOME")
            os.environ.update({} if known is None else {"HYTEDATA_HOME": known})


def copied(table: pa.Table, times: int) -> pa.Table:
    """The table, and copies whose indicators have other names."""
    return pa.concat_tables([table, *(_renamed(table, f"_{number}") for number in range(1, times))])


def _renamed(table: pa.Table, suffix: str) -> pa.Table:
    place = table.schema.get_field_index("indicator_id")
    kind = table.schema.field(place).type
    names = pc.binary_join_element_wise(table["indicator_id"].cast(pa.string()), suffix, "").cast(kind)
    return table.set_column(place, table.schema.field(place), names)
