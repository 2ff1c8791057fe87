"""The city's information that is not in the store: what there is, whose, where, and who may see it."""

from pydantic import Field

from geodata.levels import AreaLevel
from indicators.city.access import Access
from indicators.city.files import path_of, read_entries, refuse_repeated
from indicators.model import Definition, Text, Theme, UpdateRhythm

FILE = "information.toml"
TABLE = "information"


class CityInformation(Definition):
    """One body of information. What nobody has stated is left out, never guessed."""

    information_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Text
    description: Text
    owner_unit: str | None = None
    contact: str | None = None
    system: str | None = None
    """Where it is kept."""
    access: Access | None = None
    rhythm: UpdateRhythm | None = None
    themes: tuple[Theme, ...] = ()
    levels: tuple[AreaLevel, ...] = ()
    population_groups: tuple[Text, ...] = ()
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")


def load_information() -> tuple[CityInformation, ...]:
    """The city's register in its order. Raises DefinitionError naming the file, the entry and the key."""
    path = path_of(FILE)
    entries = read_entries(path, TABLE, CityInformation)
    refuse_repeated((each.information_id for each in entries), path.name)
    return entries
