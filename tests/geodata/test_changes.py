"""From the municipalities of one year to those of another."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.changes import (
    districts_redrawn_between,
    is_same_area,
    joined_between,
    key_between,
    last_years,
    municipalities_of,
    successors,
)
from geodata.errors import GeodataError
from geodata.keys import MEMBERSHIP, compose_keys

NUMBERS = {
    2012: 336, 2013: 320, 2014: 320, 2015: 317, 2016: 313, 2017: 311, 2018: 311, 2019: 311,
    2020: 310, 2021: 309, 2022: 309, 2023: 309, 2024: 309, 2025: 308, 2026: 308,
}  # fmt: skip
YEARS = st.sampled_from(sorted(NUMBERS))


def pairs(from_year: int, to_year: int) -> dict[str, str]:
    key = key_between(from_year, to_year)
    return dict(zip(key["from_code"], key["to_code"], strict=True))


@pytest.mark.parametrize(("year", "number"), NUMBERS.items())
def test_how_many_municipalities_there_were(year: int, number: int) -> None:
    codes = municipalities_of(year)
    assert len(codes) == len(set(codes)) == number
    assert codes == tuple(sorted(codes))


def test_mergers_one_after_the_other() -> None:
    key = pairs(2012, 2026)
    assert {code for code, to in key.items() if to == "297"} == {"297", "534", "476", "174"}  # Kuopio
    assert key["223"] == key["540"] == key["444"] == "444"
    assert pairs(2013, 2014) == {code: code for code in municipalities_of(2013)}


def test_nothing_is_divided_backwards() -> None:
    key = pairs(2025, 2024)
    assert "507" not in key  # Mäntyharju of 2025 holds Pertunmaa
    assert "588" not in key
    assert len(key) == 307
    assert all(code == to for code, to in key.items())


def test_weights_and_method() -> None:
    key = key_between(2013, 2025)
    assert key["weight"].eq(1.0).all()
    assert key["method"].eq(MEMBERSHIP).all()
    assert key["from_code"].dtype == "string"


def test_a_changed_frame_leaves_the_key_alone() -> None:
    key = key_between(2013, 2025)
    key["to_code"] = "000"
    assert "000" not in set(key_between(2013, 2025)["to_code"])


@settings(max_examples=30, deadline=None)
@given(YEARS, YEARS)
def test_forwards_nothing_is_lost_and_nothing_unknown_reached(one: int, other: int) -> None:
    old, new = sorted((one, other))
    assert tuple(sorted(pairs(old, new))) == municipalities_of(old)
    assert set(pairs(old, new).values()) == set(municipalities_of(new))


@settings(max_examples=30, deadline=None)
@given(st.lists(YEARS, min_size=3, max_size=3))
def test_two_steps_are_one(years: list[int]) -> None:
    first, second, third = sorted(years)
    composed = compose_keys(key_between(first, second), key_between(second, third))
    assert dict(zip(composed["from_code"], composed["to_code"], strict=True)) == pairs(first, third)


@pytest.mark.parametrize(("from_year", "to_year"), [(2011, 2020), (2020, 2027), (2027, 2020), (2020, 1999)])
def test_years_that_are_not_known_are_refused(from_year: int, to_year: int) -> None:
    with pytest.raises(GeodataError, match="2012–2026"):
        key_between(from_year, to_year)


def test_what_joined_between_two_divisions() -> None:
    assert joined_between(2024, 2025)["from_code"].tolist() == ["588"]
    assert joined_between(2013, 2014).empty
    assert joined_between(2008, 2009)["to_code"].tolist() == ["710", "710", "444", "710"]


@pytest.mark.parametrize(
    ("municipality", "old", "new", "redrawn"),
    [("049", 2014, 2024, True), ("049", 2023, 2024, True), ("049", 2014, 2023, False), ("235", 2014, 2024, False)],
)
def test_whose_small_areas_were_drawn_anew(municipality: str, old: int, new: int, redrawn: bool) -> None:
    assert districts_redrawn_between(municipality, old, new) is redrawn


def test_an_area_is_the_same_until_it_joins_or_takes_in() -> None:
    codes = pd.Series(["507", "588", "507", "507", "049", "000"])
    years = pd.Series([2024, 2024, 2025, 2030, 2008, 2020])
    assert is_same_area(codes, years, 2026).tolist() == [False, False, True, True, True, True]
    assert is_same_area(codes[:1], years[:1], 2024).tolist() == [True]
    assert is_same_area(pd.Series(["507"]), pd.Series([2026]), 2020).tolist() == [False], "back in time as well"


@given(YEARS, YEARS)
def test_only_the_same_areas_go_to_themselves_alone(one: int, other: int) -> None:
    """Against the key, which is made another way."""
    codes = pd.Series(municipalities_of(one))
    found = is_same_area(codes, pd.Series(one, index=codes.index), other)
    key = key_between(min(one, other), max(one, other))
    alone = key["to_code"].map(key["to_code"].value_counts()).eq(1) & key["from_code"].eq(key["to_code"])
    assert set(codes[found]) == set(key.loc[alone, "from_code"]) & set(codes)


def test_the_last_division_and_the_successor_of_each() -> None:
    codes = pd.Series(["588", "507", "220", "413", "000"])
    assert last_years(codes).tolist() == [2024, 2026, 2008, 2014, 2026]
    assert successors(codes).tolist() == ["507", "507", "710", "609", "000"]
