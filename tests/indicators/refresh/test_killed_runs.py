"""kill −9 in the middle of a fetch, at any moment: the table opens, and nothing that was committed is lost."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from indicators.store import TABLE_NAME, ObservationStore
from tests.replica.server import Replica
from tests.replica.sotkanet import ROOT

PROJECT = Path(__file__).parents[3]
LOOK_SECONDS = 0.02
REQUESTS_OF_A_RUN = 150
"""The list, the regions, and two for each of the chosen indicators."""


def fetch(home: Path, address: str) -> subprocess.Popen[bytes]:
    """A run that asks for everything again, as an operator starts it."""
    command = [sys.executable, "-m", "indicators", "refresh", "--source", "sotkanet", "--again", "--quiet"]
    settings = {"HYTEDATA_HOME": str(home), "HYTEDATA_SOTKANET_URL": f"{address}{ROOT}"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=PROJECT, env=os.environ | settings, **quiet)


def kill_when_asked(process: subprocess.Popen[bytes], replica: Replica, requests: int) -> None:
    """kill −9 as soon as the replica has been asked so often, or when the run has ended before."""
    while replica.asked.total() < requests:
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_SECONDS)
            break
    process.kill()
    process.wait()


def kept(home: Path) -> dict[str, int]:
    """Indicator → its number of rows; raises when the table cannot be opened."""
    store = ObservationStore(home / TABLE_NAME)
    if not store.exists():
        return {}
    found = store.query("SELECT indicator_id, count(*) AS number FROM observations GROUP BY ALL")
    return dict(zip(found["indicator_id"], found["number"], strict=True))


def kill_again_and_again(home: Path, replica: Replica, kills: int) -> None:
    """The moment of the kill moves through the run from one time to the next."""
    before: dict[str, int] = {}
    for place in range(kills):
        replica.forget()
        kill_when_asked(fetch(home, replica.url), replica, 1 + place * 37 % REQUESTS_OF_A_RUN)
        now = kept(home)
        lost = {name for name, number in before.items() if now.get(name, 0) < number}
        assert not lost, f"kill {place}: rows of {sorted(lost)} are gone"
        before = now
    assert fetch(home, replica.url).wait(300) in (0, 3)
    after = kept(home)
    assert all(after[name] >= number for name, number in before.items())


def test_three_kills_lose_nothing(tmp_path: Path, replica: Replica) -> None:
    kill_again_and_again(tmp_path, replica, 3)


@pytest.mark.services
def test_fifty_kills_lose_nothing(tmp_path: Path, replica: Replica) -> None:
    kill_again_and_again(tmp_path, replica, 50)
