from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import UnexpectedResponse
from indicators.sources.sotkanet_figures import FIGURE_COLUMNS, WORDS, ParsedFigures, Rule, parse_figures
from tests.indicators.sources.sotkanet_examples import metadata, recorded, regions, row


def parsed(answer: Any, **about: Any) -> ParsedFigures:
    genders = about.pop("genders", ("total",))
    return parse_figures(answer, metadata(**about), regions(), years=(2019, 2023), genders=genders)


def refused(figures: ParsedFigures) -> dict[Rule, int]:
    return {refusal.rule: refusal.rows for refusal in figures.refused}


def test_a_served_answer_becomes_one_row_an_area_and_year() -> None:
    figures = parsed(recorded("json_127_2019_2023.json"))
    assert tuple(figures.rows.columns) == FIGURE_COLUMNS
    assert (len(figures.rows), figures.refused, figures.elsewhere, figures.years_without_rows) == (10, (), 0, ())
    espoo = figures.rows.query("area_code == '049' and year == 2023").iloc[0]
    assert espoo[["sotkanet_id", "area_level", "sex", "value"]].tolist() == [127, "MUNICIPALITY", "_T", 314024.0]
    assert figures.rows["absolute"].isna().all()


def test_the_count_stands_beside_the_share() -> None:
    figures = parsed(recorded("json_5513_2023.json"), sotkanet_id=5513, unit="PROS")
    helsinki = figures.rows.query("area_code == '091'").iloc[0]
    assert (helsinki["value"], helsinki["absolute"]) == (12.9, 7491.0)
    assert figures.years_without_rows == (2019,)


def test_genders_become_the_codes_of_sex() -> None:
    answer = [row(gender="male"), row(gender="female"), row()]
    assert parsed(answer, genders=("male", "female", "total")).rows["sex"].tolist() == ["M", "F", "_T"]


def test_codes_of_other_levels_are_the_houses() -> None:
    figures = parsed([row(region=region) for region in (658, 488, 969, 833)])
    places = figures.rows[["area_level", "area_code"]].to_numpy().tolist()
    assert places == [["COUNTRY", "FI"], ["REGION", "01"], ["WELLBEING_COUNTY", "03"], ["MAJOR_REGION", "1"]]


def test_rows_of_a_hospital_district_are_known_but_not_taken() -> None:
    figures = parsed([row(region=629), row()])
    assert (len(figures.rows), figures.elsewhere, figures.refused) == (1, 1, ())


def test_an_empty_answer_has_no_rows_and_names_the_years() -> None:
    figures = parsed([])
    assert (len(figures.rows), figures.refused, figures.years_without_rows) == (0, (), (2019, 2023))
    assert figures.rows.dtypes.to_dict() == parsed([row()]).rows.dtypes.to_dict()


BAD = {
    Rule.MALFORMED: [
        {"region": "20"},
        {"region": True},
        {"year": 2023.0},
        {"year": -1},
        {"indicator": 2**40},
        {"gender": 1},
        {"gender": None},
    ],
    Rule.OTHER_INDICATOR: [{"indicator": 171}],
    Rule.OTHER_YEAR: [{"year": 2020}],
    Rule.OTHER_GENDER: [{"gender": "male"}, {"gender": "kaikki"}, {"gender": ""}],
    Rule.UNKNOWN_REGION: [{"region": 99_999}, {"region": 0}],
    Rule.NO_NUMBER: [
        {"value": None},
        {"value": "12"},
        {"value": True},
        {"value": [1]},
        {"value": float("nan")},
        {"value": float("inf")},
        {"value": 10**400},
    ],
    Rule.NEGATIVE: [{"value": -1}, {"value": -0.1}],
    Rule.ABSURD: [{"value": 1e12}, {"value": 10**15}],
    Rule.COUNT: [{"absValue": "3"}, {"absValue": -1}, {"absValue": 1e13}, {"absValue": float("nan")}],
}


@pytest.mark.parametrize(("rule", "change"), [(rule, change) for rule, changes in BAD.items() for change in changes])
def test_a_bad_row_is_set_aside_with_its_rule_and_place_and_the_good_one_stays(
    rule: Rule, change: dict[str, Any]
) -> None:
    bad = row(region=46) | change if change != {"gender": None} else row(region=46, gender=None)
    if change == {"value": None}:
        bad.pop("value")
    figures = parsed([row(), bad])
    assert figures.rows["area_code"].tolist() == ["049"]
    (refusal,) = figures.refused
    assert (refusal.rule, refusal.rows) == (rule, 1)
    if rule in (Rule.NEGATIVE, Rule.NO_NUMBER):
        assert (refusal.first_region, refusal.first_year) == (46, 2023)
    assert WORDS[rule] in str(refusal)


@pytest.mark.parametrize(
    ("unit", "title", "value", "taken"),
    [
        ("PROS", "Osuus", 999.9, True),
        ("PROS", "Osuus", 1000.0, False),
        ("PER1000", "Käynnit / 1000", 1785.0, True),
        ("PER1000", "Käynnit / 1000", 100_000.0, False),
        ("PER1000", "Käynnit / 1000", -1.0, False),
        ("PER1000", "Nettomuutto / 1000 asukasta", -12.3, True),
        ("PROS", "Väestön muutos, %", -3.0, True),
        ("LKM", "Väestö", -1, False),
        ("EURO", "Vuosikate", -1, True),
        ("TUNTEMATON", "Jotain", -1, True),
        ("TUNTEMATON", "Jotain", 1e12, False),
        ("LKM", "Väestö", 0, True),
    ],
)
def test_what_a_unit_allows(unit: str, title: str, value: float, taken: bool) -> None:
    assert len(parsed([row(value=value)], unit=unit, title=title).rows) == taken


def test_a_row_repeated_counts_once_and_is_reported() -> None:
    figures = parsed([row(), row(), row(), row(region=46)])
    assert (len(figures.rows), refused(figures)) == (2, {Rule.REPEATED: 2})


def test_of_rows_that_contradict_each_other_none_is_taken() -> None:
    figures = parsed([row(), row(value=1), row(), row(region=46)])
    assert figures.rows["area_code"].tolist() == ["091"]
    assert refused(figures) == {Rule.CONTRADICTING: 3}


def test_a_different_count_contradicts_too() -> None:
    assert refused(parsed([row(absValue=1), row()])) == {Rule.CONTRADICTING: 2}


def test_another_indicators_row_contradicts_nothing() -> None:
    figures = parsed([row(), row(indicator=171, value=1)])
    assert (len(figures.rows), refused(figures)) == (1, {Rule.OTHER_INDICATOR: 1})


@pytest.mark.parametrize("answer", [{}, None, "rows", 3, [1], [[]], [row(), "x"], [{"region": 20}], [row(value=None)]])
def test_an_answer_of_another_shape_is_refused_whole(answer: Any) -> None:
    with pytest.raises(UnexpectedResponse, match="indicator 127"):
        parsed(answer)


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.lists(st.none(), max_size=1)
)
odd_rows = st.fixed_dictionaries(
    {},
    optional={
        "indicator": st.just(127) | cells,
        "region": st.sampled_from([20, 46, 658, 629]) | cells,
        "year": st.sampled_from([2019, 2023]) | cells,
        "gender": st.sampled_from(["total", "male"]) | cells,
        "value": st.sampled_from([0, 1.5, -1]) | cells,
        "absValue": cells,
    },
)


@given(st.lists(odd_rows, max_size=12))
def test_every_row_is_taken_elsewhere_or_refused_and_only_good_ones_are_taken(answer: list[dict[str, Any]]) -> None:
    try:
        figures = parsed(answer)
    except UnexpectedResponse:
        return
    assert len(figures.rows) + figures.elsewhere + sum(refusal.rows for refusal in figures.refused) == len(answer)
    assert np.isfinite(figures.rows["value"]).all()
    assert not figures.rows.duplicated(["area_level", "area_code", "year", "sex"]).any()
    assert set(figures.rows["year"]) <= {2019, 2023}


@given(
    st.recursive(
        cells, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner), max_leaves=8
    )
)
def test_nothing_but_an_unexpected_response_is_raised(answer: Any) -> None:
    try:
        parsed(answer)
    except UnexpectedResponse as fault:
        assert "None was taken" in str(fault)
