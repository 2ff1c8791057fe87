"""Coverage, shares, gaps in years, and the day from which a figure is late: at their edges."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model import UpdateRhythm
from indicators.quality import (
    Freshness,
    coverage,
    coverage_class,
    expected_by,
    freshness,
    gap_years,
    is_late,
    level_facts,
    level_sizes,
    shares,
    whole_percent,
)
from tests.indicators.examples import definition, hidden, observations, of_year

SIZES = {"MUNICIPALITY": 4, "COUNTRY": 1}


def cells(rows: pd.DataFrame) -> list[tuple[str, int, int, int, float]]:
    return list(coverage(rows, SIZES).itertuples(index=False, name=None))


def test_coverage_counts_areas_with_a_figure_among_all_there_are() -> None:
    rows = observations(
        of_year(2018),
        {"area_code": "091", **of_year(2018)},
        hidden(area_code="092", **of_year(2018)),
        {"area_level": "COUNTRY", "area_code": "FI", **of_year(2018)},
    )
    assert cells(rows) == [("COUNTRY", 2018, 1, 1, 1.0), ("MUNICIPALITY", 2018, 2, 4, 0.5)]


def test_an_area_counts_once_whatever_its_groups() -> None:
    rows = observations({"sex": "F"}, {"sex": "M"}, hidden(sex="_T"))
    assert cells(rows) == [("MUNICIPALITY", 2018, 1, 4, 0.25)]


def test_years_without_rows_are_there_and_empty() -> None:
    assert cells(observations(of_year(2015), of_year(2018))) == [
        ("MUNICIPALITY", 2015, 1, 4, 0.25),
        ("MUNICIPALITY", 2016, 0, 4, 0.0),
        ("MUNICIPALITY", 2017, 0, 4, 0.0),
        ("MUNICIPALITY", 2018, 1, 4, 0.25),
    ]


def test_a_year_of_hidden_figures_only_has_no_coverage() -> None:
    assert cells(observations(hidden())) == [("MUNICIPALITY", 2018, 0, 4, 0.0)]


def test_a_period_of_several_years_counts_for_its_last() -> None:
    rows = observations({"period": "2018–2020", "period_start": date(2018, 1, 1), "period_end": date(2020, 12, 31)})
    assert [row[1] for row in cells(rows)] == [2020]


def test_a_level_that_is_unknown_or_too_small_counts_the_areas_there_are() -> None:
    rows = observations({}, {"area_code": "091"})
    for sizes in ({}, {"MUNICIPALITY": 1}):
        assert coverage(rows, sizes)[["known", "areas"]].to_numpy().tolist() == [[2, 2]]


@pytest.mark.parametrize(
    ("share", "shade", "percent"),
    [
        (0, 0, 0),
        (0.001, 1, 1),
        (0.25, 1, 25),
        (0.2501, 2, 25),
        (0.5, 2, 50),
        (0.75, 3, 75),
        (0.999, 4, 99),
        (1, 4, 100),
    ],
)
def test_a_share_is_nothing_only_at_none_and_whole_only_at_all(share: float, shade: int, percent: int) -> None:
    assert (coverage_class(share), whole_percent(share)) == (shade, percent)


def test_no_rows_have_no_coverage_and_no_shares() -> None:
    none = observations({}).iloc[:0]
    assert coverage(none, SIZES).empty
    assert shares(none).figures == 0
    assert gap_years(none, UpdateRhythm.ANNUAL) == {}


def test_the_frame_given_is_not_changed() -> None:
    rows = observations(of_year(2015), hidden(**of_year(2016)))
    before = rows.copy()
    coverage(rows, SIZES)
    shares(rows)
    gap_years(rows, UpdateRhythm.ANNUAL)
    pd.testing.assert_frame_equal(rows, before)


def test_the_register_knows_how_many_areas_there_are() -> None:
    sizes = level_sizes()
    assert sizes["COUNTRY"] == 1
    assert sizes["MUNICIPALITY"] >= 308
    assert sizes["MAJOR_DISTRICT"] == 8, "Espoo's seven and Kauniainen"


def test_coverage_of_the_embedded_data_is_a_share(embedded: pd.DataFrame) -> None:
    sizes = level_sizes()
    for _, rows in embedded.groupby("indicator_id"):
        found = coverage(rows, sizes)
        assert found["share"].between(0, 1).all()
        assert not found.duplicated(["area_level", "year"]).any()


def test_hidden_and_missing_are_shares_of_what_the_source_lists() -> None:
    rows = observations(of_year(2015), hidden(**of_year(2016)), hidden(**of_year(2017)), hidden(status="MISSING"))
    found = shares(rows)
    assert (found.figures, found.suppressed, found.missing) == (4, 0.5, 0.25)


@pytest.mark.parametrize(
    ("rhythm", "years", "gaps"),
    [
        (UpdateRhythm.ANNUAL, (2015, 2016, 2017), ()),
        (UpdateRhythm.ANNUAL, (2015, 2018), (2016, 2017)),
        (UpdateRhythm.ENDED, (1990, 1992), (1991,)),
        (UpdateRhythm.EVERY_TWO_YEARS, (2018, 2020, 2022), ()),
        (UpdateRhythm.EVERY_TWO_YEARS, (2018, 2022), (2020,)),
        (UpdateRhythm.EVERY_TWO_YEARS, (2018, 2021), (2020,)),
        (UpdateRhythm.EVERY_FOUR_YEARS, (2000, 2004, 2012), (2008,)),
        (UpdateRhythm.IRREGULAR, (1990, 2012), ()),
        (UpdateRhythm.ANNUAL, (2015,), ()),
    ],
)
def test_a_gap_is_a_year_in_which_a_figure_was_due(
    rhythm: UpdateRhythm, years: tuple[int, ...], gaps: tuple[int, ...]
) -> None:
    found = gap_years(observations(*map(of_year, years)), rhythm)
    assert found == ({"MUNICIPALITY": gaps} if gaps else {})


def test_a_year_of_hidden_figures_is_a_gap() -> None:
    rows = observations(of_year(2015), hidden(**of_year(2016)), of_year(2017))
    assert gap_years(rows, UpdateRhythm.ANNUAL) == {"MUNICIPALITY": (2016,)}


@pytest.mark.parametrize(
    ("rhythm", "last_end", "expected"),
    [
        ("annual", date(2023, 12, 31), date(2025, 12, 31)),
        ("annual", date(2023, 2, 28), date(2025, 2, 28)),
        ("annual", date(2022, 2, 28), date(2024, 2, 29)),
        ("annual", date(2023, 6, 15), date(2025, 6, 15)),
        ("every_two_years", date(2022, 12, 31), date(2025, 12, 31)),
        ("every_four_years", date(2021, 12, 31), date(2026, 12, 31)),
        ("ended", date(2012, 12, 31), None),
        ("irregular", date(2012, 12, 31), None),
        ("annual", None, None),
    ],
)
def test_the_next_figure_is_due_a_year_after_the_next_period_ends(
    rhythm: str, last_end: date | None, expected: date | None
) -> None:
    assert expected_by(definition(update_rhythm=rhythm), last_end, date(2024, 1, 1)) == expected


@pytest.mark.parametrize(
    ("stated", "copied", "expected"),
    [
        ("2027-03-05", date(2026, 1, 1), date(2027, 3, 5)),
        ("2027-02", date(2026, 1, 1), date(2027, 2, 28)),
        ("2028-02", date(2026, 1, 1), date(2028, 2, 29)),
        ("2027", date(2026, 1, 1), date(2027, 12, 31)),
        ("2025-03", date(2025, 3, 31), date(2025, 3, 31)),
        ("2025-03", date(2025, 4, 1), date(2025, 12, 31)),
        ("in spring", date(2025, 4, 1), date(2025, 12, 31)),
        ("2027-13", date(2025, 4, 1), date(2025, 12, 31)),
        ("2027-03-05-07", date(2025, 4, 1), date(2025, 12, 31)),
    ],
)
def test_a_stated_update_stands_until_a_copy_is_made_after_it(stated: str, copied: date, expected: date) -> None:
    assert expected_by(definition(next_update=stated), date(2023, 12, 31), copied) == expected


def test_late_begins_the_day_after() -> None:
    due = date(2025, 12, 31)
    assert not is_late(due, due)
    assert is_late(due, due + timedelta(days=1))
    assert not is_late(None, date(2099, 1, 1))


def test_fresh_is_a_copy_of_at_most_a_year_that_is_not_late() -> None:
    copied, due = date(2025, 6, 1), date(2027, 1, 1)
    assert freshness(due, copied, date(2026, 6, 1)) is Freshness.FRESH
    assert freshness(due, copied, date(2026, 6, 2)) is Freshness.OLDER
    assert freshness(None, copied, date(2026, 6, 2)) is Freshness.OLDER
    assert freshness(due, copied, date(2027, 1, 2)) is Freshness.LATE


@given(years=st.sets(st.integers(1990, 2030), min_size=1), step=st.sampled_from([1, 2, 4]))
def test_gaps_and_known_years_never_meet(years: set[int], step: int) -> None:
    rhythm = {1: UpdateRhythm.ANNUAL, 2: UpdateRhythm.EVERY_TWO_YEARS, 4: UpdateRhythm.EVERY_FOUR_YEARS}[step]
    found = set(gap_years(observations(*map(of_year, years)), rhythm).get("MUNICIPALITY", ()))
    assert not found & years
    assert all(min(years) < year < max(years) for year in found)
    if step == 1:
        assert found | years == set(range(min(years), max(years) + 1))


def test_a_level_has_one_row_whatever_its_datasets() -> None:
    rows = observations(
        of_year(2015),
        {"dataset": "sotkanet", "data_date": date(2025, 3, 1), **of_year(2020)},
        hidden(area_code="091", **of_year(2024)),
        hidden(area_code="092", **of_year(2024)),
    )
    (found,) = level_facts(rows, SIZES).to_dict("records")
    assert found == {
        "area_level": "MUNICIPALITY",
        "known": 1,
        "areas": 4,
        "suppressed": 0.5,
        "first_period": "2015",
        "last_period": "2020",
        "data_date": date(2025, 3, 1),
    }


def test_a_figure_of_zero_is_known_and_a_level_of_hidden_figures_only_is_left_out() -> None:
    zero = {"value": 0.0, "area_level": "COUNTRY", "area_code": "FI"}
    assert list(level_facts(observations(zero, hidden()), SIZES)["area_level"]) == ["COUNTRY"]


def test_a_level_has_no_fewer_areas_than_are_known() -> None:
    rows = observations({"area_code": "049"}, {"area_code": "091"})
    assert list(level_facts(rows, {"MUNICIPALITY": 1})["areas"]) == [2]


def test_no_rows_have_no_levels() -> None:
    assert level_facts(observations({}).iloc[:0], SIZES).empty
