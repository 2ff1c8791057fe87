"""Figures of municipalities in another year's division, by example and by property."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.changes import key_between
from geodata.errors import GeodataError
from geodata.keys import load_key
from geodata.levels import AreaLevel
from indicators.aggregation import aggregate
from indicators.divisions import Carried, NotCarried, carried_to
from indicators.extents import area_breaks
from indicators.model import Indicator
from indicators.observations import COLUMNS, KEY, observations_table
from indicators.series import points_of
from tests.indicators.examples import definition, hidden, mean_definition, observations, of_year, share_definition

NOTHING = float("nan")
MANTYHARJU, PERTUNMAA, ESPOO = "507", "588", "049"


def count(code: str, value: float, **changes: Any) -> dict[str, Any]:
    return {"area_code": code, "value": value, "numerator": value, "boundary_year": 2024, **changes}


def share(code: str, numerator: float, denominator: float, **changes: Any) -> dict[str, Any]:
    told = {"value": 100 * numerator / denominator, "numerator": numerator, "denominator": denominator}
    return {"indicator_id": "share", "area_code": code, "boundary_year": 2024, **told, **changes}


def mean(code: str, value: float, weight: float, **changes: Any) -> dict[str, Any]:
    told = {"value": value, "numerator": NOTHING, "denominator": weight}
    return {"indicator_id": "mean", "area_code": code, "boundary_year": 2024, **told, **changes}


def to_2025(indicator: Indicator, *rows: dict[str, Any]) -> Carried:
    return carried_to(observations(*rows), indicator, 2025)


def values(carried: Carried) -> dict[str, float]:
    return dict(zip(carried.rows["area_code"], carried.rows["value"], strict=True))


def reasons(carried: Carried) -> dict[str, str]:
    return dict(zip(carried.refused["area_code"], carried.refused["reason"], strict=True))


def test_counts_of_merged_municipalities_add_up() -> None:
    found = to_2025(definition(), count(MANTYHARJU, 5_500), count(PERTUNMAA, 1_700), count(ESPOO, 300_000))
    assert values(found) == {ESPOO: 300_000, MANTYHARJU: 7_200}
    assert set(found.rows["boundary_year"]) == {2025}
    assert found.refused.empty
    observations_table(found.rows)


def test_shares_are_ratios_of_sums() -> None:
    found = to_2025(share_definition(), share(MANTYHARJU, 100, 1_000), share(PERTUNMAA, 90, 300))
    assert values(found) == {MANTYHARJU: pytest.approx(100 * 190 / 1_300)}
    assert found.rows["denominator"].tolist() == [1_300]


def test_means_need_their_weights() -> None:
    weighed = to_2025(mean_definition(), mean(MANTYHARJU, 40.0, 300), mean(PERTUNMAA, 50.0, 100))
    assert values(weighed) == {MANTYHARJU: pytest.approx(42.5)}
    without = to_2025(mean_definition(), mean(MANTYHARJU, 40.0, 300), mean(PERTUNMAA, 50.0, NOTHING))
    assert without.rows.empty
    assert reasons(without) == dict.fromkeys((MANTYHARJU, PERTUNMAA), NotCarried.PART_HIDDEN)


def test_a_median_is_carried_only_where_nothing_happened() -> None:
    median = definition(kind="median", aggregation={"method": "none", "reason": "median"})
    found = to_2025(median, count(MANTYHARJU, 40.0), count(PERTUNMAA, 50.0), count(ESPOO, 45.0))
    assert values(found) == {ESPOO: 45.0}
    assert reasons(found) == dict.fromkeys((MANTYHARJU, PERTUNMAA), NotCarried.NEVER_SUMMED)


def test_a_hidden_part_leaves_the_whole_without_a_figure() -> None:
    found = to_2025(definition(), count(MANTYHARJU, 5_500), hidden(area_code=PERTUNMAA, boundary_year=2024))
    assert found.rows.empty
    assert reasons(found) == dict.fromkeys((MANTYHARJU, PERTUNMAA), NotCarried.PART_HIDDEN)


def test_a_part_without_a_row_is_no_zero() -> None:
    found = to_2025(definition(), count(MANTYHARJU, 5_500), count(PERTUNMAA, 1_700, **of_year(2017)))
    assert found.rows.empty
    assert set(found.refused["reason"]) == {NotCarried.PART_WITHOUT_ROW}


def test_a_hidden_figure_where_nothing_happened_stays_hidden() -> None:
    found = to_2025(definition(), hidden(area_code=ESPOO, boundary_year=2024))
    assert found.rows[["status", "boundary_year"]].to_numpy().tolist() == [["SUPPRESSED", 2025]]


def test_rows_of_the_division_itself_and_of_other_levels_pass() -> None:
    county = count("12", 130_000, area_level="WELLBEING_COUNTY", boundary_year=2023)
    rows = observations(count(MANTYHARJU, 7_200, boundary_year=2025), county)
    found = carried_to(rows, definition(), 2025)
    both = [found.rows.sort_values("area_code", ignore_index=True), rows.sort_values("area_code", ignore_index=True)]
    pd.testing.assert_frame_equal(*both)
    assert found.refused.empty


def test_nothing_is_divided_between_the_municipalities_of_an_older_division() -> None:
    rows = observations(count(MANTYHARJU, 7_200, boundary_year=2025), count(ESPOO, 300_000, boundary_year=2025))
    found = carried_to(rows, definition(), 2024)
    assert values(found) == {ESPOO: 300_000}
    assert reasons(found) == {MANTYHARJU: NotCarried.LATER_DIVIDED}


def test_a_code_that_its_division_does_not_have_is_told() -> None:
    rows = observations(count(PERTUNMAA, 1_700, boundary_year=2025), count("49", 1, boundary_year=2024))
    found = carried_to(rows, definition(), 2026)
    assert found.rows.empty
    assert reasons(found) == dict.fromkeys((PERTUNMAA, "49"), NotCarried.NOT_IN_ITS_DIVISION)


def test_a_figure_told_in_two_divisions_is_that_of_the_newer() -> None:
    found = to_2025(
        definition(), count(ESPOO, 2.0), count(ESPOO, 3.0, boundary_year=2025), count(ESPOO, 1.0, boundary_year=2013)
    )
    assert values(found) == {ESPOO: 3.0}
    assert found.refused["value"].tolist() == [1.0, 2.0]
    assert set(found.refused["reason"]) == {NotCarried.TOLD_IN_NEWER_DIVISION}


def test_no_rows_and_unknown_divisions() -> None:
    nothing = carried_to(observations(count(ESPOO, 1)).iloc[:0], definition(), 2025)
    assert nothing.rows.empty
    assert nothing.refused.empty
    with pytest.raises(GeodataError, match="2008"):
        carried_to(observations(count(ESPOO, 1, boundary_year=2008)), definition(), 2025)


def test_a_carried_series_has_no_break_and_a_refused_one_has() -> None:
    old = [count(MANTYHARJU, 5_500, **of_year(2024)), count(PERTUNMAA, 1_700, **of_year(2024))]
    new = count(MANTYHARJU, 7_100, **of_year(2025), boundary_year=2025)
    interval = {"ci_lower_95": NOTHING, "ci_upper_95": NOTHING}
    rows = observations(*(interval | each for each in (*old, new)))
    found = carried_to(rows, definition(), 2025)
    assert sorted(found.rows["value"]) == [7_100, 7_200]
    assert area_breaks(points_of(found.rows)).empty
    median = definition(kind="median", aggregation={"method": "none", "reason": "median"})
    beside = carried_to(rows, median, 2025)
    both = pd.concat([beside.rows, beside.refused[list(beside.rows.columns)]])
    assert area_breaks(points_of(both))["area_code"].tolist() == [MANTYHARJU]


def test_the_given_frame_is_not_changed() -> None:
    rows = observations(count(MANTYHARJU, 5_500), count(PERTUNMAA, 1_700), count(ESPOO, 1))
    before = rows.copy()
    carried_to(rows, definition(), 2025)
    pd.testing.assert_frame_equal(rows, before)


CODES = sorted(key_between(2013, 2013)["from_code"])
SOME = ["444", "297", "174", "476", "609", "413", "507", "588", "049"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(SOME), st.integers(0, 10_000), min_size=1), st.integers(2013, 2026))
def test_no_resident_is_lost_or_doubled(residents: dict[str, int], year: int) -> None:
    """What is in the result and what is refused are together what was given."""
    rows = observations(*(count(code, float(number), boundary_year=2013) for code, number in residents.items()))
    found = carried_to(rows, definition(), year)
    assert found.rows["value"].sum() + found.refused["value"].sum() == sum(residents.values())
    assert not found.rows.duplicated(list(KEY)).any()
    assert set(found.rows["area_code"]) <= set(key_between(year, year)["from_code"])


def test_a_whole_country_keeps_its_sum() -> None:
    rows = observations(*(count(code, float(place), boundary_year=2013) for place, code in enumerate(CODES)))
    found = carried_to(rows, definition(), 2026)
    assert len(found.rows) == 308
    assert found.rows["value"].sum() == sum(range(320))
    assert set(found.rows.columns) <= set(COLUMNS)


def test_new_small_areas_make_districts_in_their_own_division() -> None:
    """The districts go on as a series, with the break marked."""
    key = load_key(AreaLevel.SMALL_AREA, AreaLevel.MAJOR_DISTRICT, 2024)
    interval = {"ci_lower_95": NOTHING, "ci_upper_95": NOTHING}
    small = {"area_level": "SMALL_AREA", "boundary_year": 2024, **of_year(2024)}
    rows = observations(*(count(code, 10.0, **small) for code in key["from_code"]))
    districts = aggregate(rows, key, definition(), AreaLevel.MAJOR_DISTRICT, 2024)
    assert dict(zip(districts["area_code"], districts["value"], strict=True))["0491"] == 190.0
    place = {"area_level": "MAJOR_DISTRICT", "boundary_year": 2014, **of_year(2014), **interval}
    both = pd.concat([districts.assign(**interval), observations(count("0491", 180.0) | place)])
    assert area_breaks(points_of(both))["area_code"].tolist() == ["0491"]
