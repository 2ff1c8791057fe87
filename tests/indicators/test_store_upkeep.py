"""Replacing many, upkeep and keeping: no row is lost, and no kept version breaks."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from indicators import store_upkeep, writing_lock
from indicators.availability import SUMMARY, Availability
from indicators.errors import ObservationError, StoreError
from indicators.kept_versions import KEPT, KeptVersion
from indicators.observations import COLUMNS, KEY, observations_table
from indicators.store import ObservationStore
from indicators.writing_lock import LOCK, OWN_FOLDER
from tests.indicators.examples import observations, of_year

NOW = timedelta(0)


@pytest.fixture
def store(tmp_path: Path) -> ObservationStore:
    """Four indicators of two years each."""
    filled = ObservationStore(tmp_path / "observations")
    filled.append(rows_of("a", "b", "c", "d"))
    return filled


def rows_of(*indicator_ids: str, **changes: Any) -> pd.DataFrame:
    years = (2018, 2019)
    return observations(*({"indicator_id": each} | of_year(year) | changes for each in indicator_ids for year in years))


def values(store: ObservationStore, version: int | None = None) -> list[tuple[str, str, float]]:
    rows = store.read(version=version)
    return list(rows[["indicator_id", "period", "value"]].itertuples(index=False, name=None))


def crowd(store: ObservationStore) -> None:
    """Four files may hold "b"."""
    for number, ends in enumerate((("a1", "b9"), ("a2", "b8"), ("a3", "b7"))):
        store.append(rows_of(*ends, area_code=f"{number:03d}"))
    assert store.active().crowded()


# --- some indicators


def test_some_indicators_are_read_whole_and_sorted_and_no_other(store: ObservationStore) -> None:
    store.append(observations({"indicator_id": "c", "area_code": "005"}))
    found = store.read_indicators(["c", "a", "nothing of the kind"])
    pd.testing.assert_frame_equal(found, store.read("indicator_id IN ('a', 'c')"))
    assert found[list(KEY)].equals(found[list(KEY)].sort_values(list(KEY), ignore_index=True))
    assert len(found) == 5


@pytest.mark.parametrize("ids", [[], ["nothing of the kind"], ["' OR 1=1 --"]])
def test_indicators_that_are_not_there_are_an_empty_frame_of_every_column(
    store: ObservationStore, ids: list[str]
) -> None:
    found = store.read_indicators(ids)
    assert found.empty
    assert list(found) == list(COLUMNS)


def test_only_the_files_that_may_hold_it_are_opened(store: ObservationStore) -> None:
    store.append(rows_of("x"))
    [other] = set(store.active().paths) - set(store.active().holding(["x"]))
    Path(other).write_bytes(b"")
    assert len(store.read_indicators(["x"])) == 2
    with pytest.raises(StoreError, match=Path(other).name):
        store.read_indicators(["a"])


def test_a_long_name_that_the_log_cuts_short_is_found(store: ObservationStore) -> None:
    names = ["ä" * 100 + end for end in ("", "ä", "z")]
    store.append(rows_of(*names))
    for name in names:
        assert store.read_indicators([name])["indicator_id"].unique().tolist() == [name]


def test_a_file_with_garbage_in_the_middle_is_named(store: ObservationStore) -> None:
    path = Path(store.active().paths[0])
    content = bytearray(path.read_bytes())
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=path.name):
        store.read_indicators(["a"])


# --- replacing


@pytest.mark.parametrize("as_table", [False, True])
def test_replaced_indicators_have_exactly_the_new_rows_of_one_commit(store: ObservationStore, as_table: bool) -> None:
    store.append(rows_of("b", dataset="other", area_code="005"))
    rows = rows_of("b", "d", value=7.0)
    version = store.replace_indicators(observations_table(rows) if as_table else rows, {"source": "sotkanet"})
    assert version == store.version() == 2
    assert [each for each in values(store) if each[0] in "bd"] == [(i, y, 7.0) for i in "bd" for y in ("2018", "2019")]
    assert [each for each in values(store) if each[0] in "ac"] == [each for each in values(store, 0) if each[0] in "ac"]
    told = store.history()[0]
    assert {name: told[name] for name in ("what", "rows", "indicators", "source")} == {
        "what": "replaced",
        "rows": "4",
        "indicators": "b, d",
        "source": "sotkanet",
    }


def test_no_rows_or_wrong_rows_replace_nothing(store: ObservationStore) -> None:
    for wrong in (rows_of("a").iloc[:0], observations_table(rows_of("a")).slice(0, 0)):
        with pytest.raises(ObservationError, match="nothing replaced"):
            store.replace_indicators(wrong)
    for wrong in (rows_of("a", status="?"), pa.table({"indicator_id": ["a"]})):
        with pytest.raises(ObservationError):
            store.replace_indicators(wrong)
    assert store.version() == 0


def test_replacing_in_a_store_that_is_not_there_makes_it(tmp_path: Path) -> None:
    store = ObservationStore(tmp_path / "new")
    assert store.replace_indicators(rows_of("a")) == 0
    assert len(store.read()) == 2


def test_names_that_look_like_sql_replace_only_themselves(store: ObservationStore) -> None:
    for value in (1.0, 2.0):
        store.replace_indicators(rows_of("x' OR '1'='1", value=value))
    assert [value for _, _, value in values(store)] == [283632.0] * 8 + [2.0] * 2


# --- compacting


def test_compacting_joins_small_files_and_changes_no_row(store: ObservationStore) -> None:
    store.append(rows_of("e"))
    before = store.read()
    version = store.compact()
    assert len(store.active().files) == 1
    pd.testing.assert_frame_equal(store.read(), before)
    assert store.compact() == version, "a table in order is left alone"
    assert store_upkeep.is_upkeep(store.history()[0])


def test_compacting_sorts_again_what_lies_in_many_files(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(store)
    before = store.read()
    monkeypatch.setattr("indicators.store.join_small_files", lambda _: None)
    monkeypatch.setattr(store_upkeep, "SLICE_ROWS", 3)
    store.compact()
    assert store.active().crowded() == []
    pd.testing.assert_frame_equal(store.read(), before)


def test_a_damaged_file_is_never_compacted_away(store: ObservationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(store)
    version = store.version()
    monkeypatch.setattr("indicators.store.join_small_files", lambda _: None)
    Path(store.active().paths[0]).write_bytes(b"PAR1")
    with pytest.raises(StoreError):
        store.compact()
    assert ObservationStore(store.location).version() == version


# --- cleaning away and keeping


def test_a_version_that_nothing_keeps_is_cleaned_away_and_the_newest_never(store: ObservationStore) -> None:
    store.replace_indicators(rows_of("a", "b", "c", "d", value=1.0))
    after = values(store)
    assert store.vacuum() == [], "within the retention nothing goes"
    would_go = store.vacuum(NOW, dry_run=True)
    assert len(values(store, 0)) == 8
    assert set(store.vacuum(NOW)) == set(would_go)
    assert values(store) == after
    with pytest.raises(StoreError, match=r"gone \(of an old version: cleaned away\)"):
        ObservationStore(store.location).read(version=0)


def test_a_kept_version_stays_readable_after_upkeep(store: ObservationStore) -> None:
    before = values(store)
    store.keep_version(0, "Annual review 2026")
    for value in (1.0, 2.0):
        store.replace_indicators(rows_of("a", "b", value=value))
    store.compact()
    store.vacuum(NOW)
    again = ObservationStore(store.location)
    assert values(again, 0) == before
    assert again.kept_versions() == (KeptVersion(0, "Annual review 2026"),)
    with pytest.raises(StoreError):
        again.read(version=1)


def test_a_version_is_kept_once_for_a_reason_and_for_several(store: ObservationStore) -> None:
    for reason in ("Review", " Review ", "Audit"):
        store.keep_version(0, reason)
    assert store.kept_versions() == (KeptVersion(0, "Audit"), KeptVersion(0, "Review"))


def test_a_version_that_is_gone_unknown_or_without_a_reason_is_not_kept(store: ObservationStore) -> None:
    store.replace_indicators(rows_of("a", "b", "c", "d", value=1.0))
    store.vacuum(NOW)
    for version, reason in ((0, "Review"), (99, "Review"), (-1, "Review"), (1, " ")):
        with pytest.raises(StoreError, match=f"version {version}"):
            store.keep_version(version, reason)
    assert store.kept_versions() == ()


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"version": "x", "reason": "y"}]', '[{"version": 1}]'])
def test_nothing_is_cleaned_away_while_it_is_unknown_what_is_kept(store: ObservationStore, content: str) -> None:
    store.keep_version(0, "Review")
    store.replace_indicators(rows_of("a", "b", "c", "d", value=1.0))
    (Path(store.location) / OWN_FOLDER / KEPT).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=KEPT):
        store.vacuum(NOW)
    assert len(values(store, 0)) == 8


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_keeping_that_fails_leaves_the_old_list(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store.keep_version(0, "Review")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
        with pytest.raises(StoreError, match="No space left"):
            store.keep_version(0, "Audit")
    assert store.kept_versions() == (KeptVersion(0, "Review"),)
    names = {path.name for path in (Path(store.location) / OWN_FOLDER).iterdir()}
    assert names <= {KEPT, LOCK}


def test_versions_within_the_retention_stay_though_their_files_are_old(store: ObservationStore) -> None:
    """A version that was the newest until a while ago is within the retention, however old its commit is."""
    store.replace_indicators(rows_of("a", "b", "c", "d", value=1.0))
    log = Path(store.location) / "_delta_log" / f"{0:020}.json"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if "commitInfo" in line:
            line["commitInfo"]["timestamp"] -= 90 * 24 * 3600 * 1000
    log.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    again = ObservationStore(store.location)
    assert again.vacuum(timedelta(days=1)) == []
    assert len(values(again, 0)) == 8


def test_upkeep_is_for_folders() -> None:
    store = ObservationStore("s3://bucket/observations")
    for use in (store.vacuum, store.kept_versions, lambda: store.keep_version(0, "Review")):
        with pytest.raises(StoreError, match="data hub"):
            use()


# --- changes


def test_changes_between_two_versions_of_one_indicator(store: ObservationStore) -> None:
    store.replace_indicators(rows_of("a", "b", value=1.0))
    assert store.changes("a", 0, 1)["change"].tolist() == ["changed", "changed"]
    assert store.changes("c", 0, 1).empty
    assert store.changes("a", None, 1)["change"].tolist() == ["added", "added"]
    with pytest.raises(StoreError, match="version 9"):
        store.changes("a", 0, 9)


# --- availability


@pytest.fixture
def availability(store: ObservationStore) -> Iterator[Availability]:
    made = Availability(store)
    yield made
    pd.testing.assert_frame_equal(made.rows(), store.query(SUMMARY))


def test_a_summary_follows_every_kind_of_commit(store: ObservationStore, availability: Availability) -> None:
    writes = (
        lambda: store.append(rows_of("b5", "z", area_code="005")),
        lambda: store.replace_indicators(rows_of("c", **of_year(2020)).drop_duplicates()),
        lambda: store.replace("a", "sotkanet_127", rows_of("a", value=3.0)),
        store.compact,
        lambda: store.create(observations_table(rows_of("q")), {}),
    )
    for write in writes:
        availability.rows()
        write()
        pd.testing.assert_frame_equal(availability.rows(), store.query(SUMMARY))


def test_a_summary_is_the_callers_own(availability: Availability) -> None:
    rows = availability.rows()
    rows["areas"] = -1


# --- alone


def test_a_writer_that_waits_too_long_is_told(store: ObservationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_lock, "PATIENCE_SECONDS", 0.0)
    with (
        writing_lock.writing_lock(store.location),
        pytest.raises(StoreError, match="another process has been writing"),
    ):
        ObservationStore(store.location).append(rows_of("z"))
    assert store.append(rows_of("z")) == 1


def test_a_folder_that_must_not_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        ObservationStore(tmp_path / "file" / "observations").append(rows_of("a"))
