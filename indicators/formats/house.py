"""The house's own schema as CSV and Parquet: what `export` writes, `import` reads back unchanged.

In CSV a text that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes off again.
"""

import csv
import io
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from indicators.errors import UploadError
from indicators.formats.figures import parse_figure
from indicators.observations import COLUMNS, KEY, SCHEMA
from indicators.survey.reading.decoding import text_of

NEEDED = (*KEY, "value", "status")
DATES = tuple(field.name for field in SCHEMA if field.type == pa.date32())
NUMBERS = tuple(field.name for field in SCHEMA if field.type in (pa.float64(), pa.int16()))
TEXTS = tuple(name for name in COLUMNS if name not in (*DATES, *NUMBERS))
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet take a text for a formula (OWASP, "CSV injection")."""
MOST_ROWS = 50_000_000


def write_csv(rows: pd.DataFrame) -> bytes:
    """Rows as UTF-8 CSV with a header, commas and decimal points; numbers in the shortest form that reads back."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    columns = [_written(rows[name], name) if name in rows else [""] * len(rows) for name in COLUMNS]
    writer.writerows(zip(*columns, strict=True))
    return file.getvalue().encode("utf-8")


def write_parquet(rows: pd.DataFrame) -> bytes:
    """Rows as Parquet in the house's schema, packed with Zstandard."""
    complete = rows.assign(**{name: None for name in COLUMNS if name not in rows})[list(COLUMNS)]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(complete, schema=SCHEMA, preserve_index=False), sink, compression="zstd")
    return sink.getvalue()


def read_house_csv(content: bytes) -> pd.DataFrame:
    """Rows of the house's schema, and `row` with their place. Raises UploadError naming the row and column."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    try:
        records = [(reader.line_num, fields) for fields in reader if fields]
    except csv.Error as fault:
        raise UploadError(f"row {reader.line_num}: {fault}") from fault
    names = records[0][1] if records else []
    _refuse_header(names)
    for number, fields in records[1:]:
        if len(fields) != len(names):
            raise UploadError(f"row {number} has {len(fields)} fields, but the header has {len(names)}")
    places = [f"row {number}" for number, _ in records[1:]]
    columns = zip(*(fields for _, fields in records[1:]), strict=True) if places else [()] * len(names)
    read = {name: _read(list(values), name, places) for name, values in zip(names, columns, strict=True)}
    return pd.DataFrame({"row": places} | read)


def read_house_parquet(content: bytes) -> pd.DataFrame:
    """Rows of the house's schema from Parquet, and `row`. Raises UploadError for another file or schema."""
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if file.metadata.num_rows > MOST_ROWS:
            raise UploadError(f"the file has {file.metadata.num_rows} rows; at most {MOST_ROWS} are read")
        _refuse_header(file.schema_arrow.names)
        fields = [SCHEMA.field(name) for name in file.schema_arrow.names]
        rows = file.read().cast(pa.schema(fields)).to_pandas(date_as_object=True)
    except (pa.ArrowException, OSError) as fault:
        raise UploadError(f"the Parquet file cannot be read in the house's schema: {fault}") from fault
    return rows.assign(row=[f"row {number}" for number in range(1, len(rows) + 1)])


def is_house_header(names: list[str]) -> bool:
    """True when the names are columns of the schema, with all of the key."""
    return set(KEY) <= set(names)


def safe_text(text: str) -> str:
    """The text as a spreadsheet may open it: never a formula. A text that begins like our guard is guarded too."""
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def _refuse_header(names: list[str]) -> None:
    lacking = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if lacking or unknown or len(set(names)) < len(names):
        said = f"lacks {', '.join(lacking)}" if lacking else f"has unknown or repeated columns: {', '.join(unknown)}"
        raise UploadError(f"the header {said}; the columns are those of `export`")


def _written(column: pd.Series, name: str) -> list[str]:
    values = column.astype(object).where(column.notna(), None)
    if name in TEXTS:
        return ["" if value is None else safe_text(str(value)) for value in values]
    if name in DATES:
        return ["" if value is None else str(value)[:10] for value in values]
    return ["" if value is None else _number(float(value)) for value in values]


def _number(value: float) -> str:
    return repr(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _read(values: list[str], name: str, places: list[str]) -> list[object]:
    read = _text if name in TEXTS else _date if name in DATES else _figure
    found: list[object] = []
    for value, place in zip(values, places, strict=True):
        try:
            found.append(read(value))
        except ValueError as fault:
            raise UploadError(f"{place}, column {name}: '{value[:80]}' {fault}") from fault
    return found


def _text(value: str) -> str | None:
    guarded = value.startswith("'") and value.lstrip("'").startswith(RISKY)
    return (value[1:] if guarded else value) or None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError("is no date; write 2024-12-31") from None


def _figure(value: str) -> float | None:
    figure = parse_figure(value) if value else None
    if value and figure is None:
        raise ValueError("is no number with a decimal point")
    return figure
