"""PxWeb's CSV export: a title line, an empty line, a header, and quoted texts beside unquoted numbers.

Columns to the left are the stub (quoted texts); each column to the right is one combination of heading values,
whose words stand in its header: "2023", or "Median income 2023".
"""

import re
from itertools import takewhile

import pandas as pd

from indicators.errors import ObservationError, UploadError
from indicators.formats.figures import decimal_mark
from indicators.formats.tables import Dimension, Role, Table, categories
from indicators.periods import parse_period
from indicators.survey.reading.decoding import text_of

CONTENT, TIME = "contents", "time"
"""Our names for what stands in the headers of the value columns."""
DELIMITERS = ",;\t"
MOST_COLUMNS = 20_000

Field = tuple[str, bool]
"""A field's text, and whether it was quoted."""
Line = tuple[int, list[Field]]
"""The number of the line a record begins on, and its fields."""


def read_pxweb_csv(content: bytes) -> Table:
    """The table of a PxWeb CSV export. Raises UploadError naming the row and column that break its form."""
    text = text_of(content, "iso-8859-1")
    title = text.lstrip("\n").split("\n", 1)[0].strip().strip('"')
    lines = [line for line in _records(text, _delimiter(text)) if any(value for value, _ in line[1])]
    if lines and len(lines[0][1]) == 1:
        lines = lines[1:]
    if len(lines) < 2:
        raise UploadError("no data rows: a PxWeb export has a title, an empty line, a header and rows")
    header, rows = lines[0], lines[1:]
    _refuse_ragged(header, rows)
    stub = len(list(takewhile(lambda column: all(line[1][column][1] for line in rows), range(len(header[1])))))
    if stub in (0, len(header[1])):
        raise UploadError("no columns of quoted texts followed by columns of numbers: this is no PxWeb export")
    return _table(title, header, rows, stub)


def is_pxweb_csv(text: str) -> bool:
    """True when the text begins as such an export does: one quoted title, an empty line, a header of quoted texts."""
    return re.match(r'\s*"[^"\n]*"\n\s*\n"', text) is not None


def _delimiter(text: str) -> str:
    header = next((line for line in text.split("\n") if line.count('"') > 2), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


def _records(text: str, delimiter: str) -> list[Line]:
    """Records with their first line's number. Unlike `csv`, it remembers which fields were quoted."""
    field = re.compile(rf'"((?:[^"]|"")*)"|([^{re.escape(delimiter)}\n]*)')
    records, fields, place, number, first = [], list[Field](), 0, 1, 1
    while place <= len(text):
        found = field.match(text, place)
        assert found is not None  # the second alternative matches nothing at all
        quoted = found[1] is not None
        fields.append((found[1].replace('""', '"') if quoted else found[2].strip(), quoted))
        number += found[0].count("\n")
        place = found.end()
        if text[place : place + 1] not in ("", "\n", delimiter):
            raise UploadError(f"row {number}: text follows a closing quotation mark")
        if text[place : place + 1] != delimiter:
            records.append((first, fields))
            fields, number = [], number + 1
            first = number
        place += 1
    return records


def _refuse_ragged(header: Line, rows: list[Line]) -> None:
    width = len(header[1])
    if width > MOST_COLUMNS:
        raise UploadError(f"the header has {width} columns; at most {MOST_COLUMNS} are read")
    for number, fields in rows:
        if len(fields) != width:
            raise UploadError(f"row {number} has {len(fields)} fields, but the header (row {header[0]}) has {width}")


def _table(title: str, header: Line, rows: list[Line], stub: int) -> Table:
    names = _stub_names([value for value, _ in header[1][:stub]])
    columns = [_apart(value) for value, _ in header[1][stub:]]
    records = [
        (*(value for value, _ in fields[:stub]), *columns[place], fields[stub + place][0], number)
        for number, fields in rows
        for place in range(len(columns))
    ]
    frame = pd.DataFrame(records, columns=[*names, CONTENT, TIME, "value", "row"], dtype=object)
    used = [*names, *(name for name in (CONTENT, TIME) if frame[name].ne("").any())]
    return Table(
        code=title.split(" -- ", maxsplit=1)[0] if " -- " in title else "",
        title=title,
        dimensions=tuple(_dimension(name, frame[name]) for name in used),
        keys=frame[used],
        values=frame["value"],
        marks=pd.Series("", index=frame.index, dtype=object),
        rows=frame["row"].astype(int),
        row_name="row",
        decimal=decimal_mark(frame["value"]),
    )


def _stub_names(names: list[str]) -> list[str]:
    if len(set(names)) < len(names) or {CONTENT, TIME, "value", "row"} & set(names):
        raise UploadError(f"the header names a column twice, or as one of ours: {', '.join(names)}")
    return names


def _apart(header: str) -> tuple[str, str]:
    """A value column's header as its content and its period: "Median income 2023" is ("Median income", "2023")."""
    words = header.rsplit(" ", maxsplit=1)
    last = words[-1].rstrip("*")
    if is_period(last):
        return (words[0].strip() if len(words) > 1 else ""), last
    first, _, rest = header.partition(" ")
    return (rest.strip(), first) if is_period(first) else (header, "")


def is_period(text: str) -> bool:
    """True when the text is a period in a form that HyteData knows."""
    try:
        parse_period(text.strip())
    except ObservationError:
        return False
    return True


def _dimension(name: str, column: pd.Series) -> Dimension:
    codes = list(dict.fromkeys(column))
    role = {CONTENT: Role.CONTENT, TIME: Role.TIME}.get(name, Role.OTHER)
    return Dimension(name, name, categories(codes, codes), role)
