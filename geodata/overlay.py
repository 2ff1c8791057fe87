"""Boundaries an operator has fetched, in `HYTEDATA_HOME/geodata`, beside the embedded ones.

Files are named by their content and written before the manifest that speaks of them, so a kill at any moment
leaves a manifest and files that fit each other. Nothing here is remembered by name: a new manifest is seen at
the next call.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from geodata.durable import DRAFT, write_durably
from geodata.embedded import MANIFEST_NAME, FileFacts
from geodata.errors import GeodataError

FOLDER = "geodata"
NAME = re.compile(r"[a-z_]+-\d{4}(-[A-Za-z0-9-]+)?")
SHA256 = re.compile(r"[0-9a-f]{64}")
SUFFIX = ".json"
HINT = "fetch it again with `python -m indicators boundaries`"


def overlay_dir() -> Path:
    """The folder of fetched boundaries; it need not exist."""
    return Path(os.environ.get("HYTEDATA_HOME", ".hytedata")) / FOLDER


def read_overlay_manifest(folder: Path) -> dict[str, FileFacts]:
    """Geometry name -> areas and SHA-256; {} where nothing was ever fetched.

    Raises GeodataError naming the manifest when it cannot be read or says something else.
    """
    path = folder / MANIFEST_NAME
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {HINT}") from error
    if not isinstance(found, dict) or not all(_is_entry(name, facts) for name, facts in found.items()):
        raise GeodataError(f"{path}: is no manifest of boundaries; {HINT}")
    return found


def _is_entry(name: str, facts: Any) -> bool:
    """True for a name that cannot lead out of the folder, a number of areas and a fingerprint."""
    known = isinstance(facts, dict) and isinstance(facts.get("rows"), int)
    return known and bool(NAME.fullmatch(name) and SHA256.fullmatch(str(facts.get("sha256"))))


def read_overlay(name: str, folder: Path) -> bytes | None:
    """The GeoJSON of a fetched geometry, proved against the manifest; None for a name that is not there.

    Raises GeodataError naming the file when it is missing or damaged, or the manifest when that is.
    """
    facts = read_overlay_manifest(folder).get(name)
    return None if facts is None else _read_proved(_path(name, facts["sha256"], folder), facts["sha256"])


@lru_cache(maxsize=64)
def _read_proved(path: Path, sha256: str) -> bytes:
    """Checked once a process; another content has another path."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {HINT}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise GeodataError(f"{path}: damaged, its SHA-256 is not the manifest's; {HINT}")
    return content


def _path(name: str, sha256: str, folder: Path) -> Path:
    return folder / f"{name}.{sha256[:16]}{SUFFIX}"


def write_overlay(files: Mapping[str, tuple[int, bytes]], folder: Path) -> None:
    """Add geometries, name -> (areas, GeoJSON), or replace those of the same names: all of them or none.

    One writer at a time is the caller's business. A broken manifest is begun anew: what it spoke of cannot be
    proved any more. Raises GeodataError naming the folder when the disk does not take them.
    """
    before = _manifest_or_none(folder)
    added = {
        name: FileFacts(rows=rows, sha256=hashlib.sha256(content).hexdigest())
        for name, (rows, content) in files.items()
    }
    after = before | added
    try:
        for name, (_, content) in files.items():
            write_durably(_path(name, added[name]["sha256"], folder), content)
        write_durably(folder / MANIFEST_NAME, (json.dumps(after, indent=1, sort_keys=True) + "\n").encode())
        _clear_away(folder, before, after)
    except OSError as error:
        raise GeodataError(f"{folder}: the boundaries cannot be written ({error}); the earlier ones stand") from error


def _manifest_or_none(folder: Path) -> dict[str, FileFacts]:
    try:
        return read_overlay_manifest(folder)
    except GeodataError:
        return {}


def _clear_away(folder: Path, before: Mapping[str, FileFacts], after: Mapping[str, FileFacts]) -> None:
    """Remove drafts of killed runs and files of older manifests; a reader may still hold the one before."""
    kept = {_path(name, facts["sha256"], folder) for part in (before, after) for name, facts in part.items()}
    stale = [path for path in folder.glob(f"*{SUFFIX}") if path not in kept and path.name != MANIFEST_NAME]
    for path in [*stale, *folder.glob(f"*{DRAFT}")]:
        path.unlink(missing_ok=True)
