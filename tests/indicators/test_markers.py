"""Trend markers: against the slow twin, in every word and for every reason, and a census of the embedded data."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.markers import (
    RESULTS,
    NoMarker,
    TrendMarker,
    TrendMethod,
    marker_of,
    trend_markers,
)
from indicators.measures.trend import Direction, recent_trend
from indicators.model import Indicator, Polarity
from indicators.series import SERIES
from indicators.uncertainty import with_intervals
from tests.indicators.examples import TEXT, definition, hidden, observations, of_period, of_year, share_definition
from tests.oracles.markers import kendall_p, markers_slowly

NOTHING = float("nan")
POLARITIES = ("higher_is_better", "lower_is_better", "neutral")
BREAK = [{"period": "2016", "reason": TEXT}]
CATALOGUE: dict[str, Indicator] = {
    **{f"share_{side}": share_definition(indicator_id=f"share_{side}", polarity=side) for side in POLARITIES},
    **{f"plain_{side}": definition(indicator_id=f"plain_{side}", polarity=side) for side in POLARITIES},
    "rate": definition(indicator_id="rate", kind="rate", unit="per_1000", multiplier=1000, decimals=1),
    "place": definition(indicator_id="place", kind="position"),
    "broken_share": share_definition(indicator_id="broken_share", breaks=BREAK),
    "broken": definition(indicator_id="broken", breaks=BREAK),
    "broken_in_july": definition(indicator_id="broken_in_july", breaks=[{"period": "2016-07", "reason": TEXT}]),
}


def first_year_after(period: str) -> float:
    """The year a break comes in, a fraction more where it comes within the year."""
    return int(period[:4]) + (int(period[5:]) - 1) / 12 if len(period) == len("2016-07") else int(period)


def facts_of(catalogue: Mapping[str, Indicator]) -> dict[str, dict[str, Any]]:
    """What the twin needs to know of each indicator."""
    return {
        name: {
            "kind": str(each.kind),
            "polarity": str(each.polarity),
            "breaks": [first_year_after(one.period) for one in each.breaks],
        }
        for name, each in catalogue.items()
    }


def none_for_nan(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(v, float) and math.isnan(v) else v for name, v in row.items()}


def share(part: float, whole: float, **changes: Any) -> dict[str, Any]:
    counts = {"indicator_id": "share_neutral", "numerator": part, "denominator": whole, "value": 100 * part / whole}
    return counts | changes


def shares(parts: list[float], whole: float = 1000, first: int = 2014, **changes: Any) -> list[dict[str, Any]]:
    """Yearly shares from `first` on."""
    return [share(part, whole) | of_year(first + place) | changes for place, part in enumerate(parts)]


def plain(values: list[float], first: int = 2005, **changes: Any) -> list[dict[str, Any]]:
    """Yearly figures without counts from `first` on."""
    fact = {"indicator_id": "plain_neutral", "numerator": NOTHING}
    return [fact | of_year(first + place) | {"value": value} | changes for place, value in enumerate(values)]


def markers(*rows: dict[str, Any]) -> pd.DataFrame:
    return trend_markers(with_intervals(observations(*rows), CATALOGUE), CATALOGUE)


def marker(*rows: dict[str, Any]) -> pd.Series:
    """The marker of the one series that these rows are."""
    found = markers(*rows)
    assert len(found) == 1
    return found.iloc[0]


def assert_none(found: pd.Series, reason: NoMarker) -> None:
    assert (found["marker"], found["method"], found["reason"]) == ("cannot_be_calculated", "none", reason)
    assert found[["first_year", "last_year", "points", "statistic", "p_value", "slope"]].isna().all()


def assert_as_the_twin(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> pd.DataFrame:
    """The markers of `rows`, each compared with the twin's."""
    found = trend_markers(rows, catalogue)
    expected = markers_slowly([none_for_nan(row) for row in rows.to_dict("records")], facts_of(catalogue))
    assert len(found) == len(expected)
    for row in (none_for_nan(each) for each in found.to_dict("records")):
        wanted = expected[tuple(row[name] for name in SERIES)]
        told = {name: row[name] for name in ("marker", *RESULTS)}
        words = ("marker", "method", "reason")
        assert {name: told[name] for name in words} == {name: wanted[name] for name in words}, (row, wanted)
        for name in RESULTS[2:]:
            number = wanted[name]
            assert told[name] == (None if number is None else pytest.approx(number, rel=1e-8, abs=1e-9)), (name, row)
    return found


RISING, FALLING, LEVEL = [100, 150, 200, 250, 300], [300, 250, 200, 150, 100], [200, 201, 199, 200, 201]
TEN_RISING = [float(value) for value in range(10)]


def test_months_and_quarters_are_not_tested_however_many() -> None:
    for row_of in (shares, plain):
        for form in ("{}-05", "{}-Q1"):
            rows = [row | of_period(form.format(row["period"])) for row in row_of([*range(10, 22)])]
            assert_none(marker(*rows), NoMarker.MONTHS_OR_QUARTERS)


def test_a_series_told_in_years_and_in_months_is_tested_by_its_years() -> None:
    months = [row | of_period(f"{row['period']}-12") for row in shares([9, 9, 9, 9, 9])]
    both = marker(*shares(RISING), *months)
    pd.testing.assert_series_equal(both, marker(*shares(RISING)))
    assert both["marker"] == "increasing"


def rounds(rows: list[dict[str, Any]], first: int = 1999) -> list[dict[str, Any]]:
    """The same figures as survey rounds of two years each."""
    return [row | of_period(f"{first + 2 * i}–{first + 2 * i + 1}") for i, row in enumerate(rows)]


def test_survey_rounds_have_no_recent_trend() -> None:
    assert_none(marker(*rounds(shares(RISING))), NoMarker.SURVEY_ROUNDS)


def test_ten_survey_rounds_without_counts_are_tested_by_their_order() -> None:
    found = marker(*rounds(plain(TEN_RISING)))
    assert (found["marker"], found["method"]) == ("increasing", TrendMethod.MANN_KENDALL)
    assert found["slope"] == pytest.approx(0.5)
    assert (found["first_year"], found["last_year"]) == (2000, 2018)


# --- made-up worlds

PLAIN_LENGTHS = st.integers(1, 14)


@st.composite
def series(draw: st.DrawFn, area_code: str) -> list[dict[str, Any]]:
    """A series that rises, falls or stays, with or without counts, perhaps with hidden, missing or rolling years."""
    indicator_id = draw(st.sampled_from(sorted(CATALOGUE)))
    first, length = draw(st.integers(2008, 2014)), draw(PLAIN_LENGTHS)
    drift, start = draw(st.integers(-25, 25)), draw(st.integers(1, 400))
    rows = []
    for place in range(length):
        part = min(max(start + drift * place + draw(st.integers(-10, 10)), 1), 500)
        counts = share(part, draw(st.sampled_from([500, 1000])), area_code=area_code, indicator_id=indicator_id)
        counts["value"] = CATALOGUE[indicator_id].multiplier * part / counts["denominator"]
        if not draw(st.integers(0, 19)):
            counts |= hidden(denominator=NOTHING)
        rows.append(counts | of_year(first + place))
    if indicator_id != "place" and draw(st.integers(0, 9)) < 3:
        rows = [row | {"numerator": NOTHING, "denominator": NOTHING} for row in rows]
    elif not draw(st.integers(0, 4)):
        rows = [row | {"denominator": NOTHING} for row in rows]
    if length > 1 and not draw(st.integers(0, 9)):
        rows.pop(draw(st.integers(0, length - 1)))
    if not draw(st.integers(0, 9)):
        form = draw(st.sampled_from(["{earlier}–{year}", "{year}-05", "{year}-Q2", "rounds", "both"]))
        rows = [row | of_period(_told(form, int(row["period"]))) for row in rows]
    return rows


def _told(form: str, year: int) -> str:
    """A year told as a three-year mean, a month, a quarter, a survey round of two years, or half of them as months."""
    if form == "rounds":
        return f"{2 * year - 2013}–{2 * year - 2012}"
    if form == "both":
        return str(year) if year % 2 else f"{year}-05"
    return form.format(earlier=year - 2, year=year)


@st.composite
def worlds(draw: st.DrawFn) -> pd.DataFrame:
    codes = [f"{number:03}" for number in range(draw(st.integers(1, 6)))]
    return with_intervals(observations(*(row for code in codes for row in draw(series(code)))), CATALOGUE)


@settings(max_examples=80)
@given(rows=worlds())
def test_agrees_with_the_slow_twin(rows: pd.DataFrame) -> None:
    assert_as_the_twin(rows, CATALOGUE)


@settings(max_examples=20)
@given(rows=worlds(), data=st.data())
def test_the_order_of_rows_is_irrelevant(rows: pd.DataFrame, data: st.DataObject) -> None:
    turned = rows.iloc[data.draw(st.permutations(range(len(rows))))]
    found, again = (trend_markers(each, CATALOGUE).set_index(list(SERIES)).sort_index() for each in (rows, turned))
    pd.testing.assert_frame_equal(found, again)


@settings(max_examples=25)
@given(values=st.lists(st.integers(0, 12), min_size=10, max_size=18))
def test_the_p_value_is_counted_out(values: list[int]) -> None:
    found = marker(*plain([float(value) for value in values]))
    assert found["p_value"] == pytest.approx(kendall_p(list(map(float, values)), int(found["statistic"])), abs=1e-12)


# --- every word


@pytest.mark.parametrize(
    ("side", "up", "down"),
    [
        ("higher_is_better", "increasing_better", "decreasing_worse"),
        ("lower_is_better", "increasing_worse", "decreasing_better"),
        ("neutral", "increasing", "decreasing"),
    ],
)
def test_direction_and_polarity_make_the_word(side: str, up: str, down: str) -> None:
    counted, uncounted = f"share_{side}", f"plain_{side}"
    assert marker(*shares(RISING, indicator_id=counted))["marker"] == up
    assert marker(*shares(FALLING, indicator_id=counted))["marker"] == down
    assert marker(*shares(LEVEL, indicator_id=counted))["marker"] == "no_significant_change"
    assert marker(*plain(TEN_RISING, indicator_id=uncounted))["marker"] == up
    assert marker(*plain(TEN_RISING[::-1], indicator_id=uncounted))["marker"] == down
    assert marker(*plain([1.0, 2.0] * 5, indicator_id=uncounted))["marker"] == "no_significant_change"


@pytest.mark.parametrize("side", Polarity)
@pytest.mark.parametrize("direction", Direction)
def test_every_direction_has_a_word_for_every_polarity(direction: Direction, side: Polarity) -> None:
    word = marker_of(direction, side)
    assert isinstance(word, TrendMarker)
    assert word.startswith(direction.value)


def test_the_published_vector_is_found_in_a_table() -> None:
    counts = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
    found = marker(*(share(part, whole) | of_year(2014 + place) for place, (part, whole) in enumerate(counts)))
    assert found["statistic"] == pytest.approx(47.8967, abs=5e-5)
    assert found["method"] == TrendMethod.RECENT_TREND_OF_COUNTS
    assert (found["first_year"], found["last_year"], found["points"]) == (2014, 2018, 5)
    assert found["reason"] == ""
    assert found[["p_value", "slope", "break_year"]].isna().all()


def test_only_the_latest_five_years_are_tested() -> None:
    found = marker(*shares([900, 700, 500, *LEVEL], first=2011))
    assert (found["marker"], found["first_year"]) == ("no_significant_change", 2014)


def test_rates_are_tested_through_their_intervals() -> None:
    rows = shares(RISING, indicator_id="rate")
    rows = [row | {"value": 10 * row["value"]} for row in rows]
    found = marker(*rows)
    assert (found["method"], found["marker"]) == (TrendMethod.RECENT_TREND_OF_INTERVALS, "increasing")
    table = with_intervals(observations(*rows), CATALOGUE)
    alone = recent_trend(values=table["value"], lower=table["ci_lower_95"], upper=table["ci_upper_95"])
    assert found["statistic"] == pytest.approx(alone.chi2)


def test_shares_without_denominators_are_tested_through_their_intervals() -> None:
    found = marker(*shares(RISING, denominator=NOTHING))
    assert (found["method"], found["marker"]) == (TrendMethod.RECENT_TREND_OF_INTERVALS, "increasing")


def test_a_jump_that_hangs_on_one_year_is_no_trend() -> None:
    """χ² is far beyond the limit, but without the last year the shares fall."""
    found = marker(*shares([104, 103, 102, 101, 200]))
    assert found["statistic"] > 9.55
    assert found["marker"] == "no_significant_change"


def test_no_cases_in_any_year_are_no_change() -> None:
    found = marker(*shares([0, 0, 0, 0, 0]))
    assert (found["marker"], found["statistic"]) == ("no_significant_change", 0)


def test_mann_kendall_tells_its_numbers() -> None:
    found = marker(*plain(TEN_RISING))
    assert (found["method"], found["statistic"], found["slope"]) == (TrendMethod.MANN_KENDALL, 45, 1.0)
    assert found["p_value"] == pytest.approx(2 / math.factorial(10))
    assert (found["first_year"], found["last_year"], found["points"]) == (2005, 2014, 10)


def test_a_constant_series_does_not_change() -> None:
    found = marker(*plain([5.0] * 12))
    assert (found["marker"], found["statistic"], found["p_value"], found["slope"]) == ("no_significant_change", 0, 1, 0)


# --- every reason


def test_positions_have_no_marker() -> None:
    assert_none(marker(*plain(TEN_RISING, indicator_id="place")), NoMarker.POSITION)


@pytest.mark.parametrize("rows", [shares(RISING), plain(TEN_RISING)], ids=["counts", "no counts"])
def test_means_over_several_years_have_no_marker(rows: list[dict[str, Any]]) -> None:
    rolling = [row | {"period": f"{int(row['period']) - 2}-{row['period']}"} for row in rows]
    assert_none(marker(*rolling), NoMarker.SEVERAL_YEARS)


@pytest.mark.parametrize("rows", [shares(RISING[:4]), plain(TEN_RISING[:4])], ids=["counts", "no counts"])
def test_four_years_are_too_few(rows: list[dict[str, Any]]) -> None:
    assert_none(marker(*rows), NoMarker.FEWER_THAN_FIVE_YEARS)


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_hidden_point_among_the_latest_five_speaks_against_a_marker(place: int) -> None:
    rows = shares(RISING)
    rows[place] |= hidden(denominator=NOTHING)
    assert_none(marker(*rows), NoMarker.HIDDEN_OR_MISSING)


def test_a_hidden_point_before_them_does_not() -> None:
    rows = shares([50, *RISING], first=2013)
    rows[0] |= hidden(denominator=NOTHING)
    assert marker(*rows)["marker"] == "increasing"


@pytest.mark.parametrize("earlier", [3, 12])
def test_counts_whose_latest_five_are_all_hidden_are_hidden_however_many_went_before(earlier: int) -> None:
    rows = shares([100.0 + place for place in range(earlier)], first=2000)
    rows += shares(RISING, first=2000 + earlier, **hidden(denominator=NOTHING))
    assert_none(marker(*rows), NoMarker.HIDDEN_OR_MISSING)


def test_a_gap_year_speaks_against_a_marker() -> None:
    rows = [row for row in shares([50, *RISING], first=2013) if row["period"] != "2016"]
    assert len(rows) == 5
    assert_none(marker(*rows), NoMarker.GAP)


def test_a_gap_before_the_latest_five_does_not() -> None:
    assert marker(*shares([50], first=2010), *shares(RISING))["marker"] == "increasing"


@pytest.mark.parametrize(
    ("first", "marker_word", "break_year"),
    [
        (2011, "increasing", NOTHING),
        (2012, "cannot_be_calculated", 2016),
        (2015, "cannot_be_calculated", 2016),
        (2016, "increasing", 2016),
        (2018, "increasing", 2016),
    ],
    ids=["after the last", "at the last", "at the second", "at the first", "before the first"],
)
def test_a_break_within_the_latest_five_speaks_against_a_marker(
    first: int, marker_word: str, break_year: float
) -> None:
    found = marker(*shares(RISING, first=first, indicator_id="broken_share"))
    assert found["marker"] == marker_word
    assert found["break_year"] == pytest.approx(break_year, nan_ok=True)
    if marker_word == "cannot_be_calculated":
        assert_none(found, NoMarker.BREAK)


def test_a_count_that_is_everybody_speaks_against_a_marker() -> None:
    assert_none(marker(*shares([800, 850, 900, 950, 1000])), NoMarker.COUNT_EQUALS_DENOMINATOR)
    assert marker(*shares([1000, 800, 850, 900, 950, 990], first=2013))["marker"] == "increasing"


def test_a_rate_may_have_as_many_cases_as_persons() -> None:
    rows = shares([800, 850, 900, 950, 1000], indicator_id="rate")
    assert marker(*(row | {"value": 10 * row["value"]} for row in rows))["marker"] == "increasing"


@pytest.mark.parametrize("length", [5, 9])
def test_nine_years_without_counts_are_too_few(length: int) -> None:
    assert_none(marker(*plain(TEN_RISING[:length])), NoMarker.FEWER_THAN_TEN_YEARS)


def test_ten_known_years_without_counts_are_enough_though_others_lie_between() -> None:
    rows = plain([*TEN_RISING, 10.0, 11.0])
    rows[3] |= hidden()
    del rows[7]
    found = marker(*rows)
    assert (found["marker"], found["points"]) == ("increasing", 10)
    assert found["slope"] == pytest.approx(1.0)


def test_without_counts_only_the_years_since_the_break_are_tested() -> None:
    found = marker(*plain([50.0] * 4 + TEN_RISING, first=2012, indicator_id="broken"))
    assert (found["marker"], found["first_year"], found["points"]) == ("increasing", 2016, 10)
    assert found["break_year"] == 2016


@pytest.mark.parametrize("before", [1, 5])
def test_a_break_that_leaves_fewer_than_ten_years_is_the_reason(before: int) -> None:
    found = marker(*plain([50.0] * before + TEN_RISING[:9], first=2016 - before, indicator_id="broken"))
    assert_none(found, NoMarker.BREAK)
    assert found["break_year"] == 2016


def test_nine_years_with_a_break_would_be_too_few_without_it() -> None:
    assert_none(marker(*plain(TEN_RISING[:9], first=2010, indicator_id="broken")), NoMarker.FEWER_THAN_TEN_YEARS)


def test_values_without_counts_among_the_latest_five_make_it_a_series_without_counts() -> None:
    rows = shares([100.0 + 10 * place for place in range(12)])
    rows[-1] |= {"numerator": NOTHING, "denominator": NOTHING}
    assert marker(*rows)["method"] == TrendMethod.MANN_KENDALL
    assert_none(marker(*rows[5:]), NoMarker.FEWER_THAN_TEN_YEARS)


# --- frames


def test_a_year_told_in_two_boundary_years_is_one_point_of_the_newest() -> None:
    old, new = shares(FALLING, boundary_year=2014), shares(RISING, boundary_year=2019)
    assert marker(*new, *old)["marker"] == "increasing"
    old, new = plain(TEN_RISING[::-1], boundary_year=2014), plain(TEN_RISING, boundary_year=2019)
    found = marker(*old, *new)
    assert (found["marker"], found["points"]) == ("increasing", 10)


def test_no_rows_have_no_markers() -> None:
    found = trend_markers(with_intervals(observations({}), CATALOGUE | {"population": definition()}).iloc[:0], {})
    assert found.columns.tolist() == [*SERIES, "marker", *RESULTS]
    assert len(found) == 0


def test_series_are_told_one_a_row_whatever_the_index() -> None:
    rows = with_intervals(
        observations(*shares(RISING), *shares(FALLING, area_code="091"), *plain(TEN_RISING)), CATALOGUE
    )
    rows.index = pd.Index([9] * len(rows))
    found = trend_markers(rows, CATALOGUE)
    assert found["marker"].tolist() == ["increasing", "decreasing", "increasing"]
    assert found.index.tolist() == [0, 1, 2]


# --- the embedded data


def test_the_census_of_markers(embedded: pd.DataFrame) -> None:
    """Every embedded series as the slow twin tells it. Today no counted series has five years on end: thirty
    indicators are tested by Mann–Kendall, none by the recent trend."""
    found = assert_as_the_twin(embedded, load_catalogue())
    tested = found[found["method"] != "none"]
    assert tested.groupby("method")["indicator_id"].nunique().to_dict() == {"mann_kendall": 30}
    assert len(found) == 12_629
    assert Counter(found["reason"]) == {
        "": 747,
        "fewer_than_five_years": 10_124,
        "position": 1_288,
        "several_years": 426,
        "fewer_than_ten_years": 44,
    }
