"""The choices that the map and the trends share: theme, indicator, level, group, period, comparison."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from indicators.catalogue import load_catalogue
from indicators.definition_files import Catalogue
from indicators.model import Indicator, Theme
from indicators.periods import Grain
from indicators.slices import DIMENSIONS, Group, grains, groups, groups_by, of_grain
from pages.components import cached
from pages.components.period_words import GRAIN, format_period
from pages.components.places import PLACES, Place, available_places, place_text
from pages.components.reader import Reader, area_text
from pages.components.screen import filter_width, is_narrow
from pages.components.selection import choose, choose_many, stated_text
from pages.components.words import AREAS_AS_LINES, LINES, THEME, group_text, title_of

ALL_THEMES = "all"
DEFAULT_INDICATOR = "low_income_adults"
OF_THE_INDICATOR = ("period", "grain", "group", "areas", "than", "goal")
AREAS_AT_FIRST = 7


def choose_theme(reader: Reader) -> str:
    """A theme's code, or all of them."""
    t = reader.t
    return choose(
        st.selectbox,
        t("Theme"),
        "theme",
        (ALL_THEMES, *map(str, Theme)),
        ALL_THEMES,
        format_func=lambda code: t("All themes") if code == ALL_THEMES else t(THEME[Theme(code)]),
        width=filter_width(),
    )


def _offered(catalogue: Catalogue) -> list[Indicator]:
    """What the city has chosen, and the one that a link names: thousands of others are found in the catalogue."""
    names = {*catalogue.offered, stated_text("indicator")}
    return [each for name, each in catalogue.items() if name in names]


def choose_indicator(reader: Reader) -> Indicator:
    """Theme and indicator; typing in the indicator's field searches the titles."""
    t, catalogue, theme = reader.t, load_catalogue(), choose_theme(reader)
    offered = [each for each in _offered(catalogue) if theme in (ALL_THEMES, each.theme)]
    ids = [each.indicator_id for each in catalogue.in_order(offered, reader.language)]
    code = choose(
        st.selectbox,
        t("Indicator (type to search)"),
        "indicator",
        ids,
        DEFAULT_INDICATOR if DEFAULT_INDICATOR in ids else ids[0],
        known=catalogue,
        resets=OF_THE_INDICATOR,
        format_func=lambda code: title_of(catalogue[code], reader.language),
        width=340 if is_narrow() else "stretch",
    )
    return catalogue[code]


def choose_place(reader: Reader, observations: pd.DataFrame) -> Place | None:
    """The level to look at, at first the finest of the home area; None when there is none to draw."""
    offered = available_places(observations, reader.home)
    return _choose_among(offered, reader) if offered else None


def choose_subject(reader: Reader) -> tuple[Indicator, pd.DataFrame, Place | None]:
    """What a view of one indicator is of: the indicator, its observations of one grain, and the level to look at."""
    indicator = choose_indicator(reader)
    rows = choose_grain(reader, cached.observations(indicator.indicator_id))
    return indicator, rows, choose_place(reader, rows)


def choose_level(reader: Reader) -> Place:
    """The level to look at, whatever the indicator: every one at which the home area has two areas or more."""
    return _choose_among(tuple(each for each in PLACES.values() if len(each.areas(reader.home)) > 1), reader)


def _choose_among(places: Sequence[Place], reader: Reader) -> Place:
    offered = {place.code: place for place in places}
    code = choose(
        st.selectbox,
        reader.t("Level"),
        "level",
        list(offered),
        next(iter(offered)),
        known=PLACES,
        resets=("areas", "period", "than"),
        format_func=lambda code: place_text(PLACES[code], reader.t),
        width=filter_width(),
    )
    return offered[code]


def choose_group(reader: Reader, observations: pd.DataFrame) -> Group:
    """The population group; drawn only where the indicator has several."""
    offered = {group.code: group for group in groups(observations)}
    first = next(iter(offered))
    if len(offered) == 1:
        return offered[first]
    code = choose(
        st.selectbox,
        reader.t("Population group"),
        "group",
        list(offered),
        first,
        resets=("period", "than"),
        format_func=lambda code: group_text(offered[code], reader.t),
        width=filter_width(),
    )
    return offered[code]


def choose_period(reader: Reader, known: Sequence[str]) -> str:
    """The period, as a slider that the keyboard moves; a lone period needs none."""
    if len(known) == 1:
        return known[0]
    words = partial(format_period, language=reader.language)
    return choose(st.select_slider, reader.t("Period"), "period", list(known), known[-1], format_func=words)


def choose_grain(reader: Reader, observations: pd.DataFrame) -> pd.DataFrame:
    """The observations of years, of quarters or of months; the choice is drawn only where there are several."""
    offered = grains(observations)
    if len(offered) < 2:
        return observations
    code = choose(
        st.segmented_control,
        reader.t("Periods"),
        "grain",
        list(offered),
        offered[0],
        known=list(Grain),
        resets=("period", "than"),
        format_func=lambda code: reader.t(GRAIN[Grain(code)]),
        required=True,
    )
    return of_grain(observations, Grain(code))


def areas_with_figures(reader: Reader, place: Place, observations: pd.DataFrame) -> list[str]:
    """The place's areas that have a figure at some time."""
    known = set(observations.dropna(subset="value").loc[lambda rows: rows["area_level"] == place.level, "area_code"])
    return [code for code in place.areas(reader.home) if code in known]


def first_areas(reader: Reader, offered: Sequence[str]) -> list[str]:
    """The areas drawn until the reader chooses: the home area, or the first few."""
    return [reader.home] if reader.home in offered else list(offered[:AREAS_AT_FIRST])


def choose_areas(reader: Reader, place: Place, observations: pd.DataFrame) -> list[str]:
    """The areas whose series are drawn; at first all districts, or the first few of many areas."""
    offered = areas_with_figures(reader, place, observations)
    default = first_areas(reader, offered)
    return choose_many(
        reader.t("Areas"),
        "areas",
        offered,
        default,
        format_func=lambda code: area_text(reader, place.level, code),
        placeholder=reader.t("Choose areas"),
    )


def choose_lines(reader: Reader, observations: pd.DataFrame) -> tuple[Group, ...]:
    """The groups to draw as lines of one area; none when the lines are areas, which they are at first."""
    offered = {dimension: groups_by(observations, dimension) for dimension in DIMENSIONS}
    options = [AREAS_AS_LINES, *(dimension for dimension, found in offered.items() if found)]
    if len(options) == 1:
        return ()
    code = choose(
        st.segmented_control,
        reader.t("Lines"),
        "lines",
        options,
        AREAS_AS_LINES,
        known=DIMENSIONS,
        format_func=lambda code: reader.t(LINES[code]),
        required=True,
    )
    return offered.get(code, ())
