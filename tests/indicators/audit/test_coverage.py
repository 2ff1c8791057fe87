"""The audit of coverage: against plain sums, on intervals that are known to be wrong, and in the report."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from indicators.audit import coverage
from indicators.audit.__main__ import REPORT, coverage_in_short, document, made_with
from indicators.audit.coverage import (
    POISSON_METHODS,
    TRUE_SHARES,
    Coverage,
    coverage_of,
    markdown,
    of_poisson,
    of_wilson,
)
from indicators.audit.false_alarms import Cell
from indicators.measures.intervals import Interval, exact_poisson_interval, poisson_interval, wilson_interval


def half_as_wide(interval: Callable[..., Interval]) -> Callable[..., Interval]:
    """The interval drawn in to half its width around its middle: deliberately wrong."""

    def narrowed(*given: Any) -> Interval:
        low, high = (np.asarray(end) for end in interval(*given))
        middle, reach = (low + high) / 2, (high - low) / 4
        return middle - reach, middle + reach

    return narrowed


def test_coverage_is_the_plain_sum_over_the_outcomes_whose_interval_holds_the_truth() -> None:
    size, truth = 20, 0.3
    held = 0.0
    for x in range(size + 1):
        low, high = wilson_interval(x, size)
        if low <= truth <= high:
            held += math.comb(size, x) * truth**x * (1 - truth) ** (size - x)
    outcomes, truths = np.arange(size + 1), np.array([truth])
    laws = np.array([[math.comb(size, x) * truth**x * (1 - truth) ** (size - x)] for x in outcomes])
    assert coverage_of(wilson_interval(outcomes, size), laws, truths)[0] == pytest.approx(held, rel=1e-12)
    assert held == pytest.approx(0.9752, abs=5e-5)


def test_an_interval_of_everything_always_holds_the_truth() -> None:
    def everything(outcomes: npt.NDArray[np.float64], size: int, level: float) -> Interval:
        return 0.0 * outcomes, 0.0 * outcomes + 1.0

    for found in of_wilson(50, everything):
        assert (found.average_95, found.least_95) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize("size", [50, 500])
def test_wilson_holds_its_level_on_average_where_counts_are_large(size: int) -> None:
    large = [each for each in of_wilson(size) if each.is_large]
    assert [each.verdict for each in large] == ["94–96 % on average"]
    assert 0.9970 < large[0].least_998 < large[0].average_998 < 0.9985


@pytest.mark.parametrize("method", POISSON_METHODS)
def test_a_count_s_interval_is_never_below_95_percent(method: str) -> None:
    for found in of_poisson(method, POISSON_METHODS[method]):
        assert 0.95 <= found.least_95 <= found.average_95 < 0.99, found.band
        assert found.least_998 >= 0.998, found.band


def test_an_interval_of_half_the_width_is_caught() -> None:
    """Within ± 0.98 standard errors lie 67 %: the audit says so, it can fail."""
    (share,) = [each for each in of_wilson(500, half_as_wide(wilson_interval)) if each.is_large]
    assert share.average_95 == pytest.approx(0.67, abs=0.02)
    assert share.verdict == "**outside 94–96 % on average**"
    for found in of_poisson("exact, halved", half_as_wide(exact_poisson_interval)):
        assert found.least_95 < 0.80
        assert found.verdict == "**falls below its level**"


def test_small_counts_are_stated_and_not_judged() -> None:
    found = Coverage("Byar", "true count 1 – 2", False, 0.90, 0.80, 0.99, 0.98)
    assert found.verdict == "small counts: stated, not required"
    assert markdown([found]).endswith("| true count 1 – 2 | 90.00 | 80.00 | 99.00 | 98.00 | " + found.verdict + " |")


def test_the_grid_does_not_fall_into_step_with_whole_persons() -> None:
    steps = np.diff(TRUE_SHARES).mean() * np.array(coverage.SIZES)
    assert (np.abs(steps - np.rint(steps))[steps > 0.5] > 0.01).all()


# --- the report


def test_the_report_states_what_a_fresh_computation_finds() -> None:
    text = REPORT.read_text(encoding="utf-8")
    for method, interval in POISSON_METHODS.items():
        rows = list(of_poisson(method, interval))
        assert markdown(rows) in text, method
        assert coverage_in_short(f"Interval of a count: {method}", rows) in text, method
    for size in (20, 100, 1_000):
        for line in markdown(list(of_wilson(size))).splitlines()[2:]:
            assert line in text


def test_the_report_was_made_with_this_seed_and_these_versions() -> None:
    assert made_with().partition("; Python")[0] in REPORT.read_text(encoding="utf-8")
    assert made_with().partition(", numpy")[2] in REPORT.read_text(encoding="utf-8")


def test_a_report_has_headlines_tables_and_the_warning() -> None:
    alarms = [("One test", [Cell("**all together**", 1000, 2)]), ("Related years", [Cell("10 years", 1000, 50)])]
    covered = [("One interval", [Coverage("Byar", "20 – 100", True, 0.95, 0.94, 0.998, 0.997)])]
    text = document(alarms, covered)
    assert "- One test: all together 0.200 % (0.055 – 0.726 %): 0.2 % not excluded" in text
    assert "- One interval: holds the true figure 95.00 – 95.00 % of the time" in text
    assert text.index("### One test") < text.index("**A warning.**") < text.index("| 10 years |")


def test_the_interval_in_use_is_among_the_audited() -> None:
    assert poisson_interval in POISSON_METHODS.values()
