"""From bytes to text: a byte order mark, else strict UTF-8, else windows-1252."""

import codecs

from indicators.errors import UploadError

LARGEST_FILE = 500 << 20
"""Bytes. A file of 23 million observations is read from Parquet, not from here."""
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(content: bytes, stated: str = "") -> str:
    """The text of a file, line ends as "\\n". `stated` is the encoding the file itself names.

    A BOM wins, then strict UTF-8, then what is stated, then windows-1252, whose five unused bytes are taken
    as Latin-1 takes them. Raises UploadError for a binary file.
    """
    for mark, encoding in {codecs.BOM_UTF8: "utf-8-sig", **UTF16}.items():
        if content.startswith(mark):
            if not _decodes(content, encoding):
                raise UploadError(f"the file begins as {encoding} but is not valid {encoding}; save it again as UTF-8")
            return _lines(content.decode(encoding))
    if b"\x00" in content[:4096]:
        raise UploadError("this is not a text file (it holds zero bytes); give a CSV, JSON, PX or Parquet file")
    for encoding in ("utf-8", stated, "cp1252"):
        if encoding and _decodes(content, encoding):
            return _lines(content.decode(encoding))
    return _lines(content.decode("latin-1"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
