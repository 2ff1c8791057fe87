"""Only one run takes figures in at a time: a second one would write over what the first has just composed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from indicators.errors import StoreError
from indicators.settings import data_home


def lock_path(home: Path | None = None) -> Path:
    """The file whose lock a run holds."""
    return (home or data_home()) / "refresh" / "running.lock"


@contextmanager
def taking_in(home: Path | None = None) -> Iterator[None]:
    """Hold the installation's lock. Raises StoreError at once when another process holds it."""
    path = lock_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout as fault:
        raise StoreError("another run is taking in figures; wait until it has ended, then try again") from fault
