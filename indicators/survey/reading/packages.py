"""ZIP packages as workbooks are: opened within limits, each part unpacked to its own end and held to its checksum."""

import io
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from indicators.survey.reading import limits
from indicators.survey.reading.outcome import Refused, shown
from indicators.survey.reading.packed_files import ZIP_FAULTS

PIECE = 1 << 20
LOCAL_HEADER = 30
ENCRYPTED = 0x1


class Package:
    """The parts of a ZIP package, by name. Names are looked up without regard to case, as Excel does."""

    def __init__(self, content: bytes) -> None:
        """Raise Refused for a directory that is damaged, promises too much or names a part twice."""
        self._content = content
        self._parts = {_key(info.filename): info for info in _directory(content)}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece. Raises Refused where it is missing, cut, longer than it says or altered."""
        info = self._parts.get(_key(name))
        if info is None:
            raise Refused("workbook_part_missing", part=shown(name))
        size = checksum = 0
        for piece in _unpacked(self._content, info):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > info.file_size:
                break
            yield piece
        if (size, checksum) != (info.file_size, info.CRC):
            raise Refused("workbook_part_damaged", part=shown(name))

    def read(self, name: str) -> bytes:
        """A whole part. Raises Refused as `pieces` does."""
        return b"".join(self.pieces(name))

    def validate(self, name: str) -> None:
        """Raise Refused unless the part is whole."""
        for _ in self.pieces(name):
            pass


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _directory(content: bytes) -> list[ZipInfo]:
    """The parts that the directory of a package names, folders left out."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
    except ZIP_FAULTS as error:
        raise Refused("workbook_damaged") from error
    _refuse_bombs(infos, len(content))
    if len({_key(info.filename) for info in infos}) < len(infos):
        raise Refused("workbook_damaged")
    return infos


def _refuse_bombs(infos: list[ZipInfo], size: int) -> None:
    """Raise Refused for a directory of more parts or bytes than a workbook has. Each part is held to what it says."""
    unzipped = sum(info.file_size for info in infos)
    most = min(limits.MOST_UNZIPPED, max(limits.RATIO_FROM, limits.MOST_RATIO * size))
    if len(infos) > limits.MOST_MEMBERS or unzipped > most:
        raise Refused("workbook_bomb", parts=len(infos), megabytes=unzipped // limits.MEBIBYTE)


def _unpacked(content: bytes, info: ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, to the end of its packed stream and not only to the length it gives itself.

    `ZipFile.open` stops at that length, and other readers do not: what they would unpack has to be seen here.
    """
    header = content[info.header_offset : info.header_offset + LOCAL_HEADER]
    if info.flag_bits & ENCRYPTED:
        raise Refused("workbook_password")
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise Refused("workbook_part_damaged", part=shown(info.filename))
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = info.header_offset + LOCAL_HEADER + names
    packed = memoryview(content)[start : start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        yield bytes(packed)
    elif info.compress_type == ZIP_DEFLATED:
        yield from _inflated(packed, info.filename)
    else:
        raise Refused("workbook_part_damaged", part=shown(info.filename))


def _inflated(packed: memoryview, name: str) -> Iterator[bytes]:
    """A deflated stream in pieces of at most `PIECE` bytes."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = bytes(packed)
    try:
        while not stream.eof:
            piece = stream.decompress(waiting, PIECE)
            waiting = stream.unconsumed_tail
            if not piece and not waiting:
                break
            yield piece
    except zlib.error as error:
        raise Refused("workbook_part_damaged", part=shown(name)) from error
