"""Which files make up one version of the table, and which indicators each of them may hold.

Rows are written in the order of their key, so a file of some megabytes holds a short stretch of
indicators. The table's log keeps the least and the greatest indicator of each file: a reader that
wants one indicator opens one or two files of hundreds.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties

TARGET_FILE_SIZE = 4 << 20
ROW_GROUP_SIZE = 20_000
CROWDED = 3
"""An indicator that more files than this may hold is slow to read; measured: each costs a tenth of a read."""

Stretch = tuple[str, str]
"""Indicators from the first to the second, both included, in the order of their ids."""


@dataclass(frozen=True)
class ActiveFile:
    """One file: where it lies, its bytes and rows, and the indicators it may hold (None: the log does not tell)."""

    path: str
    size: int
    rows: int
    stretch: Stretch | None


@dataclass(frozen=True)
class ActiveFiles:
    """The files of one version, in no order that means anything."""

    version: int
    files: tuple[ActiveFile, ...]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Where all of them lie, as DuckDB opens them."""
        return tuple(file.path for file in self.files)

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(file.size for file in self.files)

    def holding(self, indicator_ids: Iterable[str]) -> tuple[str, ...]:
        """The paths of the files that may hold one of the indicators; may be none."""
        return self.overlapping((indicator_id, indicator_id) for indicator_id in indicator_ids)

    def overlapping(self, stretches: Iterable[Stretch]) -> tuple[str, ...]:
        """The paths of the files that may hold an indicator of these stretches; may be none."""
        wanted = _merged(stretches)
        ends = [end for _, end in wanted]
        return tuple(file.path for file in self.files if _overlaps(file.stretch, wanted, ends))

    def crowded(self, most: int = CROWDED) -> list[Stretch]:
        """Stretches of indicators that more than `most` files may hold, apart and in order.

        Each file that helps to crowd lies in its stretch whole, so that writing the stretch again settles it.
        """
        known = [file.stretch for file in self.files if file.stretch]
        places = _crowded_places(known, most)
        return _merged(stretch for stretch in known if _covers_any(stretch, places))


def active_files(table: DeltaTable, location: str) -> ActiveFiles:
    """The files of an open table. Paths in a folder are plain; at a URL they stay as the log has them."""
    remote = "://" in location
    files = (
        ActiveFile(
            path=f"{location.rstrip('/')}/{action['path'] if remote else unquote(action['path'])}",
            size=action["size_bytes"],
            rows=action["num_records"] or 0,
            stretch=_stretch(action.get("min.indicator_id"), action.get("max.indicator_id")),
        )
        for action in pa.table(table.get_add_actions(flatten=True)).to_pylist()
    )
    return ActiveFiles(table.version(), tuple(files))


def writer_properties() -> WriterProperties:
    """How a file is written inside: small row groups, so that one indicator is a few of them."""
    return WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP_SIZE)


def changed_stretches(before: ActiveFiles, after: ActiveFiles) -> list[Stretch] | None:
    """Outside these, no row differs between two versions; None when a file does not tell what it holds."""
    changed = [file.stretch for file in set(before.files) ^ set(after.files)]
    return None if None in changed else _merged(stretch for stretch in changed if stretch)


def _stretch(least: str | None, greatest: str | None) -> Stretch | None:
    return None if least is None or greatest is None else (least, greatest)


def _overlaps(stretch: Stretch | None, wanted: Sequence[Stretch], ends: Sequence[str]) -> bool:
    """`wanted` are apart and in order, `ends` their greatest. A file that tells nothing may hold anything."""
    if stretch is None:
        return bool(wanted)
    place = bisect_left(ends, stretch[0])
    return place < len(wanted) and wanted[place][0] <= stretch[1]


def _crowded_places(stretches: Sequence[Stretch], most: int) -> list[str]:
    """The least indicators of stretches at which more than `most` of them overlap, in order."""
    starts = sorted(least for least, _ in stretches)
    ends = sorted(greatest for _, greatest in stretches)
    depths = ((place, begun - bisect_left(ends, place)) for begun, place in enumerate(starts, start=1))
    return [place for place, depth in depths if depth > most]


def _covers_any(stretch: Stretch, places: Sequence[str]) -> bool:
    place = bisect_left(places, stretch[0])
    return place < len(places) and places[place] <= stretch[1]


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same indicators as stretches that do not overlap, in order."""
    return list(_apart(sorted(stretches)))


def _apart(ordered: Sequence[Stretch]) -> Iterator[Stretch]:
    reached = list(accumulate((greatest for _, greatest in ordered), max))
    start = 0
    for place in range(1, len(ordered) + 1):
        if place == len(ordered) or ordered[place][0] > reached[place - 1]:
            yield ordered[start][0], reached[place - 1]
            start = place
