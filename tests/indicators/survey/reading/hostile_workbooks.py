"""Hostile workbooks: bombs in each part, entities, lies about extents and indices, macros and links."""

import zlib
from collections.abc import Iterator, Mapping

from tests.indicators.survey.reading.hostile_zips import MEBIBYTE, Entry, File, bomb, honest, zeros, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
CORE = "docProps/core.xml"
ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'


def sheet(data: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def _relation(place: int, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def _relations(*inner: str) -> str:
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{"".join(inner)}</Relationships>'


PARTS: Mapping[str, str] = {
    TYPES: f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": _relations(_relation(1, "officeDocument", "xl/workbook.xml")),
    BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    LINKS: _relations(
        _relation(1, "worksheet", "worksheets/sheet1.xml"),
        _relation(2, "sharedStrings", "sharedStrings.xml"),
        _relation(3, "styles", "styles.xml"),
    ),
    STRINGS: f'{HEAD}<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>arvo</t></si></sst>',
    STYLES: f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
    SHEET: sheet(ROWS),
    CORE: f"{HEAD}<coreProperties/>",
}


def book(changed: Mapping[str, str | bytes | Entry | None]) -> bytes:
    """A workbook with some parts changed, added or (None) left out."""
    entries = []
    for name, content in {**PARTS, **changed}.items():
        if isinstance(content, Entry):
            entries.append(content)
        elif content is not None:
            entries.append(honest(name, content.encode() if isinstance(content, str) else content))
    return zipped(entries)


def part_bombs() -> Iterator[File]:
    """A part that becomes hundreds of mebibytes, honestly or not."""
    for name in (SHEET, STRINGS, STYLES, BOOK, LINKS, CORE, "xl/media/image1.png", "xl/vbaProject.bin"):
        front = PARTS.get(name, "").partition("?>")[2][:200].encode()
        for mebibytes, said in ((1024, -1), (1024, 500), (14, -1)):
            short = name.rpartition("/")[2]
            yield f"bomb-{short}-{mebibytes}-{said}.xlsx", book({name: bomb(name, mebibytes, said, front)})
    row = b'<row><c t="inlineStr"><is><t>' + b"x" * 100 + b"</t></is></c></row>"
    unit = row * (MEBIBYTE // len(row))
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    packed = stream.compress(start) + stream.flush(zlib.Z_FULL_FLUSH) + zeros(900, unit)
    yield "rows-900m.xlsx", book({SHEET: Entry(SHEET.encode(), packed, len(start) + 900 * len(unit))})


def entities() -> Iterator[File]:
    """A DTD in each part: expansion, quadratic growth, files and addresses outside."""
    laughs = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {c} "{f"&{b};" * 10}">' for b, c in zip("abcdefghi", "bcdefghij", strict=True)
    )
    doctypes = {
        "laughs": f"<!DOCTYPE x [{laughs}]>",
        "quadratic": f'<!DOCTYPE x [<!ENTITY j "{"x" * 100_000}">]>',
        "file": '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
        "http": '<!DOCTYPE x [<!ENTITY j SYSTEM "http://127.0.0.1:9/x">]>',
        "parameter": '<!DOCTYPE x [<!ENTITY % j SYSTEM "http://127.0.0.1:9/x.dtd"> %j;]>',
        "external": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    }
    for name in (SHEET, STRINGS, STYLES, BOOK, LINKS, CORE, TYPES, "_rels/.rels", "xl/drawings/drawing1.xml"):
        for kind, doctype in doctypes.items():
            content = PARTS.get(name, f"{HEAD}<x></x>").replace(HEAD, HEAD + doctype)
            content = content.replace("</", "&j;" * (1_000 if kind == "quadratic" else 1) + "</", 1)
            yield f"{kind}-{name.rpartition('/')[2]}.xlsx", book({name: content})
    for encoding in ("utf-16", "utf-7", "iso-8859-1", "cp037"):
        text = PARTS[SHEET].replace("UTF-8", encoding).replace(HEAD, HEAD + doctypes["file"])
        yield f"encoding-{encoding}.xlsx", book({SHEET: text.encode(encoding)})


def extents() -> Iterator[File]:
    """Cells, ranges and dimensions that are far away, negative, or in no order."""
    for at, place in enumerate(("XFD1048576", "ZZZZ99999999", "A0", "1A", "A-1", "", "AAAAAAAAAAAAAAAAAAAA1")):
        yield f"cell-{at}.xlsx", book({SHEET: sheet(f'{ROWS}<row r="9"><c r="{place}"><v>1</v></c></row>')})
    for at, ref in enumerate(("A1:XFD1048576", "XFD1048576:A1", "A1:ZZZ9999999", "x", "A1:A99999999999999999999")):
        yield f"dimension-{at}.xlsx", book({SHEET: sheet(ROWS, f'<dimension ref="{ref}"/>')})
    for at, row in enumerate(("1048576", "4294967296", "-1", "99999999999999999999", "x")):
        yield f"row-{at}.xlsx", book({SHEET: sheet(f'{ROWS}<row r="{row}"><c><v>1</v></c></row>')})
    corners = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    yield "corners.xlsx", book({SHEET: sheet(corners + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')})
    diagonal = "".join(
        f'<row r="{at}"><c r="{chr(65 + at % 26)}{at * 50}"><v>1</v></c></row>' for at in range(1, 20_000)
    )
    yield "diagonal.xlsx", book({SHEET: sheet(diagonal)})
    yield (
        "backwards.xlsx",
        book({SHEET: sheet("".join(f'<row r="{9 - at}"><c r="A{9 - at}"><v>1</v></c></row>' for at in range(8)))}),
    )
    merged = "".join(f'<mergeCell ref="A{at}:C{at}"/>' for at in range(1, 300_000))
    yield "merged.xlsx", book({SHEET: sheet(ROWS, after=f"<mergeCells>{merged}</mergeCells>")})
    header = '<row r="1">' + "".join(f'<c r="{_letters(at)}1"><v>{at}</v></c>' for at in range(16_000)) + "</row>"
    wide = '<mergeCell ref="A1:XFD1"/>' * 20_000
    yield "merged-same.xlsx", book({SHEET: sheet(header + ROWS[56:], after=f"<mergeCells>{wide}</mergeCells>")})
    huge = '<mergeCell ref="A1:XFD1048576"/>' * 1_000
    yield "merged-huge.xlsx", book({SHEET: sheet(ROWS, after=f"<mergeCells>{huge}</mergeCells>")})
    columns = '<col min="1" max="99999999999" hidden="1"/>' * 10_000
    yield "columns.xlsx", book({SHEET: sheet(ROWS, f"<cols>{columns}</cols>")})


def _letters(column: int) -> str:
    return ("" if column < 26 else _letters(column // 26 - 1)) + chr(65 + column % 26)


def indices() -> Iterator[File]:
    """Strings, styles, sheets and relations that are not there, or lead round."""
    for value in ("1", "-1", "4294967296", "99999999999999999999", "x", "", "1e9"):
        yield f"string-{value or 'none'}.xlsx", book({SHEET: sheet(ROWS.replace("<v>0", f"<v>{value}"))})
        yield f"style-{value or 'none'}.xlsx", book({SHEET: sheet(ROWS.replace('A2"', f'A2" s="{value}"'))})
    for at, target in enumerate(
        (
            "workbook.xml",
            "_rels/workbook.xml.rels",
            "/etc/passwd",
            "../../../../etc/passwd",
            "http://127.0.0.1:9/x",
            "file:///etc/passwd",
            "",
            "\\\\127.0.0.1\\x\\y",
        )
    ):
        external = ' TargetMode="External"' if ":" in target else ""
        yield f"target-{at}.xlsx", book({LINKS: _relations(_relation(1, "worksheet", target, external))})
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, 100_001))
    many = PARTS[BOOK].replace("<sheets>", f"<sheets>{sheets}")
    yield "sheets-100k.xlsx", book({BOOK: many})
    yield "sheets-empty.xlsx", book({BOOK: many, SHEET: sheet("")})
    relations = "".join(_relation(at, "worksheet", f"worksheets/s{at}.xml") for at in range(100_000))
    yield "relations-100k.xlsx", book({LINKS: _relations(relations)})
    formats = "".join(f'<numFmt numFmtId="{at}" formatCode="{"0" * 200}"/>' for at in range(20_000))
    styles = f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>'
    styles += '<xf numFmtId="9"/>' * 1_000_000
    yield "styles-million.xlsx", book({STYLES: styles + "</cellXfs></styleSheet>"})
    lies = PARTS[STRINGS].replace('count="1"', 'count="4294967295"').replace('ueCount="1"', 'ueCount="4294967295"')
    yield "strings-count.xlsx", book({STRINGS: lies})
    for name in (BOOK, LINKS, SHEET, STRINGS, STYLES, TYPES):
        yield f"without-{name.rpartition('/')[2]}.xlsx", book({name: None})
        yield f"empty-{name.rpartition('/')[2]}.xlsx", book({name: ""})


def shapes() -> Iterator[File]:
    """XML that is deep, or whose names, attributes and texts are huge."""
    for depth in (1_000, 100_000, 1_500_000):
        yield f"deep-{depth}.xlsx", book({SHEET: sheet("<a>" * depth + "</a>" * depth + ROWS)})
        yield f"deep-strings-{depth}.xlsx", book({STRINGS: f"{HEAD}<sst>{'<si>' * depth}{'</si>' * depth}</sst>"})
    for size in (2, 15):
        text = "x" * size * MEBIBYTE
        yield f"attribute-{size}.xlsx", book({SHEET: sheet(f'<row r="1" z="{text}"/>' + ROWS)})
        yield f"name-{size}.xlsx", book({SHEET: sheet(f"<{text}/>" + ROWS)})
        yield f"text-{size}.xlsx", book({STRINGS: PARTS[STRINGS].replace("arvo", text)})
        yield f"comment-{size}.xlsx", book({SHEET: sheet(f"<!--{text}-->" + ROWS)})
        yield f"cdata-{size}.xlsx", book({SHEET: sheet(f"<![CDATA[{text}]]>" + ROWS)})
        yield f"cells-open-{size}.xlsx", book({SHEET: sheet("<c r='A1' " * (size * 90_000))})
        yield f"rows-open-{size}.xlsx", book({SHEET: sheet("<row " * (size * 200_000))})
        formulas = "<c r='A1' t='e'><f>" * (size * 50_000)
        yield f"formulas-open-{size}.xlsx", book({SHEET: sheet(formulas)})
        closed = "<c r='A1' t='e'" + " " * size * MEBIBYTE + "><f>1</f></c>"
        yield f"spaces-{size}.xlsx", book({SHEET: sheet(f"<row r='1'>{closed}</row>")})
        hidden = 'x="hidden" ' * size * 90_000
        yield f"hidden-open-{size}.xlsx", book({SHEET: sheet(f"<row r='1' {hidden}")})
        many = " ".join(f'a{at}="hidden"' for at in range(size * 50_000))
        yield f"attributes-{size}.xlsx", book({SHEET: sheet(f"<row r='1' {many}/>" + ROWS)})
    yield "namespaces.xlsx", book({SHEET: sheet("".join(f'<a xmlns:n{at}="u{at}"/>' for at in range(100_000)) + ROWS)})


def actions() -> Iterator[File]:
    """Formulas, macros, links and objects that would act where somebody let them."""
    for at, formula in enumerate(
        (
            "cmd|'/C calc'!A0",
            'HYPERLINK("http://127.0.0.1:9/","x")',
            'WEBSERVICE("http://127.0.0.1:9/")',
            "[1]Sheet1!A1",
            "A1",
            "RTD(1)",
            "EXEC(1)",
            'IMPORTXML("http://127.0.0.1:9/","//a")',
            "((((" * 20_000,
        )
    ):
        cell = f"<row r='3'><c r='A3' t='str'><f>{formula}</f><v>=cmd|x!A0</v></c></row>"
        yield f"formula-{at}.xlsx", book({SHEET: sheet(ROWS + cell)})
        yield f"no-value-{at}.xlsx", book({SHEET: sheet(ROWS + cell.replace("<v>=cmd|x!A0</v>", ""))})
    yield "macro.xlsm", book({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})
    yield "ole.xlsx", book({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + b"MZ" * 500})
    yield (
        "link.xlsx",
        book({"xl/externalLinks/externalLink1.xml": f"{HEAD}<externalLink><ddeLink ddeService='cmd'/></externalLink>"}),
    )
    yield (
        "query.xlsx",
        book({"xl/connections.xml": f"{HEAD}<connections><connection url='http://127.0.0.1:9/'/></connections>"}),
    )
    yield "custom-ui.xlsx", book({"customUI/customUI.xml": f"{HEAD}<customUI onLoad='x'/>"})
    yield "escape.xlsx", book({STRINGS: PARTS[STRINGS].replace("arvo", "_x001B_[2J&#x202E;_x0000_&lt;script&gt;")})
    yield "dialog.xlsx", book({BOOK: PARTS[BOOK].replace('name="S"', 'name="\u202e&lt;b&gt;$(x)"')})


FAMILIES = (part_bombs, entities, extents, indices, shapes, actions)
