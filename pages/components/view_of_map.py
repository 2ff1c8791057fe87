"""What the map view shows for a set of choices: map, bars, sentence and table from the same rows."""

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from geodata.boundaries import geometry_bounds, surroundings_name
from geodata.classification import class_breaks, classify
from geodata.levels import AreaLevel
from indicators.measures.summary import Spread, ends_of, ranked, spread, value_of
from indicators.model import Indicator, Kind, ObservationStatus
from indicators.slices import Group, of_areas, of_group, of_period, periods
from pages.charts.choropleth import HIDDEN_FIGURE, NO_FIGURE, MapContent, encode_classes
from pages.charts.ranking import Bar
from pages.components.numbers import format_number, format_value
from pages.components.places import Place, benchmarks, scope_name
from pages.components.reader import Reader, area_text
from pages.components.words import STATUS

BARS_AT_MOST = 24
BETWEEN = Bar("", "…", None, "")
"""Stands for the areas that are left out of a long ranking."""
Row = Any
"""A named tuple of one observation's columns."""


@dataclass(frozen=True)
class MapView:
    """One indicator at one place, for one group: every period, and one of them chosen."""

    reader: Reader
    indicator: Indicator
    observations: pd.DataFrame
    place: Place
    group: Group

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas in scope, whether they have figures or not."""
        return self.place.areas(self.reader.home)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Observations of the areas in scope, all periods."""
        return of_areas(of_group(self.observations, self.group), self.place.level, self.areas)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods with a figure, old to new."""
        return periods(self.rows)

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """Class limits over all periods, so that a colour means one value in every year."""
        return class_breaks(self.rows["value"].to_numpy(float), area_count=len(self.areas))

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 without figures."""
        return max(len(self.breaks) - 1, 0)

    def in_period(self, period: str) -> pd.DataFrame:
        """One row an area in scope, in the order of `areas`; areas without a row are MISSING."""
        rows = of_period(self.rows, period).set_index("area_code").reindex(list(self.areas))
        status = rows["status"].fillna(str(ObservationStatus.MISSING))
        return rows.assign(status=status).rename_axis("area_code").reset_index()

    def classes(self, period: str) -> np.ndarray:
        """The class index of each area, or that it is hidden or has no figure."""
        return self._class_table[period].to_numpy()

    @cached_property
    def _class_table(self) -> pd.DataFrame:
        """Class indices, a row an area in scope, a column a period."""
        place = {"index": list(self.areas), "columns": list(self.periods)}
        values = self.rows.pivot(index="area_code", columns="period", values="value").reindex(**place)
        status = self.rows.pivot(index="area_code", columns="period", values="status").reindex(**place)
        index = classify(values.to_numpy(float).ravel(), self.breaks).reshape(values.shape)
        hidden = status.eq(ObservationStatus.SUPPRESSED).to_numpy()
        classes = np.where(hidden, HIDDEN_FIGURE, np.where(index < 0, NO_FIGURE, index))
        return pd.DataFrame(classes.astype(np.int8), **place)

    def spread(self, period: str) -> Spread | None:
        """The highest and the lowest area."""
        return spread(of_period(self.rows, period))

    def benchmark_value(self, level: AreaLevel | None, period: str) -> float | None:
        """The figure of a larger area in the same period and group."""
        if level is None:
            return None
        code = benchmarks(self.place.level, self.reader.home)[level]
        rows = of_areas(of_group(self.observations, self.group), level, [code])
        return value_of(of_period(rows, period))

    def benchmark_figure(self, level: AreaLevel | None, period: str) -> tuple[str, float] | None:
        """The larger area's name and its figure; None where there is none."""
        value = self.benchmark_value(level, period)
        if level is None or value is None:
            return None
        code = benchmarks(self.place.level, self.reader.home)[level]
        return self.reader.name(level, code), value

    def benchmarks_with_figures(self) -> dict[AreaLevel, str]:
        """The larger areas that have a figure in some of the periods."""
        if self.indicator.kind is Kind.COUNT:
            return {}  # the county's residents beside a district's would say nothing
        offered = benchmarks(self.place.level, self.reader.home)
        return {level: code for level, code in offered.items() if self._known_at(level, code)}

    def _known_at(self, level: AreaLevel, code: str) -> bool:
        rows = of_areas(of_group(self.observations, self.group), level, [code])
        return bool(rows["value"].notna().any() and set(periods(rows)) & set(self.periods))

    def name(self, code: str) -> str:
        """An area's name in the reader's language."""
        return area_text(self.reader, self.place.level, code)

    def written(self, value: float | None) -> str:
        """A value with its unit in the reader's form."""
        return format_value(value, self.indicator.unit, self.indicator.decimals, self.reader.language)

    def figure_text(self, row: Row) -> str:
        """A value with its unit, or why there is none."""
        if pd.isna(row.value):
            return self.reader.t(STATUS[ObservationStatus(row.status)])
        return self.written(row.value)

    def counts_text(self, row: Row) -> str:
        """ "7 926 / 46 392", or "" where the source gives no counts."""
        both = [row.numerator, row.denominator]
        if pd.isna(both).any():
            return ""
        return " / ".join(format_number(count, 0, self.reader.language) for count in both)

    def hover(self, period: str) -> list[str]:
        """The text under each area's name: value and counts."""
        lines = []
        for row in self.in_period(period).itertuples():
            counts = self.counts_text(row)
            lines.append("<br>".join(text for text in (self.figure_text(row), counts) if text))
        return lines

    def content(self, period: str, width: int) -> MapContent | None:
        """A map `width` pixels wide, the home municipality outlined; None where no boundaries are stored."""
        geometry = self.place.geometry(self.reader.home)
        if geometry is None:
            return None
        return MapContent(
            area_codes=self.areas,
            classes=self.classes(period),
            hover=self.hover(period),
            class_count=self.class_count,
            geometry_url=f"/geometry/{geometry}.json",
            neighbours_url=f"/geometry/{surroundings_name(self.place.scope(self.reader.home))}.json",
            bounds=geometry_bounds(geometry),
            width=width,
            language=self.reader.language,
            period=period,
            selected=self.reader.home if self.reader.home in self.areas else None,
        )

    def every_period(self) -> dict[str, str]:
        """The classes of every period as text (`encode_classes`), old to new."""
        return {period: encode_classes(self.classes(period)) for period in self.periods}

    def bars(self, period: str) -> list[Bar]:
        """The ranked areas; of many, the highest and lowest and the home municipality, "…" for those between."""
        rows = ends_of(ranked(self.in_period(period)).reset_index(drop=True), BARS_AT_MOST, always=self.reader.home)
        bars: list[Bar] = []
        for place, row in zip(itertools.pairwise([-1, *rows.index]), rows.itertuples(), strict=True):
            if place[1] - place[0] > 1:
                bars.append(BETWEEN)
            bars.append(Bar(row.area_code, self.name(row.area_code), _number(row.value), self.figure_text(row)))
        return bars

    def scope_name(self) -> str:
        """The area the map is of."""
        return scope_name(self.place, self.reader)


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
