"""Whole runs against the replica: what is asked for, what is taken, and that a bad answer changes nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.embedded import read_embedded
from indicators.generated import generated_path, read_generated
from indicators.model import Theme
from indicators.refresh.progress import Progress, ignore
from indicators.refresh.report import IndicatorReport, Outcome, RunReport
from indicators.refresh.sotkanet_run import MOST_SILENT, SotkanetRun, Wish
from indicators.refresh.taking import Answer, Taking
from indicators.sources.http import SourceClient
from indicators.store import TABLE_NAME, ObservationStore
from tests.replica import faults
from tests.replica.server import Fault, Replica
from tests.replica.sotkanet import FIGURES, LIST, REGIONS, ROOT, Sotkanet

MOMENT = datetime(2026, 11, 22, 3, tzinfo=UTC)
POPULATION, MORTALITY, HOME_CARE = 127, 186, 5527
OURS, GENERATED = "population", "sotkanet_05527"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def store(home: Path) -> ObservationStore:
    filled = ObservationStore(home / TABLE_NAME)
    filled.create(read_embedded(), {})
    return filled


@pytest.fixture
def client(replica: Replica) -> Iterator[SourceClient]:
    with SourceClient(f"{replica.url}{ROOT}", "SOTKAnet", sleep=lambda _: None) as asking:
        yield asking


Refresh = Callable[..., RunReport]


@pytest.fixture
def refresh(store: ObservationStore, client: SourceClient) -> Refresh:
    """One run; told apart by SOTKAnet's numbers and what else is wished."""

    def run(*numbers: int, **wished: object) -> RunReport:
        wish = Wish(numbers or None, **wished)
        return SotkanetRun(client, store, load_catalogue(), wish, MOMENT).run(ignore)

    return run


def told(report: RunReport, indicator_id: str) -> IndicatorReport:
    (one,) = [each for each in report.indicators if each.indicator_id == indicator_id]
    return one


def content(store: ObservationStore, *names: str) -> pd.DataFrame:
    return store.read_indicators(names)


# --- what is asked for and taken


def test_the_first_run_takes_figures_of_ours_and_of_what_nobody_has_described(
    refresh: Refresh, store: ObservationStore, home: Path, replica: Replica
) -> None:
    report = refresh(POPULATION, HOME_CARE)
    assert {each.indicator_id: each.outcome for each in report.indicators} == {
        OURS: Outcome.TAKEN,
        GENERATED: Outcome.TAKEN,
    }
    assert report.exit_code == 0
    assert replica.asked[LIST] == replica.asked[REGIONS] == 1
    assert report.requests == replica.asked.total() == 2 + 2 * 2
    rows = content(store, OURS)
    fresh = rows[rows["dataset"] == "sotkanet"]
    assert {"MUNICIPALITY", "REGION", "WELLBEING_COUNTY", "COUNTRY"} <= set(fresh["area_level"])
    assert fresh["period"].max() == "2024"
    assert "1990" in set(rows["period"]), "what only an older copy tells stays"
    assert read_generated(generated_path(home))[GENERATED].polarity == "neutral"
    assert GENERATED in load_catalogue()


def test_a_chosen_number_is_offered_under_its_theme_and_another_is_only_found(refresh: Refresh) -> None:
    refresh(HOME_CARE, 100)
    refresh(HOME_CARE, 306)
    catalogue = load_catalogue()
    assert GENERATED in catalogue.offered
    assert catalogue[GENERATED].theme is not Theme.BACKGROUND
    assert set(catalogue) - set(catalogue.offered) <= {"sotkanet_00306"}


def test_when_nothing_has_changed_the_list_is_the_only_request(refresh: Refresh, replica: Replica) -> None:
    refresh(POPULATION, MORTALITY)
    replica.forget()
    report = refresh(POPULATION, MORTALITY)
    assert dict(replica.asked) == {LIST: 1}
    assert {each.outcome for each in report.indicators} == {Outcome.UNCHANGED}
    assert report.version is None


def test_only_what_has_changed_is_asked_for_again(refresh: Refresh, replica: Replica, sotkanet: Sotkanet) -> None:
    refresh(POPULATION, MORTALITY)
    replica.forget()
    sotkanet.indicators[MORTALITY].updated = "2026-11-01"
    refresh(POPULATION, MORTALITY)
    assert dict(replica.asked) == {LIST: 1, REGIONS: 1, f"{LIST}/{MORTALITY}": 1, FIGURES: 1}


def test_a_dry_run_asks_for_the_list_and_writes_nothing(
    refresh: Refresh, store: ObservationStore, replica: Replica, home: Path
) -> None:
    before = store.version()
    report = refresh(POPULATION, dry_run=True)
    assert told(report, OURS).outcome is Outcome.WOULD_FETCH
    assert dict(replica.asked) == {LIST: 1}
    assert store.version() == before
    assert not (home / "refresh").exists()


def test_a_number_that_the_source_does_not_list_is_told(refresh: Refresh) -> None:
    report = refresh(POPULATION, 999_999)
    assert told(report, "999999").outcome is Outcome.REFUSED
    assert told(report, OURS).outcome is Outcome.TAKEN
    assert report.exit_code == 3


def test_progress_counts_to_the_end(store: ObservationStore, client: SourceClient) -> None:
    steps: list[Progress] = []
    SotkanetRun(client, store, load_catalogue(), Wish((POPULATION, MORTALITY)), MOMENT).run(steps.append)
    assert [(each.done, each.total) for each in steps] == [(1, 2), (2, 2)]


def test_no_more_than_four_are_asked_at_once(refresh: Refresh, replica: Replica, sotkanet: Sotkanet) -> None:
    refresh(*list(sotkanet.indicators)[:20])
    assert replica.most_at_once <= 4


# --- a bad answer never replaces good data

WHOLE_ANSWERS: dict[str, Fault] = {
    "429": faults.too_many_requests(),
    "502": faults.status(502),
    "truncated": faults.truncated,
    "broken off": faults.broken_off,
    "dropped": faults.dropped,
    "wrong type": faults.wrong_type,
    "redirect loop": faults.NAMED["redirect-loop"],
    "gzip bomb": faults.gzip_bomb(80),
    "empty": faults.nothing,
    "not a list": faults.saying(b'{"error": "oops"}'),
    "NaN": faults.saying(b'[{"indicator":127,"region":20,"year":2023,"gender":"total","value":NaN}]'),
    "nested": faults.saying(b"[" * 200_000),
    "a year is gone": faults.edited(faults.without_year(2020)),
    "half is gone": faults.edited(lambda rows: rows[::2]),
    "another unit": faults.edited(lambda rows: [{**row, "value": row["value"] * 1000} for row in rows]),
}


@pytest.mark.parametrize("fault", WHOLE_ANSWERS)
def test_a_bad_answer_changes_nothing_and_is_told(
    refresh: Refresh, store: ObservationStore, replica: Replica, sotkanet: Sotkanet, fault: str
) -> None:
    refresh(POPULATION)
    before = content(store, OURS)
    sotkanet.indicators[POPULATION].updated = "2026-11-01"
    replica.provoke(FIGURES, WHOLE_ANSWERS[fault])
    report = refresh(POPULATION)
    assert told(report, OURS).outcome in (Outcome.REFUSED, Outcome.UNAVAILABLE)
    assert told(report, OURS).reason
    assert report.exit_code in (3, 4)
    pd.testing.assert_frame_equal(content(store, OURS), before)
    replica.heal()
    assert told(refresh(POPULATION), OURS).outcome is Outcome.TAKEN, "the next run asks again"


@pytest.mark.parametrize(
    ("edit", "number", "rule"),
    [
        (faults.duplicate_rows, 1, "repeats another"),
        (faults.contradicting_rows, 2, "different values"),
        (faults.unknown_region, 1, "not in SOTKAnet's list of regions"),
        (faults.with_value(-5), 1, "below zero"),
        (faults.with_value(1e15), 1, "far too large"),
        (faults.with_value("many"), 1, "no finite number"),
    ],
)
def test_bad_rows_are_set_aside_and_the_others_taken(
    refresh: Refresh, replica: Replica, edit: Callable[[faults.Rows], faults.Rows], number: int, rule: str
) -> None:
    replica.provoke(FIGURES, faults.edited(edit))
    report = refresh(POPULATION)
    assert told(report, OURS).outcome is Outcome.TAKEN
    (aside,) = told(report, OURS).set_aside
    assert (aside.rows, rule in aside.rule) == (number, True)
    assert report.exit_code == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", {"fi": "Väestö, 20 vuotta täyttäneet", "en": "", "sv": ""}), ("unit", "PROS")],
)
def test_a_number_that_means_something_else_now_is_refused_until_a_person_accepts_it(
    refresh: Refresh, store: ObservationStore, sotkanet: Sotkanet, field: str, value: object
) -> None:
    refresh(MORTALITY)
    before = content(store, "sotkanet_00186")
    setattr(sotkanet.indicators[MORTALITY], field, value)
    sotkanet.indicators[MORTALITY].updated = "2026-11-01"
    report = refresh(MORTALITY)
    assert told(report, "sotkanet_00186").outcome is Outcome.REFUSED
    assert " was " in told(report, "sotkanet_00186").reason
    pd.testing.assert_frame_equal(content(store, "sotkanet_00186"), before)
    accepted = refresh(MORTALITY, accepted=frozenset({"sotkanet_00186"}))
    assert told(accepted, "sotkanet_00186").outcome is Outcome.TAKEN


@pytest.mark.parametrize("path", [LIST, REGIONS])
def test_without_the_list_or_the_regions_nothing_is_done(
    refresh: Refresh, store: ObservationStore, replica: Replica, path: str
) -> None:
    before = store.version()
    replica.provoke(path, faults.status(502))
    report = refresh(POPULATION)
    assert report.fault
    assert report.exit_code == 4
    assert store.version() == before


def test_a_silent_source_is_left_alone_and_the_next_run_goes_on(
    refresh: Refresh, replica: Replica, sotkanet: Sotkanet
) -> None:
    numbers = list(sotkanet.indicators)[:30]
    replica.provoke(FIGURES, faults.status(502))
    report = refresh(*numbers)
    assert "in a row got no answer" in report.fault
    assert len(report.of(Outcome.UNAVAILABLE)) == MOST_SILENT
    replica.heal()
    assert not refresh(*numbers).of(Outcome.UNAVAILABLE)


def test_an_indicator_without_rows_is_asked_for_once(refresh: Refresh, replica: Replica, sotkanet: Sotkanet) -> None:
    replica.provoke(FIGURES, faults.nothing)
    assert told(refresh(306), "sotkanet_00306").outcome is Outcome.EMPTY
    replica.forget()
    assert {each.outcome for each in refresh(306).indicators} == {Outcome.UNCHANGED}
    assert dict(replica.asked) == {LIST: 1}


# --- what is left after a kill


def test_a_run_that_stops_after_a_batch_is_gone_on_with_there(
    refresh: Refresh, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = (POPULATION, MORTALITY, HOME_CARE)
    taken: list[str] = []
    real = Taking.take

    def take_two(self: Taking, answer: Answer) -> None:
        if len(taken) == 2:
            raise KeyboardInterrupt
        real(self, answer)
        self.write()
        taken.append(answer.source_id)

    with monkeypatch.context() as patch:
        patch.setattr(Taking, "take", take_two)
        with pytest.raises(KeyboardInterrupt):
            refresh(*numbers)
    replica.forget()
    report = refresh(*numbers)
    assert len(report.of(Outcome.UNCHANGED)) == 2
    assert len(report.of(Outcome.TAKEN)) == 1


def test_a_kill_between_the_commit_and_the_memory_costs_only_a_fetch(
    refresh: Refresh, store: ObservationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Taking, "remember", lambda self, news: None)
        refresh(POPULATION)
    before = content(store, OURS)
    report = refresh(POPULATION)
    assert told(report, OURS).outcome is Outcome.TAKEN
    assert (told(report, OURS).added, told(report, OURS).changed, told(report, OURS).removed) == (0, 0, 0)
    told_apart = ["area_code", "period", "value", "status"]
    pd.testing.assert_frame_equal(content(store, OURS)[told_apart], before[told_apart])
