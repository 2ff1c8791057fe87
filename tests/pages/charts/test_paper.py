"""The map and the series on paper: ticks, and labels that are all seen."""

import pytest

from pages.api.choices import read_choices
from pages.charts.paper import _tick_text, build_lines_sheet
from pages.components.view_of_trends import TrendsView


def test_every_line_has_its_label_however_close_the_lines_are() -> None:
    choices = read_choices({"indicator": "low_income_adults", "level": "major_district"})
    parts = (choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    view = TrendsView(*parts, ["0491", "0493", "0494"])
    figure = build_lines_sheet(view, from_zero=True, source="Lähde.")
    labels = figure.axes[0].texts
    assert len(labels) == len(view.chart(from_zero=True).lines)
    assert not any(label.get_annotation_clip() for label in labels)


@pytest.mark.parametrize(
    ("value", "text"),
    [(20.0, "20"), (2.5, "2,5"), (0.28, "0,28"), (0.30000000000000004, "0,3"), (12_500.0, "12\u00a0500"), (0.0, "0")],
)
def test_a_tick_has_just_the_decimals_it_needs(value: float, text: str) -> None:
    assert _tick_text(value, "fi") == text
