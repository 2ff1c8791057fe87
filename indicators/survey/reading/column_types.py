"""What each column holds, proposed from its texts alone: a person confirms it before anything is converted."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from indicators.survey.reading.answer_scales import scale_of_numbers, scale_of_words
from indicators.survey.reading.outcome import Reading, Variable
from indicators.survey.reading.text_forms import (
    DATES,
    DAY_FIRST,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    MONTH_FIRST,
    WHOLE,
    is_code,
    is_missing,
    parsed_date,
    parsed_number,
)

MOSTLY = 0.9
"""The share of filled cells that fit a type before it is proposed; the rest is counted and shown."""
MOST_CATEGORIES = 30
LONGEST_CATEGORY = 60
FEWEST_REPEATS = 2
"""Filled cells for each different text before groups or a scale are proposed: five different ids are no scale."""
FIRST_TEXTS = 500
"""Different texts that are looked at before all are."""
FEW_CODES = 3
"""So few different whole numbers are groups (1 = woman, 2 = man), not amounts."""
CODE_NAME = re.compile(
    r"(?:^|[_\W])(?:id|uuid|code|koodi|kod|kunta(?:nro|numero|koodi)?|kommun(?:nr|kod)?|postinumero|postinro|postnummer"
    r"|zip|postal[ _]?code|tunnus|tunniste)(?:$|[_\W])",
    re.IGNORECASE,
)
"""Names of columns whose digits are codes."""


class ColumnKind(StrEnum):
    """What a column may be."""

    CODE = "code"
    CATEGORY = "category"
    NUMBER = "number"
    DATE = "date"
    LIKERT = "likert"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True)
class ColumnType:
    """A proposal for one column, and the facts that speak for it."""

    column: str
    kind: ColumnKind
    different: int = 0
    """How many different texts it has, those of no answer left out."""
    missing: tuple[str, ...] = ()
    """Texts of the column that are taken for no answer."""
    decimal_mark: str = ""
    date_order: str = ""
    ambiguous: bool = False
    """True where the days of every date may be months too."""
    scale: tuple[str, ...] = ()
    """The answers of a Likert column, from the low end."""
    unfit: int = 0
    """Filled cells that do not fit, and the file's row of the first."""
    first_unfit_row: int | None = None


def column_type(facts: Mapping[str, Any]) -> ColumnType:
    """A type from its facts as plain data, as `dataclasses.asdict` and JSON give them."""
    tuples = {name: tuple(facts[name]) for name in ("missing", "scale")}
    return ColumnType(**{**facts, **tuples, "kind": ColumnKind(facts["kind"])})


Counts = Mapping[str, int]
"""How many cells have each text."""


@dataclass(frozen=True)
class Parsed:
    """Values of a column, NaN or NaT where there is none, and the places from 0 of cells that do not fit its type."""

    values: npt.NDArray[np.float64] | npt.NDArray[np.datetime64]
    unfit: tuple[int, ...]


def proposed_types(reading: Reading) -> tuple[ColumnType, ...]:
    """A proposal for each column of a reading, in their order."""
    return tuple(_proposed(reading, name) for name in reading.columns)


def parsed_numbers(column: pa.ChunkedArray, confirmed: ColumnType) -> Parsed:
    """The numbers of a column in the notation that was confirmed."""
    nothing = np.float64("nan")
    return _parsed(column, confirmed, lambda text: parsed_number(text, confirmed.decimal_mark), nothing, "float64")


def parsed_dates(column: pa.ChunkedArray, confirmed: ColumnType) -> Parsed:
    """The dates of a column in the order that was confirmed, to the second."""
    nothing = np.datetime64("NaT")
    return _parsed(column, confirmed, lambda text: parsed_date(text, confirmed.date_order), nothing, "datetime64[s]")


def _parsed(
    column: pa.ChunkedArray,
    confirmed: ColumnType,
    parse: Callable[[str], float | datetime | None],
    nothing: np.float64 | np.datetime64,
    dtype: str,
) -> Parsed:
    encoded = column.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    none = [text in confirmed.missing or is_missing(text) for text in texts]
    found = [None if skip else parse(text) for text, skip in zip(texts, none, strict=True)]
    values = np.array([nothing if each is None else each for each in found], dtype=dtype)
    wrong = np.array([each is None and not skip for each, skip in zip(found, none, strict=True)], dtype=bool)
    places = encoded.indices.to_numpy(zero_copy_only=False)
    return Parsed(values[places], tuple(np.flatnonzero(wrong[places]).tolist()))


def _proposed(reading: Reading, name: str) -> ColumnType:
    column = reading.cells[name]
    variable = reading.variables.get(name, Variable())
    counted = pc.value_counts(column.combine_chunks())
    counts = dict(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
    missing = tuple(text for text in counts if text and (is_missing(text) or _is_said_missing(text, variable)))
    filled = {text: count for text, count in counts.items() if text.strip() and text not in missing}
    found, unfit = _judged(name, filled, variable)
    if unfit:
        here = pc.index(pc.is_in(column, value_set=pa.array(unfit, pa.string())), True).as_py()
        row = reading.row_numbers[here].as_py()
        found = replace(found, unfit=sum(filled[text] for text in unfit), first_unfit_row=row)
    return replace(found, different=len(filled), missing=(*missing, *found.missing))


def _is_said_missing(text: str, variable: Variable) -> bool:
    """True for a value that an SPSS file calls missing: by itself, or within a range."""
    return text in variable.missing or any(_within(text, each) for each in variable.missing if "–" in each)


def _within(text: str, limits: str) -> bool:
    low, _, high = limits.partition("–")
    try:
        value = float(text)
        return (low == "LO" or float(low) <= value) and (high == "HI" or value <= float(high))
    except ValueError:
        return False


def _judged(name: str, filled: Counts, variable: Variable) -> tuple[ColumnType, list[str]]:
    """The proposal for the filled cells, and the texts that do not fit it."""
    if not filled:
        return ColumnType(name, ColumnKind.EMPTY), []
    if variable.values and set(filled) <= set(variable.values):
        return _labelled(name, variable), []
    if _are_codes(name, filled):
        return ColumnType(name, ColumnKind.CODE), []
    return _dates(name, filled) or _numbers(name, filled) or (_words(name, filled), [])


def _labelled(name: str, variable: Variable) -> ColumnType:
    """A column of which every value has a label: a scale by its words, or groups."""
    scale = scale_of_words(variable.values.values())
    if scale is None:
        return ColumnType(name, ColumnKind.CATEGORY)
    return ColumnType(name, ColumnKind.LIKERT, scale=tuple(variable.values))


def _are_codes(name: str, filled: Counts) -> bool:
    """True for digits and codes but for a word or two, as in a row of sums, where a code or the name tells of codes."""
    words = [text for text in filled if not (text.strip().isdigit() or is_code(text))]
    return _mostly(filled, words) and (CODE_NAME.search(name) is not None or any(map(is_code, filled)))


def _dates(name: str, filled: Counts) -> tuple[ColumnType, list[str]] | None:
    unfit = _unfit(filled, DATES, parsed_date)
    if not unfit:
        return None
    order = min(unfit, key=lambda each: _cells(filled, unfit[each]))
    if not _mostly(filled, unfit[order]):
        return None
    both = order in (DAY_FIRST, MONTH_FIRST) and unfit.get(DAY_FIRST) == unfit.get(MONTH_FIRST) == []
    return ColumnType(name, ColumnKind.DATE, date_order=order, ambiguous=both), unfit[order]


def _numbers(name: str, filled: Counts) -> tuple[ColumnType, list[str]] | None:
    unfit = _unfit(filled, (WHOLE, DECIMAL_COMMA, DECIMAL_POINT), parsed_number)
    if not unfit:
        return None
    mark = min(unfit, key=lambda each: _cells(filled, unfit[each]))
    if not _mostly(filled, unfit[mark]):
        return None
    if mark == WHOLE and not unfit[mark] and _cells(filled, filled) >= FEWEST_REPEATS * len(filled):
        values = {text: parsed_number(text, mark) or 0.0 for text in filled}
        if scale := scale_of_numbers(set(values.values())):
            return _scale(name, values, scale), []
        if len(filled) <= FEW_CODES:
            return ColumnType(name, ColumnKind.CATEGORY), []
    return ColumnType(name, ColumnKind.NUMBER, decimal_mark=mark), unfit[mark]


def _scale(name: str, values: Mapping[str, float], scale: tuple[float, float, list[float]]) -> ColumnType:
    low, high, outside = scale
    answers = tuple(str(answer) for answer in range(int(low), int(high) + 1))
    missing = tuple(text for text, value in values.items() if value in outside)
    return ColumnType(name, ColumnKind.LIKERT, scale=answers, missing=missing)


def _words(name: str, filled: Counts) -> ColumnType:
    if scale := scale_of_words(filled):
        return ColumnType(name, ColumnKind.LIKERT, scale=scale)
    few = len(filled) <= MOST_CATEGORIES and _cells(filled, filled) >= FEWEST_REPEATS * len(filled)
    short = max(map(len, filled)) <= LONGEST_CATEGORY
    return ColumnType(name, ColumnKind.CATEGORY if few and short else ColumnKind.TEXT)


def _unfit(filled: Counts, forms: Iterable[str], parse: Callable[[str, str], object]) -> dict[str, list[str]]:
    """The texts that do not fit, for each form that half of the first texts fit: a million open answers cost little."""
    first = list(islice(filled, FIRST_TEXTS))
    likely = [form for form in forms if 2 * sum(parse(text, form) is not None for text in first) >= len(first)]
    return {form: [text for text in filled if parse(text, form) is None] for form in likely}


def _cells(filled: Counts, texts: Collection[str]) -> int:
    return sum(filled[text] for text in texts)


def _mostly(filled: Counts, unfit: Collection[str]) -> bool:
    return _cells(filled, unfit) <= (1 - MOSTLY) * _cells(filled, filled)
