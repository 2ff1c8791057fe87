"""A view's choices from a request's address: the same names and codes as in the page's own URL."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.model import LANGUAGES, Indicator
from indicators.periods import Grain
from indicators.published import load_observations
from indicators.slices import Group, grains, groups, groups_by, of_grain
from pages.components.benchmark_choice import (
    CODES,
    EARLIER,
    GOAL,
    NO_BENCHMARK,
    Compared,
    completed,
    offered_benchmarks,
)
from pages.components.filters import DEFAULT_INDICATOR, areas_with_figures, first_areas
from pages.components.places import Place, available_places
from pages.components.reader import DEFAULT_HOME, Reader, home_options
from pages.components.selection import SEPARATOR, finite_number
from pages.components.view_of_map import MapView
from pages.components.view_of_similar import similar_municipalities
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

    def benchmark(self, view: MapView) -> Compared | None:
        """What the view is compared with, if the address names it."""
        code = one_of("benchmark", self.stated.get("benchmark", NO_BENCHMARK), CODES)
        offered = offered_benchmarks(view, similar_municipalities(self.reader.home))
        if code not in offered:
            return None
        if code == EARLIER:
            one_of("than", self.stated.get("than", view.periods[0]), view.periods)
        if code == GOAL and finite_number(goal := self.stated.get("goal", "0")) is None:
            raise UnknownChoice(f"unknown goal {goal[:60]!r}; give a number with a decimal point, such as 12.5")
        return completed(view, offered[code], self.stated)

    def colours(self, modes: Collection[str]) -> str:
        """How areas are coloured, by value unless the address says otherwise."""
        return one_of("colours", self.stated.get("colours", next(iter(modes))), modes)

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

    def areas(self) -> list[str]:
        """The areas that the address names, all of them areas of its place; the page's first ones without any."""
        if "areas" in self.stated:
            return areas_of(self.stated, self.place.areas(self.reader.home))
        return first_areas(self.reader, areas_with_figures(self.reader, self.place, self.observations))


def read_choices(stated: Mapping[str, str]) -> Choices:
    """The choices of an address. Raises UnknownChoice naming the parameter, StoreError."""
    catalogue = load_catalogue()
    reader = read_reader(stated)
    indicator = catalogue[one_of("indicator", stated.get("indicator", DEFAULT_INDICATOR), catalogue)]
    observations = _of_grain(load_observations(indicator.indicator_id), stated)
    places = {place.code: place for place in available_places(observations, reader.home)}
    if not places:
        raise UnknownChoice(f"{indicator.indicator_id} has no figures to draw for {reader.home}")
    place = places[one_of("level", stated.get("level", next(iter(places))), places)]
    offered = {group.code: group for group in groups(observations)}
    group = offered[one_of("group", stated.get("group", next(iter(offered))), offered)]
    return Choices(reader, indicator, observations, place, group, dict(stated))


def _of_grain(observations: pd.DataFrame, stated: Mapping[str, str]) -> pd.DataFrame:
    """The indicator's years, quarters or months, as the address says; the coarsest where it says nothing that fits."""
    offered = grains(observations) or (Grain.YEARS,)
    wanted = one_of("grain", stated.get("grain", offered[0]), list(Grain))
    return of_grain(observations, Grain(wanted) if wanted in offered else offered[0])


def read_reader(stated: Mapping[str, str]) -> Reader:
    """The language and the home area. Raises UnknownChoice."""
    language = one_of("lang", stated.get("lang", "fi"), LANGUAGES)
    return Reader(language, one_of("home", stated.get("home", DEFAULT_HOME), home_options()))


def areas_of(stated: Mapping[str, str], options: Collection[str]) -> list[str]:
    """The areas an address names, in its order; none where it names none. Raises UnknownChoice."""
    return [one_of("areas", code, options) for code in stated.get("areas", "").split(SEPARATOR) if code]


def one_of(name: str, value: str, options: Collection[str]) -> str:
    """`value` when it is among the options. Raises UnknownChoice."""
    if value not in options:
        shown = ", ".join(list(options)[:20])
        raise UnknownChoice(f"unknown {name} {value[:60]!r}; choose one of: {shown}")
    return value
