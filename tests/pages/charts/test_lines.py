"""Series as figure objects: gaps, breaks, labels at the ends, the axis."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts.line_chart import BreakLine, Line, LineChart
from pages.charts.lines import (
    LABEL_GAP,
    build_lines_figure,
    build_small_multiples_figure,
    label_heights,
    line_colours,
)
from pages.charts.style import BENCHMARK


def line(code: str, values: list[float | None], *, is_benchmark: bool = False) -> Line:
    years = [2010.0 + i for i in range(len(values))]
    return Line(code, code, years, values, [""] * len(values), "1,0 %", is_benchmark)


OWN, CITY = line("0491", [1.0, None, 3.0]), line("049", [2.0, 2.0, 2.0], is_benchmark=True)
CHART = LineChart(
    [OWN, CITY], ",\u00a0", True, [BreakLine(2011.5, "2012", "syy")], {2010.0: "2010", 2011.0: "2011", 2012.0: "2012"}
)


def test_a_gap_stays_a_gap() -> None:
    trace = build_lines_figure(CHART).data[0]
    assert list(trace.y) == [1.0, None, 3.0]
    assert trace.connectgaps is False


def test_each_line_is_labelled_at_its_last_value() -> None:
    texts = {note.text: note.x for note in build_lines_figure(CHART).layout.annotations}
    assert texts["0491\u20021,0 %"] == 2012.0


def test_a_break_is_a_dotted_line_with_its_reason() -> None:
    figure = build_lines_figure(CHART)
    assert figure.layout.shapes[0].x0 == 2011.5
    assert "syy" in [note.hovertext for note in figure.layout.annotations]


def test_the_axis_starts_from_zero_only_when_asked() -> None:
    assert build_lines_figure(CHART).layout.yaxis.rangemode == "tozero"
    assert build_lines_figure(replace(CHART, from_zero=False)).layout.yaxis.rangemode == "normal"


def test_numbers_use_the_readers_separators() -> None:
    assert build_lines_figure(CHART).layout.separators == ",\u00a0"


def test_benchmarks_are_dark_grey_and_dotted() -> None:
    assert line_colours(CHART.lines)["049"] == BENCHMARK
    assert build_lines_figure(CHART).data[1].line.dash == "dot"


def test_the_newest_period_is_always_named_on_the_axis() -> None:
    ticks = {float(year): str(year) for year in range(1990, 2013)}
    shown = build_lines_figure(replace(CHART, ticks=ticks)).layout.xaxis.ticktext
    assert shown[-1] == "2012"
    assert len(shown) <= 9


def test_small_multiples_have_a_panel_an_area_with_the_nearest_benchmark() -> None:
    chart = replace(
        CHART, breaks=[], lines=[line("a", [1.0]), line("b", [2.0]), line("c", [3.0]), line("d", [1.0]), CITY]
    )
    figure = build_small_multiples_figure(chart)
    assert len(figure.data) == 8
    assert [note.text.split(" ")[0] for note in figure.layout.annotations] == ["a", "b", "c", "d"]


def test_a_break_is_marked_in_every_panel_and_in_no_empty_one() -> None:
    figure = build_small_multiples_figure(replace(CHART, lines=[line(name, [1.0]) for name in "abcd"]))
    assert [(shape.x0, shape.xref) for shape in figure.layout.shapes] == [(2011.5, f"x{i}") for i in ("", 2, 3, 4)]
    assert [note.hovertext for note in figure.layout.annotations if note.text == "⁄⁄"] == ["syy"] * 4


@pytest.mark.parametrize(("from_zero", "ends"), [(True, (0.0, 3.18)), (False, (0.88, 3.12))])
def test_small_multiples_have_common_axes_without_plotlys_own_sharing(from_zero: bool, ends: tuple[float, ...]) -> None:
    lines = [line(name, [value]) for name, value in (("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 1.0))]
    figure = build_small_multiples_figure(replace(CHART, lines=lines, from_zero=from_zero))
    assert all(axis.matches is None for axis in [*figure.select_yaxes(), *figure.select_xaxes()])
    assert [axis.range for axis in figure.select_yaxes()] == [pytest.approx(ends)] * 6


def test_on_a_phone_names_stand_in_a_legend_and_only_values_at_the_ends() -> None:
    figure = build_lines_figure(CHART, narrow=True)
    assert figure.layout.showlegend
    assert [trace.name for trace in figure.data] == ["0491", "049"]
    assert {note.text for note in figure.layout.annotations} == {"1,0 %", "⁄⁄"}
    assert figure.layout.margin.r < build_lines_figure(CHART).layout.margin.r
    assert not build_lines_figure(CHART).layout.showlegend


def test_on_a_phone_small_multiples_stand_in_two_columns_with_the_value_under_the_name() -> None:
    lines = [line(name, [1.0]) for name in "abcd"]
    figure = build_small_multiples_figure(replace(CHART, lines=lines), narrow=True)
    assert len(list(figure.select_xaxes())) == 4
    assert figure.layout.annotations[0].text == "a<br>1,0 %"


def test_periods_stand_under_the_lowest_panel_of_each_column_and_values_at_the_left() -> None:
    figure = build_small_multiples_figure(replace(CHART, lines=[line(name, [1.0]) for name in "abcd"]))
    assert [axis.showticklabels for axis in figure.select_xaxes()][:4] == [False, True, True, True]
    assert [axis.showticklabels for axis in figure.select_yaxes()][:4] == [True, False, False, True]


def test_nothing_to_draw_is_an_empty_figure() -> None:
    assert not build_lines_figure(replace(CHART, lines=[], ticks={}, breaks=[])).data


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=9))
def test_labels_never_overlap_and_never_sink_below_their_line(ends: list[float]) -> None:
    chart = replace(CHART, lines=[line(str(i), [end]) for i, end in enumerate(ends)])
    heights = [height for height in label_heights(chart) if height is not None]
    span = max(ends) or 1.0
    ordered = sorted(heights)
    assert all(high - low >= LABEL_GAP * span * 0.999 for low, high in itertools.pairwise(ordered))
    assert all(height >= end for height, end in zip(heights, ends, strict=True))
