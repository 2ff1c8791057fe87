"""One run against a PxWeb database: the tables that definitions name, when their folder says they are newer."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from indicators.definition_files import Catalogue
from indicators.errors import DefinitionError, SourceError, SourceUnavailable
from indicators.formats.reports import Report
from indicators.model import Dataset, Indicator, Source
from indicators.refresh.progress import Listener, Progress
from indicators.refresh.report import IndicatorReport, Outcome, RunReport, SetAside
from indicators.refresh.state import Remembered, read_state
from indicators.refresh.taking import Answer, Taking
from indicators.sources.http import SourceClient
from indicators.sources.pxweb import fetch_updated
from indicators.sources.pxweb_figures import fetch_source_tables, parse_observations, table_ids
from indicators.store import ObservationStore

SOURCE = "pxweb"


class PxwebRun:
    """One run; `run` does it once and returns its report. `wanted` None is every indicator that names a table."""

    def __init__(
        self,
        client: SourceClient,
        store: ObservationStore,
        catalogue: Catalogue,
        moment: datetime,
        *,
        most_cells: int,
        wanted: Collection[str] | None = None,
        again: bool = False,
        dry_run: bool = False,
        accepted: Collection[str] = (),
    ) -> None:
        self._client, self._moment, self._most_cells = client, moment, most_cells
        self._again, self._dry_run = again, dry_run
        named = [(each, source) for each in catalogue.values() for source in each.sources]
        self._sources = [
            (each, source)
            for each, source in named
            if source.dataset is Dataset.PXWEB and (wanted is None or each.indicator_id in wanted)
        ]
        self.report = RunReport(source=SOURCE, started=moment, dry_run=dry_run)
        state = read_state(SOURCE, store.table_id())
        self._taking = Taking(store, Dataset.PXWEB, self.report, state, accepted)
        self._updated = cache(lambda path: fetch_updated(client, path))

    def run(self, tell: Listener) -> RunReport:
        """Ask for what is newer and take it in. A database that does not answer ends the run."""
        total = len(self._sources)
        try:
            for done, (indicator, source) in enumerate(self._sources, 1):
                self._follow(indicator, source)
                tell(Progress(source=SOURCE, done=done, total=total, subject=indicator.title.fi))
        except SourceUnavailable as fault:
            self.report.fault = str(fault)
        finally:
            self._taking.write()
            self.report.requests = self._client.requests
        return self.report

    def _follow(self, indicator: Indicator, source: Source) -> None:
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
        name, title = indicator.indicator_id, indicator.title.fi
        self.report.indicators.append(
            IndicatorReport(indicator_id=name, source_id=name, title=title, outcome=outcome, reason=reason)
        )


def set_aside_of(told: Report) -> tuple[SetAside, ...]:
    """What a reader set aside, as a run tells it."""
    return tuple(SetAside(rule=each.rule, rows=each.count, example=each.first) for each in told.aside)
