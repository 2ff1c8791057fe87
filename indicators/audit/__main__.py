"""`python -m indicators.audit`: compute the audits of the statistics; prints them, also into docs/audits.md."""

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from indicators.audit import census, coverage, false_alarms, fans
from indicators.audit.coverage import Coverage
from indicators.audit.false_alarms import Cell

REPORT = Path(__file__).parents[2] / "docs" / "audits.md"
PACKAGES = ("numpy", "scipy", "statsmodels")
TITLE = """# Audits of the statistics

Two questions to the methods that HyteData's words rest on: how often is a change called where there is
none, and how often does an interval hold the true figure? Written by `make audit`; never by hand."""
OF_ALARMS = """## False alarms

"Significant" promises one false alarm in 500 series without change (0.2 %). Each row simulates such series
and counts the alarms: five years for the recent trend (χ² above 9.5495 *and* a slope that keeps its sign
whichever year is left out), p < 0.002 for Mann–Kendall. Denominators wander by up to 5 % from year to year.
The Monte Carlo interval (Wilson, 95 %) says how exactly the rate is known from so many series; about one row
in twenty would miss the true rate by chance. "Large counts" are 1,000 or more expected a year.

The second condition can only take alarms away, and small counts come in steps: there the rate may lie
below 0.2 %. Where weights are read from intervals, chance moves them too: there it may lie above. Ten
years have so few orders that Mann–Kendall cannot reach 0.2 % exactly."""
WARNING = """**A warning.** Mann–Kendall takes the years as independent. Where a year resembles the one before it,
as in many series of whole populations, it calls far more changes than it promises:"""
OF_COVERAGE = """## Coverage of the intervals

No simulation: the probabilities of all outcomes whose interval holds the true figure are summed, in per cent,
for 997 true shares from 0.01 to 0.5 in each size, and 401 true counts in each band. Average and
least are over the true figures of a row. Required: the exact interval of a count never falls below its level;
the others hold the true figure 94–96 % of the time on average where 20 or more cases are expected. Shares
above one half mirror those below."""

OF_FANS = """## Coverage of the fans

How often the figure that comes lies within the fan drawn before it. The fan takes its smoothing model as true:
for the next year it keeps about what it says; five years on, and for series that wander, it is too narrow."""
OF_CENSUS = """## What the embedded data allows

How many of the indicators have figures with an interval, and series with a trend marker. A recent trend
needs five neighbouring years with counts or intervals, Mann–Kendall ten years without."""


def main() -> None:
    """Compute, print and write everything; a few minutes, the fans most of them."""
    report = document(list(false_alarms.tables()), list(coverage.tables()))
    REPORT.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def document(alarms: list[tuple[str, list[Cell]]], covered: list[tuple[str, list[Coverage]]]) -> str:
    """The whole report in Markdown."""
    *promised, (name, related) = alarms
    parts = [TITLE, made_with(), headlines(promised, covered), OF_ALARMS]
    parts += [f"### {each}\n\n{false_alarms.markdown(cells)}" for each, cells in promised]
    parts += [f"### {name}\n\n{WARNING}\n\n{false_alarms.markdown(related)}", OF_COVERAGE]
    parts += [f"### {each}\n\n{coverage.markdown(rows)}" for each, rows in covered]
    parts += [OF_FANS, fans.markdown(), OF_CENSUS, census.markdown()]
    return "\n\n".join(parts) + "\n"


def made_with() -> str:
    """Seed and versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"Seed {false_alarms.SEED}; Python {platform.python_version()}, {packages}."


def headlines(promised: list[tuple[str, list[Cell]]], covered: list[tuple[str, list[Coverage]]]) -> str:
    """The results in short: false alarms of each test, then coverage of each method."""
    lines = [f"- {name}: {_in_short(cell)}" for name, cells in promised for cell in cells if "together" in cell.series]
    return "\n".join(lines + [coverage_in_short(name, rows) for name, rows in covered])


def coverage_in_short(name: str, rows: list[Coverage]) -> str:
    """One line of a method: where 20 or more cases are expected, and the least of all."""
    averages = [each.average_95 for each in rows if each.is_large]
    least = min(each.least_95 for each in rows)
    return (
        f"- {name}: holds the true figure {100 * min(averages):.2f} – {100 * max(averages):.2f} % of the time (promised"
        f" 95 %) on average where 20 or more cases are expected; {100 * least:.2f} % at the worst point of all"
    )


def _in_short(cell: Cell) -> str:
    low, high = cell.band
    series = cell.series.strip("*")
    return f"{series} {100 * cell.rate:.3f} % ({100 * low:.3f} – {100 * high:.3f} %): {cell.verdict}"


if __name__ == "__main__":
    main()
