"""One writer at a time: a check and the write that trusts it must not be parted by another process.

The lock is the kernel's own on a file, so a killed process leaves nothing behind. It holds among
the processes of one machine; at a URL there is none, and Delta's own conflicts have to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from indicators.errors import StoreError

OWN_FOLDER = "_hytedata"
"""Inside the table's folder; a name with an underscore is hidden from every reader of Delta tables."""
LOCK = "writing.lock"
PATIENCE_SECONDS = 300.0


@contextmanager
def writing_lock(location: str) -> Iterator[None]:
    """Inside, no other process or thread writes to the table in this folder.

    Raises StoreError when the folder cannot be written to, or another writer holds it for minutes.
    """
    if "://" in location:
        yield
        return
    lock = _acquired(location)
    try:
        yield
    finally:
        lock.release()


def _acquired(location: str) -> FileLock:
    path = Path(location) / OWN_FOLDER / LOCK
    lock = FileLock(path, timeout=PATIENCE_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as fault:
        message = (
            f"{location}: another process has been writing for {PATIENCE_SECONDS:.0f} s; try again when it is done"
        )
        raise StoreError(message) from fault
    except OSError as fault:
        raise StoreError(f"{location}: cannot be written: {fault}") from fault
    return lock
