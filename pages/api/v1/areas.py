"""`/api/v1/areas`: the register of areas, with names in three languages and the larger areas each lies in."""

from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

import pandas as pd
import pyarrow as pa
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from geodata.area_search import find_areas, levels_of
from geodata.levels import AreaLevel
from pages.api.v1.editions import edition_headers, entity_tag, unchanged
from pages.api.v1.forms import chosen_form, json_opening, table_answer
from pages.api.v1.paging import OTHER_EDITION, Cursor, filters_digest, link_header, next_address, read_cursor
from pages.api.v1.parameters import AreaParameters
from pages.api.v1.problems import Fault, Refusal, unknown
from pages.api.v1.records import AreasPage
from pages.api.v1.responses import table_responses

areas = APIRouter()
AREA_KEY = ["area_level", "area_code", "boundary_year"]
KEY_KINDS = (str, str, int)


@areas.get("/areas", response_model=AreasPage, responses=table_responses(AreasPage))
def list_areas(request: Request, asked: Annotated[AreaParameters, Query()]) -> Response:
    """Areas of every division, in the order of level, code and division. Codes are texts."""
    form = chosen_form(asked.form, request.headers.get("accept", ""))
    found = find_areas(tuple(asked.level), _within(asked), asked.boundary_year)
    edition = sha256(found.to_csv().encode()).hexdigest()
    cursor = read_cursor(asked.cursor, filters_digest(asked), KEY_KINDS)
    if cursor is not None and cursor.source != edition:
        raise unknown("cursor", asked.cursor or "", OTHER_EDITION)
    headers = edition_headers(entity_tag(request, form, edition))
    if seen := unchanged(request, headers):
        return seen
    rest = found if cursor is None else found[_keys(found) > cursor.after]
    page = rest.head(asked.limit)
    more = len(rest) > len(page)
    after = Cursor(edition, 0, filters_digest(asked), _keys(page).iloc[-1]) if more else None
    address = next_address(request, after)
    opening = json_opening("areas", {"count": len(page), "next": address})
    return table_answer(_table(page), form, opening, {**headers, **link_header(address)})


def refuse_unknown_areas(parameter: str, codes: Sequence[str], levels: tuple[AreaLevel, ...]) -> None:
    """404 for the first code that is no area's, of the levels where some are stated."""
    for code in codes:
        known = levels_of(code)
        if not known:
            raise unknown(parameter, code, "no such area; see /api/v1/areas")
        if levels and not set(known) & set(levels):
            raise unknown(parameter, code, "no such area at the stated level", [str(level) for level in known])


def _within(asked: AreaParameters) -> tuple[AreaLevel, str] | None:
    """The larger area that is meant. 404 when there is none, 422 when its level must be stated too."""
    if asked.within is None:
        return None
    stated = () if asked.within_level is None else (asked.within_level,)
    refuse_unknown_areas("within", [asked.within], stated)
    known = stated or levels_of(asked.within)
    if len(known) > 1:
        rule = f"several levels have the code {asked.within}; say which"
        fault = Fault(parameter="within_level", rule=rule, allowed=[str(level) for level in known])
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"within_level: {rule}", [fault])
    return known[0], asked.within


def _keys(rows: pd.DataFrame) -> pd.Series:
    """Each row's key, which can be compared with another."""
    return pd.Series(list(rows[AREA_KEY].itertuples(index=False, name=None)), index=rows.index, dtype=object)


def _table(rows: pd.DataFrame) -> pa.Table:
    """The rows with null where a level does not apply."""
    codes = {name: rows[name].where(rows[name] != "", None) for name in rows if str(name).endswith("_code")}
    return pa.Table.from_pandas(rows.assign(**codes), preserve_index=False)
