"""SPSS files (.sav, .zsav, .por): every cell as a text, with labels, missing values and what was odd."""

import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyreadstat

from indicators.survey.reading.limits import refuse_too_many_cells
from indicators.survey.reading.outcome import Note, Reading, Refused, Wishes, shown
from indicators.survey.reading.spss_cases import counted_cases
from indicators.survey.reading.spss_header import Dictionary, read_dictionary
from indicators.survey.reading.spss_letters import BYTES_AS_THEY_ARE, Decoded, Letters, found_letters
from indicators.survey.reading.spss_tables import SpssTable

ENCRYPTED = b"ENCRYPTEDSAV"
PORTABLE_TAG, PORTABLE_SPLASH, PORTABLE_FRONT = b"SPSSPORT", b"ASCII SPSS PORT FILE", 600
FAILURES = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, IndexError, TypeError, OverflowError)
"""What pyreadstat raises over damaged files: its own errors, and Python's from inside it."""
DOUBLE = "_duplicated"
"""What pyreadstat writes behind a name that was there before: such columns cannot be asked for by name."""
VALUES_A_PASS = 4_000_000
"""Values of 8 bytes that ReadStat makes into Python objects at a time: about 150 MB."""


def is_spss(content: bytes) -> str | None:
    """Which kind by the first bytes: "sav" (an encrypted one too, which is refused later), "zsav", "por", or None."""
    if content[:4] == b"$FL2" or content[8:20] == ENCRYPTED:
        return "sav"
    if content[:4] == b"$FL3":
        return "zsav"
    front = re.sub(rb"[\r\n]", b"", content[:PORTABLE_FRONT])
    return "por" if front[456:464] == PORTABLE_TAG or PORTABLE_SPLASH in front[:200] else None


def read_spss(content: bytes, wishes: Wishes) -> Reading:
    """The table of an SPSS file: one text a cell, "" for system-missing, rows numbered by case from 1.

    Values that the file calls missing stay, and stand in `Variable.missing`. Raises Refused for a file that is cut,
    damaged, encrypted, or whose letters no encoding explains.
    """
    kind = is_spss(content)
    if content[8:20] == ENCRYPTED:
        raise Refused("spss_encrypted")
    return _read_portable(content) if kind == "por" else _read_system(content, str(kind), wishes)


def _read_system(content: bytes, kind: str, wishes: Wishes) -> Reading:
    dictionary = read_dictionary(content)
    notes = _checked_cases(content, dictionary)
    table = SpssTable(*_all_columns(content, dictionary), Letters("latin-1"))
    if dictionary.cases >= 0 and len(table.columns[0]) != dictionary.cases:
        raise Refused("spss_cut", said=dictionary.cases, found=len(table.columns[0]))
    letters = found_letters(dictionary, table.texts(), wishes.encoding)
    dialect: dict[str, str | int] = {"kind": kind, "encoding": letters.encoding}
    if weight := dictionary.weight:
        dialect["weight"] = shown(letters.decoded(weight.decode("latin-1")))
    return replace(table, letters=letters).reading(dialect, (*letters.notes, *notes))


def _read_portable(content: bytes) -> Reading:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            columns, metadata = pyreadstat.read_por(
                io.BytesIO(content), output_format="dict", disable_datetime_conversion=True
            )
    except FAILURES:
        raise Refused("spss_portable_cut", size=len(content)) from None
    return SpssTable(list(columns.values()), metadata, Decoded()).reading({"kind": "por"}, ())


def _checked_cases(content: bytes, dictionary: Dictionary) -> list[Note]:
    """Notes on the number of cases. Raises Refused for data that end before they should."""
    found, left = counted_cases(content, dictionary)
    refuse_too_many_cells(found, sum(map(bool, dictionary.names)))
    if dictionary.cases < 0:
        if left:
            raise Refused("spss_cut_inside", found=found)
        return [Note("spss_no_count", facts={"found": found})]
    if found < dictionary.cases or (found and not dictionary.cases):
        raise Refused("spss_cut", said=dictionary.cases, found=found)
    more = found > dictionary.cases or left
    return [Note("spss_more_data", facts={"said": dictionary.cases})] if more else []


def _all_columns(content: bytes, dictionary: Dictionary) -> tuple[list[Sequence[Any]], Any]:
    """The values of each column, read some columns at a time; and ReadStat's metadata."""
    _, metadata = _read_some(content, metadataonly=True)
    names = metadata.column_names
    if any(DOUBLE in name for name in names):
        return list(_read_some(content)[0].values()), metadata
    columns: list[Sequence[Any]] = []
    for group in _groups(metadata, max(1, dictionary.cases)):
        columns += _read_some(content, usecols=group)[0].values()
    return columns, metadata


def _groups(metadata: Any, cases: int) -> Iterable[list[str]]:
    group: list[str] = []
    values = 0
    for name in metadata.column_names:
        width = cases * max(1, metadata.variable_storage_width[name] // 8)
        if group and values + width > VALUES_A_PASS:
            yield group
            group, values = [], 0
        group.append(name)
        values += width
    yield group


def _read_some(content: bytes, **how: Any) -> tuple[Mapping[str, Sequence[Any]], Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return pyreadstat.read_sav(
                io.BytesIO(content),
                encoding=BYTES_AS_THEY_ARE,
                user_missing=True,
                disable_datetime_conversion=True,
                output_format="dict",
                **how,
            )
    except FAILURES as error:
        raise Refused("spss_unreadable", reason=shown(str(error))) from None
