"""The words for the values of the model's enumerations, marked for translation."""

from geodata.levels import AreaLevel
from indicators.model import (
    Dataset,
    ImpactLevel,
    Indicator,
    ObservationStatus,
    Polarity,
    RefusalReason,
    Theme,
    UpdateRhythm,
)
from indicators.refresh.report import Outcome
from indicators.slices import Group
from pages.locales.messages import Translator, mark

THEME = {
    Theme.HEALTHY_LIVING: mark("Healthy ways of life"),
    Theme.MENTAL_HEALTH: mark("Mental health"),
    Theme.NARROWING_GAPS: mark("Narrowing wellbeing and health gaps"),
    Theme.SAFE_SURROUNDINGS: mark("Safety of everyday surroundings"),
    Theme.BACKGROUND: mark("Background facts"),
}
LEVEL = {
    AreaLevel.COUNTRY: mark("Whole country"),
    AreaLevel.MAJOR_REGION: mark("Major regions of Finland"),
    AreaLevel.REGION: mark("Regions"),
    AreaLevel.WELLBEING_COUNTY: mark("Wellbeing services counties"),
    AreaLevel.MUNICIPALITY: mark("Municipalities"),
    AreaLevel.MAJOR_DISTRICT: mark("Major districts"),
    AreaLevel.STATISTICAL_AREA: mark("Statistical areas"),
    AreaLevel.SMALL_AREA: mark("Small areas"),
    AreaLevel.POSTAL_AREA: mark("Postal code areas"),
}
IMPACT = {
    ImpactLevel.INPUT: mark("Input"),
    ImpactLevel.OUTPUT: mark("Output"),
    ImpactLevel.OUTCOME: mark("Outcome"),
    ImpactLevel.IMPACT: mark("Impact"),
    ImpactLevel.NOT_STATED: mark("Not stated"),
}
POLARITY = {
    Polarity.HIGHER_IS_BETTER: mark("Higher is better"),
    Polarity.LOWER_IS_BETTER: mark("Lower is better"),
    Polarity.NEUTRAL: mark("Neither direction is better"),
}
RHYTHM = {
    UpdateRhythm.MONTHLY: mark("Every month"),
    UpdateRhythm.QUARTERLY: mark("Every quarter"),
    UpdateRhythm.ANNUAL: mark("Every year"),
    UpdateRhythm.EVERY_TWO_YEARS: mark("Every two years"),
    UpdateRhythm.EVERY_FOUR_YEARS: mark("Every four years"),
    UpdateRhythm.ENDED: mark("No longer published"),
    UpdateRhythm.IRREGULAR: mark("Irregularly"),
}
STATUS = {
    ObservationStatus.OBSERVED: mark("observed"),
    ObservationStatus.PROVISIONAL: mark("provisional"),
    ObservationStatus.ESTIMATED: mark("estimate"),
    ObservationStatus.MODELLED: mark("modelled"),
    ObservationStatus.MISSING: mark("no figure"),
    ObservationStatus.SUPPRESSED: mark("hidden to protect privacy"),
}
REFUSAL = {
    RefusalReason.MEDIAN: mark("A median of an area cannot be computed from the medians of its parts."),
    RefusalReason.RANK: mark("Ranks cannot be added up."),
    RefusalReason.COMPOSITE: mark("A composite index cannot be computed from the indices of the parts."),
    RefusalReason.DISTRIBUTION: mark("A measure of distribution cannot be computed from those of the parts."),
    RefusalReason.NO_WEIGHTS: mark("The source gives no counts from which larger areas could be summed."),
    RefusalReason.SURVEY: mark("The sample was drawn for this level; sums of parts would not hold."),
}
OUTCOME = {
    Outcome.TAKEN: mark("taken"),
    Outcome.UNCHANGED: mark("unchanged"),
    Outcome.EMPTY: mark("no rows"),
    Outcome.REFUSED: mark("refused"),
    Outcome.UNAVAILABLE: mark("no answer"),
    Outcome.WOULD_FETCH: mark("would be fetched"),
}
PUBLISHER = {"Tilastokeskus": mark("Statistics Finland")}
"""Publishers with a name in each language; the others are called the same everywhere."""
AREAS_AS_LINES = "areas"
LINES = {
    AREAS_AS_LINES: mark("Areas"),
    "sex": mark("Sex"),
    "age_group": mark("Age group"),
    "population_group": mark("Population group"),
}
"""What the lines of a trend tell apart: areas, or the groups of one area."""
DATASET = {
    Dataset.SOTKANET_1990_2012: mark("Municipalities of Western Uusimaa, Helsinki and Vantaa, 1990–2012"),
    Dataset.SOTKANET_127: mark("Population of all municipalities 2000–2022 (indicator 127)"),
    Dataset.SOTKANET_2019: mark("All municipalities, 2019"),
    Dataset.SOTKANET_COUNTIES: mark("Primary health care in wellbeing services counties, 2020–2025"),
    Dataset.SOTKANET_3563: mark("Children placed outside the home by county, 2021–2024 (indicator 3563)"),
    Dataset.NET_MIGRATION: mark("Net migration of municipalities, 1990–2024"),
    Dataset.PAAVO: mark("Paavo, open data by postal code area: releases of 2018–2020"),
    Dataset.POSTAL_POPULATION: mark("Population by postal code area, 31 December 2022"),
    Dataset.DIAK_AREAS: mark("Huono-osaisuus Suomessa: municipalities and counties"),
    Dataset.DIAK_POSTAL: mark("Huono-osaisuus Suomessa: postal code areas"),
    Dataset.DIAK_GINI: mark("Huono-osaisuus Suomessa: differences within counties"),
    Dataset.SOTKANET: mark("SOTKAnet, fetched from its interface"),
    Dataset.PXWEB: mark("Statistical database (PxWeb), fetched from its interface"),
    Dataset.FEED: mark("Monthly feed of a data room"),
    Dataset.IMPORTED: mark("Files taken in by the city"),
}
"""The names of the datasets; "Huono-osaisuus Suomessa" is the publication's own name in every language."""
SEX = {"F": mark("women"), "M": mark("men")}


def status_text(status: str, indicator: Indicator, t: Translator) -> str:
    """Why a figure is not there; of a hidden one, below how many persons it is hidden, where we know."""
    if status == ObservationStatus.SUPPRESSED and indicator.minimum_count:
        return t("hidden: fewer than {count} persons", count=indicator.minimum_count)
    return t(STATUS[ObservationStatus(status)])


def group_text(group: Group, t: Translator) -> str:
    """A population group in words: "women", "aged 25–44", or "everybody"."""
    parts = []
    if group.sex in SEX:
        parts.append(t(SEX[group.sex]))
    if group.age_group != "_T":
        parts.append(t("aged {ages}", ages=group.age_group.replace("-", "–")))
    if group.population_group != "_T":
        parts.append(group.population_group)
    return ", ".join(parts) if parts else t("everybody")


def publisher_text(publisher: str, t: Translator) -> str:
    """A publisher's or owner's name in the reader's language."""
    return t(PUBLISHER[publisher]) if publisher in PUBLISHER else publisher


def title_of(indicator: Indicator, language: str) -> str:
    """The indicator's title in the reader's language."""
    return str(getattr(indicator.title, language))
