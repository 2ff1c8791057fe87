"""Cuts through the long table."""

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.slices import EVERYBODY, Group, groups, groups_by, of_areas, of_group, of_period, periods
from tests.indicators.examples import hidden, observations, of_year


def codes(rows: pd.DataFrame) -> list[str]:
    return rows["area_code"].tolist()


def test_a_group_is_everybody_unless_said_otherwise() -> None:
    assert Group() == EVERYBODY
    assert Group().code == "_T._T._T"
    assert Group("F", "0-6", "students").code == "F.0-6.students"


@pytest.mark.parametrize("dimension", ["sex", "age_group", "population_group"])
def test_one_group_is_cut_out_by_every_dimension(dimension: str) -> None:
    rows = observations({"area_code": "005"}, {"area_code": "009", dimension: "X"})
    assert codes(of_group(rows)) == ["005"]
    assert codes(of_group(rows, Group(**{dimension: "X"}))) == ["009"]
    assert of_group(rows, Group(**{dimension: "Y"})).empty


def test_areas_are_those_of_one_level_though_codes_repeat_between_levels() -> None:
    rows = observations(
        {"area_code": "01", "area_level": "REGION"}, {"area_code": "01", "area_level": "WELLBEING_COUNTY"}
    )
    found = of_areas(rows, AreaLevel.WELLBEING_COUNTY, ["01", "02"])
    assert found["area_level"].tolist() == ["WELLBEING_COUNTY"]
    assert of_areas(rows, AreaLevel.REGION, []).empty


def test_areas_keep_the_order_of_the_rows() -> None:
    rows = observations({"area_code": "091"}, {"area_code": "049"}, {"area_code": "092"})
    assert codes(of_areas(rows, AreaLevel.MUNICIPALITY, {"049", "091"})) == ["091", "049"]


def test_a_period_is_matched_as_text() -> None:
    three_years = {"period": "2010–2012"}
    rows = observations({}, three_years)
    assert of_period(rows, "2010–2012")["period"].tolist() == ["2010–2012"]
    assert of_period(rows, "2010").empty


def test_periods_run_from_old_to_new_once_each() -> None:
    rows = observations(of_year(2019), of_year(2000), of_year(2019) | {"area_code": "091"}, of_year(2005))
    assert periods(rows) == ("2000", "2005", "2019")


def test_periods_are_ordered_by_their_end_not_by_their_name() -> None:
    later = of_year(2012) | {"period": "0-later"}
    assert periods(observations(later, of_year(2011))) == ("2011", "0-later")


def test_three_years_stand_where_their_last_year_does() -> None:
    three_years = of_year(2012) | {"period": "2010–2012", "period_start": of_year(2010)["period_start"]}
    assert periods(observations(three_years, of_year(2011))) == ("2011", "2010–2012")


def test_of_two_periods_with_one_end_the_longer_comes_first() -> None:
    three_years = of_year(2012) | {"period": "2010–2012", "period_start": of_year(2010)["period_start"]}
    assert periods(observations(of_year(2012), three_years)) == ("2010–2012", "2012")


def test_a_period_in_which_no_area_has_a_value_is_left_out() -> None:
    shown_somewhere = [hidden(area_code="005"), {"area_code": "009", "value": 0.0}]
    assert periods(observations(hidden(**of_year(2020)), *shown_somewhere)) == ("2018",)
    assert periods(observations({}).iloc[:0]) == ()


def test_groups_begin_with_everybody_and_follow_age_as_a_number() -> None:
    ages = ("85+", "7-15", "16-24", "0-6")
    rows = observations(*({"age_group": age} for age in ages), {}, {"sex": "M"}, {"sex": "F"}, {})
    assert [group.code for group in groups(rows)] == [
        "_T._T._T",
        "F._T._T",
        "M._T._T",
        "_T.0-6._T",
        "_T.7-15._T",
        "_T.16-24._T",
        "_T.85+._T",
    ]


def test_groups_of_nothing_are_none() -> None:
    assert groups(observations({}).iloc[:0]) == ()


def test_no_cut_changes_the_frame_it_is_given() -> None:
    rows = observations({}, of_year(2019), {"sex": "F"})
    before = rows.copy()
    (
        of_group(rows),
        of_areas(rows, AreaLevel.MUNICIPALITY, ["049"]),
        of_period(rows, "2018"),
        periods(rows),
        groups(rows),
    )
    pd.testing.assert_frame_equal(rows, before)


def test_a_dimension_divides_everybody_into_groups_that_differ_in_it_alone() -> None:
    rows = observations(
        {}, {"sex": "F"}, {"sex": "M"}, {"age_group": "16-24"}, {"age_group": "7-15"}, {"sex": "F", "age_group": "7-15"}
    )
    assert groups_by(rows, "sex") == (Group("F"), Group("M"))
    assert groups_by(rows, "age_group") == (Group(age_group="7-15"), Group(age_group="16-24"))
    assert groups_by(rows, "population_group") == ()
