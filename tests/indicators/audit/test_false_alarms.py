"""The audit of false alarms: right counts, power where there is a trend, and a report that is up to date."""

import numpy as np
import pytest

from indicators.audit import false_alarms
from indicators.audit.__main__ import REPORT
from indicators.audit.false_alarms import (
    Cell,
    markdown,
    mean_reach,
    of_counts,
    of_kendall,
    of_means,
    of_rates,
    of_shares,
    tables,
    together,
)
from indicators.measures.intervals import mean_interval

FEW = 4_000
SENSIBLE = 0.006
"""Three times the promised rate: a rate beyond it in 4,000 series is no chance."""


@pytest.mark.parametrize(
    "cell",
    [
        of_counts(0.1, 1_000, FEW),
        of_shares(0.3, 10_000, FEW),
        of_rates(1_000, FEW),
        of_means(100, FEW),
        of_kendall(15, runs=FEW),
    ],
    ids=lambda cell: cell.series,
)
def test_a_series_without_change_seldom_raises_an_alarm(cell: Cell) -> None:
    assert cell.runs == FEW
    assert 0 < cell.rate < SENSIBLE


def test_a_planted_trend_is_found_nearly_always() -> None:
    """From 10 to 14 % in five years among 10,000 persons: nine standard errors."""
    assert of_counts(0.1, 10_000, FEW, rise=0.01).rate > 0.999


def test_a_small_planted_trend_is_found_more_often_than_none() -> None:
    assert 0.05 < of_counts(0.1, 10_000, FEW, rise=0.002).rate < 0.95


def test_years_that_resemble_each_other_raise_more_alarms() -> None:
    rates = [of_kendall(15, correlation, FEW).rate for correlation in (0.0, 0.3, 0.6)]
    assert rates == sorted(rates)
    assert rates[-1] > 10 * false_alarms.PROMISED


def test_a_cell_is_the_same_whenever_it_is_computed() -> None:
    assert of_counts(0.3, 200, FEW) == of_counts(0.3, 200, FEW)


def test_a_loose_limit_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the 95 % point of χ² (3.84) one series in twenty raises an alarm: the audit can fail."""
    monkeypatch.setattr(false_alarms, "CHI2_LIMIT", 3.84)
    cell = of_counts(0.3, 1_000, FEW)
    assert cell.rate == pytest.approx(0.05, abs=0.015)
    assert cell.verdict == "more alarms than 0.2 %"


@pytest.mark.parametrize(
    ("alarms", "verdict"),
    [(100, "fewer alarms than 0.2 %"), (200, "0.2 % not excluded"), (300, "more alarms than 0.2 %")],
)
def test_the_verdict_says_which_way(alarms: int, verdict: str) -> None:
    assert Cell("any", 100_000, alarms).verdict == verdict


def test_cells_are_added_up_and_those_with_large_counts_apart() -> None:
    cells = [Cell("a", 100, 1), Cell("b", 100, 2, is_large=True)]
    assert [(each.runs, each.alarms) for each in together(cells)] == [(200, 3), (100, 2)]
    assert [each.series for each in together(cells[:1])] == ["**all together**"]


def test_a_mean_has_the_width_of_our_own_interval() -> None:
    answers = np.random.default_rng(3).normal(50, 10, 30)
    low, high = mean_interval(answers)
    reach = mean_reach(np.array([answers.std(ddof=1)]), 30)[0]
    assert (low, high) == pytest.approx((answers.mean() - reach, answers.mean() + reach))


def test_every_table_is_made_and_only_related_years_have_no_sum() -> None:
    found = list(tables(runs=200))
    assert len({name for name, _ in found}) == 6
    assert ["together" in markdown(cells) for _, cells in found] == [True] * 5 + [False]


# --- the report


@pytest.mark.parametrize(
    "cell", [of_counts(0.1, 1_000), of_rates(20), of_means(30), of_kendall(10)], ids=lambda cell: cell.series
)
def test_the_report_states_what_a_fresh_computation_finds(cell: Cell) -> None:
    assert markdown([cell]).splitlines()[-1] in REPORT.read_text(encoding="utf-8").splitlines()


def test_the_promise_is_kept_in_the_report_for_all_counts_and_for_large_ones() -> None:
    text = REPORT.read_text(encoding="utf-8")
    name = "Recent trend of shares with counts"
    of_this = text.split(f"### {name}\n\n")[1].split("\n\n")[0]
    for series in ("all together", "large counts together"):
        (row,) = [line for line in of_this.splitlines() if series in line]
        assert row.endswith("| 0.2 % not excluded |")
        rate = row.split("|")[4].strip()
        assert f"- {name}: {series} {rate} (" in text, "the headline is not the table's"
