"""The way in for every file that people give: it is read in a process of its own, with limits.

A bomb, an endless loop or a crash of a reader stops that process and becomes a refusal; the server goes on.
"""

import json
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from indicators.survey.reading.area_kinds import SHAPES
from indicators.survey.reading.column_types import ColumnType, column_type
from indicators.survey.reading.limits import (
    LONGEST_WAIT,
    MEMORY_CODE,
    MOST_AT_ONCE,
    TIME_CODE,
    answer_for,
    memory_for,
    patience_for,
    refuse_too_many_bytes,
    seconds_for,
)
from indicators.survey.reading.outcome import Beside, Note, Reading, Refused, Variable, Wishes, shown
from indicators.survey.reading.processes import Ended, run_reader

READER = "indicators.survey.reading.child"
PLACES = threading.BoundedSemaphore(MOST_AT_ONCE)
"""Files that are read at the same time; others wait."""
OUT_OF_MEMORY = ("MemoryError", "memory allocation", "bad_alloc", "malloc of size")
"""In what Python, Rust and C++ say of it."""
NUMBERS = ""
"""The name of the column of row numbers between child and parent: no column of a reading is called so."""


def read_file(content: bytes, wishes: Wishes | None = None) -> Reading:
    """The table of a file of any kind. Raises Refused when it cannot be read right, or only at too high a cost."""
    with _faults_of_answers():
        told, table = _answered(content, wishes or Wishes(), Beside.NOTHING)
        return _reading(told, table)


def read_shapes(content: bytes, wishes: Wishes | None = None) -> tuple[Reading, pa.Array]:
    """The table of a file of areas, and of each row its shape as WKB in EPSG:4326, null where it has none.

    Raises Refused as `read_file` does, and for a file of anything else.
    """
    with _faults_of_answers():
        told, table = _answered(content, wishes or Wishes(), Beside.SHAPES)
        return _reading(told, table.drop_columns([SHAPES])), table.column(SHAPES).combine_chunks()


def read_with_types(content: bytes, wishes: Wishes | None = None) -> tuple[Reading, tuple[ColumnType, ...]]:
    """The table of a file, and the types that are proposed for its columns. Raises Refused as `read_file` does."""
    with _faults_of_answers():
        told, table = _answered(content, wishes or Wishes(), Beside.TYPES)
        return _reading(told, table), tuple(map(column_type, told["types"]))


@contextmanager
def _faults_of_answers() -> Iterator[None]:
    """An answer that is none, as a refusal: a reader that a file has taken over can say anything."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, OSError, pa.ArrowException) as fault:
        raise Refused("reader_failed", shown="–") from fault


def _answered(content: bytes, wishes: Wishes, beside: Beside) -> tuple[dict[str, Any], pa.Table]:
    refuse_too_many_bytes(len(content))
    answer = _asked(content, wishes, beside)
    end = answer.find(b"\n") + 1
    told = json.loads(answer[:end])
    if "refused" in told:
        raise _refused(told["refused"])
    with pa.ipc.open_stream(pa.py_buffer(answer).slice(end)) as stream:
        return told, stream.read_all()


def _asked(content: bytes, wishes: Wishes, beside: Beside) -> bytearray:
    """What the reader answers: a line of JSON, and after a reading its cells."""
    size = len(content)
    memory, seconds, patience = memory_for(size), seconds_for(size), patience_for(size)
    request = json.dumps({"wishes": asdict(wishes), "memory": memory, "seconds": seconds, "beside": beside})
    if not PLACES.acquire(timeout=LONGEST_WAIT):
        raise Refused("too_many_at_once")
    try:
        ended = run_reader(READER, request, content, patience, answer_for(size))
    except OSError as fault:
        raise Refused("reader_not_started", shown=shown(fault.strerror or str(fault))) from fault
    finally:
        PLACES.release()
    if ended.late or ended.code == -signal.SIGXCPU:
        raise Refused(TIME_CODE, seconds=round(patience if ended.late else seconds))
    if ended.code or ended.overflowed or not ended.answer:
        raise _failure(ended, memory)
    return ended.answer


def _failure(ended: Ended, memory: int) -> Refused:
    """What a process that did not answer died of: memory, or a fault of a reader."""
    last = (ended.errors.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    stopped = ended.overflowed or ended.code in (-signal.SIGKILL, -signal.SIGABRT)
    if stopped or any(words in last for words in OUT_OF_MEMORY):
        return Refused(MEMORY_CODE, megabytes=memory >> 20)
    return Refused("reader_failed", shown=shown(last) or str(ended.code))


def _refused(note: Mapping[str, Any]) -> Refused:
    return Refused(note["code"], row=note.get("row"), column=note.get("column", ""), **note.get("facts", {}))


def _reading(told: Mapping[str, Any], table: pa.Table) -> Reading:
    variables = {name: Variable(**_with_tuple(facts)) for name, facts in told["variables"].items()}
    notes = tuple(Note(**note) for note in told["notes"])
    numbers = table.column(NUMBERS).combine_chunks()
    return Reading(table.drop_columns([NUMBERS]), numbers, notes, told["dialect"], variables)


def _with_tuple(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "missing": tuple(facts["missing"])}
