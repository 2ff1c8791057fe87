"""The store at the size of all of SOTKAnet: 3,695 indicators × 309 municipalities × 20 years.

Made-up figures of a real shape: half of the indicators have counts and intervals. Beside it stand
pandas over one unsorted Parquet file, and two layouts tuned by hand: a folder an indicator, and one
sorted file. All read the same rows; the peers with DuckDB and Arrow as the store does, and unsorted
where their layout is sorted already.
"""

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.made_up import AREAS, ROWS_EACH, indicator_name, observations_of
from bench.results import Row
from indicators.availability import SUMMARY, Availability
from indicators.store import TABLE_NAME, ObservationStore

INDICATORS = 3_695
GROWTH = (37, 370, INDICATORS)
BATCH = 200
OVERWRITES = 200
REPEATS = 25
SLOW_REPEATS = 5
UNSORTED = "pandas, one unsorted Parquet file"
HIVE = "DuckDB, a folder an indicator (hive)"
SORTED = "DuckDB, one sorted file"
OURS = "HyteData"
Read = Callable[[str], pd.DataFrame]


def measure() -> Iterator[Row | str]:
    """Rows for one indicator read at three sizes and after overwrites; then loading and upkeep in words."""
    said = []
    for count in GROWTH:
        with tempfile.TemporaryDirectory(prefix="hytedata-bench-") as folder:
            store, loaded = _loaded(Path(folder), count)
            said.append(loaded)
            ways = _ways(store, Path(folder), count)
            yield from _compared(f"one indicator out of {count * ROWS_EACH:,}", ways, count)
            if count == INDICATORS:
                said.append(_overwritten(store, count))
                yield from _compared(f"the same after {OVERWRITES} overwrites", ways, count)
                said.append(_compacted(store))
                yield from _compared("the same, compacted", ways, count)
                yield from _summaries(store)
                said.append(_wide_reads(store, count))
    yield "\n".join(["**The store at size**", *(f"- {line}" for line in said)])


def _loaded(folder: Path, count: int) -> tuple[ObservationStore, str]:
    store, spent = ObservationStore(folder / TABLE_NAME), 0.0
    for numbers in _batches(count):
        table = observations_of(numbers)
        spent += _seconds(lambda rows=table: store.replace_indicators(rows))
    rows = count * ROWS_EACH
    return store, (
        f"load of {rows:,} rows in batches of {BATCH} indicators: {spent:.1f} s, {rows / spent:,.0f} rows/s, "
        f"{store.active().size / 1e6:,.0f} MB in {len(store.active().files)} files; "
        f"peak memory of the process {_peak():.1f} GB"
    )


def _batches(count: int) -> Iterator[range]:
    return (range(start, min(start + BATCH, count)) for start in range(0, count, BATCH))


def _ways(store: ObservationStore, folder: Path, count: int) -> dict[str, Read]:
    """The store, and its peers over files of the same rows."""
    unsorted, ordered, hive = folder / "unsorted.parquet", folder / "sorted.parquet", folder / "hive"
    _write_peers(count, unsorted, ordered, hive)
    engine = duckdb.connect()

    def over(files: str, wanted: str) -> pd.DataFrame:
        sql = "SELECT * FROM read_parquet(?) WHERE indicator_id = ?"
        return _frame(engine.sql(sql, params=(files, wanted)).to_arrow_table())

    return {
        OURS: lambda wanted: store.read_indicators((wanted,)),
        UNSORTED: lambda wanted: pd.read_parquet(unsorted, filters=[("indicator_id", "==", wanted)]),
        HIVE: lambda wanted: over(str(hive / f"indicator_id={wanted}" / "*.parquet"), wanted),
        SORTED: lambda wanted: over(str(ordered), wanted),
    }


def _frame(table: pa.Table) -> pd.DataFrame:
    return table.to_pandas(date_as_object=False)


def _write_peers(count: int, unsorted: Path, ordered: Path, hive: Path) -> None:
    """The unsorted file holds the rows in the order of a hash."""
    schema = observations_of(range(0)).schema
    with pq.ParquetWriter(ordered, schema, compression="zstd") as file:
        for numbers in _batches(count):
            table = observations_of(numbers)
            file.write_table(table, row_group_size=20_000)
            for place, number in enumerate(numbers):
                target = hive / f"indicator_id={indicator_name(number)}"
                target.mkdir(parents=True)
                pq.write_table(table.slice(place * ROWS_EACH, ROWS_EACH), target / "0.parquet", compression="zstd")
    duckdb.execute("SET memory_limit = '2GB'")
    duckdb.execute(
        f"COPY (SELECT * FROM read_parquet('{ordered}') ORDER BY hash(indicator_id || area_code || period)) "
        f"TO '{unsorted}' (FORMAT parquet, COMPRESSION zstd)"
    )


def _compared(operation: str, ways: dict[str, Read], count: int) -> Iterator[Row]:
    """Reads of the same randomly chosen indicators by all; the slow peer fewer times."""
    dice, took = random.Random(count), {name: [] for name in ways}
    for turn in range(REPEATS):
        wanted = indicator_name(dice.randrange(count))
        for name, read in ways.items():
            if turn < SLOW_REPEATS or name != UNSORTED:
                took[name].append(1000 * _seconds(partial(_read_right, read, wanted)))
    best = min((HIVE, SORTED), key=lambda name: median(took[name]))
    for peer, limit in ((UNSORTED, 1 / 20), (HIVE, None), (SORTED, None)):
        goal = 1.5 if peer == best else limit
        yield Row(operation, peer, "time", tuple(took[OURS]), tuple(took[peer]), "ms", goal, is_goal=True)


def _read_right(read: Read, wanted: str) -> None:
    rows = read(wanted)
    if len(rows) != ROWS_EACH or rows["indicator_id"].iloc[0] != wanted:
        raise RuntimeError(f"{len(rows)} rows instead of {ROWS_EACH} of {wanted}")


def _overwritten(store: ObservationStore, count: int) -> str:
    chosen = random.Random(1).sample(range(count), OVERWRITES)
    took = [_seconds(lambda number=number: store.replace_indicators(observations_of([number]))) for number in chosen]
    return (
        f"overwrite of one indicator, {OVERWRITES} times: {1000 * median(took):.0f} ms each, "
        f"then {len(store.active().files)} files, {len(store.active().crowded())} crowded stretches"
    )


def _compacted(store: ObservationStore) -> str:
    """After 100 indicators all over the table were replaced at once, the worst a nightly refresh does to the order."""
    chosen = sorted(random.Random(2).sample(range(INDICATORS), 100))
    replaced = _seconds(lambda: store.replace_indicators(observations_of(chosen)))
    crowded = len(store.active().crowded())
    took = _seconds(store.compact)
    return (
        f"100 scattered indicators replaced in one commit: {replaced:.1f} s, {crowded} crowded stretches; "
        f"compact: {took:.1f} s, then {len(store.active().files)} files, {len(store.active().crowded())} crowded; "
        f"peak memory of the process {_peak():.1f} GB"
    )


def _summaries(store: ObservationStore) -> Iterator[Row]:
    """Availability of everything after one indicator changed, beside summing up everything."""
    availability, ours, theirs = Availability(store), [], []
    availability.rows()
    for number in range(SLOW_REPEATS):
        store.replace_indicators(observations_of([number * 500]))
        ours.append(1000 * _seconds(availability.rows))
        theirs.append(1000 * _seconds(lambda: store.query(SUMMARY)))
    name = "availability of everything after a commit"
    yield Row(name, "DuckDB over all files", "time", tuple(ours), tuple(theirs), "ms")


def _wide_reads(store: ObservationStore, count: int) -> str:
    some, areas = [indicator_name(each) for each in range(0, count, count // 107)][:107], AREAS[:4]
    sql = "SELECT * FROM observations WHERE list_contains(?, area_code)"
    chosen = _seconds(lambda: store.query(sql, (areas,), indicator_ids=some))
    every = _seconds(lambda: store.query(sql, (areas,)))
    return f"4 areas: 107 indicators {1000 * chosen:.0f} ms, all {count:,} indicators {1000 * every:.0f} ms"


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
