"""The files within a ZIP, unpacked in memory by the entries of its directory, within limits.

A file is unpacked to the end of its stream and not only to the length it gives itself: `ZipFile.open` stops at that
length, and other readers do not, so what they would unpack has to be seen here.
"""

import io
import zlib
from collections.abc import Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from indicators.survey.reading.limits import MOST_MEMBERS
from indicators.survey.reading.packed_files import PIECE, ZIP_FAULTS, most_unpacked

START = b"PK\x03\x04"
LOCAL_HEADER = 30
ENCRYPTED = 0x1


class PartFault(Exception):
    """A ZIP, or a file within it, that is damaged, cut, or longer than it says."""


class PartLocked(PartFault):
    """A file within a ZIP that has a password."""


class PartPacked(PartFault):
    """A file within a ZIP that is packed by a method that is not read."""


def entries(content: bytes) -> list[ZipInfo]:
    """The files that the directory of a ZIP names, folders left out. Raises PartFault for a directory that is none."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return [info for info in archive.infolist() if not info.is_dir()]
    except ZIP_FAULTS as fault:
        raise PartFault from fault


def promised(infos: Sequence[ZipInfo]) -> int:
    """The bytes that the files say they become. Each is held to it when it is unpacked."""
    return sum(info.file_size for info in infos)


def promise_too_much(infos: Sequence[ZipInfo], size: int) -> bool:
    """True for more files, or more bytes of them, than a ZIP of `size` bytes may hold."""
    return len(infos) > MOST_MEMBERS or promised(infos) > most_unpacked(size)


def unpacked(content: bytes, info: ZipInfo) -> Iterator[bytes]:
    """A file in pieces of at most `PIECE` bytes.

    Raises PartFault when it is damaged, cut, longer than it says or altered; PartLocked and PartPacked as they say.
    """
    size = checksum = 0
    for piece in _pieces(content, info):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > info.file_size:
            break
        yield piece
    if (size, checksum) != (info.file_size, info.CRC):
        raise PartFault


def _pieces(content: bytes, info: ZipInfo) -> Iterator[bytes]:
    if info.flag_bits & ENCRYPTED:
        raise PartLocked
    header = content[info.header_offset : info.header_offset + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(START):
        raise PartFault
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = info.header_offset + LOCAL_HEADER + names
    packed = memoryview(content)[start : start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        yield bytes(packed)
    elif info.compress_type == ZIP_DEFLATED:
        yield from _inflated(packed)
    else:
        raise PartPacked


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """A deflated stream, to its end or as far as it goes."""
    stream, waiting = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    try:
        while not stream.eof:
            piece = stream.decompress(waiting, PIECE)
            waiting = stream.unconsumed_tail
            if not piece and not waiting:
                return
            yield piece
    except zlib.error as fault:
        raise PartFault from fault
