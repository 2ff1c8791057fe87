"""PxWeb, Statistics Finland's and cities' statistical databases: metadata, and tables within their limits.

The interface (PxWeb API 1): GET of a table's path describes it, POST of a query answers its cells. A query beyond
the database's limit of cells is refused with 403, too many requests with 429. StatFin allows 100,000 cells and 30
requests in 10 seconds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from indicators.errors import UnexpectedResponse
from indicators.formats.tables import Table
from indicators.settings import pxweb_url
from indicators.sources.http import SourceClient
from indicators.sources.pacing import RequestWindow
from indicators.sources.pxweb_answers import TableMetadata, joined_table, parse_limits, parse_metadata, parse_table

NAME = "PxWeb"
REQUESTS, SECONDS = 30, 10.0
MOST_CELLS = 100_000
"""Cells of one answer, where the database does not state its own limit."""
_TOO_LARGE = re.compile(r"\bit answered (403|413)\b")

Selection = Mapping[str, Sequence[str]]
"""Codes of dimensions → codes of the categories asked for. Dimensions left out are summed up by the database."""


@dataclass(frozen=True)
class Limits:
    """What a database allows: cells an answer, and requests in so many seconds."""

    cells: int = MOST_CELLS
    requests: int = REQUESTS
    seconds: float = SECONDS


def pxweb_client(limits: Limits = Limits()) -> SourceClient:
    """A client of the PxWeb that the settings name, keeping to its pace; close it, or use it in a `with`."""
    return SourceClient(pxweb_url(), NAME, window=RequestWindow(limits.requests, limits.seconds))


def fetch_limits(client: SourceClient) -> Limits:
    """The limits a database states; StatFin's where it states none (older versions do not)."""
    try:
        cells, requests, seconds = parse_limits(client.get_json("?config"))
    except UnexpectedResponse:
        return Limits()
    return Limits(cells, requests, seconds)


def fetch_metadata(client: SourceClient, path: str) -> TableMetadata:
    """The dimensions of the table at `path`, with all categories. Raises SourceError."""
    return parse_metadata(client.get_json(path), path)


def fetch_updated(client: SourceClient, path: str) -> str:
    """When the table was last updated, as its folder's list says; "" when the list does not name it."""
    folder, _, name = path.rpartition("/")
    listed = client.get_json(folder)
    found = [each for each in listed if isinstance(each, dict) and each.get("id") == name] if listed else []
    return str(found[0].get("updated") or "") if found else ""


def fetch_table(client: SourceClient, path: str, selection: Selection, most_cells: int = MOST_CELLS) -> Table:
    """The chosen cells of a table, asked for in as many requests as the limit needs, joined into one.

    When the database refuses a part as too large, whatever its stated limit, the part is halved and asked again;
    a single cell that is refused raises UnexpectedResponse, as does an answer that is not what was asked.
    """
    parts = [table for part in plan_requests(selection, most_cells) for table in _fetched(client, path, part)]
    return joined_table(parts, selection)


def plan_requests(selection: Selection, most_cells: int) -> tuple[Selection, ...]:
    """The selection in parts of at most `most_cells` cells each, that together ask for every cell once."""
    if cells_of(selection) <= max(1, most_cells):
        return (selection,)
    return tuple(part for half in halves(selection) for part in plan_requests(half, most_cells))


def cells_of(selection: Selection) -> int:
    """How many cells a selection asks for."""
    return prod(len(codes) for codes in selection.values())


def halves(selection: Selection) -> tuple[Selection, Selection]:
    """The selection cut in two along its longest dimension."""
    longest = max(selection, key=lambda name: len(selection[name]))
    codes, middle = selection[longest], len(selection[longest]) // 2
    return {**selection, longest: codes[:middle]}, {**selection, longest: codes[middle:]}


def query_of(selection: Selection) -> dict[str, Any]:
    """The body of a request for the selection, answered as JSON-stat 2."""
    chosen = [
        {"code": name, "selection": {"filter": "item", "values": list(codes)}} for name, codes in selection.items()
    ]
    return {"query": chosen, "response": {"format": "json-stat2"}}


def _fetched(client: SourceClient, path: str, selection: Selection) -> Iterator[Table]:
    try:
        answer = client.post_json(path, query_of(selection))
    except UnexpectedResponse as fault:
        if cells_of(selection) == 1 or not _TOO_LARGE.search(str(fault)):
            raise
        for half in halves(selection):
            yield from _fetched(client, path, half)
    else:
        yield parse_table(answer, path, selection)
