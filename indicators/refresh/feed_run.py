"""One run against a data room's feed: a file of aggregates at an address, taken when its content is another.

Status flags stay as the file has them, and the file's own rules stand in the report.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

import pandas as pd

from indicators.definition_files import Catalogue
from indicators.errors import SourceError, UploadError
from indicators.formats.composition import Provenance
from indicators.formats.imports import Imported, Wishes, read_observations
from indicators.model import Dataset, Indicator
from indicators.refresh.progress import Listener, Progress
from indicators.refresh.pxweb_run import set_aside_of
from indicators.refresh.report import IndicatorReport, Outcome, RunReport
from indicators.refresh.state import Remembered, read_state
from indicators.refresh.taking import Answer, Taking
from indicators.sources.http import SourceClient
from indicators.store import ObservationStore

SOURCE = "feed"
MEDIA_TYPES = ("application/json", "text/csv", "text/plain", "application/octet-stream")
WHOLE = "*"
"""What is remembered under this name is the whole file's content."""


class FeedRun:
    """One run; `run` does it once and returns its report."""

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
        self.report = RunReport(source=SOURCE, started=moment, dry_run=dry_run)
        state = read_state(SOURCE, store.table_id())
        self._taking = Taking(store, Dataset.FEED, self.report, state, accepted)

    def run(self, tell: Listener) -> RunReport:
        """Read the feed and take it in; a file that cannot be read is refused whole."""
        try:
            self._follow(self._client.get_bytes("", media_types=MEDIA_TYPES), tell)
        except SourceError as fault:
            self.report.fault = str(fault)
        except UploadError as fault:
            self._say(Outcome.REFUSED, str(fault))
        finally:
            self._taking.write()
            self.report.requests = self._client.requests
        return self.report

    def _follow(self, content: bytes, tell: Listener) -> None:
        digest = hashlib.sha256(content).hexdigest()
        known = self._taking.state.ids.get(WHOLE)
        if known is not None and known.data_updated == digest and not self._again:
            self._say(Outcome.UNCHANGED)
            return
        if self._dry_run:
            self._say(Outcome.WOULD_FETCH)
            return
        imported = read_observations(content, self._catalogue, self._provenance(), Wishes())
        self.report.notes += [*imported.report.notes, *imported.report.rules]
        self._take_all(imported, digest, tell)

    def _take_all(self, imported: Imported, digest: str, tell: Listener) -> None:
        parts = list(imported.rows.groupby("indicator_id", sort=True)) if len(imported.rows) else []
        if not parts:
            self._say(Outcome.REFUSED, "; ".join(imported.report.lines()))
            return
        for done, (name, rows) in enumerate(parts, 1):
            indicator = self._catalogue[str(name)]
            self._taking.take(self._answer(indicator, rows, digest, imported))
            tell(Progress(source=SOURCE, done=done, total=len(parts), subject=indicator.title.fi))
        self._taking.write()
        if not self.report.of(Outcome.REFUSED):
            self._taking.remember({WHOLE: _remembered(digest, "", len(imported.rows))})

    def _answer(self, indicator: Indicator, rows: pd.DataFrame, digest: str, imported: Imported) -> Answer:
        return Answer(
            indicator=indicator,
            source_id=indicator.indicator_id,
            title=indicator.title.fi,
            rows=rows.reset_index(drop=True),
            remembered=_remembered(digest, indicator.title.fi, len(rows)),
            set_aside=set_aside_of(imported.report),
        )

    def _provenance(self) -> dict[str, Provenance]:
        today = self._moment.date()
        return {
            name: Provenance(Dataset.FEED, each.owner, each.licence, today) for name, each in self._catalogue.items()
        }

    def _say(self, outcome: Outcome, reason: str = "") -> None:
        self.report.indicators.append(
            IndicatorReport(indicator_id=SOURCE, source_id=WHOLE, title="", outcome=outcome, reason=reason)
        )


def _remembered(digest: str, title: str, rows: int) -> Remembered:
    return Remembered(data_updated=digest, title=title, unit_code="", rows=rows, outcome=Outcome.TAKEN)
