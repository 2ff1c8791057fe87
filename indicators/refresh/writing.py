"""Batches of rows on their way into the store: one is written while the next is judged.

A batch is one commit, and what is remembered of it is written after it: a kill between the two only means
that the batch is fetched once more.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow as pa

from indicators.generated import generated_path, read_generated, write_generated
from indicators.model import Indicator
from indicators.refresh.report import IndicatorReport, RunReport
from indicators.refresh.state import Remembered
from indicators.store import ObservationStore

FIRST_SHOWN = 3


@dataclass(frozen=True)
class Entry:
    """One indicator's whole content, what the report says of it, and what to remember of its source."""

    indicator: Indicator
    is_generated: bool
    table: pa.Table
    told: IndicatorReport
    source_id: str
    remembered: Remembered


class BatchWriter:
    """Writes batches one after another, beside whoever hands them over; `written` is called after each commit."""

    def __init__(self, store: ObservationStore, report: RunReport, written: Callable[[Sequence[Entry]], None]) -> None:
        self._store, self._report, self._written = store, report, written
        self._under_way: tuple[Sequence[Entry], Future[int]] | None = None

    def begin(self, batch: Sequence[Entry]) -> None:
        """Start writing, as soon as the batch before is through. Raises StoreError when that one failed."""
        self.settle()
        if batch:
            threads = ThreadPoolExecutor(1, thread_name_prefix="write")
            self._under_way = batch, threads.submit(self._write, batch)
            threads.shutdown(wait=False)

    def settle(self) -> None:
        """Wait for the batch that is being written, if one is. Raises StoreError when it failed."""
        under_way, self._under_way = self._under_way, None
        if under_way:
            batch, version = under_way
            self._report.version = version.result()
            self._written(batch)

    def _write(self, batch: Sequence[Entry]) -> int:
        """Generated definitions before their rows: no figure without a definition."""
        _describe([entry.indicator for entry in batch if entry.is_generated])
        names = [entry.indicator.indicator_id for entry in batch]
        shown = ", ".join(names[:FIRST_SHOWN]) + (" …" if len(names) > FIRST_SHOWN else "")
        rows = pa.concat_tables([entry.table for entry in batch])
        metadata = {"source": self._report.source, "indicators": f"{len(names)}: {shown}"}
        return self._store.replace_indicators(rows, metadata)


def _describe(indicators: Sequence[Indicator]) -> None:
    if indicators:
        path = generated_path()
        write_generated(read_generated(path) | {each.indicator_id: each for each in indicators}, path)
