"""Months, quarters and survey rounds in the views: made-up rows of a district indicator told in them."""

from collections.abc import Callable

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.periods import parse_period
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.components import cached
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.sentences import trends_sentence
from pages.components.view_of_trends import TrendsView
from tests.pages.conftest import Open
from tests.pages.test_views import all_text, assert_calm

INDICATOR = "low_income_adults"
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]


def told_in(*periods: str) -> pd.DataFrame:
    """The districts' figures of 2016, told again for each of the periods."""
    rows = load_observations(INDICATOR)
    rows = rows[rows["period"] == "2016"]
    parts = []
    for number, text in enumerate(periods):
        period = parse_period(text)
        dates = {"period_start": pd.Timestamp(period.start), "period_end": pd.Timestamp(period.end)}
        parts.append(rows.assign(period=text, value=rows["value"] + number / 10, **dates))
    return pd.concat(parts, ignore_index=True)


@pytest.fixture
def with_periods(monkeypatch: pytest.MonkeyPatch, clean_cache: None) -> Callable[..., None]:
    """The store tells the indicator in these periods."""

    def told(*periods: str) -> None:
        rows = told_in(*periods)
        monkeypatch.setattr(cached, "load_observations", lambda _: rows)

    return told


def trends(rows: pd.DataFrame, language: str = "fi") -> TrendsView:
    place = PLACES["major_district"]
    return TrendsView(Reader(language, "049"), load_catalogue()[INDICATOR], rows, place, EVERYBODY, ["0491"])


@pytest.mark.parametrize("view", ["district_map", "trends", "inequality"])
@pytest.mark.parametrize(
    "periods",
    [MONTHS, ["2023-Q4", "2024-Q1", "2024-Q3"], ["2019–2020", "2023–2024"]],
    ids=["months", "quarters", "rounds"],
)
def test_a_view_stands_with_periods_of_every_length(
    open_view: Open, with_periods: Callable[..., None], view: str, periods: list[str]
) -> None:
    with_periods(*periods)
    page = open_view(view, indicator=INDICATOR, level="major_district", lang="en")
    assert_calm(page)
    assert not page.warning
    assert len(page.get("plotly_chart")) >= 1


def test_the_slider_says_months_in_words_and_the_address_keeps_the_code(
    open_view: Open, with_periods: Callable[..., None]
) -> None:
    with_periods(*MONTHS)
    page = open_view("district_map", indicator=INDICATOR, level="major_district", lang="en")
    assert page.select_slider[0].options[-1] == "December 2024"
    assert page.query_params["period"] == "2024-12"
    assert "December 2024: highest" in all_text(page)


def test_years_and_months_of_one_indicator_are_kept_apart(open_view: Open, with_periods: Callable[..., None]) -> None:
    with_periods("2022", "2023", "2023-11", "2024-01")
    choices = {"indicator": INDICATOR, "level": "major_district", "lang": "en"}
    years = open_view("district_map", **choices)
    assert years.select_slider[0].options == ["2022", "2023"]
    months = open_view("district_map", **choices, grain="months")
    assert_calm(months)
    assert months.select_slider[0].options == ["November 2023", "January 2024"]


def test_months_stand_in_time_with_a_gap_where_one_is_missing() -> None:
    chart = trends(told_in("2023-11", "2023-12", "2024-02")).chart(from_zero=True)
    line = chart.lines[0]
    assert [None if value is None else 1 for value in line.values] == [1, 1, None, 1]
    assert line.years[1] - line.years[0] == pytest.approx(1 / 12)
    assert list(chart.ticks.values()) == ["11/2023", "12/2023", "2/2024"]
    assert "2/2024: " in line.hover[-1]


def test_months_have_no_trend_marker_and_no_fan() -> None:
    view = trends(told_in(*MONTHS))
    (_, marker, _), *_ = view.markers()
    assert (marker["method"], marker["reason"]) == ("none", "months_or_quarters")
    assert not view.can_fan


def test_the_sentence_of_a_lone_line_names_its_months() -> None:
    assert ", May 2024: " in trends_sentence(trends(told_in("2024-05"), "en"))
