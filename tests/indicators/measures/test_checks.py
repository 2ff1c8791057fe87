"""The checks every method asks for first, at their edges."""

import numpy as np
import pytest

from indicators.errors import MeasureError
from indicators.measures.checks import columns, refuse, refuse_negative, stratum_reason

NAN = float("nan")


def test_lists_become_columns_of_one_length() -> None:
    first, second = columns(deaths=[1, None], people=(2.5, 3))
    assert first.tolist()[0] == 1.0
    assert np.isnan(first[1])
    assert second.tolist() == [2.5, 3.0]


@pytest.mark.parametrize("given", [{"a": [1, 2], "b": [1]}, {"a": 1.0}, {"a": [[1, 2]]}])
def test_other_shapes_are_refused_with_their_names(given: dict[str, object]) -> None:
    with pytest.raises(MeasureError, match=r"lists of one length are needed, not a \("):
        columns(**given)


def test_the_first_broken_position_is_named_with_what_stood_there() -> None:
    numbers = np.array([1.0, 2.0, 1_000_001.0])
    with pytest.raises(MeasureError, match=r"^position 2: too many \(count 1000001\)$"):
        refuse(numbers > 2, "too many", count=numbers)
    refuse(numbers > 1e9, "too many", count=numbers)


@pytest.mark.parametrize("wrong", [-1.0, float("inf")])
def test_negative_and_infinite_numbers_are_refused_and_missing_ones_pass(wrong: float) -> None:
    refuse_negative(count=np.array([0.0, NAN, 5.0]))
    with pytest.raises(MeasureError, match=r"position 1: zero or a positive number is needed \(people "):
        refuse_negative(count=np.array([0.0, 1.0]), people=np.array([0.0, wrong]))


@pytest.mark.parametrize(
    ("people", "deaths", "reason"),
    [
        ([1.0, 2.0], [0.0, 1.0], ""),
        ([], [], "missing_stratum"),
        ([1.0, NAN], [0.0, 1.0], "missing_stratum"),
        ([1.0, 2.0], [NAN, 1.0], "missing_stratum"),
        ([1.0, 0.0], [0.0, 1.0], "stratum_without_population"),
    ],
)
def test_strata_that_cannot_be_summed_say_why(people: list[float], deaths: list[float], reason: str) -> None:
    assert stratum_reason(np.array(people), np.array(deaths)) == reason
