"""The embedded default in `geodata/data`: every file is proved against `manifest.json` before it is used."""

import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import pandas as pd

from geodata.errors import GeodataError

DATA_DIR = Path(__file__).parent / "data"
MANIFEST_NAME = "manifest.json"
REBUILD_HINT = "write it again with `python -m indicators.bundle SOURCE_DIR`"


class FileFacts(TypedDict):
    """What the manifest knows of one file: data rows (or features) and the SHA-256 of its bytes."""

    rows: int
    sha256: str


@lru_cache
def read_manifest(data_dir: Path = DATA_DIR) -> dict[str, FileFacts]:
    """File name -> facts. Raises GeodataError naming the manifest when it is missing or not JSON."""
    path = data_dir / MANIFEST_NAME
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {REBUILD_HINT}") from error


@lru_cache
def read_embedded(name: str, data_dir: Path = DATA_DIR) -> bytes:
    """The bytes of one embedded file, checked once a process against its SHA-256.

    Only names that stand in the manifest are opened, so no name can lead out of the folder.
    Raises GeodataError naming the file when it is unknown, missing or not the file that was bundled.
    """
    facts = read_manifest(data_dir).get(name)
    if facts is None:
        raise GeodataError(f"{name!r} is not among the files of {data_dir / MANIFEST_NAME}")
    content = _read_bytes(data_dir / name)
    if hashlib.sha256(content).hexdigest() != facts["sha256"]:
        raise GeodataError(f"{data_dir / name}: damaged, its SHA-256 is not the manifest's; {REBUILD_HINT}")
    return content


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GeodataError(f"{path}: cannot be read ({error}); {REBUILD_HINT}") from error


def read_embedded_table(name: str, columns: tuple[str, ...], data_dir: Path = DATA_DIR) -> pd.DataFrame:
    """A CSV as text columns ("" for an empty cell), rows in file order.

    Raises GeodataError naming the file when the header is not `columns` or the number of rows is not the
    manifest's: a file and a manifest damaged together must not pass for data.
    """
    path = data_dir / name
    try:
        table = pd.read_csv(io.BytesIO(read_embedded(name, data_dir)), dtype="string", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise GeodataError(f"{path}: is not a table ({error}); {REBUILD_HINT}") from error
    if tuple(table.columns) != columns:
        raise GeodataError(f"{path}: header is {list(table.columns)}, expected {list(columns)}; {REBUILD_HINT}")
    if len(table) != (rows := read_manifest(data_dir)[name]["rows"]):
        raise GeodataError(f"{path}: has {len(table)} rows, the manifest says {rows}; {REBUILD_HINT}")
    return table
