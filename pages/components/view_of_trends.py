"""What the trends view shows: the series of chosen areas and of the areas they are compared with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from geodata.levels import AreaLevel
from indicators.forecasts import fan_of, unbroken_years
from indicators.markers import trend_markers
from indicators.measures.trend import Fan
from indicators.model import Indicator, Kind
from indicators.periods import parse_period
from indicators.slices import Group, of_areas, of_group
from pages.charts.line_chart import BreakLine, Line, LineChart
from pages.components.area_changes import told_area_breaks
from pages.components.numbers import format_value, separators
from pages.components.period_words import format_period
from pages.components.places import Place, larger_areas, scope_name
from pages.components.reader import Reader, area_text
from pages.components.time_axis import place_of, with_gaps
from pages.components.words import group_text

AREAS_IN_ONE_PICTURE = 6
FROM_ZERO = frozenset({Kind.SHARE, Kind.RATE, Kind.COUNT})


@dataclass(frozen=True)
class TrendsView:
    """One indicator and group; the areas chosen at one level, and its benchmarks."""

    reader: Reader
    indicator: Indicator
    observations: pd.DataFrame
    place: Place
    group: Group
    areas: list[str]
    groups: tuple[Group, ...] = ()
    """Groups drawn as lines of their own, for the first of the areas; none: areas are the lines."""
    with_fan: bool = False
    """Whether the next years of a lone area are drawn as a fan."""

    @cached_property
    def benchmarks(self) -> dict[AreaLevel, str]:
        """The larger areas that have figures; none for counts, which only compare as shares."""
        if self.indicator.kind is Kind.COUNT:
            return {}
        offered = larger_areas(self.place, self.reader.home)
        return {level: code for level, code in offered.items() if not self._rows_of(level, [code]).empty}

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Observations of the chosen areas and the benchmarks, old to new."""
        if self.groups:
            own = [self._rows_of(self.place.level, self.areas[:1], group) for group in self.groups]
            return pd.concat(own, ignore_index=True)
        parts = [self._rows_of(self.place.level, self.areas)]
        parts += [self._rows_of(level, [code]) for level, code in self.benchmarks.items()]
        return pd.concat(parts, ignore_index=True)

    @property
    def wants_small_multiples(self) -> bool:
        """True when one picture would hold too many lines."""
        return not self.groups and len(self.areas) > AREAS_IN_ONE_PICTURE

    def scope_name(self) -> str:
        """The area whose groups are drawn, or the one the areas lie in."""
        if self.groups and self.areas:
            return self.name(self.place.level, self.areas[0])
        return scope_name(self.place, self.reader)

    def chart(self, from_zero: bool) -> LineChart:
        """The lines with breaks and ticks."""
        lines = self._lines_of_groups() if self.groups else self._lines_of_areas()
        return LineChart(
            lines=[line for line in lines if any(value is not None for value in line.values)],
            separators=separators(self.reader.language),
            from_zero=from_zero,
            breaks=self.breaks,
            ticks=self._ticks(),
            fan=self.fan if self.with_fan else None,
        )

    @property
    def can_fan(self) -> bool:
        """True for a lone area with ten neighbouring years or more since its latest break."""
        return self._lone is not None and not unbroken_years(self._lone, self.indicator).empty

    @cached_property
    def fan(self) -> tuple[list[float], Fan] | None:
        """The years ahead of the lone line and where its figures may lie; None where it cannot be told."""
        return None if self._lone is None else fan_of(self._lone, self.indicator)

    @property
    def _lone(self) -> pd.DataFrame | None:
        """The rows of the only area that has any; None where several lines could be meant."""
        own = [rows for _, rows in self.line_names()[: len(self.areas)] if len(rows)]
        return own[0] if len(own) == 1 and not self.groups else None

    def markers(self) -> list[tuple[str, dict[str, Any], pd.DataFrame]]:
        """Each line's name, its trend marker (`markers.trend_markers`), and the rows it was made from."""
        found = []
        for name, place, group in self._lines():
            rows = of_areas(of_group(self.observations, group), place[0], [place[1]])
            if len(rows):
                marker = trend_markers(rows, {self.indicator.indicator_id: self.indicator}).iloc[0].to_dict()
                found.append((name, marker, rows))
        return found

    def _lines(self) -> list[tuple[str, tuple[AreaLevel, str], Group]]:
        """What is drawn: name, area and group of each line."""
        if self.groups:
            return [
                (group_text(each, self.reader.t), (self.place.level, self.areas[0]), each)
                for each in self.groups
                if self.areas
            ]
        places = [(self.place.level, code) for code in self.areas] + list(self.benchmarks.items())
        return [(self.name(*place), place, self.group) for place in places]

    def name(self, level: AreaLevel, code: str) -> str:
        """An area's name in the reader's language."""
        return area_text(self.reader, level, code)

    def written(self, value: float | None) -> str:
        """A value with its unit in the reader's form."""
        return format_value(value, self.indicator.unit, self.indicator.decimals, self.reader.language)

    def period_text(self, period: str, *, short: bool = False) -> str:
        """A period in the reader's words."""
        return format_period(period, self.reader.language, short=short)

    def line_names(self) -> list[tuple[str, pd.DataFrame]]:
        """Each line's name with its rows, as the table's columns need them."""
        if self.groups:
            level, areas = self.place.level, self.areas[:1]
            return [(group_text(each, self.reader.t), self._rows_of(level, areas, each)) for each in self.groups]
        places = [(self.place.level, code) for code in self.areas] + list(self.benchmarks.items())
        return [(self.name(*place), self._rows_of(place[0], [place[1]])) for place in places]

    def _lines_of_areas(self) -> list[Line]:
        places = [(str(self.place.level), code, False) for code in self.areas]
        places += [(str(level), code, True) for level, code in self.benchmarks.items()]
        both = zip(places, self.line_names(), strict=True)
        return [self._line(f"{level}:{code}", *pair, is_benchmark=compared) for (level, code, compared), pair in both]

    def _lines_of_groups(self) -> list[Line]:
        both = zip(self.groups, self.line_names(), strict=True)
        return [self._line(group.code, *pair) for group, pair in both]

    def _rows_of(self, level: AreaLevel, codes: list[str], group: Group | None = None) -> pd.DataFrame:
        rows = of_areas(of_group(self.observations, group or self.group), level, codes)
        return rows.dropna(subset="value").sort_values(["period_end", "area_code"])

    def _line(self, code: str, name: str, own: pd.DataFrame, *, is_benchmark: bool = False) -> Line:
        rows = with_gaps(own, self.indicator)
        end = "" if own.empty else self.written(own["value"].iloc[-1])
        hover = [
            f"<b>{name}</b><br>{self.period_text(period)}: {self.written(value)}" if pd.notna(value) else ""
            for period, value in zip(rows["period"], rows["value"], strict=True)
        ]
        values = [None if pd.isna(value) else float(value) for value in rows["value"]]
        lower, upper = (_ends(rows[column]) for column in ("ci_lower_95", "ci_upper_95"))
        return Line(code, name, list(rows["place"]), values, hover, end, is_benchmark, lower, upper)

    def _ticks(self) -> dict[float, str]:
        words = (self.period_text(period, short=True) for period in self.rows["period"])
        ahead = self.fan[0] if self.with_fan and self.fan else []
        return dict(zip(place_of(self.rows), words, strict=True)) | {year: f"{year:.0f}" for year in ahead}

    @property
    def breaks(self) -> list[BreakLine]:
        """The breaks within the time shown: the indicator's, then those of the areas."""
        places, language = place_of(self.rows), self.reader.language
        found = [(parse_period(each.period), each.reason) for each in self.indicator.breaks]
        of_indicator = [
            BreakLine(period.opening, self.period_text(period.text), getattr(reason, language))
            for period, reason in found
            if len(places) and places.min() < period.opening < places.max()
        ]
        return [*of_indicator, *self.area_breaks]

    @cached_property
    def area_breaks(self) -> list[BreakLine]:
        """Those of `breaks` where one of the areas itself changed."""
        return told_area_breaks(self.rows, self.reader)


def _ends(column: pd.Series) -> list[float | None]:
    """Ends of intervals, None where there is none; an empty list where no figure has one."""
    if column.isna().all():
        return []
    return [None if pd.isna(end) else float(end) for end in column]


def is_usually_from_zero(indicator: Indicator) -> bool:
    """Shares, rates and counts start from zero unless the reader says otherwise."""
    return indicator.kind in FROM_ZERO
