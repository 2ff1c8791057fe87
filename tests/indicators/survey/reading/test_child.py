"""The process that reads is confined: it writes nothing, calls nobody, starts nothing, and answers all the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

ROOT = Path(__file__).parents[4]
ASKED = {"wishes": {}, "memory": 500 << 20, "seconds": 20, "beside": "nothing"}


def run(*command: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A Python process in the project's folder."""
    return subprocess.run([sys.executable, *command], cwd=ROOT, input=content, capture_output=True, check=False)


def answered(content: bytes, **asked: Any) -> dict[str, Any]:
    """What the child says of a file, without the cells."""
    request = json.dumps(ASKED | asked)
    ended = run("-m", "indicators.survey.reading.child", request, content=content)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout.partition(b"\n")[0])
    return told


def test_a_reading_is_a_line_of_json_and_its_cells() -> None:
    ended = run("-m", "indicators.survey.reading.child", json.dumps(ASKED), content=b"a;b\n1;2\n3;4\n5;6\n")
    head, _, cells = ended.stdout.partition(b"\n")
    assert json.loads(head)["dialect"]["delimiter"] == ";"
    assert pa.ipc.open_stream(cells).read_all().to_pydict() == {
        "a": ["1", "3", "5"],
        "b": ["2", "4", "6"],
        "": [2, 3, 4],
    }


def test_a_refusal_is_a_line_of_json() -> None:
    assert answered(b"%PDF-1.7")["refused"]["code"] == "other_file"


def test_wishes_reach_the_reader() -> None:
    assert answered(b"a;b,c\n1;2,3\n", wishes={"delimiter": ","})["dialect"]["delimiter"] == ","


def test_too_little_memory_is_a_refusal() -> None:
    assert answered(b"a;b\n" + b"1;2\n" * 4_000_000, memory=60 << 20)["refused"]["code"] == "took_too_much_memory"


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 9)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        "import os; os.execv('/bin/true', ['true'])",
        "import pickle; pickle.loads(pickle.dumps(print))",
        "import ctypes; ctypes.CDLL('libc.so.6')",
        "import os; os.mkdir('made')",
        "import os; os.remove('absent')",
        "open('made', 'w')",
        "open('made', 'ab')",
        "import pathlib; pathlib.Path('made').touch()",
    ],
)
def test_what_no_reader_does_is_stopped(deed: str, tmp_path: Path) -> None:
    words = f"from indicators.survey.reading.confinement import confine; confine(1 << 30, 20); {deed}"
    ended = subprocess.run(
        [sys.executable, "-c", words], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].split(b":")[0].endswith((b"Forbidden", b"PermissionError"))
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_what_a_library_writes_without_python_gets_no_byte_into_a_file(tmp_path: Path) -> None:
    words = (
        "import sqlite3; from indicators.survey.reading.confinement import confine; confine(1 << 30, 20);"
        "sqlite3.connect('made').execute('CREATE TABLE a(b)')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", words], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert ended.returncode != 0
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_what_a_library_prints_does_not_reach_the_answer() -> None:
    words = "import os; from indicators.survey.reading import child; out = child._own_output(); os.write(1, b'loud')"
    ended = run("-c", f"{words}; out.write(b'answer'); out.close()")
    assert (ended.stdout, ended.stderr) == (b"answer", b"loud")
