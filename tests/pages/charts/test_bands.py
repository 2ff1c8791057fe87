"""Bands of doubt behind lines, as figure objects: gaps stay gaps, few lines only, the fan of the next years."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from indicators.measures.trend import Fan, forecast_fan
from pages.charts.bands import BANDS_AT_MOST, LONE_PERIOD, band_of, bands_of
from pages.charts.line_chart import Line, LineChart
from pages.charts.lines import build_lines_figure, build_small_multiples_figure, line_colours
from pages.charts.style import LINES

Point = tuple[float, float]


def line(code: str, lower: list[float | None], *, width: float = 2.0, is_benchmark: bool = False) -> Line:
    """A line from 2010 on whose values lie in the middle of intervals of one width."""
    upper = [None if end is None else end + width for end in lower]
    values = [None if end is None else end + width / 2 for end in lower]
    years = [2010.0 + place for place in range(len(lower))]
    return Line(code, code, years, values, [""] * len(lower), "1", is_benchmark, lower, upper)


def without_interval(code: str) -> Line:
    return replace(line(code, [1.0, 2.0]), lower=(), upper=())


def chart(*lines: Line, fan: tuple[list[float], Fan] | None = None) -> LineChart:
    return LineChart(lines, ",\u00a0", True, fan=fan)


def bands(picture: LineChart) -> list[go.Scatter]:
    return bands_of(picture, line_colours(picture.lines))


def polygons(band: go.Scatter) -> list[list[Point]]:
    """The corners of each polygon: points up to the empty one."""
    found: list[list[Point]] = [[]]
    for x, y in zip(band.x, band.y, strict=True):
        assert (x is None) is (y is None)
        if x is None:
            found.append([])
        else:
            found[-1].append((x, y))
    assert found.pop() == [], "the last polygon is closed too"
    return found


def only(found: list[go.Scatter]) -> go.Scatter:
    (band,) = found
    return band


WHOLE = line("049", [1.0, 2.0, 3.0])
FAN = Fan(*(np.array(ends) for ends in ([4.0, 3.5], [6.0, 6.5], [3.0, 2.0], [7.0, 8.0])))
AHEAD = ([2013.0, 2014.0], FAN)


def test_a_band_runs_along_the_lower_ends_and_back_along_the_upper_ones() -> None:
    band = band_of(WHOLE, "#123456")
    assert band is not None
    there, back = [(2010, 1), (2011, 2), (2012, 3)], [(2012, 5), (2011, 4), (2010, 3)]
    assert polygons(band) == [[*there, *back, (2010, 1)]]
    assert (band.fill, band.fillcolor, band.line.width) == ("toself", "#123456", 0)
    assert band.hoverinfo == "skip", "the band is under the line and takes no pointer"
    assert not band.showlegend
    assert 0 < band.opacity < 0.5


def test_a_gap_stays_a_gap_in_the_band() -> None:
    band = band_of(line("049", [1.0, 2.0, None, 4.0, 5.0]), "#000000")
    assert band is not None
    first, second = polygons(band)
    assert {x for x, _ in first} == {2010, 2011}
    assert {x for x, _ in second} == {2013, 2014}


@pytest.mark.parametrize(("lower", "place"), [([3.0], 2010), ([None, 3.0, None], 2011), ([1.0, 1.0, None, 3.0], 2013)])
def test_a_year_without_neighbours_has_a_narrow_band_that_can_be_seen(lower: list[float | None], place: int) -> None:
    band = band_of(line("049", lower), "#000000")
    assert band is not None
    corners = polygons(band)[-1]
    low, high = place - LONE_PERIOD, place + LONE_PERIOD
    assert corners == [(low, 3), (high, 3), (high, 5), (low, 5), (low, 3)]


@pytest.mark.parametrize("lower", [(), (None, None)])
def test_a_line_without_intervals_has_no_band(lower: tuple[float | None, ...]) -> None:
    assert band_of(replace(WHOLE, lower=lower, upper=lower), "#000000") is None


def test_equal_ends_are_a_band_without_height() -> None:
    band = band_of(line("049", [2.0, 2.0], width=0.0), "#000000")
    assert band is not None
    assert {y for _, y in polygons(band)[0]} == {2.0}


def test_each_of_two_lines_has_a_band_of_its_colour() -> None:
    found = bands(chart(WHOLE, line("091", [5.0, 6.0])))
    assert [band.fillcolor for band in found] == list(LINES[:2])


def test_more_than_two_lines_with_intervals_draw_no_band() -> None:
    assert BANDS_AT_MOST == 2
    assert bands(chart(*(line(code, [1.0, 2.0]) for code in ("049", "091", "092")))) == []


def test_lines_without_intervals_do_not_count_and_have_no_band() -> None:
    others = [without_interval(code) for code in ("091", "092", "235")]
    assert only(bands(chart(*others, WHOLE))).fillcolor == LINES[3]


def test_a_benchmark_has_no_band_and_does_not_count() -> None:
    compared = [line(code, [1.0, 2.0], is_benchmark=True) for code in ("03", "FI")]
    assert len(bands(chart(WHOLE, line("091", [5.0]), *compared))) == 2
    assert bands(chart(*compared)) == []


# --- the fan


def test_the_fan_opens_from_the_newest_figure_the_80_percent_area_over_the_95_percent_one() -> None:
    newest = (2012, 4)
    wide, narrow = bands(chart(replace(WHOLE, lower=(), upper=()), fan=AHEAD))
    assert polygons(wide) == [[newest, (2013, 3), (2014, 2), (2014, 8), (2013, 7), newest, newest]]
    assert polygons(narrow) == [[newest, (2013, 4), (2014, 3.5), (2014, 6.5), (2013, 6), newest, newest]]
    assert wide.opacity < narrow.opacity
    assert wide.fillcolor == narrow.fillcolor == LINES[0]


def test_the_fan_stands_beside_the_band_of_the_known_years() -> None:
    band, wide, narrow = bands(chart(WHOLE, fan=AHEAD))
    assert max(x for x, _ in polygons(band)[0]) == min(x for each in (wide, narrow) for x, _ in polygons(each)[0])


def test_the_fan_belongs_to_the_first_line_and_its_last_known_figure() -> None:
    hidden_end = replace(WHOLE, values=[2.0, 3.0, None], lower=(), upper=())
    benchmark = line("FI", [9.0, 9.0, 9.0], is_benchmark=True)
    for area in bands(chart(hidden_end, benchmark, fan=AHEAD)):
        assert polygons(area)[0][0] == (2011, 3)
        assert area.fillcolor == LINES[0]


def test_a_forecast_makes_a_fan_that_opens() -> None:
    fan = forecast_fan([10.0, 10.4, 9.9, 10.8, 10.3, 11.2, 10.9, 11.0, 11.6, 11.1, 11.9, 11.5], 5)
    assert fan is not None
    years = [2022.0 + place for place in range(5)]
    for each in bands(chart(without_interval("049"), fan=(years, fan))):
        (corners,) = polygons(each)
        heights = [corners[-2 - place][1] - corners[place][1] for place in range(6)]
        assert len(corners) == 2 * 6 + 1
        assert heights[0] == 0
        assert all(later > earlier for earlier, later in pairwise(heights))


def test_without_a_fan_there_is_none() -> None:
    assert bands(chart(without_interval("049"))) == []


# --- in the pictures


def test_bands_lie_under_the_lines() -> None:
    figure = build_lines_figure(chart(WHOLE, line("091", [5.0, 6.0])))
    assert [trace.fill for trace in figure.data] == ["toself", "toself", None, None]


def test_every_panel_of_small_multiples_has_its_band() -> None:
    figure = build_small_multiples_figure(chart(*(line(code, [1.0, 2.0]) for code in "abcd")))
    assert [(trace.fill, trace.xaxis) for trace in figure.data[:4]] == [
        ("toself", "x"),
        (None, "x"),
        ("toself", "x2"),
        (None, "x2"),
    ]
    assert len(figure.data) == 8


def test_a_line_has_no_intervals_and_a_chart_no_breaks_and_no_fan_unless_given() -> None:
    plain = Line("049", "Espoo", [2010.0], [1.0], [""], "1")
    assert (plain.lower, plain.upper, plain.is_benchmark) == ((), (), False)
    empty = LineChart([plain], ",\u00a0", True)
    assert (empty.breaks, empty.ticks, empty.fan) == ((), {}, None)
    assert empty.ticks is not LineChart([plain], ",\u00a0", True).ticks
