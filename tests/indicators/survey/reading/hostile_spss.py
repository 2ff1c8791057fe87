"""Hostile SPSS files: counts, widths, records and codes that lie."""

import struct
from collections.abc import Iterator

from tests.indicators.survey.reading.hostile_zips import File


def spss_files() -> Iterator[File]:
    """SPSS files that say to have more than they have."""

    def sav(
        cases: int = 1,
        size: int = 1,
        compression: int = 0,
        records: bytes = b"",
        data: bytes = bytes(8),
        tag: bytes = b"$FL2",
    ) -> bytes:
        head = tag + b"@(#) SPSS DATA FILE".ljust(60) + struct.pack("<5i", 2, size, compression, 0, cases)
        head += struct.pack("<d", 100.0) + b"01 Jan 24" + b"00:00:00" + bytes(64) + bytes(3)
        return (
            head
            + struct.pack("<6i", 2, 0, 0, 0, 0x050800, 0x050800)
            + b"A".ljust(8)
            + records
            + struct.pack("<ii", 999, 0)
            + data
        )

    for cases in (2**31 - 1, -1, -2, 0, 10**6):
        yield f"cases-{cases}.sav", sav(cases)
        yield f"cases-packed-{cases}.sav", sav(cases, compression=1, data=b"\x64" * 80)
    for size in (2**31 - 1, -1, 0, 1_000):
        yield f"size-{size}.sav", sav(size=size)
    for compression in (1, 2, 3, -1):
        yield f"compression-{compression}.sav", sav(compression=compression, data=b"\xff" * 200)
        yield f"compression-{compression}.zsav", sav(compression=compression, data=b"\xff" * 200, tag=b"$FL3")
    for name, records in {
        "labels": struct.pack("<ii", 3, 2**31 - 1),
        "labels-negative": struct.pack("<ii", 3, -1),
        "label-length": struct.pack("<ii8sB", 3, 1, b"", 255),
        "labelled": struct.pack("<iiii", 3, 0, 4, 2**31 - 1),
        "documents": struct.pack("<ii", 6, 2**31 - 1),
        "extension": struct.pack("<4i", 7, 3, 2**31 - 1, 2**31 - 1),
        "extension-zero": struct.pack("<4i", 7, 3, 0, 2**31 - 1),
        "extension-negative": struct.pack("<4i", 7, 3, -4, -4),
        "unknown": struct.pack("<i", 12345),
        "encoding": struct.pack("<4i", 7, 20, 1, 9) + b"zlib_code",
        "hex": struct.pack("<4i", 7, 20, 1, 3) + b"hex",
        "missing": struct.pack("<6i", 2, 0, 0, 99, 0x050800, 0x050800) + b"B".ljust(8),
        "width": struct.pack("<6i", 2, 255, 0, 0, 0x01FFFF, 0x01FFFF) + b"C".ljust(8),
        "label": struct.pack("<6i", 2, 0, 1, 0, 0, 0) + b"D".ljust(8) + struct.pack("<i", 2**31 - 1),
        "long-names": struct.pack("<4i", 7, 13, 1, 20) + b"A=" + b"\t\t=\xff" * 4 + b"xx",
        "very-long": struct.pack("<4i", 7, 14, 1, 16) + b"A=9999999999\0\t\0\t",
        "same": (struct.pack("<6i", 2, 0, 0, 0, 0x050800, 0x050800) + b"A".ljust(8)) * 5_000,
        "flood": (struct.pack("<6i", 2, -1, 0, 0, 0, 0) + b" " * 8) * 100_000,
        "extensions": struct.pack("<4i", 7, 99, 1, 0) * 200_000,
    }.items():
        yield f"{name}.sav", sav(records=records)
    yield "codes-flood.sav", sav(-1, compression=1, data=b"\x64" * 12_000_000)
    yield "raw-flood.sav", sav(-1, compression=1, data=b"\xfd" * 3_000_000)
    yield (
        "wide.sav",
        sav(
            -1,
            compression=1,
            size=5_001,
            records=(struct.pack("<6i", 2, 0, 0, 0, 0x050800, 0x050800) + b"A".ljust(8)) * 5_000,
            data=b"\xfe" * 5_001_000,
        ),
    )
    yield "order.sav", sav()[:64] + b"\2\0\0\2" + sav()[68:]
    whole = sav()
    for at in range(0, len(whole), 12):
        yield f"cut-{at}.sav", whole[:at]
    for at in range(64, 216, 8):
        yield f"ones-{at}.sav", whole[:at] + b"\xff" * 8 + whole[at + 8 :]
    yield "locked.sav", bytes(8) + b"ENCRYPTEDSAV" + bytes(100)
    front = b"ASCII SPSS PORT FILE".ljust(456) + b"SPSSPORT"
    for at, rest in enumerate(
        (
            b"",
            b"Z" * 100_000,
            b"A8/20240101" * 10_000,
            b"A" + b"Z" * 65_536,
            b"0" * 100_000,
            b"4ZZZZZZ/" * 20_000,
            b"\xff" * 5_000,
        )
    ):
        yield f"portable-{at}.por", front + rest


FAMILIES = (spss_files,)
