"""JSON-stat, as PxWeb and data rooms serve it: version 2.0, and datasets of version 1.

The format: https://json-stat.org/full/. Status flags, notes and the producer's own rules (in `extension`) are kept.
"""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import pandas as pd

from indicators.errors import UploadError
from indicators.formats.tables import Dimension, Role, Table, all_keys, categories
from indicators.survey.reading.decoding import text_of

OURS = "hytedata"
"""The member of `extension` that `jsonstat_house` writes and reads."""
LONGEST_RULES = 40
"""Lines of rules and notes that are kept of one table."""


def read_jsonstat(content: bytes) -> Table:
    """The dataset of a JSON-stat file. Raises UploadError saying what is wrong with it."""
    return parse_jsonstat(load_json(content))


def load_json(content: bytes) -> Any:
    """JSON without the traps: no NaN, no endless nesting. Raises UploadError."""
    try:
        return json.loads(text_of(content), parse_constant=_refuse_constant)
    except RecursionError as fault:
        raise UploadError("the JSON is nested too deeply") from fault
    except ValueError as fault:
        raise UploadError(f"the file is not valid JSON: {fault}") from fault


def is_jsonstat(document: Any) -> bool:
    """True when the document looks like a JSON-stat dataset of either version."""
    return isinstance(document, dict) and _dataset(document) is not None


def parse_jsonstat(document: Any) -> Table:
    """The dataset of a JSON-stat document. Raises UploadError naming the member that is wrong.

    In a list every cell stands, null being MISSING; an object of values is sparse, and what it leaves out is no cell.
    """
    dataset = _dataset(document) if isinstance(document, dict) else None
    if dataset is None:
        raise UploadError("this JSON is no JSON-stat dataset: it has no 'dimension' and 'value'")
    names, sizes, roles = _header(dataset)
    dimensions = tuple(
        _dimension(name, size, _object(dataset["dimension"], name), roles)
        for name, size in zip(names, sizes, strict=True)
    )
    keys = all_keys(dimensions)
    values = pd.Series(_spread(dataset, "value", len(keys)), dtype=object)
    marks = pd.Series(_spread(dataset, "status", len(keys)), dtype=object)
    present = (values != "") | (marks != "") | isinstance(dataset["value"], list)
    extension = _object(dataset, "extension")
    px = _object(extension, "px")
    return Table(
        code=str(px.get("tableid") or extension.get("tableid") or _last_part(dataset) or ""),
        title=str(dataset.get("label") or ""),
        dimensions=dimensions,
        keys=keys[present],
        values=values[present],
        marks=marks[present],
        rows=pd.Series(range(1, len(keys) + 1))[present],
        source=str(dataset.get("source") or ""),
        updated=str(dataset.get("updated") or ""),
        notes=_rules(dataset, dimensions, extension),
        extension=extension,
    )


def _dataset(document: dict[str, Any]) -> dict[str, Any] | None:
    """Version 2 is the dataset itself; version 1 wraps it under a name; a collection may embed one."""
    inner = document.get("dataset")
    for candidate in (document, inner):
        if isinstance(candidate, dict) and isinstance(candidate.get("dimension"), dict) and "value" in candidate:
            return candidate
    return None


def _header(dataset: dict[str, Any]) -> tuple[list[str], list[int], dict[str, Role]]:
    names: Any
    sizes: Any
    where = dataset if "id" in dataset else dataset["dimension"]
    names, sizes = where.get("id"), where.get("size")
    if not _is_list_of(names, str) or not _is_list_of(sizes, int) or len(names) != len(sizes) or min(sizes) < 1:
        raise UploadError("'id' and 'size' must be lists of equal length: names, and numbers of categories from 1 up")
    stated = _object(where, "role") or _object(dataset, "role")
    roles = {name: role for role in (Role.TIME, Role.AREA, Role.CONTENT) for name in stated.get(role, ())}
    return names, sizes, roles


def _is_list_of(given: Any, kind: type) -> bool:
    return isinstance(given, list) and len(given) > 0 and all(type(each) is kind for each in given)


def _dimension(name: str, size: int, stated: dict[str, Any], roles: dict[str, Role]) -> Dimension:
    category = _object(stated, "category")
    labels = _object(category, "label")
    index = category.get("index", list(labels))
    codes = list(index) if isinstance(index, list) else [code for code, _ in sorted(index.items(), key=_place_of)]
    if len(codes) != size:
        raise UploadError(f"dimension '{name}' has {len(codes)} categories, but 'size' says {size}")
    known = [str(labels.get(code, code)) for code in codes]
    label = str(stated.get("label") or name)
    return Dimension(name, label, categories([str(code) for code in codes], known), roles.get(name, Role.OTHER))


def _place_of(item: tuple[str, Any]) -> int:
    if type(item[1]) is not int:
        raise UploadError(f"category '{item[0]}' has no whole number as its index")
    return item[1]


def _spread(dataset: dict[str, Any], member: str, number: int) -> list[str]:
    """Values or flags, one a cell, as text; absent ones are "". A lone text holds for every cell."""
    given = dataset.get(member)
    if given is None or (isinstance(given, str) and member == "status"):
        return [given or ""] * number
    if isinstance(given, list):
        if len(given) != number:
            raise UploadError(f"'{member}' has {len(given)} entries, but the dimensions make {number} cells")
        return [_text(each) for each in given]
    spread = [""] * number
    for place, each in _object(dataset, member).items():
        if not place.isdigit() or int(place) >= number:
            raise UploadError(f"'{member}' names cell '{place}', but there are cells 0 to {number - 1}")
        spread[int(place)] = _text(each)
    return spread


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UploadError(f"a cell holds {value!r}, which is neither a number nor a text")
    return value if isinstance(value, str) else repr(value)


def _rules(dataset: dict[str, Any], dimensions: tuple[Dimension, ...], extension: dict[str, Any]) -> tuple[str, ...]:
    """Notes of the table and its dimensions, and the producer's own rules, each on one line."""
    found = _lines("", dataset.get("note"))
    for each in dimensions:
        stated = _object(dataset["dimension"], each.code)
        found += _lines(f"{each.label}: ", stated.get("note"))
        for code, notes in _object(_object(stated, "category"), "note").items():
            found += _lines(f"{each.label}, {each.categories.get(code, code)}: ", notes)
    for name, value in extension.items():
        if name not in ("px", OURS):
            found += _lines(f"{name}: ", value)
    return tuple(dict.fromkeys(found))[:LONGEST_RULES]


def _lines(prefix: str, stated: Any) -> list[str]:
    if isinstance(stated, Mapping):
        return [line for name, value in stated.items() for line in _lines(f"{prefix}{name}: ", value)]
    if isinstance(stated, list):
        return [line for value in stated for line in _lines(prefix, value)]
    text = " ".join(str(stated).split()) if stated is not None else ""
    return [prefix + text] if text else []


def _last_part(dataset: dict[str, Any]) -> str:
    return str(dataset.get("href") or "").split("?")[0].rstrip("/").split("/")[-1]


def _object(parent: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The member as an object, {} when absent. Raises UploadError when it is something else."""
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UploadError(f"'{name}' must be an object")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
