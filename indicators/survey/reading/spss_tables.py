"""From ReadStat's values and metadata to a Reading: cells, labels, missing values and notes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Dialect, Note, Reading, Variable, shown
from indicators.survey.reading.spss_cells import number_cells, number_text, writer
from indicators.survey.reading.spss_letters import Letters

LOWEST, HIGHEST = -1e308, 1e308
"""Beyond them a limit of missing values is LO or HI."""
REPLACED = "\ufffd"

Value = float | str


@dataclass(frozen=True)
class SpssTable:
    """What ReadStat gave: the values of each column in order, its metadata, and how texts are decoded."""

    columns: list[Sequence[Any]]
    metadata: Any
    letters: Letters

    def texts(self) -> Iterator[str]:
        """Every text of the file once or more, as it was given: what an encoding has to explain."""
        yield from self.metadata.column_names
        yield from (label for label in self.metadata.column_labels if label)
        for labels in self.metadata.variable_value_labels.values():
            yield from labels.values()
            yield from (key for key in labels if isinstance(key, str))
        for values in self.columns:
            if _is_text(values):
                yield from set(values)

    def reading(self, dialect: Dialect, notes: Iterable[Note]) -> Reading:
        """The table as texts, with what the file says of each column."""
        names = [self.letters.decoded(name) for name in self.metadata.column_names]
        rows = len(self.columns[0])
        refuse_too_many_cells(rows, len(names))
        found = [*notes, *_same_names(names), *self._sets()]
        cells: dict[str, pa.Array] = {}
        variables: dict[str, Variable] = {}
        for place, name in enumerate(names):
            cells[name], variables[name], odd = self._column(place, name)
            found += odd
        found += _lost_labels(variables)
        return Reading(pa.table(cells), pa.array(range(1, rows + 1), pa.int64()), tuple(found), dialect, variables)

    def _column(self, place: int, name: str) -> tuple[pa.Array, Variable, list[Note]]:
        raw, values = self.metadata.column_names[place], self.columns[place]
        limits = self.metadata.missing_ranges.get(raw, [])
        labels = self.metadata.variable_value_labels.get(raw, {})
        plain = {each for limit in limits for each in limit.values() if isinstance(each, float)}
        plain |= {each for each in labels if isinstance(each, float)}
        variable = Variable(
            self.letters.decoded(self.metadata.column_labels[place] or ""),
            {self._value_text(key): self.letters.decoded(label) for key, label in labels.items()},
            tuple(map(self._limit_text, limits)),
        )
        if _is_text(values):
            cells, lost = self._text_cells(values, name)
            return cells, variable, lost
        cells, odd = number_cells(values, writer(self.metadata.original_variable_types[raw] or ""), plain)
        return cells, variable, _date_notes(cells, odd, name)

    def _text_cells(self, values: Sequence[str | None], name: str) -> tuple[pa.Array, list[Note]]:
        encoded = pa.array(values, pa.string()).fill_null("").dictionary_encode()
        texts = [self.letters.decoded(text).rstrip(" \0") for text in encoded.dictionary.to_pylist()]
        cells = pa.array(texts, pa.string()).take(encoded.indices)
        broken = [place for place, text in enumerate(texts) if REPLACED in text]
        if not broken:
            return cells, []
        rows = [row for row, place in enumerate(encoded.indices.to_pylist()) if place in set(broken)]
        return cells, [Note("spss_letters_lost", rows[0] + 1, shown(name), {"count": len(rows)})]

    def _value_text(self, value: Value) -> str:
        return number_text(value) if isinstance(value, float) else self.letters.decoded(value).rstrip()

    def _limit_text(self, limit: Mapping[str, Value]) -> str:
        low, high = limit["lo"], limit["hi"]
        if low == high:
            return self._value_text(low)
        first = "LO" if isinstance(low, float) and low < LOWEST else self._value_text(low)
        last = "HI" if isinstance(high, float) and high > HIGHEST else self._value_text(high)
        return f"{first}–{last}"

    def _sets(self) -> Iterator[Note]:
        sets = self.metadata.mr_sets or {}
        if sets:
            names = shown(", ".join(map(self.letters.decoded, sets)))
            yield Note("spss_sets", facts={"count": len(sets), "names": names})


def _lost_labels(variables: Mapping[str, Variable]) -> list[Note]:
    """A note where a name or label has a letter that could not be told."""
    lost = [
        name
        for name, variable in variables.items()
        if any(REPLACED in text for text in (name, variable.label, *variable.values, *variable.values.values()))
    ]
    return [Note("spss_labels_lost", column=shown(lost[0]), facts={"count": len(lost)})] if lost else []


def _is_text(values: Sequence[Any]) -> bool:
    return any(isinstance(each, str) for each in values)


def _same_names(names: list[str]) -> Iterator[Note]:
    """Notes on names that differ by their case only: SPSS itself takes them for one."""
    plain = [re.sub(r"_duplicated\d+$", "", name) for name in names]
    counted = Counter(name.casefold() for name in plain)
    for name in plain:
        if counted.pop(name.casefold(), 1) > 1:
            yield Note("spss_same_names", column=shown(name))


def _date_notes(cells: pa.Array, odd: list[int], name: str) -> list[Note]:
    if not odd:
        return []
    value = cells[odd[0]].as_py()
    return [Note("spss_no_date", odd[0] + 1, shown(name), {"count": len(odd), "value": value})]
