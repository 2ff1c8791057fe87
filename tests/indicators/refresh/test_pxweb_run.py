"""A run against a PxWeb database: newer tables are taken, a bad answer changes nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded
from indicators.refresh.progress import ignore
from indicators.refresh.pxweb_run import PxwebRun
from indicators.refresh.report import Outcome, RunReport
from indicators.sources.http import SourceClient
from indicators.store import TABLE_NAME, ObservationStore
from tests.replica import faults
from tests.replica.pxweb import ROOT, TABLE, Pxweb
from tests.replica.server import Replica

MOMENT = datetime(2026, 11, 22, 3, tzinfo=UTC)
TABLE_PATH = f"{ROOT}/{TABLE}"
FOLDER_PATH = f"{ROOT}/{TABLE.partition('/')[0]}"
Refresh = Callable[..., RunReport]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObservationStore:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    filled = ObservationStore(tmp_path / TABLE_NAME)
    filled.create(read_embedded(), {})
    return filled


@pytest.fixture
def database() -> Iterator[Replica]:
    with Replica([Pxweb().route]) as running:
        yield running


@pytest.fixture
def refresh(store: ObservationStore, database: Replica) -> Refresh:
    def run(**wished: object) -> RunReport:
        with SourceClient(f"{database.url}{ROOT}", "PxWeb", sleep=lambda _: None) as client:
            options = {"most_cells": 100_000, "accepted": ["population"]} | wished
            return PxwebRun(client, store, load_catalogue(), MOMENT, **options).run(ignore)

    return run


def fresh(store: ObservationStore) -> pd.DataFrame:
    rows = store.read_indicators(["population"])
    return rows[rows["dataset"] == "pxweb"]


def test_a_table_is_taken_once_and_again_when_its_folder_says_it_is_newer(
    refresh: Refresh, store: ObservationStore, database: Replica
) -> None:
    report = refresh()
    (told,) = report.indicators
    assert (told.indicator_id, told.outcome) == ("population", Outcome.TAKEN)
    assert report.requests == database.asked.total() == 3
    told_by_source = fresh(store)[fresh(store)["method"] == "source"]
    assert {"049", "091", "FI", "01", "03"} == set(told_by_source["area_code"])
    database.forget()
    assert [each.outcome for each in refresh().indicators] == [Outcome.UNCHANGED]
    assert dict(database.asked) == {FOLDER_PATH: 1}
    newer = faults.edited(lambda listed: [{**listed[0], "updated": "2026-11-21T08:00:00"}])
    database.provoke(FOLDER_PATH, newer)
    assert [each.outcome for each in refresh().indicators] == [Outcome.TAKEN]


def test_small_requests_give_the_same_rows(refresh: Refresh, store: ObservationStore) -> None:
    refresh()
    whole = fresh(store)
    assert refresh(again=True, most_cells=7).requests > 3
    pd.testing.assert_frame_equal(fresh(store), whole)


def test_figures_unlike_those_of_other_sources_are_refused(refresh: Refresh, store: ObservationStore) -> None:
    before = store.version()
    (told,) = refresh(accepted=()).indicators
    assert told.outcome is Outcome.REFUSED
    assert "another unit" in told.reason
    assert store.version() == before


@pytest.mark.parametrize(
    ("fault", "outcome", "code"),
    [
        (faults.truncated, Outcome.REFUSED, 3),
        (faults.wrong_type, Outcome.REFUSED, 3),
        (faults.saying(b"{}"), Outcome.REFUSED, 3),
        (faults.status(502), None, 4),
        (faults.dropped, None, 4),
    ],
)
def test_a_bad_answer_changes_nothing(
    refresh: Refresh,
    store: ObservationStore,
    database: Replica,
    fault: faults.Fault,
    outcome: Outcome | None,
    code: int,
) -> None:
    before = store.version()
    database.provoke(TABLE_PATH, fault)
    report = refresh()
    assert report.exit_code == code
    assert [each.outcome for each in report.indicators] == ([outcome] if outcome else [])
    assert store.version() == before


def test_a_dry_run_reads_the_folder_alone(refresh: Refresh, store: ObservationStore, database: Replica) -> None:
    before = store.version()
    assert [each.outcome for each in refresh(dry_run=True).indicators] == [Outcome.WOULD_FETCH]
    assert dict(database.asked) == {FOLDER_PATH: 1}
    assert store.version() == before


def test_only_what_is_asked_for_is_fetched(refresh: Refresh, database: Replica) -> None:
    assert refresh(wanted=["low_income_rate"]).indicators == []
    assert not database.asked


def test_municipalities_that_have_merged_are_put_together_and_the_report_says_so(store: ObservationStore) -> None:
    """The table lists Pertunmaa beside Mäntyharju."""
    content = Pxweb()
    content.variables[0].values |= {"KU507": "Mäntyharju", "KU588": "Pertunmaa"}
    with Replica([content.route]) as running, SourceClient(f"{running.url}{ROOT}", "PxWeb") as client:
        options = {"most_cells": 100_000, "accepted": ["population"]}
        report = PxwebRun(client, store, load_catalogue(), MOMENT, **options).run(ignore)
    assert [each.outcome for each in report.indicators] == [Outcome.TAKEN]
    assert any("rows of municipalities that have merged are put together" in note for note in report.notes)
    rows = fresh(store)
    assert set(rows.loc[rows["area_code"] == "507", "boundary_year"]) == {2026}
    assert not (rows["area_code"] == "588").any()
    assert report.exit_code == 0
