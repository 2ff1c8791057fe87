"""Observations by what is asked of them, against a slow twin that filters the whole table in pandas."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import snapshots
from indicators.errors import StoreError, UnknownVersion
from indicators.observation_query import ObservationPage, ObservationQuery, find_observations
from indicators.observations import KEY, SCHEMA
from indicators.snapshots import LAST_TEXT, DataFile
from indicators.store import ObservationStore
from tests.indicators.examples import hidden, observations, of_year

FILTERS = {
    "indicators": "indicator_id",
    "levels": "area_level",
    "areas": "area_code",
    "periods": "period",
    "sexes": "sex",
    "age_groups": "age_group",
    "population_groups": "population_group",
    "statuses": "status",
}
VALUES: dict[str, tuple[str, ...]] = {
    "indicators": ("a", "ab", "b", "é", "population", "no_such"),
    "levels": ("MUNICIPALITY", "REGION", "COUNTRY"),
    "areas": ("005", "049", "01", "999"),
    "periods": ("2018", "2019", "2018–2019", "1066"),
    "sexes": ("_T", "F", "M"),
    "age_groups": ("_T", "0-6"),
    "population_groups": ("_T", "x'y"),
    "statuses": ("OBSERVED", "SUPPRESSED"),
}
DAYS = (date(2017, 1, 1), date(2018, 1, 1), date(2018, 7, 1), date(2018, 12, 31), date(2019, 12, 31))
TWO_YEARS = {"period": "2018–2019", "period_start": date(2018, 1, 1), "period_end": date(2019, 12, 31)}


def _rows_of(indicator_id: str) -> Iterator[dict[str, Any]]:
    for level, code in (("MUNICIPALITY", "049"), ("MUNICIPALITY", "005"), ("REGION", "01")):
        place = {"indicator_id": indicator_id, "area_level": level, "area_code": code}
        yield place | of_year(2018)
        yield place | of_year(2019) | hidden()
        yield place | TWO_YEARS
        yield place | of_year(2018) | {"sex": "F"}
        yield place | of_year(2018) | {"boundary_year": 2014, "age_group": "0-6", "population_group": "x'y"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ObservationStore:
    """Five indicators written one after another, so that each lies in a file of its own."""
    filled = ObservationStore(tmp_path_factory.mktemp("query") / "observations")
    for indicator_id in ("population", "b", "a", "é", "ab"):
        filled.append(observations(*_rows_of(indicator_id)))
    return filled


def found(store: ObservationStore, query: ObservationQuery) -> ObservationPage:
    return find_observations(store, store.snapshot(), query)


def keys(rows: pa.Table) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in KEY) for row in rows.to_pylist()]


def twin(store: ObservationStore, query: ObservationQuery) -> list[tuple[object, ...]]:
    """The same keys the slow way: every row is read, then looked at."""
    rows = store.read()
    for name, column in FILTERS.items():
        if wanted := getattr(query, name):
            rows = rows[rows[column].isin(wanted)]
    if query.starts_from:
        rows = rows[pd.to_datetime(rows["period_start"]) >= pd.Timestamp(query.starts_from)]
    if query.ends_by:
        rows = rows[pd.to_datetime(rows["period_end"]) <= pd.Timestamp(query.ends_by)]
    every = sorted(rows[list(KEY)].itertuples(index=False, name=None))
    return [key for key in every if query.after is None or key > query.after][: query.limit]


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


AFTER = st.none() | st.tuples(
    st.sampled_from(VALUES["indicators"]),
    st.sampled_from(VALUES["levels"]),
    st.sampled_from(VALUES["areas"]),
    st.sampled_from((2014, 2025)),
    st.sampled_from(VALUES["periods"]),
    st.sampled_from(VALUES["sexes"]),
    st.sampled_from(VALUES["age_groups"]),
    st.sampled_from(VALUES["population_groups"]),
)
QUERIES = st.builds(
    ObservationQuery,
    **{name: _some(values) for name, values in VALUES.items()},
    starts_from=st.none() | st.sampled_from(DAYS),
    ends_by=st.none() | st.sampled_from(DAYS),
    after=AFTER,
    limit=st.integers(1, 90),
)
LOOSE = st.builds(ObservationQuery, indicators=_some(VALUES["indicators"]), after=AFTER, limit=st.integers(1, 90))


def test_the_strategies_know_every_filter() -> None:
    assert {field.name for field in fields(ObservationQuery)} == {*FILTERS, "starts_from", "ends_by", "after", "limit"}


@settings(max_examples=80)
@given(query=QUERIES | LOOSE)
def test_a_page_is_what_the_slow_twin_finds(store: ObservationStore, query: ObservationQuery) -> None:
    page, expected = found(store, query), twin(store, replace(query, limit=10**6))
    assert keys(page.rows) == expected[: query.limit]
    assert page.next_after == (expected[query.limit - 1] if len(expected) > query.limit else None)


@settings(max_examples=30)
@given(query=LOOSE, limit=st.integers(1, 20))
def test_pages_neither_overlap_nor_leave_a_row_out(
    store: ObservationStore, query: ObservationQuery, limit: int
) -> None:
    whole = replace(query, after=None, limit=10**6)
    walked: list[tuple[object, ...]] = []
    step: ObservationQuery | None = replace(whole, limit=limit)
    while step is not None:
        page = found(store, step)
        walked += keys(page.rows)
        step = replace(step, after=page.next_after) if page.next_after else None
    assert walked == twin(store, whole)


@pytest.mark.parametrize("query", [ObservationQuery(), ObservationQuery(areas=("nowhere",))])
def test_columns_and_types_are_the_schemas(store: ObservationStore, query: ObservationQuery) -> None:
    assert found(store, query).rows.schema.equals(SCHEMA)


def test_a_value_cannot_end_the_condition(store: ObservationStore) -> None:
    assert found(store, ObservationQuery(areas=("x' OR '1'='1",))).rows.num_rows == 0
    assert found(store, ObservationQuery(population_groups=("x'y",), limit=100)).rows.num_rows == 15


def test_no_more_files_are_opened_than_the_page_takes(store: ObservationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    select = ObservationStore.arrow
    monkeypatch.setattr(snapshots, "FIRST_FILES", 1)
    monkeypatch.setattr(
        ObservationStore,
        "arrow",
        lambda self, files, sql, parameters: opened.append(len(files)) or select(self, files, sql, parameters),
    )
    assert len(store.snapshot().files) == 5
    found(store, ObservationQuery(limit=10))
    found(store, ObservationQuery(limit=20))
    found(store, ObservationQuery(indicators=("b",)))
    assert opened == [1, 1, 2, 1]


def test_an_indicator_over_two_files_comes_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split = ObservationStore(tmp_path / "observations")
    for year in (2003, 2001, 2004, 2002):
        split.append(observations(of_year(year)))
    monkeypatch.setattr(snapshots, "FIRST_FILES", 1)
    page = found(split, ObservationQuery(limit=1))
    assert [row["period"] for row in page.rows.to_pylist()] == ["2001"]
    rest = found(split, ObservationQuery(after=page.next_after))
    assert [row["period"] for row in rest.rows.to_pylist()] == ["2002", "2003", "2004"]


def test_a_hidden_figure_has_no_number_whatever_the_store_holds(tmp_path: Path) -> None:
    leaky = ObservationStore(tmp_path / "observations")
    leaky.append(observations(hidden(numerator=3.0, denominator=4.0, coverage=0.5, moved_share=0.1)))
    (row,) = found(leaky, ObservationQuery()).rows.to_pylist()
    assert {row[field.name] for field in SCHEMA if field.type == pa.float64()} == {None}
    assert row["status"] == "SUPPRESSED"


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_is_none_is_null(tmp_path: Path, number: float) -> None:
    odd = ObservationStore(tmp_path / "observations")
    odd.append(observations({"denominator": number}))
    (row,) = found(odd, ObservationQuery()).rows.to_pylist()
    assert (row["value"], row["denominator"]) == (283632.0, None)


def _emptied(tmp_path: Path, *, write_again: bool) -> ObservationStore:
    """A store whose first version's files are gone."""
    gone = ObservationStore(tmp_path / "observations")
    gone.append(observations({}))
    files: tuple[DataFile, ...] = gone.snapshot().files
    if write_again:
        gone.replace("population", "sotkanet_127", observations({"value": 1.0}))
    for file in files:
        Path(file.path).unlink()
    return gone


def test_an_older_version_without_files_is_no_longer_kept(tmp_path: Path) -> None:
    store = _emptied(tmp_path, write_again=True)
    assert found(store, ObservationQuery()).rows.num_rows == 1
    with pytest.raises(UnknownVersion, match="version 0 is no longer kept"):
        find_observations(store, store.snapshot(0), ObservationQuery())


def test_the_newest_version_without_files_is_a_fault_of_the_store(tmp_path: Path) -> None:
    store = _emptied(tmp_path, write_again=False)
    with pytest.raises(StoreError, match="cannot be read") as raised:
        found(store, ObservationQuery())
    assert not isinstance(raised.value, UnknownVersion)


def test_the_last_text_stands_after_every_id() -> None:
    assert max("zebra", "é", "population") < LAST_TEXT
