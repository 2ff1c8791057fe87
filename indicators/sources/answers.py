"""Judging the body of an answer: is it what was asked for, before anything is read out of it."""

import codecs
from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from indicators.sources.plain_text import one_line

JSON_TYPES = ("application/json", "text/json")
BETWEEN_OBJECTS = b"},{"
FIRST_WORDS = 120
"""Characters of an unexpected answer that a message repeats."""


def media_type(content_type: str) -> str:
    """The bare type of a `Content-Type` header, in lower case: "text/html; charset=utf-8" → "text/html"."""
    return content_type.partition(";")[0].strip().lower()


def is_of_type(content_type: str, allowed: Sequence[str]) -> bool:
    """True when the header names one of the `allowed` types, or nothing; JSON's relatives (`+json`) are JSON."""
    given = media_type(content_type)
    is_json = given.endswith("+json") and "application/json" in allowed
    return not given or is_json or given in allowed


def first_words(body: bytes) -> str:
    """The beginning of a body as one plain line: what a person recognises an error page by."""
    return one_line(body[:4000].decode("utf-8", errors="replace"), FIRST_WORDS)


def strict_json(body: bytes) -> Any:
    """The JSON of `body`; ValueError for what only looks like it.

    Refused, though Python's own reader takes them: NaN, Infinity and numbers too large for a float,
    halves of surrogate pairs, nesting deeper than 1,024, and whatever is not UTF-8.
    """
    return orjson.loads(body.removeprefix(codecs.BOM_UTF8))


def table_or_json(body: bytes, schema: pa.Schema) -> "pa.Table | Any":
    """A list of plain objects as a table of `schema`; what `strict_json` gives of anything else.

    Arrow reads ten thousand rows in 4 ms and lets other threads work meanwhile. It knows objects that stand
    line by line, so the commas between them become ends of lines; where that breaks one, or where a cell is
    of another type than `schema` says, the body is read as it stands.
    """
    objects = body.strip()
    if not objects.startswith(b"[{") or not objects.endswith(b"}]"):
        return strict_json(body)
    lines = objects[1:-1].replace(BETWEEN_OBJECTS, b"}\n{")
    parsing = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    reading = pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    try:
        table = pyarrow.json.read_json(pa.BufferReader(lines), reading, parsing)
    except pa.ArrowInvalid:
        return strict_json(body)
    is_whole = table.num_rows == 1 + objects.count(BETWEEN_OBJECTS)
    return table if is_whole and _is_plain(table, schema) else strict_json(body)


def _is_plain(table: pa.Table, schema: pa.Schema) -> bool:
    """True when every number is finite and no cell is empty where `schema` wants one."""
    numbers = (table[field.name] for field in schema if pa.types.is_floating(field.type))
    needed = (table[field.name] for field in schema if not field.nullable)
    is_finite = all(pc.all(pc.is_finite(column)).as_py() is not False for column in numbers)
    return is_finite and not any(column.null_count for column in needed)
