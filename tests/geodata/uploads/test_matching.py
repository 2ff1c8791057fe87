"""Codes and names of a file beside the register: which columns they are, and what does not fit."""

import pytest

from geodata.areas import area_name
from geodata.levels import AreaLevel
from geodata.uploads import matching
from geodata.uploads.layers import FileRefused
from geodata.uploads.matching import Columns, Matched, match_areas

MUNICIPALITY, DISTRICT, POSTAL = AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_DISTRICT, AreaLevel.POSTAL_AREA
CODES = ["049", "235", "257", "444"]
NAMES = [area_name(MUNICIPALITY, code, "fi") for code in CODES]


def matched(columns: Columns, level: AreaLevel = MUNICIPALITY) -> Matched:
    number = len(next(iter(columns.values())))
    return match_areas(columns, range(1, number + 1), level)


def findings(columns: Columns, level: AreaLevel = MUNICIPALITY) -> list[tuple[str, int | None]]:
    return [(code, row) for code, row, _ in matched(columns, level).findings]


def refused(columns: Columns, level: AreaLevel = MUNICIPALITY) -> tuple[str, int | None]:
    with pytest.raises(FileRefused) as caught:
        matched(columns, level)
    return caught.value.finding.code, caught.value.finding.row


def test_columns_are_told_by_what_they_hold_not_by_their_names() -> None:
    found = matched({"x": ["1", "2", "3", "4"], "y": NAMES, "z": CODES})
    assert (found.code_column, found.name_column, found.codes, found.names) == ("z", "y", CODES, NAMES)
    assert found.findings == ()


def test_swedish_names_and_capitals_are_the_register_s_too() -> None:
    swedish = [area_name(MUNICIPALITY, code, "sv").upper() for code in CODES]
    assert findings({"kod": CODES, "namn": swedish}) == []


def test_a_column_that_repeats_the_city_is_no_column_of_areas() -> None:
    districts = ["0491000000", "0492000000", "0493000000", "2351000000"]
    found = matched({"kunta": ["049", "049", "049", "235"], "kokotun": districts}, DISTRICT)
    assert (found.code_column, found.codes) == ("kokotun", ["0491", "0492", "0493", "2351"])


def test_zeros_that_a_program_took_from_all_codes_are_given_back_and_noted() -> None:
    found = matched({"koodi": ["49", "235", "257"]})
    assert found.codes == ["049", "235", "257"]
    assert [(code, facts["number"]) for code, _, facts in found.findings] == [("zeros_filled", 1)]


def test_zeros_missing_from_some_codes_only_are_refused() -> None:
    assert refused({"koodi": ["005", "235", "49"]}) == ("codes_mixed", 3)


def test_a_code_that_stands_twice_is_refused_with_its_rows() -> None:
    with pytest.raises(FileRefused) as caught:
        matched({"koodi": ["049", "235", "049"]})
    assert caught.value.finding.facts["rows"] == "1, 3"


def test_unknown_codes_missing_ones_and_other_names_are_noted_with_their_rows() -> None:
    columns = {"koodi": [*CODES, "998", "", "091"], "nimi": [*NAMES, "Muu", "Muu", "Stadi"]}
    assert findings(columns) == [("code_unknown", 5), ("code_missing", 6), ("name_differs", 7)]


def test_names_alone_tell_areas_where_only_one_bears_them() -> None:
    found = matched({"nimi": [*NAMES, "Atlantis"]})
    assert found.codes == [*CODES, ""]
    assert [code for code, _, _ in found.findings] == ["codes_by_name", "name_unknown"]


def test_a_name_at_three_levels_is_told_by_the_level_that_is_asked_for() -> None:
    names = {"nimi": ["Matinkylä"]}
    assert matched(names, AreaLevel.STATISTICAL_AREA).codes != matched(names, POSTAL).codes
    assert refused(names, MUNICIPALITY) == ("no_codes", None)


def test_a_name_of_two_areas_is_refused_without_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_codes_by_name", lambda _: {"kirkonkylä": frozenset({"02400", "08100"})})
    assert refused({"nimi": ["Kirkonkylä"]}, POSTAL) == ("name_ambiguous", 1)


def test_a_file_of_another_level_is_refused() -> None:
    assert refused({"koodi": ["02100", "02110"], "nimi": ["a", "b"]}) == ("no_codes", None)


def test_a_file_may_have_more_areas_than_the_register() -> None:
    own = [f"049{digit}000000" for digit in range(1, 8)]
    others = [f"091{digit}000000" for digit in range(1, 10)]
    found = matched({"koodi": [*own, "2351000000", *others]}, DISTRICT)
    assert found.code_column == "koodi"
    assert [code for code, _, _ in found.findings] == ["code_unknown"] * len(others)
