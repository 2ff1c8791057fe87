"""Small files that are there whole, or as they were."""

import os
from pathlib import Path

import pytest

from geodata.durable import write_durably


def test_a_file_is_written_with_its_folders_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.json"
    write_durably(path, "ensimmäinen")
    write_durably(path, "toinen")
    assert path.read_text(encoding="utf-8") == "toinen"
    write_durably(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert [each.name for each in path.parent.iterdir()] == ["b.json"]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_what_stood_there_stays_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "state.json"
    write_durably(path, "good")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if broken == "fsync" else Path, broken, fail)
    with pytest.raises(OSError, match="No space left"):
        write_durably(path, "half")
    assert path.read_text(encoding="utf-8") == "good"
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]
