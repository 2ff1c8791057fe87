"""Keys between levels: weights that lose nothing and invent nothing."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.areas import areas_within, load_areas, parents
from geodata.errors import GeodataError
from geodata.keys import AREAL_WEIGHTING_LAND, MEMBERSHIP, compose_keys, load_key
from geodata.levels import AreaLevel

OITMAKI = "02510"
SPLIT_BETWEEN_DISTRICTS = ("02750", "02940", "02740", "02630", "02200")
OVER_THE_CITY_BORDER = ("02860", "02980", "02820")
PAIRS = [
    (AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2019),
    (AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2023),
    (AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, 2019),
    (AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, 2023),
    (AreaLevel.SMALL_AREA, AreaLevel.STATISTICAL_AREA, 2014),
    (AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, 2014),
    (AreaLevel.SMALL_AREA, AreaLevel.MUNICIPALITY, 2014),
    (AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, 2024),
    (AreaLevel.SMALL_AREA, AreaLevel.MUNICIPALITY, 2024),
    (AreaLevel.STATISTICAL_AREA, AreaLevel.MAJOR_DISTRICT, 2014),
    (AreaLevel.STATISTICAL_AREA, AreaLevel.MUNICIPALITY, 2014),
    (AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY, 2014),
    (AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, None),
    (AreaLevel.MUNICIPALITY, AreaLevel.REGION, None),
    (AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_REGION, None),
    (AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, None),
    (AreaLevel.REGION, AreaLevel.MAJOR_REGION, 2025),
    (AreaLevel.MAJOR_REGION, AreaLevel.COUNTRY, 2025),
    (AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY, 2025),
]


def weights_of(key: pd.DataFrame, code: str) -> dict[str, float]:
    rows = key[key["from_code"] == code]
    return dict(zip(rows["to_code"], rows["weight"], strict=True))


@pytest.mark.parametrize(("from_level", "to_level", "year"), PAIRS)
def test_weights_sum_to_one(from_level: AreaLevel, to_level: AreaLevel, year: int | None) -> None:
    key = load_key(from_level, to_level, year)
    assert key["weight"].between(0, 1, inclusive="right").all()
    assert not key.duplicated(["from_code", "to_code"]).any()
    sums = key.groupby("from_code")["weight"].sum()
    if (to_level, year) == (AreaLevel.MAJOR_DISTRICT, 2023):
        sums = sums.drop(OITMAKI)
    assert sums.sub(1).abs().max() < 1e-9


@pytest.mark.parametrize(("from_level", "to_level", "year"), PAIRS)
def test_both_ends_are_known_areas(from_level: AreaLevel, to_level: AreaLevel, year: int | None) -> None:
    key, areas = load_key(from_level, to_level, year), load_areas()
    known = {level: set(rows["area_code"]) for level, rows in areas.groupby("area_level")}
    assert set(key["from_code"]) <= known[from_level]
    assert set(key["to_code"]) <= known[to_level]


@pytest.mark.parametrize(("from_level", "to_level", "year"), PAIRS)
def test_membership_agrees_with_the_register(from_level: AreaLevel, to_level: AreaLevel, year: int | None) -> None:
    if from_level == AreaLevel.POSTAL_AREA:
        return  # the register's postal areas are looked up in one division only
    key = load_key(from_level, to_level, year)
    assert key["method"].eq(MEMBERSHIP).all()
    assert all(parents(from_level, row.from_code)[to_level] == row.to_code for row in key.itertuples())


@pytest.mark.parametrize("code", SPLIT_BETWEEN_DISTRICTS)
def test_postal_areas_that_straddle_districts_are_split(code: str) -> None:
    weights = weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT), code)
    assert len(weights) > 1
    assert max(weights.values()) < 0.75


@pytest.mark.parametrize("code", OVER_THE_CITY_BORDER)
def test_land_outside_the_city_does_not_count(code: str) -> None:
    """Their largest share of all land is 0.66–0.75: the rest is Kirkkonummi's, Vihti's and Nurmijärvi's."""
    weights = weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT), code)
    assert max(weights.values()) > 0.97


def test_drawing_noise_is_left_out() -> None:
    key = load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT)
    assert key["weight"].min() >= 0.01
    assert weights_of(key, "02100") == {"0492": 1.0}


def test_postal_areas_of_espoo_go_to_espoo_and_kauniainen_to_kauniainen() -> None:
    key = load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT)
    espoo = areas_within(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, "049")
    assert set(key["from_code"]) == {*espoo, "02700"}
    assert weights_of(key, "02700") == {"2351": 1.0}
    assert key.loc[key["from_code"] != "02700", "to_code"].str.startswith("049").all()
    assert key["method"].eq(AREAL_WEIGHTING_LAND).all()


@pytest.mark.parametrize("year", [2019, 2023])
def test_kauniainen_is_not_espoo(year: int) -> None:
    assert weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, year), "02700") == {"235": 1.0}


def test_oitmaki_gives_espoo_its_share_only() -> None:
    to_municipality = weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY, 2023), OITMAKI)
    to_district = weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, 2023), OITMAKI)
    assert to_municipality == pytest.approx({"049": 0.70, "257": 0.30}, abs=0.01)
    assert sum(to_district.values()) == pytest.approx(to_municipality["049"], abs=1e-9)


def test_without_a_year_figures_of_2019_are_not_mixed_with_2023() -> None:
    assert weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY), OITMAKI) == {"257": 1.0}
    assert weights_of(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT), OITMAKI) == {}


def test_without_a_year_merged_municipalities_are_there() -> None:
    key = load_key(AreaLevel.MUNICIPALITY, AreaLevel.REGION)
    assert len(key) == 308 + 32
    assert weights_of(key, "588") == weights_of(key, "507") == {"10": 1.0}
    assert len(load_key(AreaLevel.MUNICIPALITY, AreaLevel.REGION, 2025)) == 308


@pytest.mark.parametrize(("year", "number"), [(2012, 336), (2013, 320), (2014, 320), (2024, 309), (2026, 308)])
def test_the_key_of_a_year_has_its_municipalities(year: int, number: int) -> None:
    key = load_key(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, year)
    assert len(key) == number
    assert key["from_code"].is_unique


def test_small_areas_of_one_division_are_not_matched_with_another() -> None:
    with pytest.raises(GeodataError, match="no key SMALL_AREA → SMALL_AREA"):
        load_key(AreaLevel.SMALL_AREA, AreaLevel.SMALL_AREA)
    with pytest.raises(GeodataError, match="no key SMALL_AREA 2024 → STATISTICAL_AREA"):
        load_key(AreaLevel.SMALL_AREA, AreaLevel.STATISTICAL_AREA, 2024)


def test_an_unknown_pair_says_which_there_are() -> None:
    with pytest.raises(GeodataError, match=r"COUNTRY → POSTAL_AREA; there are: .*REGION 2025 → MAJOR_REGION"):
        load_key(AreaLevel.COUNTRY, AreaLevel.POSTAL_AREA)
    with pytest.raises(GeodataError, match="REGION 1999 → MAJOR_REGION; there are"):
        load_key(AreaLevel.REGION, AreaLevel.MAJOR_REGION, 1999)


@pytest.mark.parametrize(
    "way",
    [
        (AreaLevel.MUNICIPALITY, AreaLevel.REGION, AreaLevel.MAJOR_REGION),
        (AreaLevel.MUNICIPALITY, AreaLevel.MAJOR_REGION, AreaLevel.COUNTRY),
        (AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY),
        (AreaLevel.SMALL_AREA, AreaLevel.STATISTICAL_AREA, AreaLevel.MAJOR_DISTRICT),
        (AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY),
    ],
)
def test_two_steps_are_one(way: tuple[AreaLevel, AreaLevel, AreaLevel]) -> None:
    start, middle, end = way
    composed = compose_keys(load_key(start, middle), load_key(middle, end))
    pd.testing.assert_frame_equal(composed, load_key(start, end))


def test_postal_areas_through_districts_reach_their_municipality() -> None:
    districts = load_key(AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY)
    composed = compose_keys(load_key(AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT), districts)
    direct = load_key(AreaLevel.POSTAL_AREA, AreaLevel.MUNICIPALITY)
    direct = direct[direct["from_code"].isin(composed["from_code"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(composed.drop(columns="method"), direct.drop(columns="method"))
    assert composed["method"].eq(AREAL_WEIGHTING_LAND).all()


def key_of(rows: list[tuple[str, str, float]], method: str = AREAL_WEIGHTING_LAND) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_code", "to_code", "weight"]).assign(method=method)


def test_composing_never_loses_a_code_silently() -> None:
    with pytest.raises(GeodataError, match="does not know c"):
        compose_keys(key_of([("a", "b", 0.5), ("a", "c", 0.5)]), key_of([("b", "x", 1.0)]))


def test_one_areal_step_makes_the_whole_way_areal() -> None:
    first, second = key_of([("a", "b", 1.0)], MEMBERSHIP), key_of([("b", "x", 1.0)])
    assert compose_keys(first, second)["method"].tolist() == [AREAL_WEIGHTING_LAND]
    assert compose_keys(second.assign(to_code="a"), first)["method"].tolist() == [AREAL_WEIGHTING_LAND]
    assert compose_keys(first, first.assign(from_code="b"))["method"].tolist() == [MEMBERSHIP]


PARTS = st.lists(st.integers(0, 50), min_size=3, max_size=3).filter(any)


@settings(max_examples=40, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=6), st.lists(PARTS, min_size=3, max_size=3))
def test_composing_keeps_the_sum(first_parts: list[list[int]], second_parts: list[list[int]]) -> None:
    """Whatever the shares, weights that sum to 1 still do after two steps: no person is lost or doubled."""
    first = key_of([(f"a{i}", f"b{j}", w / sum(p)) for i, p in enumerate(first_parts) for j, w in enumerate(p)])
    second = key_of([(f"b{i}", f"c{j}", w / sum(p)) for i, p in enumerate(second_parts) for j, w in enumerate(p)])
    sums = compose_keys(first, second).groupby("from_code")["weight"].sum()
    assert sums.sub(1).abs().max() < 1e-9
    assert len(sums) == len(first_parts)
