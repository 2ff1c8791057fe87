"""What kind of workbook a file is, by its content."""

import io

import olefile

from indicators.survey.reading.outcome import Refused
from indicators.survey.reading.packages import Package

ZIP = b"PK\x03\x04"
OLE = olefile.MAGIC
RAW_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00\x00\x05\x05\x00",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
)
"""How the records of Excel 2 to 97 begin where no OLE file is around them."""
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OTHER_PACKAGES = {
    "word/document.xml": "Word (docx)",
    "ppt/presentation.xml": "PowerPoint (pptx)",
    "visio/document.xml": "Visio (vsdx)",
    "index/document.iwa": "Apple iWork",
}
OTHER_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "OpenDocument (odt)",
    b"application/vnd.oasis.opendocument.presentation": "OpenDocument (odp)",
    b"application/vnd.oasis.opendocument.graphics": "OpenDocument (odg)",
}
OTHER_STREAMS = {
    "worddocument": "Word (doc)",
    "powerpoint document": "PowerPoint (ppt)",
    "visiodocument": "Visio (vsd)",
    "__properties_version1.0": "Outlook (msg)",
    "wksssworkbook": "Microsoft Works",
}
OLE_FAULTS = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


def workbook_kind(content: bytes) -> str | None:
    """ "xlsx", "xlsm", "xlsb", "xls" or "ods"; None for what is no workbook and no office document.

    Raises Refused for an office document of another kind, a workbook with a password and a package that is cut.
    """
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith(RAW_BIFF):
        raise Refused("workbook_bare_records")
    if content.startswith(ZIP):
        return _package_kind(content)
    return None


def _package_kind(content: bytes) -> str | None:
    try:
        package = Package(content)
    except Refused:
        if b"[Content_Types].xml" in content or b"xl/" in content or ODS in content[:200]:
            raise
        return None
    for part, name in OTHER_PACKAGES.items():
        if part in package:
            raise Refused("workbook_other_document", what=name)
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "xl/workbook.xml" in package:
        return "xlsm" if "xl/vbaproject.bin" in package else "xlsx"
    return _open_document_kind(package)


def _open_document_kind(package: Package) -> str | None:
    if "mimetype" not in package:
        _refuse_unusual(package)
        return None
    kind = b"".join(package.pieces("mimetype"))[:200].strip()
    if kind.startswith(ODS):
        return "ods"
    for other, name in OTHER_OPEN_DOCUMENTS.items():
        if kind.startswith(other):
            raise Refused("workbook_other_document", what=name)
    return None


def _refuse_unusual(package: Package) -> None:
    """Raise Refused for a package of Office parts without a workbook where one belongs."""
    if "[content_types].xml" in package:
        raise Refused("workbook_part_missing", part="xl/workbook.xml")


def _ole_kind(content: bytes) -> str:
    streams = ole_streams(content)
    if "encryptedpackage" in streams:
        raise Refused("workbook_password")
    if {"workbook", "book"} & streams:
        return "xls"
    for stream, name in OTHER_STREAMS.items():
        if stream in streams:
            raise Refused("workbook_other_document", what=name)
    raise Refused("workbook_other_document", what="OLE")


def ole_streams(content: bytes) -> set[str]:
    """The names of the streams at the root of an OLE file, in lower case. Raises Refused for a damaged one."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return {path[0].casefold() for path in ole.listdir()}
    except OLE_FAULTS as error:
        raise Refused("workbook_damaged") from error
