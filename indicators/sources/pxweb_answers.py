"""What PxWeb answers, read: a table's metadata, the limits, and tables in JSON-stat 2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import pandas as pd

from indicators.errors import UnexpectedResponse, UploadError
from indicators.formats.jsonstat import parse_jsonstat
from indicators.formats.tables import Dimension, Role, Table, categories

Selection = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class TableMetadata:
    """A table's title and dimensions; `optional` are the codes of those that a query may leave out."""

    path: str
    title: str
    dimensions: tuple[Dimension, ...]
    optional: frozenset[str]


def parse_metadata(answer: Any, path: str) -> TableMetadata:
    """The answer to GET of a table. Raises UnexpectedResponse naming the table and what is wrong."""
    try:
        variables = answer["variables"]
        dimensions = tuple(_dimension(each) for each in variables)
        optional = frozenset(each["code"] for each in variables if each.get("elimination"))
        return TableMetadata(path, str(answer.get("title") or ""), dimensions, optional)
    except (KeyError, TypeError, AttributeError, UploadError) as fault:
        raise UnexpectedResponse(f"PxWeb's description of {path} cannot be read: {fault!r}") from fault


def parse_limits(answer: Any) -> tuple[int, int, float]:
    """Cells an answer, requests, and in how many seconds. Raises UnexpectedResponse when one is not stated."""
    try:
        cells, requests, seconds = int(answer["maxCells"]), int(answer["maxCalls"]), float(answer["timeWindow"])
    except (KeyError, TypeError, ValueError) as fault:
        raise UnexpectedResponse(f"PxWeb's limits cannot be read: {fault!r}") from fault
    if min(cells, requests) < 1 or seconds < 0:
        raise UnexpectedResponse(f"PxWeb states impossible limits: {cells} cells, {requests} requests in {seconds} s")
    return cells, requests, seconds


def parse_table(answer: Any, path: str, selection: Selection) -> Table:
    """The answer to a query, as a table that holds exactly the categories asked for.

    Raises UnexpectedResponse when it is no JSON-stat, or holds other or fewer categories.
    """
    try:
        table = parse_jsonstat(answer)
    except UploadError as fault:
        raise UnexpectedResponse(f"PxWeb's answer for {path} cannot be read: {fault}") from fault
    for name, codes in selection.items():
        dimension = table.dimension(name)
        if dimension is None or set(dimension.categories) != set(codes):
            raise UnexpectedResponse(f"PxWeb's answer for {path} does not hold the categories of '{name}' asked for")
    if len(table.keys) != prod(len(codes) for codes in selection.values()):
        raise UnexpectedResponse(f"PxWeb's answer for {path} holds {len(table.keys)} cells, not those asked for")
    return replace(table, code=path)


def joined_table(parts: Sequence[Table], selection: Selection) -> Table:
    """Parts of one table as one, its categories in the order of the selection."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    labels = {each.code: _labels(parts, each.code) for each in first.dimensions}
    dimensions = tuple(
        replace(each, categories={code: labels[each.code][code] for code in selection.get(each.code, each.categories)})
        for each in first.dimensions
    )
    number = sum(len(part.keys) for part in parts)
    return replace(
        first,
        dimensions=dimensions,
        keys=pd.concat([part.keys for part in parts], ignore_index=True),
        values=pd.concat([part.values for part in parts], ignore_index=True),
        marks=pd.concat([part.marks for part in parts], ignore_index=True),
        rows=pd.Series(range(1, number + 1)),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _labels(parts: Sequence[Table], code: str) -> dict[str, str]:
    found = (part.dimension(code) for part in parts)
    return {name: label for each in found if each for name, label in each.categories.items()}


def _dimension(variable: Mapping[str, Any]) -> Dimension:
    labels = [str(text) for text in variable["valueTexts"]]
    codes = [str(code) for code in variable["values"]]
    role = Role.TIME if variable.get("time") else Role.OTHER
    return Dimension(str(variable["code"]), str(variable["text"]), categories(codes, labels), role)
