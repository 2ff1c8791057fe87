"""Definitions made of a source's metadata: kept in one file, added to ours, never instead of them."""

import logging
from pathlib import Path

import pytest

from indicators.catalogue import load_catalogue
from indicators.definition_files import DEFINITIONS, read_catalogue
from indicators.errors import DefinitionError
from indicators.generated import generated_path, read_generated, write_generated
from tests.indicators.examples import definition

FETCHED = definition(
    indicator_id="sotkanet_04559",
    unit="stated",
    unit_words={"fi": "indeksi", "sv": "index", "en": "index"},
    impact_level="not_stated",
    missing_translation=["sv"],
    aggregation={"method": "none", "reason": "no_weights"},
    sources=[{"dataset": "sotkanet", "ids": ["4559"]}],
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return tmp_path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = generated_path(tmp_path)
    write_generated({"sotkanet_04559": FETCHED}, path)
    assert read_generated(path) == {"sotkanet_04559": FETCHED}
    assert read_generated(tmp_path / "nothing.json") == {}


def test_the_catalogue_is_read_again_when_the_file_changes(home: Path) -> None:
    ours = set(read_catalogue(DEFINITIONS))
    assert set(load_catalogue()) == ours
    write_generated({"sotkanet_04559": FETCHED}, generated_path(home))
    assert set(load_catalogue()) - ours == {"sotkanet_04559"}
    write_generated({}, generated_path(home))
    assert set(load_catalogue()) == ours


def test_a_definition_of_ours_comes_before_a_generated_one(home: Path) -> None:
    write_generated({"population": FETCHED.model_copy(update={"indicator_id": "population"})}, generated_path(home))
    assert load_catalogue()["population"].sotkanet_id == 127


def test_a_damaged_file_is_named_and_does_not_stop_the_pages(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    generated_path(home).write_text('[{"indicator_id": "x"}]', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"definitions\.json: damaged at .*run `python -m indicators refresh`"):
        read_generated(generated_path(home))
    with caplog.at_level(logging.ERROR, "hytedata"):
        assert set(load_catalogue()) == set(read_catalogue(DEFINITIONS))
    assert "damaged" in caplog.text
