"""SPSS files: what was written comes back as texts, and no cut file is read short."""

import struct
import tempfile
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.survey.reading.outcome import Reading, Refused, Wishes
from indicators.survey.reading.spss import is_spss, read_spss
from indicators.survey.reading.spss_cells import number_cells, number_text, time_text

OPEN_FILES = Path(__file__).resolve().parents[5] / "shared" / "data" / "uploads" / "files"
UNSAID = struct.pack("<4i", 7, 16, 8, 2)
"""How the record of the number of cases begins."""
FORMS: list[dict[str, bool]] = [{}, {"compress": True}, {"row_compress": True}]
EPOCH_TO_2024 = 13_923_446_400.0
"""Seconds from 1582-10-14 to 2024-01-01."""


def written(columns: dict[str, list[Any]], **how: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.sav"
        pyreadstat.write_sav(pd.DataFrame(columns), path, **how)
        return path.read_bytes()


def with_cases(content: bytes, cases: int) -> bytes:
    """The file with another number of cases in its header, and no record beside it that says it too."""
    at = content.index(UNSAID)
    return content[:80] + struct.pack("<i", cases) + content[84:at] + content[at + 32 :]


def read(content: bytes, **wishes: Any) -> Reading:
    return read_spss(content, Wishes(**wishes))


def cells(content: bytes) -> dict[str, list[str]]:
    return read(content).cells.to_pydict()


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def code_of(content: bytes, **wishes: Any) -> str:
    with pytest.raises(Refused) as refusal:
        read(content, **wishes)
    return refusal.value.note.code


SMALL = {"luku": [1.0, 2.5, None], "teksti": ["ää", "x  ", ""]}


@pytest.mark.parametrize("how", FORMS)
def test_every_cell_is_a_text_and_missing_is_empty(how: dict[str, bool]) -> None:
    assert cells(written(SMALL, **how)) == {"luku": ["1", "2.5", ""], "teksti": ["ää", "x", ""]}


def test_rows_are_numbered_by_case_and_the_dialect_names_the_encoding() -> None:
    reading = read(written(SMALL))
    assert reading.row_numbers.to_pylist() == [1, 2, 3]
    assert reading.dialect == {"kind": "sav", "encoding": "utf-8"}


def test_the_kind_is_known_by_content() -> None:
    assert [is_spss(written(SMALL, **how)) for how in FORMS] == ["sav", "zsav", "sav"]
    assert is_spss(b"a;b\n1;2\n") is None


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300), min_size=1, max_size=8
    ),
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300), min_size=1, max_size=8
    ),
    st.sampled_from(FORMS),
)
@settings(max_examples=40, deadline=None)
def test_what_was_written_comes_back(numbers: list[float], texts: list[str], how: dict[str, bool]) -> None:
    rows = min(len(numbers), len(texts))
    columns = {"a": numbers[:rows], "b": texts[:rows]}
    found = cells(written(columns, **how))
    assert [float(each) for each in found["a"]] == columns["a"]
    assert found["b"] == [each.rstrip(" ") for each in columns["b"]]


@pytest.mark.parametrize("how", FORMS)
def test_no_beginning_of_a_file_is_read_short(how: dict[str, bool]) -> None:
    content = written({"a": [1.0, 2.5, 3.0], "b": ["x", "ä" * 300, "z"]}, **how)
    assert len(cells(content)["a"]) == 3
    for size in range(8, len(content)):
        assert code_of(content[:size]).startswith("spss_")


def test_a_file_cut_among_its_cases_says_how_many_were_found() -> None:
    content = written({"a": [1.5, 2.5, 3.5]})
    with pytest.raises(Refused, match=r"3 cases, 2 whole ones"):
        read(content[:-1])


def test_a_header_without_a_number_of_cases_is_noted_and_its_data_end_on_a_case() -> None:
    content = with_cases(written({"a": [1.5, 2.5], "b": [1.5, 2.5]}), -1)
    assert codes(read(content)) == ["spss_no_count"]
    assert code_of(content[:-8]) == "spss_cut_inside"


@pytest.mark.parametrize(("said", "code"), [(2**31 - 1, "spss_cut"), (0, "spss_cut"), (-5, "spss_damaged")])
def test_a_header_that_lies_of_its_cases_is_refused(said: int, code: str) -> None:
    assert code_of(with_cases(written({"a": [1.5, 2.5]}), said)) == code


def test_data_after_the_last_case_are_noted() -> None:
    assert codes(read(with_cases(written({"a": [1.5, 2.5]}), 1))) == ["spss_more_data"]


def test_counts_that_the_file_has_no_room_for_are_refused() -> None:
    content = written({"a": [1.0]}, variable_value_labels={"a": {1: "yksi"}})
    at = content.index(struct.pack("<2i", 3, 1))
    assert code_of(content[: at + 4] + struct.pack("<i", 2**31 - 1) + content[at + 8 :]) == "spss_dictionary_cut"


def test_blocks_that_promise_too_much_are_refused() -> None:
    content = bytearray(written({"a": [1.5, 2.5]}, compress=True))
    struct.pack_into("<i", content, len(content) - 8, 2**31 - 1)
    assert code_of(bytes(content)) == "spss_damaged"


def test_dates_and_times_are_written_as_iso_texts() -> None:
    content = written(
        {"d": [EPOCH_TO_2024], "s": [EPOCH_TO_2024 + 1.5], "t": [90_061.0]},
        variable_format={"d": "EDATE10", "s": "DATETIME22.2", "t": "TIME8"},
    )
    assert cells(content) == {"d": ["2024-01-01"], "s": ["2024-01-01 00:00:01.5"], "t": ["25:01:01"]}


def test_a_date_that_is_none_stays_a_number_and_is_noted_with_its_place() -> None:
    content = written({"d": [EPOCH_TO_2024, 6306150067200.0]}, variable_format={"d": "DATETIME20"})
    reading = read(content)
    assert reading.cells["d"].to_pylist() == ["2024-01-01 00:00:00", "6306150067200"]
    assert [(note.code, note.row, note.column) for note in reading.notes] == [("spss_no_date", 2, "d")]


def test_labels_and_missing_values_are_texts_as_the_cells_are() -> None:
    content = written(
        {"a": [1.0, 9.0, 97.5]},
        column_labels=["Kysymys 1"],
        variable_value_labels={"a": {1: "samaa mieltä", 9: "en osaa sanoa"}},
        missing_ranges={"a": [9, {"lo": 97, "hi": 99}]},
    )
    reading = read(content)
    assert reading.cells["a"].to_pylist() == ["1", "9", "97.5"]
    found = reading.variables["a"]
    assert found.label == "Kysymys 1"
    assert found.values == {"1": "samaa mieltä", "9": "en osaa sanoa"}
    assert set(found.missing) == {"9", "97–99"}


def test_open_ended_missing_ranges_are_lo_and_hi() -> None:
    content = written({"a": [1.0]}, missing_ranges={"a": [{"lo": float("-inf"), "hi": 0}]})
    assert read(content).variables["a"].missing == ("LO–0",)


def latin(content: bytes, encoding: str, said: bytes) -> bytes:
    """The file with its ä as one byte of `encoding`, and another name of as many letters for its encoding."""
    return content.replace("ä".encode() * 2, "ä".encode(encoding) * 2 + b"  ").replace(b"UTF-8", said)


def test_a_name_of_an_encoding_that_does_not_fit_is_noted() -> None:
    content = written({"a": ["ää", "x"]})
    reading = read(content.replace(b"UTF-8", b"cp437"))
    assert (reading.cells["a"].to_pylist(), codes(reading)) == (["ää", "x"], ["spss_encoding_guessed"])
    reading = read(latin(content, "cp1252", b"UTF-8"))
    assert (reading.cells["a"].to_pylist(), codes(reading)) == (["ää", "x"], ["spss_encoding_guessed"])
    assert reading.dialect["encoding"] == "cp1252"


def test_a_wished_encoding_is_used_or_refused() -> None:
    content = latin(written({"a": ["ää", "x"]}), "mac-roman", b"UTF-8")
    assert read(content, encoding="mac-roman").cells["a"].to_pylist() == ["ää", "x"]
    assert code_of(content, encoding="utf-8") == "spss_encoding"
    assert code_of(content, encoding="nonsense") == "spss_encoding"


def test_a_letter_cut_in_two_is_noted() -> None:
    content = written({"a": ["x", "öö", "ää"]})
    reading = read(content.replace("ää".encode(), "ä".encode() + b" " + b"\xc3"))
    assert [(note.code, note.row) for note in reading.notes] == [("spss_letters_lost", 3)]


def test_a_letter_cut_in_two_in_a_label_is_noted() -> None:
    content = written({"a": [1.0]}, column_labels=["öö ää"])
    reading = read(content.replace("ää".encode(), "ä".encode() + b" \xc3"))
    assert [(note.code, note.column) for note in reading.notes] == [("spss_labels_lost", "a")]


def test_names_that_are_one_to_spss_are_noted() -> None:
    content = written({"aaa": [1.0], "bbb": [2.0]})
    assert codes(read(content.replace(b"bbb", b"AAA"))) == ["spss_same_names"]
    reading = read(content.replace(b"bbb", b"aaa").replace(b"BBB", b"AAA"))
    assert codes(reading) == ["spss_same_names"]
    assert [column.to_pylist() for column in reading.cells.columns] == [["1"], ["2"]]


def test_the_weight_of_the_file_is_in_its_dialect() -> None:
    content = written({"a": [1.0], "paino": [2.0]})
    assert read(content[:76] + struct.pack("<i", 2) + content[80:]).dialect["weight"] == "paino"


def test_an_encrypted_file_is_refused() -> None:
    assert code_of(b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV" + b"\0" * 200) == "spss_encrypted"


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (2.0**60, "1152921504606846976"), (1e300, "1e+300")]
)
def test_numbers_are_whole_or_as_short_as_tells_them_apart(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.lists(st.floats() | st.floats(-1e16, 1e16) | st.integers(-(10**16), 10**16).map(float), min_size=1))
def test_many_numbers_are_written_as_each_alone(values: list[float]) -> None:
    found, _ = number_cells(values, number_text, set())
    assert found.to_pylist() == ["" if isnan(value) else number_text(value + 0.0) for value in values]


def test_times_may_be_negative_and_endless_ones_are_none() -> None:
    assert (time_text(-61.0), time_text(float("inf"))) == ("-00:01:01", None)


@given(st.integers(0, 2000), st.integers(1, 255))
@settings(max_examples=100, deadline=None)
def test_a_changed_byte_is_read_or_refused_never_a_crash(place: int, change: int) -> None:
    content = bytearray(written({"a": [1.0, 2.5], "b": ["x", "ä"]}, variable_value_labels={"a": {1: "yksi"}}))
    content[place % len(content)] ^= change
    if not is_spss(bytes(content)):
        return
    try:
        assert read(bytes(content)).cells.num_rows >= 0
    except Refused as refusal:
        assert refusal.note.code


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="the open files lie beside the project only where it is made")
def test_a_portable_file_is_read_whole_and_never_short() -> None:
    content = (OPEN_FILES / "prs_sample.por").read_bytes()
    assert is_spss(content) == "por"
    reading = read(content)
    assert reading.cells["MYNUM"].to_pylist() == ["1.1", "1.2", "-1000.3", "-1.4", "1000.3"]
    for size in range(300, content.index(b"*.Z") + 2, 7):
        assert code_of(content[:size]) == "spss_portable_cut"
