"""The observations HyteData ships with: a Parquet file, and a manifest that tells it is whole."""

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.errors import StoreError
from indicators.observations import SCHEMA

DATA = Path(__file__).parent / "data"
OBSERVATIONS = "observations.parquet"
MANIFEST = "manifest.json"


def write_embedded(table: pa.Table, folder: Path = DATA) -> None:
    """Write the observations and a manifest with the number of rows and the SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / OBSERVATIONS
    pq.write_table(table, path, compression="zstd", compression_level=19)
    manifest = {"file": OBSERVATIONS, "rows": table.num_rows, "sha256": _sha256(path)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def read_embedded(folder: Path = DATA) -> pa.Table:
    """The embedded observations. Raises StoreError naming the file when it is absent or damaged."""
    path = folder / OBSERVATIONS
    if embedded_digest(folder) != _sha256(path):
        raise StoreError(f"{path}: damaged or incomplete (its checksum is not the manifest's); restore it")
    return pq.read_table(path, schema=SCHEMA)


def embedded_digest(folder: Path = DATA) -> str:
    """The SHA-256 the manifest states. Raises StoreError when there is no readable manifest."""
    path = folder / MANIFEST
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise StoreError(f"{path}: cannot be read: {fault}; restore it from the release") from fault


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise StoreError(f"{path}: cannot be read: {fault}; restore it from the release") from fault
