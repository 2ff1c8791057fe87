"""`/api/v1/indicators`: what each indicator is, and what there is of it."""

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from indicators.availability_by_level import load_availability_by_level
from indicators.catalogue import load_catalogue
from indicators.model import Indicator
from indicators.published import open_store
from indicators.snapshots import Snapshot
from pages.api.v1.editions import edition_headers, entity_tag, unchanged
from pages.api.v1.paging import OTHER_EDITION, Cursor, filters_digest, link_header, next_address, read_cursor
from pages.api.v1.parameters import IndicatorId, IndicatorParameters
from pages.api.v1.problems import unknown
from pages.api.v1.records import Availability, IndicatorRecord, IndicatorsPage
from pages.api.v1.responses import json_responses

indicators = APIRouter()
REMEMBERED_EDITIONS = 2


@indicators.get("/indicators", response_model=IndicatorsPage, responses=json_responses())
def list_indicators(request: Request, asked: Annotated[IndicatorParameters, Query()]) -> Response:
    """Indicators that satisfy every filter, in alphabetical order of their id."""
    snapshot = open_store().snapshot()
    source = load_catalogue().digest
    cursor = read_cursor(asked.cursor, filters_digest(asked), (str,))
    if cursor is not None and cursor.source != source:
        raise unknown("cursor", asked.cursor or "", OTHER_EDITION)
    headers = edition_headers(entity_tag(request, snapshot.edition, source))
    if seen := unchanged(request, headers):
        return seen
    begin_after = "" if cursor is None else str(cursor.after[0])
    every = _records(snapshot, source).values()
    rest = [each for each in every if each.indicator_id > begin_after and _is_asked(each, asked)]
    page = rest[: asked.limit]
    more = len(rest) > len(page)
    after = Cursor(source, snapshot.version, filters_digest(asked), (page[-1].indicator_id,)) if more else None
    address = next_address(request, after)
    body = IndicatorsPage(version=snapshot.version, count=len(page), next=address, indicators=page)
    return _json(body.model_dump_json(), {**headers, **link_header(address)})


@indicators.get("/indicators/{indicator_id}", response_model=IndicatorRecord, responses=json_responses())
def show_indicator(request: Request, indicator_id: Annotated[IndicatorId, Path()]) -> Response:
    """One indicator. 404 when there is no such id."""
    catalogue, snapshot = load_catalogue(), open_store().snapshot()
    if indicator_id not in catalogue:
        raise unknown("indicator_id", indicator_id, "no such indicator; see /api/v1/indicators")
    headers = edition_headers(entity_tag(request, snapshot.edition, catalogue.digest))
    if seen := unchanged(request, headers):
        return seen
    return _json(_records(snapshot, catalogue.digest)[indicator_id].model_dump_json(), headers)


def _json(body: str, headers: dict[str, str]) -> Response:
    return Response(body, HTTPStatus.OK, headers, media_type="application/json")


@lru_cache(maxsize=REMEMBERED_EDITIONS)
def _records(snapshot: Snapshot, _catalogue: str) -> Mapping[str, IndicatorRecord]:
    """Every indicator by its id; shared, since making them takes longer than any answer from them."""
    of_each: dict[str, list[Availability]] = {}
    for row in load_availability_by_level(open_store(), snapshot).to_dict("records"):
        of_each.setdefault(row.pop("indicator_id"), []).append(Availability(**row))
    return {name: _record(each, of_each.get(name, [])) for name, each in load_catalogue().items()}


def _record(indicator: Indicator, available: list[Availability]) -> IndicatorRecord:
    """The definition's own fields, and what the store holds."""
    days = [each.data_date for each in available if each.data_date is not None]
    told = {name: getattr(indicator, name) for name in IndicatorRecord.model_fields if hasattr(indicator, name)}
    return IndicatorRecord.model_validate(
        {**told, "levels": available, "last_update": max(days, default=None)}, from_attributes=True
    )


def _is_asked(record: IndicatorRecord, asked: IndicatorParameters) -> bool:
    words = (asked.q or "").casefold().split()
    titles = " ".join((record.title.fi, record.title.sv, record.title.en)).casefold()
    newest = record.last_update
    return (
        (not asked.theme or record.theme in asked.theme)
        and (not asked.level or any(each.area_level in asked.level for each in record.levels))
        and (asked.updated_since is None or (newest is not None and newest >= asked.updated_since))
        and all(word in titles for word in words)
    )
