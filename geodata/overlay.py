"""Boundaries an operator has fetched, in `HYTEDATA_HOME/geodata`, beside the embedded ones.

Files are named by their content and written before the manifest that speaks of them, so a kill at any moment
leaves a manifest and files that fit each other. Nothing here is remembered by name: a new manifest is seen at
the next call. It lists the areas of each geometry, so that none has to be read to know whether it fits.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypedDict

from geodata.durable import DRAFT, write_durably
from geodata.embedded import MANIFEST_NAME
from geodata.errors import GeodataError

FOLDER = "geodata"
NAME = re.compile(r"[a-z_]+-\d{4}(-[A-Za-z0-9-]+)?")
SHA256 = re.compile(r"[0-9a-f]{64}")
SUFFIX = ".json"
HINT = "fetch it again with `python -m indicators boundaries`"


class OverlayFacts(TypedDict):
    """What the manifest knows of one geometry: the codes of its areas, ascending, and the SHA-256 of its bytes."""

    codes: list[str]
    sha256: str


Manifest = Mapping[str, OverlayFacts]
"""Geometry name -> facts."""
NOTHING: Manifest = MappingProxyType({})


def overlay_dir() -> Path:
    """The folder of fetched boundaries; it need not exist."""
    return Path(os.environ.get("HYTEDATA_HOME", ".hytedata")) / FOLDER


def read_overlay_manifest(folder: Path) -> Manifest:
    """What was fetched; nothing where nothing ever was.

    Raises GeodataError naming the manifest when it cannot be read or says something else.
    """
    path = folder / MANIFEST_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return NOTHING
    except OSError as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {HINT}") from error
    return _manifest(content, path)


@lru_cache(maxsize=4)
def _manifest(content: bytes, path: Path) -> Manifest:
    """Remembered by its bytes: every page asks, and few kilobytes are read faster than understood."""
    try:
        found = json.loads(content)
    except ValueError as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {HINT}") from error
    if not isinstance(found, dict) or not all(_is_entry(name, facts) for name, facts in found.items()):
        raise GeodataError(f"{path}: is no manifest of boundaries; {HINT}")
    return MappingProxyType(found)


def _is_entry(name: str, facts: Any) -> bool:
    """True for a name that cannot lead out of the folder, codes of areas and a fingerprint."""
    codes = facts.get("codes") if isinstance(facts, dict) else None
    known = isinstance(codes, list) and all(isinstance(code, str) for code in codes)
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


def write_overlay(files: Mapping[str, tuple[Sequence[str], bytes]], folder: Path) -> None:
    """Add geometries, name -> (area codes, GeoJSON), or replace those of the same names: all of them or none.

    One writer at a time is the caller's business. A broken manifest is begun anew: what it spoke of cannot be
    proved any more. Raises GeodataError naming the folder when the disk does not take them.
    """
    before = _manifest_or_none(folder)
    added = {
        name: OverlayFacts(codes=sorted(codes), sha256=hashlib.sha256(content).hexdigest())
        for name, (codes, content) in files.items()
    }
    after = {**before, **added}
    try:
        for name, (_, content) in files.items():
            write_durably(_path(name, added[name]["sha256"], folder), content)
        write_durably(folder / MANIFEST_NAME, (json.dumps(after, sort_keys=True) + "\n").encode())
        _clear_away(folder, before, after)
    except OSError as error:
        raise GeodataError(f"{folder}: the boundaries cannot be written ({error}); the earlier ones stand") from error


def _manifest_or_none(folder: Path) -> Manifest:
    try:
        return read_overlay_manifest(folder)
    except GeodataError:
        return NOTHING


def _clear_away(folder: Path, before: Manifest, after: Manifest) -> None:
    """Remove drafts of killed runs and files of older manifests; a reader may still hold the one before."""
    kept = {_path(name, facts["sha256"], folder) for part in (before, after) for name, facts in part.items()}
    stale = [path for path in folder.glob(f"*{SUFFIX}") if path not in kept and path.name != MANIFEST_NAME]
    for path in [*stale, *folder.glob(f"*{DRAFT}")]:
        path.unlink(missing_ok=True)
