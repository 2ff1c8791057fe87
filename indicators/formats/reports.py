"""What became of a file's rows: how many were taken, which were set aside, by which rule, and where first."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SetAside:
    """Rows that were not taken for one reason, with the first of them as an example."""

    rule: str
    count: int
    first: str
    """Where the first one stands and what it says: "row 12, area 'Kylmäkoski' (310)"."""


@dataclass
class Report:
    """Of one file: rows read, rows taken, what was set aside, and what a person should know besides."""

    rows_read: int = 0
    notes: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    """The source's own rules and notes, in its words: minimum cell sizes, revisions, secrecy."""
    _aside: dict[str, tuple[int, str]] = field(default_factory=dict)

    def set_aside(self, rule: str, count: int, first: str) -> None:
        """Remember `count` more rows that fell to `rule`; the first place named stays."""
        if count:
            known, place = self._aside.get(rule, (0, first))
            self._aside[rule] = (known + count, place)

    @property
    def aside(self) -> tuple[SetAside, ...]:
        """Every rule with its rows, the most frequent first."""
        found = (SetAside(rule, count, first) for rule, (count, first) in self._aside.items())
        return tuple(sorted(found, key=lambda each: (-each.count, each.rule)))

    @property
    def rows_aside(self) -> int:
        """How many rows were set aside altogether."""
        return sum(count for count, _ in self._aside.values())

    @property
    def rows_taken(self) -> int:
        """How many rows went into observations."""
        return self.rows_read - self.rows_aside

    def lines(self) -> Iterable[str]:
        """The report as lines of plain text, each on its own."""
        yield f"{self.rows_read} rows read, {self.rows_taken} taken, {self.rows_aside} set aside"
        for each in self.aside:
            yield f"  {each.count} set aside: {each.rule}; the first: {each.first}"
        yield from (f"  note: {note}" for note in self.notes)
        yield from (f"  the source says: {rule}" for rule in self.rules)
