"""Inequality between areas and within one distribution: examples by hand, slow twins, properties, edges."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import MeasureError
from indicators.measures.inequality import dissimilarity, gini, isolation, theil
from tests.oracles.inequality import dissimilarity_slowly, gini_slowly, isolation_slowly, theil_slowly

# --- dissimilarity and isolation


@st.composite
def areas(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """A group and the total of up to eight areas; at least one of the group and one of the rest."""
    rows = draw(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8))
    group, rest = ([row[i] for row in rows] for i in (0, 1))
    group[0], rest[-1] = group[0] + 1, rest[-1] + 1
    return group, [part + other for part, other in zip(group, rest, strict=True)]


def test_separation_by_hand() -> None:
    # Of the group 30 % and 70 %, of the rest 70 % and 30 %: 40 % would have to move.
    assert dissimilarity([30, 70], [100, 100]) == pytest.approx(0.4)
    assert isolation([30, 70], [100, 100]) == pytest.approx(0.3 * 0.3 + 0.7 * 0.7)


@given(rows=areas())
def test_separation_agrees_with_its_slow_twins(rows: tuple[list[int], list[int]]) -> None:
    assert dissimilarity(*rows) == pytest.approx(dissimilarity_slowly(*rows), abs=1e-9)
    assert isolation(*rows) == pytest.approx(isolation_slowly(*rows), abs=1e-9)


@given(rows=areas())
def test_separation_lies_between_none_and_full(rows: tuple[list[int], list[int]]) -> None:
    group, total = rows
    assert -1e-12 <= dissimilarity(group, total) <= 1 + 1e-12
    assert sum(group) / sum(total) - 1e-12 <= isolation(group, total) <= 1 + 1e-12


@given(rows=areas())
def test_the_rest_is_as_dissimilar_as_the_group(rows: tuple[list[int], list[int]]) -> None:
    group, total = rows
    rest = [whole - part for part, whole in zip(group, total, strict=True)]
    assert dissimilarity(rest, total) == pytest.approx(dissimilarity(group, total), abs=1e-12)


@given(people=st.lists(st.integers(1, 1000), min_size=1, max_size=8), share=st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_one_mix_everywhere_is_no_separation(people: list[int], share: float) -> None:
    group = [share * count for count in people]
    assert dissimilarity(group, people) == pytest.approx(0, abs=1e-9)
    assert isolation(group, people) == pytest.approx(share)


def test_fully_apart() -> None:
    assert dissimilarity([5, 0, 8], [5, 9, 8]) == 1
    assert isolation([5, 0, 8], [5, 9, 8]) == 1


def test_areas_with_a_missing_number_are_left_out() -> None:
    for index in (dissimilarity, isolation):
        assert index([30, math.nan, 70, 5], [100, 50, 100, math.nan]) == index([30, 70], [100, 100])


@pytest.mark.parametrize(
    ("group", "total"), [([], []), ([0, 0], [5, 5]), ([math.nan], [5]), ([0], [0]), ([1.0], [math.nan])]
)
def test_a_group_of_nobody_has_no_separation(group: list[float], total: list[float]) -> None:
    assert math.isnan(dissimilarity(group, total))
    assert math.isnan(isolation(group, total))


def test_a_group_of_everybody_is_isolated_but_dissimilar_to_nobody() -> None:
    assert math.isnan(dissimilarity([5, 7], [5, 7]))
    assert math.isnan(dissimilarity([0.1 + 0.2], [0.3]))
    assert isolation([5, 7], [5, 7]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("group", "total", "message"),
    [
        ([1, 9], [5, 8], r"position 1.*exceeds the total.*group 9, total 8"),
        ([math.nan, 1, 9], [5, 5, 8], r"position 2.*exceeds"),
        ([1, -1], [5, 8], r"position 1.*group -1"),
        ([1, 1], [5, -8], r"position 1.*total -8"),
        ([1, 1], [5], "one length"),
    ],
)
def test_areas_that_are_not_allowed_are_named(group: Any, total: Any, message: str) -> None:
    for index in (dissimilarity, isolation):
        with pytest.raises(MeasureError, match=message):
            index(group, total)


# --- Theil and Gini

BOTH = pytest.mark.parametrize("index", [theil, gini])
WEIGHTED = st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 100)), min_size=1, max_size=8).filter(
    lambda rows: any(value for value, _ in rows)
)
Index = Callable[..., float]


def test_one_has_all() -> None:
    # One of four has everything: T = ln 4, and G = 1 − ¼ (no correction for a sample).
    assert theil([0, 0, 0, 8]) == pytest.approx(math.log(4))
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)


def test_two_of_three_parts_by_hand() -> None:
    # 1 and 3: mean 2; T = ½(½ ln ½ + 1½ ln 1½), G = mean difference over pairs 1, over twice the mean 4.
    assert theil([1, 3]) == pytest.approx(0.25 * math.log(0.5) + 0.75 * math.log(1.5))
    assert gini([1, 3]) == pytest.approx(0.25)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)


@given(rows=WEIGHTED)
def test_theil_and_gini_agree_with_their_slow_twins(rows: list[tuple[int, int]]) -> None:
    values, weights = ([row[i] for row in rows] for i in (0, 1))
    assert theil(values, weights) == pytest.approx(theil_slowly(values, weights), abs=1e-9)
    assert gini(values, weights) == pytest.approx(gini_slowly(values, weights), abs=1e-9)


@BOTH
@given(rows=WEIGHTED, times=st.floats(0.01, 1000))
def test_scale_and_replication_do_not_matter(index: Index, rows: list[tuple[int, int]], times: float) -> None:
    values, weights = ([row[i] for row in rows] for i in (0, 1))
    once = index(values, weights)
    assert index([times * value for value in values], weights) == pytest.approx(once, abs=1e-9)
    assert index(values, [times * weight for weight in weights]) == pytest.approx(once, abs=1e-9)
    assert index(values * 3, weights * 3) == pytest.approx(once, abs=1e-9)


@BOTH
@given(rows=WEIGHTED)
def test_a_weight_is_so_many_of_the_same(index: Index, rows: list[tuple[int, int]]) -> None:
    one_by_one = [value for value, weight in rows for _ in range(weight)]
    weighted = index([value for value, _ in rows], [weight for _, weight in rows])
    assert index(one_by_one) == pytest.approx(weighted, abs=1e-9)


@given(rows=WEIGHTED, data=st.data())
def test_bounds_and_order(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(rows))
    (values, weights), (others, with_them) = (zip(*each, strict=True) for each in (rows, mixed))
    assert 0 <= gini(values, weights) < 1
    assert 0 <= theil(values, weights) <= math.log(sum(weights) / min(weights)) + 1e-12
    assert gini(others, with_them) == pytest.approx(gini(values, weights), abs=1e-12)
    assert theil(others, with_them) == pytest.approx(theil(values, weights), abs=1e-12)


@BOTH
@given(value=st.floats(0.001, 1e6), number=st.integers(1, 20))
def test_equal_values_are_equal(index: Index, value: float, number: int) -> None:
    assert index([value] * number) == pytest.approx(0, abs=1e-12)


@BOTH
def test_areas_with_a_missing_value_or_weight_are_left_out(index: Index) -> None:
    assert index([1, math.nan, 3, 7], [1, 1, 2, math.nan]) == index([1, 3], [1, 2])
    assert index([1, math.nan, 3]) == index([1, 3])


@BOTH
@pytest.mark.parametrize(
    ("values", "weights"), [([], None), ([math.nan], None), ([0, 0], None), ([1, 2], [0, 0]), ([0, 2], [1, 0])]
)
def test_nothing_left_or_nothing_in_all_has_no_index(index: Index, values: list[float], weights: Any) -> None:
    assert math.isnan(index(values, weights))


@BOTH
def test_negative_values_and_other_lengths_are_named(index: Index) -> None:
    with pytest.raises(MeasureError, match=r"position 1.*values -2"):
        index([1, -2])
    with pytest.raises(MeasureError, match=r"position 0.*weights -1"):
        index([1, 2], [-1, 1])
    with pytest.raises(MeasureError, match="one length"):
        index([1, 2], [1])
