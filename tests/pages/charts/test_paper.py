"""Pictures for paper: their ticks."""

import pytest

from pages.charts.paper import _tick_text


@pytest.mark.parametrize(
    ("value", "text"),
    [(20.0, "20"), (2.5, "2,5"), (0.28, "0,28"), (0.30000000000000004, "0,3"), (12_500.0, "12\u00a0500"), (0.0, "0")],
)
def test_a_tick_has_just_the_decimals_it_needs(value: float, text: str) -> None:
    assert _tick_text(value, "fi") == text
