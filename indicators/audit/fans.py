"""How often a fan holds the figure that comes, on simulated series of kinds that smoothing does not choose itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indicators.measures.trend import forecast_fan

SEED = 20261125
SERIES = 120
LENGTHS = (10, 15, 30)
AHEAD = (1, 5)

Array = npt.NDArray[np.float64]
KINDS: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "random walk": lambda draw, size: draw.normal(size=size).cumsum(),
    "level with noise": lambda draw, size: draw.normal(size=size),
    "steady rise with noise": lambda draw, size: 0.5 * np.arange(size) + draw.normal(size=size),
}


@dataclass(frozen=True)
class FanCoverage:
    """Shares (0–1) of series whose figure `ahead` years on lay within the fan."""

    kind: str
    years: int
    ahead: int
    series: int
    held_80: float
    held_95: float


def coverage(kind: str, years: int, series: int = SERIES) -> Iterator[FanCoverage]:
    """One row a distance ahead; series without a fan are left out of the number stated."""
    draw, furthest = np.random.default_rng(SEED), max(AHEAD)
    pairs = []
    for _ in range(series):
        values = KINDS[kind](draw, years + furthest)
        fan = forecast_fan(values[:years].tolist(), furthest)
        if fan is not None:
            pairs.append((values[years:], fan))
    for ahead in AHEAD:
        place = ahead - 1
        inner = [fan.lower_80[place] <= truth[place] <= fan.upper_80[place] for truth, fan in pairs]
        outer = [fan.lower_95[place] <= truth[place] <= fan.upper_95[place] for truth, fan in pairs]
        yield FanCoverage(kind, years, ahead, len(pairs), float(np.mean(inner)), float(np.mean(outer)))


def markdown() -> str:
    """Every kind and length as a table."""
    rows = [row for kind in KINDS for years in LENGTHS for row in coverage(kind, years)]
    lines = (
        f"| {row.kind} | {row.years} | {row.ahead} | {row.series} | {row.held_80:.0%} | {row.held_95:.0%} |"
        for row in rows
    )
    head = "| series | years known | years ahead | simulated | within the 80 % fan | within the 95 % fan |"
    return "\n".join((head, "|---|--:|--:|--:|--:|--:|", *lines))
