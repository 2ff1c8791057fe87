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


def seconds_for(size: int) -> float:
    """The longest that a file of `size` bytes may take: 8 s, and from 7 MiB on 1.2 s a mebibyte.

    A workbook of 59 MiB, a million rows, takes 22 s on two cores of 2026.
    """
    return max(8.0, 1.2 * size / MEBIBYTE)


def memory_for(size: int) -> int:
    """Bytes of memory that reading a file of `size` bytes may take: 700 MiB, and 16 times the file; at most 4 GiB."""
    return min(700 * MEBIBYTE + 16 * size, 4096 * MEBIBYTE)


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
