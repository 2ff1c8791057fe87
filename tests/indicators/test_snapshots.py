"""Which files a version is made of, and which of them can hold what is asked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import StoreError, UnknownVersion
from indicators.snapshots import FIRST_FILES, LAST_TEXT, DataFile, Snapshot, growing
from indicators.store import ObservationStore
from tests.indicators.examples import observations, of_year

IDS = st.text("abc_", min_size=1, max_size=3)
RANGES = st.tuples(IDS, IDS).map(sorted)


def snapshot_of(ranges: list[list[str]]) -> Snapshot:
    files = [DataFile(f"{number}.parquet", first, last) for number, (first, last) in enumerate(ranges)]
    return Snapshot("table", 0, tuple(sorted(files, key=lambda file: file.first_indicator)))


@given(st.lists(RANGES, max_size=40), st.lists(IDS, max_size=3), IDS)
def test_no_file_that_can_hold_what_is_asked_is_left_out(ranges: list[list[str]], ids: list[str], since: str) -> None:
    whole = snapshot_of(ranges)
    kept = whole.files_with(ids, since)
    for file in whole.files:
        can_hold = any(file.first_indicator <= each <= file.last_indicator for each in ids) or not ids
        assert (file in kept) == (can_hold and file.last_indicator >= since)


@given(st.lists(RANGES, max_size=70))
def test_each_step_opens_more_and_nothing_before_its_end_is_left_out(ranges: list[list[str]]) -> None:
    files = snapshot_of(ranges).files_with()
    steps = list(growing(files))
    assert steps[-1] == ([file.path for file in files], LAST_TEXT)
    assert [len(paths) for paths, _ in steps[:-1]] == [FIRST_FILES * 2**step for step in range(len(steps) - 1)]
    for paths, end in steps:
        assert all(file.first_indicator >= end for file in files if file.path not in paths)


def test_twice_as_many_are_opened_each_time() -> None:
    files = snapshot_of([[f"{number:02}", f"{number:02}"] for number in range(40)]).files_with()
    assert [(len(paths), end) for paths, end in growing(files)] == [
        (4, "04"),
        (8, "08"),
        (16, "16"),
        (32, "32"),
        (40, LAST_TEXT),
    ]


def test_a_version_tells_its_files_and_the_indicators_in_each(tmp_path: Path) -> None:
    store = ObservationStore(tmp_path / "observations")
    store.append(observations({"indicator_id": "b"}, {"indicator_id": "d"}))
    store.append(observations({"indicator_id": "a"}))
    ranges = [(file.first_indicator, file.last_indicator) for file in store.snapshot().files]
    assert ranges == [("a", "a"), ("b", "d")]
    assert all(Path(file.path).is_file() for file in store.snapshot().files)


def test_a_folder_with_odd_letters_is_read(tmp_path: Path) -> None:
    store = ObservationStore(tmp_path / "a space % å" / "observations")
    store.append(observations({}))
    assert [Path(file.path).is_file() for file in store.snapshot().files] == [True]


def test_versions_have_one_table_and_an_edition_each(tmp_path: Path) -> None:
    store = ObservationStore(tmp_path / "observations")
    store.append(observations({}))
    store.append(observations(of_year(2019)))
    first, second = store.snapshot(0), store.snapshot()
    assert (first.version, second.version) == (0, 1)
    assert first.table_id == second.table_id
    assert first.edition != second.edition
    assert len(first.files) == 1
    assert len(second.files) == 2


def test_two_tables_of_one_version_are_two_editions(tmp_path: Path) -> None:
    editions = set()
    for name in ("one", "other"):
        store = ObservationStore(tmp_path / name)
        store.append(observations({}))
        editions.add(store.snapshot().edition)
    assert len(editions) == 2


@pytest.mark.parametrize("version", [-1, 1, 10**6, 2**63, 2**64])
def test_a_version_there_never_was_is_unknown(tmp_path: Path, version: int) -> None:
    store = ObservationStore(tmp_path / "observations")
    store.append(observations({}))
    with pytest.raises(UnknownVersion, match=f"no version {version}; the newest is 0"):
        store.snapshot(version)


def test_no_table_is_a_fault_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        ObservationStore(tmp_path / "nothing").snapshot()
