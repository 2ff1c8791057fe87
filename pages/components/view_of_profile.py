"""What the area profile shows: one area's place among its peers in every indicator, and what stands out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from geodata.levels import AreaLevel
from indicators.benchmarks import BenchmarkKind
from indicators.catalogue import load_catalogue
from indicators.findings import Finding, comparison_findings, trend_finding
from indicators.markers import TrendMarker
from indicators.measures.comparison import Comparison
from indicators.measures.summary import five_numbers
from indicators.model import Indicator, Polarity, Theme
from indicators.slices import of_areas
from pages.components.benchmark_choice import Compared
from pages.components.comparison_words import COMPARISON
from pages.components.period_words import format_period
from pages.components.sentences import Sentence
from pages.components.trend_words import trend_sentence
from pages.components.view_of_areas import AreasView
from pages.components.words import title_of
from pages.locales.messages import mark

FEWEST_PEERS = 4
"""Quartiles are drawn of at least this many areas."""
GOOD = (Comparison.MUCH_BETTER, Comparison.BETTER)
BAD = (Comparison.MUCH_WORSE, Comparison.WORSE)
SPOKEN_OF = 6
"""Strengths, and concerns, that are put into words."""
HOW_TO_READ = mark(
    "Dot: the area. Upright line: the benchmark. Pale bar: the lowest and highest area; darker: the middle "
    "half of the areas. The right end is better; for figures without a better direction it is higher."
)
SAID = mark("{title}: {value} ({period}), {comparison}; benchmark {benchmark} {aim}.")


@dataclass(frozen=True)
class Spine:
    """One indicator of the area: its row, and the peers' lowest, quartiles and highest in the indicator's unit."""

    indicator: Indicator
    row: Mapping[str, Any]
    low: float
    q1: float
    q3: float
    high: float
    peers: int

    @property
    def comparison(self) -> Comparison:
        """What the test says of the area."""
        return Comparison(str(self.row["comparison"]))

    @property
    def ends(self) -> tuple[float, float]:
        """The peers' worst and best value; without a better direction the lowest and highest."""
        is_turned = self.indicator.polarity is Polarity.LOWER_IS_BETTER
        return (self.high, self.low) if is_turned else (self.low, self.high)

    def placed(self) -> dict[str, float | None]:
        """Every number as a share (0–1) of the way from worst to best: the benchmark, else the middle, at 0.5.

        Where lower is better the scale is turned round, so that right is always better; neutral: higher.
        """
        aim = float(self.row["benchmark_value"])
        middle = aim if np.isfinite(aim) else (self.low + self.high) / 2
        reach = max(self.high - middle, middle - self.low) or 1.0
        side = -1 if self.indicator.polarity is Polarity.LOWER_IS_BETTER else 1
        numbers = np.array([self.low, self.q1, self.q3, self.high, float(self.row["value"])])
        *peers, area = np.clip(0.5 + side * (numbers - middle) / reach / 2, 0, 1).round(3).tolist()
        places = dict(zip(("low", "q1", "q3", "high"), sorted(peers), strict=True))
        return {**places, "area": area, "benchmark": 0.5 if np.isfinite(aim) else None}


@dataclass(frozen=True)
class ProfileView:
    """One area of an `AreasView`, beside one benchmark."""

    areas_view: AreasView
    compared: Compared
    area: str

    @property
    def name(self) -> str:
        """The area's name."""
        return self.areas_view.name(self.area)

    def larger(self) -> tuple[AreaLevel, str] | None:
        """The benchmark's level and code where it is a larger area."""
        benchmark = self.compared.benchmark
        return (benchmark.level, benchmark.codes[0]) if benchmark.kind is BenchmarkKind.AREA else None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The area's newest figures, compared."""
        rows = self.areas_view.compared(self.compared.benchmark)
        return rows[(rows["area_code"] == self.area) & rows["value"].notna()]

    @cached_property
    def spines(self) -> list[Spine]:
        """Each indicator the area has a figure of, in order of theme and title."""
        rows = {row["indicator_id"]: row for row in self.rows.to_dict("records")}
        peers = self.areas_view.newest.dropna(subset="value").groupby("indicator_id")["value"]
        found = []
        for each in self.areas_view.indicators(tuple(Theme)):
            if each.indicator_id in rows:
                values = peers.get_group(each.indicator_id)
                low, q1, _, q3, high = five_numbers(values)
                found.append(Spine(each, rows[each.indicator_id], low, q1, q3, high, len(values)))
        return found

    def marker(self, indicator_id: str) -> Mapping[str, Any]:
        """The trend marker of one of the area's series."""
        return self.areas_view.markers.loc[(indicator_id, self.area)].to_dict()

    def strengths(self) -> list[Sentence]:
        """Figures that a test finds better than the benchmark, the clearest first."""
        return self._sentences(GOOD)

    def concerns(self) -> list[Sentence]:
        """Figures that a test finds worse than the benchmark, the clearest first."""
        return self._sentences(BAD)

    def trends(self) -> list[Sentence]:
        """What a test says of the area's series over the years; none where nothing changes."""
        return [sentence for spine in self.spines if (sentence := self._trend(spine.indicator))]

    def _sentences(self, wanted: tuple[Comparison, Comparison]) -> list[Sentence]:
        spines = [each for verdict in wanted for each in self._standing_out(verdict)]
        catalogue = load_catalogue()
        rows = pd.DataFrame([each.row for each in spines[:SPOKEN_OF]])
        findings = comparison_findings(rows, self.compared.benchmark.method, catalogue) if len(rows) else ()
        return [self._said(each) for each in findings]

    def _standing_out(self, verdict: Comparison) -> Iterator[Spine]:
        """Spines with this verdict, the farthest from the benchmark first."""
        found = [each for each in self.spines if each.comparison is verdict]
        yield from sorted(found, key=lambda each: -abs((each.placed()["area"] or 0.5) - 0.5))

    def _said(self, finding: Finding) -> Sentence:
        reader, facts = self.areas_view.reader, finding.facts
        indicator = load_catalogue()[facts["indicator_id"]]
        text = reader.t(
            SAID,
            title=title_of(indicator, reader.language),
            value=self.areas_view.written(indicator, facts["value"]),
            period=format_period(facts["period"], reader.language),
            comparison=reader.t(COMPARISON[Comparison(finding.verdict)]),
            benchmark=self.compared.name,
            aim=self.areas_view.written(indicator, facts["benchmark_value"]),
        )
        return Sentence(text, (finding,))

    def _trend(self, indicator: Indicator) -> Sentence | None:
        key = {"indicator_id": indicator.indicator_id, "area_code": self.area}
        marker = {**self.marker(indicator.indicator_id), **key}
        if marker["marker"] in (TrendMarker.CANNOT_BE_CALCULATED, TrendMarker.NO_SIGNIFICANT_CHANGE):
            return None
        rows = of_areas(self.areas_view.own, self.areas_view.place.level, [self.area])
        finding = trend_finding(marker, rows[rows["indicator_id"] == indicator.indicator_id], indicator)
        reader = self.areas_view.reader
        return None if finding is None else trend_sentence(title_of(indicator, reader.language), finding, reader.t)
