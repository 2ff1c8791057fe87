"""Where an indicator is used. Goals and reviews will be further functions of `SOURCES`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.city.chosen import load_chosen
from indicators.city.products import load_products
from indicators.model import Indicator, Text


class UseKind(StrEnum):
    """In what an indicator is used."""

    CHOSEN_SET = "chosen_set"
    PRODUCT = "product"


@dataclass(frozen=True)
class Use:
    """One use; `place` is the indicator's number in the chosen set, `name` the product's."""

    kind: UseKind
    name: Text | None = None
    place: int | None = None


def _in_chosen_set(indicator: Indicator) -> Iterator[Use]:
    for place, each in enumerate(load_chosen(), 1):
        is_own = each.indicator_id == indicator.indicator_id
        if is_own or (each.sotkanet_id is not None and each.sotkanet_id == indicator.sotkanet_id):
            yield Use(UseKind.CHOSEN_SET, place=place)


def _in_products(indicator: Indicator) -> Iterator[Use]:
    for each in load_products():
        if indicator.indicator_id in each.indicators:
            yield Use(UseKind.PRODUCT, name=each.name)


SOURCES: tuple[Callable[[Indicator], Iterator[Use]], ...] = (_in_chosen_set, _in_products)


def uses_of(indicator: Indicator) -> tuple[Use, ...]:
    """Every use known. Raises DefinitionError when a register is wrong."""
    return tuple(use for source in SOURCES for use in source(indicator))
