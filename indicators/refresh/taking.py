"""Answers of a source into the store: judged, composed with what is there, written in batches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from geodata.levels import AreaLevel
from indicators.current_division import is_from_source, settled
from indicators.division_words import notes_on, refusals_of
from indicators.errors import ObservationError
from indicators.model import TOTAL, Dataset, Indicator
from indicators.observations import observations_table
from indicators.refresh.composing import Bases, composed
from indicators.refresh.judging import AnswerRefused, changes, judge
from indicators.refresh.report import IndicatorReport, Outcome, RunReport, SetAside
from indicators.refresh.state import Remembered, SourceState, write_state
from indicators.refresh.writing import BatchWriter, Entry
from indicators.store import ObservationStore

BATCH_ROWS = 200_000
POPULATION = "population"


@dataclass(frozen=True)
class Answer:
    """What a source says of one indicator: its rows, what to remember of them, and what was set aside."""

    indicator: Indicator
    source_id: str
    title: str
    rows: pd.DataFrame
    remembered: Remembered
    is_generated: bool = False
    """Whether the definition was made of the source's own description, and has to be kept."""
    set_aside: tuple[SetAside, ...] = ()


@dataclass
class Taking:
    """One run's writing. `accepted` names indicators whose answer is taken whatever the judge says."""

    store: ObservationStore
    dataset: Dataset
    report: RunReport
    state: SourceState
    accepted: Collection[str] = ()
    batch_rows: int = BATCH_ROWS
    _waiting: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._writer = BatchWriter(self.store, self.report, self._written)

    def take(self, answer: Answer) -> None:
        """Judge an answer and put it in line to be written; a refused one only stands in the report."""
        known = self._known(answer.indicator.indicator_id)
        answer = self._in_current_division(answer, known)
        if answer.rows.empty:
            self.refuse(answer, "no row is left of the answer; see what was set aside")
            return
        try:
            if answer.indicator.indicator_id not in self.accepted:
                judge(_before(known, answer.rows, self.dataset), _older(known, self.dataset), answer.rows)
            rows = composed(answer.rows, known, answer.indicator, self._bases)
            table = observations_table(rows)
        except (AnswerRefused, ObservationError) as fault:
            self.refuse(answer, str(fault))
            return
        told = _taken(answer, known, rows)
        entry = Entry(answer.indicator, answer.is_generated, table, told, answer.source_id, answer.remembered)
        self._waiting.append(entry)
        if sum(len(each.table) for each in self._waiting) >= self.batch_rows:
            self._begin_write()

    def _in_current_division(self, answer: Answer, known: pd.DataFrame) -> Answer:
        """The answer with municipalities that have merged put together; what becomes of each row is told."""
        brought = settled(answer.rows, known, answer.indicator, lambda: self._bases.weights)
        self.report.notes += notes_on(brought, answer.indicator)
        refused = tuple(SetAside(rule=rule, rows=rows, example=first) for rule, rows, first in refusals_of(brought))
        return replace(answer, rows=brought.rows, set_aside=(*answer.set_aside, *refused))

    def refuse(self, answer: Answer, reason: str) -> None:
        """Leave the store as it is, and say why."""
        told = _told(answer, Outcome.REFUSED)
        self.report.indicators.append(told.model_copy(update={"reason": reason}))

    def leave_empty(self, answer: Answer) -> None:
        """Remember that the source has no rows of it, unless it had some before: then the answer is refused."""
        known = self._known(answer.indicator.indicator_id)
        if (known["dataset"] == self.dataset).any():
            self.refuse(answer, "the answer is empty, and the last one was not")
        else:
            self.report.indicators.append(_told(answer, Outcome.EMPTY))
            self.remember({answer.source_id: answer.remembered})

    def remember(self, news: Mapping[str, Remembered]) -> None:
        """Write what is now known of the source, by its ids."""
        self.state = self.state.with_ids(news)
        write_state(self.report.source, self.state)

    def write(self) -> None:
        """Have everything that waits in the store; nothing is done when nothing waits. Raises StoreError."""
        self._begin_write()
        self._writer.settle()

    def _begin_write(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._writer.begin(waiting)

    def _written(self, batch: Sequence[Entry]) -> None:
        self._held.update(entry.indicator.indicator_id for entry in batch)
        self.report.indicators += [entry.told for entry in batch]
        self.remember({entry.source_id: entry.remembered for entry in batch})

    def _known(self, indicator_id: str) -> pd.DataFrame:
        """Its rows in the store; what it did not hold as the run began is not looked for: one run at a time."""
        return self.store.read_indicators([indicator_id]) if indicator_id in self._held else self._nothing

    @cached_property
    def _held(self) -> set[str]:
        return set(self.store.query("SELECT DISTINCT indicator_id FROM observations")["indicator_id"])

    @cached_property
    def _nothing(self) -> pd.DataFrame:
        return self.store.read_indicators([])

    @cached_property
    def _bases(self) -> Bases:
        return bases_of(self.store.read_indicators([POPULATION]))


def _before(known: pd.DataFrame, rows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """What the same source told last time. A feed tells of its newest months: only those are compared."""
    own = known[known["dataset"] == dataset]
    return own[own["period"].isin(rows["period"])] if dataset is Dataset.FEED else own


def _older(known: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """What other sources and copies say of the same indicator."""
    return known[(known["dataset"] != dataset) & is_from_source(known["method"])]


def bases_of(population: pd.DataFrame) -> Bases:
    """What sums are weighed by, from the population's rows: residents are those of the latest year told."""
    everybody = population[(population["sex"] == TOTAL) & (population["age_group"] == TOTAL)]
    own = everybody[everybody["area_level"] == AreaLevel.MUNICIPALITY].dropna(subset="value")
    residents = own.sort_values("period_end").groupby("area_code")["value"].last()
    place = ["area_level", "area_code", "period"]
    return Bases(residents, everybody.sort_values("boundary_year").drop_duplicates(place, keep="last"))


def _told(answer: Answer, outcome: Outcome) -> IndicatorReport:
    return IndicatorReport(
        indicator_id=answer.indicator.indicator_id,
        source_id=answer.source_id,
        title=answer.title,
        outcome=outcome,
        set_aside=answer.set_aside,
    )


def _taken(answer: Answer, known: pd.DataFrame, rows: pd.DataFrame) -> IndicatorReport:
    added, changed, removed = changes(known, rows)
    ends = answer.rows["period_end"]
    numbers = {
        "rows": len(answer.rows),
        "areas": answer.rows["area_code"].nunique(),
        "first_period": answer.rows["period"].iloc[ends.argmin()],
        "last_period": answer.rows["period"].iloc[ends.argmax()],
        "added": added,
        "changed": changed,
        "removed": removed,
    }
    return _told(answer, Outcome.TAKEN).model_copy(update=numbers)
