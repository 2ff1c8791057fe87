"""Areas alike: distances by hand, against the slow twin, and what must not matter."""

import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.similarity import contributions, distances
from tests.oracles.similarity import distances_slowly, squares_slowly

VARIABLES = ["size", "age", "jobs"]
EQUAL = dict.fromkeys(VARIABLES, 1.0)
TARGET = "000"

figures = st.integers(-20, 22).map(lambda number: None if number > 20 else float(number))
tables = st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=9).map(
    lambda rows: pd.DataFrame(rows, [f"{n:03}" for n in range(len(rows))], VARIABLES, dtype=float)
)
recipes = st.fixed_dictionaries({name: st.integers(0, 5).map(float) for name in VARIABLES}).filter(
    lambda weights: sum(weights.values()) > 0
)


def areas(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame(columns, [f"{n:03}" for n in range(len(next(iter(columns.values()))))])


def as_dicts(table: pd.DataFrame) -> dict[str, dict[str, float | None]]:
    return {
        str(area): {str(name): None if math.isnan(value) else float(value) for name, value in row.items()}
        for area, row in table.iterrows()
    }


def test_distances_by_hand() -> None:
    """Both columns have mean 0 and population SD 1, so the figures are their own z-scores."""
    table = areas(size=[1.0, 1.0, -1.0, -1.0], age=[1.0, -1.0, 1.0, -1.0])
    found = distances(table, TARGET, {"size": 3.0, "age": 1.0})
    assert found.to_dict() == pytest.approx({"001": 1.0, "002": math.sqrt(3), "003": 2.0})
    assert found.index.tolist() == ["001", "002", "003"]
    assert contributions(table, TARGET, "003", {"size": 3.0, "age": 1.0}).to_dict() == {"size": 0.75, "age": 0.25}


def test_only_the_variables_with_a_weight_are_used() -> None:
    table = areas(size=[1.0, 2.0, 4.0], age=[math.nan] * 3)
    assert distances(table, TARGET, {"size": 1.0}).index.tolist() == ["001", "002"]


@settings(max_examples=60, deadline=None)
@given(table=tables, weights=recipes)
def test_distances_are_what_the_loops_give(table: pd.DataFrame, weights: dict[str, float]) -> None:
    found = distances(table, TARGET, weights)
    assert found.to_dict() == pytest.approx(distances_slowly(as_dicts(table), TARGET, weights), abs=1e-9)
    assert found.round(8).is_monotonic_increasing


@settings(max_examples=60, deadline=None)
@given(table=tables, weights=recipes)
def test_contributions_are_what_the_loops_give(table: pd.DataFrame, weights: dict[str, float]) -> None:
    for other, squares in squares_slowly(as_dicts(table), TARGET, weights).items():
        found = contributions(table, TARGET, other, weights)
        total = sum(squares.values())
        assert found.index.tolist() == list(weights)
        assert found.to_dict() == pytest.approx({name: part / (total or 1.0) for name, part in squares.items()})
        assert found.sum() == pytest.approx(1.0 if total else 0.0)


@settings(max_examples=40, deadline=None)
@given(table=tables, weights=recipes, factor=st.sampled_from([0.1, 2.0, 1e6]))
def test_neither_order_nor_units_nor_the_sum_of_weights_matter(
    table: pd.DataFrame, weights: dict[str, float], factor: float
) -> None:
    order = random.Random(1).sample(list(table.index), len(table))
    moved = table.loc[order].assign(size=table["size"] * factor, age=table["age"] - 5)
    first = distances(table, TARGET, weights)
    second = distances(moved, TARGET, {name: weight * factor for name, weight in weights.items()})
    pd.testing.assert_series_equal(first, second, atol=1e-7)


@settings(max_examples=40, deadline=None)
@given(table=tables, weights=recipes)
def test_a_distance_is_the_same_both_ways(table: pd.DataFrame, weights: dict[str, float]) -> None:
    for other, distance in distances(table, TARGET, weights).items():
        assert distances(table, str(other), weights)[TARGET] == pytest.approx(distance)
        there, back = (
            contributions(table, TARGET, str(other), weights),
            contributions(table, str(other), TARGET, weights),
        )
        pd.testing.assert_series_equal(there, back)


def test_twins_are_no_distance_apart_and_share_out_nothing() -> None:
    table = areas(size=[1.0, 5.0, 1.0], age=[2.0, 0.0, 2.0])
    assert distances(table, TARGET, {"size": 1, "age": 1}).index.tolist() == ["002", "001"]
    assert distances(table, TARGET, {"size": 1, "age": 1})["002"] == 0.0
    assert contributions(table, TARGET, "002", {"size": 1, "age": 1}).tolist() == [0.0, 0.0]
    assert contributions(table, TARGET, TARGET, {"size": 1, "age": 1}).tolist() == [0.0, 0.0]


def test_ties_are_in_order_of_code_even_when_rounding_noise_parts_them() -> None:
    table = areas(size=[0.3, 0.6, 0.0, 0.3 + 0.3, 0.1 + 0.2]).loc[["004", "003", "002", "001", "000"]]
    assert distances(table, TARGET, {"size": 1}).index.tolist() == ["004", "001", "002", "003"]


def test_an_area_that_misses_a_chosen_variable_is_left_out_and_moves_nobody() -> None:
    table = areas(size=[1.0, 2.0, 4.0, 900.0, math.inf], age=[3.0, 1.0, 2.0, math.nan, 1.0])
    weights = {"size": 1.0, "age": 2.0}
    pd.testing.assert_series_equal(distances(table, TARGET, weights), distances(table.iloc[:3], TARGET, weights))
    assert contributions(table, TARGET, "003", weights).empty


def test_a_target_that_misses_a_chosen_variable_has_no_distances() -> None:
    table = areas(size=[math.nan, 2.0, 4.0])
    assert distances(table, TARGET, {"size": 1}).empty
    assert contributions(table, TARGET, "001", {"size": 1}).empty


def test_a_column_without_figures_leaves_nobody_and_a_single_area_has_no_others() -> None:
    assert distances(areas(size=[np.nan, np.nan]), TARGET, {"size": 1}).empty
    assert distances(areas(size=[1.0]), TARGET, {"size": 1}).empty


def test_a_variable_without_variation_adds_nothing() -> None:
    table = areas(size=[1.0, 2.0, 4.0], age=[0.3, 0.1 + 0.2, 0.3])
    alone = distances(table, TARGET, {"size": 1})
    both = distances(table, TARGET, {"size": 1, "age": 3})
    assert both.tolist() == pytest.approx((alone / 2).tolist())
    assert contributions(table, TARGET, "001", {"size": 1, "age": 3}).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("target", "weights", "message"),
    [
        ("999", {"size": 1}, "area: 999 is not in the table"),
        (TARGET, {"wealth": 1}, "wealth is not in the table"),
        (TARGET, {"size": -1}, "size has -1"),
        (TARGET, {"size": 0}, "all are 0"),
        (TARGET, {}, "none chosen"),
    ],
)
def test_what_cannot_be_compared_is_refused(target: str, weights: dict[str, float], message: str) -> None:
    table = areas(size=[1.0, 2.0])
    with pytest.raises(MeasureError, match=message):
        distances(table, target, weights)
    with pytest.raises(MeasureError, match=message):
        contributions(table, target, "001", weights)
    with pytest.raises(MeasureError, match="area: 999"):
        contributions(table, TARGET, "999", {"size": 1})


def test_the_table_is_left_alone() -> None:
    table = areas(size=[1.0, 2.0], age=[math.nan, 1.0], jobs=[1.0, 2.0])
    before = table.copy()
    distances(table, TARGET, EQUAL)
    pd.testing.assert_frame_equal(table, before)
