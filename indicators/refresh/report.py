"""What a fetch did: for each indicator rows, periods and areas, what changed, and what was refused and why."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from geodata.durable import write_durably
from indicators.settings import data_home

REPORTS_KEPT = 400
"""More than a year of nights."""


class Outcome(StrEnum):
    """What became of one indicator. All but the first leave what stood in the store as it was."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    WOULD_FETCH = "would_fetch"


SETTLED = frozenset({Outcome.TAKEN, Outcome.EMPTY, Outcome.UNCHANGED})
"""Nobody has to look at these."""


class SetAside(BaseModel):
    """Rows of an answer that were not taken: how many, by which rule, and the first of them."""

    model_config = ConfigDict(frozen=True)

    rule: str
    rows: int
    example: str = ""


class IndicatorReport(BaseModel):
    """One indicator of a run."""

    model_config = ConfigDict(frozen=True)

    indicator_id: str
    source_id: str
    title: str
    outcome: Outcome
    reason: str = ""
    rows: int = 0
    areas: int = 0
    first_period: str = ""
    last_period: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    set_aside: tuple[SetAside, ...] = ()


class RunReport(BaseModel):
    """One run against one source. `fault` says why it ended early, "" when it did not."""

    source: str
    started: datetime
    finished: datetime | None = None
    dry_run: bool = False
    requests: int = 0
    version: int | None = None
    indicators: list[IndicatorReport] = []
    notes: list[str] = []
    fault: str = ""

    def of(self, outcome: Outcome) -> list[IndicatorReport]:
        """The indicators with one outcome."""
        return [each for each in self.indicators if each.outcome is outcome]

    @property
    def exit_code(self) -> int:
        """0 all taken or unchanged; 3 something was refused or set aside; 4 the source did not answer."""
        if self.fault or self.of(Outcome.UNAVAILABLE):
            return 4
        aside = any(each.set_aside for each in self.indicators)
        return 3 if aside or self.of(Outcome.REFUSED) else 0


def report_lines(report: RunReport, *, taken: bool = True) -> Iterable[str]:
    """The report in words for a terminal and a log; without `taken`, only what asks for a person."""
    counts = ", ".join(f"{len(found)} {outcome}" for outcome in Outcome if (found := report.of(outcome)))
    yield f"{report.source}: {counts or 'nothing to do'}; {report.requests} requests"
    for each in report.indicators:
        if each.outcome is not Outcome.UNCHANGED:
            if taken or each.outcome not in SETTLED:
                yield _line(each)
            yield from (_aside(each, one) for one in each.set_aside)
    yield from report.notes
    if report.fault:
        yield f"ended early: {report.fault}"


def _line(each: IndicatorReport) -> str:
    name = f"  {each.indicator_id} ({each.source_id})"
    if each.outcome is Outcome.TAKEN:
        return (
            f"{name}: {each.outcome}, {each.rows} rows, {each.areas} areas, {each.first_period}–{each.last_period}; "
            f"{each.added} added, {each.changed} changed, {each.removed} removed"
        )
    return f"{name}: {each.outcome}: {each.reason}" if each.reason else f"{name}: {each.outcome}"


def _aside(each: IndicatorReport, one: SetAside) -> str:
    example = f", the first {one.example}" if one.example else ""
    return f"  {each.indicator_id}: {one.rows} rows set aside: {one.rule}{example}"


def reports_folder(home: Path | None = None) -> Path:
    """Where the reports of all runs lie, one JSON file a run, named by its start."""
    return (home or data_home()) / "refresh" / "reports"


def write_report(report: RunReport, home: Path | None = None) -> Path:
    """Keep a report, and only the newest `REPORTS_KEPT`. Raises OSError."""
    folder = reports_folder(home)
    path = folder / f"{report.started:%Y%m%dT%H%M%S%f}-{report.source}.json"
    write_durably(path, report.model_dump_json(indent=1))
    for old in sorted(folder.glob("*.json"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return path


def read_reports(limit: int, home: Path | None = None) -> list[RunReport]:
    """The newest reports, newest first; a damaged file is passed over."""
    found = []
    for path in sorted(reports_folder(home).glob("*.json"), reverse=True)[:limit]:
        try:
            found.append(RunReport.model_validate_json(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, ValidationError):
            continue
    return found
