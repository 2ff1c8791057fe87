"""All indicators HyteData knows: its own definition files, and what an installation has fetched besides.

A definition of ours that is wrong stops the start, with the file and the key in the message: a figure
with a guessed unit or polarity is worse than no figure. Definitions made of a source's own metadata
(`indicators.refresh.definitions`) stand in one file of the installation; ours come before them. The city's
chosen set says which of those the views offer, and under which theme.
"""

import logging
from functools import lru_cache
from pathlib import Path

from indicators.city.chosen import FILE as CHOSEN_FILE
from indicators.city.chosen import load_chosen
from indicators.city.files import path_of
from indicators.definition_files import DEFINITIONS, Catalogue, read_catalogue
from indicators.errors import DefinitionError
from indicators.generated import generated_path, read_generated
from indicators.model import Indicator, Theme

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
    """A damaged file of generated definitions is told to the log: the pages go on with our own."""
    own = _own_definitions()
    if stamp is None:
        return own
    try:
        fetched, themes = read_generated(generated), _chosen_themes()
    except DefinitionError as fault:
        logging.getLogger("hytedata").error("%s", fault)
        return own
    themed = {name: _themed(each, themes) for name, each in fetched.items()}
    wanted = {name for name, each in fetched.items() if each.sotkanet_id in themes}
    return Catalogue({**themed, **own}, offered={*own, *wanted})


def _chosen_themes() -> dict[int, Theme]:
    return {one.sotkanet_id: one.theme for one in load_chosen() if one.sotkanet_id}


def _themed(indicator: Indicator, themes: dict[int, Theme]) -> Indicator:
    """The indicator under the theme the city has chosen it for."""
    theme = themes.get(indicator.sotkanet_id or 0)
    return indicator if theme is None else indicator.model_copy(update={"theme": theme})


@lru_cache(maxsize=1)
def _own_definitions() -> Catalogue:
    return read_catalogue(DEFINITIONS)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
