"""A statistical table as its file gives it: dimensions with codes and labels, and one value a cell.

PxWeb's CSV, JSON-stat and PX files all become a `Table`; what its dimensions mean to us is decided later
(see `table_cells`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import prod
from types import MappingProxyType
from typing import Any

import pandas as pd

from indicators.errors import UploadError

MOST_CELLS = 20_000_000
"""Cells of one table. A file may declare more than any machine holds; it is refused before anything is made."""


class Role(StrEnum):
    """What a dimension is, where the file says so."""

    TIME = "time"
    AREA = "geo"
    CONTENT = "metric"
    OTHER = "other"


@dataclass(frozen=True)
class Dimension:
    """One dimension: its code, its label, and its categories in order (code → label)."""

    code: str
    label: str
    categories: Mapping[str, str]
    role: Role = Role.OTHER

    def is_called(self, name: str) -> bool:
        """True when `name` is its code or its label, whatever the case."""
        return name.casefold() in (self.code.casefold(), self.label.casefold())

    def category(self, name: str) -> str | None:
        """The code of the category that is called `name`, by code or else by label; None when there is none."""
        if name in self.categories:
            return name
        found = [code for code, label in self.categories.items() if label.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Table:
    """`keys` has one column a dimension (category codes) and one row a cell; values and marks go beside it.

    `values` is text as the file has it (numbers of JSON in Python's shortest form), `marks` the flag beside the
    value or "", `rows` the cell's place in the file ("row" of a CSV, else the cell's number from 1).
    """

    code: str
    title: str
    dimensions: tuple[Dimension, ...]
    keys: pd.DataFrame
    values: pd.Series
    marks: pd.Series
    rows: pd.Series
    row_name: str = "cell"
    decimal: str = "."
    source: str = ""
    updated: str = ""
    notes: tuple[str, ...] = ()
    extension: Mapping[str, Any] = field(default_factory=dict)
    """What the producer adds in members of its own (JSON-stat)."""

    def dimension(self, name: str) -> Dimension | None:
        """The dimension called `name`, as `named_dimension` finds it."""
        return named_dimension(self.dimensions, name)


def named_dimension(dimensions: Iterable[Dimension], name: str) -> Dimension | None:
    """The dimension called `name`, by code or else by label; None when there is none."""
    called = [each for each in dimensions if each.is_called(name)]
    return next((each for each in called if each.code == name), next(iter(called), None))


def table_code(text: str) -> str:
    """The short code of a table from any of its names, in small letters.

    "StatFin/vaerak/statfin_vaerak_pxt_11ra.px", "vaerak/11ra.px" and "11ra -- Key figures" are all "11ra".
    """
    name = text.strip().split(" -- ")[0].split("/")[-1].casefold().removesuffix(".px")
    return name.rsplit("_pxt_", maxsplit=1)[-1]


def all_keys(dimensions: tuple[Dimension, ...]) -> pd.DataFrame:
    """Every combination of categories, the last dimension changing fastest, as columns of category codes.

    Raises UploadError when that would be more than `MOST_CELLS`.
    """
    number = prod(len(each.categories) for each in dimensions)
    if not dimensions or number > MOST_CELLS:
        raise UploadError(f"the table declares {number} cells; tables of 1 to {MOST_CELLS} cells are read")
    names = [each.code for each in dimensions]
    if len(set(names)) < len(names):
        raise UploadError(f"two dimensions of the table have the same code: {', '.join(names)}")
    products = pd.MultiIndex.from_product([list(each.categories) for each in dimensions], names=names)
    return products.to_frame(index=False)


def categories(codes: list[str], labels: list[str]) -> Mapping[str, str]:
    """Codes with their labels, in order. Raises UploadError when they do not go together or a code stands twice."""
    if len(codes) != len(labels) or len(set(codes)) != len(codes):
        raise UploadError(f"{len(codes)} codes and {len(labels)} labels do not go together, or a code stands twice")
    return MappingProxyType(dict(zip(codes, labels, strict=True)))
