"""Versions of the store that must stay readable: the figures a published review stands on.

They are written in a file of the table's own folder, so that a copy or backup of the folder takes
them along, and so that no upkeep can forget them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from geodata.durable import write_durably
from indicators.errors import StoreError
from indicators.writing_lock import OWN_FOLDER

KEPT = "kept_versions.json"


@dataclass(frozen=True, order=True)
class KeptVersion:
    """A version, and why it is kept: "Annual review 2026"."""

    version: int
    reason: str


def read_kept_versions(location: str) -> tuple[KeptVersion, ...]:
    """In order of version and reason; none when nothing was ever kept.

    Raises StoreError when the file is damaged: nobody may then clean away anything.
    """
    path = Path(location) / OWN_FOLDER / KEPT
    try:
        if not path.exists():
            return ()
        stated = json.loads(path.read_text(encoding="utf-8"))
        return tuple(sorted(KeptVersion(int(each["version"]), str(each["reason"])) for each in stated))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise StoreError(f"{path}: cannot be read: {fault}; restore it from the backup") from fault


def write_kept_versions(location: str, kept: Iterable[KeptVersion]) -> None:
    """Replace the file in one step: a kill or a full disk leaves the old one whole. Raises StoreError."""
    path = Path(location) / OWN_FOLDER / KEPT
    text = json.dumps([asdict(each) for each in sorted(set(kept))], ensure_ascii=False, indent=2)
    try:
        write_durably(path, f"{text}\n")
    except OSError as fault:
        raise StoreError(f"{path}: cannot be written: {fault}") from fault
