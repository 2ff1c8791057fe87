"""A city's own key between areas: which columns it is, and what in it does not fit."""

from pathlib import Path

import pyarrow as pa
import pytest

from geodata.areas import areas_within
from geodata.keys import load_key
from geodata.levels import AreaLevel
from indicators.__main__ import main
from indicators.survey.reading.area_keys import AreaKey, validate_key
from indicators.survey.reading.outcome import Reading, Refused

POSTAL, DISTRICT, MUNICIPALITY = AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY
KEY = load_key(POSTAL, DISTRICT)
ESPOO = areas_within(POSTAL, MUNICIPALITY, "049")


def validated(*rows: tuple[str, ...], columns: tuple[str, ...] = ("posti", "suuralue", "osuus")) -> AreaKey:
    cells = {
        name: pa.array(column, pa.string()) for name, column in zip(columns, zip(*rows, strict=True), strict=False)
    }
    numbers = pa.array(range(2, len(rows) + 2))
    return validate_key(Reading(pa.table(cells), numbers, (), {"kind": "text"}), POSTAL, DISTRICT)


def whole() -> list[tuple[str, ...]]:
    own = KEY[KEY["from_code"].isin(ESPOO)]
    return [(row.from_code, row.to_code, f"{row.weight:.6f}".replace(".", ",")) for row in own.itertuples()]


def refused(*rows: tuple[str, ...]) -> tuple[str, int | None]:
    with pytest.raises(Refused) as caught:
        validated(*rows)
    return caught.value.note.code, caught.value.note.row


def test_the_register_s_own_key_is_sound() -> None:
    key = validated(*whole())
    assert (key.from_column, key.to_column, key.share_column) == ("posti", "suuralue", "osuus")
    assert len(key.weights) == len(whole())
    assert key.notes == ()


def test_without_shares_each_area_goes_whole() -> None:
    key = validated(("02100", "0492"), ("02600", "0491"))
    assert key.weights == {("02100", "0492"): 1.0, ("02600", "0491"): 1.0}
    assert [note.code for note in key.notes] == ["key_absent"]


def test_names_may_stand_for_the_larger_areas() -> None:
    assert validated(("02100", "Suur-Tapiola"), ("02600", "Suur-Leppävaara")).weights[("02600", "0491")] == 1


def test_lost_zeros_are_given_back_and_noted() -> None:
    key = validated(("2100", "492"), ("2600", "491"))
    assert set(key.weights) == {("02100", "0492"), ("02600", "0491")}
    assert [note.code for note in key.notes][:2] == ["zeros_filled", "zeros_filled"]


def test_shares_that_do_not_add_to_1_and_unknown_areas_are_noted() -> None:
    key = validated(("02100", "0492", "0.6"), ("02100", "0491", "0.3"), ("02600", "0491", "1"), ("99999", "0491", "1"))
    noted = {note.code: note for note in key.notes}
    assert noted["key_sum"].facts == {"area": "02100", "total": "0.9"}
    assert (noted["key_unknown"].row, noted["key_unknown"].column) == (5, "posti")
    assert len(key.weights) == 3


def test_doubled_pairs_and_divided_areas_without_shares_are_refused() -> None:
    assert refused(("02100", "0492"), ("02600", "0491"), ("02100", "0492")) == ("key_twice", 4)
    assert refused(("02100", "0492"), ("02600", "0491"), ("02100", "0491")) == ("key_divided", 4)


def test_a_table_without_the_level_is_refused() -> None:
    assert refused(("a", "0492"), ("b", "0491")) == ("key_no_column", None)
    assert refused(("02100", "x"), ("02600", "y")) == ("key_no_column", None)


def test_the_command_reports_a_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "avain.csv"
    path.write_text("posti;suuralue;osuus\n" + "".join(f"{';'.join(row)}\n" for row in whole()), encoding="utf-8")
    levels = ["--from", "postal_area", "--to", "major_district"]
    assert main(["area-key", str(path), *levels]) == 0
    assert "posti → suuralue, osuus" in capsys.readouterr().out
    path.write_text("posti;suuralue\n02100;0492\n02600;0491\n", encoding="utf-8")
    assert main(["area-key", str(path), *levels]) == 3
    assert main(["area-key", str(path), "--from", "municipality", "--to", "region"]) == 2
