"""Definitions made of a source's own metadata, for indicators that nobody here has described yet.

They claim nothing that the source does not say: no direction is better, no place in the impact chain.
They stand in one JSON file of the installation, written by the refresh.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from geodata.durable import write_durably
from indicators.errors import DefinitionError
from indicators.model import Indicator
from indicators.settings import data_home

FILE = "definitions.json"


def generated_path(home: Path | None = None) -> Path:
    """The file of an installation's generated definitions."""
    return (home or data_home()) / FILE


def read_generated(path: Path) -> dict[str, Indicator]:
    """Generated definitions by id; {} without a file. Raises DefinitionError when the file is damaged."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise DefinitionError(f"{path}: cannot be read: {fault}") from fault
    try:
        return {each.indicator_id: each for each in _adapter().validate_json(text)}
    except ValidationError as fault:
        first = fault.errors()[0]
        raise DefinitionError(
            f"{path}: damaged at {first['loc']}: {first['msg']}; remove it and run `python -m indicators refresh`"
        ) from fault


def write_generated(definitions: Mapping[str, Indicator], path: Path) -> None:
    """Keep definitions in the order of their ids. Raises OSError."""
    ordered = [definitions[name] for name in sorted(definitions)]
    write_durably(path, _adapter().dump_json(ordered, exclude_defaults=True).decode())


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[list[Indicator]]:
    return TypeAdapter(list[Indicator])
