"""One run against a PxWeb database: the tables that definitions name, when their folder says they are newer."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Unpack

from indicators.definition_files import Catalogue
from indicators.errors import DefinitionError, SourceError, SourceUnavailable
from indicators.formats.reports import Report
from indicators.model import Dataset, Indicator, Source
from indicators.refresh.progress import Listener, Progress
from indicators.refresh.report import Outcome
from indicators.refresh.source_run import Manner, SourceRun, set_aside_of
from indicators.refresh.state import Remembered
from indicators.refresh.taking import Answer
from indicators.sources.http import SourceClient
from indicators.sources.pxweb import fetch_updated
from indicators.sources.pxweb_figures import fetch_source_tables, parse_observations, table_ids
from indicators.store import ObservationStore


class PxwebRun(SourceRun):
    """One run against the database. `wanted` None is every indicator that names a table."""

    dataset = Dataset.PXWEB

    def __init__(
        self,
        client: SourceClient,
        store: ObservationStore,
        catalogue: Catalogue,
        moment: datetime,
        *,
        most_cells: int,
        wanted: Collection[str] | None = None,
        **manner: Unpack[Manner],
    ) -> None:
        super().__init__(client, store, catalogue, moment, **manner)
        self._most_cells = most_cells
        named = [(each, source) for each in catalogue.values() for source in each.sources]
        self._sources = [
            (each, source)
            for each, source in named
            if source.dataset is Dataset.PXWEB and (wanted is None or each.indicator_id in wanted)
        ]
        self._updated = cache(lambda path: fetch_updated(client, path))

    def _follow(self, tell: Listener) -> None:
        for done, (indicator, source) in enumerate(self._sources, 1):
            self._follow_one(indicator, source)
            tell(Progress(source=self.source, done=done, total=len(self._sources), subject=indicator.title.fi))

    def _follow_one(self, indicator: Indicator, source: Source) -> None:
        """One indicator; a table that is not what the definition says is refused, and the others go on."""
        try:
            updated = "; ".join(self._updated(one.path) for one in table_ids(source).values())
            known = self._taking.state.ids.get(indicator.indicator_id)
            if known is not None and updated == known.data_updated and not self._again:
                self._say(indicator, Outcome.UNCHANGED)
            elif self._dry_run:
                self._say(indicator, Outcome.WOULD_FETCH)
            else:
                self._take(indicator, source, updated)
        except SourceUnavailable:
            raise
        except (SourceError, DefinitionError) as fault:
            self._say(indicator, Outcome.REFUSED, str(fault))

    def _take(self, indicator: Indicator, source: Source, updated: str) -> None:
        told = Report()
        tables = fetch_source_tables(self._client, indicator, source, self._most_cells)
        rows = parse_observations(tables, indicator, source, self._moment.date(), told)
        answer = Answer(
            indicator=indicator,
            source_id=indicator.indicator_id,
            title=indicator.title.fi,
            rows=rows,
            remembered=Remembered(
                data_updated=updated, title=indicator.title.fi, unit_code="", rows=len(rows), outcome=Outcome.TAKEN
            ),
            set_aside=set_aside_of(told),
        )
        self.report.notes += [note for note in (*told.notes, *told.rules) if note not in self.report.notes]
        if rows.empty:
            self._taking.leave_empty(answer)
        else:
            self._taking.take(answer)

    def _say(self, indicator: Indicator, outcome: Outcome, reason: str = "") -> None:
        self._report(indicator.indicator_id, indicator.indicator_id, indicator.title.fi, outcome, reason)
