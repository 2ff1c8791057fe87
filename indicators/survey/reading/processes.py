"""A process that is given bytes and answers with bytes: alone, without the settings of its parent, and not for ever."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[3]
PIECE = 1 << 20
MOST_ERRORS = 1 << 16
"""Bytes of the end of what a reader says on its standard error."""
AFTER_THE_END = 2.0
"""Seconds that its pipes are waited for when a process has ended."""
KEPT_SETTINGS = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")
"""All that a reader gets of the environment: no key, no password and no proxy is among them."""
SETTINGS = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS", "RAYON_NUM_THREADS"), "1"),
    "MALLOC_ARENA_MAX": "1",
    "PROJ_NETWORK": "OFF",
    "PYTHONNOUSERSITE": "1",
    "PYTHONSAFEPATH": "1",
}
"""Each further thread would reserve memory of its own under the limit. No module comes from where it is started."""


@dataclass
class Ended:
    """How a process ended. `code` is negative for the signal that stopped it."""

    code: int
    answer: bytearray
    errors: bytearray
    late: bool
    overflowed: bool
    """It answered more than was allowed."""


@dataclass
class _Watch:
    """A process with its end: whoever is late is stopped, and with it all that it started."""

    process: subprocess.Popen[bytes]
    late: bool = False
    errors: bytearray = field(default_factory=bytearray)

    def stop(self) -> None:
        # A process that has been waited for may have given its number to another.
        if self.process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop_late(self) -> None:
        self.late = True
        self.stop()

    def give(self, content: bytes, pipe: IO[bytes]) -> None:
        """Write all of the content; a process that ends before it has read all has its reasons."""
        with suppress(BrokenPipeError), pipe:
            pipe.write(content)

    def listen(self, pipe: IO[bytes]) -> None:
        """Keep the end of what it says of faults."""
        while piece := os.read(pipe.fileno(), PIECE):
            self.errors += piece
            del self.errors[:-MOST_ERRORS]


def run_reader(module: str, request: str, content: bytes, seconds: float, most: int) -> Ended:
    """Run a module with a request, the content on its standard input, for at most so many seconds.

    `most` bytes of its answer are taken. Nothing of it is left behind. Raises OSError where it cannot be started.
    """
    command = [sys.executable, "-m", module, request]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=_settings(), cwd="/", start_new_session=True
    )
    watch, answer = _Watch(process), bytearray()
    with _watched(watch, content, seconds):
        overflowed = not _heard(process.stdout, answer, most)
        if overflowed:
            watch.stop()
    return Ended(process.returncode, answer, watch.errors, watch.late, overflowed)


@contextmanager
def _watched(watch: _Watch, content: bytes, seconds: float) -> Iterator[None]:
    """While the content is given and faults are listened to; in the end the process is gone, whatever came of it."""
    process = watch.process
    assert process.stdin
    assert process.stderr
    clock = threading.Timer(seconds, watch.stop_late)
    threads = [
        threading.Thread(target=watch.give, args=(content, process.stdin), daemon=True),
        threading.Thread(target=watch.listen, args=(process.stderr,), daemon=True),
    ]
    try:
        for thread in (clock, *threads):
            thread.start()
        yield
        process.wait()
    finally:
        watch.stop()
        process.wait()
        clock.cancel()
        for thread in threads:
            thread.join(AFTER_THE_END)
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def _heard(pipe: IO[bytes] | None, answer: bytearray, most: int) -> bool:
    """True when the whole answer has been put into `answer`, False when it is longer than that."""
    assert pipe
    while piece := os.read(pipe.fileno(), PIECE):
        answer += piece
        if len(answer) > most:
            return False
    return True


def _settings() -> dict[str, str]:
    """The environment of a reader: what it takes to find Python and this package."""
    kept = {name: os.environ[name] for name in KEPT_SETTINGS if name in os.environ}
    paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return kept | SETTINGS | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, paths))}
