"""A reader in whose place each fault of a reader can be provoked: it is told by the name of a sheet."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from indicators.survey.reading.confinement import confine

GOOD = b'{"refused": {"code": "empty_file", "row": null, "column": "", "facts": {}}}\n'


def _start_another(asked: Any) -> None:
    mark = asked["wishes"]["encoding"]
    subprocess.run([sys.executable, "-c", f"import time; time.sleep(60)  # {mark}"], check=False)


def _spin(asked: Any) -> None:
    confine(asked["memory"], 1)
    while True:
        pass


def _eat(asked: Any) -> None:
    confine(asked["memory"], asked["seconds"])
    print(len(b"x" * (2 * asked["memory"])))


def _die(name: signal.Signals) -> Callable[[Any], None]:
    return lambda _: os.kill(os.getpid(), name)


def _fail(_: Any) -> None:
    raise RecursionError("too deep \x1b[2J")


def _flood(_: Any) -> None:
    while True:
        sys.stdout.buffer.write(b"x" * (1 << 20))


def _be_loud(_: Any) -> None:
    sys.stderr.buffer.write(b"y" * (8 << 20))
    sys.stdout.buffer.write(GOOD)


def _hear_nothing(_: Any) -> None:
    sys.stdin.close()
    sys.stdout.buffer.write(GOOD)


def _say(words: bytes) -> Callable[[Any], None]:
    return lambda _: print(end=words.decode("latin-1"))


def _tell(find: Callable[[], list[str]]) -> Callable[[Any], None]:
    def tell(_: Any) -> None:
        print(json.dumps({"refused": {"code": "reader_failed", "facts": {"shown": " ".join(find())}}}))

    return tell


FAULTS: Mapping[str, Callable[[Any], None]] = {
    "sleep": lambda _: time.sleep(60),
    "sleep with a child": _start_another,
    "spin": _spin,
    "eat": _eat,
    "segfault": _die(signal.SIGSEGV),
    "abort": _die(signal.SIGABRT),
    "kill": _die(signal.SIGKILL),
    "raise": _fail,
    "junk": _say(b"\x00\xff junk\n\x00\x01"),
    "json that is no answer": _say(b'{"notes": 1}\nrest'),
    "another code": _say(b'{"refused": {"code": "no_such_code"}}'),
    "flood": _flood,
    "loud": _be_loud,
    "deaf": _hear_nothing,
    "settings": _tell(lambda: [*sorted(os.environ), str(Path.cwd())]),
    "files": _tell(lambda: sorted(path.name for path in Path("/proc/self/fd").iterdir())),
    "nothing": lambda _: None,
}

if __name__ == "__main__":
    request = json.loads(sys.argv[1])
    FAULTS[request["wishes"]["sheet"]](request)
