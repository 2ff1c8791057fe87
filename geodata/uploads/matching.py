"""Which columns of a file of areas hold the codes and names of a level, and what they say beside the register."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.areas import LANGUAGES, load_areas
from geodata.levels import AreaLevel
from geodata.uploads.layers import FileRefused, Finding

CODE_LENGTH = {AreaLevel.MUNICIPALITY: 3, AreaLevel.MAJOR_DISTRICT: 4, AreaLevel.POSTAL_AREA: 5}
FEWEST_KNOWN = 0.5
"""Of a column's cells, or of the level's areas where the file has more: neighbouring cities' districts beside ours."""

Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Matched:
    """Of each row its code ("" where none is known for sure) and its names in the file ("" without), and findings.

    `code_column` is "" where the codes were found by name.
    """

    codes: list[str]
    names: list[str]
    code_column: str
    name_column: str
    findings: tuple[Finding, ...]


def match_areas(columns: Columns, rows: Sequence[int], level: AreaLevel) -> Matched:
    """The rows of a file beside the register's areas of `level`, whichever division they are of.

    Codes are the column of which most are areas of the level; without one, names decide, each only where one area
    bears it. Raises FileRefused where neither is found, a code stands twice or zeros are missing from some of them.
    """
    code_column, name_column = _best(columns, level, _is_code), _best(columns, level, _is_name)
    names = [each.strip() for each in columns[name_column]] if name_column else [""] * len(rows)
    if not code_column:
        return _by_name(names, rows, level, name_column)
    codes, findings = _whole_codes(list(columns[code_column]), rows, level)
    _refuse_twice(codes, rows)
    findings += _other_names(codes, names, rows, level)
    return Matched(codes, names, code_column, name_column, tuple(findings))


def column_of_level(columns: Columns, level: AreaLevel) -> str:
    """The column of a key that holds the level's codes, else its names, each perhaps many times; "" for neither."""
    return _best(columns, level, _is_code, repeats=True) or _best(columns, level, _is_name, repeats=True)


def codes_of_level(cells: Sequence[str], rows: Sequence[int], level: AreaLevel) -> tuple[list[str], list[Finding]]:
    """The register's code of each cell, itself a code or a name; "" where it is neither. Raises as `match_areas`."""
    if any(_is_code(cell, level) for cell in cells):
        codes, findings = _whole_codes(list(cells), rows, level)
        return [code if code in _register(level) else "" for code in codes], findings
    named = [_codes_by_name(level).get(_plain(cell), frozenset()) for cell in cells]
    return [next(iter(codes)) if len(codes) == 1 else "" for codes in named], []


def _best(columns: Columns, level: AreaLevel, is_one: Callable[[str, AreaLevel], bool], repeats: bool = False) -> str:
    """The first column of which most cells are one of the level's; "" when none has half of them."""
    shares = {name: _share(cells, level, is_one, repeats) for name, cells in columns.items()}
    best = max(shares, key=lambda name: shares[name], default="")
    return best if shares.get(best, 0) >= FEWEST_KNOWN else ""


def _share(cells: Sequence[str], level: AreaLevel, is_one: Callable[[str, AreaLevel], bool], repeats: bool) -> float:
    """Of the different filled cells: a column that repeats one code, as that of the city, names no areas."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or (len(set(filled)) * 2 < len(filled) and not repeats):
        return 0.0
    known = sum(is_one(cell, level) for cell in set(filled))
    return known / min(len(set(filled)), len(_register(level)))


def _is_code(cell: str, level: AreaLevel) -> bool:
    return _whole(cell, level) in _register(level)


def _is_name(cell: str, level: AreaLevel) -> bool:
    return _plain(cell) in _codes_by_name(level)


def _whole(cell: str, level: AreaLevel) -> str:
    """A code with its leading zeros, and without the zeros with which registers fill a district's code up to ten."""
    length = CODE_LENGTH.get(level)
    code = cell.strip()
    if length is None or not code.isdecimal():
        return code
    code = code.zfill(length)
    return code[:length] if not code[length:].strip("0") else code


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


@lru_cache
def _register(level: AreaLevel) -> Mapping[str, frozenset[str]]:
    """Code -> its names in every language and division, plain."""
    areas = load_areas()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for area in areas[areas["area_level"] == level].to_dict("records"):
        found[area["area_code"]] |= {_plain(area[f"name_{language}"]) for language in LANGUAGES}
    return {code: frozenset(names) for code, names in found.items()}


@lru_cache
def _codes_by_name(level: AreaLevel) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, names in _register(level).items():
        for name in names:
            found[name].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _whole_codes(cells: list[str], rows: Sequence[int], level: AreaLevel) -> tuple[list[str], list[Finding]]:
    """The codes whole. Zeros are given back only when no code of the file has them: then a program took them all."""
    length = CODE_LENGTH.get(level, 0)
    codes = [_whole(cell, level) for cell in cells]
    short = [place for place, cell in enumerate(cells) if 0 < len(cell.strip()) < length and cell.strip().isdecimal()]
    if not short:
        return codes, []
    if any(cell.strip().startswith("0") for cell in cells):
        raise FileRefused("codes_mixed", rows[short[0]], area=cells[short[0]].strip()[:20])
    return codes, [Finding("zeros_filled", None, {"number": len(short), "area": cells[short[0]].strip()})]


def _refuse_twice(codes: Sequence[str], rows: Sequence[int]) -> None:
    number = Counter(code for code in codes if code)
    for code, times in number.items():
        if times > 1:
            places = [row for row, each in zip(rows, codes, strict=True) if each == code]
            raise FileRefused("code_twice", places[1], area=code, rows=", ".join(map(str, places[:10])))


def _other_names(codes: Sequence[str], names: Sequence[str], rows: Sequence[int], level: AreaLevel) -> list[Finding]:
    """Areas without a code, unknown ones, and names that are not the register's."""
    found = []
    for code, name, row in zip(codes, names, rows, strict=True):
        ours = _register(level).get(code)
        if not code:
            found.append(Finding("code_missing", row, {}))
        elif ours is None:
            found.append(Finding("code_unknown", row, {"area": code}))
        elif name and _plain(name) not in ours:
            found.append(Finding("name_differs", row, {"area": code, "name": name}))
    return found


def _by_name(names: Sequence[str], rows: Sequence[int], level: AreaLevel, column: str) -> Matched:
    if not column:
        raise FileRefused("no_codes")
    findings = [Finding("codes_by_name", None, {"name": column})]
    codes = []
    for name, row in zip(names, rows, strict=True):
        known = _codes_by_name(level).get(_plain(name), frozenset())
        if len(known) > 1:
            raise FileRefused("name_ambiguous", row, name=name, areas=", ".join(sorted(known)))
        if not known:
            findings.append(Finding("name_unknown", row, {"name": name}) if name else Finding("code_missing", row, {}))
        codes.append(next(iter(known), ""))
    _refuse_twice(codes, rows)
    return Matched(codes, list(names), "", column, tuple(findings))
