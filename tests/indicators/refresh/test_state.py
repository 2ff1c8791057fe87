"""What is remembered of a source: it belongs to one table, and losing it only costs a fetch."""

from pathlib import Path

import pytest

from indicators.refresh.state import Remembered, SourceState, read_state, state_path, write_state

KNOWN = Remembered(data_updated="2025-04-29", title="Väestö 31.12.", unit_code="LKM", rows=7107, outcome="taken")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_state("sotkanet", SourceState(table_id="one").with_ids({"127": KNOWN}), tmp_path)
    assert read_state("sotkanet", "one", tmp_path).ids == {"127": KNOWN}


def test_news_stand_beside_and_instead_of_what_was_known() -> None:
    newer = KNOWN.model_copy(update={"data_updated": "2026-04-29"})
    state = SourceState().with_ids({"127": KNOWN, "5": KNOWN})
    assert state.with_ids({"127": newer}).ids == {"127": newer, "5": KNOWN}
    assert state.ids["127"] == KNOWN, "the state it was made of has changed"


def test_a_table_made_anew_is_filled_from_the_beginning(tmp_path: Path) -> None:
    write_state("sotkanet", SourceState(table_id="one", ids={"127": KNOWN}), tmp_path)
    assert read_state("sotkanet", "another", tmp_path) == SourceState(table_id="another")


@pytest.mark.parametrize("damaged", ["", "{", '{"ids": 3}', '{"ids": {"127": {}}}', "\udcff"])
def test_a_damaged_memory_is_none(tmp_path: Path, damaged: str) -> None:
    path = state_path("sotkanet", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(damaged.encode("utf-8", "surrogateescape"))
    assert read_state("sotkanet", "one", tmp_path) == SourceState(table_id="one")


def test_without_a_memory_everything_is_new(tmp_path: Path) -> None:
    assert read_state("sotkanet", "one", tmp_path).ids == {}
