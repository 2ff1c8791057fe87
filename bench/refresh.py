"""A fetch of many indicators from a replica of SOTKAnet, beside one request after another.

The replica takes 20 ms to answer, as in the next room, or 200 ms, as across the country. The peer asks and
reads as simple clients do: description, figures, into a frame, then the next. It keeps nothing. Ours also
judges each answer, adds intervals and writes it all into the store.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import requests

from bench.results import Row
from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded
from indicators.refresh.progress import ignore
from indicators.refresh.sotkanet_run import SotkanetRun, Wish
from indicators.sources.http import SourceClient
from indicators.store import TABLE_NAME, ObservationStore

ROOT = Path(__file__).parent.parent
INDICATORS = 232
FIRST_MADE_UP = 100_001
ROOMS = ((20, 100, 3), (200, 50, 1))
"""Latency in ms, indicators fetched, and runs."""
PEER = "one request after another, into frames"
MOMENT = datetime(2026, 11, 25, 3, tzinfo=UTC)


def measure() -> Iterator[Row | str]:
    """Rows for a first fetch and for one when nothing has changed; the requests of the latter in words."""
    for latency, indicators, runs in ROOMS:
        yield from _measured(latency, tuple(range(FIRST_MADE_UP, FIRST_MADE_UP + indicators)), runs)


def _measured(latency: int, numbers: tuple[int, ...], runs: int) -> Iterator[Row | str]:
    with _replica(latency) as address:
        first, again, theirs = [], [], []
        for _ in range(runs):
            with tempfile.TemporaryDirectory(prefix="hytedata-bench-") as home:
                os.environ["HYTEDATA_HOME"] = home
                first.append(_timed(lambda: _ours(address, Path(home), numbers)))
                again.append(_timed(lambda: _ours(address, Path(home), numbers)))
                report = _ours(address, Path(home), numbers)
            theirs.append(_timed(lambda: _one_after_another(address, numbers)))
    what = f"fetch of {len(numbers)} indicators, {latency} ms latency"
    yield Row(what, PEER, "time, judged and stored", tuple(first), tuple(theirs), "ms", 1 / 3.5)
    yield Row(f"{what}, nothing changed", PEER, "time", tuple(again), tuple(theirs), "ms")
    yield f"A fetch when nothing has changed, {latency} ms latency: {report.requests} request(s)."


def _ours(address: str, home: Path, numbers: tuple[int, ...]):
    store = ObservationStore(home / TABLE_NAME)
    if not store.exists():
        store.create(read_embedded(), {})
    with SourceClient(address, "SOTKAnet") as client:
        return SotkanetRun(client, store, load_catalogue(), Wish(numbers), MOMENT).run(ignore)


def _one_after_another(address: str, numbers: tuple[int, ...]) -> list[pd.DataFrame]:
    frames = []
    with requests.Session() as session:
        session.headers["User-Agent"] = "peer"
        for number in numbers:
            about = session.get(f"{address}/indicators/{number}", timeout=60).json()
            span = about["range"]
            sexes = about["classifications"].get("sex", {}).get("values") or ["total"]
            asked = {"indicator": number, "years": list(range(span["start"], span["end"] + 1)), "genders": sexes}
            frames.append(pd.DataFrame(session.get(f"{address}/json", params=asked, timeout=60).json()))
    return frames


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def _replica(latency: int) -> Iterator[str]:
    """The replica in a process of its own; yields the base address it prints."""
    command = [sys.executable, "-m", "tests.replica", "--indicators", str(INDICATORS), "--latency-ms", str(latency)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"HYTEDATA_SOTKANET_URL=(\S+?)/?$", process.stdout.readline().strip())
            yield found.group(1)
        finally:
            process.kill()
