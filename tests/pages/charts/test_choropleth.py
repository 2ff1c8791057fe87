"""The map as a figure object: one trace, geometry by URL, one byte an area; other years as text."""

from dataclasses import replace

import numpy as np
import pytest

from pages.charts.choropleth import (
    CLASS_LETTERS,
    HIDDEN_FIGURE,
    NO_FIGURE,
    MapContent,
    build_map_figure,
    colour_scale,
    encode_classes,
    zoom_to,
)
from pages.charts.style import COMPARED, HIDDEN, MISSING, SEQUENTIAL

ESPOO = (24.5, 60.05, 24.87, 60.36)
CONTENT = MapContent(
    area_codes=("0491", "0492", "0493"),
    classes=np.array([0, HIDDEN_FIGURE, NO_FIGURE]),
    hover=("1", "hidden", "none"),
    colours=SEQUENTIAL[3],
    geometry_url="/geometry/major_district-2014-049.json",
    neighbours_url="/geometry/municipality-2025.json",
    bounds=ESPOO,
    width=620,
    language="sv",
    period="2016",
)


def test_one_trace_with_geometry_by_url_and_codes_as_text() -> None:
    figure = build_map_figure(CONTENT)
    assert len(figure.data) == 1
    trace = figure.data[0]
    assert trace.geojson == "/geometry/major_district-2014-049.json"
    assert list(trace.locations) == ["0491", "0492", "0493"]
    assert trace.z.dtype == np.int8
    assert list(trace.z) == [0, HIDDEN_FIGURE, NO_FIGURE]


def test_hover_takes_the_name_in_the_readers_language_from_the_geometry_and_names_the_period() -> None:
    template = build_map_figure(CONTENT).data[0].hovertemplate
    assert "%{properties.sv}" in template
    assert "<br>2016<" in template


def test_the_style_names_no_glyphs_and_no_server() -> None:
    style = str(build_map_figure(CONTENT).layout.map.style)
    assert "glyphs" not in style
    assert "http" not in style


def test_the_style_has_a_source_because_plotly_drops_an_empty_mapping_and_maplibre_demands_one() -> None:
    assert build_map_figure(CONTENT).layout.map.style["sources"]


def test_classes_of_another_period_are_a_letter_an_area() -> None:
    assert encode_classes(CONTENT.classes) == "0hn"
    assert encode_classes(np.arange(NO_FIGURE, 6)) == CLASS_LETTERS


def test_there_is_a_letter_for_every_class_that_has_a_colour() -> None:
    most = max(*SEQUENTIAL, len(COMPARED) + 1)  # "not compared" is one more
    assert len(CLASS_LETTERS) == most - NO_FIGURE


def test_the_selected_area_alone_is_outlined() -> None:
    line = build_map_figure(replace(CONTENT, selected="0492")).data[0].marker.line
    assert list(line.width) == [1, 3, 1]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_each_class_index_falls_in_its_own_colour_step(count: int) -> None:
    scale = colour_scale(SEQUENTIAL[count])
    low, high = NO_FIGURE - 0.5, count - 0.5
    for index, colour in zip(range(NO_FIGURE, count), (MISSING, HIDDEN, *SEQUENTIAL[count]), strict=True):
        place = (index - low) / (high - low)
        steps = [(scale[i][0], scale[i + 1][0], scale[i][1]) for i in range(0, len(scale), 2)]
        assert [each for start, end, each in steps if start < place < end] == [colour]


def test_zoom_shows_the_whole_of_the_bounds() -> None:
    wide, narrow = zoom_to(ESPOO, 620, 520), zoom_to(ESPOO, 150, 520)
    assert narrow["zoom"] < wide["zoom"]
    assert wide["center"]["lon"] == pytest.approx((24.5 + 24.87) / 2)
    pixels_across = (ESPOO[2] - ESPOO[0]) / 360 * 512 * 2 ** wide["zoom"]
    assert pixels_across <= 620


def test_a_year_of_308_municipalities_weighs_under_six_kilobytes() -> None:
    codes = tuple(f"{code:03d}" for code in range(308))
    content = replace(CONTENT, area_codes=codes, classes=np.zeros(308), hover=("",) * 308)
    assert len(build_map_figure(content).to_json()) < 6_000
