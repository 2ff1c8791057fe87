"""Workbooks as tests need them: written by XlsxWriter, changed part by part, or made by hand."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

from indicators.survey.reading.outcome import Grid, Wishes
from indicators.survey.reading.workbook_kinds import workbook_kind
from indicators.survey.reading.workbooks import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:calcext">'
    '<office:body><office:spreadsheet><table:table table:name="T">'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def written(write: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    """An xlsx file that `write` fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        write(book)
    return out.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with each part as `change` gives it back; None leaves the part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return out.getvalue()


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with text of its first sheet's XML replaced."""
    return changed(content, lambda name, part: part.replace(old, new) if name == SHEET else part)


def ods(rows: str, manifest: str = "<manifest/>") -> bytes:
    """An ods file of one table, its rows as XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", ODS_HEAD + rows + ODS_FOOT)
    return out.getvalue()


def grid_of(content: bytes, sheet: str = "") -> Grid:
    """The grid of a workbook of whatever kind."""
    return read_workbook(content, workbook_kind(content) or "", Wishes(sheet=sheet))


def codes_of(grid: Grid) -> list[str]:
    """The codes of a grid's notes."""
    return [note.code for note in grid.notes]
