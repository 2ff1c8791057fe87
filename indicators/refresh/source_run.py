"""The frame of every run against a source: what it is given, how it begins and ends, and what it tells."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, TypedDict

from indicators.definition_files import Catalogue
from indicators.errors import SourceError
from indicators.formats.reports import Report
from indicators.model import Dataset
from indicators.refresh.progress import Listener
from indicators.refresh.report import IndicatorReport, Outcome, RunReport, SetAside
from indicators.refresh.state import read_state
from indicators.refresh.taking import Taking
from indicators.sources.http import SourceClient
from indicators.store import ObservationStore


class Manner(TypedDict, total=False):
    """How a run goes: asking `again` for what has not changed, taking nothing, letting doubtful answers through."""

    again: bool
    dry_run: bool
    accepted: Collection[str]


class SourceRun(ABC):
    """One run; `run` does it once and returns its report. A kind of source says its `dataset` and how to follow it."""

    dataset: ClassVar[Dataset]

    def __init__(
        self,
        client: SourceClient,
        store: ObservationStore,
        catalogue: Catalogue,
        moment: datetime,
        *,
        again: bool = False,
        dry_run: bool = False,
        accepted: Collection[str] = (),
    ) -> None:
        self._client, self._catalogue, self._moment = client, catalogue, moment
        self._again, self._dry_run = again, dry_run
        self.report = RunReport(source=self.source, started=moment, dry_run=dry_run)
        state = read_state(self.source, store.table_id())
        self._taking = Taking(store, self.dataset, self.report, state, accepted)

    @property
    def source(self) -> str:
        """The source's name in reports and in what is remembered of it."""
        return str(self.dataset)

    def run(self, tell: Listener) -> RunReport:
        """Ask for what is newer and take it in. A source that fails ends the run; what was taken stays."""
        try:
            self._follow(tell)
        except SourceError as fault:
            self.report.fault = str(fault)
        finally:
            self._taking.write()
            self.report.requests = self._client.requests
        return self.report

    @abstractmethod
    def _follow(self, tell: Listener) -> None:
        """Ask, judge and take; raises SourceError where the source itself fails."""

    def _report(self, name: str, source_id: str, title: str, outcome: Outcome, reason: str = "") -> None:
        """What became of one indicator that was not taken."""
        self.report.indicators.append(
            IndicatorReport(indicator_id=name, source_id=source_id, title=title, outcome=outcome, reason=reason)
        )


def set_aside_of(told: Report) -> tuple[SetAside, ...]:
    """What a reader set aside, as a run tells it."""
    return tuple(SetAside(rule=each.rule, rows=each.count, example=each.first) for each in told.aside)
