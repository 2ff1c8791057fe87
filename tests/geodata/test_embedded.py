"""The embedded files are the ones that were bundled, or are refused by name."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from geodata.areas import load_areas
from geodata.boundaries import read_geometry
from geodata.embedded import DATA_DIR, MANIFEST_NAME, read_embedded, read_manifest
from geodata.errors import GeodataError
from geodata.keys import load_key
from geodata.levels import AreaLevel

MOST_BYTES = 2_500_000


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A copy of the embedded files that a test may damage."""
    return Path(shutil.copytree(DATA_DIR, tmp_path / "data"))


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def test_every_file_is_in_the_manifest_and_every_entry_is_a_file() -> None:
    files = {path.name for path in DATA_DIR.iterdir()} - {MANIFEST_NAME, "README.md", ".gitattributes"}
    assert files == set(read_manifest())


def test_every_file_is_the_one_that_was_bundled() -> None:
    assert all(read_embedded(name) for name in read_manifest())


def test_the_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA_DIR.iterdir()) < MOST_BYTES


def test_the_readme_names_source_licence_and_command() -> None:
    text = (DATA_DIR / "README.md").read_text(encoding="utf-8")
    for needed in (
        "Statistics Finland",
        "CC BY 4.0",
        "Helsinki Region Infoshare",
        "python -m indicators.bundle",
    ):
        assert needed in text


def test_truncated_areas_are_refused_by_name(data_dir: Path) -> None:
    cut_in_half(data_dir / "areas.csv")
    with pytest.raises(GeodataError, match=r"areas\.csv"):
        load_areas(data_dir)


def test_truncated_keys_are_refused_by_name(data_dir: Path) -> None:
    cut_in_half(data_dir / "keys.csv")
    with pytest.raises(GeodataError, match=r"keys\.csv"):
        load_key(AreaLevel.REGION, AreaLevel.MAJOR_REGION, data_dir=data_dir)


def test_a_truncated_geometry_is_refused_by_name(data_dir: Path) -> None:
    cut_in_half(data_dir / "region-2025.json")
    with pytest.raises(GeodataError, match=r"region-2025\.json"):
        read_geometry("region-2025", data_dir)


def test_a_missing_file_is_refused_by_name(data_dir: Path) -> None:
    (data_dir / "areas.csv").unlink()
    with pytest.raises(GeodataError, match=r"areas\.csv"):
        load_areas(data_dir)


@pytest.mark.parametrize("content", [b"", b"{", None])
def test_a_broken_manifest_is_refused_by_name(data_dir: Path, content: bytes | None) -> None:
    (data_dir / MANIFEST_NAME).unlink()
    if content is not None:
        (data_dir / MANIFEST_NAME).write_bytes(content)
    with pytest.raises(GeodataError, match=r"manifest\.json"):
        load_areas(data_dir)


def rewrite_with_manifest(data_dir: Path, content: bytes) -> None:
    """Damage areas.csv and its fingerprint together, as a careless hand would."""
    (data_dir / "areas.csv").write_bytes(content)
    manifest = json.loads((data_dir / MANIFEST_NAME).read_bytes())
    manifest["areas.csv"]["sha256"] = hashlib.sha256(content).hexdigest()
    (data_dir / MANIFEST_NAME).write_text(json.dumps(manifest))


def test_a_wrong_header_is_refused(data_dir: Path) -> None:
    content = (data_dir / "areas.csv").read_bytes().replace(b"area_code", b"code", 1)
    rewrite_with_manifest(data_dir, content)
    with pytest.raises(GeodataError, match=r"areas\.csv.*header"):
        load_areas(data_dir)


def test_missing_rows_are_refused(data_dir: Path) -> None:
    lines = (data_dir / "areas.csv").read_bytes().splitlines(keepends=True)
    rewrite_with_manifest(data_dir, b"".join(lines[:-1]))
    with pytest.raises(GeodataError, match=r"areas\.csv.*rows"):
        load_areas(data_dir)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b'area_level,area_code\n"a,b\n'])
def test_what_is_no_table_is_refused(data_dir: Path, content: bytes) -> None:
    rewrite_with_manifest(data_dir, content)
    with pytest.raises(GeodataError, match=r"areas\.csv"):
        load_areas(data_dir)
