"""The header and dictionary of an SPSS system file, walked before the file is handed to ReadStat.

Every count is checked against the bytes that are there, so that a header that lies costs nothing.
The layout: GNU PSPP developer's guide, “System File Format”.
"""

import struct
from dataclasses import dataclass, field

from indicators.survey.reading.outcome import Refused

HEADER_BYTES = 176
LAYOUTS = (2, 3)
LONGEST_STRING = 32_767
"""Bytes of the longest string variable that SPSS knows."""
CODE_PAGES = {2: "cp1252", 3: "cp1252", 10000: "mac-roman", 20127: "cp1252", 65001: "utf-8"}
"""Character codes of the machine record that Python has no “cp…” for; ASCII is the lower half of cp1252."""
FIRST_ISO, LAST_ISO = 28591, 28605

NUMBER_OF_CASES = 16
MACHINE = 3
VERY_LONG_STRINGS = 14
LONG_NAMES = 13
ENCODING = 20


@dataclass
class Dictionary:
    """What the front of a system file says: where its data begin, how many cases, of how many values each."""

    order: str
    compression: int
    cases: int
    """As the header has it; -1 where it does not say."""
    bias: float
    weight_index: int
    names: list[bytes] = field(default_factory=list)
    """One name a value of 8 bytes: b"" for the rest of a string."""
    extensions: dict[int, bytes] = field(default_factory=dict)
    data_offset: int = 0

    @property
    def case_size(self) -> int:
        """Values of 8 bytes in a case."""
        return len(self.names)

    @property
    def encoding_name(self) -> str:
        """The name in the encoding record, "" without one."""
        return self.extensions.get(ENCODING, b"").split(b"\0")[0].decode("ascii", "replace").strip()

    @property
    def code_page(self) -> str:
        """A name for the code of the machine record, "" without one."""
        record = self.extensions.get(MACHINE, b"")
        if len(record) < 32:
            return ""
        code = struct.unpack(f"{self.order}i", record[28:32])[0]
        if FIRST_ISO <= code <= LAST_ISO:
            return f"iso8859-{code - FIRST_ISO + 1}"
        return CODE_PAGES.get(code, f"cp{code}" if code > 100 else "")

    @property
    def weight(self) -> bytes:
        """The long name of the variable that weights the cases, b"" without one."""
        if not 1 <= self.weight_index <= len(self.names):
            return b""
        short = self.names[self.weight_index - 1]
        return self._long_names().get(short.upper(), short)

    def _long_names(self) -> dict[bytes, bytes]:
        pairs = (pair.partition(b"=") for pair in self.extensions.get(LONG_NAMES, b"").split(b"\t"))
        return {short.upper(): long for short, _, long in pairs}


class _Bytes:
    """Bytes taken from the front to the back; past the end the file is cut."""

    def __init__(self, content: bytes, order: str, offset: int) -> None:
        self.content, self.order, self.offset = content, order, offset

    def take(self, count: int) -> bytes:
        if count < 0 or self.offset + count > len(self.content):
            raise Refused("spss_dictionary_cut", offset=self.offset)
        self.offset += count
        return self.content[self.offset - count : self.offset]

    def integers(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"{self.order}{count}i", self.take(4 * count))

    def integer(self) -> int:
        return self.integers(1)[0]


def read_dictionary(content: bytes) -> Dictionary:
    """The front of a system file. Raises Refused where it is cut, or says what cannot be."""
    found = _header(content)
    source = _Bytes(content, found.order, HEADER_BYTES)
    while (record := source.integer()) != 999:
        walk = _RECORDS.get(record)
        if walk is None:
            raise Refused("spss_damaged", offset=source.offset - 4)
        walk(source, found)
    source.integer()
    found.data_offset = source.offset
    _refuse_impossible(found)
    return found


def _header(content: bytes) -> Dictionary:
    if len(content) < HEADER_BYTES:
        raise Refused("spss_dictionary_cut", offset=len(content))
    for order in "<>":
        layout, _, compression, weight, cases, bias = struct.unpack(f"{order}5id", content[64:92])
        if layout in LAYOUTS:
            if compression not in (0, 1, 2) or (compression == 2) != (content[:4] == b"$FL3") or cases < -1:
                raise Refused("spss_damaged", offset=64)
            return Dictionary(order, compression, cases, bias, weight)
    raise Refused("spss_damaged", offset=64)


def _variable(source: _Bytes, found: Dictionary) -> None:
    width, labelled, missing, _, _ = source.integers(5)
    name = source.take(8).rstrip()
    if not -1 <= width <= 255 or labelled not in (0, 1) or missing not in (-3, -2, 0, 1, 2, 3):
        raise Refused("spss_damaged", offset=source.offset - 28)
    if labelled:
        source.take(-(-source.integer() // 4) * 4)
    source.take(8 * abs(missing))
    found.names.append(b"" if width == -1 else name)


def _value_labels(source: _Bytes, found: Dictionary) -> None:
    for _ in range(_count(source, 16)):
        source.take(8)
        source.take((source.take(1)[0] + 8) // 8 * 8 - 1)


def _labelled_variables(source: _Bytes, found: Dictionary) -> None:
    source.take(4 * _count(source, 4))


def _documents(source: _Bytes, found: Dictionary) -> None:
    source.take(80 * _count(source, 80))


def _extension(source: _Bytes, found: Dictionary) -> None:
    subtype, size, count = source.integers(3)
    if size < 0 or count < 0:
        raise Refused("spss_damaged", offset=source.offset - 8)
    record = source.take(size * count)
    found.extensions[subtype] = record
    if subtype == NUMBER_OF_CASES and len(record) >= 16:
        cases = struct.unpack(f"{source.order}q", record[8:16])[0]
        if 0 <= found.cases != cases >= 0:
            raise Refused("spss_damaged", offset=source.offset - 8)
        found.cases = max(cases, found.cases)


def _count(source: _Bytes, least_bytes: int) -> int:
    """A count of things of at least `least_bytes`. Raises Refused where the file has no room for them."""
    count = source.integer()
    if count < 0 or count * least_bytes > len(source.content) - source.offset:
        raise Refused("spss_dictionary_cut", offset=source.offset - 4)
    return count


_RECORDS = {2: _variable, 3: _value_labels, 4: _labelled_variables, 6: _documents, 7: _extension}


def _refuse_impossible(found: Dictionary) -> None:
    if not any(found.names):
        raise Refused("spss_damaged", offset=HEADER_BYTES)
    for pair in found.extensions.get(VERY_LONG_STRINGS, b"").split(b"\t"):
        width = pair.partition(b"=")[2].strip(b"\0 ")
        if width and not (width.isdigit() and int(width[:9]) <= LONGEST_STRING):
            raise Refused("spss_damaged", offset=HEADER_BYTES)
