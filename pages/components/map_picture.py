"""What the map and its bars show: the figures by class of value, or by what a test says beside the benchmark."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from geodata.boundaries import geometry_bounds, surroundings_name
from indicators.benchmarks import BenchmarkKind
from indicators.measures.comparison import Comparison
from indicators.measures.summary import ends_of, ranked
from indicators.slices import of_period
from pages.charts.choropleth import MapContent, encode_classes
from pages.charts.ranking import Bar
from pages.charts.style import HIDDEN, MISSING, SEQUENTIAL
from pages.components.benchmark_choice import Compared
from pages.components.comparison_words import COLOUR, SIGN, comparison_text, scale_of
from pages.components.geometry_address import geometry_url
from pages.components.numbers import format_number
from pages.components.view_of_map import MapView, Row

BARS_AT_MOST = 24
BETWEEN = Bar("", "…", None, "")
"""Stands for the areas that are left out of a long ranking."""
LINE_KINDS = (BenchmarkKind.AREA, BenchmarkKind.SIMILAR, BenchmarkKind.GOAL)
"""Benchmarks that are one figure for all areas, and so a line across the bars."""


@dataclass(frozen=True)
class MapPicture:
    """A view with what it is compared with; `by_comparison` colours by the test's result."""

    view: MapView
    compared: Compared | None
    by_comparison: bool = False

    @cached_property
    def compared_rows(self) -> pd.DataFrame:
        """Every period's figures with `benchmark_value` and `comparison`; without a benchmark nothing is compared."""
        if self.compared is None:
            return self.view.rows.assign(benchmark_value=float("nan"), comparison=Comparison.NOT_COMPARED)
        return self.view.compared(self.compared.benchmark)

    @cached_property
    def scale(self) -> tuple[Comparison, ...]:
        """The comparisons there can be, worst first."""
        return scale_of(self.view.indicator.polarity)

    @cached_property
    def classes(self) -> pd.DataFrame:
        """Class indices, areas × periods."""
        if not self.by_comparison:
            return self.view.value_classes
        places = {each: place for place, each in enumerate(self.scale)}
        return self.view.class_table(self.compared_rows["comparison"].map(places).astype(int))

    @property
    def colours(self) -> tuple[str, ...]:
        """One a class."""
        return tuple(COLOUR[each] for each in self.scale) if self.by_comparison else SEQUENTIAL[self._class_count]

    def legend(self) -> list[tuple[str, str]]:
        """(colour, words): the classes in words or the reader's numbers, then hidden and no figure."""
        t = self.view.reader.t
        texts = [comparison_text(each, t) for each in self.scale] if self.by_comparison else []
        classes = list(zip(self.colours, texts or self._ranges(), strict=False))
        return [*classes, (HIDDEN, t("hidden to protect privacy")), (MISSING, t("no figure"))]

    def every_period(self) -> dict[str, str]:
        """The classes of every period as text (`encode_classes`), old to new."""
        return {period: encode_classes(self.classes[period].to_numpy()) for period in self.view.periods}

    def comparisons(self, period: str) -> dict[str, Comparison]:
        """Area code → what the test says, for areas with a row in the period."""
        rows = of_period(self.compared_rows, period)
        return {code: Comparison(said) for code, said in zip(rows["area_code"], rows["comparison"], strict=True)}

    def in_period(self, period: str) -> pd.DataFrame:
        """One row an area in scope with what it is compared with and what the test says."""
        columns = ["area_code", "benchmark_value", "comparison"]
        rows = self.view.in_period(period)
        return rows.merge(of_period(self.compared_rows, period)[columns], on="area_code", how="left", validate="1:1")

    def hover(self, period: str) -> list[str]:
        """The text under each area's name: value, interval, counts, and what the test says."""
        said = self.comparisons(period) if self.compared else {}
        return [self.hover_of(row, said.get(row.area_code)) for row in self.view.in_period(period).itertuples()]

    def benchmark_line(self, period: str) -> tuple[str, float] | None:
        """The benchmark's name and its figure in a period; None where it is not one figure for all."""
        if self.compared is None or self.compared.benchmark.kind not in LINE_KINDS:
            return None
        known = of_period(self.compared_rows, period)["benchmark_value"].dropna()
        return None if known.empty else (self.compared.name, float(known.iloc[0]))

    def bars(self, period: str) -> list[Bar]:
        """The ranked areas; of many, the highest and lowest and the home municipality, "…" for those between."""
        ranking = ranked(self.view.in_period(period)).reset_index(drop=True)
        rows = ends_of(ranking, BARS_AT_MOST, always=self.view.reader.home)
        said, marks = self.comparisons(period), self._marks(period)
        bars: list[Bar] = []
        for (before, place), row in zip(pairwise([-1, *rows.index]), rows.itertuples(), strict=True):
            if place - before > 1:
                bars.append(BETWEEN)
            bars.append(self._bar(row, said.get(row.area_code, Comparison.NOT_COMPARED), marks.get(row.area_code)))
        return bars

    def content(self, period: str, width: int) -> MapContent | None:
        """A map `width` pixels wide, the home municipality outlined; None where no boundaries are stored."""
        view, reader = self.view, self.view.reader
        geometry = view.place.geometry(reader.home)
        if geometry is None:
            return None
        return MapContent(
            area_codes=view.areas,
            classes=self.classes[period].to_numpy(),
            hover=self.hover(period),
            colours=self.colours,
            geometry_url=geometry_url(geometry),
            neighbours_url=geometry_url(surroundings_name(view.place.scope(reader.home))),
            bounds=geometry_bounds(geometry),
            width=width,
            language=reader.language,
            period=view.period_text(period),
            selected=reader.home if reader.home in view.areas else None,
        )

    @property
    def _class_count(self) -> int:
        return max(len(self.view.breaks) - 1, 1)

    def _ranges(self) -> list[str]:
        indicator, language = self.view.indicator, self.view.reader.language
        limits = [format_number(edge, indicator.decimals, language) for edge in self.view.breaks]
        return [low if low == high else f"{low}–{high}" for low, high in pairwise(limits)]

    def hover_of(self, row: Row, said: Comparison | None) -> str:
        """The text of one area: value, interval, counts, and what the test says of it."""
        interval = self.view.interval_text(row)
        texts = [self.view.figure_text(row), interval and f"95 %: {interval}", self.view.counts_text(row)]
        if said and said is not Comparison.NOT_COMPARED:
            texts.append(comparison_text(said, self.view.reader.t))
        return "<br>".join(text for text in texts if text)

    def _bar(self, row: Row, said: Comparison, mark: float | None) -> Bar:
        ends = [row.ci_lower_95, row.ci_upper_95]
        text = self.view.figure_text(row)
        return Bar(
            row.area_code,
            self.view.name(row.area_code),
            None if pd.isna(row.value) else float(row.value),
            f"{SIGN[said]} {text}".strip() if self.by_comparison else text,
            interval=None if pd.isna(ends).any() else (ends[0], ends[1]),
            mark=mark,
            colour=COLOUR[said] if self.by_comparison else "",
        )

    def _marks(self, period: str) -> dict[str, float]:
        """What each area is compared with, where that differs from area to area."""
        if self.compared is None or self.compared.benchmark.kind in LINE_KINDS:
            return {}
        rows = of_period(self.compared_rows, period).dropna(subset="benchmark_value")
        return dict(zip(rows["area_code"], rows["benchmark_value"], strict=True))
