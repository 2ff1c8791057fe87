"""Cuts through the long table."""

from typing import Any

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.observations import observations_table
from indicators.periods import Grain
from indicators.slices import (
    EVERYBODY,
    Group,
    as_table,
    grains,
    groups,
    groups_by,
    newest_periods,
    newest_rows,
    of_areas,
    of_grain,
    of_group,
    of_period,
    of_usual_grain,
    periods,
)
from tests.indicators.examples import hidden, observations, of_year
from tests.indicators.examples import of_period as fields_of


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
        newest_rows(rows),
        as_table(of_group(of_period(rows, "2018"))),
    )
    pd.testing.assert_frame_equal(rows, before)


def test_a_dimension_divides_everybody_into_groups_that_differ_in_it_alone() -> None:
    rows = observations(
        {}, {"sex": "F"}, {"sex": "M"}, {"age_group": "16-24"}, {"age_group": "7-15"}, {"sex": "F", "age_group": "7-15"}
    )
    assert groups_by(rows, "sex") == (Group("F"), Group("M"))
    assert groups_by(rows, "age_group") == (Group(age_group="7-15"), Group(age_group="16-24"))
    assert groups_by(rows, "population_group") == ()


# --- the newest period of each indicator

FOUR = ("005", "009", "049", "091")


def of_four(year: int, *known: str, **changes: Any) -> list[dict[str, Any]]:
    """Four areas in a year, of which some are known and the others hidden."""
    rows = ({"value": float(year)} if code in known else hidden() for code in FOUR)
    return [row | of_year(year) | {"area_code": code} | changes for code, row in zip(FOUR, rows, strict=True)]


def newest(*rows: dict[str, Any]) -> dict[str, str]:
    return newest_periods(observations(*rows)).to_dict()


def test_the_newest_period_is_the_last_one_whatever_the_order_of_the_rows() -> None:
    assert newest(*of_four(2019, *FOUR), *of_four(2020, *FOUR), *of_four(2018, *FOUR)) == {"population": "2020"}


def test_a_later_year_of_a_few_areas_does_not_hide_the_rest() -> None:
    rows = [*of_four(2018, *FOUR), *of_four(2019, "049")]
    assert newest(*rows) == {"population": "2018"}
    assert newest_rows(observations(*rows))["period"].unique().tolist() == ["2018"]


def test_half_of_the_areas_are_enough_for_a_period_to_be_the_newest() -> None:
    assert newest(*of_four(2018, *FOUR), *of_four(2019, "049", "091")) == {"population": "2019"}
    three = of_four(2018, "005", "009", "049")
    assert newest(*three, *of_four(2019, "049", "091")) == {"population": "2019"}
    assert newest(*three, *of_four(2019, "049")) == {"population": "2018"}


def test_half_of_the_areas_are_half_of_those_that_ever_had_a_value() -> None:
    assert newest(*of_four(2018, "005", "009"), *of_four(2019, "049")) == {"population": "2018"}
    assert newest(*of_four(2018, "005", "009"), *of_four(2019, "005")) == {"population": "2019"}


def test_an_area_counts_once_though_told_in_two_groups_or_boundary_years() -> None:
    twice = [row | {"boundary_year": 2019} for row in of_four(2019, "049")]
    assert newest(*of_four(2018, *FOUR), *of_four(2019, "049"), *twice) == {"population": "2018"}


def test_each_indicator_has_its_own_newest_period_and_one_without_a_value_has_none() -> None:
    other, nothing = {"indicator_id": "other"}, {"indicator_id": "nothing"}
    rows = [*of_four(2020, *FOUR), *of_four(2021, *FOUR, **other), *of_four(2022, **nothing)]
    assert newest(*rows) == {"population": "2020", "other": "2021"}
    assert set(newest_rows(observations(*rows))["indicator_id"]) == {"population", "other"}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_newest_periods_with_one_end_the_shorter_is_the_newest(turned: bool) -> None:
    three_years = {"period": "2010–2012", "period_start": of_year(2010)["period_start"]}
    both = [of_four(2012, *FOUR), of_four(2012, *FOUR, **three_years)]
    first, second = both[::-1] if turned else both
    many = [row | {"indicator_id": f"{number:02}"} for number in range(20) for row in (*first, *second)]
    assert set(newest(*many).values()) == {"2012"}


def test_hidden_rows_stay_among_the_newest_and_older_ones_go() -> None:
    found = newest_rows(observations(*of_four(2018, *FOUR), *of_four(2019, "005", "009", "049")))
    assert codes(found) == list(FOUR)
    assert found["value"].isna().tolist() == [False, False, False, True]
    assert found["period"].unique().tolist() == ["2019"]


def test_a_table_has_areas_as_rows_and_indicators_as_columns_and_gaps_where_nothing_is_known() -> None:
    rows = [*of_four(2018, *FOUR), *of_four(2019, "005", indicator_id="other")[:2]]
    table = as_table(observations(*rows))
    assert table.index.tolist() == list(FOUR)
    assert table.columns.tolist() == ["other", "population"]
    assert table["population"].tolist() == [2018.0] * 4
    assert table.loc["005", "other"] == 2019.0
    assert table["other"].isna().tolist() == [False, True, True, True]


def test_a_table_of_two_periods_is_refused() -> None:
    with pytest.raises(ValueError, match="duplicate"):
        as_table(observations({}, of_year(2019)))


def test_nothing_has_no_newest_period_and_an_empty_table() -> None:
    typed = observations_table(observations({})).to_pandas()
    for nothing in (observations({}).iloc[:0], typed.iloc[:0], observations(hidden())):
        assert newest_periods(nothing).empty
        assert newest_rows(nothing).empty
        assert as_table(newest_rows(nothing)).empty


def test_years_quarters_and_months_are_kept_apart() -> None:
    rows = observations(*(fields_of(text) for text in ("2023", "2024-Q1", "2024-05", "2023–2024")))
    assert grains(rows) == ("years", "quarters", "months")
    assert of_grain(rows, Grain.YEARS)["period"].tolist() == ["2023", "2023–2024"]
    assert of_grain(rows, Grain.MONTHS)["period"].tolist() == ["2024-05"]
    assert grains(rows.assign(value=float("nan"))) == ()


def test_each_indicator_is_told_in_its_coarsest_periods() -> None:
    rows = observations(
        fields_of("2023"), fields_of("2024-05"), *({"indicator_id": "other", **fields_of(f"2024-0{n}")} for n in (4, 5))
    )
    assert of_usual_grain(rows)["period"].tolist() == ["2023", "2024-04", "2024-05"]
    assert newest_periods(rows).to_dict() == {"population": "2023", "other": "2024-05"}
    assert newest_rows(rows)["period"].tolist() == ["2023", "2024-05"]
