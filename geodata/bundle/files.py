"""Putting the bundle on disk: the same content gives the same bytes, and the manifest proves each file."""

import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.bundle.coverage import DECIMALS
from geodata.embedded import MANIFEST_NAME


def csv_bytes(table: pd.DataFrame) -> bytes:
    """UTF-8, comma, "\\n", booleans as true and false."""
    booleans = table.select_dtypes("bool").columns
    spelled = table.assign(**{name: table[name].map({True: "true", False: "false"}) for name in booleans})
    return spelled.to_csv(index=False, lineterminator="\n").encode()


def geojson_bytes(coverage: gpd.GeoDataFrame) -> bytes:
    """A FeatureCollection without blanks; `coverage` has code, fi, sv, en and geometry on the grid."""
    bounds = [round(float(bound), DECIMALS) for bound in coverage.total_bounds]
    features = [_feature(row) for row in coverage.sort_values("code").to_dict("records")]
    collection = {"type": "FeatureCollection", "bbox": bounds, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    """RFC 7946: exterior rings run counter-clockwise. Rings start at their lowest point, so bytes repeat."""
    geometry = shapely.orient_polygons(shapely.normalize(row["geometry"]))
    properties = {name: row[name] for name in ("code", "fi", "sv", "en")}
    return {
        "type": "Feature",
        "id": row["code"],
        "properties": properties,
        "geometry": json.loads(shapely.to_geojson(geometry)),
    }


def write_files(files: dict[str, tuple[int, bytes]], target_dir: Path) -> None:
    """Write name -> (rows, bytes) and the manifest; removes data files that an earlier bundle left."""
    target_dir.mkdir(parents=True, exist_ok=True)
    for stale in [*target_dir.glob("*.json"), *target_dir.glob("*.csv")]:
        if stale.name not in files:
            stale.unlink()
    for name, (_, content) in files.items():
        (target_dir / name).write_bytes(content)
    (target_dir / MANIFEST_NAME).write_bytes(_manifest_bytes(files))


def _manifest_bytes(files: dict[str, tuple[int, bytes]]) -> bytes:
    facts = {
        name: {"rows": rows, "sha256": hashlib.sha256(content).hexdigest()}
        for name, (rows, content) in sorted(files.items())
    }
    return (json.dumps(facts, indent=1) + "\n").encode()
