"""How many cases the data of an SPSS system file hold: counted from the bytes, whatever the header says."""

import struct
import zlib
from collections.abc import Iterator

from indicators.survey.reading.limits import MOST_RATIO, MOST_UNZIPPED, RATIO_FROM
from indicators.survey.reading.outcome import Refused
from indicators.survey.reading.spss_header import Dictionary

SKIPPED, END, RAW = 0, 252, 253
STRIDE = 8_192
"""Bytes looked at in one step where no value is written out."""
BLOCK_ENTRY = 24
WORST_DEFLATE = 1_040
"""No zlib stream grows more than this many times."""


def counted_cases(content: bytes, dictionary: Dictionary) -> tuple[int, int]:
    """(whole cases, values of 8 bytes after them). Raises Refused where blocks of the data are damaged."""
    data = memoryview(content)[dictionary.data_offset :]
    if dictionary.compression == 0:
        values, rest = divmod(len(data), 8)
        cases, left = divmod(values, dictionary.case_size)
        return cases, left + (rest > 0)
    chunks = iter([bytes(data)]) if dictionary.compression == 1 else _unzipped(content, dictionary)
    values, torn = _counted_values(chunks)
    cases, left = divmod(values, dictionary.case_size)
    return cases, left + torn


def _counted_values(chunks: Iterator[bytes]) -> tuple[int, bool]:
    """How many values bytecodes stand for, and whether the last of them is cut."""
    values, rest = 0, b""
    for chunk in chunks:
        codes = rest + chunk
        counted, at, ended = _values_of(codes)
        values += counted
        if ended:
            return values, False
        rest = codes[at:]
    # A last block of codes may be cut where the case ends: its codes without a value written out still count.
    if len(rest) >= 8:
        head = rest[:8]
        whole = (len(rest) - 8) // 8
        return values + _codes_before_missing_raw(head, whole), True
    return values, bool(rest.strip(b"\0"))


def _codes_before_missing_raw(codes: bytes, whole: int) -> int:
    """Values of a block of codes of which only the first `whole` written-out values are there."""
    counted = 0
    for code in codes:
        if code == RAW:
            if not whole:
                break
            whole -= 1
        counted += code != SKIPPED
    return counted


def _values_of(codes: bytes) -> tuple[int, int, bool]:
    """(values, bytes looked at, True at an end mark) of the whole blocks of codes."""
    values, at, size = 0, 0, len(codes)
    while at + 8 <= size:
        step = (min(STRIDE, size - at)) // 8 * 8
        plain = codes.find(RAW, at, at + step)
        step = step if plain < 0 else (plain - at) // 8 * 8
        if step:
            end = codes.find(END, at, at + step)
            if end >= 0:
                return values + end - at - codes.count(SKIPPED, at, end), end, True
            values += step - codes.count(SKIPPED, at, at + step)
            at += step
            continue
        block = codes[at : at + 8]
        end = block.find(END)
        if end >= 0:
            block = block[:end]
        raw = 8 * block.count(RAW)
        if at + 8 + raw > size:
            break
        values += len(block) - block.count(SKIPPED)
        if end >= 0:
            return values, at, True
        at += 8 + raw
    return values, at, False


def _unzipped(content: bytes, dictionary: Dictionary) -> Iterator[bytes]:
    """The blocks of a zsav file, one after the other, each as long as the trailer says."""
    start = 0
    for at, size, packed in _blocks(content, dictionary):
        unpacking = zlib.decompressobj()
        try:
            block = unpacking.decompress(content[at : at + packed], size + 1)
        except zlib.error:
            raise Refused("spss_damaged", offset=at) from None
        if len(block) != size or not unpacking.eof:
            raise Refused("spss_damaged", offset=at)
        start += size
        yield block


def _blocks(content: bytes, dictionary: Dictionary) -> list[tuple[int, int, int]]:
    """(offset, bytes unzipped, bytes zipped) of each block, by the trailer at the end of the file."""
    order, offset = dictionary.order, dictionary.data_offset
    if offset + 24 > len(content):
        raise Refused("spss_dictionary_cut", offset=offset)
    header, trailer, length = struct.unpack_from(f"{order}3q", content, offset)
    if header != offset or trailer < offset + 24 or length < 24 or trailer + length != len(content):
        raise Refused("spss_zsav_cut", size=len(content), said=max(0, trailer) + max(0, length))
    count = struct.unpack_from(f"{order}i", content, trailer + 20)[0]
    if 24 + BLOCK_ENTRY * count != length:
        raise Refused("spss_damaged", offset=trailer)
    entries = [struct.unpack_from(f"{order}2q2i", content, trailer + 24 + BLOCK_ENTRY * each) for each in range(count)]
    _refuse_bombs(entries, len(content), offset + 24, trailer)
    return [(at, size, packed) for _, at, size, packed in entries]


def _refuse_bombs(entries: list[tuple[int, ...]], size: int, start: int, trailer: int) -> None:
    expected = start
    for _, at, unzipped, packed in entries:
        if at != expected or packed < 0 or not 0 <= unzipped <= WORST_DEFLATE * packed + 64 or at + packed > trailer:
            raise Refused("spss_damaged", offset=at if at >= 0 else trailer)
        expected = at + packed
    total = sum(entry[2] for entry in entries)
    if total > MOST_UNZIPPED or (total > RATIO_FROM and total > MOST_RATIO * size):
        raise Refused("spss_bomb", megabytes=total >> 20)
