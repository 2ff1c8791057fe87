"""Hostile texts: rows and cells without end, broken encodings, floods, words that programs obey, JSON and markup."""

import json
from collections.abc import Iterator

from tests.indicators.survey.reading.hostile_zips import MEBIBYTE, File

LARGE = 12 * MEBIBYTE
FLOOD = 1 * MEBIBYTE


def wide_rows() -> Iterator[File]:
    """Rows of more cells than any table has."""
    for mark in (",", ";", "\t", "|", " ", "~|~", "||", "_"):
        yield f"wide-{mark.encode().hex()}.csv", (mark.join("x" * 500_000) + "\n").encode() * 2
    yield "wide-empty.csv", b"," * LARGE
    yield "wide-once.csv", b"a,b\n" + b"1,2\n" * 100 + b"," * 100_000 + b"1\n" + b"1,2\n" * 100
    yield "wide-every.csv", b"\n".join(b"1" + b",1" * at for at in range(3_000))
    yield "ragged.csv", b"".join(b"1,2,3,4,5,6,7"[: 1 + 2 * (at % 7)] + b"\n" for at in range(300_000))
    yield "limit.csv", (",".join(f"c{at}" for at in range(16_384)) + "\n").encode() * 40
    yield "cells.csv", b"a;b\n" + b";\n" * 6_000_000
    yield "rows.csv", b"1\n" * 6_000_000


def long_cells() -> Iterator[File]:
    """One line or one cell of megabytes, and quotation marks without end."""
    for size in (2, 12, 60):
        yield f"line-{size}.csv", b"a" * size * MEBIBYTE
        yield f"cell-{size}.csv", b"a;b\n1;" + b"x" * size * MEBIBYTE + b"\n"
        yield f"quoted-{size}.csv", b'a;b\n1;"' + b"x\n" * (size * MEBIBYTE // 2) + b'"\n'
        yield f"unclosed-{size}.csv", b'a;b\n1;"' + b"1;2\n" * (size * MEBIBYTE // 4)
    for at, unit in enumerate(
        (b'"', b'";"', b'""";', b"\"'", b'";', b';"', b'"\n', b'a"', b'"a', b'\\"', b'" ', b"';'")
    ):
        yield f"quotes-{at}.csv", unit * (FLOOD // len(unit))
        yield f"quotes-line-{at}.csv", b"a;b\n1;2\n" + unit * (FLOOD // len(unit)) + b"x\n1;2\n"
        yield f"quotes-rows-{at}.csv", b"a;b\n" + (unit * 40 + b"\n") * (FLOOD // 80)


def patterns() -> Iterator[File]:
    """Texts against expressions that would try every way of matching."""
    units = (
        "a",
        "1 ",
        "1.1.1.",
        "(((",
        "((",
        "1,",
        "1e",
        "-",
        "=",
        "-=",
        "1.",
        "1'",
        " ",
        "a.",
        "a@",
        "a@a.",
        "www.",
        "http://",
        "0",
        "9",
        "1-",
        "1:",
        "a, ",
        "#",
        "//",
        "sep=",
        "\u00e4",
        "\u00c3",
        "yhteensä ",
        "(a",
        "+--",
        "|--",
        "1 234 ",
        "1.234,",
        "12:00 ",
        "{",
        "[",
        "<",
        "<a",
        "<!--",
        "&",
        "%",
        "e+",
        "−",
        "*",
        "_",
        "\\",
        "\\;",
        "\t ",
        ", ",
    )
    for at, unit in enumerate(units):
        long = unit * (FLOOD // len(unit))
        yield f"line-{at}.csv", f"a;b\n1;2\n{long}x\n3;4\n".encode()
        yield f"cell-{at}.csv", f"a;b\n1;2\n3;{long[:900_000]}!\n5;6\n".encode()
        yield f"file-{at}.csv", f"{long}!".encode()
        cell = unit * (150 // len(unit)) + "!"
        yield f"cells-{at}.csv", ("a;b\n" + f"{cell};{cell}\n" * (FLOOD // 300)).encode()


def encodings() -> Iterator[File]:
    """Bytes that are no text, or several texts at once."""
    table = "kunta;ääkköset\n091;Österbotten\n"
    yield "nul.csv", b"a;b\n" + b"\0" * FLOOD
    yield "nul-all.csv", b"\0" * LARGE
    yield "nul-scattered.csv", b"a\0;b\n1;\0 2\n" * 100_000
    yield "utf-7.csv", (table * 100).encode("utf-7") + b"+ADw-script+AD4-;1\n"
    yield "bad-utf-8.csv", b"a;b\n\xff\xfe\xfd;1\n" * 50_000
    yield "overlong.csv", b"a;b\n\xc0\xaf\xe0\x80\xaf;1\n" * 10_000
    yield "lone-surrogates.csv", b"a;b\n\xed\xa0\x80;1\n" * 10_000
    yield "beyond.csv", b"a;b\n\xf4\x90\x80\x80\xf8\x88\x80\x80\x80;1\n" * 10_000
    yield "latin-flood.csv", b"a;b\n\xe4\xf6;1\n" * 300_000
    yield "continuation.csv", b"a;b\n" + b"\x80" * FLOOD
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield f"odd-{encoding}.csv", (table * 50).encode(encoding) + b"\x0a"
        yield f"lone-{encoding}.csv", (table * 50 + "\ud800;1\n").encode(encoding, "surrogatepass")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"+/v8-"):
        yield f"marks-{mark.hex()}.csv", mark * 1_000 + table.encode()
        yield f"mark-alone-{mark.hex()}.csv", mark
    yield "mixed.csv", b"".join((table.encode(), table.encode("cp1252"), table.encode("utf-16-le"))) * 500
    yield "random.bin", bytes((at * at * 31 + at // 7) % 256 for at in range(300_000))
    yield "far.csv", "名前;値\nあ;1\n".encode("shift_jis") * 100_000
    yield "high.csv", bytes(range(128, 256)) * 8_000


def obeyed() -> Iterator[File]:
    """Words that a terminal, a spreadsheet, a shell or a page would obey."""
    words = (
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://127.0.0.1:9/?"&A1,"x")',
        "@SUM(1)",
        "+1+cmd",
        "-2+3",
        "\t=1",
        "\r=1",
        "\x1b[2J\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;http://127.0.0.1:9/\x07x",
        "\x9b2J",
        "\x08\x08\x08",
        "\u202eabc\u202c",
        "\u2066x\u2069",
        "a\u200bb\u200d\ufeff",
        "a" + "\u0301" * 200,
        "<script>alert(1)</script>",
        "$(touch x)",
        "`id`",
        "'; DROP TABLE x; --",
        "{row}",
        "{0.__class__}",
        "%s%n",
        "../../etc/passwd",
        "__proto__",
        "\U000e0041",
        "\ufdd0\uffff",
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.csv",
        "NaN",
        "1e999999",
        "9" * 5_000,
        "0x" + "f" * 500,
        "[1](javascript:x)",
    )
    for at, word in enumerate(words):
        quoted = '"' + word.replace('"', '""') + '"'
        yield f"cell-{at}.csv", f"nimi;arvo\n{quoted};1\nx;2\ny;3\n".encode()
        yield f"header-{at}.csv", f"{quoted};{quoted}\nx;2\ny;3\nz;4\n".encode()
        yield f"above-{at}.csv", f"{quoted}\n\nnimi;arvo\nx;2\ny;3\nz;4\n".encode()


def floods() -> Iterator[File]:
    """What is noted, named or set aside, a hundred thousand times."""
    yield "names-same.csv", (";".join(["sama"] * 16_000) + "\n" + ";".join(["1"] * 16_000) + "\n").encode()
    yield "names-same-100k.csv", (";".join(["sama"] * 100_000) + "\n").encode() * 2
    yield (
        "names-numbered.csv",
        (";".join([f"sama ({at})" for at in range(2, 8_000)] + ["sama"] * 8_000) + "\n").encode() * 2,
    )
    yield "names-none.csv", (";" * 16_000 + "\n" + ";".join(["1"] * 16_001) + "\n").encode() * 3
    yield "headers-again.csv", b"nimi;arvo\n" * 500_000
    yield "comments.csv", b"# x\n" * 100_000 + b"a;b\n" + b"1;2\n# y\n" * 100_000
    yield "empty-rows.csv", b"a;b\n" + b"\n" * LARGE + b"1;2\n"
    yield "spaces.csv", b"a;b\n" + b" " * LARGE + b"\n1;2\n"
    yield "returns.csv", b"\r" * LARGE
    yield "returns-mixed.csv", b"a;b\n" + b"\r" * FLOOD + b"x\n" + b"1;2\n"
    yield "sums.csv", b"kunta;arvo\n" + b"Yhteens\xc3\xa4;1\n" * 300_000
    yield "sums-long.csv", b"kunta;arvo\n" + b"total" + b" :" * FLOOD + b"(;1\n1;2\n"
    yield "rules.csv", b"a;b\n" + b"--;--\n" * 300_000
    yield "feet.csv", b"a;b\n1;2\n" + b"Huom. x\n" * 200_000
    yield "titles.csv", b"otsikko\n" * 200_000 + b"a;b;c\n" + b"1;2;3\n" * 9
    yield "separators.csv", b"sep=;\n" * 200_000
    yield "delimiters.csv", "".join(chr(at) + ";" for at in range(33, 50_000) if not 0xD800 <= at < 0xE000).encode()
    yield "every-mark.csv", b",;\t|^~\x1f\x01\x02&$#/_: ||::" * 30_000
    yield "every-mark-rows.csv", (b"a,b;c\td|e^f~g&h$i#j/k_l:m n||o::p\n") * 30_000
    yield "quoted-fields.csv", b'"a";"b"\n' + b'"1"x;"2"\n' * 200_000
    yield "padded.csv", b'"a" ; "b"\n' + b'"1" ; "2"\n' * 200_000
    yield "breaks.csv", b"a;b\n" + b'"1\n";2\n' * 300_000
    yield "ends.csv", "a;b\n1\u2028;2\x85\n3\x0b;4\x0c\n".encode() * 50_000


def json_texts() -> Iterator[File]:
    """JSON that is deep, huge or in doubt, and shapes of areas that are no shapes."""
    for depth in (900, 100_000, 1_000_000):
        yield f"deep-lists-{depth}.json", b"[" * depth + b"]" * depth
        yield f"deep-objects-{depth}.json", b'{"a":' * depth + b"1" + b"}" * depth
    yield "number.json", b'[{"a": ' + b"9" * FLOOD + b"}]"
    yield "keys.json", b"{" + b'"a": 1,' * 100_000 + b'"a": 2}'
    yield "nan.json", b'[{"a": NaN, "b": Infinity, "c": -Infinity}]'
    yield "lines.json", b'{"a": 1}\n' * 100_000
    yield "unfinished.json", b'{"a": "' + b"x" * FLOOD
    deep = '{"type":"GeometryCollection","geometries":[' * 100_000 + "]}" * 100_000
    yield "collections.geojson", _areas(deep)
    yield "collections-900.geojson", _areas('{"type":"GeometryCollection","geometries":[' * 900 + "]}" * 900)
    yield "lists.geojson", _areas('{"type":"Polygon","coordinates":' + "[" * 200_000 + "]" * 200_000 + "}")
    ring = ",".join(f"[{20 + at % 900 / 1000},{60 + at / 1e6}]" for at in range(600_000))
    yield "coordinates.geojson", _areas(f'{{"type":"Polygon","coordinates":[[{ring},[20,60]]]}}')
    star = ",".join(
        f"[{20 + (at * 7919 % 5_000) / 5_000},{60 + (at * 104_729 % 5_000) / 5_000}]" for at in range(5_000)
    )
    yield "crossings.geojson", _areas(f'{{"type":"Polygon","coordinates":[[{star},[20,60]]]}}')
    holes = ",".join("[[20,60],[21,60],[21,61],[20,60]]" for _ in range(20_000))
    yield "holes.geojson", _areas(f'{{"type":"Polygon","coordinates":[{holes}]}}')
    for at, value in enumerate(
        ("1e308", "-1e308", "1e999", "NaN", '"20"', "{}", "null", "[]", "true", "9" * 400, "20,60,1,2,3,4")
    ):
        coordinates = f"[[[{value},60],[21,60],[21,61],[{value},60]]]"
        yield f"coordinate-{at}.geojson", _areas(f'{{"type":"Polygon","coordinates":{coordinates}}}')
    for at, shape in enumerate(("null", "[]", '"x"', '{"type":"Polygon"}', '{"type":"X","coordinates":[]}', "{}", "1")):
        yield f"shape-{at}.geojson", _areas(shape)
    properties = ",".join(f'"p{at}":{at}' for at in range(100_000))
    yield "properties.geojson", _areas('{"type":"Point","coordinates":[20,60]}', f"{{{properties}}}")
    yield "property-deep.geojson", _areas("null", '{"a":' + "[" * 100_000 + "]" * 100_000 + "}")
    many = ",".join('{"type":"Feature","properties":{"a":1},"geometry":null}' for _ in range(150_000))
    yield "features.geojson", f'{{"type":"FeatureCollection","features":[{many}]}}'.encode()
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "ogcwkt"}}
    yield "crs-link.geojson", json.dumps({"type": "FeatureCollection", "crs": link, "features": []}).encode()
    arcs = {"type": "Topology", "arcs": [[[0, 0]]] * 50_000, "objects": {"a": {"type": "Polygon", "arcs": [[10**9]]}}}
    yield "arcs.topojson", json.dumps(arcs).encode()


def _areas(geometry: str, properties: str = '{"a":1}') -> bytes:
    feature = f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode()


def markup() -> Iterator[File]:
    """Pages, XML and KML with entities, scripts and links."""
    doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    yield "entity.xml", f"{doctype}<x>&b;</x>".encode()
    yield (
        "entity.kml",
        f'{doctype}<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark>&a;</Placemark></kml>'.encode(),
    )
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    yield "link.kml", f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}</Document></kml>'.encode()
    yield "include.xml", b'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></x>'
    yield "deep.xml", b"<a>" * 500_000
    yield "page.xls", b"<html><script src=http://127.0.0.1:9/></script><table><tr><td>1</td></tr></table></html>"
    yield "page+csv.csv", b"<!-- a;b\n--><table><tr><td>1;2\n"
    yield "mso.xls", b'<?mso-application progid="Excel.Sheet"?><Workbook/>'
    yield "old.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield "comments.html", b"<!--" * 300_000
    yield "angles.csv", b"<" * FLOOD
    yield "svg.svg", b'<svg onload="alert(1)"><image href="http://127.0.0.1:9/"/></svg>'
    yield "sylk.slk", b"ID;PWXL;N;E\nC;Y1;X1;K1\nC;X1;Y101;EEXEC(1)\nE\n"
    yield "dif.dif", b'TABLE\n0,1\n"EXCEL"\nVECTORS\n0,999999999\n""\n'
    yield "mail.csv", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html></html>\n"


FAMILIES = (wide_rows, long_cells, patterns, encodings, obeyed, floods, json_texts, markup)
