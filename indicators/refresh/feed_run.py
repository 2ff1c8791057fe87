"""One run against a data room's feed: a file of aggregates at an address, taken when its content is another.

Status flags stay as the file has them, and the file's own rules stand in the report.
"""

import hashlib

import pandas as pd

from indicators.errors import UploadError
from indicators.formats.composition import Provenance
from indicators.formats.imports import Imported, Wishes, read_observations
from indicators.model import Dataset, Indicator
from indicators.refresh.progress import Listener, Progress
from indicators.refresh.report import Outcome
from indicators.refresh.source_run import SourceRun, set_aside_of
from indicators.refresh.state import Remembered
from indicators.refresh.taking import Answer

MEDIA_TYPES = ("application/json", "text/csv", "text/plain", "application/octet-stream")
WHOLE = "*"
"""What is remembered under this name is the whole file's content."""


class FeedRun(SourceRun):
    """One run against the feed; a file that cannot be read is refused whole."""

    dataset = Dataset.FEED

    def _follow(self, tell: Listener) -> None:
        content = self._client.get_bytes("", media_types=MEDIA_TYPES)
        try:
            self._take_in(content, tell)
        except UploadError as fault:
            self._say(Outcome.REFUSED, str(fault))

    def _take_in(self, content: bytes, tell: Listener) -> None:
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
            tell(Progress(source=self.source, done=done, total=len(parts), subject=indicator.title.fi))
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
        self._report(self.source, WHOLE, "", outcome, reason)


def _remembered(digest: str, title: str, rows: int) -> Remembered:
    return Remembered(data_updated=digest, title=title, unit_code="", rows=rows, outcome=Outcome.TAKEN)
