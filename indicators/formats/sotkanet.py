"""SOTKAnet's file forms as rough cells (see `cells`): REST JSON, CSV with a header, and the web page's export.

The cells carry the file's own `title` of the indicator, "" where it has none. The forms differ in encoding,
decimal mark, header, and in how they name an area. A cell without a value is kept as MISSING: SOTKAnet does not say
whether it was suppressed or never there.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from geodata.levels import AreaLevel
from indicators.errors import UploadError
from indicators.formats.cells import ROUGH
from indicators.formats.jsonstat import load_json
from indicators.formats.matching import WHOLE_FILE
from indicators.formats.places import Place, place_of, recognise_named
from indicators.formats.sotkanet_regions import place_of_category, place_of_region
from indicators.survey.reading.decoding import text_of

NAMES = {
    "indicator": ("indicator",),
    "region": ("region",),
    "category": ("region_category",),
    "code": ("region_code",),
    "municipality": ("municipality_code",),
    "area": ("region_title_fi",),
    "year": ("year",),
    "gender": ("gender",),
    "value": ("primary_value", "value"),
    "numerator": ("absolute_value", "absvalue"),
    "title": ("indicator_title_fi",),
}
"""Our field → the header's names for it, with "_" for dots and spaces: REST has "primary value", R "primary.value"."""
WEB_COLUMNS = ("title", "indicator", "area", "code", "gender", "year", "value", "numerator")
"""The web page's export has no header; after the value stands the count, or nothing."""
JSON_KEYS = {"indicator", "region", "year", "gender"}

Record = dict[str, str]
Placed = Callable[[Record], tuple[Place | None, str]]


def read_named_csv(content: bytes) -> pd.DataFrame:
    """Rough cells of a CSV with a header: `/rest/1.1/csv`, or a table saved from rOpenGov's R client.

    Areas go by category and code where both are given, else by SOTKAnet's region id, else as a municipality's
    code. Without a gender column the rows are of everybody, without an indicator column they all feed one.
    """
    lines = _lines(content, _delimiter(content))
    names = field_names(lines[0][1]) if lines else []
    if not is_named_header(names):
        raise UploadError("the header does not name a year, a value and an area as SOTKAnet does")
    for number, fields in lines[1:]:
        if len(fields) != len(names):
            raise UploadError(f"row {number} has {len(fields)} fields, but the header has {len(names)}")
    records = ((f"row {number}", dict(zip(names, fields, strict=True))) for number, fields in lines[1:])
    return _rough(records, _place_by_codes)


def field_names(header: list[str]) -> list[str]:
    """Our name of each column of a header, "" for columns that are not used."""
    known = {name: field for field, names in NAMES.items() for name in names}
    return [known.get("_".join(re.split(r"[ ._]+", name.strip().casefold())), "") for name in header]


def is_named_header(fields: list[str]) -> bool:
    """True when there is a year, a value and an area, each once."""
    used = [field for field in fields if field]
    area = "region" in used or "municipality" in used or {"category", "code"} <= set(used)
    return {"year", "value"} <= set(used) and area and len(set(used)) == len(used)


def read_rest_json(content: bytes) -> pd.DataFrame:
    """Rough cells of `/rest/1.1/json`: a list of objects; `absValue` may be absent."""
    document = load_json(content)
    if not is_rest_json(document):
        raise UploadError("this JSON is not a list of SOTKAnet's rows (indicator, region, year, gender, value)")
    rows = (
        (f"object {number}", dict(zip(field_names(list(each)), map(_text, each.values()), strict=True)))
        for number, each in enumerate(document, 1)
    )
    return _rough(rows, _place_by_codes)


def is_rest_json(document: Any) -> bool:
    """True for a list, empty or not, of objects that carry SOTKAnet's keys."""
    return isinstance(document, list) and all(isinstance(each, dict) and each.keys() >= JSON_KEYS for each in document)


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
        told = [record.get(name, "") for name in ("year", "gender", "value")]
        records.append((row, record.get("indicator", WHOLE_FILE), place, said, *told, "", *_beside(record)))
    return pd.DataFrame(records, columns=[*ROUGH, "title"], dtype=object)


def _beside(record: Record) -> tuple[str, str]:
    return record.get("numerator", ""), record.get("title", "")


def _place_by_codes(record: Record) -> tuple[Place | None, str]:
    if "category" in record and "code" in record:
        category, code = record["category"], record["code"]
        return place_of_category(category, code), f"{record.get('area', '')} ({category} {code})".strip()
    if "region" in record:
        return place_of_region(record["region"]), f"SOTKAnet region {record['region']}"
    return place_of(AreaLevel.MUNICIPALITY, record["municipality"]), record["municipality"]


def _lines(content: bytes, delimiter: str) -> list[tuple[int, list[str]]]:
    """Records that are not empty, with the number of the line each ends on."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num, fields) for fields in reader if any(field.strip() for field in fields)]
    except csv.Error as fault:
        raise UploadError(f"row {reader.line_num}: {fault}") from fault


def _delimiter(content: bytes) -> str:
    head = text_of(content[:4096]).split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
