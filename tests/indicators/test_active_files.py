"""Which files may hold an indicator: none too few, whatever the order and the overlaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.active_files import ActiveFile, ActiveFiles, Stretch, changed_stretches

names = st.sampled_from("abcdefghij")
stretches = st.tuples(names, names).map(lambda ends: (min(ends), max(ends)))
tables = st.lists(st.none() | stretches, max_size=12)


def files(*held: Stretch | None, version: int = 1) -> ActiveFiles:
    """Files that hold these stretches, named by their place."""
    return ActiveFiles(version, tuple(ActiveFile(f"{n}.parquet", 10, 1, each) for n, each in enumerate(held)))


@given(tables, st.sets(names))
def test_exactly_the_files_that_may_hold_an_indicator_are_named(held: list[Stretch | None], wanted: set[str]) -> None:
    expected = {
        f"{n}.parquet"
        for n, each in enumerate(held)
        if any(each is None or each[0] <= indicator_id <= each[1] for indicator_id in wanted)
    }
    assert set(files(*held).holding(wanted)) == expected


def test_files_are_named_in_the_order_of_what_they_hold() -> None:
    assert files(("d", "f"), ("a", "d"), ("x", "y")).overlapping([("c", "e")]) == ("1.parquet", "0.parquet")


@pytest.mark.parametrize(
    ("held", "crowded"),
    [
        ([], []),
        ([("a", "b")] * 3, []),
        ([("a", "b")] * 4, [("a", "b")]),
        ([("a", "c"), ("c", "d"), ("c", "e"), ("c", "c"), ("f", "z")], [("a", "e")]),
        ([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f")], []),
    ],
)
def test_a_stretch_is_crowded_when_more_than_three_files_may_hold_one_indicator(
    held: list[Stretch], crowded: list[Stretch]
) -> None:
    assert files(*held).crowded() == crowded


@given(tables)
def test_crowded_stretches_hold_every_crowded_indicator_and_lie_apart(held: list[Stretch | None]) -> None:
    found = files(*held).crowded(most=2)
    depth = {name: sum(bool(each) and each[0] <= name <= each[1] for each in held) for name in "abcdefghij"}
    for name, many in depth.items():
        if many > 2:
            assert any(least <= name <= greatest for least, greatest in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert bool(found) == any(many > 2 for many in depth.values())


def test_what_changed_between_versions_is_what_came_and_went() -> None:
    before = ActiveFiles(1, (ActiveFile("same", 1, 1, ("a", "z")), ActiveFile("old", 1, 1, ("c", "e"))))
    after = ActiveFiles(2, (ActiveFile("same", 1, 1, ("a", "z")), ActiveFile("new", 1, 1, ("d", "f"))))
    assert changed_stretches(before, after) == [("c", "f")]
    assert changed_stretches(before, before) == []
    unknown = ActiveFiles(3, (ActiveFile("unknown", 1, 1, None),))
    assert changed_stretches(before, unknown) is None
