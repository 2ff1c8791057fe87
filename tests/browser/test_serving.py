"""Both ways to serve listen on this machine only, and serve the same application."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.servers import ROOT, SOCKET_TABLES, free_port, listening_addresses, running

# Servers of their own and no browser: these run beside the browser tests, in the other worker.
pytestmark = pytest.mark.skipif(
    not all(table.exists() for table in SOCKET_TABLES), reason="this system has no /proc/net/tcp to look in"
)


def streamlit_command(port: int) -> list[str]:
    """As a developer starts it; all but the port stands in .streamlit/config.toml."""
    return [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]


def make_run_command(port: int) -> list[str]:
    """The command that `make run` would run, with this environment's uvicorn."""
    plan = ["make", "--dry-run", "--no-print-directory", "run", f"PORT={port}"]
    told = subprocess.run(plan, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    program, *arguments = shlex.split(told.strip().splitlines()[-1])
    assert program.endswith("/uvicorn"), told
    return [sys.executable, "-m", "uvicorn", *arguments]


@pytest.mark.parametrize("command", [streamlit_command, make_run_command])
def test_a_server_is_reached_from_this_machine_only(command: object, tmp_path: Path) -> None:
    port = free_port()
    with running(command(port), port, tmp_path) as server:
        addresses = listening_addresses(port)
        assert addresses
        assert all(address.is_loopback for address in addresses), addresses
        assert server.get("/ready").status == 200
        page = server.get("/map")
        assert page.status == 200
        assert page.headers["content-type"].startswith("text/html")
        assert "<script" in page.text
        assert server.get("/geometry/municipality-2025-03.json").status == 200
