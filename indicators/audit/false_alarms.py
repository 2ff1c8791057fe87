"""How often the trend tests say "significant" of series in which nothing changes.

Each cell simulates many such series and counts the alarms; the cell's own Monte Carlo interval tells
whether the promised 0.2 % can be the true rate. Every cell has its own stream of random numbers, so one
cell can be computed again without the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from indicators.measures.intervals import poisson_interval, wilson_interval
from indicators.measures.kendall import kendall_tests
from indicators.measures.trend import (
    CHI2_LIMIT,
    P_LIMIT,
    POINTS,
    trends_of_counts,
    trends_of_values,
)

SEED = 20_261_125
RUNS = 200_000
PROMISED = 0.002
SHARES = (0.02, 0.1, 0.3, 0.5)
SIZES = (200, 1_000, 10_000, 100_000)
EXPECTED_COUNTS = (5, 20, 100, 1_000, 10_000)
RESPONDENTS = (30, 100, 1_000)
LENGTHS = (10, 15, 20, 30)
CORRELATIONS = (0.3, 0.6)
WANDER = 0.05
"""Denominators lie evenly within ± 5 % of their mean."""
LARGE = 1_000
CHUNK = 10_000

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """Alarms among the simulated series of one sort."""

    series: str
    runs: int
    alarms: int
    is_large: bool = False
    """Expected counts of `LARGE` or more, so that little of the law's steps is left."""

    @property
    def rate(self) -> float:
        """The share of series with an alarm."""
        return self.alarms / self.runs

    @property
    def band(self) -> tuple[float, float]:
        """The 95 % Monte Carlo interval of the rate (Wilson)."""
        low, high = wilson_interval(self.alarms, self.runs)
        return float(low), float(high)

    @property
    def verdict(self) -> str:
        """Where the promised rate lies, in words."""
        low, high = self.band
        if low <= PROMISED <= high:
            return "0.2 % not excluded"
        return "fewer alarms than 0.2 %" if high < PROMISED else "more alarms than 0.2 %"


def together(cells: list[Cell]) -> list[Cell]:
    """All series of several cells as one, and those with large counts as one."""
    large = [each for each in cells if each.is_large]
    sums = [("**all together**", cells), ("**large counts together**", large)]
    return [
        Cell(name, sum(each.runs for each in chosen), sum(each.alarms for each in chosen))
        for name, chosen in sums
        if chosen
    ]


def of_counts(share: float, size: int, runs: int = RUNS, rise: float = 0.0) -> Cell:
    """The recent trend of shares with counts; with `rise` a year the alarms are right."""
    rng = _rng(1, round(1000 * share), size)
    sizes, counts = _binomial(rng, np.asarray(share + rise * np.arange(POINTS), dtype=float), size, runs)
    alarms = _alarms(*trends_of_counts(counts, sizes))
    return Cell(f"share {share:g} of {size:,}", runs, alarms, share * size >= LARGE)


def of_shares(share: float, size: int, runs: int = RUNS) -> Cell:
    """The recent trend of shares through their Wilson intervals, as where the denominator is not told."""
    rng = _rng(2, round(1000 * share), size)
    sizes, counts = _binomial(rng, np.full(POINTS, share), size, runs)
    low, high = (np.asarray(end) for end in wilson_interval(counts, sizes))
    alarms = _alarms(*trends_of_values(counts / sizes, low, high))
    return Cell(f"share {share:g} of {size:,}", runs, alarms, share * size >= LARGE)


def of_rates(expected: int, runs: int = RUNS) -> Cell:
    """The recent trend of rates through the intervals of their Poisson counts."""
    rng = _rng(3, expected)
    sizes = _sizes(rng, 1.0, runs)
    counts = rng.poisson(expected * sizes).astype(float)
    low, high = (np.asarray(end) for end in poisson_interval(counts))
    alarms = _alarms(*trends_of_values(counts / sizes, low / sizes, high / sizes))
    return Cell(f"rate, {expected:,} cases a year", runs, alarms, expected >= LARGE)


def of_means(respondents: int, runs: int = RUNS) -> Cell:
    """The recent trend of means of normal values through Student's intervals."""
    rng = _rng(4, respondents)
    means = rng.normal(50, 10 / np.sqrt(respondents), (runs, POINTS))
    deviations = 10 * np.sqrt(rng.chisquare(respondents - 1, (runs, POINTS)) / (respondents - 1))
    reach = mean_reach(deviations, respondents)
    alarms = _alarms(*trends_of_values(means, means - reach, means + reach))
    return Cell(f"mean of {respondents:,} answers", runs, alarms, respondents >= LARGE)


def mean_reach(deviations: Array, respondents: int) -> Array:
    """Half of `mean_interval` at 95 %, from standard deviations instead of every single value."""
    return float(student.ppf(0.975, respondents - 1)) * deviations / np.sqrt(respondents)


def of_kendall(years: int, correlation: float = 0.0, runs: int = RUNS) -> Cell:
    """Mann–Kendall of normal series; `correlation` is that of one year with the next (AR(1))."""
    rng = _rng(5, years, round(100 * correlation))
    alarms = 0
    for start in range(0, runs, CHUNK):
        values = _autoregressive(rng, min(CHUNK, runs - start), years, correlation)
        _, p_values, _ = kendall_tests(np.arange(years, dtype=float)[None, :], values)
        alarms += int((p_values < P_LIMIT).sum())
    related = f", correlation {correlation:g}" if correlation else ""
    return Cell(f"{years} years{related}", runs, alarms)


def tables(runs: int = RUNS) -> Iterator[tuple[str, list[Cell]]]:
    """Each test's name and its cells, then all of them as one where a rate is promised."""
    for name, cells in (
        ("Recent trend of shares with counts", [of_counts(share, size, runs) for share, size in grid()]),
        ("Recent trend of shares through their intervals", [of_shares(share, size, runs) for share, size in grid()]),
        ("Recent trend of rates through their intervals", [of_rates(each, runs) for each in EXPECTED_COUNTS]),
        ("Recent trend of means through their intervals", [of_means(each, runs) for each in RESPONDENTS]),
        ("Mann–Kendall, independent years", [of_kendall(each, runs=runs) for each in LENGTHS]),
    ):
        yield name, [*cells, *together(cells)]
    related = [(years, correlation) for correlation in CORRELATIONS for years in LENGTHS]
    yield (
        "Mann–Kendall, years that are not independent",
        [of_kendall(years, correlation, runs // 4) for years, correlation in related],
    )


def grid() -> list[tuple[float, int]]:
    """Every share with every size."""
    return [(share, size) for share in SHARES for size in SIZES]


def markdown(cells: list[Cell]) -> str:
    """The cells as a table."""
    head = "| series | simulated | alarms | rate | Monte Carlo interval | verdict |\n|---|--:|--:|--:|--:|---|"
    return "\n".join([head, *(_line(each) for each in cells)])


def _line(cell: Cell) -> str:
    low, high = cell.band
    figures = f"{cell.runs:,} | {cell.alarms:,} | {100 * cell.rate:.3f} % | {100 * low:.3f} – {100 * high:.3f} %"
    return f"| {cell.series} | {figures} | {cell.verdict} |"


def _alarms(chi2: Array, sign: Array) -> int:
    return int(((chi2 > CHI2_LIMIT) & (sign != 0)).sum())


def _rng(*cell: int) -> np.random.Generator:
    return np.random.default_rng([SEED, *cell])


def _sizes(rng: np.random.Generator, size: float, runs: int) -> Array:
    return size * rng.uniform(1 - WANDER, 1 + WANDER, (runs, POINTS))


def _binomial(rng: np.random.Generator, shares: Array, size: int, runs: int) -> tuple[Array, Array]:
    """Denominators and counts of simulated series."""
    sizes = np.rint(_sizes(rng, size, runs))
    return sizes, rng.binomial(sizes.astype(int), shares).astype(float)


def _autoregressive(rng: np.random.Generator, runs: int, years: int, correlation: float) -> Array:
    """Stationary normal series in which each year remembers the one before."""
    values = rng.normal(size=(runs, years))
    for year in range(1, years):
        values[:, year] = correlation * values[:, year - 1] + np.sqrt(1 - correlation**2) * values[:, year]
    return values
