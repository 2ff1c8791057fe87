"""The making of `geodata/data`: raw open data in, our own small default out. Run only when sources change.

sources  ->  area_register, area_keys, boundary_files  ->  files
              (codes)                 (coverage)
"""

from pathlib import Path

from geodata.areas import AREAS_FILE
from geodata.bundle.area_keys import build_keys
from geodata.bundle.area_register import build_area_register
from geodata.bundle.boundary_files import build_boundaries
from geodata.bundle.files import csv_bytes, geojson_bytes, write_files
from geodata.bundle.mergers import build_municipal_changes
from geodata.bundle.sources import read_sources
from geodata.embedded import DATA_DIR
from geodata.keys import KEYS_FILE
from geodata.mergers import CHANGES_FILE


def write_geodata(source_dir: Path, target_dir: Path = DATA_DIR) -> None:
    """Write the areas, keys, boundaries and their manifest; the same sources give the same bytes.

    `source_dir` holds `areas/` and `districts/` as described in `geodata/data/README.md`. Nothing is written
    unless everything could be built. Raises GeodataError naming the file or areas that do not fit.
    """
    sources = read_sources(source_dir)
    areas = build_area_register(sources)
    keys = build_keys(sources, areas)
    tables = {AREAS_FILE: areas, KEYS_FILE: keys, CHANGES_FILE: build_municipal_changes()}
    files = {name: (len(table), csv_bytes(table)) for name, table in tables.items()}
    for name, coverage in build_boundaries(sources, areas).items():
        files[f"{name}.json"] = (len(coverage), geojson_bytes(coverage))
    write_files(files, target_dir)
