"""The figures behind the map: one indicator at one place for one group, in all periods."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from geodata.classification import class_breaks, classify
from indicators.benchmarks import Benchmark, with_comparison
from indicators.measures.summary import Spread, spread
from indicators.model import Indicator, ObservationStatus
from indicators.periods import Grain
from indicators.slices import Group, grains, of_areas, of_group, of_period, periods
from pages.charts.choropleth import HIDDEN_FIGURE, NO_FIGURE
from pages.components.numbers import format_number, format_value
from pages.components.period_words import format_period
from pages.components.places import Place, scope_name
from pages.components.reader import Reader, area_text
from pages.components.words import status_text
from pages.locales.messages import mark

KNOWN = mark("{known} of {count} areas have a figure.")
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
    def of_group(self) -> pd.DataFrame:
        """Observations of the group in every area, those of benchmarks among them."""
        return of_group(self.observations, self.group)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Observations of the areas in scope, all periods."""
        return of_areas(self.of_group, self.place.level, self.areas)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods with a figure, old to new."""
        return periods(self.rows)

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """Class limits over all periods, so that a colour means one value in every year."""
        return class_breaks(self.rows["value"].to_numpy(float), area_count=len(self.areas))

    @property
    def has_intervals(self) -> bool:
        """True where some figure has an interval, so that a test can compare it."""
        return bool(self.rows["ci_lower_95"].notna().any())

    def in_period(self, period: str) -> pd.DataFrame:
        """One row an area in scope, in the order of `areas`; areas without a row are MISSING."""
        rows = of_period(self.rows, period).set_index("area_code").reindex(list(self.areas))
        status = rows["status"].fillna(str(ObservationStatus.MISSING))
        return rows.assign(status=status).rename_axis("area_code").reset_index()

    @cached_property
    def value_classes(self) -> pd.DataFrame:
        """The class of each value, or that it is hidden or missing: a row an area in scope, a column a period."""
        index = classify(self.rows["value"].to_numpy(float), self.breaks)
        return self.class_table(pd.Series(index, index=self.rows.index))

    def class_table(self, index: pd.Series) -> pd.DataFrame:
        """Class indices of `rows` as areas × periods; −1 hidden, −2 no figure."""
        hidden = self.rows["status"].eq(ObservationStatus.SUPPRESSED)
        known = index.mask(self.rows["value"].isna(), NO_FIGURE).mask(hidden, HIDDEN_FIGURE)
        table = self.rows.assign(index=known).pivot(index="area_code", columns="period", values="index")
        placed = table.reindex(index=list(self.areas), columns=list(self.periods))
        return placed.fillna(NO_FIGURE).astype(np.int8)

    def compared(self, benchmark: Benchmark) -> pd.DataFrame:
        """`rows` with `benchmark_value` and `comparison`."""
        catalogue = {self.indicator.indicator_id: self.indicator}
        return with_comparison(self.rows, self.observations, benchmark, catalogue)

    def known(self, period: str) -> int:
        """How many areas in scope have a figure."""
        return int(of_period(self.rows, period)["value"].notna().sum())

    def known_text(self, period: str) -> str:
        """ "12 of 308 areas have a figure.", or "" where all have one."""
        known, every = self.known(period), len(self.areas)
        return self.reader.t(KNOWN, known=known, count=every) if known < every else ""

    def spread(self, period: str) -> Spread | None:
        """The highest and the lowest area."""
        return spread(of_period(self.rows, period))

    @property
    def grain(self) -> Grain:
        """What the periods step by; years where there is no figure."""
        return next(iter(grains(self.rows)), Grain.YEARS)

    def period_text(self, period: str) -> str:
        """A period in the reader's words."""
        return format_period(period, self.reader.language)

    def name(self, code: str) -> str:
        """An area's name in the reader's language."""
        return area_text(self.reader, self.place.level, code)

    def written(self, value: float | None) -> str:
        """A value with its unit in the reader's form."""
        return format_value(value, self.indicator.unit, self.indicator.decimals, self.reader.language)

    def figure_text(self, row: Row) -> str:
        """A value with its unit, or why there is none."""
        if pd.isna(row.value):
            return status_text(row.status, self.indicator, self.reader.t)
        return self.written(row.value)

    def interval_text(self, row: Row) -> str:
        """ "16,8–17,5" at 95 %, or "" where there is none."""
        ends = [row.ci_lower_95, row.ci_upper_95]
        if pd.isna(ends).any():
            return ""
        return "–".join(format_number(end, self.indicator.decimals, self.reader.language) for end in ends)

    def counts_text(self, row: Row) -> str:
        """ "7 926 / 46 392", or "" where the source gives no counts."""
        both = [row.numerator, row.denominator]
        if pd.isna(both).any():
            return ""
        return " / ".join(format_number(count, 0, self.reader.language) for count in both)

    def scope_name(self) -> str:
        """The area the map is of."""
        return scope_name(self.place, self.reader)
