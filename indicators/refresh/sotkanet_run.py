"""One run against SOTKAnet: what has changed is asked for, judged, and written in batches.

When nothing has changed, the list of indicators is the only request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from indicators.definition_files import Catalogue
from indicators.errors import SourceError, SourceUnavailable
from indicators.model import Dataset
from indicators.refresh.fetching import answered
from indicators.refresh.planning import Plan, definitions_by_id, plan
from indicators.refresh.progress import Listener, Progress
from indicators.refresh.report import Outcome
from indicators.refresh.sotkanet_answers import Fetched, answers_of
from indicators.refresh.source_run import SourceRun
from indicators.refresh.taking import Answer
from indicators.sources.http import SourceClient
from indicators.sources.sotkanet import fetch_figures, fetch_list, fetch_metadata, fetch_regions
from indicators.sources.sotkanet_catalogue import ListedIndicator, changed_meaning, parse_list, parse_metadata
from indicators.sources.sotkanet_figures import parse_figures
from indicators.sources.sotkanet_regions import parse_regions
from indicators.sources.source_texts import Texts
from indicators.store import ObservationStore

MOST_SILENT = 5
"""After so many indicators in a row without an answer the source is left alone until the next run."""


@dataclass(frozen=True)
class Wish:
    """What a run is asked for. `sotkanet_ids` is None for everything SOTKAnet has."""

    sotkanet_ids: tuple[int, ...] | None
    again: bool = False
    dry_run: bool = False
    accepted: frozenset[str] = frozenset()


class SotkanetRun(SourceRun):
    """One run against SOTKAnet's interface."""

    dataset = Dataset.SOTKANET

    def __init__(
        self, client: SourceClient, store: ObservationStore, catalogue: Catalogue, wish: Wish, moment: datetime
    ) -> None:
        again, dry_run, accepted = wish.again, wish.dry_run, wish.accepted
        super().__init__(client, store, catalogue, moment, again=again, dry_run=dry_run, accepted=accepted)
        self._wanted, self._accepted = wish.sotkanet_ids, accepted
        self._names = definitions_by_id(catalogue)
        self._silent = 0

    def _follow(self, tell: Listener) -> None:
        planned = self._planned()
        if self._dry_run:
            for each in planned.fetched:
                self._say(each, Outcome.WOULD_FETCH)
        elif planned.fetched:
            regions = parse_regions(fetch_regions(self._client))
            self._take_all(planned, regions, tell)

    def _planned(self) -> Plan:
        listed = parse_list(fetch_list(self._client))
        self.report.notes += [f"item {one.place} of SOTKAnet's list: {one.rule}" for one in listed.refused]
        found = plan(listed.indicators, self._wanted, self._taking.state, self._names, again=self._again)
        for each in found.unchanged:
            self._say(each, Outcome.UNCHANGED)
        for number in found.unknown:
            self._say(ListedIndicator(number, Texts()), Outcome.REFUSED, "SOTKAnet lists no indicator of this number")
        return found

    def _take_all(self, planned: Plan, regions: pd.DataFrame, tell: Listener) -> None:
        total = len(planned.fetched)
        for done, (listed, answer) in enumerate(answered(planned.fetched, lambda one: self._fetch(one, regions)), 1):
            self._take(listed, answer)
            tell(Progress(source=self.source, done=done, total=total, subject=listed.title.any()))
            if self._silent >= MOST_SILENT:
                raise SourceUnavailable(f"{self._silent} indicators in a row got no answer; the rest was not asked for")

    def _fetch(self, listed: ListedIndicator, regions: pd.DataFrame) -> Fetched:
        """Two requests: the description, which tells years and sexes, and the figures."""
        number = listed.sotkanet_id
        metadata = parse_metadata(fetch_metadata(self._client, number), number)
        years, genders = metadata.years(), metadata.genders
        answer = fetch_figures(self._client, number, years, genders) if years else []
        figures = parse_figures(answer, metadata, regions, years=years, genders=genders)
        return Fetched(listed, metadata, figures)

    def _take(self, listed: ListedIndicator, answer: Callable[[], Fetched]) -> None:
        try:
            fetched = answer()
        except SourceUnavailable as fault:
            self._silent += 1
            self._say(listed, Outcome.UNAVAILABLE, str(fault))
            return
        except SourceError as fault:
            self._say(listed, Outcome.REFUSED, str(fault))
            return
        self._silent = 0
        for each in answers_of(fetched, self._names, self._catalogue, self._moment.date()):
            self._judge(fetched, each)

    def _judge(self, fetched: Fetched, answer: Answer) -> None:
        drift = self._drift(fetched)
        if drift and answer.indicator.indicator_id not in self._accepted:
            self._taking.refuse(answer, " ".join(drift))
        elif answer.rows.empty:
            self._taking.leave_empty(answer)
        else:
            self._taking.take(answer)

    def _drift(self, fetched: Fetched) -> tuple[str, ...]:
        """What of the number's meaning has changed since the last answer that was taken."""
        known = self._taking.state.ids.get(str(fetched.listed.sotkanet_id))
        if known is None:
            return ()
        before = ListedIndicator(fetched.listed.sotkanet_id, Texts(fi=known.title), unit_code=known.unit_code)
        now = ListedIndicator(fetched.listed.sotkanet_id, fetched.metadata.title, unit_code=fetched.metadata.unit_code)
        return changed_meaning(before, now)

    def _say(self, listed: ListedIndicator, outcome: Outcome, reason: str = "") -> None:
        number = listed.sotkanet_id
        name = ", ".join(self._names.get(number, ())) or str(number)
        self._report(name, str(number), listed.title.any(), outcome, reason)
