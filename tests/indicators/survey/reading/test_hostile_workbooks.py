"""Workbooks that are damaged, protected or made to harm are refused before their content is taken apart."""

import io
import struct
import zipfile

import pytest

from indicators.survey.reading import limits, packed_files, zip_parts
from indicators.survey.reading.outcome import Refused
from indicators.survey.reading.packages import Package
from indicators.survey.reading.workbook_kinds import workbook_kind
from tests.indicators.survey.reading.workbook_files import SHEET, changed, grid_of, in_sheet, ods, written

DTD = b'<!DOCTYPE a [<!ENTITY b "c">]>'


def _table(book):
    sheet = book.add_worksheet()
    for row in range(200):
        sheet.write_row(row, 0, [row, f"vastaus {row}"])


CONTENT = written(_table)


def _refused(content):
    with pytest.raises(Refused) as refused:
        grid_of(content)
    return refused.value.note.code


@pytest.mark.parametrize("length", range(100, len(CONTENT), 211))
def test_a_cut_workbook_is_refused(length):
    assert _refused(CONTENT[:length]) == "workbook_damaged"


def test_an_altered_byte_is_refused():
    place = CONTENT.index(SHEET.encode()) + len(SHEET) + 40
    assert _refused(CONTENT[:place] + bytes([CONTENT[place] ^ 0xFF]) + CONTENT[place + 1 :]) == "workbook_part_damaged"


def test_a_sheet_cut_before_it_was_packed_is_refused():
    cut = changed(CONTENT, lambda name, part: part[: len(part) // 2] if name == SHEET else part)
    assert _refused(cut) == "workbook_part_damaged"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_dtd_is_refused_in_every_part(part):
    def with_dtd(name, content):
        return content.replace(b"?>", b"?>" + DTD, 1) if name == part else content

    assert _refused(changed(CONTENT, with_dtd)) == "workbook_entities"


def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", b"0" * 5000)
    content = bytearray(out.getvalue())
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    with pytest.raises(Refused, match="damaged"):
        Package(bytes(content)).read("a")


def test_a_part_named_twice_is_refused():
    out = io.BytesIO(CONTENT)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("XL/Workbook.xml", b"<x/>")
    assert _refused(out.getvalue()) == "workbook_damaged"


def test_a_package_of_great_ratio_is_refused(monkeypatch):
    monkeypatch.setattr(packed_files, "RATIO_FROM", 1000)
    assert _refused(in_sheet(CONTENT, b"</worksheet>", b" " * 5_000_000 + b"</worksheet>")) == "workbook_bomb"


def test_a_package_of_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(zip_parts, "MOST_MEMBERS", 5)
    assert _refused(CONTENT) == "workbook_bomb"


def test_a_rectangle_of_all_cells_is_refused_and_formatted_cells_do_not_count():
    def far(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 2)

    def formatted(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert _refused(written(far)) == "too_many_cells"
    assert grid_of(written(formatted)).rows == [["1"]]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'r="B2"', b'r="ZZZZ2"', "too_many_columns"),
        (b'r="B200"', b'r="B4294967295"', "too_many_cells"),
        (b'<c r="A2"><v>1</v>', b'<c r="A2"><v>1<!-- -->2</v>', "workbook_damaged"),
    ],
)
def test_cells_that_no_sheet_has_are_refused(old, new, code):
    assert _refused(in_sheet(CONTENT, old, new)) == code


def test_a_comment_between_cells_changes_nothing():
    assert grid_of(in_sheet(CONTENT, b"</row>", b"<!-- x --></row>")).rows == grid_of(CONTENT).rows


def test_cells_far_apart_are_refused():
    def far(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_000_000, 9, 2)

    assert _refused(written(far)) == "workbook_sparse"


@pytest.mark.parametrize(
    ("columns", "rows", "code"),
    [(16_384, 1_048_576, "too_many_cells"), (50, 1_000_000, "workbook_sparse"), (10**13, 1, "too_many_columns")],
)
def test_repeated_cells_of_ods_are_refused(columns, rows, code):
    cell = f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    assert _refused(ods(row)) == code


def test_a_protected_ods_is_refused():
    encrypted = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert _refused(ods("", encrypted)) == "workbook_password"


def test_a_long_cell_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "LONGEST_CELL", 10)
    assert _refused(written(lambda book: book.add_worksheet().write(0, 0, "a" * 11))) == "workbook_long_cell"
    assert grid_of(written(lambda book: book.add_worksheet().write(0, 0, "a" * 10))).rows == [["a" * 10]]


def _ole(name, stream):
    """The least OLE file: a header, one sector of the table, the directory with one stream, and its sectors."""
    stream = stream.ljust(4096, b"\0")
    sectors = len(stream) // 512
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    return header + table + directory.ljust(512, b"\0") + stream


def _entry(name, kind, child, start, size):
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
    return head.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


def _record(number, content=b""):
    return struct.pack("<HH", number, len(content)) + content


BOF = _record(0x809, struct.pack("<HHHH", 0x600, 5, 0, 0) + bytes(8))


@pytest.mark.parametrize(
    ("name", "stream", "code"),
    [
        ("EncryptedPackage", b"", "workbook_password"),
        ("WordDocument", b"", "workbook_other_document"),
        ("Unknown", b"", "workbook_other_document"),
        ("Workbook", BOF + _record(0x2F, bytes(6)) + _record(0x0A), "workbook_password"),
        ("Workbook", BOF, "workbook_damaged"),
        ("Workbook", b"", "workbook_damaged"),
    ],
)
def test_ole_files_are_told_apart(name, stream, code):
    assert _refused(_ole(name, stream)) == code


@pytest.mark.parametrize("content", [b"", b"a;b\n", b"PK\x03\x04", b"\xd0\xcf\x11"])
def test_what_is_no_workbook_is_none(content):
    assert workbook_kind(content) is None


def test_other_documents_in_packages_are_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(Refused, match="docx"):
        workbook_kind(out.getvalue())
