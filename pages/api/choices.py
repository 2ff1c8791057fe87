"""A view's choices from a request's address: the same names and codes as in the page's own URL."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.model import LANGUAGES, Indicator
from indicators.published import load_observations
from indicators.slices import Group, groups, groups_by
from pages.components.places import Place, available_places
from pages.components.reader import DEFAULT_HOME, Reader, home_options
from pages.components.selection import SEPARATOR
from pages.components.words import AREAS_AS_LINES, LINES


class UnknownChoice(ValueError):
    """The address names a code that does not exist; the message lists what there is."""


@dataclass(frozen=True)
class Choices:
    """What an address asks for: reader, indicator with its observations, place and group."""

    reader: Reader
    indicator: Indicator
    observations: pd.DataFrame
    place: Place
    group: Group
    stated: Mapping[str, str]

    def benchmark(self) -> AreaLevel | None:
        """The larger area to compare with, if the address names one."""
        code = self.stated.get("benchmark", "none")
        return AreaLevel(one_of("benchmark", code.upper(), list(AreaLevel))) if code != "none" else None

    def period(self, known: tuple[str, ...]) -> str:
        """The period the address names, by default the newest."""
        return one_of("period", self.stated.get("period", known[-1]), known)

    def flag(self, name: str, default: bool) -> bool:
        """A switch, 1 or 0."""
        return one_of(name, self.stated.get(name, "1" if default else "0"), ("0", "1")) == "1"

    def lines(self) -> tuple[Group, ...]:
        """The groups that the address asks for as lines; none when the lines are areas."""
        dimension = one_of("lines", self.stated.get("lines", AREAS_AS_LINES), LINES)
        return groups_by(self.observations, dimension)

    def many(self, name: str) -> list[str]:
        """The codes of a multiple choice."""
        return [code for code in self.stated.get(name, "").split(SEPARATOR) if code]


def read_choices(stated: Mapping[str, str]) -> Choices:
    """The choices of an address. Raises UnknownChoice naming the parameter, StoreError."""
    catalogue = load_catalogue()
    language = one_of("lang", stated.get("lang", "fi"), LANGUAGES)
    reader = Reader(language, one_of("home", stated.get("home", DEFAULT_HOME), home_options()))
    indicator = catalogue[one_of("indicator", stated.get("indicator", ""), catalogue)]
    observations = load_observations(indicator.indicator_id)
    places = {place.code: place for place in available_places(observations, reader.home)}
    if not places:
        raise UnknownChoice(f"{indicator.indicator_id} has no figures to draw for {reader.home}")
    place = places[one_of("level", stated.get("level", next(iter(places))), places)]
    offered = {group.code: group for group in groups(observations)}
    group = offered[one_of("group", stated.get("group", next(iter(offered))), offered)]
    return Choices(reader, indicator, observations, place, group, dict(stated))


def one_of(name: str, value: str, options: Collection[str]) -> str:
    """`value` when it is among the options. Raises UnknownChoice."""
    if value not in options:
        shown = ", ".join(list(options)[:20])
        raise UnknownChoice(f"unknown {name} {value[:60]!r}; choose one of: {shown}")
    return value
