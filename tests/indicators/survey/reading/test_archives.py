"""ZIP and gzip files: one table comes out whole, everything else is refused by name."""

import contextlib
import gzip
import io
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.survey.reading.archives import is_zip, member_names, only_member
from indicators.survey.reading.outcome import Refused, Wishes
from indicators.survey.reading.packed_files import only_gzipped, packed_form, refuse_packed_forms
from indicators.survey.reading.reading_of import read_content
from indicators.survey.reading.statistics_files import refuse_statistics_files, statistics_program

TABLE = b"kunta;arvo\n049;1,5\n"


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def code_of(content: bytes, sheet: str = "") -> str:
    with pytest.raises(Refused) as refusal:
        only_member(content, Wishes(sheet=sheet))
    return refusal.value.note.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_one_file_comes_out_with_its_name_and_a_note(method: int) -> None:
    name, content, notes = only_member(zipped(("kysely/vastaukset.csv", TABLE), method=method), Wishes())
    assert (name, content) == ("kysely/vastaukset.csv", TABLE)
    assert [note.code for note in notes] == ["archive_unpacked"]


def test_what_systems_add_is_no_file() -> None:
    content = zipped(
        ("a/", b""), ("a/t.csv", TABLE), ("__MACOSX/a/._t.csv", b"x"), ("a/.DS_Store", b"x"), ("Thumbs.db", b"")
    )
    assert member_names(content) == ["a/t.csv"]
    assert only_member(content, Wishes())[0] == "a/t.csv"


def test_a_readme_beside_the_table_is_noted() -> None:
    _, content, notes = only_member(zipped(("README.txt", b"hello"), ("t.csv", TABLE)), Wishes())
    assert content == TABLE
    assert "README.txt" in notes[1].text("en")


def test_several_files_are_refused_by_name_unless_one_is_chosen() -> None:
    content = zipped(("a.csv", b"a"), ("b/c.csv", TABLE))
    with pytest.raises(Refused, match=r"a\.csv, b/c\.csv"):
        only_member(content, Wishes())
    assert only_member(content, Wishes(sheet="c.csv"))[1] == TABLE
    assert code_of(content, sheet="d.csv") == "archive_several"


@pytest.mark.parametrize(
    "inner", [zipped(("t.csv", TABLE)), gzip.compress(TABLE), b"Rar!\x1a\x07\x00"], ids=["zip", "gzip", "rar"]
)
def test_an_archive_within_is_refused(inner: bytes) -> None:
    assert code_of(zipped(("in.csv", inner))) == "archive_in_archive"


def test_a_workbook_within_is_a_file() -> None:
    workbook = zipped(("[Content_Types].xml", b"<x/>"))
    assert only_member(zipped(("t.xlsx", workbook)), Wishes())[1] == workbook


def test_an_empty_archive_is_refused() -> None:
    assert is_zip(zipped())
    assert code_of(zipped()) == "archive_empty"


def test_a_protected_file_is_refused() -> None:
    content = bytearray(zipped(("t.csv", TABLE)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert code_of(bytes(content)) == "archive_password"


def test_names_that_lead_elsewhere_are_only_names() -> None:
    name, content, _ = only_member(zipped(("../../etc/t.csv", TABLE)), Wishes())
    assert (name, content) == ("../../etc/t.csv", TABLE)


def test_a_bomb_costs_its_refusal_only() -> None:
    assert code_of(zipped(("t.csv", b"0" * (20 << 20)))) == "archive_bomb"


def test_a_file_longer_than_the_directory_says_is_refused() -> None:
    content = bytearray(zipped(("t.csv", b"0" * 100_000)))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 10)
    assert code_of(bytes(content)) == "archive_damaged"


def test_two_names_for_the_same_bytes_are_refused() -> None:
    content = zipped(("a.csv", TABLE), ("b.csv", TABLE))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    overlapping = bytearray(content)
    struct.pack_into("<I", overlapping, second + 42, 0)
    assert code_of(bytes(overlapping), sheet="a.csv") == "archive_damaged"


@given(st.integers(4, len(zipped(("t.csv", TABLE))) - 1))
def test_no_cut_archive_is_read(size: int) -> None:
    assert code_of(zipped(("t.csv", TABLE))[:size]) == "archive_damaged"


@given(st.integers(0, 200), st.integers(1, 255))
def test_no_changed_byte_gives_another_table(place: int, change: int) -> None:
    content = bytearray(zipped(("t.csv", TABLE)))
    content[place % len(content)] ^= change
    with contextlib.suppress(Refused):
        assert only_member(bytes(content), Wishes())[1] == TABLE


def test_a_gzip_file_is_unpacked_and_noted() -> None:
    content, notes = only_gzipped(gzip.compress(TABLE))
    assert content == TABLE
    assert [note.code for note in notes] == ["archive_unpacked"]


def test_packed_tables_are_read_through_the_same_way_in() -> None:
    for packed in (gzip.compress(TABLE), zipped(("t.csv", TABLE))):
        reading = read_content(packed, Wishes())
        assert reading.columns == ["kunta", "arvo"]
        assert reading.cells["kunta"].to_pylist() == ["049"]
        assert reading.notes[0].code == "archive_unpacked"


def test_a_gzip_file_in_a_gzip_file_is_refused() -> None:
    with pytest.raises(Refused, match="another packed file"):
        read_content(gzip.compress(gzip.compress(TABLE)), Wishes())


def test_a_damaged_or_huge_gzip_file_is_refused() -> None:
    for content in (gzip.compress(TABLE)[:-3], gzip.compress(TABLE) + b"x", gzip.compress(b"0" * (20 << 20))):
        with pytest.raises(Refused):
            only_gzipped(content)


def test_other_packed_forms_are_refused_by_name() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("t.csv"))
    assert packed_form(out.getvalue()) == "tar"
    assert packed_form(TABLE) == ""
    with pytest.raises(Refused, match="7-Zip"):
        refuse_packed_forms(b"7z\xbc\xaf\x27\x1c\x00")


def test_files_of_other_statistics_programs_are_refused_by_name() -> None:
    assert statistics_program(bytes([114, 2, 1, 0]) + b"\0" * 200) == "Stata (dta)"
    assert statistics_program(TABLE) == ""
    for content, name in (
        (b"<stata_dta><header>", "Stata"),
        (b"RDX3\nX\n", "R "),
        (b"HEADER RECORD*******LIBRARY", "SAS"),
    ):
        with pytest.raises(Refused, match=name):
            refuse_statistics_files(content)
