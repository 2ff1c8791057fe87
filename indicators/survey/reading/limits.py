"""How much of a file is looked at: beyond it the file is refused, before its content is taken apart."""

from indicators.survey.reading.outcome import Refused

MEBIBYTE = 1 << 20
MEMORY_CODE, TIME_CODE = "took_too_much_memory", "took_too_long"
"""The refusals of a file that went beyond `memory_for` or `seconds_for`."""
MOST_BYTES = 500 * MEBIBYTE
MOST_UNZIPPED = 2048 * MEBIBYTE
MOST_RATIO = 250
"""Bytes that one packed byte may become; real workbooks stay under 100."""
RATIO_FROM = 16 * MEBIBYTE
"""Unzipped bytes under which the ratio does not matter."""
MOST_MEMBERS = 5_000
MOST_COLUMNS = 16_384
"""Excel's own limit."""
MOST_CELLS = 60_000_000
LONGEST_CELL = 1_000_000
"""Characters; Excel's own limit is 32,767."""

MOST_AT_ONCE = 2
"""Files that are read at the same time; others wait."""
LONGEST_WAIT = 60.0
"""Seconds that a file waits for its turn."""


def seconds_for(size: int) -> float:
    """Seconds of processor time that a file of `size` bytes may take: 7, or 0.75 a mebibyte less 2 where that is more.

    A workbook of 59 MiB with a million rows takes 19 on a core of 2026.
    """
    return max(7.0, 0.75 * size / MEBIBYTE - 2)


def patience_for(size: int) -> float:
    """Seconds by the clock that a file of `size` bytes may take, on a server with other work: 8, or 2 a mebibyte."""
    return max(8.0, 2.0 * size / MEBIBYTE)


def memory_for(size: int) -> int:
    """Bytes of memory that reading a file of `size` bytes may take: 640 MiB, and 24 times what is above 8 MiB of it.

    At most 4 GiB. A workbook of 56 MiB with ten million cells, packed as they are, takes 1.1 GiB.
    """
    return min(640 * MEBIBYTE + 24 * max(size - 8 * MEBIBYTE, 0), 4096 * MEBIBYTE)


def answer_for(size: int) -> int:
    """Bytes that the table of a file of `size` bytes may have between two processes: all of the reader's memory."""
    return memory_for(size)


def refuse_too_many_bytes(size: int) -> None:
    """Raise Refused for a file of more than `MOST_BYTES`."""
    if size > MOST_BYTES:
        raise Refused("too_large", megabytes=size // MEBIBYTE, limit=MOST_BYTES // MEBIBYTE)


def refuse_too_many_cells(rows: int, columns: int) -> None:
    """Raise Refused for a table wider than `MOST_COLUMNS` or of more than `MOST_CELLS`."""
    if columns > MOST_COLUMNS:
        raise Refused("too_many_columns", columns=columns, limit=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise Refused("too_many_cells", cells=rows * columns, limit=MOST_CELLS)
