"""docs/data-hub.md: what it says has been tried works as it stands there."""

import re
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable

from indicators.published import load_observations, open_store

TEXT = (Path(__file__).parent.parent / "docs" / "data-hub.md").read_text(encoding="utf-8")
WANTED = "low_income_rate"


def run(word: str) -> dict[str, Any]:
    """The names that the document's Python example with this word in it leaves behind."""
    (example,) = [each for each in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL) if word in each]
    open_store()
    names: dict[str, Any] = {}
    exec(compile(example, "data-hub.md", "exec"), names)
    return names


def test_pandas_reads_an_indicator_whole() -> None:
    found = run("to_pandas")["rows"]
    stored = load_observations(WANTED)
    assert len(found) == len(stored)
    assert found["value"].sum() == pytest.approx(stored["value"].sum())
    assert "049" in set(found["area_code"])


def test_duckdb_counts_what_there_is() -> None:
    counts = run("duckdb")["counts"].set_index("area_level")["rows"].to_dict()
    assert counts == load_observations(WANTED)["area_level"].value_counts().to_dict()


def test_polars_reads_an_indicator_whole() -> None:
    pytest.importorskip("polars")
    assert run("polars")["rows"].height == len(load_observations(WANTED))


def test_a_copy_holds_every_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPY_TO", str(tmp_path / "copy"))
    run("write_deltalake")
    assert DeltaTable(tmp_path / "copy").to_pyarrow_table().num_rows == len(open_store().read())


def test_the_table_can_be_read_by_the_simplest_reader() -> None:
    protocol = DeltaTable(open_store().location).protocol()
    assert protocol.min_reader_version == 1
    assert not protocol.reader_features
