"""A ZIP archive that holds one file: its bytes, checked against what the archive says. Nothing is written to disk."""

import io
import re
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from indicators.survey.reading.limits import MEBIBYTE, MOST_MEMBERS
from indicators.survey.reading.outcome import Note, Refused, Wishes, shown
from indicators.survey.reading.packed_files import GZIP, PIECE, ZIP_FAULTS, most_unpacked, only_gzipped, packed_form

START, LOCAL_HEADER, ENCRYPTED = b"PK\x03\x04", 30, 0x1
EMPTY_ARCHIVE = b"PK\x05\x06"
NO_CONTENT = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems put beside files of their own accord."""
COMPANION = re.compile(
    r"(^|/)(read[ _-]?me|lue[ _-]?minut|l[äa]s[ _-]?mig|licen[cs]e|lisenssi|licens)[^/]*$", re.IGNORECASE
)
MOST_NAMED = 8
"""Names that a refusal lists."""

Member = tuple[str, bytes, tuple[Note, ...]]


def is_zip(content: bytes) -> bool:
    """True for a ZIP archive, an empty one too."""
    return content.startswith((START, EMPTY_ARCHIVE))


def member_names(content: bytes) -> list[str]:
    """The names of the files in a ZIP archive, folders and what systems add left out.

    Raises Refused for an archive that is damaged or promises too much.
    """
    return [info.filename for info in _files(content)]


def only_file(content: bytes, wishes: Wishes) -> Member | None:
    """(name, bytes, notes) of the one file in a ZIP or gzip file, None for what is neither. Raises as `only_member`."""
    if is_zip(content):
        return only_member(content, wishes)
    if not content.startswith(GZIP):
        return None
    found, notes = only_gzipped(content)
    if is_archive(found):
        raise Refused("archive_in_archive", name=packed_form(found) or "ZIP")
    return "", found, notes


def only_member(content: bytes, wishes: Wishes) -> Member:
    """(name, bytes, notes) of the one file in a ZIP archive, or of the one that `wishes.sheet` names.

    Raises Refused for an archive that is damaged, a bomb, or protected; that holds no file or several; or that holds
    another archive.
    """
    files = _files(content)
    info, notes = _chosen(files, wishes.sheet)
    if info.flag_bits & ENCRYPTED:
        raise Refused("archive_password", name=shown(info.filename))
    _refuse_overlap(files, info, len(content))
    found = _unpacked(content, info)
    if is_archive(found):
        raise Refused("archive_in_archive", name=shown(info.filename))
    return info.filename, found, (Note("archive_unpacked", facts={"name": shown(info.filename)}), *notes)


def is_archive(content: bytes) -> bool:
    """True for packed files within: a ZIP that is no workbook, and the other packed forms."""
    if content.startswith(START):
        return not any(part in _names(content) for part in ("[content_types].xml", "mimetype"))
    return content.startswith((EMPTY_ARCHIVE, GZIP)) or packed_form(content) != ""


def _names(content: bytes) -> set[str]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return {name.replace("\\", "/").lstrip("/").casefold() for name in archive.namelist()}
    except ZIP_FAULTS:
        return set()


def _files(content: bytes) -> list[ZipInfo]:
    """The files that the archive's directory names."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except ZIP_FAULTS:
        raise Refused("archive_damaged", name="ZIP") from None
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS or unpacked > most_unpacked(len(content)):
        raise Refused("archive_bomb", megabytes=unpacked // MEBIBYTE)
    return [info for info in infos if not NO_CONTENT.search(info.filename)]


def _chosen(files: list[ZipInfo], wished: str) -> tuple[ZipInfo, list[Note]]:
    named = [info for info in files if wished and wished in (info.filename, info.filename.rpartition("/")[2])]
    content = named or [info for info in files if not COMPANION.search(info.filename)] or files
    if not content:
        raise Refused("archive_empty")
    if len(content) > 1 or (wished and not named and len(files) > 1):
        listed = ", ".join(shown(info.filename) for info in content[:MOST_NAMED])
        raise Refused("archive_several", count=len(content), names=listed)
    others = [info.filename for info in files if info is not content[0]]
    notes = [Note("archive_others", facts={"count": len(others), "names": shown(", ".join(others))})]
    return content[0], notes if others else []


def _refuse_overlap(files: list[ZipInfo], chosen: ZipInfo, size: int) -> None:
    """Raise Refused where another file begins inside the chosen one: only bombs are built so."""
    end = chosen.header_offset + LOCAL_HEADER + chosen.compress_size
    inside = any(chosen.header_offset <= info.header_offset < end for info in files if info is not chosen)
    if inside or end > size:
        raise Refused("archive_damaged", name=shown(chosen.filename))


def _unpacked(content: bytes, info: ZipInfo) -> bytes:
    """The bytes of a file, as long as the directory says and of its checksum."""
    pieces, size, checksum = [], 0, 0
    try:
        for piece in _pieces(content, info):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            pieces.append(piece)
            if size > info.file_size:
                break
    except zlib.error:
        raise Refused("archive_damaged", name=shown(info.filename)) from None
    if (size, checksum) != (info.file_size, info.CRC):
        raise Refused("archive_damaged", name=shown(info.filename))
    return b"".join(pieces)


def _pieces(content: bytes, info: ZipInfo) -> Iterator[bytes]:
    header = content[info.header_offset : info.header_offset + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(START):
        raise Refused("archive_damaged", name=shown(info.filename))
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = info.header_offset + LOCAL_HEADER + names
    waiting = content[start : start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        yield waiting
        return
    if info.compress_type != ZIP_DEFLATED:
        raise Refused("archive_method", name=shown(info.filename))
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while waiting and not stream.eof:
        yield stream.decompress(waiting, PIECE)
        waiting = stream.unconsumed_tail
