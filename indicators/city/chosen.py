"""The indicators a city has chosen: an ordered set, each with its theme, in `chosen.toml`.

The refresh fetches these unless it is told otherwise. The file is made to lie under version control:
what the admin view writes keeps the comments and the order of what it does not change.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Self

import tomlkit
from pydantic import Field, model_validator
from tomlkit import TOMLDocument

from geodata.durable import write_durably
from indicators.city.files import EMBEDDED, parse_entries, path_of, read_entries, refuse_repeated
from indicators.definition_files import DEFINITIONS
from indicators.errors import DefinitionError
from indicators.model import Definition, Indicator, Theme

FILE = "chosen.toml"
TABLE = "indicators"
BLOCK = re.compile(rf"^(?:#.*\n)*\[\[{TABLE}\]\]", re.MULTILINE)
"""An entry's head, with the comments right above it."""


class Chosen(Definition):
    """One chosen indicator: a definition of ours by `indicator_id`, or one of SOTKAnet's by its number."""

    theme: Theme
    indicator_id: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    sotkanet_id: int | None = Field(default=None, gt=0, strict=True)
    note: str = Field(default="", min_length=0)

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.indicator_id is None) == (self.sotkanet_id is None):
            raise ValueError("give either 'indicator_id' or 'sotkanet_id'")
        return self

    @property
    def key(self) -> str:
        """What tells one entry from another: "population" or "sotkanet:127"."""
        return self.indicator_id or f"sotkanet:{self.sotkanet_id}"


def chosen_of(indicator: Indicator, theme: Theme) -> Chosen | None:
    """An indicator as an entry of the set; None when it has neither a definition of ours nor a number in SOTKAnet."""
    if _is_defined(indicator.indicator_id):
        return Chosen(theme=theme, indicator_id=indicator.indicator_id)
    if indicator.sotkanet_id is None:
        return None
    return Chosen(theme=theme, sotkanet_id=indicator.sotkanet_id, note=indicator.title.fi)


def load_chosen() -> tuple[Chosen, ...]:
    """The city's set in its order. Raises DefinitionError naming the file and the entry."""
    return read_chosen(path_of(FILE))


def read_chosen(path: Path) -> tuple[Chosen, ...]:
    """The set of one file. Raises DefinitionError, also for an indicator that has no definition."""
    return _validated(read_entries(path, TABLE, Chosen), path.name)


def chosen_text(entries: Iterable[Chosen], earlier: str = "") -> str:
    """The set as the text of a file; what `earlier` says beside the entries stays.

    Comments right above an entry, and those below it, move and go with it; what stands at the top, parted by an
    empty line, stays there. Raises DefinitionError when the set would not read back the same.
    """
    wanted = tuple(entries)
    ends = [*(found.start() for found in BLOCK.finditer(earlier)), len(earlier)]
    head = earlier[: ends[0]].strip("\n")
    documents = [tomlkit.parse(earlier[start:end]) for start, end in pairwise(ends)]
    known = {_key(document): document for document in documents}
    blocks = [_updated(known.get(each.key), each) for each in wanted]
    text = "\n\n".join(part for part in (head, *blocks) if part) + "\n"
    if _validated(parse_entries(text, FILE, TABLE, Chosen), FILE) != wanted:
        raise DefinitionError(f"{FILE}: the set cannot be written so that it reads back the same; edit the file")
    return text


def write_chosen(entries: Iterable[Chosen], path: Path) -> None:
    """Write the set whole or not at all. Raises DefinitionError; never writes into the installation itself."""
    if path.parent.resolve() == EMBEDDED.resolve():
        raise DefinitionError(
            f"{path.name}: the embedded set is not changed; set HYTEDATA_CITY to a folder of the city"
        )
    base = path if path.exists() else EMBEDDED / FILE
    try:
        write_durably(path, chosen_text(entries, base.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as fault:
        raise DefinitionError(f"{path.name}: cannot be written in HYTEDATA_CITY: {fault}") from fault


def _validated(entries: tuple[Chosen, ...], name: str) -> tuple[Chosen, ...]:
    refuse_repeated((each.key for each in entries), name)
    for place, each in enumerate(entries, 1):
        if each.indicator_id and not _is_defined(each.indicator_id):
            raise DefinitionError(
                f"{name}: entry {place}, key 'indicator_id': no definition '{each.indicator_id}'; "
                "use an id of indicators/definitions/, or 'sotkanet_id'"
            )
    return entries


def _is_defined(indicator_id: str) -> bool:
    """Asked of the folder, not of the catalogue: the catalogue may itself ask which indicators are chosen."""
    return (DEFINITIONS / f"{indicator_id}.toml").exists()


def _key(document: TOMLDocument) -> str:
    (table,) = document[TABLE]
    return str(table.get("indicator_id") or f"sotkanet:{table.get('sotkanet_id')}")


def _updated(document: TOMLDocument | None, entry: Chosen) -> str:
    """An entry's own text with what has changed, or a new one."""
    document = tomlkit.parse(f"[[{TABLE}]]\n") if document is None else document
    (table,) = document[TABLE]
    for name, value in entry.model_dump(mode="json").items():
        if value in (None, ""):
            table.pop(name, None)
        elif table.get(name) != value:
            table[name] = value
    return tomlkit.dumps(document).strip("\n")
