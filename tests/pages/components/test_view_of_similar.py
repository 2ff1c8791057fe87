"""Municipalities like the home area: by the usual variables, by hand, and never one that is gone."""

import numpy as np
import pytest

from pages.components.reader import Reader, home_options
from pages.components.view_of_similar import (
    NEAREST,
    SHOWN,
    USUAL_VARIABLES,
    SimilarView,
    municipality_values,
    on_scale,
    similar_municipalities,
)


def view_of(home: str = "049", **weights: float) -> SimilarView:
    values, periods = municipality_values()
    return SimilarView(Reader("en", home), values, periods, weights or dict.fromkeys(USUAL_VARIABLES, 1.0))


def test_the_municipalities_most_like_espoo() -> None:
    # Helsinki, Kirkkonummi, Oulu, Vantaa, Kaarina.
    assert similar_municipalities("049") == ("091", "257", "564", "092", "202")


def test_the_distance_is_what_a_calculator_says() -> None:
    values, _ = municipality_values()
    table = values[list(USUAL_VARIABLES)].dropna()
    table = table.assign(population=np.log10(table["population"]))
    scaled = (table - table.mean()) / table.std(ddof=0)
    by_hand = np.sqrt(((scaled.loc["091"] - scaled.loc["049"]) ** 2).mean())
    assert view_of().distances["091"] == pytest.approx(by_hand) == pytest.approx(0.660, abs=1e-3)


@pytest.mark.parametrize("home", home_options())
def test_the_nearest_stand_first_and_home_is_not_among_them(home: str) -> None:
    distances = view_of(home).distances
    assert distances.round(9).is_monotonic_increasing
    assert home not in distances.index
    assert similar_municipalities(home) == tuple(distances.index[:NEAREST])
    assert len(view_of(home).nearest()) == SHOWN


def test_a_weight_brings_its_variable_forward() -> None:
    heavy = view_of(population=3.0, low_income_rate=0.5)
    light = view_of(population=0.5, low_income_rate=3.0)
    population = heavy.values["population"]
    assert abs(np.log10(population[heavy.distances.index[0]] / population["049"])) < 0.3
    rate = light.values["low_income_rate"]
    # Porvoo has Espoo's very rate but a sixth of its residents.
    assert rate["638"] == rate["049"] == 9.6
    assert list(light.distances.index).index("638") == 1 < list(heavy.distances.index).index("638")


def test_what_differs_most_is_named() -> None:
    # Helsinki: 39.2 % of families have children, Espoo 46.3 %. Kirkkonummi is a seventh of Espoo's size.
    assert view_of().main_difference("091") == "families_with_children"
    assert view_of().main_difference("257") == "population"


def test_todays_municipalities_are_compared_and_those_without_a_figure_counted() -> None:
    view = view_of()
    assert len(view.values) == 308
    assert "588" not in view.values.index, "Pertunmaa was joined to Mäntyharju"
    missing = view.values[list(USUAL_VARIABLES)].isna().any(axis="columns").sum()
    assert view.left_out() == missing == 308 - 1 - len(view.distances)


def test_a_home_area_without_a_figure_has_nobody_to_resemble() -> None:
    values, periods = municipality_values()
    lacking = values.copy()
    lacking.loc["049", "low_income_rate"] = np.nan
    view = SimilarView(Reader("en", "049"), lacking, periods, {"low_income_rate": 1.0})
    assert view.distances.empty


def test_counts_are_compared_by_their_logarithm_and_nobody_is_no_number() -> None:
    values, _ = municipality_values()
    scaled = on_scale(values)
    assert scaled.loc["049", "population"] == pytest.approx(np.log10(values.loc["049", "population"]))
    assert scaled["low_income_rate"].equals(values["low_income_rate"])
    empty = values.copy()
    empty.loc["049", "population"] = 0
    assert np.isnan(on_scale(empty).loc["049", "population"])
