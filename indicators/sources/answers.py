"""Judging the body of an answer: is it what was asked for, before anything is read out of it."""

import codecs
from collections.abc import Sequence
from typing import Any

import orjson

from indicators.sources.plain_text import one_line

JSON_TYPES = ("application/json", "text/json")
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
