"""The words of how a survey file was read, marked for translation."""

from pages.components.reader import Reader
from pages.locales.messages import mark

KIND = {
    "text": mark("text file (CSV)"),
    "xlsx": mark("Excel workbook (xlsx)"),
    "xlsm": mark("Excel workbook with macros (xlsm)"),
    "xlsb": mark("Excel workbook (xlsb)"),
    "xls": mark("Excel workbook (xls)"),
    "ods": mark("OpenDocument spreadsheet (ods)"),
    "sav": mark("SPSS file (sav)"),
    "zsav": mark("SPSS file (zsav)"),
    "por": mark("SPSS file (por)"),
}
DELIMITER = {
    ";": mark("semicolon ;"),
    ",": mark("comma ,"),
    "\t": mark("tab"),
    "|": mark("vertical bar |"),
    ":": mark("colon :"),
    " ": mark("space"),
}
NO_MARK = mark("none")
QUOTE = {'"': mark("double"), "'": mark("single (apostrophe)"), "": NO_MARK}
PART = {
    "kind": mark("Kind of file"),
    "sheet": mark("Sheet"),
    "encoding": mark("Encoding"),
    "delimiter": mark("Delimiter"),
    "quote": mark("Quotation mark"),
    "escape": mark("Escape character"),
    "header_row": mark("Header row"),
    "header_rows": mark("Rows of the header"),
}
ENCODINGS = ("utf-8", "windows-1252", "iso8859-1", "iso8859-15", "mac_roman", "cp850", "utf-16")
"""Encodings that can be asked for: those of Finnish files."""


def dialect_text(name: str, value: str | int, reader: Reader) -> str:
    """A part of how a file was read, in words; what has no word of its own as it is."""
    words = {"kind": KIND, "delimiter": DELIMITER, "quote": QUOTE}.get(name, {}).get(str(value))
    if words is None and value in ("", 0):
        words = NO_MARK
    return reader.t(words) if words else str(value)
