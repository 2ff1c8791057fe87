"""A folder of a city's own."""

from pathlib import Path

import pytest


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that HYTEDATA_CITY names."""
    folder = tmp_path / "city"
    folder.mkdir()
    monkeypatch.setenv("HYTEDATA_CITY", str(folder))
    return folder
