"""What can be asked for, as typed parameters; unknown names and wrong values are refused."""

import re
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from fastapi import Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from geodata.levels import AreaLevel
from indicators.model import ObservationStatus, Theme
from pages.api.v1.problems import Fault, Refusal

DEFAULT_LIMIT = 1_000
LARGEST_LIMIT = 100_000
MOST_VALUES = 100
LONGEST_QUERY = 8_000
LARGEST_VERSION = 2**53 - 1
"""Whole numbers beyond this are not exact in JSON."""

YEARS_WITH_HYPHEN = re.compile(r"^([0-9]{4})-([0-9]{4})$")


class Form(StrEnum):
    """The forms of an answer."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def with_en_dash(period: str) -> str:
    """2010-2012 as the store writes it, 2010–2012, since no keyboard has an en dash."""
    return YEARS_WITH_HYPHEN.sub("\\1–\\2", period)


def iso_day(stated: object) -> object:
    """A day as it was written. Pydantic would take a number for seconds since 1970. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(stated)):
        raise ValueError("a day is written 2026-01-31")
    return stated


IndicatorId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.-]*$", max_length=40)]
Period = Annotated[str, StringConstraints(min_length=4, max_length=20), AfterValidator(with_en_dash)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]
YearOrMonth = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$")]


class Paged(BaseModel):
    """What every listing takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="Rows on a page")
    cursor: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]+$",
        max_length=2_000,
        description="The next page, as the answer before gave it in `next`; with the same filters",
    )


class IndicatorParameters(Paged):
    """Filters of the list of indicators."""

    theme: list[Theme] = Field([], max_length=MOST_VALUES, description="Only of these themes")
    level: list[AreaLevel] = Field([], max_length=MOST_VALUES, description="Only with values at any of these levels")
    updated_since: Annotated[date, BeforeValidator(iso_day)] | None = Field(
        None, description="Only with data of this day or newer"
    )
    q: str | None = Field(None, min_length=1, max_length=100, description="Words in a title, in fi, sv or en")


class AreaParameters(Paged):
    """Filters of the register of areas."""

    level: list[AreaLevel] = Field([], max_length=MOST_VALUES, description="Only of these levels")
    within: AreaCode | None = Field(None, description="Only areas wholly in the area of this code")
    within_level: AreaLevel | None = Field(
        None, description="The level of `within`; needed when two levels share the code (01, 03, …)"
    )
    boundary_year: int | None = Field(None, ge=1900, le=2100, description="Only of the division of this year")
    form: Form | None = Field(None, description="The form of the answer; stronger than the Accept header")


class ObservationParameters(Paged):
    """Filters of the observations; values of one filter are alternatives, filters add up."""

    indicator: list[IndicatorId] = Field([], max_length=MOST_VALUES, description="indicator_id")
    level: list[AreaLevel] = Field([], max_length=MOST_VALUES, description="area_level")
    area: list[AreaCode] = Field([], max_length=MOST_VALUES, description="area_code")
    period: list[Period] = Field(
        [], max_length=MOST_VALUES, description="The period's name: 2019, or 2017–2019 (2017-2019 will do)"
    )
    starts_from: YearOrMonth | None = Field(
        None, alias="from", description="Only periods that begin in this year or month or later"
    )
    ends_by: YearOrMonth | None = Field(
        None, alias="to", description="Only periods that end in this year or month or earlier"
    )
    sex: list[Code] = Field([], max_length=MOST_VALUES, description="F, M, or _T for all together")
    age_group: list[Code] = Field([], max_length=MOST_VALUES, description="0-6, 85+ …, or _T for all together")
    population_group: list[Code] = Field([], max_length=MOST_VALUES, description="A group, or _T for all together")
    status: list[ObservationStatus] = Field([], max_length=MOST_VALUES, description="How the value came to be")
    version: int | None = Field(
        None, ge=0, le=LARGEST_VERSION, description="As of this version of the store; without it, the newest"
    )
    form: Form | None = Field(None, description="The form of the answer; stronger than the Accept header")


REPEATABLE = frozenset(
    {"theme", "level", "indicator", "area", "period", "sex", "age_group", "population_group", "status"}
)


def refuse_unclear_query(request: Request) -> None:
    """Refuse a query that is too long (414) or gives one parameter two values (422)."""
    if len(request.url.query) > LONGEST_QUERY:
        rule = f"The query is longer than {LONGEST_QUERY} characters. Ask in several requests."
        raise Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, rule)
    for name in request.query_params:
        given = request.query_params.getlist(name)
        if len(given) > 1 and name not in REPEATABLE:
            fault = Fault(parameter=name[:60], rule="may be given once only", given=", ".join(given)[:60])
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name[:60]} is given {len(given)} times.", [fault])
