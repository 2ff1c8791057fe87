"""Archives and packed files that are no ZIP: gzip is unpacked within limits, the others are refused by name."""

import zlib
from zipfile import BadZipFile

from indicators.survey.reading.limits import MEBIBYTE, MOST_RATIO, MOST_UNZIPPED, RATIO_FROM
from indicators.survey.reading.outcome import Note, Refused

GZIP = b"\x1f\x8b"
GZIP_WINDOW = 31
"""zlib's word for: a gzip header and trailer around."""
PIECE = 1 << 20
TAR_MAGIC, TAR_OFFSET = b"ustar", 257
PACKED = (
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"\x1f\x9d", "compress"),
    (b"MSCF\0\0\0\0", "CAB"),
)
"""How packed files begin that are not read."""

ZIP_FAULTS = (BadZipFile, ValueError, OSError, NotImplementedError, IndexError, EOFError, OverflowError)
"""What zipfile raises over the directory of an archive that is none; IndexError over a name without a letter."""


def packed_form(content: bytes) -> str:
    """The name of a packed form that is not read ("7-Zip"), "" for none of them."""
    if content[TAR_OFFSET : TAR_OFFSET + len(TAR_MAGIC)] == TAR_MAGIC:
        return "tar"
    return next((name for signature, name in PACKED if content.startswith(signature)), "")


def refuse_packed_forms(content: bytes) -> None:
    """Raise Refused for a tar, bzip2, xz, 7-Zip, RAR or other packed file that is not read."""
    if form := packed_form(content):
        raise Refused("archive_form", form=form)


def most_unpacked(size: int) -> int:
    """The most bytes that `size` packed bytes may become."""
    return min(MOST_UNZIPPED, max(RATIO_FROM, MOST_RATIO * size))


def only_gzipped(content: bytes) -> tuple[bytes, tuple[Note, ...]]:
    """The one file in a gzip file, and the note that it was unpacked.

    Raises Refused for one that is cut, damaged, holds several parts, or becomes too large.
    """
    stream = zlib.decompressobj(GZIP_WINDOW)
    pieces, total, waiting = [], 0, content
    try:
        while waiting and not stream.eof:
            pieces.append(stream.decompress(waiting, PIECE))
            waiting = stream.unconsumed_tail
            total += len(pieces[-1])
            if total > most_unpacked(len(content)):
                raise Refused("archive_bomb", megabytes=total // MEBIBYTE)
    except zlib.error:
        raise Refused("archive_damaged", name="gzip") from None
    if not stream.eof or stream.unused_data.strip(b"\0"):
        raise Refused("archive_damaged", name="gzip")
    return b"".join(pieces), (Note("archive_unpacked", facts={"name": "gzip"}),)
