"""Keys between areas as people give them: which area's figures go to which, with which share."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geodata.areas import DEFAULT_BOUNDARY_YEAR, load_areas
from geodata.levels import AreaLevel
from geodata.uploads.layers import FileRefused
from geodata.uploads.matching import codes_of_level, column_of_level
from indicators.survey.reading.area_files import note_of, refusal_of
from indicators.survey.reading.outcome import Note, Reading, Refused, shown

TOLERANCE = 0.005
"""By which the shares of an area may differ from 1: they are written with two or three decimals."""
NAMED_AT_MOST = 10


@dataclass(frozen=True)
class AreaKey:
    """`weights`: (from code, to code) -> share 0–1; the columns they came from, "" where no column has shares."""

    from_column: str
    to_column: str
    share_column: str
    weights: Mapping[tuple[str, str], float]
    notes: tuple[Note, ...]


def validate_key(reading: Reading, from_level: AreaLevel, to_level: AreaLevel) -> AreaKey:
    """The key that a table holds between two levels of the register.

    Columns are chosen by what they hold. Rows whose areas are unknown are left out and noted, as are shares that do
    not add up to 1 and areas of the level that no row names. Raises Refused where a column is not found, a pair
    stands twice, or an area goes to several others without shares.
    """
    columns = {name: reading.cells.column(name).to_pylist() for name in reading.columns}
    rows = reading.row_numbers.to_pylist()
    source = _column(columns, from_level)
    others = {name: cells for name, cells in columns.items() if name != source}
    target = _column(others, to_level)
    share, shares = _shares({name: cells for name, cells in others.items() if name != target}, len(rows))
    starts, notes = _codes(columns[source], rows, from_level)
    ends, more = _codes(columns[target], rows, to_level)
    notes += more
    pairs = list(zip(starts, ends, strict=True))
    notes += _unknown(columns[source], starts, rows, source) + _unknown(columns[target], ends, rows, target)
    _refuse_doubled(pairs, rows, bool(share))
    weights = {pair: weight for pair, weight in zip(pairs, shares, strict=True) if all(pair)}
    return AreaKey(source, target, share, weights, (*notes, *_sums(weights), *_absent(weights, from_level)))


def _column(columns: Mapping[str, Sequence[str]], level: AreaLevel) -> str:
    if found := column_of_level(columns, level):
        return found
    raise Refused("key_no_column", level=level.lower())


def _codes(cells: Sequence[str], rows: Sequence[int], level: AreaLevel) -> tuple[list[str], list[Note]]:
    try:
        codes, findings = codes_of_level(cells, rows, level)
    except FileRefused as fault:
        raise refusal_of(fault) from None
    return codes, [note_of(finding) for finding in findings]


def _unknown(cells: Sequence[str], codes: Sequence[str], rows: Sequence[int], column: str) -> list[Note]:
    return [
        Note("key_unknown", row, column, {"area": shown(cell)})
        for cell, code, row in zip(cells, codes, rows, strict=True)
        if not code
    ]


def _shares(columns: Mapping[str, Sequence[str]], number: int) -> tuple[str, list[float]]:
    """The first column that holds shares of 0–1 only, some of them below 1; "" and ones where none does."""
    for name, cells in columns.items():
        shares = [share for cell in cells if (share := _number(cell)) is not None]
        if (
            len(shares) == number
            and all(0 <= share <= 1 for share in shares)
            and any(0 < share < 1 for share in shares)
        ):
            return name, shares
    return "", [1.0] * number


def _number(cell: str) -> float | None:
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def _refuse_doubled(pairs: Sequence[tuple[str, str]], rows: Sequence[int], shared: bool) -> None:
    targets: defaultdict[str, set[str]] = defaultdict(set)
    for (start, end), row in zip(pairs, rows, strict=True):
        if not start or not end:
            continue
        if end in targets[start]:
            raise Refused("key_twice", row, area=start, target=end)
        targets[start].add(end)
        if len(targets[start]) > 1 and not shared:
            raise Refused("key_divided", row, area=start, targets=", ".join(sorted(targets[start])))


def _sums(weights: Mapping[tuple[str, str], float]) -> Iterator[Note]:
    sums: defaultdict[str, float] = defaultdict(float)
    for (start, _), weight in weights.items():
        sums[start] += weight
    for start, total in sums.items():
        if abs(total - 1) > TOLERANCE:
            yield Note("key_sum", facts={"area": start, "total": f"{total:.3g}"})


def _absent(weights: Mapping[tuple[str, str], float], level: AreaLevel) -> Iterator[Note]:
    """The areas of the level's default division within the municipalities of the key that no row names."""
    areas = load_areas()
    standing = areas[(areas["area_level"] == level) & (areas["boundary_year"] == DEFAULT_BOUNDARY_YEAR[level])]
    named = {start for start, _ in weights}
    within = set(standing.loc[standing["area_code"].isin(named), "municipality_code"])
    expected = set(standing.loc[standing["municipality_code"].isin(within), "area_code"])
    if absent := sorted(expected - named):
        yield Note("key_absent", facts={"number": len(absent), "areas": ", ".join(absent[:NAMED_AT_MOST])})
