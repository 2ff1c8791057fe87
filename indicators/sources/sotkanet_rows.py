"""SOTKAnet's rows of figures by columns, whatever stands in their cells.

Answers of a thousand rows and more come as an Arrow table, read outside Python, when every row is plain; one that is
not comes as JSON's own lists and objects, and is taken cell by cell. Both give the same columns.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from indicators.errors import UnexpectedResponse
from indicators.sources.sotkanet_parts import whole_number
from indicators.sources.sotkanet_units import LARGEST

PLAIN = pa.schema(
    [
        pa.field("indicator", pa.int64(), nullable=False),
        pa.field("region", pa.int64(), nullable=False),
        pa.field("year", pa.int64(), nullable=False),
        pa.field("gender", pa.string(), nullable=False),
        pa.field("value", pa.float64(), nullable=False),
        pa.field("absValue", pa.float64()),
    ]
)
"""What a row is when nothing is wrong with it; whatever it says besides is not ours."""
NEEDED = tuple(field.name for field in PLAIN if not field.nullable)
PLACE_OF_GENDER = {"total": 0, "female": 1, "male": 2}
GENDERS = pa.array(PLACE_OF_GENDER)
LARGEST_ID = 2**31
NOT_STATED = -1
"""In the place of an id, year or gender that is none."""
UNKNOWN_GENDER = -2

Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[Any]


@dataclass(frozen=True)
class SotkanetRows:
    """The answer by columns, one cell a row; `gender` is the place in PLACE_OF_GENDER."""

    indicator: Column
    region: Column
    year: Column
    gender: Column
    value: Column
    absolute: Column
    has_bad_count: Mask


def rows_of(answer: Any, sotkanet_id: int) -> SotkanetRows:
    """The columns of an answer: a table of PLAIN, or what its JSON says.

    Raises UnexpectedResponse when it is no list of objects, or when no row has one of NEEDED.
    """
    if isinstance(answer, pa.Table):
        return _of_table(answer)
    _check_shape(answer, sotkanet_id)
    return _of_objects(answer)


def _check_shape(answer: Any, sotkanet_id: int) -> None:
    if not isinstance(answer, list) or not set(map(type, answer)) <= {dict}:
        raise UnexpectedResponse(f"SOTKAnet's figures of indicator {sotkanet_id} are no list of rows. None was taken.")
    for key in NEEDED:
        if answer and not any(key in row for row in answer):
            raise UnexpectedResponse(
                f"SOTKAnet's figures of indicator {sotkanet_id}: no row has {key!r}. None was taken."
            )


def _of_table(answer: pa.Table) -> SotkanetRows:
    absolute = np.asarray(answer["absValue"].to_numpy(), dtype="float64")
    return SotkanetRows(
        indicator=_possible(answer["indicator"]),
        region=_possible(answer["region"]),
        year=_possible(answer["year"]),
        gender=pc.index_in(answer["gender"], GENDERS).fill_null(UNKNOWN_GENDER).to_numpy(),
        value=answer["value"].to_numpy(),
        absolute=absolute,
        has_bad_count=np.zeros(len(answer), dtype=bool),
    )


def _possible(cells: pa.ChunkedArray) -> Column:
    ids = cells.to_numpy()
    return np.where((ids < 0) | (ids >= LARGEST_ID), NOT_STATED, ids)


def _of_objects(answer: list[dict[str, Any]]) -> SotkanetRows:
    counts = [row.get("absValue") for row in answer]
    absolute = _numbers(counts)
    states_count = np.array([count is not None for count in counts], dtype=bool)
    return SotkanetRows(
        indicator=_ids([row.get("indicator") for row in answer]),
        region=_ids([row.get("region") for row in answer]),
        year=_ids([row.get("year") for row in answer]),
        gender=_genders([row.get("gender") for row in answer]),
        value=_numbers([row.get("value") for row in answer]),
        absolute=absolute,
        has_bad_count=states_count & ~np.isfinite(absolute),
    )


def _ids(cells: list[Any]) -> Column:
    """Whole numbers as int64; NOT_STATED for a cell that is none. True and false are none."""
    return np.array([NOT_STATED if whole_number(cell) is None else cell for cell in cells], dtype="int64")


def _genders(cells: list[Any]) -> Column:
    """Places of genders; NOT_STATED for a cell that is no text, UNKNOWN_GENDER for another text."""
    told = [PLACE_OF_GENDER.get(cell, UNKNOWN_GENDER) if type(cell) is str else NOT_STATED for cell in cells]
    return np.array(told, dtype="int64")


def _numbers(cells: list[Any]) -> Column:
    """Numbers as float64; NaN for a cell that is none, text that looks like a number included."""
    cells = [cell if type(cell) in (int, float) else np.nan for cell in cells]
    try:
        return np.array(cells, dtype="float64")
    except OverflowError:
        return np.array([cell if abs(cell) < LARGEST else np.inf for cell in cells], dtype="float64")
