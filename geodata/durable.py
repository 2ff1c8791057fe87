"""Small files that outlive a kill: written beside, brought to the disk, then moved into place.

Here, in the lowest room, because boundaries as well as the store's memory are written so.
"""

import os
from pathlib import Path

DRAFT = ".draft"
"""How the name of a file ends that a killed run may have left beside the one it was to become."""


def write_durably(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, text as UTF-8; folders are made. Raises OSError, leaving no draft."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{os.getpid()}{DRAFT}")
    try:
        _write_through(draft, content.encode() if isinstance(content, str) else content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring the new name itself to the disk, where folders can be opened (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
