"""The gap between areas and the slope over the index, as figure objects."""

from dataclasses import replace

import pytest

from pages.charts.inequality import NAMED_AT_MOST, NAMED_FROM, Gap, SlopePoint, build_gap_figure, build_slope_figure
from pages.charts.style import ACCENT

GAPS = [
    Gap("2012", 4.0, "Kauklahti", 9.0, "Leppävaara", "ero 5"),
    Gap("2017", 5.0, "Tapiola", 8.0, "Matinkylä", "ero 3"),
]
POINTS = [
    SlopePoint("Leppävaara", 0.2, 0.4, 12.0, "<b>Leppävaara</b><br>12"),
    SlopePoint("Nupuri", 0.41, 0.02, 8.0, "<b>Nupuri</b><br>8"),
    SlopePoint("Tapiola", 0.71, 0.58, 5.0, "<b>Tapiola</b><br>5"),
]
WORDS = ("huono-osaisin", "hyväosaisin")
SEPARATORS = ",\u00a0"


def many(number: int) -> list[Gap]:
    return [replace(GAPS[0], period=str(2000 + place)) for place in range(number)]


# --- the gap


def test_a_gap_reaches_from_the_lowest_to_the_highest_and_periods_are_parted() -> None:
    spans, highs, lows = build_gap_figure(GAPS, SEPARATORS).data
    assert list(spans.x) == ["2012"] * 3 + ["2017"] * 3
    assert list(spans.y) == [4.0, 9.0, None, 5.0, 8.0, None]
    assert not spans.connectgaps
    assert (list(highs.x), list(highs.y)) == (["2012", "2017"], [9.0, 8.0])
    assert (list(lows.x), list(lows.y)) == (["2012", "2017"], [4.0, 5.0])


def test_the_ends_bear_the_names_of_their_areas_above_and_below() -> None:
    _, highs, lows = build_gap_figure(GAPS, SEPARATORS).data
    assert (list(highs.text), highs.textposition) == (["Leppävaara", "Matinkylä"], "top center")
    assert (list(lows.text), lows.textposition) == (["Kauklahti", "Tapiola"], "bottom center")


@pytest.mark.parametrize(("number", "is_named"), [(NAMED_AT_MOST, True), (NAMED_AT_MOST + 1, False)])
def test_with_many_periods_names_are_told_under_the_pointer_only(number: int, is_named: bool) -> None:
    _, *ends = build_gap_figure(many(number), SEPARATORS).data
    for trace, name in zip(ends, ("Leppävaara", "Kauklahti"), strict=True):
        assert ("text" in trace.mode) is is_named
        assert (trace.text is not None) is is_named
        assert [list(told) for told in trace.customdata] == [[name, "ero 5"]] * number


def test_periods_are_names_in_the_order_given_and_not_years_on_a_scale() -> None:
    figure = build_gap_figure(GAPS, SEPARATORS)
    assert figure.layout.xaxis.type == "category"
    low, high = figure.layout.xaxis.range
    assert low < 0 < len(GAPS) - 1 < high


@pytest.mark.parametrize(
    "gaps",
    [GAPS, GAPS[:1], [replace(GAPS[0], low=9.0)], [replace(GAPS[0], low=0.0, high=0.0)], [replace(GAPS[0], low=-3.0)]],
    ids=["two", "single period", "equal values", "zeroes", "negative"],
)
def test_the_axis_holds_both_ends_with_air_for_their_names(gaps: list[Gap]) -> None:
    low, high = build_gap_figure(gaps, SEPARATORS).layout.yaxis.range
    assert low < min(gap.low for gap in gaps)
    assert high > max(gap.high for gap in gaps)


def test_no_gaps_are_still_a_figure() -> None:
    assert not any(trace.x for trace in build_gap_figure([], SEPARATORS).data)


# --- the slope


def test_areas_stand_at_their_place_on_the_index_as_wide_as_their_share() -> None:
    bars, _ = build_slope_figure(POINTS, (13.0, 3.0), WORDS, SEPARATORS).data
    assert list(bars.x) == [0.2, 0.41, 0.71]
    assert list(bars.width) == [0.4, 0.02, 0.58]
    assert list(bars.y) == [12.0, 8.0, 5.0]
    assert list(bars.customdata) == [point.hover for point in POINTS]


def test_a_name_is_left_out_on_a_narrow_bar() -> None:
    bars, _ = build_slope_figure(POINTS, (13.0, 3.0), WORDS, SEPARATORS).data
    assert list(bars.text) == ["Leppävaara", "", "Tapiola"]
    just = [replace(POINTS[1], share=NAMED_FROM)]
    assert list(build_slope_figure(just, None, WORDS, SEPARATORS).data[0].text) == ["Nupuri"]


def test_the_fitted_line_runs_from_end_to_end_of_the_index() -> None:
    _, line = build_slope_figure(POINTS, (13.0, 3.0), WORDS, SEPARATORS).data
    assert (list(line.x), list(line.y)) == ([0, 1], [13.0, 3.0])
    assert (line.mode, line.line.color) == ("lines", ACCENT)


def test_without_a_fit_there_is_no_line() -> None:
    assert [trace.type for trace in build_slope_figure(POINTS, None, WORDS, SEPARATORS).data] == ["bar"]


def test_the_ends_of_the_index_are_named_and_values_start_from_zero() -> None:
    layout = build_slope_figure(POINTS, None, WORDS, SEPARATORS).layout
    ends = [(note.text, note.x, note.xanchor) for note in layout.annotations]
    assert ends == [("huono-osaisin", 0, "left"), ("hyväosaisin", 1, "right")], "both are written inwards"
    assert not layout.xaxis.showticklabels
    assert list(layout.xaxis.range) == [0, 1]
    assert layout.yaxis.rangemode == "tozero"


def test_both_pictures_use_the_readers_separators() -> None:
    assert build_gap_figure(GAPS, SEPARATORS).layout.separators == SEPARATORS
    assert build_slope_figure(POINTS, None, WORDS, SEPARATORS).layout.separators == SEPARATORS
