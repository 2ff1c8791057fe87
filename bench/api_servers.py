"""The peer of the data interface as a process of its own, over the embedded data."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyarrow.parquet as pq

from bench.proxy import HOST
from bench.servers import ROOT, START_SECONDS, free_port
from geodata.areas import load_areas
from indicators.embedded import read_embedded


@contextmanager
def naive_api() -> Iterator[int]:
    """The peer's port, while it runs; one uvicorn process, as HyteData is."""
    with tempfile.TemporaryDirectory(prefix="naive-api-") as folder:
        pq.write_table(read_embedded(), Path(folder) / "observations.parquet")
        load_areas().to_parquet(Path(folder) / "areas.parquet")
        port = free_port()
        place = ("--host", HOST, "--port", str(port), "--log-level", "warning")
        process = subprocess.Popen(
            (sys.executable, "-m", "uvicorn", "bench.peers.naive_api:app", *place),
            cwd=ROOT,
            env=os.environ | {"NAIVE_API_DATA": folder},
        )
        try:
            _wait_until_up(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _wait_until_up(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the peer did not answer on port {port}")
