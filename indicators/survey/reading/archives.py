"""A ZIP archive that holds one file: its bytes, checked against what the archive says. Nothing is written to disk."""

import re
from zipfile import ZipInfo

from indicators.survey.reading.limits import MEBIBYTE
from indicators.survey.reading.outcome import Note, Refused, Wishes, shown
from indicators.survey.reading.packed_files import GZIP, only_gzipped, packed_form
from indicators.survey.reading.zip_parts import (
    LOCAL_HEADER,
    START,
    PartFault,
    PartLocked,
    PartPacked,
    entries,
    promise_too_much,
    promised,
    unpacked,
)

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
        return {info.filename.replace("\\", "/").lstrip("/").casefold() for info in entries(content)}
    except PartFault:
        return set()


def _files(content: bytes) -> list[ZipInfo]:
    """The files that the archive's directory names, without those that systems add."""
    try:
        infos = entries(content)
    except PartFault:
        raise Refused("archive_damaged", name="ZIP") from None
    if promise_too_much(infos, len(content)):
        raise Refused("archive_bomb", megabytes=promised(infos) // MEBIBYTE)
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
    name = shown(info.filename)
    try:
        return b"".join(unpacked(content, info))
    except PartLocked:
        raise Refused("archive_password", name=name) from None
    except PartPacked:
        raise Refused("archive_method", name=name) from None
    except PartFault:
        raise Refused("archive_damaged", name=name) from None
