"""The attributes of a shapefile: dBase III, each field as the text it is in the file."""

import codecs
import struct
from dataclasses import dataclass

from geodata.uploads.layers import MOST_COLUMNS, FileRefused, refuse_too_many

HEADER, DESCRIPTOR, END_OF_FIELDS = 32, 32, 0x0D
DELETED = ord("*")
GUESSED = "windows-1252"
LANGUAGE_DRIVERS = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "windows-1252",
    0x57: "windows-1252",
    0x65: "cp866",
    0x66: "cp865",
}
"""Byte 29 of a .dbf, where no .cpg tells: dBase's language driver."""


@dataclass(frozen=True)
class DbfTable:
    """Columns of texts, of each record whether it is marked as deleted, and the encoding; `guessed` if nobody told."""

    columns: dict[str, list[str]]
    deleted: list[bool]
    encoding: str
    guessed: bool


def parse_dbf(content: bytes, cpg: bytes = b"") -> DbfTable:
    """The table. Raises FileRefused when the header is broken or promises more records than there are."""
    number, fields, start, length = _header(content)
    if number * length > len(content) - start:
        raise FileRefused("dbf_short", records=number, found=max(len(content) - start, 0) // length)
    encoding, guessed = _encoding(content, cpg)
    records = [content[start + place * length : start + (place + 1) * length] for place in range(number)]
    columns = {
        name: [_text(record[begin : begin + width], encoding) for record in records] for name, begin, width in fields
    }
    told = guessed and any(not each.isascii() for each in records)
    return DbfTable(columns, [record[0] == DELETED for record in records], encoding, told)


def _header(content: bytes) -> tuple[int, list[tuple[str, int, int]], int, int]:
    """Number of records; name, place and width of each field; where records begin; length of one."""
    try:
        number, start, length = struct.unpack_from("<xxxxIHH", content)
    except struct.error:
        raise FileRefused("dbf_broken") from None
    refuse_too_many(number)
    fields = _fields(content, start)
    if not fields or fields[-1][1] + fields[-1][2] > length or len({name for name, _, _ in fields}) < len(fields):
        raise FileRefused("dbf_broken")
    return number, fields, start, length


def _fields(content: bytes, start: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    begin = 1
    for at in range(HEADER, min(start, len(content)) - 1, DESCRIPTOR):
        if content[at] == END_OF_FIELDS or at + DESCRIPTOR > len(content) or len(found) > MOST_COLUMNS:
            break
        name = content[at : at + 11].split(b"\0")[0].decode("utf-8", errors="replace").strip()
        width = content[at + 16]
        found.append((name, begin, width))
        begin += width
    return found


def _encoding(content: bytes, cpg: bytes) -> tuple[str, bool]:
    """As the .cpg says, else the language driver, else UTF-8 where the bytes are that, else windows-1252, guessed."""
    told = cpg[:40].decode("ascii", errors="replace").strip().strip("\0")
    named = f"cp{told}" if told.isdigit() and told.startswith("125") else told.removeprefix("ANSI ")
    for name in (named, LANGUAGE_DRIVERS.get(content[29], "") if not named else ""):
        if name and (known := _known(name)):
            return known, False
    try:
        content[HEADER:].decode("utf-8")
    except UnicodeDecodeError:
        return GUESSED, True
    return "utf-8", True


def _known(name: str) -> str:
    """The codec's name where it is one of texts of one byte a letter or UTF-8; "" for others."""
    names = {"88591": "iso8859-1", "885915": "iso8859-15"}
    try:
        found = codecs.lookup(names.get(name.replace("-", ""), name)).name
    except (LookupError, ValueError):
        return ""
    return found if found == "utf-8" or found.startswith(("cp", "iso8859", "mac", "latin")) else ""


def _text(field: bytes, encoding: str) -> str:
    return field.decode(encoding, errors="replace").strip(" \0")
