"""The flat table of points and the facts of each series, by example."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from indicators.model import Polarity
from indicators.series import NUMBERS, SERIES, points_of, series_of
from tests.indicators.examples import TEXT, definition, hidden, observations, of_period, of_year, share_definition

NOTHING = float("nan")
INTERVAL = {"ci_lower_95": 1.0, "ci_upper_95": 9.0}
BREAKS = [{"period": year, "reason": TEXT} for year in ("2012", "2016", "2030")]
CATALOGUE = {
    "population": definition(),
    "share": share_definition(polarity="lower_is_better", breaks=BREAKS),
    "place": definition(indicator_id="place", kind="position"),
}


def rows_of(*changes: dict[str, Any]) -> pd.DataFrame:
    """Rows with the interval's columns, empty unless told."""
    none = {"ci_lower_95": NOTHING, "ci_upper_95": NOTHING}
    return observations(*(none | each for each in changes))


def facts(*changes: dict[str, Any]) -> pd.Series:
    """The facts of the one series that these rows are."""
    found = series_of(points_of(rows_of(*changes)), CATALOGUE)
    assert len(found) == 1
    return found.iloc[0]


def years(first: int, last: int, **changes: Any) -> list[dict[str, Any]]:
    return [of_year(year) | changes for year in range(first, last + 1)]


def test_points_come_by_series_and_year_whatever_the_order_of_rows() -> None:
    rows = rows_of(of_year(2019), {"area_code": "091", **of_year(2012)}, of_year(2017), of_year(2018))
    points = points_of(rows)
    assert points["area_code"].tolist() == ["049", "049", "049", "091"]
    assert points["year"].tolist() == [2017, 2018, 2019, 2012]
    assert points["series"].tolist() == [0, 0, 0, 1]
    assert {*SERIES, *NUMBERS} <= set(points.columns)


@pytest.mark.parametrize("column", SERIES)
def test_every_part_of_the_key_but_time_and_boundaries_tells_series_apart(column: str) -> None:
    assert points_of(rows_of({}, {column: "other"}))["series"].tolist() == [0, 1]


def test_a_period_of_several_years_counts_by_its_last() -> None:
    point = points_of(rows_of({"period": "2013–2015"})).iloc[0]
    assert (point["year"], point["several_years"]) == (2015, True)
    assert not points_of(rows_of({}))["several_years"].any()


def test_months_of_a_year_are_points_of_their_own() -> None:
    points = points_of(rows_of(*(of_period(text) for text in ("2019-02", "2018-12", "2019-01"))))
    assert points["year"].tolist() == [2018, 2019, 2019]
    assert not points["of_years"].any()
    assert not points["overlaps"].any()


def test_a_series_of_years_and_months_is_that_of_the_years() -> None:
    points = points_of(rows_of(of_year(2018), of_period("2018-12"), of_year(2019), of_period("2019-Q4")))
    assert points["year"].tolist() == [2018, 2019]
    assert points["of_years"].all()


def test_an_area_told_in_months_only_keeps_them() -> None:
    points = points_of(rows_of(of_year(2018), {"area_code": "091", **of_period("2018-12")}))
    assert points["of_years"].tolist() == [True, False]


def test_rolling_means_overlap_and_survey_rounds_do_not() -> None:
    rolling = points_of(rows_of(of_period("2010–2012"), of_period("2011–2013")))
    assert rolling["overlaps"].tolist() == [False, True]
    rounds = points_of(rows_of(of_period("2021–2022"), of_period("2023–2024"), {"area_code": "091", **of_year(2020)}))
    assert not rounds["overlaps"].any()
    assert rounds["several_years"].tolist() == [True, True, False]


def test_a_break_within_a_year_leaves_that_year_to_neither_side() -> None:
    catalogue = {"population": definition(breaks=[{"period": "2016-07", "reason": TEXT}])}
    found = series_of(points_of(rows_of(*years(2014, 2016))), catalogue).iloc[0]
    assert found["break_year"] == 2016.5
    assert np.isnan(series_of(points_of(rows_of(*years(2014, 2015))), catalogue).iloc[0]["break_year"])


def test_a_series_goes_on_over_new_boundaries() -> None:
    points = points_of(rows_of(of_year(2018) | {"boundary_year": 2014}, of_year(2019) | {"boundary_year": 2019}))
    assert points["series"].tolist() == [0, 0]


@pytest.mark.parametrize("order", [1, -1])
def test_a_year_told_in_several_boundary_years_is_one_point_of_the_newest(order: int) -> None:
    both = [{"boundary_year": 2014, "value": 1.0}, {"boundary_year": 2019, "value": 2.0}][::order]
    points = points_of(rows_of(*both, of_year(2019) | {"value": 3.0}))
    assert points["value"].tolist() == [2.0, 3.0]


def test_any_index_will_do() -> None:
    rows = rows_of(of_year(2019), of_year(2018))
    expected = points_of(rows)
    rows.index = pd.Index([3, 3])
    pd.testing.assert_frame_equal(points_of(rows), expected)


def test_no_rows_are_no_points_and_no_series() -> None:
    points = points_of(rows_of({}).iloc[:0])
    assert len(points) == 0
    assert len(series_of(points, CATALOGUE)) == 0


def test_a_series_knows_its_end_its_length_and_its_values() -> None:
    rows = rows_of(*years(2010, 2014), *years(2015, 2016, **hidden()), *years(2010, 2012, area_code="091"))
    found = series_of(points_of(rows), CATALOGUE)
    assert found[["end", "rows", "known"]].to_numpy().tolist() == [[7, 7, 5], [10, 3, 3]]
    assert found["area_code"].tolist() == ["049", "091"]


def test_a_series_knows_its_indicator() -> None:
    share = facts({"indicator_id": "share"})
    assert (share["share"], share["position"], share["polarity"]) == (True, False, Polarity.LOWER_IS_BETTER)
    assert facts({"indicator_id": "place"})["position"]


def test_one_period_of_several_years_makes_a_series_of_them() -> None:
    assert facts({"period": "2013–2015"}, of_year(2016))["several_years"]
    assert not facts(of_year(2015), of_year(2016))["several_years"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2005, 2011, NOTHING), (2005, 2012, 2012), (2005, 2015, 2012), (2005, 2016, 2016), (2017, 2018, 2016)],
)
def test_the_latest_break_is_the_last_one_not_after_the_last_point(first: int, last: int, expected: float) -> None:
    found = facts(*years(first, last, indicator_id="share"))["break_year"]
    np.testing.assert_equal(float(found), expected)


def test_breaks_belong_to_their_own_indicator() -> None:
    rows = rows_of(*years(2010, 2018), *years(2010, 2018, indicator_id="share"))
    found = series_of(points_of(rows), CATALOGUE).set_index("indicator_id")["break_year"]
    assert np.isnan(found["population"])
    assert found["share"] == 2016


COUNTED, PLAIN, HIDDEN = INTERVAL, {}, hidden()


@pytest.mark.parametrize(
    ("points", "counted"),
    [
        ([COUNTED] * 5, True),
        ([PLAIN] * 5, False),
        ([COUNTED] * 4 + [PLAIN], False),
        ([PLAIN] + [COUNTED] * 5, True),
        ([PLAIN] + [COUNTED] * 4, False),
        ([COUNTED] * 4 + [HIDDEN], True),
        ([COUNTED] + [HIDDEN] * 5, True),
        ([PLAIN] + [HIDDEN] * 5, False),
        ([COUNTED] * 10 + [PLAIN] * 5, False),
    ],
)
def test_counted_are_series_whose_latest_values_all_have_intervals(points: list[dict[str, Any]], counted: bool) -> None:
    rows = [of_year(2000 + place) | point for place, point in enumerate(points)]
    assert facts(*rows)["counted"] == counted
