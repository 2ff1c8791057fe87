"""The shape of what is answered, as the OpenAPI document tells it."""

from datetime import date

from pydantic import BaseModel, Field

from geodata.levels import AreaLevel
from indicators.model import (
    Break,
    ImpactLevel,
    Kind,
    ObservationStatus,
    Polarity,
    Text,
    Theme,
    Unit,
    UpdateRhythm,
)


class Availability(BaseModel):
    """What there is of an indicator at one level of place."""

    area_level: AreaLevel
    first_year: int = Field(description="Year in which the first period begins")
    last_year: int = Field(description="Year in which the last period ends")
    latest_period: str
    observations: int = Field(description="Number of observations with a value")
    data_date: date | None = Field(description="The newest day of the data")


class IndicatorRecord(BaseModel):
    """One indicator: what it is, whose it is, and what there is of it."""

    indicator_id: str
    title: Text
    description: Text
    caveats: Text | None
    theme: Theme
    impact_level: ImpactLevel
    kind: Kind
    unit: Unit
    unit_words: Text | None = Field(description="The source's own unit, when `unit` is `stated`")
    multiplier: float = Field(description="What a share of 1 is in the unit: 100 for per cent")
    decimals: int = Field(description="Decimals to show")
    polarity: Polarity = Field(description="Which direction is better; stated by a person")
    minimum_count: int = Field(description="Counts below this are hidden; 0 where the source has done so")
    update_rhythm: UpdateRhythm
    next_update: str | None
    owner: str = Field(description="Who publishes the figures")
    licence: str
    homepage: str
    sotkanet_id: int | None
    unofficial_translation: list[str] = Field(description="Languages whose texts are not the source's own")
    missing_translation: list[str] = Field(description="Languages in which the Finnish text stands instead")
    breaks: list[Break] = Field(description="From these periods on, figures are not comparable with earlier ones")
    last_update: date | None = Field(description="The newest day of the data, null without any")
    levels: list[Availability]


class IndicatorsPage(BaseModel):
    """A page of indicators."""

    version: int = Field(description="Version of the store the availability is told of")
    count: int = Field(description="Indicators on this page")
    next: str | None = Field(description="Address of the next page, from the server's root; null on the last")
    indicators: list[IndicatorRecord]


class AreaRecord(BaseModel):
    """One area of one division, and the larger areas it lies wholly in (null where there is none)."""

    area_level: AreaLevel
    area_code: str = Field(description="A text: leading zeros count")
    boundary_year: int
    name_fi: str
    name_sv: str
    name_en: str
    has_swedish_name: bool = Field(description="False: name_sv repeats the Finnish name")
    statistical_area_code: str | None
    major_district_code: str | None
    municipality_code: str | None
    wellbeing_county_code: str | None
    region_code: str | None
    major_region_code: str | None
    country_code: str | None


class AreasPage(BaseModel):
    """A page of areas, in the order (area_level, area_code, boundary_year)."""

    count: int = Field(description="Areas on this page")
    next: str | None = Field(description="Address of the next page, from the server's root; null on the last")
    areas: list[AreaRecord]


class ObservationRecord(BaseModel):
    """One observation. A hidden figure has status SUPPRESSED and no number at all."""

    indicator_id: str
    area_level: AreaLevel
    area_code: str = Field(description="A text: leading zeros count")
    boundary_year: int = Field(description="Year of the area division, not of the data")
    period: str
    period_start: date
    period_end: date
    sex: str = Field(description="_T: all together")
    age_group: str = Field(description="_T: all together")
    population_group: str = Field(description="_T: all together")
    value: float | None = Field(description="In the indicator's unit; null when SUPPRESSED or MISSING")
    numerator: float | None
    denominator: float | None
    ci_lower_95: float | None = Field(description="95 % confidence interval, in the value's unit")
    ci_upper_95: float | None
    ci_lower_998: float | None = Field(description="99.8 % confidence interval, in the value's unit")
    ci_upper_998: float | None
    ci_method: str | None
    status: ObservationStatus
    method: str | None = Field(description="How a figure made here was made; null for the source's own")
    coverage: float | None = Field(description="Share (0–1) of the area's base that the known parts make up")
    moved_share: float | None = Field(description="Share (0–1) of the base from small areas mostly in a neighbour")
    dataset: str | None
    publisher: str | None
    licence: str | None
    data_date: date | None


class ObservationsPage(BaseModel):
    """A page of observations, in the order of their key."""

    version: int = Field(description="Version of the store; every page of one listing is of the same")
    count: int = Field(description="Observations on this page")
    next: str | None = Field(description="Address of the next page, from the server's root; null on the last")
    observations: list[ObservationRecord]
