"""Map classes: the optimum of Fisher and Jenks, and sense at the edges."""

import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.classification import MOST_VALUES, class_breaks, classify

NAN = float("nan")
VALUES = st.lists(st.integers(-1000, 1000).map(lambda n: n / 10), min_size=1, max_size=40)


def squared_deviation(values: np.ndarray, classes: np.ndarray) -> float:
    return sum(float(((part := values[classes == i]) - part.mean()).__pow__(2).sum()) for i in np.unique(classes))


def oracle_deviation(values: np.ndarray, k: int) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Numba not installed": slow is fine for an oracle
        classes = mapclassify.FisherJenks(values, k=k).yb
    return squared_deviation(values, classes)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.integers(1, 6))
def test_no_division_has_less_deviation_than_ours(values: list[float], k: int) -> None:
    """mapclassify finds the same optimum; the edges may differ where two divisions are equally good."""
    numbers = np.array(values)
    breaks = class_breaks(values, 40, k)
    k_used = len(breaks) - 1
    assert k_used == min(k, len(set(values)))
    ours = squared_deviation(numbers, classify(values, breaks))
    assert ours == pytest.approx(oracle_deviation(numbers, k_used), abs=1e-6)


@settings(deadline=None)
@given(VALUES, st.integers(1, 6))
def test_every_class_holds_a_value_and_edges_ascend(values: list[float], k: int) -> None:
    breaks = class_breaks(values, 40, k)
    assert list(breaks) == sorted(breaks)
    assert (breaks[0], breaks[-1]) == (min(values), max(values))
    assert set(breaks) <= set(values)
    assert set(classify(values, breaks)) == set(range(len(breaks) - 1))


@settings(deadline=None)
@given(VALUES, st.randoms())
def test_order_and_gaps_change_nothing(values: list[float], random: object) -> None:
    shuffled = [*values, NAN, float("inf")]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert class_breaks(shuffled, 40) == class_breaks(values, 40)


def test_the_same_edges_as_mapclassify_on_a_plain_case() -> None:
    values = np.random.default_rng(7).normal(50, 12, 120).round(2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = mapclassify.FisherJenks(values, k=5)
    breaks = class_breaks(values, 120)
    assert breaks[1:] == tuple(expected.bins)
    assert classify(values, breaks).tolist() == expected.yb.tolist()


@pytest.mark.parametrize(("area_count", "classes"), [(7, 3), (19, 3), (20, 5), (309, 5)])
def test_three_classes_for_few_areas_and_else_five(area_count: int, classes: int) -> None:
    assert len(class_breaks(range(30), area_count)) == classes + 1


def test_clear_groups_are_found() -> None:
    assert class_breaks([1, 2, 10, 11, 30, 31], 6) == (1, 2, 11, 31)


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([], ()),
        ([NAN, NAN], ()),
        ([5.0], (5.0, 5.0)),
        ([5.0, 5.0, NAN], (5.0, 5.0)),
        ([1.0, 2.0, 2.0], (1.0, 1.0, 2.0)),
        ([0.0, 0.0, 0.0], (0.0, 0.0)),
    ],
)
def test_few_values(values: list[float], breaks: tuple[float, ...]) -> None:
    assert class_breaks(values, 7) == breaks


def test_large_close_values_do_not_cancel() -> None:
    values = [1e9 + step for step in (0.0, 0.1, 5.0, 5.1, 9.0, 9.1)]
    assert class_breaks(values, 6) == (values[0], values[1], values[3], values[5])


def test_many_values_are_sampled_alike_every_time_with_their_extremes() -> None:
    values = np.random.default_rng(3).normal(size=MOST_VALUES * 4)
    breaks = class_breaks(values, 309)
    assert breaks == class_breaks(values[::-1], 309)
    assert (breaks[0], breaks[-1]) == (values.min(), values.max())


def test_classify_at_the_edges() -> None:
    breaks = (1.0, 2.0, 11.0, 31.0)
    assert classify([1, 2, 2.1, 11, 11.5, 31, NAN], breaks).tolist() == [0, 0, 1, 1, 2, 2, -1]


def test_classify_outside_the_edges_and_without_classes() -> None:
    assert classify([-5, 99, float("inf")], (1.0, 2.0, 3.0)).tolist() == [0, 1, -1]
    assert classify([1, NAN], ()).tolist() == [-1, -1]
    assert classify([5.0], (5.0, 5.0)).tolist() == [0]
    assert classify([], (1.0, 2.0)).tolist() == []
