"""SOTKAnet's four file forms as rough cells (see `cells`): REST CSV and JSON, the web page's export, the R client's.

The cells carry the file's own `title` of the indicator, "" where it has none. The forms differ in encoding,
decimal mark, header, and in how they name an area. A cell without a value is kept as MISSING: SOTKAnet does not say
whether it was suppressed or never there.
"""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from indicators.errors import UploadError
from indicators.formats.cells import ROUGH
from indicators.formats.decoding import decode
from indicators.formats.jsonstat import load_json
from indicators.formats.places import Place, recognise_named
from indicators.formats.sotkanet_regions import place_of_category, place_of_region

REST_HEADER = ("indicator", "region", "year", "gender", "primary value", "absolute value")
R_HEADER = ("indicator", "region", "year", "gender", "primary.value", "absolute.value")
R_PLACE = ("region.category", "region.code", "region.title.fi")
WEB_COLUMNS = ("title", "indicator", "area", "code", "gender", "year", "value", "numerator")
"""The web page's export has no header; after the value stands the count, or nothing."""
JSON_KEYS = {"indicator", "region", "year", "gender"}

Record = dict[str, str]
Placed = Callable[[Record], tuple[Place | None, str]]


def read_rest_csv(content: bytes) -> pd.DataFrame:
    """Rough cells of `/rest/1.1/csv`: `;`, decimal point, areas by SOTKAnet's region id."""
    records = _records(content, ";", REST_HEADER)
    return _rough((_renamed(place, row, "primary value", "absolute value") for place, row in records), _place_by_region)


def read_rest_json(content: bytes) -> pd.DataFrame:
    """Rough cells of `/rest/1.1/json`: a list of objects; `absValue` may be absent."""
    document = load_json(content)
    if not is_rest_json(document):
        raise UploadError("this JSON is not a list of SOTKAnet's rows (indicator, region, year, gender, value)")
    rows = (
        (f"object {number}", {name: _text(value) for name, value in each.items()})
        for number, each in enumerate(document, 1)
    )
    return _rough((_renamed(place, row, "value", "absValue") for place, row in rows), _place_by_region)


def is_rest_json(document: Any) -> bool:
    """True for a list, empty or not, of objects that carry SOTKAnet's keys."""
    return isinstance(document, list) and all(isinstance(each, dict) and each.keys() >= JSON_KEYS for each in document)


def read_r_client(content: bytes) -> pd.DataFrame:
    """Rough cells of a table saved from rOpenGov's R client: areas by category and code, else by region id."""
    records = _records(content, _delimiter(content), R_HEADER)
    return _rough(
        (_renamed(place, row, "primary.value", "absolute.value") for place, row in records), _place_by_category
    )


def read_web_export(content: bytes) -> pd.DataFrame:
    """Rough cells of a CSV saved from SOTKAnet's web page: no header, `;`, decimal comma, areas by name and code."""
    rows = []
    for number, fields in _lines(content, ";"):
        if len(fields) not in (7, 8):
            raise UploadError(f"row {number} has {len(fields)} fields; SOTKAnet's web export has 7 or 8")
        rows.append((f"row {number}", dict(zip(WEB_COLUMNS, [*fields, ""], strict=False))))
    return _rough(rows, lambda row: (recognise_named(row["area"], row["code"]), f"{row['area']} ({row['code']})"))


def _rough(rows: Iterable[tuple[str, Record]], place_in: Placed) -> pd.DataFrame:
    records = []
    for row, record in rows:
        place, said = place_in(record)
        figures = (record["value"], "", record.get("numerator", ""))
        title = record.get("title") or record.get("indicator.title.fi", "")
        records.append((row, record["indicator"], place, said, record["year"], record["gender"], *figures, title))
    return pd.DataFrame(records, columns=[*ROUGH, "title"], dtype=object)


def _renamed(row: str, record: Record, value: str, count: str) -> tuple[str, Record]:
    return row, {**record, "value": record.get(value, ""), "numerator": record.get(count, "")}


def _place_by_region(record: Record) -> tuple[Place | None, str]:
    return place_of_region(record["region"]), f"SOTKAnet region {record['region']}"


def _place_by_category(record: Record) -> tuple[Place | None, str]:
    if any(name not in record for name in R_PLACE):
        return _place_by_region(record)
    category, code, title = (record[name] for name in R_PLACE)
    return place_of_category(category, code), f"{title} ({category} {code})"


def _records(content: bytes, delimiter: str, header: tuple[str, ...]) -> list[tuple[str, Record]]:
    """Rows below a header, by its names. Raises UploadError for a missing column or a row of another width."""
    lines = _lines(content, delimiter)
    names = [name.strip().casefold() for name in lines[0][1]] if lines else []
    lacking = [name for name in header[:-1] if name not in names]
    if lacking or len(set(names)) < len(names):
        raise UploadError(f"the header lacks {', '.join(lacking) or 'a name of its own for every column'}")
    for number, fields in lines[1:]:
        if len(fields) != len(names):
            raise UploadError(f"row {number} has {len(fields)} fields, but the header has {len(names)}")
    return [(f"row {number}", dict(zip(names, fields, strict=True))) for number, fields in lines[1:]]


def _lines(content: bytes, delimiter: str) -> list[tuple[int, list[str]]]:
    """Records that are not empty, with the number of the line each ends on."""
    reader = csv.reader(io.StringIO(decode(content), newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num, fields) for fields in reader if any(field.strip() for field in fields)]
    except csv.Error as fault:
        raise UploadError(f"row {reader.line_num}: {fault}") from fault


def _delimiter(content: bytes) -> str:
    head = decode(content[:4096]).split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
