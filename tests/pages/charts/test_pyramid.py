"""The age structure as a figure object: one side or two, marks, room for what is drawn."""

from dataclasses import replace

import pytest

from pages.charts.pyramid import AgeBar, build_pyramid_figure

TOGETHER = [AgeBar("0–6", 8.0, 9.0, "8,0 %"), AgeBar("7–15", 12.0, 10.0, "12,0 %"), AgeBar("16+", 80.0, 81.0, "80,0 %")]
BY_SEX = [
    AgeBar("0–15", 10.0, 9.0, "10 %", 11.0, 9.5, "11 %"),
    AgeBar("16+", 38.0, 40.0, "38 %", 41.0, 41.5, "41 %"),
]


def test_without_sexes_all_bars_stand_on_one_side_from_zero() -> None:
    figure = build_pyramid_figure(TOGETHER)
    bars, marks = figure.data
    assert (bars.type, bars.orientation, list(bars.x)) == ("bar", "h", [8.0, 12.0, 80.0])
    assert list(bars.text) == ["8,0 %", "12,0 %", "80,0 %"]
    assert list(marks.x) == [9.0, 10.0, 81.0]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 81


def test_women_stand_on_the_left_and_men_on_the_right_of_a_middle_zero() -> None:
    figure = build_pyramid_figure(BY_SEX)
    left, left_marks, right, right_marks = figure.data
    assert list(left.x) == [-11.0, -41.0]
    assert list(left_marks.x) == [-9.5, -41.5]
    assert list(right.x) == [10.0, 38.0]
    assert list(right_marks.x) == [9.0, 40.0]
    assert (list(left.text), list(right.text)) == (["11 %", "41 %"], ["10 %", "38 %"])
    low, high = figure.layout.xaxis.range
    assert low == -high
    assert high > 41.5
    assert figure.layout.barmode == "overlay", "both sides stand in one row"


def test_the_youngest_stand_at_the_foot() -> None:
    figure = build_pyramid_figure(TOGETHER)
    assert all(list(trace.y) == ["0–6", "7–15", "16+"] for trace in figure.data)
    assert figure.layout.yaxis.type == "category", "0–6 is a name, not a date"
    assert figure.layout.yaxis.autorange is None


def test_the_longest_share_leaves_room_for_its_number() -> None:
    assert build_pyramid_figure(TOGETHER[:1]).layout.xaxis.range[1] >= 1.2 * 8


@pytest.mark.parametrize("bars", [TOGETHER, BY_SEX], ids=["together", "by sex"])
def test_without_a_benchmark_there_are_no_marks(bars: list[AgeBar]) -> None:
    alone = [replace(bar, right_benchmark=None, left_benchmark=None) for bar in bars]
    assert {trace.type for trace in build_pyramid_figure(alone).data} == {"bar"}


def test_a_benchmark_of_some_ages_only_marks_those() -> None:
    bars = [replace(TOGETHER[0], right_benchmark=None), *TOGETHER[1:]]
    assert list(build_pyramid_figure(bars).data[1].x) == [None, 10.0, 81.0]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_benchmark_far_beyond_the_bars_lies_within_the_axis(side: str) -> None:
    bars = [replace(bar, **{f"{side}_benchmark": 95.0}) for bar in BY_SEX]
    low, high = build_pyramid_figure(bars).layout.xaxis.range
    assert low < -95
    assert high > 95


def test_an_age_that_one_side_lacks_is_absent_on_that_side_alone() -> None:
    bars = [replace(BY_SEX[0], left=None, left_benchmark=None, left_text=""), BY_SEX[1]]
    left, left_marks, right, _ = build_pyramid_figure(bars).data
    assert (list(left.x), list(left_marks.x)) == ([None, -41.0], [None, -41.5])
    assert list(right.x) == [10.0, 38.0]


def test_nobody_of_an_age_is_a_bar_of_zero() -> None:
    figure = build_pyramid_figure([AgeBar("0–6", 0.0, None, "0 %", 0.0, None, "0 %")])
    assert [list(trace.x) for trace in figure.data] == [[0.0], [0.0]]
    low, high = figure.layout.xaxis.range
    assert low < 0 < high


def test_each_age_adds_a_row_and_no_ages_are_still_a_figure() -> None:
    heights = [build_pyramid_figure(TOGETHER[:number]).layout.height for number in range(4)]
    assert heights == sorted(set(heights))
    assert not build_pyramid_figure([]).data
