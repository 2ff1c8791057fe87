"""Hostile archives: bombs, lies in their directories, names that lead elsewhere, streams without end."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile

File = tuple[str, bytes]
MEBIBYTE = 1 << 20
TABLE = b"kunta;arvo\n091;1\n049;2\n"
SYMLINK = 0o120777 << 16


@dataclass(frozen=True)
class Entry:
    """One member as it is written: what it says of itself need not be true."""

    name: bytes
    packed: bytes
    size: int
    crc: int = 0
    method: int = 8
    flags: int = 0
    said: int = -1
    attributes: int = 0
    offset: int = -1
    extra: bytes = b""


def honest(name: str, content: bytes) -> Entry:
    """A member that is as it says."""
    return Entry(name.encode(), deflated(content), len(content), zlib.crc32(content))


def deflated(content: bytes) -> bytes:
    """A raw deflate stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def zeros(mebibytes: int, unit: bytes = b"0" * MEBIBYTE) -> bytes:
    """A raw deflate stream of so many mebibytes, made without making them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + b"\x03\x00"


def bomb(name: str, mebibytes: int, said: int = -1, before: bytes = b"") -> Entry:
    """A member of zeros after a beginning; it says its true size unless told otherwise."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    size = len(before) + mebibytes * MEBIBYTE
    return Entry(name.encode(), start + zeros(mebibytes), size if said < 0 else said)


def zipped(entries: Sequence[Entry], members: int = -1) -> bytes:
    """An archive of these members, in this order; `members` is the number it says it has."""
    body, directory = bytearray(), bytearray()
    for each in entries:
        at = len(body) if each.offset < 0 else each.offset
        packed = len(each.packed) if each.said < 0 else each.said
        sizes = struct.pack("<III", each.crc, packed, min(each.size, 2**32 - 1))
        fixed = struct.pack("<HHHHH", 20, each.flags, each.method, 0, 0x21)
        names = struct.pack("<HH", len(each.name), 0)
        if each.offset < 0:
            body += b"PK\x03\x04" + fixed + sizes + names + each.name + each.packed
        names = struct.pack("<HHHHHII", len(each.name), len(each.extra), 0, 0, 0, each.attributes, at)
        directory += b"PK\x01\x02\x14\x03" + fixed + sizes + names + each.name + each.extra
    count = (len(entries) if members < 0 else members) & 0xFFFF
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def flat_bombs() -> Iterator[File]:
    """One member, or many, that become gigabytes."""
    for mebibytes in (200, 1024, 10_240):
        yield f"flat-{mebibytes}.zip", zipped([bomb("a.csv", mebibytes)])
    yield "flat-lies-small.zip", zipped([bomb("a.csv", 4096, said=100)])
    yield "flat-lies-zero.zip", zipped([bomb("a.csv", 4096, said=0)])
    yield "flat-lies-4g.zip", zipped([bomb("a.csv", 1, said=0xFFFFFFFF)])
    yield "flat-says-more.zip", zipped([Entry(b"a.csv", deflated(TABLE), 10 * MEBIBYTE, zlib.crc32(TABLE))])
    yield "under-ratio.zip", zipped([bomb("a.csv", 15, before=TABLE)])
    yield "many-bombs.zip", zipped([bomb(f"{at}.csv", 64) for at in range(40)])


def nested() -> Iterator[File]:
    """Archives in archives."""
    inner = zipped([bomb("a.csv", 256)])
    for depth in range(1, 6):
        inner = zipped([honest(f"{depth}.zip", inner)])
        yield f"nested-{depth}.zip", inner
    yield "nested-wide.zip", zipped([honest(f"{at}.zip", zipped([bomb("a", 100)])) for at in range(16)])
    yield "gzip-in-zip.zip", zipped([honest("a.csv.gz", gzip.compress(TABLE))])
    yield "tar-in-zip.zip", zipped([honest("a.tar", _tar())])
    yield "zip-in-gzip.gz", gzip.compress(inner)
    yield "gzip-in-gzip.gz", gzip.compress(gzip.compress(bytes(30 * MEBIBYTE)))


def overlaps() -> Iterator[File]:
    """Members that share their bytes, as the denser bombs have it."""
    kernel = zeros(100)
    for count in (10, 1_000, 60_000):
        first = Entry(b"0.csv", kernel, 100 * MEBIBYTE)
        others = [Entry(f"{at}.csv".encode(), kernel, 100 * MEBIBYTE, offset=0) for at in range(1, count)]
        yield f"overlap-{count}.zip", zipped([first, *others])
    names = [honest("a.csv", TABLE), Entry(b"readme.txt", deflated(TABLE), len(TABLE), zlib.crc32(TABLE), offset=5)]
    yield "overlap-inside.zip", zipped(names)
    yield "overlap-quoted.zip", zipped([Entry(b"a.csv", deflated(TABLE), len(TABLE), zlib.crc32(TABLE), said=10_000)])


def directories() -> Iterator[File]:
    """Directories that say what is not so."""
    yield "members-65k.zip", zipped([Entry(b"%d.csv" % at, b"", 0, method=0) for at in range(65_000)])
    yield "members-lies.zip", zipped([honest("a.csv", TABLE)], members=60_000)
    yield "members-none.zip", zipped([honest("a.csv", TABLE)], members=0)
    for size in (2**40, 2**63, 2**64 - 1):
        wide = struct.pack("<HHQQ", 1, 16, size, size)
        yield f"zip64-{size}.zip", zipped([Entry(b"a.csv", deflated(TABLE), 2**32 - 1, said=2**32 - 1, extra=wide)])
    yield "zip64-cut.zip", zipped([Entry(b"a.csv", b"", 2**32 - 1, extra=b"\x01\x00\x04\x00ab")])
    far = Entry(b"a.csv", deflated(TABLE), len(TABLE), zlib.crc32(TABLE), offset=2**31)
    yield "offset-far.zip", zipped([far])
    yield "same-names.zip", zipped([honest("a.csv", TABLE), honest("a.csv", TABLE * 2)])
    for method in (1, 9, 12, 14, 93, 95, 98, 99):
        yield f"method-{method}.zip", zipped([Entry(b"a.csv", b"BZh9" + bytes(64), 64, method=method)])
    yield "encrypted.zip", zipped([Entry(b"a.csv", bytes(40), 20, flags=1)])
    whole = zipped([honest("a.csv", TABLE)])
    for at in range(0, len(whole), 9):
        yield f"cut-{at}.zip", whole[:at]
    yield "comment.zip", whole[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_000
    yield "end-repeated.zip", whole + b"PK\x05\x06" * 50_000
    yield "end-alone.zip", b"PK\x05\x06" + bytes(18)


def names() -> Iterator[File]:
    """Names that lead elsewhere, or that a terminal or a page would obey."""
    hostile = ("../../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.csv", "a\0b.csv", "\x1b[2J\x1b]0;x\x07.csv")
    more = ("<script>alert(1)</script>.csv", "$(touch x).csv", "\u202evsc.exe", "a" * 60_000, "{row}{x}.csv", "con", "")
    for at, name in enumerate((*hostile, *more)):
        yield f"name-{at}.zip", zipped([honest(name, TABLE)])
    yield (
        "symlink.zip",
        zipped([Entry(b"a.csv", b"/etc/passwd", 11, zlib.crc32(b"/etc/passwd"), 0, attributes=SYMLINK)]),
    )
    yield "bad-utf8.zip", zipped([Entry(b"\xff\xfe.csv", deflated(TABLE), len(TABLE), zlib.crc32(TABLE), flags=0x800)])


def streams() -> Iterator[File]:
    """Packed streams that grow, repeat, or are cut."""
    for mebibytes in (15, 200, 2_048):
        head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
        yield f"bomb-{mebibytes}.gz", head + zeros(mebibytes) + bytes(8)
    yield "members.gz", gzip.compress(TABLE) * 20_000
    yield "name.gz", b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * 3_000_000
    yield "empty.gz", gzip.compress(b"")
    yield "cut.gz", gzip.compress(TABLE * 1_000)[:-9]
    yield "bomb.bz2", bz2.compress(bytes(20 * MEBIBYTE))
    yield "bomb.xz", lzma.compress(bytes(50 * MEBIBYTE), preset=0)
    yield "bomb.lzma", lzma.compress(bytes(5 * MEBIBYTE), format=lzma.FORMAT_ALONE, preset=0)
    yield "bomb.zst", b"\x28\xb5\x2f\xfd\xa4" + bytes(8) + (b"\x02\x00\x10\x00" * 1_000)
    yield "head.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\xff" * 24
    yield "head.rar", b"Rar!\x1a\x07\x01\x00" + b"\xff" * 64
    yield "head.cab", b"MSCF\0\0\0\0" + b"\xff" * 64
    yield "links.tar", _tar()
    yield "old.tar", _tar()[:257] + b"\0" * 8 + _tar()[265:]
    yield "csv-in-gzip-ratio.gz", gzip.compress(b"a;b\n" + b"1;2\n" * 3_500_000)


def polyglots() -> Iterator[File]:
    """Files that are two things."""
    archive = zipped([honest("a.csv", TABLE)])
    book = io.BytesIO()
    with ZipFile(book, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    for name, front in (
        ("pdf", b"%PDF-1.7\n%\xff\xff\n"),
        ("gif", b"GIF89a/*" + bytes(60) + b"*/=alert(1)//"),
        ("html", b"<html><script>alert(1)</script></html>\n"),
        ("csv", TABLE),
        ("shell", b"#!/bin/sh\ntouch /tmp/x\nexit\n"),
        ("json", b'{"a": 1}\n'),
        ("jpeg", b"\xff\xd8\xff\xe0"),
        ("mz", b"MZ" + bytes(100)),
    ):
        yield f"{name}+zip.{name}", front + archive
        yield f"{name}+xlsx.{name}", front + book.getvalue()
    yield "zip+html.zip", archive + b"<html><script>alert(1)</script></html>"
    yield "zip+zip.zip", archive + archive


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("../../x.csv", tarfile.REGTYPE), ("a", tarfile.SYMTYPE), ("b", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return file.getvalue()


FAMILIES = (flat_bombs, nested, overlaps, directories, names, streams, polyglots)
