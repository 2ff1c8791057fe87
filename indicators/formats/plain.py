"""A file of any kind as the plain CSV that the readers of figures take: UTF-8, commas, one header, no other rows.

Workbooks, archives, SPSS files and CSV of other dialects go through the door of the survey reader.
"""

import csv
import io

from indicators.survey.reading.door import read_file
from indicators.survey.reading.outcome import Reading, Wishes


def plain_csv(content: bytes, sheet: str = "") -> tuple[bytes, list[str]]:
    """The file's table as CSV, and what was noted when it was read.

    A row stands on the line that has its number in the file, so that messages name the file's own rows.
    Raises Refused for a file that cannot be read right.
    """
    reading = read_file(content, Wishes(sheet=sheet))
    return _written(reading), [note.text("en") for note in reading.notes]


def _written(reading: Reading) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    first = max(int(reading.dialect.get("header_row", 1)), 1)
    file.write("\n" * (first - 1))
    writer.writerow(_on_one_line(name) for name in reading.columns)
    line = first + 1
    rows = zip(*(column.to_pylist() for column in reading.cells.columns), strict=True)
    for number, cells in zip(reading.row_numbers.to_pylist(), rows, strict=True):
        file.write("\n" * (number - line))
        writer.writerow(map(_on_one_line, cells))
        line = max(line, number) + 1
    return file.getvalue().encode("utf-8")


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ") if "\n" in text else text
