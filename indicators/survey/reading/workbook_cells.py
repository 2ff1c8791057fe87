"""The text of a workbook's cell, as the file's value and not as a screen's rounding of it."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from indicators.survey.reading import limits
from indicators.survey.reading.outcome import Refused

WHOLE_DIGITS = 1e21
"""Above it a whole number is written with an exponent: no code is that long."""
MOST_KEPT = 100_000
"""Different numbers and texts whose text is kept: answers repeat, and a text kept once is held once."""
SHORT = 32


def cell_column(column: int) -> str:
    """The letters of a column numbered from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """The number from 0 of a column named by letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def float_text(number: float) -> str:
    """A number's shortest text that reads back the same: whole numbers with all their digits and no ".0"."""
    if number.is_integer() and abs(number) < WHOLE_DIGITS:
        return str(int(number))
    return repr(number)


def datetime_text(moment: datetime.datetime) -> str:
    """ISO text: "2024-05-01" at midnight, else "2024-05-01 13:30:00"; a fraction of a second where there is one."""
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def duration_text(duration: datetime.timedelta) -> str:
    """Hours, minutes and seconds as "03:30:00", after the days where there are any: "1 day, 6:00:00"."""
    if duration < datetime.timedelta():
        return f"-{duration_text(-duration)}"
    text = str(duration)
    return f"0{text}" if text[1] == ":" else text


class _LongTextError(ValueError):
    """A text longer than is read."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.characters = characters


def _bounded(text: str) -> str:
    if len(text) > limits.LONGEST_CELL:
        raise _LongTextError(len(text))
    return text


class _Kept(dict[Any, str]):
    """Texts of values by value, made once. The same key is never of two types here."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        text = self._make(value)
        if len(self) < MOST_KEPT and len(text) <= SHORT:
            self[value] = text
        return text


class CellTexts:
    """Texts of calamine's values, row by row."""

    def __init__(self, zeros: Mapping[int, int] | None = None) -> None:
        """`zeros`: the digits to which whole numbers are filled with zeros, by column."""
        self._zeros = zeros or {}
        self._by_type: dict[type, Callable[[Any], str]] = {
            str: _Kept(_bounded).__getitem__,
            float: _Kept(float_text).__getitem__,
            int: str,
            bool: lambda value: "TRUE" if value else "FALSE",
            datetime.datetime: _Kept(datetime_text).__getitem__,
            datetime.date: _Kept(datetime.date.isoformat).__getitem__,
            datetime.time: _Kept(datetime.time.isoformat).__getitem__,
            datetime.timedelta: _Kept(duration_text).__getitem__,
        }

    def row(self, values: list[Any], number: int) -> list[str]:
        """The texts of one row. Raises Refused for a text longer than `limits.LONGEST_CELL`; `number` is the row's."""
        by_type = self._by_type
        try:
            texts = [by_type[value.__class__](value) for value in values]
        except _LongTextError as error:
            raise Refused(
                "workbook_long_cell", number, characters=error.characters, limit=limits.LONGEST_CELL
            ) from error
        for column, digits in self._zeros.items():
            if texts[column].isdecimal() and not isinstance(values[column], str):
                texts[column] = texts[column].zfill(digits)
        return texts

    def rows(self, values: Iterator[list[Any]]) -> Iterator[list[str]]:
        """The texts of all rows, the first being row 1 of the sheet."""
        return (self.row(each, number) for number, each in enumerate(values, 1))
