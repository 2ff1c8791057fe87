"""Pieces of real files, and what a person would say of them."""

from datetime import date
from pathlib import Path

from indicators.catalogue import load_catalogue
from indicators.formats.composition import Provenance
from indicators.formats.imports import Imported, Wishes, read_observations
from indicators.model import Dataset, Indicator

NO_WISHES = Wishes()
RESPONSES = Path(__file__).parents[2] / "responses" / "formats"


def recorded(name: str) -> bytes:
    return (RESPONSES / name).read_bytes()


def imported(content: bytes, *indicators: Indicator, wishes: Wishes = NO_WISHES) -> Imported:
    """The content read with these definitions, or with the whole catalogue."""
    catalogue = {each.indicator_id: each for each in indicators} or load_catalogue()
    stated = {
        name: Provenance(Dataset.IMPORTED, each.owner, each.licence, date(2026, 11, 22))
        for name, each in catalogue.items()
    }
    return read_observations(content, catalogue, stated, wishes)


def aside(result: Imported) -> dict[str, int]:
    """Rule → rows set aside by it."""
    return {each.rule: each.count for each in result.report.aside}
