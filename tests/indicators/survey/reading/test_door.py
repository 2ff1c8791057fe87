"""Every fault of a reader becomes a refusal, and leaves nothing behind."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indicators.survey.reading import door, limits, processes
from indicators.survey.reading.door import PLACES, read_file
from indicators.survey.reading.outcome import Refused, Wishes
from tests.indicators.survey.reading.own_processes import own_processes

FAULTY = "tests.indicators.survey.reading.faulty_reader"
TABLE = b"a;b\n1;2\n3;4\n5;6\n"


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader with every fault."""
    monkeypatch.setattr(door, "READER", FAULTY)


def refusal(fault: str, content: bytes = TABLE) -> Refused:
    """The refusal that comes of a fault. No place is kept, and no process waits to be asked for its end."""
    before = own_processes()
    with pytest.raises(Refused) as refused:
        read_file(content, Wishes(sheet=fault))
    assert own_processes() <= before
    assert PLACES.acquire(blocking=False)
    assert PLACES.acquire(blocking=False)
    PLACES.release()
    PLACES.release()
    return refused.value


def test_a_table_comes_back_as_it_was_read() -> None:
    reading = read_file(TABLE)
    assert reading.cells.to_pydict() == {"a": ["1", "3", "5"], "b": ["2", "4", "6"]}
    assert reading.row_numbers.to_pylist() == [2, 3, 4]


@pytest.mark.usefixtures("faulty")
def test_a_reader_that_sleeps_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "patience_for", lambda _: 0.3)
    assert refusal("sleep").note.code == "took_too_long"


@pytest.mark.usefixtures("faulty")
def test_what_a_reader_has_started_is_stopped_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "patience_for", lambda _: 1.0)
    mark = f"mark-{os.getpid()}"
    with pytest.raises(Refused, match="stopped"):
        read_file(TABLE, Wishes(sheet="sleep with a child", encoding=mark))
    lines = (path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.parent.is_dir())
    assert not any(mark.encode() in line and b"time.sleep" in line for line in lines)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("spin", "took_too_long"),
        ("eat", "took_too_much_memory"),
        ("kill", "took_too_much_memory"),
        ("abort", "took_too_much_memory"),
        ("segfault", "reader_failed"),
        ("raise", "reader_failed"),
        ("junk", "reader_failed"),
        ("json that is no answer", "reader_failed"),
        ("another code", "reader_failed"),
        ("nothing", "reader_failed"),
        ("loud", "empty_file"),
        ("deaf", "empty_file"),
    ],
)
def test_a_fault_becomes_a_refusal(fault: str, code: str) -> None:
    found = refusal(fault, TABLE * 200_000 if fault == "deaf" else TABLE)
    assert found.note.code == code
    assert "\x1b" not in found.text("en")
    assert "Traceback" not in str(found)


@pytest.mark.usefixtures("faulty")
def test_an_answer_without_end_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "answer_for", lambda _: 3 << 20)
    assert refusal("flood").note.code == "took_too_much_memory"


@pytest.mark.usefixtures("faulty")
def test_a_reader_gets_no_key_no_proxy_and_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HYTEDATA_ADMIN_KEY", "HTTPS_PROXY", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "secret")
    seen = str(refusal("settings").note.facts["shown"])
    assert "PYTHONPATH" in seen
    assert not any(word in seen for word in ("KEY", "PROXY", str(Path.cwd())))


@pytest.mark.usefixtures("faulty")
def test_a_reader_inherits_no_open_file(tmp_path: Path) -> None:
    with (tmp_path / "kept").open("w") as kept:
        os.set_inheritable(kept.fileno(), True)
        seen = str(refusal("files").note.facts["shown"]).split()
    assert seen[:3] == ["0", "1", "2"]
    assert len(seen) == 4  # the fourth is the folder that is listed


def test_a_reader_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert refusal("").note.code == "reader_not_started"


def test_a_module_in_the_folder_of_the_server_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert read_file(TABLE).cells.num_rows == 3


def test_too_large_a_file_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 3)
    monkeypatch.setattr(processes, "run_reader", None)
    with pytest.raises(Refused, match="largest"):
        read_file(TABLE)


def test_ten_at_once_take_their_turns() -> None:
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda number: read_file(TABLE + b"%d;7\n" % number), range(10)))
    assert [reading.cells["a"].to_pylist()[-1] for reading in found] == list(map(str, range(10)))
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_who_waits_too_long_for_a_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "LONGEST_WAIT", 0.01)
    with PLACES, PLACES, pytest.raises(Refused) as refused:
        read_file(TABLE)
    assert refused.value.note.code == "too_many_at_once"


def test_the_command_answers_with_one_object(tmp_path: Path) -> None:
    path = tmp_path / "-x \x1b[2J$(touch y)'.csv"
    path.write_bytes(TABLE)
    command = [sys.executable, "-m", "indicators", "read", "--json", "--", path.name]
    root = str(Path(__file__).parents[4])
    run = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": root}, capture_output=True, check=False)
    assert run.returncode == 0
    assert json.loads(run.stdout)["rows"] == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert run.stderr == b""


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_command_answers_where_the_output_takes_few_letters(form: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ä;b\n1;2\n3;4\n", encoding="utf-8")
    settings = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "indicators", "read", str(path), *form]
    run = subprocess.run(command, cwd=Path(__file__).parents[4], env=settings, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert not form or json.loads(run.stdout)["columns"] == ["ä", "b"]
