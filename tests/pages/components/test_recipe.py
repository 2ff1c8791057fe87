"""The recipe of an area index as an address states it."""

import pytest

from indicators.model import Polarity
from pages.components.recipe import (
    DIRECTIONS,
    METHODS,
    MIN_MAX,
    USUAL,
    WEIGHTS,
    Z_SCORES,
    Recipe,
    stated_recipe,
    usual_direction,
    written_weight,
)
from tests.indicators.examples import share_definition

OFFERED = [*USUAL, "higher_education", "mean_age"]


def test_a_silent_address_means_the_usual_recipe() -> None:
    recipe = stated_recipe({}, OFFERED)
    assert recipe.variables == USUAL
    assert set(recipe.directions.values()) == {1}
    assert set(recipe.weights.values()) == {1.0}
    assert recipe.method == Z_SCORES


def test_an_address_states_variables_directions_weights_and_method() -> None:
    stated = {
        "variables": "mean_age~higher_education",
        "d_mean_age": "lowers",
        "w_higher_education": "0.5",
        "method": "min_max",
    }
    recipe = stated_recipe(stated, OFFERED)
    assert recipe == Recipe(
        {"mean_age": -1, "higher_education": -1}, {"mean_age": 1.0, "higher_education": 0.5}, MIN_MAX
    )


@pytest.mark.parametrize(
    ("name", "value"), [("w_low_income_adults", "99"), ("w_low_income_adults", "x"), ("method", "magic")]
)
def test_what_is_unknown_gives_way_to_the_usual(name: str, value: str) -> None:
    assert stated_recipe({name: value}, OFFERED) == stated_recipe({}, OFFERED)


@pytest.mark.parametrize("value", ["", "mars", "~~"])
def test_without_a_known_variable_the_recipe_is_empty(value: str) -> None:
    assert stated_recipe({"variables": value}, OFFERED).variables == ()


def test_a_variable_that_is_not_offered_is_left_out() -> None:
    assert stated_recipe({"variables": "mars~mean_age"}, OFFERED).variables == ("mean_age",)
    assert stated_recipe({}, ["basic_education_only"]).variables == ("basic_education_only",)


@pytest.mark.parametrize("way", ["sideways", ""])
def test_an_unknown_direction_leaves_every_direction_a_number(way: str) -> None:
    assert set(stated_recipe({"d_mean_age": way, "variables": "mean_age"}, OFFERED).directions.values()) <= {1, -1}


def test_a_recipe_without_one_variable_keeps_the_others_as_they_were() -> None:
    recipe = Recipe({"a": 1, "b": -1}, {"a": 2.0, "b": 0.5}, MIN_MAX)
    assert recipe.without("a") == Recipe({"b": -1}, {"b": 0.5}, MIN_MAX)
    assert recipe.without("c") == recipe
    assert recipe.variables == ("a", "b"), "the recipe itself has not changed"


@pytest.mark.parametrize(
    ("polarity", "way"),
    [
        (Polarity.HIGHER_IS_BETTER, "lowers"),
        (Polarity.LOWER_IS_BETTER, "raises"),
        (Polarity.NEUTRAL, "raises"),
    ],
)
def test_what_is_worse_raises_an_index_of_disadvantage(polarity: Polarity, way: str) -> None:
    assert usual_direction(share_definition(polarity=polarity)) == way


@pytest.mark.parametrize(("language", "written"), [("fi", "0,5"), ("sv", "0,5"), ("en", "0.5")])
def test_a_weight_is_written_as_the_reader_writes_numbers(language: str, written: str) -> None:
    assert written_weight(language)("0.5") == written


def test_every_choice_has_words() -> None:
    assert all([*DIRECTIONS.values(), *METHODS.values()])
    assert [float(weight) for weight in WEIGHTS] == sorted(map(float, WEIGHTS))
