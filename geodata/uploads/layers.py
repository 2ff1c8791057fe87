"""What a reader makes of a boundary file, before anybody has judged whether its areas can be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.errors import GeodataError

Shapes = npt.NDArray[np.object_]
"""One shapely geometry an area, None where the file has none."""
Facts = Mapping[str, str | int]

MOST_AREAS = 100_000
"""All of Finland has some 13 000 grid squares of a statistical map; a file of more is no division."""
MOST_POINTS = 20_000_000
MOST_COLUMNS = 2_000


class Finding(NamedTuple):
    """One thing that was put right, set aside or guessed: its code, the area's number in the file from 1, facts."""

    code: str
    row: int | None
    facts: Facts


class FileRefused(GeodataError):
    """A boundary file that cannot be used: which rule, where, with which facts."""

    def __init__(self, code: str, row: int | None = None, **facts: str | int) -> None:
        self.finding = Finding(code, row, facts)
        place = "" if row is None else f", area {row}"
        super().__init__(f"{code}{place}: " + ", ".join(f"{name} {fact}" for name, fact in facts.items()))


@dataclass(frozen=True)
class Layer:
    """Areas of one layer: `columns` of texts ("" for none), a shape each, and the file's number of each.

    `epsg` is the coordinate system that the file names, None where it names none.
    """

    kind: str
    name: str
    columns: Mapping[str, list[str]]
    shapes: Shapes
    rows: list[int]
    epsg: int | None
    findings: tuple[Finding, ...] = ()
    encoding: str = ""


def as_text(value: Any) -> str:
    """A value of an attribute as text: "" for none, numbers as they are written, lists and objects as JSON has them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def refuse_too_many(areas: int) -> None:
    """Raise FileRefused for more than `MOST_AREAS`."""
    if areas > MOST_AREAS:
        raise FileRefused("too_many_areas", number=areas, limit=MOST_AREAS)


def object_array(shapes: list[Any]) -> Shapes:
    """The shapes as an array of one dimension, whatever they are."""
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found
