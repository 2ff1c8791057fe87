"""Telling that an area itself changed within a series: municipalities that joined or moved, districts drawn anew."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geodata.levels import AreaLevel
from indicators.extents import ExtentChange, area_breaks
from indicators.periods import parse_period
from indicators.series import points_of
from pages.charts.line_chart import BreakLine
from pages.components.reader import Reader, area_text


def told_area_breaks(rows: pd.DataFrame, reader: Reader) -> list[BreakLine]:
    """A line and its reason for each change of an area within its series, old to new."""
    told = [_line(each, reader) for each in area_breaks(points_of(rows)).itertuples()]
    return sorted(dict.fromkeys(told), key=lambda each: (each.place, each.reason))


def _line(change: Any, reader: Reader) -> BreakLine:
    """At the beginning of the first year after the change: areas change at the turn of a year."""
    year = str(change.year)
    return BreakLine(parse_period(year).opening, year, _reason(change, reader))


def _reason(change: Any, reader: Reader) -> str:
    """The sentence of one row of `area_breaks`."""
    t, year = reader.t, change.since
    area = area_text(reader, AreaLevel(change.area_level), change.area_code)
    if change.change == ExtentChange.MERGER:
        joined = _names(change.joined, reader)
        return t("{area} grew on 1 January {year}: joined by {joined}.", area=area, year=year, joined=joined)
    if change.change == ExtentChange.MEMBERS_MOVED:
        moved = _names(change.joined, reader)
        return t("{area} has had other municipalities since {year}; moved: {moved}.", area=area, year=year, moved=moved)
    return t("{area}: from {year} on a sum of small areas that were drawn anew.", area=area, year=year)


def _names(codes: Sequence[str], reader: Reader) -> str:
    return ", ".join(reader.name(AreaLevel.MUNICIPALITY, code) for code in codes)
