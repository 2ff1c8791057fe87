"""The two servers under test: HyteData as it is run, and plain Streamlit with its defaults."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.proxy import HOST, CountingProxy

ROOT = Path(__file__).parent.parent
PEER = Path(__file__).parent / "peers" / "plain_streamlit.py"
START_SECONDS = 60
REST_SECONDS = 180
TICKS = os.sysconf("SC_CLK_TCK")
NOT_SAID = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
"""The only settings the peer gets: they keep it from opening a browser and from calling home."""


@dataclass(frozen=True)
class Server:
    """A running server and the counting proxy before it."""

    name: str
    pid: int
    proxy: CountingProxy

    def address(self, path: str = "/") -> str:
        """A URL through the proxy."""
        return f"http://{HOST}:{self.proxy.port}{path}"

    def cpu_seconds(self) -> float:
        """Processor time of the process and its children so far, user and system."""
        return sum(_ticks(pid) for pid in _tree(self.pid)) / TICKS


@contextmanager
def hytedata(*, packs_assets: bool = False) -> Iterator[Server]:
    """`uvicorn app:app` from the checkout, its store in a temporary folder.

    Packing Streamlit's files in the background is off unless asked for: it would count as CPU of the pages.
    """
    packing = {"HYTEDATA_PACK_ASSETS": "1" if packs_assets else "0"}
    with tempfile.TemporaryDirectory(prefix="hytedata-bench-") as home:
        port = free_port()
        command = ("uvicorn", "app:app", "--host", HOST, "--port", str(port), "--log-level", "warning")
        with _running("HyteData", command, port, ROOT, {"HYTEDATA_HOME": home} | packing) as server:
            yield server


def let_rest(server: Server) -> None:
    """Return when the server has used next to no processor time for a while: nothing is packed any more."""
    deadline = time.monotonic() + REST_SECONDS
    before = server.cpu_seconds()
    while time.monotonic() < deadline:
        time.sleep(3)
        now = server.cpu_seconds()
        if now - before < 0.3:
            return
        before = now


@contextmanager
def plain_streamlit() -> Iterator[Server]:
    """`streamlit run` of the peer page, from an empty folder and home: Streamlit's defaults."""
    with tempfile.TemporaryDirectory(prefix="plain-streamlit-") as empty:
        port = free_port()
        place = ("--server.address", HOST, "--server.port", str(port))
        command = ("streamlit", "run", str(PEER), *place, *NOT_SAID)
        with _running("plain Streamlit", command, port, Path(empty), {"HOME": empty}) as server:
            yield server


@contextmanager
def _running(
    name: str, command: tuple[str, ...], port: int, folder: Path, settings: dict[str, str]
) -> Iterator[Server]:
    """A server process until the `with` ends; it is stopped whatever happens."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    process = subprocess.Popen((sys.executable, "-m", *command), cwd=folder, env=environment | settings, **quiet)
    try:
        _wait_until_up(port, process)
        with CountingProxy(port) as proxy:
            yield Server(name, process.pid, proxy)
    finally:
        _stop(process)


def _wait_until_up(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{process.args} did not answer on port {port}")


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _tree(pid: int) -> list[int]:
    """The process and its descendants, from /proc."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _ticks(pid: int) -> int:
    """User and system time in clock ticks; 0 for a process that has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
