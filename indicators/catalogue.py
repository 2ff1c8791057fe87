"""All indicators HyteData knows, read from their definition files.

A definition that is wrong stops the start, with the file and the key in the message: a figure
with a guessed unit or polarity is worse than no figure.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from indicators.errors import DefinitionError
from indicators.model import Indicator, Theme

DEFINITIONS = Path(__file__).parent / "definitions"


class Catalogue(Mapping[str, Indicator]):
    """Indicators by `indicator_id`, in alphabetical order of the id."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self._indicators = dict(sorted(indicators.items()))

    def __getitem__(self, indicator_id: str) -> Indicator:
        return self._indicators[indicator_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)

    def of_theme(self, theme: Theme) -> tuple[Indicator, ...]:
        """The indicators of one theme."""
        return tuple(each for each in self.values() if each.theme is theme)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the definitions say: another text, another digest."""
        texts = (each.model_dump_json() for each in self.values())
        return sha256("\n".join(texts).encode()).hexdigest()


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """HyteData's own definitions, read once a process. Raises DefinitionError."""
    return read_catalogue(DEFINITIONS)


def read_catalogue(folder: Path) -> Catalogue:
    """Every `*.toml` of `folder`, except templates (`_*.toml`). Raises DefinitionError."""
    files = sorted(path for path in folder.glob("*.toml") if not path.name.startswith("_"))
    if not files:
        raise DefinitionError(f"{folder}: no definition files; the installation is incomplete")
    return Catalogue({path.stem: read_definition(path) for path in files})


def read_definition(path: Path) -> Indicator:
    """One definition. Raises DefinitionError naming the file and the key that is wrong."""
    try:
        indicator = Indicator.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DefinitionError(f"{path.name}: not valid TOML: {fault}") from fault
    except ValidationError as fault:
        raise DefinitionError(f"{path.name}: {_first_fault(fault)}") from fault
    if indicator.indicator_id != path.stem:
        raise DefinitionError(
            f"{path.name}: key 'indicator_id' is '{indicator.indicator_id}', "
            f"but the file's name says '{path.stem}'; make them the same"
        )
    return indicator


def _first_fault(fault: ValidationError) -> str:
    first = fault.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "the whole file"
    return f"key '{key}': {first['msg']} ({fault.error_count()} faults in this file)"
