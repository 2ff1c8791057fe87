"""Fetched boundaries: seen at once, never in the way of the embedded, whole after any kill."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.boundaries import (
    geometry_bounds,
    geometry_codes,
    geometry_name,
    geometry_names,
    load_geometry,
    read_geometry,
)
from geodata.embedded import MANIFEST_NAME
from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from geodata.overlay import overlay_dir, read_overlay_manifest, write_overlay

ROOT = Path(__file__).parents[2]
NAME = "municipality-2026"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fetched boundaries of a home of its own; nothing is there yet."""
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return overlay_dir()


def geojson(*codes: str, east: float = 25.0) -> bytes:
    ring = [[24.0, 60.0], [east, 60.0], [east, 61.0], [24.0, 61.0], [24.0, 60.0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    features = [
        {"type": "Feature", "id": code, "properties": {"code": code, "fi": code, "sv": code, "en": code}}
        | {"geometry": shape}
        for code in codes
    ]
    return json.dumps({"type": "FeatureCollection", "bbox": [24.0, 60.0, east, 61.0], "features": features}).encode()


def fetched(*codes: str, east: float = 25.0) -> tuple[tuple[str, ...], bytes]:
    return codes, geojson(*codes, east=east)


def data_file(folder: Path, name: str = NAME) -> Path:
    (path,) = folder.glob(f"{name}.*.json")
    return path


def test_the_folder_is_below_the_home_or_the_default(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder == Path(os.environ["HYTEDATA_HOME"]) / "geodata"
    monkeypatch.delenv("HYTEDATA_HOME")
    assert overlay_dir() == Path(".hytedata") / "geodata"


def test_fetched_boundaries_answer_as_embedded_ones_do(folder: Path) -> None:
    assert NAME not in geometry_names()
    write_overlay({NAME: fetched("049", "091")}, folder)
    assert NAME in geometry_names()
    assert "municipality-2025" in geometry_names()
    assert read_geometry(NAME) == geojson("049", "091")
    assert geometry_codes(NAME) == {"049", "091"}
    assert geometry_bounds(NAME) == (24.0, 60.0, 25.0, 61.0)
    assert load_geometry(NAME)["code"].tolist() == ["049", "091"]
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI", 2026) == NAME


def test_newer_boundaries_show_without_a_restart(folder: Path) -> None:
    write_overlay({NAME: fetched("049")}, folder)
    assert geometry_codes(NAME) == {"049"}
    write_overlay({NAME: fetched("049", "091", east=26.0)}, folder)
    assert geometry_codes(NAME) == {"049", "091"}
    assert geometry_bounds(NAME)[2] == 26.0


def test_others_stay_when_one_is_replaced(folder: Path) -> None:
    write_overlay({NAME: fetched("049"), "postal_area-2026-03": fetched("02600")}, folder)
    write_overlay({NAME: fetched("091")}, folder)
    assert geometry_codes("postal_area-2026-03") == {"02600"}
    assert read_overlay_manifest(folder)[NAME]["codes"] == ["091"]


def test_an_embedded_name_is_never_shadowed(folder: Path) -> None:
    own = read_geometry("municipality-2025")
    write_overlay({"municipality-2025": fetched("049")}, folder)
    assert read_geometry("municipality-2025") == own
    assert len(geometry_codes("municipality-2025")) == 308
    assert geometry_names().count("municipality-2025") == 1


def test_a_damaged_file_is_refused_by_name_and_harms_no_other(folder: Path) -> None:
    write_overlay({NAME: fetched("049")}, folder)
    path = data_file(folder)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(GeodataError, match=rf"{path.name}: damaged.*boundaries"):
        read_geometry(NAME)
    path.unlink()
    with pytest.raises(GeodataError, match=rf"{path.name}: cannot be read"):
        geometry_codes(NAME)
    assert len(geometry_codes("municipality-2025")) == 308
    write_overlay({NAME: fetched("049")}, folder)
    assert geometry_codes(NAME) == {"049"}


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"municipality-2026": 1}',
        b'{"municipality-2026": {"codes": ["049"], "sha256": "no"}}',
        b'{"municipality-2026": {"rows": 1, "sha256": "%s"}}' % (b"0" * 64),
        b'{"municipality-2026": {"codes": [49], "sha256": "%s"}}' % (b"0" * 64),
        b'{"../../areas-2026": {"codes": ["049"], "sha256": "%s"}}' % (b"0" * 64),
    ],
)
def test_a_broken_manifest_is_refused_by_name_and_harms_no_other(folder: Path, manifest: bytes) -> None:
    folder.mkdir()
    (folder / MANIFEST_NAME).write_bytes(manifest)
    assert geometry_name(AreaLevel.MUNICIPALITY, "FI") == "municipality-2025"
    assert "municipality-2025" in geometry_names()
    assert NAME not in geometry_names()
    assert len(geometry_codes("municipality-2025")) == 308
    with pytest.raises(GeodataError, match=r"geodata.manifest\.json"):
        read_geometry(NAME)
    write_overlay({NAME: fetched("049")}, folder)
    assert geometry_codes(NAME) == {"049"}


@pytest.mark.parametrize("name", ["manifest", "../geodata/manifest", f"{NAME}.json", "postal_area-2026", ""])
def test_only_names_of_the_manifest_are_read(folder: Path, name: str) -> None:
    write_overlay({NAME: fetched("049")}, folder)
    with pytest.raises(GeodataError, match="no geometry"):
        read_geometry(name)


KILLED = """
import os, sys
from pathlib import Path
from geodata.overlay import write_overlay
step, die_at, real = sys.argv[2], int(sys.argv[3]), getattr(os, sys.argv[2])
calls = 0
def dying(*given):
    global calls
    calls += 1
    if calls == die_at:
        os._exit(9)
    return real(*given)
setattr(os, step, dying)
new = Path(sys.argv[1], "new").read_bytes()
files = {name: (("049",), new) for name in ("municipality-2026", "postal_area-2026-03")}
write_overlay(files, Path(sys.argv[1], "geodata"))
"""


@pytest.mark.parametrize(
    ("step", "die_at", "survivor"),
    [
        ("fsync", 1, "old"),
        ("replace", 1, "old"),
        ("replace", 2, "old"),
        ("replace", 3, "old"),
        ("unlink", 1, "new"),
    ],
)
def test_a_kill_leaves_the_old_boundaries_or_the_new(
    folder: Path, tmp_path: Path, step: str, die_at: int, survivor: str
) -> None:
    """Three files are moved into place, the manifest last; the oldest ones are removed after that."""
    old, new = geojson("049"), geojson("049", "091")
    for first in (geojson("235"), old):
        write_overlay({NAME: (("049",), first), "postal_area-2026-03": (("049",), first)}, folder)
    (tmp_path / "new").write_bytes(new)
    given = [sys.executable, "-c", KILLED, str(tmp_path), step, str(die_at)]
    assert subprocess.run(given, cwd=ROOT, check=False).returncode == 9
    expected = {"old": old, "new": new}[survivor]
    assert {read_geometry(name) for name in (NAME, "postal_area-2026-03")} == {expected}
    write_overlay({NAME: (("049",), new), "postal_area-2026-03": (("049",), new)}, folder)
    assert {read_geometry(name) for name in (NAME, "postal_area-2026-03")} == {new}
    assert not list(folder.glob("*.draft"))


def test_a_full_disk_is_told_and_the_earlier_ones_stand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_overlay({NAME: fetched("049")}, folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(GeodataError, match=r"geodata: the boundaries cannot be written.*No space left"):
        write_overlay({NAME: fetched("091")}, folder)
    assert geometry_codes(NAME) == {"049"}


def test_only_the_files_of_the_last_two_manifests_are_kept(folder: Path) -> None:
    for code in ("049", "091", "092", "235"):
        write_overlay({NAME: fetched(code)}, folder)
    assert len(list(folder.glob(f"{NAME}.*.json"))) == 2
