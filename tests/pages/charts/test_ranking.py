"""Ranked bars as a figure object."""

from pages.charts.ranking import Bar, build_ranking_figure
from pages.charts.style import ACCENT, PALE

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
