"""What a file is, by what stands in it: never by its name."""

import re
from enum import StrEnum

from indicators.survey.reading.outcome import Refused

HEAD = 4096
NAMED = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Arrow"),
    (b"Obj\x01", "Avro"),
    (b"\x89HDF", "HDF5"),
    (b"\x80\x02", "Python pickle"),
    (b"\x80\x03", "Python pickle"),
    (b"\x80\x04", "Python pickle"),
    (b"\x80\x05", "Python pickle"),
    (b"\x93NUMPY", "NumPy"),
    (b"MZ\x90\x00", "Windows program"),
    (b"\x7fELF", "Linux program"),
    (b"#!/", "script"),
    (b"\xca\xfe\xba\xbe", "Java class"),
)
"""How files begin that are no table, or none that is read here."""
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|\?mso|html|head|body|table|script|svg|[a-z]+[\s>:/])", re.IGNORECASE
)
XML_WORKBOOKS = {
    b"urn:schemas-microsoft-com:office:spreadsheet": "xml_workbook",
    b"application/vnd.oasis.opendocument.spreadsheet": "workbook_flat",
}


class Kind(StrEnum):
    """The kinds of file that are told apart; the rest is text."""

    TEXT = "text"
    MARKUP = "markup"
    JSON = "json"


def refuse_other_files(content: bytes) -> None:
    """Raise Refused for a file that is known to be something else than a table."""
    for signature, name in NAMED:
        if content.startswith(signature):
            raise Refused("other_file", kind=name)
    if _is_markup(content):
        raise Refused(next((code for mark, code in XML_WORKBOOKS.items() if mark in content[:HEAD]), "markup"))
    if is_json(content):
        raise Refused("json_file")


def _is_markup(content: bytes) -> bool:
    head = content[:HEAD]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode()
    return MARKUP.match(head) is not None and b">" in head


def is_json(content: bytes) -> bool:
    """An object or a list of JSON: a bracket and then a quotation mark, a bracket or, in a list, a number."""
    return (
        re.match(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:"[^"\n]*"\s*:|\})|\[\s*(?:[\[{"]|-?\d+\s*,|\]))', content[:HEAD])
        is not None
    )
