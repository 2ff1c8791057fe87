"""SOTKAnet's list of indicators and the description of one, from its shape to ours."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.errors import UnexpectedResponse
from indicators.sources.sotkanet import GENDERS
from indicators.sources.sotkanet_parts import code_of, codes_in, day_in, objects_in, part_of, whole_number, years_of
from indicators.sources.sotkanet_units import SourceUnit, may_be_negative, source_unit
from indicators.sources.source_texts import NO_TEXTS, Texts

MOST_DECIMALS = 3
"""What a definition may state; SOTKAnet's figures have one at most."""


@dataclass(frozen=True)
class ListedIndicator:
    """An item of the list. What the list does not say is None, "" or without texts."""

    sotkanet_id: int
    title: Texts
    data_updated: date | None = None
    first_year: int | None = None
    last_year: int | None = None
    organization: Texts = NO_TEXTS
    unit_code: str = ""


@dataclass(frozen=True)
class RefusedItem:
    """An item of the list that could not be read: where it stood, its id where it has one, and why."""

    place: int
    sotkanet_id: int | None
    rule: str


@dataclass(frozen=True)
class ParsedList:
    """The list as far as it could be read, in the source's order."""

    indicators: tuple[ListedIndicator, ...]
    refused: tuple[RefusedItem, ...]


@dataclass(frozen=True)
class SotkanetMetadata:
    """One indicator as SOTKAnet describes it: plain texts, "" where it has none.

    `genders` is ("total",) where the source names no sexes. `region_categories` are in capitals, as
    `/regions` writes them, and known to be incomplete.
    """

    sotkanet_id: int
    title: Texts
    description: Texts
    interpretation: Texts
    limits: Texts
    notices: Texts
    unit_code: str
    unit_title: Texts
    decimals: int
    first_year: int | None
    last_year: int | None
    data_updated: date | None
    genders: tuple[str, ...]
    region_categories: tuple[str, ...]
    organization: Texts
    subjects: tuple[Texts, ...]
    sources: tuple[Texts, ...]

    @property
    def unit(self) -> SourceUnit:
        """The unit in the house's words."""
        return source_unit(self.unit_code, self.unit_title)

    @property
    def may_be_negative(self) -> bool:
        """Whether a value below zero is possible."""
        return may_be_negative(self.unit_code, self.title.fi)

    def years(self) -> range:
        """All years from the first to the last; none when the source states no range."""
        if self.first_year is None or self.last_year is None:
            return range(0)
        return range(self.first_year, self.last_year + 1)


def parse_list(answer: Any) -> ParsedList:
    """The indicators of SOTKAnet's list; an item without an id or a title is refused by itself.

    An id that comes twice counts once, the first time. Raises UnexpectedResponse when the answer is
    no list, or when nothing in it can be read.
    """
    if not isinstance(answer, list):
        raise UnexpectedResponse("SOTKAnet's list of indicators is no list. Nothing was taken.")
    read: dict[int, ListedIndicator] = {}
    refused = []
    for place, item in enumerate(answer):
        number = whole_number(item.get("id")) if isinstance(item, dict) else None
        rule = "the id has been listed before" if number in read else _fault_of(item)
        if rule:
            refused.append(RefusedItem(place, number, rule))
        else:
            read[item["id"]] = _listed(item)
    if answer and not read:
        raise UnexpectedResponse(f"None of the {len(answer)} items of SOTKAnet's list can be read. Nothing was taken.")
    return ParsedList(tuple(read.values()), tuple(refused))


def parse_metadata(answer: Any, sotkanet_id: int) -> SotkanetMetadata:
    """The description of `sotkanet_id`; UnexpectedResponse when it is another's, or has no title."""
    rule = _fault_of(answer)
    if rule or answer["id"] != sotkanet_id:
        rule = rule or f"it describes {answer['id']}"
        raise UnexpectedResponse(f"SOTKAnet's description of indicator {sotkanet_id}: {rule}. Nothing was taken.")
    first_year, last_year = years_of(answer)
    classifications, unit = part_of(answer, "classifications"), part_of(answer, "primaryValueType")
    sexes = codes_in(part_of(classifications, "sex"))
    return SotkanetMetadata(
        sotkanet_id=sotkanet_id,
        title=Texts.title(answer["title"]),
        description=Texts.prose(answer.get("description")),
        interpretation=Texts.prose(answer.get("interpretation")),
        limits=Texts.prose(answer.get("limits")),
        notices=Texts.prose(answer.get("notices")),
        unit_code=code_of(unit),
        unit_title=Texts.title(unit.get("title")),
        decimals=min(whole_number(answer.get("decimals")) or 0, MOST_DECIMALS),
        first_year=first_year,
        last_year=last_year,
        data_updated=day_in(answer),
        genders=tuple(gender for gender in GENDERS if gender in sexes) or ("total",),
        region_categories=tuple(code.upper() for code in codes_in(part_of(classifications, "region"))),
        organization=Texts.title(part_of(answer, "organization").get("title")),
        subjects=tuple(map(Texts.title, objects_in(answer, "subjects"))),
        sources=tuple(Texts.title(source.get("title")) for source in objects_in(answer, "sources")),
    )


def changed_meaning(before: ListedIndicator, now: ListedIndicator) -> tuple[str, ...]:
    """What of an id's meaning has changed between two fetches, a sentence each; empty when it is the same.

    SOTKAnet has used an id for another population before: 3195 was "… 15 vuotta täyttäneistä" in 2013
    and "… 20 vuotta täyttäneistä" in 2019. The Finnish title decides; other languages only where there
    is no Finnish. Spaces, case and the sort of dash are no change, nor is a text that was added.
    """
    language = "fi" if before.title.fi and now.title.fi else "en"
    old, new = getattr(before.title, language), getattr(now.title, language)
    changes = [f"The title was “{old}” and is “{new}”."] if old and new and _bare(old) != _bare(new) else []
    if before.unit_code and now.unit_code and before.unit_code != now.unit_code:
        changes.append(f"The unit was {before.unit_code} and is {now.unit_code}.")
    return tuple(changes)


def _bare(title: str) -> str:
    """A title for comparing: without case and spaces, every dash the same."""
    return re.sub(r"\s+", "", re.sub(r"[-\u2010-\u2015\u2212]", "-", title)).casefold()


def _listed(item: dict[str, Any]) -> ListedIndicator:
    first_year, last_year = years_of(item)
    return ListedIndicator(
        sotkanet_id=item["id"],
        title=Texts.title(item["title"]),
        data_updated=day_in(item),
        first_year=first_year,
        last_year=last_year,
        organization=Texts.title(part_of(item, "organization").get("title")),
        unit_code=code_of(part_of(item, "primaryValueType")),
    )


def _fault_of(item: Any) -> str:
    """Why an object cannot be an indicator; "" when it can."""
    if not isinstance(item, dict):
        return "it is no object"
    if whole_number(item.get("id")) is None:
        return "it has no id"
    return "" if Texts.title(item.get("title")).any() else "it has no title"
