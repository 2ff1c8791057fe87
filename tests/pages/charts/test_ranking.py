"""Ranked bars as a figure object."""

import numpy as np
import pytest

from pages.charts.ranking import Bar, build_ranking_figure
from pages.charts.style import ACCENT, BENCHMARK, NOT_COMPARED, PALE

BARS = [Bar("0492", "Suur-Tapiola", 20.2, "20,2 %"), Bar("0491", "Suur-Leppävaara", None, "ei tietoa")]


def test_bars_keep_their_order_names_and_written_numbers() -> None:
    figure = build_ranking_figure(BARS)
    bars, numbers = figure.data
    assert list(bars.x) == [20.2, None]
    assert [name.strip() for name in figure.layout.yaxis.ticktext] == ["Suur-Tapiola", "Suur-Leppävaara"]
    assert list(numbers.text) == ["20,2 %", "ei tietoa"]
    low_end, high_end = figure.layout.yaxis.range
    assert low_end > high_end, "the first bar stands at the top"


def test_the_benchmark_is_a_line_with_its_label() -> None:
    figure = build_ranking_figure(BARS, ("Espoo 17,6 %", 17.6))
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 17.6
    assert figure.layout.annotations[0].text == "Espoo 17,6 %"


def test_the_axis_holds_zero_the_longest_bar_and_the_benchmark() -> None:
    low, high = build_ranking_figure(BARS, ("", 50.0)).layout.xaxis.range
    assert low == 0
    assert high > 50


def test_negative_values_start_left_of_zero() -> None:
    low, _ = build_ranking_figure([Bar("a", "A", -5.0, "−5"), Bar("b", "B", 3.0, "3")]).layout.xaxis.range
    assert low == -5


def test_the_selected_area_has_the_accent_colour() -> None:
    colours = build_ranking_figure(BARS, selected="0491").data[0].marker.color
    assert list(colours) == [PALE, ACCENT]


def test_nothing_known_is_still_a_figure() -> None:
    assert build_ranking_figure([Bar("a", "A", None, "")]).layout.xaxis.range[1] > 0


# --- whiskers

DOUBTFUL = [
    Bar("a", "A", 20.0, "20", interval=(18.0, 23.0)),
    Bar("b", "B", 10.0, "10"),
    Bar("c", "C", None, "ei tietoa"),
]


def test_a_whisker_reaches_from_one_end_of_the_interval_to_the_other() -> None:
    whiskers = build_ranking_figure(DOUBTFUL).data[0].error_x
    assert (whiskers.type, whiskers.symmetric) == ("data", False)
    assert (whiskers.arrayminus[0], whiskers.array[0]) == (2.0, 3.0)


def test_a_bar_without_an_interval_has_no_whisker_not_one_without_length() -> None:
    """A list's None becomes a length of 0 in the browser, which plotly draws as a stroke; a typed NaN is nothing."""
    figure = build_ranking_figure(DOUBTFUL)
    whiskers = figure.data[0].error_x
    assert np.isnan([*whiskers.array[1:], *whiskers.arrayminus[1:]]).all()
    assert set(figure.to_plotly_json()["data"][0]["error_x"]["array"]) == {"dtype", "bdata"}


def test_an_interval_of_a_hidden_value_draws_no_whisker() -> None:
    bars = [*DOUBTFUL[:2], Bar("c", "C", None, "ei tietoa", interval=(1.0, 2.0))]
    figure = build_ranking_figure(bars)
    assert list(figure.data[0].x) == [20.0, 10.0, None]
    assert np.isnan(figure.data[0].error_x.array[2])


@pytest.mark.parametrize("interval", [(20.0, 20.0), (20.0 + 1e-12, 21.0), (19.0, 20.0 - 1e-12)])
def test_a_whisker_is_never_shorter_than_nothing(interval: tuple[float, float]) -> None:
    whiskers = build_ranking_figure([Bar("a", "A", 20.0, "20", interval=interval)]).data[0].error_x
    assert min(*whiskers.array, *whiskers.arrayminus) >= 0


def test_without_intervals_there_are_no_whiskers() -> None:
    assert build_ranking_figure(BARS).data[0].error_x.array is None


@pytest.mark.parametrize(
    "bars",
    [
        [Bar("a", "A", 20.0, "20", interval=(5.0, 90.0)), Bar("b", "B", 30.0, "30")],
        [Bar("a", "A", -1.0, "−1", interval=(-9.0, 4.0))],
        [Bar("a", "A", -5.0, "−5", interval=(-9.0, -4.0), mark=-12.0)],
        [Bar("a", "A", 5.0, "5", mark=40.0)],
        [Bar("a", "A", 0.0, "0", interval=(0.0, 0.0))],
    ],
)
def test_whiskers_and_marks_lie_within_the_axis_and_before_the_numbers(bars: list[Bar]) -> None:
    figure = build_ranking_figure(bars)
    low, high = figure.layout.xaxis.range
    drawn = [end for bar in bars for end in (*(bar.interval or ()), bar.mark, bar.value) if end is not None]
    assert low <= min(drawn)
    assert low < high
    assert max(drawn) + 0.25 * (max(0.0, *drawn) - low) <= high, "numbers stand in a column of their own"
    assert set(figure.data[1].x) == {high}


# --- marks and colours


def test_a_mark_stands_on_its_bar_and_only_where_there_is_one() -> None:
    bars = [Bar("a", "A", 20.0, "20", mark=25.0), Bar("b", "B", 10.0, "10"), Bar("c", "C", None, "", mark=0.0)]
    marks = build_ranking_figure(bars).data[2]
    assert (list(marks.x), list(marks.y)) == ([25.0, None, 0.0], [0, 1, 2])
    assert marks.marker.color == BENCHMARK
    assert marks.mode == "markers"


def test_without_marks_there_are_bars_and_numbers_only() -> None:
    assert [trace.type for trace in build_ranking_figure(DOUBTFUL).data] == ["bar", "scatter"]


def test_the_colour_of_a_test_goes_before_that_of_the_selected_area() -> None:
    bars = [Bar("a", "A", 1.0, "1", colour="#2166ac"), Bar("b", "B", 2.0, "2"), Bar("c", "C", 3.0, "3")]
    assert list(build_ranking_figure(bars, selected="a").data[0].marker.color) == ["#2166ac", PALE, PALE]
    assert list(build_ranking_figure(bars, selected="c").data[0].marker.color) == ["#2166ac", PALE, ACCENT]


def test_a_bar_in_white_has_an_edge_and_one_without_a_test_has_none() -> None:
    bars = [Bar("a", "A", 1.0, "1", colour=NOT_COMPARED), Bar("b", "B", 2.0, "2")]
    edge = build_ranking_figure(bars).data[0].marker.line
    assert edge.width[0] > 0
    assert edge.width[1] == 0
    assert edge.color not in (None, NOT_COMPARED)
    assert build_ranking_figure(BARS).data[0].marker.line.width is None


def test_equal_values_have_equal_bars() -> None:
    figure = build_ranking_figure([Bar(code, code, 7.0, "7", interval=(6.0, 8.0)) for code in "abc"])
    assert list(figure.data[0].x) == [7.0] * 3
    assert list(figure.data[0].error_x.array) == [1.0] * 3
