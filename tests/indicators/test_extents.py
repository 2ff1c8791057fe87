"""Where an area is not the same one any more: in its series, its tests and its forecasts."""

from typing import Any

import pandas as pd
import pytest

from geodata.areas import areas_within
from geodata.changes import municipalities_of, successors
from geodata.levels import AreaLevel
from geodata.region_moves import MOVED_REGIONS
from indicators.extents import ExtentChange, area_breaks, latest_area_breaks
from indicators.forecasts import unbroken_years
from indicators.levels_above import with_levels_above
from indicators.markers import trend_markers
from indicators.series import points_of, series_of
from tests.indicators.examples import TEXT, definition, observations, of_year, share_definition

NOTHING = float("nan")
DISTRICT = {"area_level": "MAJOR_DISTRICT", "area_code": "0491"}


def row(code: str, year: int, division: int, **changes: Any) -> dict[str, Any]:
    interval = {"ci_lower_95": NOTHING, "ci_upper_95": NOTHING}
    return {"area_code": code, "boundary_year": division, **of_year(year), **interval, **changes}


def breaks_of(*rows: dict[str, Any]) -> list[tuple[int, str, tuple[str, ...], int]]:
    found = area_breaks(points_of(observations(*rows)))
    return [(each.year, each.change, each.joined, each.since) for each in found.itertuples()]


def test_lohja_grew_in_2013() -> None:
    found = breaks_of(row("444", 2012, 2012), row("444", 2013, 2013), row("444", 2014, 2013))
    assert found == [(2013, ExtentChange.MERGER, ("223", "540"), 2013)]


def test_mantyharju_grew_in_2025() -> None:
    found = breaks_of(row("507", 2023, 2024), row("507", 2024, 2024), row("507", 2025, 2025))
    assert found == [(2025, ExtentChange.MERGER, ("588",), 2025)]


def test_one_division_throughout_is_no_break() -> None:
    """Figures of years before the merger, given by the source in the new division."""
    assert breaks_of(row("507", 2023, 2025), row("507", 2024, 2025), row("507", 2025, 2025)) == []


def test_an_area_that_nothing_happened_to_goes_on_over_divisions() -> None:
    assert breaks_of(row("049", 2012, 2012), row("049", 2024, 2024), row("049", 2025, 2025)) == []
    assert breaks_of(row("444", 2024, 2024), row("444", 2025, 2025)) == []


def test_several_mergers_between_two_points_are_told_by_year() -> None:
    found = breaks_of(row("297", 2013, 2013), row("297", 2018, 2018))
    assert [(joined, since) for _, _, joined, since in found] == [(("476",), 2015), (("174",), 2017)]
    assert {year for year, *_ in found} == {2018}


def test_a_return_to_an_older_division_is_a_break_too() -> None:
    assert [year for year, *_ in breaks_of(row("507", 2023, 2025), row("507", 2024, 2024))] == [2024]


def test_another_area_or_group_is_another_series() -> None:
    assert breaks_of(row("507", 2024, 2024), row("507", 2025, 2025, sex="female"), row("444", 2025, 2025)) == []


@pytest.mark.parametrize("level", ["MAJOR_DISTRICT", "STATISTICAL_AREA"])
def test_districts_made_of_new_small_areas(level: str) -> None:
    code = "0491" if level == "MAJOR_DISTRICT" else "0491-kanta-leppavaara"
    old, new = row(code, 2023, 2014, area_level=level), row(code, 2024, 2024, area_level=level)
    assert breaks_of(old, new) == [(2024, ExtentChange.DISTRICTS_REDRAWN, (), 2024)]


def test_districts_that_were_not_drawn_anew() -> None:
    """Kauniainen's small areas have one division, and a code that nobody knows none."""
    for code in ("2351", "9991"):
        place = DISTRICT | {"area_code": code}
        assert breaks_of(row("", 2023, 2014) | place, row("", 2024, 2024) | place) == []


def test_larger_and_postal_areas_have_no_known_changes() -> None:
    for level, code in ((AreaLevel.WELLBEING_COUNTY, "12"), (AreaLevel.POSTAL_AREA, "02100")):
        place = {"area_level": str(level)}
        assert breaks_of(row(code, 2019, 2019, **place), row(code, 2023, 2023, **place)) == []


def test_the_latest_of_each_series() -> None:
    points = points_of(
        observations(row("297", 2013, 2013), row("297", 2015, 2015), row("297", 2018, 2018), row("1", 2009, 2009))
    )
    assert latest_area_breaks(points).tolist() == [2018]
    assert latest_area_breaks(points[points["area_code"] == "1"]).empty


def grown_in_2025(first: int, last: int) -> pd.DataFrame:
    years = range(first, last + 1)
    return observations(*(row("507", year, 2025 if year > 2024 else 2024, value=float(year)) for year in years))


def test_a_series_breaks_where_its_area_does() -> None:
    rows = grown_in_2025(2020, 2026)
    own = definition(breaks=[{"period": "2021", "reason": TEXT}])
    later = definition(breaks=[{"period": "2026", "reason": TEXT}])
    for indicator, year in ((definition(), 2025), (own, 2025), (later, 2026)):
        assert series_of(points_of(rows), {"population": indicator})["break_year"].tolist() == [year]


def test_no_trend_is_tested_across_an_area_break() -> None:
    marker = trend_markers(grown_in_2025(2010, 2026), {"population": definition()}).iloc[0]
    assert (marker["marker"], marker["reason"]) == ("cannot_be_calculated", "break")
    whole = trend_markers(grown_in_2025(2010, 2024), {"population": definition()}).iloc[0]
    assert whole["method"] == "mann_kendall"


def test_no_recent_trend_is_tested_across_an_area_break() -> None:
    told = [
        row("507", year, 2025 if year > 2024 else 2024, indicator_id="share", value=10.0, numerator=100.0,
            denominator=1000.0, ci_lower_95=9.0, ci_upper_95=11.0)
        for year in range(2021, 2026)
    ]  # fmt: skip
    marker = trend_markers(observations(*told), {"share": share_definition()}).iloc[0]
    assert marker["reason"] == "break"


def test_a_fan_is_not_fitted_across_an_area_break() -> None:
    assert unbroken_years(grown_in_2025(2010, 2026), definition()).empty
    assert len(unbroken_years(grown_in_2025(2010, 2024), definition())) == 15


REGION = {"area_level": "REGION", "area_code": "10"}


def test_a_region_that_municipalities_left_is_another_one() -> None:
    """A source's own figures of Etelä-Savo in an older division, beside those of today's."""
    found = breaks_of(row("10", 2018, 2018, **REGION), row("10", 2019, 2025, **REGION), row("10", 2020, 2025, **REGION))
    assert found == [(2019, ExtentChange.MEMBERS_MOVED, ("090", "171"), 2021)]


def test_regions_and_counties_without_moves_go_on_over_divisions() -> None:
    uusimaa, county = {"area_level": "REGION"}, {"area_level": "WELLBEING_COUNTY"}
    assert breaks_of(row("01", 2012, 2013, **uusimaa), row("01", 2025, 2025, **uusimaa)) == []
    assert breaks_of(row("12", 2012, 2013, **county), row("12", 2025, 2025, **county)) == []


@pytest.mark.parametrize("region", sorted(MOVED_REGIONS))
def test_our_sums_of_a_region_stand_on_one_membership_whatever_the_year(region: str) -> None:
    """Figures of 2013's municipalities, in its division, are summed to the region of 2025: no break arises."""
    codes = municipalities_of(2013)
    rows = observations(
        *(
            {"area_code": code, "boundary_year": division, "value": 1.0, "numerator": 1.0} | of_year(year)
            for year, division in ((2013, 2013), (2025, 2025))
            for code in municipalities_of(division)
        )
    )
    above = with_levels_above(rows, definition(), pd.Series(dtype=float))
    own = above[(above["area_level"] == AreaLevel.REGION) & (above["area_code"] == region)]
    inside = set(areas_within(AreaLevel.MUNICIPALITY, AreaLevel.REGION, region))
    assert own["boundary_year"].tolist() == [2025, 2025]
    assert dict(zip(own["period"], own["value"], strict=True)) == {
        "2013": float(sum(successor in inside for successor in successors(pd.Series(codes)))),
        "2025": float(len(inside)),
    }
    assert area_breaks(points_of(own.assign(ci_lower_95=NOTHING, ci_upper_95=NOTHING))).empty
