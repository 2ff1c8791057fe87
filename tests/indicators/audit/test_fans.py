"""The audit of fans: what it counts, and that it can fail."""

import pytest

from indicators.audit import fans
from indicators.audit.__main__ import REPORT
from indicators.measures.trend import Fan


def test_a_fan_of_everything_always_holds_and_one_of_nothing_never(monkeypatch: pytest.MonkeyPatch) -> None:
    for reach, held in ((1e9, 1.0), (0.0, 0.0)):
        ends = [[-reach] * 5, [reach] * 5] * 2
        monkeypatch.setattr(fans, "forecast_fan", lambda values, ahead, ends=ends: Fan(*ends))
        rows = list(fans.coverage("random walk", 10, series=8))
        assert [(row.ahead, row.series, row.held_80, row.held_95) for row in rows] == [
            (1, 8, held, held),
            (5, 8, held, held),
        ]


def test_the_next_year_lies_mostly_within_the_wider_fan() -> None:
    next_year, _ = fans.coverage("level with noise", 15, series=25)
    assert next_year.held_95 >= 0.85
    assert next_year.held_80 <= next_year.held_95


def test_the_report_tells_of_every_kind_and_length() -> None:
    report = REPORT.read_text(encoding="utf-8")
    for kind in fans.KINDS:
        assert report.count(f"| {kind} | ") == len(fans.LENGTHS) * len(fans.AHEAD)
