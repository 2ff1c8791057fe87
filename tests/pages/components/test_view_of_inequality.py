"""The inequality of one indicator: gap, slope over the area index, segregation; each checked against plain sums."""

import numpy as np
import pandas as pd
import pytest

from indicators.catalogue import load_catalogue
from indicators.measures.inequality import attributable_part, relative_index, slope_index
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.api.area_exports import read_areas_view
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.recipe import Recipe, stated_recipe
from pages.components.view_of_index import offered_variables
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_map import MapView

WORST_FIRST = ["0496", "0493", "0494", "0491", "0495", "0497", "0492"]
"""Espoo's districts by basic education only and unemployed of the labour force, from the highest sum of z-scores."""


def view_of(
    indicator_id: str, place: str = "major_district", recipe: Recipe | None = None, language: str = "en"
) -> InequalityView:
    own = MapView(
        Reader(language, "049"),
        load_catalogue()[indicator_id],
        load_observations(indicator_id),
        PLACES[place],
        EVERYBODY,
    )
    areas = read_areas_view({"lang": language, "level": place})
    usual = stated_recipe({}, offered_variables(areas))
    return InequalityView(own, areas, (usual if recipe is None else recipe).without(indicator_id))


def districts_in_2016() -> pd.DataFrame:
    rows = load_observations("low_income_adults")
    return rows[
        (rows["area_level"] == "MAJOR_DISTRICT") & rows["area_code"].isin(WORST_FIRST) & (rows["period"] == "2016")
    ]


def test_the_gap_is_the_highest_less_the_lowest_of_each_period() -> None:
    view = view_of("low_income_adults")
    gaps = dict(view.gaps())
    assert list(gaps) == ["2015", "2016"]
    assert (gaps["2016"].highest_code, gaps["2016"].lowest_code) == ("0492", "0497")
    assert gaps["2016"].highest == pytest.approx(20.1534214)
    assert gaps["2016"].lowest == pytest.approx(14.7884694)
    assert gaps["2016"].difference == pytest.approx(20.1534214 - 14.7884694)
    assert view.difference(gaps["2016"].difference) == "5.4 percentage points"
    assert view_of("low_income_adults", language="fi").difference(5.365) == "5,4 prosenttiyksikköä"


def test_a_difference_of_euros_is_in_euros() -> None:
    assert view_of("mean_income_adults").difference(8008.49) == "€8,008"


def test_areas_stand_from_the_worst_off_to_the_best_off() -> None:
    slope = view_of("low_income_adults").slope("2016")
    assert slope is not None
    assert list(slope.points["area_code"]) == WORST_FIRST
    assert slope.points["rank"].is_monotonic_increasing
    assert slope.points["share"].sum() == pytest.approx(1)
    # The first area's middle is half of its share of the adults: 27,732 of 206,944.
    assert slope.points["rank"].iloc[0] == pytest.approx(27732.032239 / 206944 / 2, rel=1e-5)


def test_the_slope_of_one_period_is_that_of_the_lists_in_order() -> None:
    ordered = districts_in_2016().set_index("area_code").loc[WORST_FIRST]
    values, people = ordered["value"].tolist(), ordered["denominator"].tolist()
    errors = ((ordered["ci_upper_95"] - ordered["ci_lower_95"]) / 3.92).tolist()
    slope = view_of("low_income_adults").slope("2016")
    assert slope is not None
    assert tuple(slope.index) == pytest.approx(tuple(slope_index(values, people, errors)))
    assert tuple(slope.ratio) == pytest.approx(tuple(relative_index(values, people, errors)))
    assert slope.attributable == pytest.approx(attributable_part(values, people))
    # And by the textbook: a line through values and ranks, weighted by people.
    share = np.array(people) / sum(people)
    by_fit = np.polyfit(np.cumsum(share) - share / 2, values, 1, w=np.sqrt(share))
    assert slope.index.value == pytest.approx(by_fit[0])


def test_the_drawn_line_is_the_fitted_one() -> None:
    slope = view_of("low_income_adults").slope("2016")
    assert slope is not None
    points, ends = slope.points, slope.ends
    by_fit = np.polyfit(points["rank"], points["value"], 1, w=np.sqrt(points["share"]))
    assert ends == pytest.approx((np.polyval(by_fit, 0), np.polyval(by_fit, 1)))
    assert ends[1] / ends[0] == pytest.approx(float(slope.ratio.value))


def test_the_recipe_leaves_the_indicator_itself_out() -> None:
    view = view_of("low_income_adults")
    assert view.recipe.variables == ("basic_education_only", "unemployed_of_labour_force")
    # Suur-Tapiola has the most adults with a low income; without that variable it is the best off.
    assert view.scores.idxmin() == "0492"


def test_without_counts_a_slope_has_no_interval() -> None:
    slope = view_of("mean_income_adults").slope("2016")
    assert slope is not None
    assert float(slope.index.value) == pytest.approx(5954.979, abs=0.01)
    assert np.isnan(slope.index.ci_lower)


@pytest.mark.parametrize("recipe", [Recipe({}, {}), Recipe({"low_income_adults": 1}, {"low_income_adults": 1.0})])
def test_without_another_variable_there_is_no_order_and_no_slope(recipe: Recipe) -> None:
    view = view_of("low_income_adults", recipe=recipe)
    assert view.scores.empty
    assert view.slope("2016") is None


def test_without_a_base_there_is_no_slope() -> None:
    assert view_of("low_income_rate", "municipality").slope("2019") is None


def test_the_worst_off_end_is_the_high_end_of_the_index_whatever_the_direction() -> None:
    upside_down = Recipe({"basic_education_only": -1}, {"basic_education_only": 1.0})
    slope = view_of("low_income_adults", recipe=upside_down).slope("2016")
    assert slope is not None
    assert slope.points["area_code"].iloc[0] == "0492"


def test_segregation_is_summed_from_the_counts() -> None:
    every = view_of("low_income_adults").segregation()
    assert [period for period, _ in every] == ["2015", "2016"]
    found = every[-1][1]
    rows = districts_in_2016()
    group, rest = rows["numerator"], rows["denominator"] - rows["numerator"]
    by_hand = sum(abs(g / group.sum() - r / rest.sum()) for g, r in zip(group, rest, strict=True)) / 2
    assert found.dissimilarity == pytest.approx(by_hand) == pytest.approx(0.04174, abs=1e-5)
    met = sum(g / group.sum() * g / n for g, n in zip(group, rows["denominator"], strict=True))
    assert found.isolation == pytest.approx(met) == pytest.approx(0.17771, abs=1e-5)


def test_gini_and_theil_weigh_areas_by_their_base() -> None:
    _, found = view_of("low_income_adults").segregation()[-1]
    rows = districts_in_2016()
    share, people = rows["value"].to_numpy(), rows["denominator"].to_numpy() / rows["denominator"].sum()
    ratio = share / (people @ share)
    # Half the mean difference of two people, and the mean of x ln x.
    assert found.gini == pytest.approx(people @ np.abs(ratio[:, None] - ratio) @ people / 2)
    assert found.theil == pytest.approx(people @ (ratio * np.log(ratio)))


@pytest.mark.parametrize("indicator", ["mean_income_adults", "mean_age", "household_size", "diak_postal_unemployed"])
def test_means_and_positions_count_no_group(indicator: str) -> None:
    assert view_of(indicator).segregation() == []


def test_a_hidden_area_takes_no_part() -> None:
    slope = view_of("low_income_adults", "postal_area").slope("2016")
    assert slope is not None
    assert "02290" not in set(slope.points["area_code"])
    assert slope.points["value"].notna().all()
