"""Opening the store: filled once, replaced by a newer release, and never half there."""

import json
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from deltalake.exceptions import DeltaError

from geodata.levels import AreaLevel
from indicators import published
from indicators import store as store_module
from indicators.embedded import MANIFEST, OBSERVATIONS, embedded_digest, write_embedded
from indicators.errors import StoreError
from indicators.markers import trend_markers
from indicators.observations import COLUMNS, INTERVALS, KEY, observations_table
from indicators.published import (
    DIGEST,
    load_areas,
    load_availability,
    load_level,
    load_observations,
    load_reach,
    load_totals,
    open_store,
)
from indicators.slices import newest_periods, newest_rows
from indicators.store import TABLE_NAME, ObservationStore
from tests.indicators.examples import definition, hidden, observations, of_year


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a fresh installation; it does not exist yet."""
    path = tmp_path / "home"
    monkeypatch.setenv("HYTEDATA_HOME", str(path))
    return path


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data this version ships with: Espoo's population in 2018."""
    folder = tmp_path / "release"
    write_embedded(observations_table(observations({})), folder)
    monkeypatch.setattr(published, "DATA", folder)
    return folder


def start() -> ObservationStore:
    """Open the store as a new process does: nothing remembered."""
    published._open.cache_clear()
    return open_store()


def newer(release: Path) -> None:
    """A newer version ships 2019 as well."""
    write_embedded(observations_table(observations({}, of_year(2019))), release)


def drafts(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.name != TABLE_NAME)


def found_periods(store: ObservationStore) -> list[str]:
    return store.read()["period"].tolist()


# --- the first start and the next


def test_the_first_start_fills_the_store_and_leaves_nothing_else(home: Path, release: Path) -> None:
    store = start()
    assert found_periods(store) == ["2018"]
    assert store.version() == 0
    assert store.history()[0][DIGEST] == embedded_digest(release)
    assert (home / TABLE_NAME).is_dir()
    assert drafts(home) == []


def test_the_second_start_does_not_write_again(home: Path, release: Path) -> None:
    start()
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    assert start().version() == 0
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_one_process_opens_the_store_once(home: Path, release: Path) -> None:
    assert start() is open_store()


def test_a_home_that_is_a_relative_path_is_kept(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HYTEDATA_HOME", raising=False)
    start()
    assert (tmp_path / ".hytedata" / TABLE_NAME).is_dir()


def test_a_newer_release_replaces_the_older_one(home: Path, release: Path) -> None:
    start()
    newer(release)
    store = start()
    assert found_periods(store) == ["2018", "2019"]
    assert store.version() == 1
    assert len(store.read(version=0)) == 1
    assert start().version() == 1


def test_figures_that_somebody_added_are_not_replaced_by_a_newer_release(home: Path, release: Path) -> None:
    start().append(observations(of_year(2020)))
    newer(release)
    assert found_periods(start()) == ["2018", "2020"]


# --- several at once


def test_another_process_that_was_faster_wins_and_the_draft_goes(
    home: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = ObservationStore.create

    def create_while_another_finishes(self: ObservationStore, *arguments: Any) -> int:
        version = create(self, *arguments)
        shutil.copytree(self.location, home / TABLE_NAME)
        return version

    monkeypatch.setattr(ObservationStore, "create", create_while_another_finishes)
    store = start()
    assert found_periods(store) == ["2018"]
    assert store.version() == 0
    assert drafts(home) == []


def test_the_first_visitors_of_one_process_fill_the_store_once(
    home: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one visitor fills the store the others wait: two that wrote the same draft doubled every figure."""
    published._open.cache_clear()
    ready, second_came, read = threading.Barrier(3), threading.Event(), published.read_embedded
    filled: list[Path] = []

    def read_slowly(folder: Path) -> object:
        filled.append(folder)
        if len(filled) > 1:
            second_came.set()
        second_came.wait(timeout=0.3)
        return read(folder)

    def visit(_: int) -> list[str]:
        ready.wait()
        return found_periods(open_store())

    monkeypatch.setattr(published, "read_embedded", read_slowly)
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(visit, range(3))) == [["2018"]] * 3
    assert len(filled) == 1
    assert drafts(home) == []


# --- what breaks


def test_a_home_that_cannot_be_made_is_a_store_error_that_names_the_setting(home: Path, release: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match=r"home.*HYTEDATA_HOME"):
        start()


@pytest.mark.parametrize("fault", [PermissionError("read-only"), DeltaError("permission denied")])
def test_a_home_that_cannot_be_written_is_a_store_error_that_names_the_setting(
    home: Path, release: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(location: str, *_: object, **__: object) -> None:
        Path(location).mkdir()
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(store_module, "write_deltalake", refuse)
        with pytest.raises(StoreError, match=r"home.*HYTEDATA_HOME"):
            start()
    assert drafts(home) == []
    assert found_periods(start()) == ["2018"], "a failed start must not be remembered"


def cut(release: Path) -> Path:
    path = release / OBSERVATIONS
    path.write_bytes(path.read_bytes()[:100])
    return path


def lose_manifest(release: Path) -> Path:
    path = release / MANIFEST
    path.unlink()
    return path


@pytest.mark.parametrize("damage", [cut, lose_manifest])
def test_a_damaged_release_is_named_and_nothing_is_made_of_it(
    home: Path, release: Path, damage: Callable[[Path], Path]
) -> None:
    path = damage(release)
    with pytest.raises(StoreError, match=str(path)) as fault:
        start()
    assert "HYTEDATA_HOME" not in str(fault.value), "the home is not to blame"
    assert not (home / TABLE_NAME).exists()


def test_a_damaged_store_is_named_and_not_silently_refilled(home: Path, release: Path) -> None:
    start()
    log = home / TABLE_NAME / "_delta_log" / "00000000000000000000.json"
    log.write_text(json.dumps({"nonsense": 1})[:-3], encoding="utf-8")
    with pytest.raises(StoreError, match=str(home / TABLE_NAME)):
        start()


# --- what pages ask for


def test_the_observations_of_one_indicator(home: Path, release: Path) -> None:
    start().append(observations({"indicator_id": "other"}))
    assert load_observations("population")["indicator_id"].tolist() == ["population"]
    assert load_observations("nothing of the kind").empty
    assert load_observations("' OR 1=1 --").empty


def test_totals_of_some_areas_leave_groups_out(home: Path, release: Path) -> None:
    start().append(
        observations({"area_code": "091"}, {"sex": "F"}, {"age_group": "0-6"}, {"population_group": "x"}, of_year(2019))
    )
    open_store().append(observations(hidden(**of_year(2020)), of_year(1990)))
    found = load_totals(("049",))
    assert found["period"].tolist() == ["1990", "2018", "2019"]
    assert set(found["area_code"]) == {"049"}
    assert load_totals(()).empty


def test_totals_have_the_key_the_dates_and_what_a_trend_is_tested_by(home: Path, release: Path) -> None:
    ends = dict(zip(INTERVALS, (283_000.0, 284_000.0, 282_000.0, 285_000.0), strict=True))
    start().append(observations(of_year(2019) | {"denominator": 3e5} | ends))
    found = load_totals(("049",))
    numbers = ["value", "numerator", "denominator", *INTERVALS[:2]]
    assert set(found) == {*KEY, "period_start", "period_end", *numbers}
    assert found[numbers].iloc[1].tolist() == [283632.0, 283632.0, 3e5, 283_000.0, 284_000.0]
    assert found[INTERVALS[0]].isna().tolist() == [True, False]
    assert trend_markers(found, {"population": definition()})["reason"].tolist() == ["fewer_than_five_years"]


def test_totals_are_in_order_of_indicator_level_and_period(home: Path, release: Path) -> None:
    region = {"area_level": "REGION"}
    start().append(observations(region, of_year(1990), {"indicator_id": "a", **of_year(2020)}, of_year(1990) | region))
    found = load_totals(("049",))[["indicator_id", "area_level", "period"]].to_numpy().tolist()
    municipal = [["population", "MUNICIPALITY", "1990"], ["population", "MUNICIPALITY", "2018"]]
    regional = [["population", "REGION", "1990"], ["population", "REGION", "2018"]]
    assert found == [["a", "MUNICIPALITY", "2020"], *municipal, *regional]


def test_whole_observations_of_some_areas_hold_every_column_and_what_is_hidden(home: Path, release: Path) -> None:
    other, group = {"indicator_id": "other", "area_code": "091"}, {"area_code": "091", "sex": "F"}
    start().append(observations(other, group, hidden(**of_year(2019)), {"area_code": "005"}, {"age_group": "0-6"}))
    found = load_areas(("091", "049"))
    assert list(found) == list(COLUMNS)
    assert found[["indicator_id", "area_code", "period"]].to_numpy().tolist() == [
        ["other", "091", "2018"],
        ["population", "049", "2018"],
        ["population", "049", "2019"],
    ]
    assert found["status"].tolist() == ["OBSERVED", "OBSERVED", "SUPPRESSED"]
    assert (found[["sex", "age_group", "population_group"]] == "_T").all(axis=None)


@pytest.mark.parametrize("codes", [(), ("999",), ("' OR 1=1 --",)])
def test_areas_that_are_not_there_have_no_observations(home: Path, release: Path, codes: tuple[str, ...]) -> None:
    start()
    assert load_areas(codes).empty
    assert list(load_areas(codes)) == list(COLUMNS)


def test_areas_of_one_code_on_two_levels_are_both_told(home: Path, release: Path) -> None:
    start().append(observations({"area_level": "REGION", "area_code": "049"}))
    assert load_areas(("049",))["area_level"].tolist() == ["MUNICIPALITY", "REGION"]


def test_a_level_has_its_areas_values_old_to_new_and_neither_groups_nor_hidden_rows(home: Path, release: Path) -> None:
    others = [{"area_code": "005"}, of_year(2000) | {"area_code": "091"}, {"indicator_id": "a"}]
    left_out = [{"sex": "F"}, {"age_group": "0-6"}, {"population_group": "x"}, hidden(**of_year(2021))]
    start().append(observations(*others, *left_out, {"area_level": "REGION", "area_code": "01"}))
    found = load_level(AreaLevel.MUNICIPALITY)
    assert list(found) == ["indicator_id", "area_code", "period", "period_end", "value"]
    assert found[["indicator_id", "area_code", "period"]].to_numpy().tolist() == [
        ["a", "049", "2018"],
        ["population", "091", "2000"],
        ["population", "005", "2018"],
        ["population", "049", "2018"],
    ]
    assert found["value"].tolist() == [283632.0] * 4
    assert load_level(AreaLevel.REGION)["area_code"].tolist() == ["01"]


def test_a_level_without_figures_is_an_empty_table_of_no_newest_period(home: Path, release: Path) -> None:
    start()
    nothing = load_level(AreaLevel.SMALL_AREA)
    assert nothing.empty
    assert newest_periods(nothing).empty
    assert newest_rows(nothing).empty


def test_availability_tells_each_indicator_level_and_dataset_once(home: Path, release: Path) -> None:
    start().append(
        observations(
            of_year(1990) | {"dataset": "sotkanet_1990_2012"},
            of_year(2000),
            of_year(2000) | {"area_code": "091"},
            hidden(**of_year(2021)),
            {"area_level": "REGION", "area_code": "01"},
        )
    )
    found = load_availability()
    municipal = found[(found["area_level"] == "MUNICIPALITY") & (found["dataset"] == "sotkanet_127")].iloc[0]
    assert len(found) == 3
    assert municipal["areas"] == 2
    assert municipal["latest_period"] == "2018"
    assert pd.Timestamp(municipal["first_start"]) == pd.Timestamp(2000, 1, 1)
    assert pd.Timestamp(municipal["last_end"]) == pd.Timestamp(2018, 12, 31)
    assert municipal["publisher"] == "THL, SOTKAnet"


def test_the_shipped_data_opens_in_a_fresh_home(home: Path, embedded: pd.DataFrame) -> None:
    assert len(start().read()) == len(embedded)
    assert not load_observations("population").empty


def test_reach_tells_groups_and_newest_period_of_the_areas_asked_for_by_level_and_code(
    home: Path, release: Path
) -> None:
    start().append(
        observations(
            of_year(2019),
            {"sex": "F"},
            hidden(age_group="0-6"),
            {"area_level": "REGION"},
            {"area_code": "091", **of_year(2021)},
        )
    )
    found = load_reach(((AreaLevel.MUNICIPALITY, "049"),))
    assert found[["area_level", "sex", "age_group"]].to_numpy().tolist() == [
        ["MUNICIPALITY", "F", "_T"],
        ["MUNICIPALITY", "_T", "_T"],
    ]
    assert [day.year for day in found["last_end"]] == [2018, 2019]
    assert load_reach(()).empty
