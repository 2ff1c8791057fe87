"""The city's files: where they lie, and how their entries are read.

Each is a TOML file with one list of tables. A city keeps its own in the folder that `HYTEDATA_CITY`
names; a file it has not written yet is the embedded one.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from indicators.errors import DefinitionError
from indicators.model import Definition
from indicators.settings import city_folder

EMBEDDED = Path(__file__).parent
Entry = TypeVar("Entry", bound=Definition)


def own_folder() -> Path | None:
    """The folder the city has named for its own files; None while it uses the embedded ones."""
    folder = city_folder()
    return None if folder.resolve() == EMBEDDED.resolve() else folder


def path_of(name: str) -> Path:
    """The city's own file, or the embedded one where the city has none."""
    own = city_folder() / name
    return own if own.exists() else EMBEDDED / name


def city_stamp() -> tuple[tuple[int, int], ...]:
    """What tells that one of the city's files has changed: each file's time of writing and size."""
    stats = [path_of(name).stat() for name in ("chosen.toml", "information.toml", "products.toml")]
    return tuple((each.st_mtime_ns, each.st_size) for each in stats)


def read_entries(path: Path, table: str, model: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a file in its order. Raises DefinitionError naming the file, the entry and the key."""
    try:
        return parse_entries(path.read_text(encoding="utf-8"), path.name, table, model)
    except (OSError, UnicodeDecodeError) as fault:
        raise DefinitionError(f"{path.name}: cannot be read as UTF-8 text: {fault}") from fault


def parse_entries(text: str, name: str, table: str, model: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a file's text; `name` is the file's, for messages. Raises DefinitionError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{name}: not valid TOML: {fault}") from fault
    unknown = sorted(set(content) - {table})
    if unknown:
        raise DefinitionError(f"{name}: unknown key '{unknown[0]}'; the file holds [[{table}]] only")
    listed = content.get(table, [])
    if not isinstance(listed, list):
        raise DefinitionError(f"{name}: '{table}' is not a list; write each entry under [[{table}]]")
    return tuple(_parse_entry(each, place, name, model) for place, each in enumerate(listed, 1))


def refuse_repeated(keys: Iterable[str], name: str) -> None:
    """Raise DefinitionError when two entries have the same key; the message tells both places."""
    seen: dict[str, int] = {}
    for place, key in enumerate(keys, 1):
        if key in seen:
            raise DefinitionError(f"{name}: entry {place} repeats {key} of entry {seen[key]}; remove one")
        seen[key] = place


def _parse_entry(content: object, place: int, name: str, model: type[Entry]) -> Entry:
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole entry"
        raise DefinitionError(f"{name}: entry {place}, key '{key}': {first['msg']}") from fault
