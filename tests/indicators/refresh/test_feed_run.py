"""A data room's feed: taken when its content is another, with its flags and its rules; months are kept."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indicators.definition_files import Catalogue
from indicators.refresh.feed_run import FeedRun
from indicators.refresh.progress import ignore
from indicators.refresh.report import Outcome, RunReport
from indicators.sources.http import SourceClient
from indicators.store import TABLE_NAME, ObservationStore
from tests.indicators.examples import definition, observations
from tests.replica.server import Answer, Asked, Replica, json_answer

MOMENT = datetime(2026, 11, 22, 3, tzinfo=UTC)
UNEMPLOYED = definition(
    indicator_id="unemployed_jobseekers",
    update_rhythm="monthly",
    sources=[{"dataset": "feed", "ids": ["room/unemployed?Tiedot=unemployed"]}],
)


class Room:
    """Serves one JSON-stat file; a test changes `months`, `values` and `status`."""

    def __init__(self) -> None:
        self.months = ["2026-08", "2026-09", "2026-10"]
        self.values: list[float | None] = [11_000.0, 11_200.0, None]
        self.status = {"2": ".."}
        self.broken = False

    def route(self, asked: Asked) -> Answer | None:
        return Answer(b"<html>login</html>", 200, "text/html") if self.broken else json_answer(self.file())

    def file(self) -> dict[str, Any]:
        months = {month: place for place, month in enumerate(self.months)}
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Työttömät työnhakijat",
            "extension": {"px": {"tableid": "room/unemployed"}},
            "note": ["Alle viiden tapauksen luvut on suojattu."],
            "id": ["Alue", "Kuukausi", "Tiedot"],
            "size": [1, len(months), 1],
            "role": {"geo": ["Alue"], "time": ["Kuukausi"], "metric": ["Tiedot"]},
            "dimension": {
                "Alue": {"category": {"index": {"KU049": 0}, "label": {"KU049": "Espoo"}}},
                "Kuukausi": {"category": {"index": months}},
                "Tiedot": {"category": {"index": {"unemployed": 0}, "label": {"unemployed": "Työttömät"}}},
            },
            "value": self.values,
            "status": self.status,
        }


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObservationStore:
    monkeypatch.setenv("HYTEDATA_HOME", str(tmp_path))
    filled = ObservationStore(tmp_path / TABLE_NAME)
    filled.append(observations({}))
    return filled


@pytest.fixture
def refresh(store: ObservationStore, room: Room) -> Iterator[Callable[..., RunReport]]:
    catalogue = Catalogue({"population": definition(), UNEMPLOYED.indicator_id: UNEMPLOYED})
    with Replica([room.route]) as running:

        def run(**wished: object) -> RunReport:
            with SourceClient(f"{running.url}/feed.json", "the feed", sleep=lambda _: None) as client:
                return FeedRun(client, store, catalogue, MOMENT, **wished).run(ignore)

        yield run


def months(store: ObservationStore) -> list[tuple[str, str]]:
    rows = store.read_indicators([UNEMPLOYED.indicator_id])
    return list(rows[["period", "status"]].itertuples(index=False, name=None))


def test_a_feed_is_taken_with_its_flags_and_its_rules(
    refresh: Callable[..., RunReport], store: ObservationStore
) -> None:
    report = refresh()
    assert [each.outcome for each in report.indicators] == [Outcome.TAKEN]
    assert months(store) == [("2026-08", "OBSERVED"), ("2026-09", "OBSERVED"), ("2026-10", "MISSING")]
    assert "Alle viiden tapauksen luvut on suojattu." in report.notes


def test_the_same_content_is_taken_once(refresh: Callable[..., RunReport], store: ObservationStore) -> None:
    refresh()
    version = store.version()
    assert [each.outcome for each in refresh().indicators] == [Outcome.UNCHANGED]
    assert store.version() == version
    assert [each.outcome for each in refresh(again=True).indicators] == [Outcome.TAKEN]


def test_a_feed_of_the_newest_months_leaves_the_older_ones(
    refresh: Callable[..., RunReport], store: ObservationStore, room: Room
) -> None:
    refresh()
    room.months, room.values, room.status = ["2026-10", "2026-11"], [11_300.0, 11_400.0], {}
    assert [each.outcome for each in refresh().indicators] == [Outcome.TAKEN]
    assert [month for month, _ in months(store)] == ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert {status for _, status in months(store)} == {"OBSERVED"}


def test_a_page_instead_of_the_feed_changes_nothing(
    refresh: Callable[..., RunReport], store: ObservationStore, room: Room
) -> None:
    room.broken = True
    before = store.version()
    report = refresh()
    assert report.exit_code == 4
    assert "text/html" in report.fault
    assert store.version() == before


def test_a_file_of_unknown_figures_is_refused_with_its_reasons(
    refresh: Callable[..., RunReport], store: ObservationStore, room: Room
) -> None:
    room.months, room.values, room.status = [], [], {}
    report = refresh()
    assert [each.outcome for each in report.indicators] == [Outcome.REFUSED]
    assert report.indicators[0].reason
    assert report.exit_code == 3


def report_of(store: ObservationStore, codes: tuple[str, ...]) -> RunReport:
    """A feed in the house's schema with these municipalities, stated to be of the division of 2025."""
    header = "indicator_id,area_level,area_code,boundary_year,period,sex,age_group,population_group,value,status"
    rows = [f"population,MUNICIPALITY,{code},2025,2018,_T,_T,_T,5,OBSERVED" for code in codes]
    content = "\n".join([header, *rows]).encode()
    with (
        Replica([lambda asked: reply(content)]) as running,
        SourceClient(f"{running.url}/feed.csv", "the feed", sleep=lambda _: None) as client,
    ):
        return FeedRun(client, store, Catalogue({"population": definition()}), MOMENT).run(ignore)


def reply(content: bytes) -> Answer:
    return Answer(content, 200, "text/csv")


def test_a_municipality_that_its_stated_division_lacks_is_set_aside_and_the_others_are_taken(
    store: ObservationStore,
) -> None:
    report = report_of(store, ("507", "588"))
    (told,) = report.indicators
    (aside,) = told.set_aside
    assert (told.outcome, told.rows, aside.rows) == (Outcome.TAKEN, 1, 1)
    assert aside.example.startswith("588 Pertunmaa in 2018, division of 2025")
    assert report.exit_code == 3


def test_an_answer_of_which_no_row_is_left_is_refused(store: ObservationStore) -> None:
    before = store.version()
    (told,) = report_of(store, ("588",)).indicators
    assert (told.outcome, told.set_aside[0].rows) == (Outcome.REFUSED, 1)
    assert "no row is left" in told.reason
    assert store.version() == before
