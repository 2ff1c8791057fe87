"""Sentences with the facts they stand on, as JSON: a checker can derive every verdict again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from math import isfinite
from numbers import Integral, Real
from typing import Any

import pandas as pd

from pages.components.sentences import Sentence


def as_json(sentences: Iterable[Sentence]) -> bytes:
    """A list of {text, findings: [{rule, verdict, facts}]}, UTF-8."""
    plain = [_plain(asdict(each)) for each in sentences]
    return json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False).encode()


def table_as_json(table: pd.DataFrame) -> bytes:
    """A list of a table's rows, each a mapping by column, UTF-8; null for what is missing."""
    plain = [_plain(row) for row in table.astype(object).to_dict("records")]
    return json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _plain(fact: Any) -> Any:
    """Python's own types; null for what is missing, since JSON has no NaN."""
    if isinstance(fact, Mapping):
        return {name: _plain(each) for name, each in fact.items()}
    if isinstance(fact, list | tuple):
        return [_plain(each) for each in fact]
    if isinstance(fact, Integral):
        return int(fact)
    if isinstance(fact, Real):
        return float(fact) if isfinite(fact) else None
    if fact is pd.NaT or fact is pd.NA:
        return None
    return fact.isoformat() if isinstance(fact, date) else fact
