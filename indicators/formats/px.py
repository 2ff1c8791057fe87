"""PX files (PC-Axis): keywords with quoted, several-line values, then the numbers.

The format: Statistics Sweden, "PX file format", 2013. Texts are read in the file's own language; the sparse form
(KEYS) is refused.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from indicators.errors import UploadError
from indicators.formats.marks import STATUS_OF_MARK, status_of_mark
from indicators.formats.tables import Dimension, Role, Table, all_keys, categories
from indicators.survey.reading.decoding import text_of

Keywords = Mapping[tuple[str, tuple[str, ...]], list[str]]
"""(keyword, what it is about) → its values; ("VALUES", ("Alue",)) → ["Espoo", …]."""

_STATEMENT = re.compile(
    r'\s*(?P<keyword>[A-Z][A-Z0-9_-]*)(?:\[(?P<language>[^\]"]*)\])?(?:\((?P<about>(?:"[^"]*"|[^()"])*)\))?\s*='
    r'(?P<value>(?:"[^"]*"|[^";])*);'
)
_DATA = re.compile(r"\s*DATA\s*=")
_QUOTED = re.compile(r'"([^"]*)"')
_VALUE = re.compile(r'(?:"[^"]*"\s*)+|TLIST\([^)]*\)|[^,\s"]+')
_ENCODING = re.compile(rb'\s*CODEPAGE\s*=\s*"([\w-]+)"')
_SECRET = re.compile(r"salas|salat|sekret|secre|confid|konfid|suoja|skydd|protect", re.IGNORECASE)
DOS = "cp850"
"""A file without CHARSET and CODEPAGE is text of DOS, by the format."""
NOTES = ("NOTEX", "NOTE", "VALUENOTEX", "VALUENOTE", "INFO")
LONGEST_HEADER = 20_000_000
"""Characters before DATA; real headers with every municipality in three languages take some hundred thousand."""


def is_px(content: bytes) -> bool:
    """True when the bytes begin as a PX file does."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \r\n")
    return re.match(rb"(CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX|TITLE)\s*=", head) is not None


def read_px(content: bytes) -> Table:
    """The table of a PX file. Raises UploadError naming the line or the keyword that is wrong."""
    text = text_of(content, _encoding(content))
    keywords, data = _parse(text)
    dimensions = tuple(_dimension(name, keywords) for name in _names(keywords))
    keys = all_keys(dimensions)
    cells = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s",;]+)', data)]
    if len(cells) != len(keys):
        raise UploadError(f"DATA has {len(cells)} cells, but the dimensions make {len(keys)}; the file is not whole")
    meanings, notes = _symbols(keywords)
    return Table(
        code=_text(keywords, "TABLEID") or _text(keywords, "MATRIX"),
        title=_text(keywords, "TITLE") or _text(keywords, "DESCRIPTION"),
        dimensions=dimensions,
        keys=keys,
        values=pd.Series([meanings.get(cell, cell) for cell in cells], dtype=object),
        marks=_cell_marks(keywords, dimensions, keys),
        rows=pd.Series(range(1, len(keys) + 1)),
        source=_text(keywords, "SOURCE"),
        updated=_text(keywords, "LAST-UPDATED"),
        notes=(*notes, *_notes(keywords)),
    )


def _encoding(content: bytes) -> str:
    head = content[:4096]
    if found := _ENCODING.search(head):
        return found[1].decode("ascii")
    return "cp1252" if re.search(rb'CHARSET\s*=\s*"ANSI"', head) else DOS


def _parse(text: str) -> tuple[Keywords, str]:
    keywords: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    place, languages = 0, {""}
    while not (data := _DATA.match(text, place)):
        found = _STATEMENT.match(text, place, LONGEST_HEADER)
        if found is None:
            raise UploadError(f"line {text.count(chr(10), 0, place) + 2}: no keyword with a value ending in ';'")
        values = list(_values(found["value"]))
        if found["keyword"] == "LANGUAGE":
            languages |= set(values)
        if (found["language"] or "") in languages:
            keywords[found["keyword"], tuple(_QUOTED.findall(found["about"] or ""))] = values
        place = found.end()
    if any(keyword == "KEYS" for keyword, _ in keywords):
        raise UploadError("the sparse form of PX (keyword KEYS) is not read; save the table as an ordinary PX file")
    return keywords, text[data.end() :].rstrip().removesuffix(";")


def _values(stated: str) -> Iterator[str]:
    """Values parted by commas; quoted pieces that follow each other without one are a single long text."""
    for piece in _VALUE.findall(stated):
        yield "".join(_QUOTED.findall(piece)) if piece.startswith('"') else piece


def _names(keywords: Keywords) -> list[str]:
    names = [*keywords.get(("STUB", ()), ()), *keywords.get(("HEADING", ()), ())]
    if not names:
        raise UploadError("the file names no dimensions (keywords STUB and HEADING)")
    return names


def _dimension(name: str, keywords: Keywords) -> Dimension:
    labels = keywords.get(("VALUES", (name,)))
    if not labels:
        raise UploadError(f"dimension '{name}' has no values (keyword VALUES)")
    codes = keywords.get(("CODES", (name,)), labels)
    code = _text(keywords, "VARIABLECODE", name) or name
    return Dimension(code, name, categories(codes, labels), _role(name, keywords))


def _role(name: str, keywords: Keywords) -> Role:
    if ("TIMEVAL", (name,)) in keywords:
        return Role.TIME
    if _text(keywords, "CONTVARIABLE") == name:
        return Role.CONTENT
    is_map = ("MAP", (name,)) in keywords or "geographical" in _text(keywords, "VARIABLE-TYPE", name).casefold()
    return Role.AREA if is_map else Role.OTHER


def _symbols(keywords: Keywords) -> tuple[dict[str, str], tuple[str, ...]]:
    """What each run of dots in DATA means in this file, as a mark of ours, and a note where the file explains it."""
    meanings, notes = {}, []
    for number in range(1, 7):
        stated = _text(keywords, f"DATASYMBOL{number}")
        dots = "." * number
        if not stated or stated == dots:
            continue
        secret = _SECRET.search(stated) is not None
        meanings[dots] = stated if stated in STATUS_OF_MARK else "..." if secret else ".."
        notes.append(f"DATASYMBOL{number}: {stated}")
    return meanings, tuple(notes)


def _cell_marks(keywords: Keywords, dimensions: tuple[Dimension, ...], keys: pd.DataFrame) -> pd.Series:
    """Flags that DATANOTECELL puts on cells ("*" as a key is every category of its dimension)."""
    marks = pd.Series("", index=keys.index, dtype=object)
    for (keyword, about), values in keywords.items():
        if keyword != "DATANOTECELL" or len(about) != len(dimensions) or status_of_mark("".join(values)) is None:
            continue
        chosen = pd.Series(True, index=keys.index)
        for dimension, named in zip(dimensions, about, strict=True):
            if named != "*":
                chosen &= keys[dimension.code] == dimension.category(named)
        marks[chosen] = "".join(values)
    return marks


def _notes(keywords: Keywords) -> Iterator[str]:
    for (keyword, about), values in keywords.items():
        if keyword in NOTES:
            yield ": ".join([*about, " ".join(" ".join(values).replace("#", " ").split())])


def _text(keywords: Keywords, keyword: str, *about: str) -> str:
    return " ".join(keywords.get((keyword, about), ()))
