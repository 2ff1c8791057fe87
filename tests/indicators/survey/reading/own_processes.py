"""The processes that the tests' own process has started and not yet seen the end of."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def own_processes() -> set[str]:
    """Their numbers, those that have ended and wait to be asked for it among them."""
    return set(_numbers())


def _numbers() -> Iterator[str]:
    for path in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end while its list is opened
            yield from path.read_text().split()
