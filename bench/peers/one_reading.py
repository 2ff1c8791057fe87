"""One file read once, in a process of its own: `python -m bench.peers.one_reading READER FILE` writes what it took.

Only the reader's own packages are loaded. The answer is one line of JSON: seconds of the reading alone, the peak memory
of this process and of the largest it started, in bytes, and how many rows and columns were read.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

Size = tuple[int, int]


def read_through_the_door(path: Path) -> Size:
    """HyteData: type by content, a process with limits, everything as text with notes."""
    cells = import_module("indicators.survey.reading.door").read_file(path.read_bytes()).cells
    return cells.num_rows, cells.num_columns


def read_with_pandas(path: Path) -> Size:
    """pandas, told the delimiter and that everything is text."""
    return import_module("pandas").read_csv(path, dtype=str, sep=";").shape


def read_with_calamine(path: Path) -> Size:
    """calamine alone: lists of Python values, no header looked for."""
    workbook = import_module("python_calamine").CalamineWorkbook.from_path(path)
    rows = workbook.get_sheet_by_index(0).to_python()
    return len(rows) - 1, len(rows[0])


READERS: dict[str, Callable[[Path], Size]] = {
    "HyteData": read_through_the_door,
    "pandas": read_with_pandas,
    "calamine": read_with_calamine,
}


def main(reader: str, path: str) -> None:
    """Read, measure, answer."""
    start = time.perf_counter()
    rows, columns = READERS[reader](Path(path))
    seconds = time.perf_counter() - start
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(json.dumps({"seconds": seconds, "bytes": 1024 * kilobytes, "rows": rows, "columns": columns}))


if __name__ == "__main__":
    main(*sys.argv[1:])
