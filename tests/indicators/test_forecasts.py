"""Which series have a fan, and that it begins after their last year."""

import math

import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.forecasts import YEARS_AHEAD, fan_of, unbroken_years
from tests.indicators.examples import hidden, observations

STEADY = load_catalogue()["foreign_language_speakers"]
BROKEN = load_catalogue()["education_level_measure"]


def series(years: range | list[int], values: list[float | None] | None = None) -> pd.DataFrame:
    numbers = values or [float(year % 7) for year in years]
    figures = ({"value": each, "numerator": each} if each is not None else hidden() for each in numbers)
    rows = observations(*(each | {"period": str(year)} for year, each in zip(years, figures, strict=True)))
    return rows.assign(ci_lower_95=math.nan, ci_upper_95=math.nan)


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (series(range(2000, 2010)), 2000),
        (series(range(2000, 2009)), None),
        (series([*range(2000, 2009), 2010]), None),
        (series([1990, *range(2000, 2016)]), 2000),
        (series(range(2000, 2011), [1.0, *[None] * 1, *range(9)]), None),
        (series(range(2000, 2011), [None, *map(float, range(10))]), 2001),
    ],
    ids=["ten years", "nine", "a late gap", "an early gap", "a hidden year within", "a hidden year before"],
)
def test_ten_neighbouring_years_are_needed(rows: pd.DataFrame, first: int | None) -> None:
    found = unbroken_years(rows, STEADY)
    assert (None if found.empty else found.index[0]) == first


def test_years_before_the_latest_break_do_not_count_and_a_later_break_does_not_matter() -> None:
    assert [each.period for each in BROKEN.breaks] == ["1998"]
    assert unbroken_years(series(range(1990, 2008)), BROKEN).index[0] == 1998
    assert unbroken_years(series(range(1990, 2006)), BROKEN).empty
    assert unbroken_years(series(range(1985, 1997)), BROKEN).index[0] == 1985


def test_means_of_several_years_have_no_fan() -> None:
    rows = series(range(2000, 2012)).assign(
        period=lambda own: own["period"].map(lambda year: f"{int(year) - 2}–{year}")
    )
    assert unbroken_years(rows, STEADY).empty
    assert fan_of(rows, STEADY) is None


@pytest.mark.parametrize("form", ["{year}-05", "{year}-Q2"])
def test_figures_of_months_and_quarters_have_no_fan(form: str) -> None:
    rows = series(range(2000, 2012)).assign(period=lambda own: own["period"].map(lambda year: form.format(year=year)))
    assert unbroken_years(rows, STEADY).empty
    assert fan_of(rows, STEADY) is None


def test_a_year_told_in_two_divisions_is_one_year() -> None:
    rows = series(range(2000, 2012))
    again = rows[rows["period"] == "2005"].assign(boundary_year=1990)
    assert unbroken_years(pd.concat([rows, again]), STEADY).equals(unbroken_years(rows, STEADY))


def test_the_order_of_rows_does_not_matter() -> None:
    rows = series(range(2000, 2012))
    assert unbroken_years(rows.iloc[::-1], STEADY).equals(unbroken_years(rows, STEADY))


def test_the_fan_covers_the_five_years_after_the_last() -> None:
    found = fan_of(series(range(2000, 2015)), STEADY)
    assert found is not None
    years, fan = found
    assert years == [2015.0, 2016.0, 2017.0, 2018.0, 2019.0]
    assert len(fan.lower_80) == YEARS_AHEAD
    assert (fan.lower_95 <= fan.lower_80).all()
    assert (fan.upper_80 <= fan.upper_95).all()


def test_a_series_without_any_figure_has_none() -> None:
    assert fan_of(series(range(2000, 2012), [None] * 12), STEADY) is None
