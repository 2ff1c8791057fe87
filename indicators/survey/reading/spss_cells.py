"""Values of SPSS as texts: numbers in full digits, dates and times of SPSS as ISO 8601."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

EPOCH = datetime(1582, 10, 14, tzinfo=UTC)
"""SPSS counts seconds from the eve of the Gregorian calendar."""
DAY = 86_400
FIRST, LAST = float(DAY), (datetime(9999, 12, 31, tzinfo=UTC) - EPOCH).total_seconds() + DAY
LARGEST_IN_DIGITS = 1e22
LEAST_ALIKE, MOST_ALIKE = 1e-3, 1e9
"""Sizes of numbers between which Arrow and Python write the same digits and no exponent."""
LONGEST_TIME = 1e10
"""Seconds; a longer time of day or duration is none."""

DATE_FORMATS = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"}
DATETIME_FORMATS = {"DATETIME", "YMDHMS"}
TIME_FORMATS = {"TIME", "DTIME", "MTIME"}

Writer = Callable[[float], str | None]
"""A value to its text, None where the value is none of its kind."""


def number_text(value: float) -> str:
    """A number with as few digits as tell it apart: 1, 1.5, 20190101000123; whole numbers never as 1.0 or 1e+20."""
    if value == math.floor(value) and abs(value) < LARGEST_IN_DIGITS if math.isfinite(value) else False:
        return str(int(value))
    return repr(value)


def date_text(value: float) -> str | None:
    """Seconds since 1582-10-14 as 2024-05-31, with the time of day where there is one. None outside 1582–9999."""
    if not FIRST <= value < LAST:
        return None
    return datetime_text(value) if value % DAY else f"{EPOCH + timedelta(seconds=value):%Y-%m-%d}"


def datetime_text(value: float) -> str | None:
    """Seconds since 1582-10-14 as 2024-05-31 13:45:00. None outside 1582–9999."""
    if not FIRST <= value < LAST:
        return None
    days, seconds = divmod(value, DAY)
    return f"{EPOCH + timedelta(days=days):%Y-%m-%d} {_clock(seconds, _places(value))}"


def time_text(value: float) -> str | None:
    """Seconds as 13:45:00; hours run past 24, a negative time has a minus before it. None for what is no time."""
    if not abs(value) < LONGEST_TIME:
        return None
    return ("-" if value < 0 else "") + _clock(abs(value), _places(value))


def writer(spss_format: str) -> Writer:
    """How values of a variable with the print format are written: "EDATE10", "F8.2"."""
    name = spss_format.rstrip("0123456789.").upper()
    if name in DATE_FORMATS:
        return date_text
    if name in DATETIME_FORMATS:
        return datetime_text
    return time_text if name in TIME_FORMATS else number_text


def _places(value: float) -> int:
    """Decimals of seconds, at most 6, after which the value is told apart."""
    return next((places for places in range(6) if round(value, places) == value), 6)


def _clock(seconds: float, places: int) -> str:
    units = 10**places
    whole, fraction = divmod(round(seconds * units), units)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    text = f"{hour:02}:{minute:02}:{second:02}"
    return f"{text}.{fraction:0{places}}" if places else text


def number_cells(values: Sequence[float | None], write: Writer, as_they_are: set[float]) -> tuple[pa.Array, list[int]]:
    """Texts of the values, "" for the system-missing; and the rows from 0 whose value could not be written.

    Those, and the values in `as_they_are` (missing by the user's word), are written as plain numbers.
    """
    numbers = np.array(values, dtype=float) + 0.0  # -0.0 becomes 0.0
    unique, places = np.unique(numbers, return_inverse=True)
    if write is number_text:
        return _number_texts(unique).take(pa.array(places)), []
    texts, odd = [], []
    for place, value in enumerate(unique.tolist()):
        text = "" if math.isnan(value) else number_text(value) if value in as_they_are else write(value)
        if text is None:
            odd.append(place)
        texts.append(number_text(value) if text is None else text)
    cells = pa.array(texts, pa.string()).take(pa.array(places))
    return cells, np.flatnonzero(np.isin(places, odd)).tolist() if odd else []


def _number_texts(values: npt.NDArray[np.float64]) -> pa.Array:
    """`number_text` of many values: by Arrow where it writes the same, which is ten times as fast."""
    size = np.abs(values)
    same = ((size >= LEAST_ALIKE) & (size < MOST_ALIKE)) | (size == 0)
    others = ["" if math.isnan(value) else number_text(value) for value in values[~same].tolist()]
    texts = pa.array(values).cast(pa.string())
    return pc.replace_with_mask(texts, pa.array(~same), pa.array(others, pa.string()))
