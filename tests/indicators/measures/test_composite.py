"""The open recipe: scales, directions, weights, missing figures, and how ranks move."""

import math
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.composite import index, rank_ranges
from tests.oracles.composite import index_slowly, rank_ranges_slowly, ranks_slowly

METHODS = ["z_scores", "min_max"]
VARIABLES = ["poor", "jobs", "health"]
DIRECTIONS = {"poor": 1, "jobs": -1, "health": 1}
EQUAL = dict.fromkeys(VARIABLES, 1.0)

TABLE = pd.DataFrame(
    {"poor": [1.0, 2.0, 3.0], "jobs": [10.0, 30.0, 20.0], "health": [5.0, 5.0, 8.0]}, ["005", "091", "837"]
)

figures = st.integers(-20, 22).map(lambda number: None if number > 20 else float(number))
tables = st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=9).map(
    lambda rows: pd.DataFrame(rows, [f"{n:03}" for n in range(len(rows))], VARIABLES, dtype=float)
)
recipes = st.fixed_dictionaries({name: st.integers(0, 5).map(float) for name in VARIABLES}).filter(
    lambda weights: sum(weights.values()) > 0
)
ways = st.fixed_dictionaries({name: st.sampled_from([1, -1]) for name in VARIABLES})
methods = st.sampled_from(METHODS)


def as_dicts(table: pd.DataFrame) -> dict[str, dict[str, float | None]]:
    return {
        str(area): {str(name): None if math.isnan(value) else float(value) for name, value in row.items()}
        for area, row in table.iterrows()
    }


def test_min_max_by_hand() -> None:
    found = index(TABLE, {"poor": 1, "jobs": -1}, {"poor": 3, "jobs": 1}, "min_max")
    assert found.parts.loc["005"].tolist() == [0.0, 25.0]
    assert found.parts.loc["091"].tolist() == [37.5, 0.0]
    assert found.parts.loc["837"].tolist() == [75.0, 12.5]
    assert found.scores.tolist() == [25.0, 37.5, 87.5]
    assert found.ranks.tolist() == [3, 2, 1]
    assert found.left_out == ()


def test_z_scores_by_hand() -> None:
    found = index(TABLE, {"poor": 1, "jobs": -1}, {"poor": 1, "jobs": 1})
    step = 1 / math.sqrt(2 / 3) / 2
    assert found.scores.tolist() == pytest.approx([0.0, -step, step])


def test_parts_follow_the_directions_in_their_order_and_other_columns_are_not_used() -> None:
    found = index(TABLE.assign(health=math.nan), {"jobs": 1, "poor": 1}, EQUAL | {"other": -1.0})
    assert found.parts.columns.tolist() == ["jobs", "poor"]
    assert found.scores.notna().all()


@settings(max_examples=60, deadline=None)
@given(table=tables, directions=ways, weights=recipes, method=methods)
def test_the_index_is_what_the_loops_give(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str
) -> None:
    found = index(table, directions, weights, method)
    slow = index_slowly(as_dicts(table), directions, weights, method)
    assert {area: dict(row) for area, row in found.parts.dropna().iterrows()} == {
        area: pytest.approx(row, abs=1e-9) for area, row in slow.items()
    }
    scores = {area: sum(row.values()) for area, row in slow.items()}
    assert found.ranks.dropna().to_dict() == ranks_slowly(scores)
    assert set(found.left_out) == set(table.index) - set(slow)


@settings(max_examples=40, deadline=None)
@given(table=tables, directions=ways, weights=recipes, method=methods)
def test_parts_sum_to_the_score_of_every_area(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str
) -> None:
    found = index(table, directions, weights, method)
    assert found.parts.index.tolist() == found.scores.index.tolist() == found.ranks.index.tolist() == list(table.index)
    sums = found.parts.sum(axis="columns", skipna=False).tolist()
    assert found.scores.tolist() == pytest.approx(sums, nan_ok=True)
    assert found.scores.isna().tolist() == [area in found.left_out for area in table.index]


@settings(max_examples=40, deadline=None)
@given(table=tables, directions=ways, weights=recipes, method=methods, factor=st.sampled_from([0.1, 3.0, 1e6]))
def test_neither_the_order_of_areas_nor_units_nor_the_sum_of_weights_matter(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str, factor: float
) -> None:
    order = random.Random(1).sample(list(table.index), len(table))
    heavier = {name: weight * factor for name, weight in weights.items()}
    first = index(table, directions, weights, method)
    second = index(table.loc[order].mul(factor).assign(jobs=lambda t: t["jobs"] + 3), directions, heavier, method)
    expected = first.scores[order].tolist()
    assert second.scores.tolist() == pytest.approx(expected, abs=1e-7, nan_ok=True)
    pd.testing.assert_series_equal(first.ranks[order], second.ranks)


def test_turning_every_direction_mirrors_the_index() -> None:
    turned = {name: -way for name, way in DIRECTIONS.items()}
    for method, top in (("z_scores", 0.0), ("min_max", 100.0)):
        mirrored = top - index(TABLE, turned, EQUAL, method).scores
        assert index(TABLE, DIRECTIONS, EQUAL, method).scores.tolist() == pytest.approx(mirrored.tolist())


def test_ties_share_the_best_rank_even_when_rounding_noise_parts_them() -> None:
    table = pd.DataFrame({"a": [0.1 + 0.2, 0.3, 0.9, 0.0], "b": [1.0, 1.0, 1.0, 2.0]}, list("wxyz"))
    assert index(table, {"a": 1, "b": 1}, {"a": 1, "b": 0}).ranks.tolist() == [2, 2, 1, 4]


def test_an_area_that_misses_a_chosen_variable_is_left_out_and_moves_nobody() -> None:
    extra = pd.DataFrame({"poor": [900.0, math.inf], "jobs": [math.nan, 1.0], "health": [1.0, 1.0]}, ["999", "998"])
    found = index(pd.concat([extra, TABLE]), DIRECTIONS, EQUAL)
    assert found.left_out == ("999", "998")
    assert found.scores[["999", "998"]].isna().all()
    assert found.ranks[["999", "998"]].isna().all()
    pd.testing.assert_series_equal(found.scores[TABLE.index], index(TABLE, DIRECTIONS, EQUAL).scores)


@pytest.mark.parametrize("method", METHODS)
def test_a_column_without_figures_leaves_everybody_out(method: str) -> None:
    found = index(TABLE.assign(jobs=np.nan), DIRECTIONS, EQUAL, method)
    assert found.left_out == ("005", "091", "837")
    assert found.scores.isna().all()
    assert found.ranks.isna().all()
    assert index(TABLE.iloc[:0], DIRECTIONS, EQUAL, method).scores.empty


@pytest.mark.parametrize(("method", "middle"), [("z_scores", 0.0), ("min_max", 50.0)])
def test_a_variable_without_variation_tells_nobody_apart(method: str, middle: float) -> None:
    found = index(TABLE.assign(jobs=[0.3, 0.1 + 0.2, 0.3]), DIRECTIONS, {"poor": 1, "jobs": 3, "health": 0}, method)
    assert found.parts["jobs"].tolist() == [middle * 0.75] * 3
    alone = index(TABLE.iloc[:1], DIRECTIONS, EQUAL, method)
    assert alone.scores.tolist() == pytest.approx([middle])
    assert alone.ranks.tolist() == [1]


def test_nullable_numbers_are_numbers() -> None:
    table = TABLE.astype("Float64")
    table.loc["005", "poor"] = pd.NA
    assert index(table, DIRECTIONS, EQUAL).left_out == ("005",)


@pytest.mark.parametrize("spelling", ["z_scores", "z-scores", "Z scores", "zscore", "z"])
def test_z_scores_may_be_spelt_in_many_ways(spelling: str) -> None:
    assert index(TABLE, DIRECTIONS, EQUAL, spelling).scores.equals(index(TABLE, DIRECTIONS, EQUAL).scores)


@pytest.mark.parametrize("spelling", ["min-max", "minmax", "Min Max"])
def test_min_max_may_be_spelt_in_many_ways(spelling: str) -> None:
    assert index(TABLE, DIRECTIONS, EQUAL, spelling).scores.equals(index(TABLE, DIRECTIONS, EQUAL, "min_max").scores)


@pytest.mark.parametrize(
    ("table", "directions", "weights", "method", "message"),
    [
        (TABLE, {"wealth": 1}, {"wealth": 1}, "z", "wealth is not in the table; choose among poor, jobs, health"),
        (TABLE, {}, {}, "z", "none chosen"),
        (TABLE, {"poor": 2}, EQUAL, "z", "poor has 2; give 1 or -1"),
        (TABLE, DIRECTIONS, EQUAL | {"jobs": -1.0}, "z", "jobs has -1.0; give a number of 0 or more"),
        (TABLE, DIRECTIONS, EQUAL | {"jobs": math.nan}, "z", "jobs has nan"),
        (TABLE, DIRECTIONS, EQUAL | {"jobs": math.inf}, "z", "jobs has inf"),
        (TABLE, DIRECTIONS, {"poor": 1.0}, "z", "jobs has nothing"),
        (TABLE, DIRECTIONS, dict.fromkeys(VARIABLES, 0.0), "z", "all are 0"),
        (TABLE, DIRECTIONS, EQUAL, "ranks", "'ranks' is unknown; give 'z_scores' or 'min_max'"),
        (pd.concat([TABLE, TABLE]), DIRECTIONS, EQUAL, "z", "areas: 005 stands twice"),
        (TABLE.set_axis(["poor", "jobs", "poor"], axis=1), {"poor": 1}, EQUAL, "z", "variables: poor stands twice"),
    ],
)
def test_a_recipe_that_cannot_be_cooked_is_refused(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str, message: str
) -> None:
    with pytest.raises(MeasureError, match=message):
        index(table, directions, weights, method)
    with pytest.raises(MeasureError, match=message):
        rank_ranges(table, directions, weights, method)


def test_rank_ranges_by_hand() -> None:
    table = pd.DataFrame({"a": [100.0, 0.0, 60.0], "b": [0.0, 100.0, 50.0]}, ["x", "y", "z"])
    found = rank_ranges(table, {"a": 1, "b": 1}, {"a": 3.0, "b": 2.0}, "min_max")
    assert found.columns.tolist() == ["rank", "best_rank", "worst_rank"]
    assert found.loc["x"].tolist() == [1, 1, 3]  # 60; equal 50; 75 and 43; 43 and 75
    assert found.loc["y"].tolist() == [3, 1, 3]  # 40; equal 50; 25 and 57; 57 and 25
    assert found.loc["z"].tolist() == [2, 1, 2]  # 56; equal 55; 57.5 and 54.3


@settings(max_examples=40, deadline=None)
@given(table=tables, directions=ways, weights=recipes, method=methods, factor=st.sampled_from([0.5, 2.0, 3.0]))
def test_rank_ranges_are_what_the_loops_give(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str, factor: float
) -> None:
    found = rank_ranges(table, directions, weights, method, factor).dropna()
    slow = rank_ranges_slowly(as_dicts(table), directions, weights, method, factor)
    assert dict(zip(found.index, zip(found["best_rank"], found["worst_rank"], strict=True), strict=True)) == slow


@settings(max_examples=25, deadline=None)
@given(table=tables, directions=ways, weights=recipes, method=methods)
def test_ranks_lie_between_the_best_and_the_worst(
    table: pd.DataFrame, directions: dict[str, int], weights: dict[str, float], method: str
) -> None:
    found = rank_ranges(table, directions, weights, method)
    assert found.index.tolist() == table.index.tolist()
    assert found["rank"].equals(index(table, directions, weights, method).ranks.rename("rank"))
    known = found.dropna()
    assert ((known["best_rank"] <= known["rank"]) & (known["rank"] <= known["worst_rank"])).all()
    assert known["best_rank"].min() == 1 or known.empty
    wider = rank_ranges(table, directions, dict.fromkeys(VARIABLES, 1.0), method, factor=1.0)
    assert wider["best_rank"].equals(wider["worst_rank"].rename("best_rank"))


@pytest.mark.parametrize("factor", [0.0, -2.0, math.nan, math.inf])
def test_a_factor_that_is_no_factor_is_refused(factor: float) -> None:
    with pytest.raises(MeasureError, match="factor"):
        rank_ranges(TABLE, DIRECTIONS, EQUAL, factor=factor)


def test_the_table_is_left_alone() -> None:
    before = TABLE.copy()
    rank_ranges(TABLE, DIRECTIONS, EQUAL)
    pd.testing.assert_frame_equal(TABLE, before)


def test_a_recipe_may_come_as_series() -> None:
    table = pd.DataFrame({"x": [1.0, 2.0, 4.0], "y": [3.0, 1.0, 2.0]}, index=["a", "b", "c"])
    plain = index(table, {"x": 1, "y": -1}, {"x": 2.0, "y": 1.0})
    assert index(table, pd.Series({"x": 1, "y": -1}), pd.Series({"y": 1.0, "x": 2.0})).scores.equals(plain.scores)
    pd.testing.assert_frame_equal(
        rank_ranges(table, pd.Series({"x": 1, "y": -1}), pd.Series({"x": 2.0, "y": 1.0})),
        rank_ranges(table, {"x": 1, "y": -1}, {"x": 2.0, "y": 1.0}),
    )
