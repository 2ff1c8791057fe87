"""A definition made of SOTKAnet's own description, for an indicator that nobody here has described yet."""

from indicators.model import (
    Aggregation,
    AggregationMethod,
    Dataset,
    ImpactLevel,
    Indicator,
    Kind,
    Polarity,
    RefusalReason,
    Source,
    Text,
    Theme,
    Unit,
    UpdateRhythm,
)
from indicators.refresh.planning import generated_id
from indicators.sources.sotkanet_catalogue import SotkanetMetadata
from indicators.sources.source_texts import Texts

HOMEPAGE = "https://sotkanet.fi/"
LICENCE = "CC BY 4.0"
EARLIEST = 1900
MOST_DECIMALS = 3


def definition_of(metadata: SotkanetMetadata, largest_value: float) -> Indicator:
    """What SOTKAnet says, and no more: no direction is better, and nothing is summed up.

    A percentage above 100 is no share of anybody, and gets no interval: `largest_value` tells.
    """
    unit = metadata.unit
    is_share = unit.kind is Kind.SHARE and largest_value <= 100 and not metadata.may_be_negative
    return Indicator(
        indicator_id=generated_id(metadata.sotkanet_id),
        theme=Theme.BACKGROUND,
        impact_level=ImpactLevel.NOT_STATED,
        kind=unit.kind if is_share or unit.kind is not Kind.SHARE else Kind.RATIO,
        unit=unit.unit,
        unit_words=_text(unit.words) if unit.unit is Unit.STATED and unit.words else None,
        multiplier=unit.multiplier,
        decimals=min(metadata.decimals, MOST_DECIMALS),
        polarity=Polarity.NEUTRAL,
        minimum_count=0,
        first_year=metadata.first_year or EARLIEST,
        update_rhythm=UpdateRhythm.IRREGULAR,
        owner=metadata.organization.fi or "THL",
        licence=LICENCE,
        homepage=HOMEPAGE,
        sotkanet_id=metadata.sotkanet_id,
        missing_translation=metadata.title.missing(),
        title=_text(metadata.title),
        description=_text(metadata.description if metadata.description.any() else metadata.title),
        caveats=_text(metadata.limits) if metadata.limits.any() else None,
        aggregation=Aggregation(method=AggregationMethod.NONE, reason=RefusalReason.NO_WEIGHTS),
        sources=(Source(dataset=Dataset.SOTKANET, ids=(str(metadata.sotkanet_id),)),),
    )


def _text(texts: Texts) -> Text:
    """All three languages; where the source has none, another of its languages stands there."""
    full = texts.filled()
    return Text(fi=full.fi, sv=full.sv, en=full.en)
