"""The command line: its commands, its exit codes, and a reader that goes away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.__main__ import MODULES, main
from tests.replica.server import Replica
from tests.replica.sotkanet import ROOT

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", MODULES)
def test_every_command_says_what_it_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"indicators {command}" in capsys.readouterr().out


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out
    assert [command for command in MODULES if f"    {command}" not in listed] == []


def test_a_wrong_call_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["remember"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_a_known_fault_is_one_line_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refresh", "--source", "sotkanet", "--indicator", "no_such", "--quiet"]) == 1
    assert capsys.readouterr().err.strip().startswith("unknown indicator 'no_such'")


def test_a_feed_that_is_not_set_up_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HYTEDATA_FEED_URL", raising=False)
    assert main(["refresh", "--source", "feed", "--quiet"]) == 1
    assert "HYTEDATA_FEED_URL" in capsys.readouterr().err


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_fault(unbuffered: str) -> None:
    command = [sys.executable, "-m", "indicators", "history", "--indicator", "population"]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    settings = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(command, cwd=PROJECT, env=settings, **pipe) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert process.returncode == 0


def test_a_quiet_run_that_went_well_says_nothing(
    replica: Replica, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    monkeypatch.setenv("HYTEDATA_SOTKANET_URL", replica.url + ROOT)
    asked = ["refresh", "--source", "sotkanet", "--indicator", "population"]
    assert main([*asked, "--accept", "population", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(asked) == 0
    assert "sotkanet: 1 unchanged; 1 requests" in capsys.readouterr().err
