"""The store: what is written stays whole, whoever writes beside, and whatever breaks in the middle."""

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from deltalake.exceptions import CommitFailedError, DeltaError

from indicators import store as store_module
from indicators.errors import ObservationError, StoreError
from indicators.observations import KEY, observations_table
from indicators.store import ATTEMPTS, ObservationStore
from tests.indicators.examples import observations, of_year

INJECTION = "x' OR '1'='1"


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "observations"


@pytest.fixture
def store(location: Path) -> ObservationStore:
    """Two indicators: Espoo's population in 2018 and 2019, and an index in 2018."""
    filled = ObservationStore(location)
    filled.append(observations({}, of_year(2019), {"indicator_id": "index", "dataset": "diak", "value": 88.5}))
    return filled


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses the store would have made; nothing sleeps."""
    made: list[float] = []
    monkeypatch.setattr(store_module.time, "sleep", made.append)
    return made


def values(store: ObservationStore, **keywords: Any) -> list[tuple[str, str, float]]:
    """What the store holds: indicator, period, value."""
    rows = store.read(**keywords)
    return list(rows[["indicator_id", "period", "value"]].itertuples(index=False, name=None))


FILLED = [("index", "2018", 88.5), ("population", "2018", 283632.0), ("population", "2019", 283632.0)]


# --- reading


def test_what_was_written_is_read_back_whole_and_sorted_by_key(location: Path) -> None:
    rows = observations({"area_code": "091"}, {"area_code": "005"}, {"area_code": "049"} | of_year(1990))
    ObservationStore(location).append(rows)
    read = ObservationStore(location).read()
    expected = rows.sort_values(list(KEY), ignore_index=True)
    assert read["area_code"].tolist() == ["005", "049", "091"]
    for column in rows.columns:
        wanted, found = expected[column], read[column]
        if column.endswith(("_start", "_end", "_date")):
            wanted, found = pd.to_datetime(wanted), pd.to_datetime(found)
        pd.testing.assert_series_equal(found, wanted, check_dtype=False)


def test_missing_zero_and_hidden_stay_three_things(location: Path) -> None:
    nothing = {"value": float("nan"), "numerator": float("nan")}
    ObservationStore(location).append(
        observations(
            {"area_code": "005", "value": 0.0},
            {"area_code": "009", "status": "SUPPRESSED"} | nothing,
            {"area_code": "010", "status": "MISSING"} | nothing,
        )
    )
    read = ObservationStore(location).read()
    assert read["status"].tolist() == ["OBSERVED", "SUPPRESSED", "MISSING"]
    assert read["value"].iloc[0] == 0.0
    assert read["value"].isna().tolist() == [False, True, True]


def test_a_condition_takes_its_values_as_parameters(store: ObservationStore) -> None:
    where, parameters = "indicator_id = ? AND period = ?", ("population", "2019")
    assert values(store, where=where, parameters=parameters) == [("population", "2019", 283632.0)]
    assert store.read("indicator_id = ?", (INJECTION,)).empty


def test_a_condition_that_is_not_sql_is_a_store_error(store: ObservationStore) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        store.read("no_such_column = 1")


def test_a_query_may_count(store: ObservationStore) -> None:
    assert store.query("SELECT count(*) AS n FROM observations")["n"].tolist() == [3]


@pytest.mark.parametrize("name", ["with space", "Työpöytä", "it's", "a#b", "100 %"])
def test_a_store_may_live_in_a_folder_of_any_ordinary_name(tmp_path: Path, name: str) -> None:
    store = ObservationStore(tmp_path / name / "observations")
    store.append(observations({}))
    store.replace("population", "sotkanet_127", observations({"value": 1.0}))
    assert values(store) == [("population", "2018", 1.0)]


# --- versions


def test_the_version_grows_by_one_with_every_write(store: ObservationStore) -> None:
    assert store.version() == 0
    assert store.append(observations(of_year(2020))) == 1
    assert store.replace("index", "diak", observations({"indicator_id": "index", "dataset": "diak"})) == 2
    assert store.version() == 2


def test_an_earlier_version_is_read_as_it_was(store: ObservationStore) -> None:
    store.replace("population", "sotkanet_127", observations({"value": 1.0}))
    store.append(observations(of_year(2020)))
    assert values(store, version=0) == FILLED
    assert values(store, version=1) == [("index", "2018", 88.5), ("population", "2018", 1.0)]
    assert len(values(store)) == 3


@pytest.mark.parametrize("version", [7, -1])
def test_a_version_that_does_not_exist_is_a_store_error(store: ObservationStore, version: int) -> None:
    with pytest.raises(StoreError, match=f"version {version}"):
        store.read(version=version)


def test_the_history_tells_every_commit_newest_first_with_its_metadata(store: ObservationStore) -> None:
    store.create(observations_table(observations({})), {"embedded_sha256": "abc"})
    history = store.history()
    assert [commit["version"] for commit in history] == [1, 0]
    assert history[0]["embedded_sha256"] == "abc"
    assert "embedded_sha256" not in history[1]


def test_another_reader_sees_a_new_commit_at_once(store: ObservationStore, location: Path) -> None:
    reader = ObservationStore(location)
    assert values(reader) == FILLED
    store.append(observations(of_year(2020)))
    assert len(values(reader)) == 4


def test_creating_replaces_the_whole_content(store: ObservationStore) -> None:
    store.create(observations_table(observations({"value": 5.0})), {})
    assert values(store) == [("population", "2018", 5.0)]


def test_creating_takes_the_columns_of_a_newer_schema(store: ObservationStore, location: Path) -> None:
    """An installation of an older version must open after an upgrade that brings a column."""
    older = observations_table(observations({})).drop_columns(["moved_share"])
    store.create(older, {})
    store.create(observations_table(observations({"moved_share": 0.5})), {})
    assert ObservationStore(location).read()["moved_share"].tolist() == [0.5]


# --- appending


def test_appending_adds_rows_and_keeps_the_others(store: ObservationStore) -> None:
    store.append(observations(of_year(2020) | {"value": 292796.0}))
    assert values(store) == [*FILLED, ("population", "2020", 292796.0)]


def test_a_known_key_is_refused_and_nothing_of_the_append_is_written(store: ObservationStore) -> None:
    with pytest.raises(ObservationError, match=r"1 keys are already in the store, first indicator_id=population"):
        store.append(observations(of_year(2020), {"value": 1.0}))
    assert values(store) == FILLED
    assert store.version() == 0


def test_a_known_key_is_refused_though_its_dataset_is_not_told(location: Path) -> None:
    store = ObservationStore(location)
    store.append(observations({"dataset": None}))
    with pytest.raises(ObservationError, match="already in the store"):
        store.append(observations({"dataset": None}))


def test_rows_that_break_a_rule_are_never_written(store: ObservationStore) -> None:
    with pytest.raises(ObservationError):
        store.append(observations(of_year(2020) | {"area_level": "KUNTA"}))
    assert store.version() == 0


# --- replacing


def test_a_replacement_leaves_other_indicators_and_datasets_alone(store: ObservationStore) -> None:
    older = observations(of_year(1999) | {"dataset": "sotkanet_1990_2012", "value": 204.0})
    store.append(older)
    store.replace("population", "sotkanet_127", observations(of_year(2021) | {"value": 297.0}))
    assert values(store) == [
        ("index", "2018", 88.5),
        ("population", "1999", 204.0),
        ("population", "2021", 297.0),
    ]


def test_an_empty_replacement_is_refused(store: ObservationStore) -> None:
    with pytest.raises(ObservationError, match="no rows for population from sotkanet_127: nothing replaced"):
        store.replace("population", "sotkanet_127", observations({}).iloc[:0])
    assert values(store) == FILLED


@pytest.mark.parametrize("column", ["indicator_id", "dataset"])
def test_a_replacement_holds_one_indicator_of_one_dataset(store: ObservationStore, column: str) -> None:
    with pytest.raises(ObservationError, match=f"holds other values of {column}"):
        store.replace("population", "sotkanet_127", observations({}, of_year(2020) | {column: "another"}))
    assert values(store) == FILLED


def test_a_replacement_may_not_repeat_a_key_of_another_dataset(store: ObservationStore) -> None:
    with pytest.raises(ObservationError, match="1 keys are already in the store"):
        store.replace("population", "other", observations({"dataset": "other", "value": 1.0}))
    assert values(store) == FILLED


def test_ids_that_look_like_sql_replace_only_themselves(store: ObservationStore) -> None:
    strange = {"indicator_id": INJECTION, "dataset": "d'; DROP TABLE observations; --"}
    for value in (1.0, 2.0):
        store.replace(INJECTION, strange["dataset"], observations(strange | {"value": value}))
    assert values(store) == [*FILLED, (INJECTION, "2018", 2.0)]


# --- what breaks


def test_a_store_that_is_not_there_is_a_store_error(location: Path) -> None:
    store = ObservationStore(location)
    assert not store.exists()
    for use in (store.read, store.version, store.history):
        with pytest.raises(StoreError, match=str(location)):
            use()
    assert not location.exists(), "reading must not create anything"


def test_a_store_without_a_row_is_a_store_error(store: ObservationStore) -> None:
    store.create(observations_table(observations({})).slice(0, 0), {})
    with pytest.raises(StoreError, match="holds no observations"):
        store.read()


def damage_log(location: Path) -> None:
    next(location.glob("_delta_log/*.json")).write_text("{ not a commit", encoding="utf-8")


def cut_log(location: Path) -> None:
    log = next(location.glob("_delta_log/*.json"))
    log.write_bytes(log.read_bytes()[:200])


def damage_parquet(location: Path) -> None:
    next(location.glob("*.parquet")).write_bytes(b"not parquet")


def cut_parquet(location: Path) -> None:
    path = next(location.glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-100])


def lose_parquet(location: Path) -> None:
    next(location.glob("*.parquet")).unlink()


def lose_everything(location: Path) -> None:
    shutil.rmtree(location)
    location.mkdir()


@pytest.mark.parametrize("damage", [damage_log, cut_log, damage_parquet, cut_parquet, lose_parquet, lose_everything])
def test_a_damaged_table_is_a_store_error_that_names_it(
    store: ObservationStore, location: Path, damage: Callable[[Path], None]
) -> None:
    assert store.version() == 0
    damage(location)
    with pytest.raises(StoreError, match=str(location)):
        ObservationStore(location).read()


@contextmanager
def full_disk(bytes_left: int) -> Iterator[None]:
    """Inside, no file of this process can grow beyond a size: writing breaks off in the middle."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_state(store: ObservationStore) -> None:
    many = observations(*(of_year(year) | {"value": year / 7} for year in range(1000, 2499)))
    with full_disk(bytes_left=2000), pytest.raises(StoreError, match="cannot be written"):
        store.replace("population", "sotkanet_127", many)
    assert values(store) == FILLED
    assert store.version() == 0
    store.replace("population", "sotkanet_127", many)
    assert len(values(store)) == 1 + len(many)


@pytest.mark.parametrize("fault", [DeltaError("commit lost"), OSError("disk gone")])
def test_a_write_that_dies_before_its_commit_leaves_the_old_state(
    store: ObservationStore, location: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def die_halfway(table_location: str, *_: object, **__: object) -> None:
        (Path(table_location) / "part-00000-half-written.zstd.parquet").write_bytes(b"PAR1 half a file")
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "write_deltalake", die_halfway)
        with pytest.raises(StoreError, match="cannot be written"):
            store.replace("population", "sotkanet_127", observations({"value": 1.0}))
    for reader in (store, ObservationStore(location)):
        assert values(reader) == FILLED
        assert reader.version() == 0
    store.replace("population", "sotkanet_127", observations({"value": 1.0}))
    assert values(store) == [("index", "2018", 88.5), ("population", "2018", 1.0)]


# --- several at once


def collide(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Let the first writes fail as if another writer had been faster; returns the tries, counted."""
    tries: list[int] = []
    write = store_module.write_deltalake

    def sometimes(*arguments: Any, **keywords: Any) -> None:
        tries.append(len(tries))
        if len(tries) <= times:
            raise CommitFailedError("another writer was faster")
        write(*arguments, **keywords)

    monkeypatch.setattr(store_module, "write_deltalake", sometimes)
    return tries


def test_a_collision_is_tried_again_after_growing_pauses(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    tries = collide(monkeypatch, times=3)
    assert store.append(observations(of_year(2020))) == 1
    assert len(tries) == 4
    assert pauses == [0.05, 0.1, 0.2]


def test_endless_collisions_end_in_a_store_error(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    tries = collide(monkeypatch, times=ATTEMPTS)
    with pytest.raises(StoreError, match="nothing was written"):
        store.append(observations(of_year(2020)))
    assert len(tries) == ATTEMPTS
    assert values(store) == FILLED


@pytest.mark.parametrize("way", ["append", "replace"])
def test_two_writers_at_once_both_succeed(location: Path, pauses: list[float], way: str) -> None:
    ObservationStore(location).append(observations({}))
    both_ready = threading.Barrier(2)

    def write(indicator_id: str) -> int:
        writer, rows = ObservationStore(location), observations({"indicator_id": indicator_id})
        both_ready.wait()
        if way == "append":
            return writer.append(rows)
        return writer.replace(indicator_id, "sotkanet_127", rows)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ["a", "b"]))
    assert [name for name, _, _ in values(ObservationStore(location))] == ["a", "b", "population"]
    assert ObservationStore(location).version() == 2


@pytest.mark.parametrize("way", ["create", "replace"])
def test_two_replacements_of_the_same_rows_never_mix(location: Path, pauses: list[float], way: str) -> None:
    ObservationStore(location).append(observations({}, of_year(2019)))
    both_ready = threading.Barrier(2)

    def write(value: float) -> None:
        writer = ObservationStore(location)
        rows = observations({"value": value}, of_year(2019) | {"value": value})
        both_ready.wait()
        if way == "create":
            writer.create(observations_table(rows), {})
        else:
            writer.replace("population", "sotkanet_127", rows)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, [1.0, 2.0]))
    found = [value for _, _, value in values(ObservationStore(location))]
    assert found in ([1.0, 1.0], [2.0, 2.0])


def test_readers_beside_a_writer_see_whole_commits_only(location: Path) -> None:
    """Every commit writes one value into all rows: a reader that sees two values saw half a write."""
    shared = ObservationStore(location)
    shared.append(observations(*(of_year(year) | {"value": 0.0} for year in range(2000, 2020))))
    done = threading.Event()

    def write() -> None:
        for number in range(1, 7):
            rows = observations(*(of_year(year) | {"value": float(number)} for year in range(2000, 2020)))
            shared.replace("population", "sotkanet_127", rows)
        done.set()

    def read() -> list[list[float]]:
        seen = []
        while not done.is_set():
            seen.append(shared.read()["value"].tolist())
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        pool.submit(write).result()
        seen = [rows for reader in readers for rows in reader.result()]
    assert all(len(rows) == 20 and len(set(rows)) == 1 for rows in seen)
