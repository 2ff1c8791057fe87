"""How well a table equals the one expected, as the Pollock benchmark counts: ten measures of 0–1, their sum 0–10.

One for success; precision, recall and their harmonic mean for the header, the rows and the cells, each taken as a
bag: places do not count. A row is its cells written without a gap, in one spelling of numbers, dates and times.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tests.indicators.survey.reading.pollution import FAMILIES, Polluted

DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
TIME = re.compile(r"(\d{1,2}):(\d{2})")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

Rows = list[list[str]]


def file_score(expected: Polluted, read: Rows | None) -> float:
    """0–10 of one file; `read` holds the header, where one was found, and the rows, and is None for a file refused."""
    wanted = ([] if expected.header is None else [expected.header]) + expected.rows
    if not wanted:
        return 10.0
    if not read:
        return 0.0 if read is None else 1.0
    measures = (
        _measures(_spelt(wanted[0]), _spelt(read[0])),
        _measures(_rows(wanted[1:]), _rows(read[1:])),
        _measures(_cells(wanted), _cells(read)),
    )
    return 1.0 + sum(sum(each) for each in measures)


def family_scores(scores: Iterable[tuple[Polluted, float]]) -> dict[str, float]:
    """The mean score of each family."""
    found = defaultdict(list)
    for spoilt, score in scores:
        found[spoilt.family].append(score)
    return {family: sum(each) / len(each) for family, each in found.items()}


def simple_score(means: Mapping[str, float]) -> float:
    """The mean over the benchmark's files."""
    files = {name: family.files for name, family in FAMILIES.items()}
    return sum(files[name] * means[name] for name in files) / sum(files.values())


def weighted_score(means: Mapping[str, float]) -> float:
    """The mean over the benchmark's files, each as often as it was found so in open data."""
    weights = {name: family.files * family.weight for name, family in FAMILIES.items()}
    return sum(weights[name] * means[name] for name in weights) / sum(weights.values())


def _measures(wanted: list[str], read: list[str]) -> tuple[float, float, float]:
    if not wanted:
        return 1.0, 1.0, 1.0
    common = (Counter(wanted) & Counter(read)).total()
    if not common:
        return 0.0, 0.0, 0.0
    found, right = common / len(wanted), common / len(read)
    return found, right, 2 * found * right / (found + right)


def _rows(rows: Rows) -> list[str]:
    return ["".join(_spelt(row)) for row in rows]


def _cells(rows: Rows) -> list[str]:
    return [cell for row in rows for cell in row]


def _spelt(row: list[str]) -> list[str]:
    return [_one_spelling(cell) for cell in row]


def _one_spelling(cell: str) -> str:
    if NUMBER.fullmatch(cell):
        return str(float(cell)) if "." in cell else str(int(cell))
    if date := DATE.fullmatch(cell):
        return f"{date[3]}-{date[2]:0>2}-{date[1]:0>2} 00:00:00"
    if time := TIME.fullmatch(cell):
        return f"{time[1]:0>2}:{time[2]}:00"
    return cell.lower()
