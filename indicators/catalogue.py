"""All indicators HyteData knows: its own definition files, and what an installation has fetched besides.

A definition of ours that is wrong stops the start, with the file and the key in the message: a figure
with a guessed unit or polarity is worse than no figure. Definitions made of a source's own metadata
(`indicators.refresh.definitions`) stand in one file of the installation; ours come before them. The city's
chosen set says which of those the views offer, and under which theme; a set of the city's own also gives
ours their themes, and all lists their order.
"""

import logging
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from indicators.city.chosen import FILE as CHOSEN_FILE
from indicators.city.chosen import Chosen, read_chosen
from indicators.city.files import EMBEDDED, path_of
from indicators.definition_files import DEFINITIONS, Catalogue, read_catalogue
from indicators.errors import DefinitionError
from indicators.generated import generated_path, read_generated
from indicators.model import Indicator

Stamp = tuple[int, int] | None
"""A file's time of change and size; None when there is no file."""


def load_catalogue() -> Catalogue:
    """Our own definitions and the installation's generated ones; read again when those or the chosen set change.

    Raises DefinitionError.
    """
    generated, chosen = generated_path().absolute(), path_of(CHOSEN_FILE).absolute()
    return _catalogue(generated, _stamp(generated), chosen, _stamp(chosen))


@lru_cache(maxsize=2)
def _catalogue(generated: Path, stamp: Stamp, chosen: Path, chosen_stamp: Stamp) -> Catalogue:
    """A damaged file of generated definitions or of the city is told to the log: the pages go on with our own."""
    own, is_citys = _own_definitions(), chosen.parent.resolve() != EMBEDDED.resolve()
    if stamp is None and not is_citys:
        return own
    try:
        return _composed(own, read_generated(generated), read_chosen(chosen), is_citys=is_citys)
    except DefinitionError as fault:
        logging.getLogger("hytedata").error("%s", fault)
        return own


def _composed(
    own: Catalogue, fetched: Mapping[str, Indicator], chosen: Iterable[Chosen], *, is_citys: bool
) -> Catalogue:
    """All definitions under the chosen themes; the embedded set leaves the themes and the order of ours alone."""
    every, entries = {**fetched, **own}, {each.key: each for each in chosen}
    governed = every if is_citys else fetched
    found = {name: entry for name in governed if (entry := _entry_of(every[name], entries))}
    themed = {name: every[name].model_copy(update={"theme": entry.theme}) for name, entry in found.items()}
    order = [code for key in entries for code in _names(key, found) or [key]] if is_citys else []
    return Catalogue({**every, **themed}, offered={*own, *found}, order=order)


def _entry_of(indicator: Indicator, entries: Mapping[str, Chosen]) -> Chosen | None:
    """What the city says of an indicator: by its id, else by its number in SOTKAnet."""
    return entries.get(indicator.indicator_id) or entries.get(f"sotkanet:{indicator.sotkanet_id}")


def _names(key: str, found: Mapping[str, Chosen]) -> list[str]:
    """The indicators of one entry: one number of SOTKAnet may stand for several."""
    return [name for name, entry in found.items() if entry.key == key]


@lru_cache(maxsize=1)
def _own_definitions() -> Catalogue:
    return read_catalogue(DEFINITIONS)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
