"""Who reads: the language and the home municipality, both stated in the URL."""

import os
from dataclasses import dataclass
from functools import cached_property

from geodata.areas import area_name, areas_within
from geodata.levels import AreaLevel
from indicators.model import LANGUAGES
from pages.components.selection import chosen
from pages.locales.messages import Translator, translator

COUNTY = "03"
"""The wellbeing services county whose municipalities can be a home area: Western Uusimaa."""
DEFAULT_HOME = "049"


@dataclass(frozen=True)
class Reader:
    """The reader's language and home municipality."""

    language: str
    home: str

    @cached_property
    def t(self) -> Translator:
        """The translator into the reader's language."""
        return translator(self.language)

    def name(self, level: AreaLevel, code: str) -> str:
        """An area's name in the reader's language."""
        return area_name(level, code, self.language)

    @property
    def home_name(self) -> str:
        """The home municipality's name."""
        return self.name(AreaLevel.MUNICIPALITY, self.home)

    def link(self, **choices: str) -> dict[str, str]:
        """Query parameters of a link: the reader's own, and the choices named."""
        return {"lang": self.language, "home": self.home} | choices


def home_options() -> tuple[str, ...]:
    """The municipalities that can be a home area."""
    return areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, COUNTY)


def current_reader() -> Reader:
    """The reader as the URL states; `HYTEDATA_HOME_AREA` sets the default home municipality."""
    options = home_options()
    setting = os.environ.get("HYTEDATA_HOME_AREA", DEFAULT_HOME)
    default = setting if setting in options else DEFAULT_HOME
    return Reader(chosen("lang", LANGUAGES, "fi"), chosen("home", options, default))


def area_text(reader: Reader, level: AreaLevel, code: str) -> str:
    """An area's name; postal areas with their code, as people know them."""
    name = reader.name(level, code)
    return f"{code} {name}" if level is AreaLevel.POSTAL_AREA else name
