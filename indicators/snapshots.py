"""One version of the store: which files it is made of, and which indicators each can hold.

A version never changes, so what is read of it is remembered.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from indicators.active_files import ActiveFiles

FIRST_FILES = 4
LAST_TEXT = "\U0010ffff"


@dataclass(frozen=True)
class DataFile:
    """A Parquet file, and its first and last indicator in alphabetical order."""

    path: str
    first_indicator: str
    last_indicator: str

    def may_hold(self, indicator_id: str) -> bool:
        """False when no row of this indicator can be in the file."""
        return self.first_indicator <= indicator_id <= self.last_indicator


@dataclass(frozen=True)
class Snapshot:
    """A version of one table. `table_id` is another when the store was made anew, though versions begin at 0 again."""

    table_id: str
    version: int
    files: tuple[DataFile, ...]

    @property
    def edition(self) -> str:
        """What two readers agree on when they read the same rows."""
        return f"{self.table_id}-{self.version}"

    def files_with(self, indicator_ids: Collection[str] = (), since: str = "") -> list[DataFile]:
        """The files that can hold the indicators (default all) from `since` on in the alphabet, in that order."""
        reachable = [file for file in self.files if file.last_indicator >= since]
        return [file for file in reachable if not indicator_ids or any(file.may_hold(each) for each in indicator_ids)]


def growing(files: list[DataFile]) -> Iterator[tuple[list[str], str]]:
    """The first few files, then twice as many, to all: (paths, the indicator before which nothing is left out)."""
    number = FIRST_FILES
    while number < len(files):
        yield [file.path for file in files[:number]], files[number].first_indicator
        number *= 2
    yield [file.path for file in files], LAST_TEXT


def snapshot_of(table_id: str, active: ActiveFiles) -> Snapshot:
    """The files of one version with their indicators, in alphabetical order of the first."""
    files = [DataFile(each.path, *(each.stretch or ("", LAST_TEXT))) for each in active.files]
    return Snapshot(table_id, active.version, tuple(sorted(files, key=lambda file: file.first_indicator)))
