"""What SOTKAnet sent of one number, as answers to each of our indicators that are fetched by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.current_division import found_divisions
from indicators.definition_files import Catalogue
from indicators.model import Indicator
from indicators.refresh.composing import Provenance, observations_of
from indicators.refresh.definitions import LICENCE, definition_of
from indicators.refresh.planning import generated_id
from indicators.refresh.report import Outcome, SetAside
from indicators.refresh.state import Remembered
from indicators.refresh.taking import Answer
from indicators.sources.sotkanet_catalogue import ListedIndicator, SotkanetMetadata
from indicators.sources.sotkanet_figures import WORDS, ParsedFigures, Refusal

PUBLISHER = "THL, SOTKAnet"


@dataclass(frozen=True)
class Fetched:
    """SOTKAnet's answer on one number."""

    listed: ListedIndicator
    metadata: SotkanetMetadata
    figures: ParsedFigures


def answers_of(
    fetched: Fetched, names: Mapping[int, tuple[str, ...]], catalogue: Catalogue, today: date
) -> Iterator[Answer]:
    """One answer for each indicator that is fetched by this number; one with a definition made of it when none is."""
    cells = fetched.figures.rows
    aside = tuple(_set_aside(one) for one in fetched.figures.refused)
    for indicator in _indicators(fetched, names, catalogue):
        own = cells[cells["year"] >= indicator.first_year]
        rows = observations_of(own, indicator, _provenance(fetched, today))
        yield Answer(
            indicator=indicator,
            source_id=str(fetched.listed.sotkanet_id),
            title=fetched.listed.title.any(),
            rows=rows.assign(boundary_year=found_divisions(rows)),
            remembered=_remembered(fetched, len(own)),
            is_generated=indicator.indicator_id == generated_id(fetched.listed.sotkanet_id),
            set_aside=aside,
        )


def _indicators(fetched: Fetched, names: Mapping[int, tuple[str, ...]], catalogue: Catalogue) -> tuple[Indicator, ...]:
    number = fetched.listed.sotkanet_id
    described = [name for name in names.get(number, ()) if name != generated_id(number)]
    if described:
        return tuple(catalogue[name] for name in described)
    largest = fetched.figures.rows["value"].abs().max() if len(fetched.figures.rows) else 0.0
    return (definition_of(fetched.metadata, float(largest)),)


def _provenance(fetched: Fetched, today: date) -> Provenance:
    """The borders are today's: SOTKAnet gives its series on the division of the day they are asked for.

    Should its rows hold municipalities that have merged, their codes tell otherwise (`found_divisions`).
    """
    day = fetched.metadata.data_updated or today
    return Provenance(PUBLISHER, LICENCE, day, today.year)


def _set_aside(refusal: Refusal) -> SetAside:
    example = f"region {refusal.first_region} in {refusal.first_year}"
    return SetAside(rule=WORDS[refusal.rule], rows=refusal.rows, example=example)


def _remembered(fetched: Fetched, rows: int) -> Remembered:
    updated = fetched.listed.data_updated
    return Remembered(
        data_updated=updated.isoformat() if updated else "",
        title=fetched.listed.title.fi,
        unit_code=fetched.metadata.unit_code,
        rows=rows,
        outcome=Outcome.TAKEN if rows else Outcome.EMPTY,
    )
