"""Definition files: reading them strictly, and all of them together as a catalogue."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from indicators.errors import DefinitionError
from indicators.model import Indicator, Theme

DEFINITIONS = Path(__file__).parent / "definitions"


class Catalogue(Mapping[str, Indicator]):
    """Indicators by `indicator_id`, in alphabetical order of the id.

    `offered` are those that views offer and compare: all, unless only some are named. The others can be
    found in the catalogue and opened by their address. `order` names those that lists begin with.
    """

    def __init__(
        self, indicators: Mapping[str, Indicator], offered: Collection[str] | None = None, order: Sequence[str] = ()
    ) -> None:
        self._places = {code: place for place, code in enumerate(order)}
        self._indicators = dict(sorted(indicators.items()))
        chosen = self._indicators if offered is None else offered
        self.offered = tuple(name for name in self._indicators if name in chosen)

    def __getitem__(self, indicator_id: str) -> Indicator:
        return self._indicators[indicator_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)

    def of_theme(self, theme: Theme) -> tuple[Indicator, ...]:
        """The offered indicators of one theme, those of the city's order first."""
        return tuple(self[name] for name in sorted(self.offered, key=self.place_of) if self[name].theme is theme)

    def place_of(self, code: str) -> int:
        """Where the city puts an indicator in every list, from 0; all that it does not name share the last place."""
        return self._places.get(code, len(self._places))

    def in_order(self, indicators: Iterable[Indicator], language: str) -> list[Indicator]:
        """Indicators as every list has them: by theme, in the city's order, then by title."""
        themes = list(Theme)

        def place(indicator: Indicator) -> tuple[int, int, str]:
            title = str(getattr(indicator.title, language))
            return themes.index(indicator.theme), self.place_of(indicator.indicator_id), title

        return sorted(indicators, key=place)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that the definitions say, and of what is offered in what order."""
        texts = (*self.offered, *self._places, *(each.model_dump_json() for each in self.values()))
        return sha256("\n".join(texts).encode()).hexdigest()


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
