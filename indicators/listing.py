"""What wellbeing information there is, as one list: the store's indicators, chosen ones, and the city's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from geodata.levels import AreaLevel
from indicators.city.chosen import Chosen
from indicators.city.information import CityInformation
from indicators.model import LANGUAGES, Indicator, Text, Theme
from indicators.quality import Freshness, expected_by, freshness


class EntryKind(StrEnum):
    """Where one finds it."""

    STORED = "stored"
    CHOSEN = "chosen"
    """Chosen by the city, but not fetched: there are no figures yet."""
    DEFINED = "defined"
    """Defined, neither chosen nor fetched."""
    CITY = "city"
    """The city's own, not in the store."""


@dataclass(frozen=True)
class Entry:
    """One line. `code` is the `indicator_id`, the chosen set's key, or the `information_id`."""

    code: str
    kind: EntryKind
    title: Text
    text: str
    """All that a search looks at, in every language."""
    themes: frozenset[Theme]
    levels: frozenset[AreaLevel] = frozenset()
    first_year: int | None = None
    last_year: int | None = None
    owner: str = ""
    data_date: date | None = None
    freshness: Freshness | None = None
    finnish_only: tuple[str, ...] = ()
    """Languages in which the title is the Finnish one."""


def list_entries(
    catalogue: Mapping[str, Indicator],
    availability: pd.DataFrame,
    chosen: Iterable[Chosen],
    information: Iterable[CityInformation],
    today: date,
) -> tuple[Entry, ...]:
    """Every line: indicators in the catalogue's order, chosen ones nobody has fetched, then the city's own.

    `availability` has a row an indicator, level and dataset (`published.load_availability`).
    """
    wanted = tuple(chosen)
    found = {str(name): rows for name, rows in availability.groupby("indicator_id")}
    ids = {each.indicator_id for each in wanted}
    numbers = {each.sotkanet_id for each in wanted if each.sotkanet_id}
    listed = [
        _indicator(each, found.get(name), name in ids or each.sotkanet_id in numbers, today)
        for name, each in catalogue.items()
    ]
    defined = {each.sotkanet_id for each in catalogue.values()}
    not_fetched = [_not_fetched(each) for each in wanted if each.sotkanet_id and each.sotkanet_id not in defined]
    return (*listed, *not_fetched, *(_information(each) for each in information))


def _indicator(indicator: Indicator, rows: pd.DataFrame | None, is_chosen: bool, today: date) -> Entry:
    words = (_every(indicator.title), _every(indicator.description), indicator.indicator_id, indicator.owner)
    entry = Entry(
        code=indicator.indicator_id,
        kind=EntryKind.CHOSEN if is_chosen else EntryKind.DEFINED,
        title=indicator.title,
        text=" ".join((*words, str(indicator.sotkanet_id or ""))),
        themes=frozenset({indicator.theme}),
        owner=indicator.owner,
        finnish_only=indicator.missing_translation,
    )
    return entry if rows is None else _with_figures(entry, indicator, rows, today)


def _with_figures(entry: Entry, indicator: Indicator, rows: pd.DataFrame, today: date) -> Entry:
    last_end = pd.Timestamp(rows["last_end"].max()).date()
    copied = pd.Timestamp(rows["data_date"].max()).date()
    return Entry(
        **{
            **vars(entry),
            "kind": EntryKind.STORED,
            "levels": frozenset(map(AreaLevel, rows["area_level"])),
            "first_year": pd.Timestamp(rows["first_start"].min()).year,
            "last_year": last_end.year,
            "data_date": copied,
            "freshness": freshness(expected_by(indicator, last_end, copied), copied, today),
        }
    )


def _not_fetched(chosen: Chosen) -> Entry:
    name = f"SOTKAnet {chosen.sotkanet_id}"
    title = f"{name}: {chosen.note}" if chosen.note else name
    return Entry(
        code=chosen.key,
        kind=EntryKind.CHOSEN,
        title=Text(fi=title, sv=title, en=title),
        text=title,
        themes=frozenset({chosen.theme}),
        finnish_only=("sv", "en"),
    )


def _information(information: CityInformation) -> Entry:
    groups = " ".join(_every(each) for each in information.population_groups)
    named = (information.system or "", information.owner_unit or "", groups)
    return Entry(
        code=information.information_id,
        kind=EntryKind.CITY,
        title=information.title,
        text=" ".join((_every(information.title), _every(information.description), *named)),
        themes=frozenset(information.themes),
        levels=frozenset(information.levels),
        owner=information.owner_unit or "",
    )


def _every(text: Text) -> str:
    return " ".join(str(getattr(text, language)) for language in LANGUAGES)
