"""What an indicator is: the strict form of a definition file, and the words its fields may hold.

A definition is one TOML file in `indicators/definitions/`. Unknown keys, missing languages and
impossible combinations are errors when HyteData starts, named by file and key (see `catalogue`).
"""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from indicators.periods import parse_period

LANGUAGES = ("fi", "sv", "en")
TOTAL = "_T"
"""The code of "all groups together" in a dimension, as in SDMX."""


class Theme(StrEnum):
    """The four themes of the shared regional work, and a fifth group of background facts."""

    HEALTHY_LIVING = "healthy_living"
    MENTAL_HEALTH = "mental_health"
    NARROWING_GAPS = "narrowing_gaps"
    SAFE_SURROUNDINGS = "safe_surroundings"
    BACKGROUND = "background"


THEMES = tuple(theme for theme in Theme if theme is not Theme.BACKGROUND)


class ImpactLevel(StrEnum):
    """Where a figure stands in the impact chain: resources, services given, change, lasting effect."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    NOT_STATED = "not_stated"
    """Of an indicator that nobody here has described yet: the source does not say."""


class Kind(StrEnum):
    """What sort of number a value is; decides how it may be drawn and summed up."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"
    RATIO = "ratio"
    COEFFICIENT = "coefficient"
    COMPOSITE = "composite"
    POSITION = "position"


class Unit(StrEnum):
    """The unit a value is shown in; its words are in the message catalogues."""

    COUNT = "count"
    PERCENT = "percent"
    PER_1000 = "per_1000"
    PER_10000 = "per_10000"
    PER_100000 = "per_100000"
    PER_100 = "per_100"
    EURO = "euro"
    EURO_PER_RESIDENT = "euro_per_resident"
    YEARS = "years"
    SQUARE_METRES = "square_metres"
    PERSONS_PER_HOUSEHOLD = "persons_per_household"
    PERSONS_PER_SQUARE_KILOMETRE = "persons_per_square_kilometre"
    INDEX = "index"
    MEDIAN_AREA_100 = "median_area_100"
    COEFFICIENT = "coefficient"
    GINI_PERCENT = "gini_percent"
    STATED = "stated"
    """The source's own unit, in the definition's `unit_words`: none of those above."""


class Polarity(StrEnum):
    """Which direction is better; stated by a person, never guessed from a name."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEUTRAL = "neutral"


class ObservationStatus(StrEnum):
    """How a value came to be, or why there is none. Suppressed, missing and zero are three things."""

    OBSERVED = "OBSERVED"
    MISSING = "MISSING"
    SUPPRESSED = "SUPPRESSED"
    PROVISIONAL = "PROVISIONAL"
    ESTIMATED = "ESTIMATED"
    MODELLED = "MODELLED"


class UpdateRhythm(StrEnum):
    """How often the source publishes the figure."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    EVERY_TWO_YEARS = "every_two_years"
    EVERY_FOUR_YEARS = "every_four_years"
    ENDED = "ended"
    IRREGULAR = "irregular"


class AggregationMethod(StrEnum):
    """How a figure is carried from small areas to large ones."""

    SUMS = "sums"
    WEIGHTED_MEAN = "weighted_mean"
    NONE = "none"


class RefusalReason(StrEnum):
    """Why a figure is not carried to a larger area."""

    MEDIAN = "median"
    RANK = "rank"
    COMPOSITE = "composite"
    DISTRIBUTION = "distribution"
    NO_WEIGHTS = "no_weights"
    SURVEY = "survey"


class Dataset(StrEnum):
    """Where a figure was read from: the embedded raw material (`indicators.bundle` reads it), or a live source."""

    SOTKANET_1990_2012 = "sotkanet_1990_2012"
    SOTKANET_127 = "sotkanet_127"
    SOTKANET_2019 = "sotkanet_2019"
    SOTKANET_COUNTIES = "sotkanet_counties"
    SOTKANET_3563 = "sotkanet_3563"
    NET_MIGRATION = "net_migration"
    PAAVO = "paavo"
    POSTAL_POPULATION = "postal_population"
    DIAK_AREAS = "diak_areas"
    DIAK_POSTAL = "diak_postal"
    DIAK_GINI = "diak_gini"
    SOTKANET = "sotkanet"
    PXWEB = "pxweb"
    FEED = "feed"
    IMPORTED = "imported"


LIVE_DATASETS = frozenset({Dataset.SOTKANET, Dataset.PXWEB, Dataset.FEED, Dataset.IMPORTED})
"""Fetched or taken in by an installation, not embedded."""


class Definition(BaseModel):
    """A strict, frozen record: unknown keys and loose types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


class Text(Definition):
    """One text in the three languages; none may be empty."""

    fi: str
    sv: str
    en: str


class Source(Definition):
    """Where a figure is read from.

    `ids` are the source's own ids, columns or titles. Several ids are summed: they are the parts
    of one numerator. `denominator_ids` likewise. `weight_ids` weigh a mean the source has already
    taken. The dimensions say which group the figure tells of.
    """

    dataset: Dataset
    ids: tuple[str, ...] = Field(min_length=1)
    denominator_ids: tuple[str, ...] = ()
    weight_ids: tuple[str, ...] = ()
    sex: str = TOTAL
    age_group: str = TOTAL
    population_group: str = TOTAL


class Aggregation(Definition):
    """How the figure is carried upwards, or why it is not."""

    method: AggregationMethod
    weight: str | None = None
    """For SOTKAnet series without counts: the indicator whose value is the base of the rate."""
    reason: RefusalReason | None = None

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if (self.method is AggregationMethod.NONE) != (self.reason is not None):
            raise ValueError("'reason' is given exactly when 'method' is 'none'")
        return self


class Break(Definition):
    """A break in the series: from `period` on, figures are not comparable with earlier ones."""

    period: str
    """As `indicators.periods` reads it."""
    reason: Text

    @model_validator(mode="after")
    def _names_a_period(self) -> Self:
        parse_period(self.period)
        return self


class Indicator(Definition):
    """One indicator, as its definition file tells it."""

    indicator_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    theme: Theme
    impact_level: ImpactLevel
    kind: Kind
    unit: Unit
    unit_words: Text | None = None
    multiplier: float = Field(gt=0, strict=True)
    decimals: int = Field(ge=0, le=3, strict=True)
    polarity: Polarity
    minimum_count: int = Field(ge=0, strict=True)
    """Counts below this are hidden; 0 where the source itself has protected the figure."""
    first_year: int = Field(ge=1900, le=2100, strict=True)
    update_rhythm: UpdateRhythm
    next_update: str | None = None
    owner: str
    licence: str
    homepage: str
    sotkanet_id: int | None = Field(default=None, strict=True)
    unofficial_translation: tuple[str, ...] = ()
    missing_translation: tuple[str, ...] = ()
    """Languages in which the source has no texts: the Finnish ones stand there, to be marked lang="fi"."""
    title: Text
    description: Text
    caveats: Text | None = None
    aggregation: Aggregation
    breaks: tuple[Break, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)

    @property
    def embedded_sources(self) -> tuple[Source, ...]:
        """The sources that the embedded data is made of."""
        return tuple(each for each in self.sources if each.dataset not in LIVE_DATASETS)

    def live_ids(self, dataset: Dataset) -> tuple[str, ...]:
        """The ids that a live source knows this indicator by; () when it is not fetched from there."""
        return tuple(name for each in self.sources if each.dataset is dataset for name in each.ids)

    @model_validator(mode="after")
    def _known_languages(self) -> Self:
        for key in ("unofficial_translation", "missing_translation"):
            unknown = set(getattr(self, key)) - set(LANGUAGES)
            if unknown:
                raise ValueError(f"'{key}' names unknown languages: {sorted(unknown)}")
        return self

    @model_validator(mode="after")
    def _says_its_unit(self) -> Self:
        if (self.unit is Unit.STATED) != (self.unit_words is not None):
            raise ValueError("'unit_words' are given exactly when 'unit' is 'stated'")
        return self
