"""The process in which a file is read: limits first, then the file from the standard input, then what came of it.

    python -m indicators.survey.reading.child REQUEST

REQUEST is JSON: the wishes, and the limits of memory and seconds. The answer on the standard output is one line of
JSON (a refusal, or all of a reading but its cells) and, after a reading, its cells as an Arrow stream.
"""

import gc
import json
import os
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

import pyarrow as pa

from indicators.survey.reading.area_kinds import SHAPES
from indicators.survey.reading.column_types import proposed_types
from indicators.survey.reading.confinement import confine
from indicators.survey.reading.limits import MEMORY_CODE
from indicators.survey.reading.outcome import Beside, Note, Reading, Refused, Wishes
from indicators.survey.reading.reading_of import read_content

Answer = tuple[dict[str, Any], pa.Table | None]


def main(request: str) -> int:
    """Read the file within the limits of the request and answer; 0 whatever came of it."""
    asked = json.loads(request)
    out = _own_output()
    confine(asked["memory"], asked["seconds"])
    gc.disable()  # the process ends with the file; looking for cycles among millions of cells takes a third of the time
    told, cells = _answer(sys.stdin.buffer, asked)
    out.write(json.dumps(told).encode() + b"\n")
    if cells is not None:
        with pa.ipc.new_stream(out, cells.schema) as writer:
            writer.write_table(cells)
    out.close()
    return 0


def _own_output() -> BinaryIO:
    """The standard output for the answer alone: what a library prints goes to the standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _answer(file: BinaryIO, asked: dict[str, Any]) -> Answer:
    try:
        return _read(file.read(), Wishes(**asked["wishes"]), Beside(asked["beside"]))
    except Refused as refusal:
        return {"refused": asdict(refusal.note)}, None
    except MemoryError:
        return {"refused": asdict(Note(MEMORY_CODE, facts={"megabytes": asked["memory"] >> 20}))}, None


def _read(content: bytes, wishes: Wishes, beside: Beside) -> Answer:
    """The reading, and what is asked for beside it: types of its columns, or shapes as a column before the numbers."""
    if beside is not Beside.SHAPES:
        reading = read_content(content, wishes)
        told, table = _told(reading)
        types = proposed_types(reading) if beside is Beside.TYPES else ()
        return told | {"types": [asdict(each) for each in types]}, table
    from indicators.survey.reading.area_files import read_areas

    reading, outlines = read_areas(content, wishes)
    told, table = _told(reading)
    return told, None if table is None else table.append_column(SHAPES, outlines)


def _told(reading: Reading) -> Answer:
    """A reading as plain data, the row numbers as a last column without a name."""
    notes = [asdict(note) for note in reading.notes]
    variables = {name: asdict(variable) for name, variable in reading.variables.items()}
    told = {"notes": notes, "dialect": dict(reading.dialect), "variables": variables}
    return told, reading.cells.append_column("", reading.row_numbers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
