"""Several processes, and processes that are killed: nothing acknowledged is lost, nothing is written twice."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.store import ObservationStore
from tests.indicators.examples import observations

ROOT = Path(__file__).parents[2]


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.indicators.writing_child", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def killed_after(location: Path, start: int, lines: int) -> list[tuple[str, int]]:
    """What a writer acknowledged before it was killed in the middle of what followed."""
    with started("loop", str(location), str(start)) as child:
        told = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        told += child.stdout.readlines()
    return [(what, int(number)) for what, number in (line.split() for line in told if line.endswith("\n"))]


def check_kills(location: Path, times: int) -> None:
    """After every kill the table opens; each acknowledged row has the value acknowledged, or a later one."""
    ObservationStore(location).append(observations({"indicator_id": "kept"}))
    dice, expected = random.Random(1), {"kept": {283632.0}}
    for turn in range(times):
        for what, number in killed_after(location, 1000 * turn, dice.randrange(1, 9)):
            expected[f"n{number:06d}"] = {1.0, 2.0} if what == "appended" else {2.0}
        rows = ObservationStore(location).read()
        found = dict(zip(rows["indicator_id"], rows["value"], strict=True))
        assert len(found) == len(rows), "no row stands twice"
        for name, values in expected.items():
            assert found.get(name) in values, name
    store = ObservationStore(location)
    before = store.read()
    store.compact()
    assert ObservationStore(location).read().equals(before)


def test_five_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    check_kills(tmp_path / "observations", 5)


@pytest.mark.services
def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    check_kills(tmp_path / "observations", 50)


def test_two_processes_that_append_the_same_key_cannot_both_succeed(tmp_path: Path) -> None:
    location = tmp_path / "observations"
    ObservationStore(location).append(observations({"indicator_id": "kept"}))
    children = [started("append", str(location), value) for value in ("1", "2")]
    assert [child.stdout.readline() for child in children] == ["ready\n"] * 2
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate()[0].strip() for child in children]
    assert sorted(said) == ["refused", "written"]
    winner = 1.0 if said[0] == "written" else 2.0
    assert ObservationStore(location).read_indicators(["contested"])["value"].tolist() == [winner]
