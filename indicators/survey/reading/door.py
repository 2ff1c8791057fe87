"""The way in for every file that people give: it is read in a process of its own, with limits.

A bomb, an endless loop or a crash of a reader stops that process and becomes a refusal; the server goes on.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from indicators.survey.reading.area_kinds import SHAPES
from indicators.survey.reading.limits import MEMORY_CODE, TIME_CODE, memory_for, refuse_too_many_bytes, seconds_for
from indicators.survey.reading.outcome import Note, Reading, Refused, Variable, Wishes, shown

MOST_AT_ONCE = 2
"""Files that are read at the same time; others wait."""
PLACES = threading.BoundedSemaphore(MOST_AT_ONCE)
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
"""Each further thread would reserve memory of its own under the limit."""
NUMBERS = ""
"""The name of the column of row numbers between child and parent: no column of a reading is called so."""


def read_file(content: bytes, wishes: Wishes | None = None) -> Reading:
    """The table of a file of any kind. Raises Refused when it cannot be read right, or only at too high a cost."""
    told, table = _answered(content, wishes or Wishes(), shapes=False)
    return _reading(told, table)


def read_shapes(content: bytes, wishes: Wishes | None = None) -> tuple[Reading, pa.Array]:
    """The table of a file of areas, and of each row its shape as WKB in EPSG:4326, null where it has none.

    Raises Refused as `read_file` does, and for a file of anything else.
    """
    told, table = _answered(content, wishes or Wishes(), shapes=True)
    return _reading(told, table.drop_columns([SHAPES])), table.column(SHAPES).combine_chunks()


def _answered(content: bytes, wishes: Wishes, shapes: bool) -> tuple[dict[str, Any], pa.Table]:
    refuse_too_many_bytes(len(content))
    with PLACES:
        answer = _asked(content, wishes, shapes)
    head, _, cells = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise _refused(told["refused"])
    return told, pa.ipc.open_stream(cells).read_all()


def _asked(content: bytes, wishes: Wishes, shapes: bool) -> bytes:
    memory, seconds = memory_for(len(content)), seconds_for(len(content))
    request = json.dumps({"wishes": asdict(wishes), "memory": memory, "seconds": seconds, "shapes": shapes})
    command = [sys.executable, "-m", "indicators.survey.reading.child", request]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | ONE_THREAD
    )
    try:
        answer, errors = process.communicate(content, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise Refused(TIME_CODE, seconds=round(seconds)) from None
    if process.returncode or not answer:
        raise _failure(process.returncode, errors, memory, seconds)
    return answer


def _failure(code: int, errors: bytes, memory: int, seconds: float) -> Refused:
    """What a process that did not answer died of: time, memory, or a fault of a reader."""
    if code == -signal.SIGXCPU:
        return Refused(TIME_CODE, seconds=round(seconds))
    last = (errors.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    if code in (-signal.SIGKILL, -signal.SIGABRT) or "MemoryError" in last or "memory allocation" in last:
        return Refused(MEMORY_CODE, megabytes=memory >> 20)
    return Refused("reader_failed", shown=shown(last) or str(code))


def _refused(note: Mapping[str, Any]) -> Refused:
    return Refused(note["code"], row=note.get("row"), column=note.get("column", ""), **note.get("facts", {}))


def _reading(told: Mapping[str, Any], table: pa.Table) -> Reading:
    variables = {name: Variable(**_with_tuple(facts)) for name, facts in told["variables"].items()}
    notes = tuple(Note(**note) for note in told["notes"])
    numbers = table.column(NUMBERS).combine_chunks()
    return Reading(table.drop_columns([NUMBERS]), numbers, notes, told["dialect"], variables)


def _with_tuple(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "missing": tuple(facts["missing"])}
