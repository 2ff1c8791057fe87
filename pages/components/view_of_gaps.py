"""Blind spots as a home area sees them: which levels it has, what is counted, and each gap in words."""

from datetime import date

import pandas as pd

from geodata.areas import areas_within, parents
from geodata.levels import LEVELS, AreaLevel
from indicators.catalogue import load_catalogue
from indicators.gaps import GroupKind, gaps, oldest_end
from indicators.model import Theme
from indicators.published import load_reach
from pages.components.reader import Reader
from pages.components.register_words import GROUP
from pages.components.words import LEVEL, THEME

YEARS = {"3": 3, "5": 5, "10": 10, "all": None}
"""How old figures may be: years since the period ended, by the code in the URL."""
DEFAULT_YEARS = "5"


def areas_of_home(home: str) -> tuple[tuple[AreaLevel, str], ...]:
    """A municipality, the larger areas it lies in, and the areas within it."""
    around = [*parents(AreaLevel.MUNICIPALITY, home).items(), (AreaLevel.MUNICIPALITY, home)]
    within = [
        (level, code)
        for level in LEVELS
        if level.is_below_municipality
        for code in areas_within(level, AreaLevel.MUNICIPALITY, home)
    ]
    return (*around, *within)


def levels_of_home(home: str) -> tuple[AreaLevel, ...]:
    """The levels at which a municipality has an area of its own, from large to small."""
    there = {level for level, _ in areas_of_home(home)}
    return tuple(level for level in LEVELS if level in there)


def blind_spots(home: str, years: int | None, today: date) -> pd.DataFrame:
    """`gaps.gaps` for a home area, of figures whose period ended at most so many years ago (None: of all)."""
    catalogue = load_catalogue()
    reach = load_reach(areas_of_home(home), catalogue.offered)
    oldest = None if years is None else oldest_end(today, years)
    return gaps(reach, tuple(catalogue[name] for name in catalogue.offered), levels_of_home(home), oldest)


def gap_sentence(theme: str, level: str, group: str, latest_end: pd.Timestamp | None, reader: Reader) -> str:
    """An empty cell in words: "Mental health · Major districts · By sex: no figure"; of old figures, their year."""
    t = reader.t
    what = " · ".join((t(THEME[Theme(theme)]), t(LEVEL[AreaLevel(level)]), t(GROUP[GroupKind(group)])))
    if latest_end is None or pd.isna(latest_end):
        return t("{what}: no figure", what=what)
    return t("{what}: no figure after {year}", what=what, year=latest_end.year)


def gaps_table(table: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The cells for a file: codes, number of indicators, the newest year there is, and each gap in words."""
    latest = pd.to_datetime(table["latest_end"])
    cells = zip(table["theme"], table["area_level"], table["group"], latest, table["indicators"], strict=True)
    words = [
        "" if number else gap_sentence(theme, level, group, end, reader) for theme, level, group, end, number in cells
    ]
    years = latest.dt.year.astype("Int64")
    return table.drop(columns="latest_end").assign(latest_year=years, home=reader.home, gap=words)
