"""Shares by age: they sum to everybody, and one hidden group hides all."""

import pytest

from indicators.age_structure import age_shares, ages_in, sexes_in
from tests.indicators.examples import hidden, observations

ALL = ("_T",)


def people(*groups: tuple[str, str, float | None]) -> list[dict[str, object]]:
    """Rows of (sex, age, count); None is a hidden count."""
    return [
        ({"value": count, "numerator": count} if count is not None else hidden()) | {"sex": sex, "age_group": age}
        for sex, age, count in groups
    ]


KNOWN = observations(*people(("_T", "_T", 200.0), ("_T", "0-6", 50.0), ("_T", "7-15", 150.0)))


def test_ages_stand_from_young_to_old_without_the_total() -> None:
    assert ages_in(observations(*people(("_T", "85+", 1.0), ("_T", "7-15", 1.0), ("_T", "_T", 2.0)))) == ["7-15", "85+"]


def test_shares_are_percent_of_everybody() -> None:
    assert age_shares(KNOWN, ALL, ["0-6", "7-15"]) == {("_T", "0-6"): 25.0, ("_T", "7-15"): 75.0}


def test_sexes_are_told_apart_only_where_ages_are_divided_by_sex() -> None:
    assert sexes_in(KNOWN) == ALL
    divided = observations(*people(("_T", "_T", 10.0), ("F", "0-6", 6.0), ("M", "0-6", 4.0), ("F", "_T", 6.0)))
    assert sexes_in(divided) == ("F", "M")
    assert age_shares(divided, ("F", "M"), ["0-6"]) == {("F", "0-6"): 60.0, ("M", "0-6"): 40.0}
    undivided = observations(*people(("_T", "_T", 10.0), ("F", "_T", 6.0), ("_T", "0-6", 10.0)))
    assert sexes_in(undivided) == ALL


@pytest.mark.parametrize(
    "groups",
    [
        [("_T", "_T", 200.0), ("_T", "0-6", None), ("_T", "7-15", 150.0)],
        [("_T", "_T", None), ("_T", "0-6", 50.0), ("_T", "7-15", 150.0)],
        [("_T", "_T", 0.0), ("_T", "0-6", 0.0), ("_T", "7-15", 0.0)],
        [("_T", "_T", 200.0), ("_T", "0-6", 50.0)],
    ],
    ids=["a hidden age", "a hidden total", "nobody", "an age without a row"],
)
def test_one_unknown_group_leaves_no_shares(groups: list[tuple[str, str, float | None]]) -> None:
    assert age_shares(observations(*people(*groups)), ALL, ["0-6", "7-15"]) == {}
