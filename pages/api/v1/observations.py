"""`/api/v1/observations`: published figures, filtered and paged, as JSON, CSV or Parquet."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.observation_query import ObservationPage, ObservationQuery, find_observations
from indicators.observations import KEY
from indicators.published import open_store
from indicators.snapshots import Snapshot
from pages.api.v1.areas import refuse_unknown_areas
from pages.api.v1.editions import edition_headers, entity_tag, unchanged
from pages.api.v1.forms import chosen_form, json_opening, table_answer
from pages.api.v1.paging import OTHER_EDITION, Cursor, filters_digest, link_header, next_address, read_cursor
from pages.api.v1.parameters import Form, ObservationParameters
from pages.api.v1.problems import unknown
from pages.api.v1.records import ObservationsPage
from pages.api.v1.responses import table_responses

observations = APIRouter()
KEY_KINDS = tuple(int if column == "boundary_year" else str for column in KEY)


@dataclass(frozen=True)
class Listing:
    """One request for observations: what is asked, in which form, from which place of which version."""

    asked: ObservationParameters
    form: Form
    cursor: Cursor | None
    snapshot: Snapshot

    @property
    def is_fixed(self) -> bool:
        """True when the answer stays what it is, whatever is written to the store."""
        return self.cursor is not None or self.asked.version is not None

    def cursor_after(self, page: ObservationPage) -> Cursor | None:
        """Where the next page begins; None when there is none."""
        if page.next_after is None:
            return None
        return Cursor(self.snapshot.table_id, self.snapshot.version, filters_digest(self.asked), page.next_after)


@observations.get("/observations", response_model=ObservationsPage, responses=table_responses(ObservationsPage))
def list_observations(request: Request, asked: Annotated[ObservationParameters, Query()]) -> Response:
    """Figures that satisfy every filter, in the order of their key.

    Pages of one listing are of one version of the store, whatever is written meanwhile. A version
    stated in `version` answers as the store was then, as long as it is kept.
    """
    form = chosen_form(asked.form, request.headers.get("accept", ""))
    cursor = read_cursor(asked.cursor, filters_digest(asked), KEY_KINDS)
    listing = Listing(asked, form, cursor, _snapshot(asked, cursor))
    _refuse_unknown(asked)
    tag = entity_tag(request, form, listing.snapshot.edition, load_catalogue().digest)
    headers = edition_headers(tag, is_fixed=listing.is_fixed)
    headers["HyteData-Version"] = str(listing.snapshot.version)
    return unchanged(request, headers) or _answer(request, listing, headers)


def _answer(request: Request, listing: Listing, headers: dict[str, str]) -> Response:
    version = listing.snapshot.version
    page = find_observations(open_store(), listing.snapshot, _query(listing.asked, listing.cursor))
    address = next_address(request, listing.cursor_after(page))
    opening = json_opening("observations", {"version": version, "count": page.rows.num_rows, "next": address})
    return table_answer(page.rows, listing.form, opening, {**headers, **link_header(address)})


def _snapshot(asked: ObservationParameters, cursor: Cursor | None) -> Snapshot:
    """The version that is stated, or that the listing began with, or the newest."""
    if cursor is None:
        return open_store().snapshot(asked.version)
    snapshot = open_store().snapshot(cursor.version)
    if snapshot.table_id != cursor.source:
        raise unknown("cursor", asked.cursor or "", OTHER_EDITION)
    return snapshot


def _query(asked: ObservationParameters, cursor: Cursor | None) -> ObservationQuery:
    return ObservationQuery(
        indicators=tuple(asked.indicator),
        levels=tuple(asked.level),
        areas=tuple(asked.area),
        periods=tuple(asked.period),
        sexes=tuple(asked.sex),
        age_groups=tuple(asked.age_group),
        population_groups=tuple(asked.population_group),
        statuses=tuple(asked.status),
        starts_from=first_day(asked.starts_from),
        ends_by=last_day(asked.ends_by),
        after=cursor.after if cursor else None,
        limit=asked.limit,
    )


def _refuse_unknown(asked: ObservationParameters) -> None:
    """404 for an indicator or an area that there is not: an empty answer would look like "no figures"."""
    catalogue = load_catalogue()
    for indicator_id in asked.indicator:
        if indicator_id not in catalogue:
            raise unknown("indicator", indicator_id, "no such indicator; see /api/v1/indicators")
    refuse_unknown_areas("area", asked.area, tuple(AreaLevel(level) for level in asked.level))


def first_day(stated: str | None) -> date | None:
    """The first day of a year or month; None for none."""
    if stated is None:
        return None
    year, _, month = stated.partition("-")
    return date(int(year), int(month or 1), 1)


def last_day(stated: str | None) -> date | None:
    """The last day of a year or month; None for none."""
    if stated is None:
        return None
    year, _, month = stated.partition("-")
    in_month = int(month or 12)
    return date(int(year), in_month, calendar.monthrange(int(year), in_month)[1])
