"""The records of an old Excel stream (BIFF5 and BIFF8), numbered and laid out as in [MS-XLS]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.survey.reading.outcome import Refused

BOF, EOF, FILEPASS, CODEPAGE = 0x809, 0x0A, 0x2F, 0x42
BOUNDSHEET, FORMAT, XF = 0x85, 0x41E, 0xE0
ROW, COLINFO, FILTERMODE = 0x208, 0x7D, 0x9B
NUMBER, RK, MULRK, BOOLERR, FORMULA = 0x203, 0x27E, 0xBD, 0x205, 0x06
TEXTS = frozenset({0xFD, 0x204, 0xD6})
"""LABELSST, LABEL, RSTRING."""
BIFF8 = 0x600
CODE_PAGES = {32768: "mac_roman", 32769: "cp1252", 1200: "utf-16-le"}
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(frozen=True)
class Sheet:
    """Where the records of a sheet begin."""

    name: str
    offset: int


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record from a BOF to its EOF, parts within (charts) included.

    Raises Refused where the stream ends before that.
    """
    depth = 0
    while offset + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, offset)
        content = stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
        if len(content) < length or (not depth and number != BOF):
            break
        depth += (number == BOF) - (number == EOF)
        if not depth:
            return
        yield number, content
    raise Refused("workbook_damaged")


def sheet_of(content: bytes, code_page: str, *, biff8: bool) -> Sheet:
    """The sheet that a BOUNDSHEET record names."""
    offset, length = struct.unpack_from("<I2xB", content)
    return Sheet(_text(content[7:], length, code_page, biff8=biff8), offset)


def format_of(content: bytes, code_page: str, *, biff8: bool) -> tuple[int, str]:
    """Number and code of a FORMAT record."""
    if biff8:
        number, length = struct.unpack_from("<HH", content)
        return number, _text(content[4:], length, code_page, biff8=True)
    number, length = struct.unpack_from("<HB", content)
    return number, _text(content[3:], length, code_page, biff8=False)


def code_page_of(content: bytes) -> str:
    """The encoding that a CODEPAGE record names."""
    number = struct.unpack_from("<H", content)[0]
    return CODE_PAGES.get(number, f"cp{number}")


def number_of_rk(packed: int) -> float:
    """The number in an RK cell: 30 bits of an integer or of a float, perhaps times 100."""
    if packed & 2:
        number = float((packed - (1 << 32) if packed & 0x80000000 else packed) >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number


def _text(content: bytes, length: int, code_page: str, *, biff8: bool) -> str:
    if not biff8:
        return content[:length].decode(_known(code_page), "replace")
    if content[:1] and content[0] & 1:
        return content[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return content[1 : 1 + length].decode("latin-1")


def _known(code_page: str) -> str:
    try:
        "".encode(code_page)
    except LookupError:
        return "cp1252"
    return code_page
