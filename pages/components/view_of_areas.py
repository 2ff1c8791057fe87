"""What the views of many indicators stand on: the newest figures of a place's areas, compared with a benchmark."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geodata.areas import parents
from geodata.levels import AreaLevel
from indicators.benchmarks import Benchmark, BenchmarkKind, needed_of, with_comparison
from indicators.catalogue import load_catalogue
from indicators.markers import trend_markers
from indicators.model import Indicator, Kind, Theme
from indicators.slices import newest_rows, of_areas, of_usual_grain
from pages.components.benchmark_choice import SIMILAR, Compared, likens_to_municipalities, similar_name
from pages.components.numbers import format_value
from pages.components.places import Place, larger_areas, scope_name
from pages.components.reader import Reader, area_text

NOT_SHOWN = frozenset({Kind.COUNT})
"""Counts compare as shares only."""


@dataclass(frozen=True)
class AreasView:
    """All indicators of a place's areas for everybody, in each one's newest period."""

    reader: Reader
    place: Place
    observations: pd.DataFrame
    """Of the place's areas, of the larger ones and of similar municipalities; everybody together."""
    similar: tuple[str, ...] = ()

    @cached_property
    def own(self) -> pd.DataFrame:
        """The place's own areas in years, or in what else an indicator is told; indicators that can be compared."""
        catalogue = load_catalogue()
        shown = [name for name, each in catalogue.items() if each.kind not in NOT_SHOWN]
        rows = of_areas(self.observations, self.place.level, self.place.areas(self.reader.home))
        return of_usual_grain(rows[rows["indicator_id"].isin(shown)])

    @cached_property
    def newest(self) -> pd.DataFrame:
        """One row an indicator and area."""
        return newest_rows(self.own)

    @cached_property
    def markers(self) -> pd.DataFrame:
        """The trend marker of each series, indexed by indicator and area."""
        return trend_markers(self.own, load_catalogue()).set_index(["indicator_id", "area_code"])

    def offered_benchmarks(self) -> dict[str, Compared]:
        """Larger areas and similar municipalities that have some of the figures; the nearest when none has."""
        reader = self.reader
        every = [
            Compared(str(level).lower(), reader.name(level, code), Benchmark(BenchmarkKind.AREA, level, (code,)))
            for level, code in larger_areas(self.place, reader.home).items()
        ]
        if likens_to_municipalities(self.place.level):
            similar = Benchmark(BenchmarkKind.SIMILAR, AreaLevel.MUNICIPALITY, self.similar)
            every.append(Compared(SIMILAR, similar_name(reader), similar))
        known = [each for each in every if self._has_figures(each.benchmark)]
        return {each.code: each for each in known or every[:1]}

    def _has_figures(self, benchmark: Benchmark) -> bool:
        """True when the benchmark has a value of some indicator in the period that is shown."""
        needed = needed_of(benchmark.codes) if benchmark.kind is BenchmarkKind.SIMILAR else 1
        rows = of_areas(self.observations, benchmark.level, benchmark.codes).dropna(subset="value")
        shown = self.newest.drop_duplicates("indicator_id").set_index("indicator_id")["period"]
        shared = rows[rows["period"] == rows["indicator_id"].map(shown)]
        return bool((shared.groupby("indicator_id").size() >= needed).any())

    def compared(self, benchmark: Benchmark) -> pd.DataFrame:
        """`newest` with `benchmark_value` and `comparison`."""
        return with_comparison(self.newest, self.observations, benchmark, load_catalogue())

    def indicators(self, themes: Collection[Theme]) -> list[Indicator]:
        """The indicators of some themes with a figure for two areas or more, in the order of all lists."""
        catalogue = load_catalogue()
        known = self.newest.dropna(subset="value").groupby("indicator_id").size()
        found = [catalogue[str(name)] for name in known.index[known >= 2] if catalogue[str(name)].theme in themes]
        return catalogue.in_order(found, self.reader.language)

    def by_id(self, ids: Collection[str]) -> list[Indicator]:
        """Definitions by id, in the order given."""
        catalogue = load_catalogue()
        return [catalogue[each] for each in ids]

    def scope_name(self) -> str:
        """The area the place lies in."""
        return scope_name(self.place, self.reader)

    def home_area(self) -> str:
        """The place's area that is, or holds, the home municipality; else its first."""
        areas, home = self.place.areas(self.reader.home), self.reader.home
        around = parents(AreaLevel.MUNICIPALITY, home) | {AreaLevel.MUNICIPALITY: home}
        own = around.get(self.place.level, "")
        return own if own in areas else areas[0]

    def name(self, code: str) -> str:
        """An area's name in the reader's language."""
        return area_text(self.reader, self.place.level, code)

    def written(self, indicator: Indicator, value: float | None) -> str:
        """A value of an indicator with its unit, "" when missing."""
        return format_value(value, indicator.unit, indicator.decimals, self.reader.language)
