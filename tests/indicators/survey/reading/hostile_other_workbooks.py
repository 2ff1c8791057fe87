"""Hostile OpenDocument sheets, xls and xlsb: repetition without end, loops, lengths that lie."""

import struct
import zlib
from collections.abc import Iterator

from tests.indicators.survey.reading.hostile_workbooks import BOOK, HEAD, LINKS, SHEET, book
from tests.indicators.survey.reading.hostile_zips import Entry, File, honest, zipped


def open_documents() -> Iterator[File]:
    """OpenDocument sheets that repeat without end, nest, link or are locked."""
    kinds = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
    )
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'

    def ods(inner: str, front: str = HEAD, manifest: str = f"{HEAD}<manifest/>") -> bytes:
        xml = f'{front}<office:document-content{kinds}><office:body><office:spreadsheet><table:table table:name="S">'
        xml += f"{inner}</table:table></office:spreadsheet></office:body></office:document-content>"
        kind = b"application/vnd.oasis.opendocument.spreadsheet"
        stored = Entry(b"mimetype", kind, len(kind), zlib.crc32(kind), 0)
        return zipped([stored, honest("content.xml", xml.encode()), honest("META-INF/manifest.xml", manifest.encode())])

    for count in ("2147483647", "4294967296", "1048576", "99999999999999999999", "-1", "x"):
        repeated = cell.replace(" office", f' table:number-columns-repeated="{count}" office')
        yield f"columns-{count}.ods", ods(f"<table:table-row>{repeated}</table:table-row>" * 2)
        rows = f'<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row>'
        yield f"rows-{count}.ods", ods(rows + rows)
        yield f"both-{count}.ods", ods(rows.replace(cell, repeated) + rows.replace(cell, repeated))
        empty = f'<table:table-row table:number-rows-repeated="{count}"><table:table-cell/></table:table-row>'
        yield f"empty-{count}.ods", ods(rows.replace(count, "1") + empty + rows.replace(count, "1"))
        spaces = f'<text:s text:c="{count}"/>'
        yield f"spaces-{count}.ods", ods(f"<table:table-row>{cell.replace('x', spaces)}</table:table-row>" * 2)
    yield "nested.ods", ods("<table:table>" * 100_000 + "</table:table>" * 100_000)
    yield "entity.ods", ods(cell, HEAD + '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>')
    yield "laughs.ods", ods("&b;", HEAD + f'<!DOCTYPE x [<!ENTITY a "{"h" * 99_999}"><!ENTITY b "{"&a;" * 9_999}">]>')
    yield "link.ods", ods('<table:table-source xlink:href="http://127.0.0.1:9/"/>')
    locked = '<manifest:file-entry xmlns:manifest="x"><manifest:encryption-data/></manifest:file-entry>'
    yield "locked.ods", ods(cell, manifest=HEAD + locked)


def binaries() -> Iterator[File]:
    """xls and xlsb: loops in the tables of sectors, lengths that lie."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    for fats, first, difats in ((1, 0, 0), (0xFFFFFF, 0, 0), (1, 0xFFFFFFFA, 0), (1, 1, 0xFFFF), (0, 0, 0)):
        fields = struct.pack("<IIIIIIIII", 0, fats, first, 0, 4096, 0, 1, 0 if difats else 0xFFFFFFFE, difats)
        loop = struct.pack("<128I", *([0] * 128))
        yield f"ole-{fats}-{first}-{difats}.xls", head + fields + struct.pack("<109I", *([0] * 109)) + loop * 8
    for shift in (0, 1, 31, 255, 65535):
        yield f"ole-shift-{shift}.xls", head[:30] + struct.pack("<H", shift) + head[32:] + bytes(2_000)
    yield "ole-cut.xls", head
    yield "ole-ones.xls", head + b"\xff" * 4_000
    for at, records in enumerate(
        (b"\xfc\x00\xff\xff" + b"\xff" * 8, b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\xff" * 100)
    ):
        yield f"records-{at}.xls", records
        yield f"stream-{at}.xls", _ole(b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + records * 200)
    string_table = struct.pack("<HHII", 0xFC, 8, 0xFFFFFFFF, 0xFFFFFFFF)
    yield "strings-4g.xls", _ole(struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0) + string_table + bytes(64))
    for at, raw in enumerate((b"\xff\xff\xff\xff\x0f" * 100, b"\x83\x01\x00" + b"\x9c\x01\xff\xff\xff\x7f" + bytes(9))):
        parts = {BOOK: None, LINKS: None, SHEET: None, "xl/workbook.bin": raw}
        yield f"lengths-{at}.xlsb", book(parts)


def _ole(stream: bytes) -> bytes:
    """An OLE file with one stream named Workbook."""
    size = max(len(stream), 4096)
    sectors = -(-size // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *([0xFFFFFFFF] * 108))
    table += [0xFFFFFFFF] * (128 - len(table))
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<IQ", start, length)
        for name, kind, child, start, length in (
            ("Root Entry", 5, 1, 0xFFFFFFFE, 0),
            ("Workbook", 2, 0xFFFFFFFF, 2, size),
        )
    )
    return head + struct.pack("<128I", *table[:128]) + entries.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")


FAMILIES = (open_documents, binaries)
