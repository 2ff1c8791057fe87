"""SOTKAnet's rows of figures, from its shape to ours, with every row that was set aside accounted for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from indicators.model import TOTAL
from indicators.sources.sotkanet_catalogue import SotkanetMetadata
from indicators.sources.sotkanet_rows import NOT_STATED, PLACE_OF_GENDER, Column, Mask, SotkanetRows, rows_of
from indicators.sources.sotkanet_units import LARGEST, largest_value

SEXES = pd.array([TOTAL, "F", "M"], dtype="str")
"""In the order of PLACE_OF_GENDER."""
FIGURE_COLUMNS = ("sotkanet_id", "area_level", "area_code", "year", "sex", "value", "absolute")


class Rule(StrEnum):
    """Why rows are set aside; in this order, a row under the first that it breaks."""

    MALFORMED = "malformed"
    OTHER_INDICATOR = "other_indicator"
    OTHER_YEAR = "other_year"
    OTHER_GENDER = "other_gender"
    UNKNOWN_REGION = "unknown_region"
    CONTRADICTING = "contradicting"
    REPEATED = "repeated"
    NO_NUMBER = "no_number"
    NEGATIVE = "negative"
    ABSURD = "absurd"
    COUNT = "count"


WORDS = {
    Rule.MALFORMED: "the indicator, region, year or gender is missing or of another type",
    Rule.OTHER_INDICATOR: "the row is of an indicator that was not asked for",
    Rule.OTHER_YEAR: "the year was not asked for",
    Rule.OTHER_GENDER: "the gender was not asked for",
    Rule.UNKNOWN_REGION: "the region is not in SOTKAnet's list of regions",
    Rule.CONTRADICTING: "the same region, year and gender come with different values, so none is taken",
    Rule.REPEATED: "the row repeats another, which is taken once",
    Rule.NO_NUMBER: "the value is missing or no finite number",
    Rule.NEGATIVE: "the value is below zero, which its unit does not allow",
    Rule.ABSURD: "the value is far too large for its unit",
    Rule.COUNT: "the absolute value is no possible count",
}
"""For logs and reports of an operator; the pages have their own words."""


@dataclass(frozen=True)
class Refusal:
    """Rows set aside under one rule: how many, and the region id and year of the first (None where it has none)."""

    rule: Rule
    rows: int
    first_region: int | None
    first_year: int | None

    def __str__(self) -> str:
        return f"{self.rows} rows: {WORDS[self.rule]} (first: region {self.first_region}, year {self.first_year})"


@dataclass(frozen=True)
class ParsedFigures:
    """What an answer held.

    `rows`: one row an area, year and sex, columns FIGURE_COLUMNS; `absolute` is NaN where the source
    gives no count. `elsewhere` counts good rows of regions HyteData has no area for. Rows, `elsewhere`
    and refused rows together are the rows of the answer. `years_without_rows` were asked for in vain.
    """

    rows: pd.DataFrame
    refused: tuple[Refusal, ...]
    elsewhere: int
    years_without_rows: tuple[int, ...]


def parse_figures(
    answer: Any,
    metadata: SotkanetMetadata,
    regions: pd.DataFrame,
    *,
    years: Collection[int],
    genders: Collection[str],
) -> ParsedFigures:
    """The figures of an answer to `years` and `genders`; `regions` is what `parse_regions` gave.

    A row that breaks a rule is set aside and counted; nothing is repaired. An empty answer has no rows.
    Raises UnexpectedResponse when the answer is no list of objects, or when no row has a region, year,
    gender or value.
    """
    rows = rows_of(answer, metadata.sotkanet_id)
    place = pd.Index(regions["sotkanet_region_id"]).get_indexer(rows.region)
    broken = _first_broken(rows, metadata, place, years, genders)
    has_area = (broken < 0) & regions["area_level"].ne("").to_numpy()[place]
    taken = np.flatnonzero(has_area)
    return ParsedFigures(
        rows=_taken(rows, taken, regions, place[taken]),
        refused=tuple(_refusals(broken, rows)),
        elsewhere=int(((broken < 0) & ~has_area).sum()),
        years_without_rows=tuple(sorted(set(years) - set(np.unique(rows.year[broken < 0]).tolist()))),
    )


def _first_broken(
    rows: SotkanetRows, metadata: SotkanetMetadata, place: Column, years: Collection[int], genders: Collection[str]
) -> Column:
    """For each row the place in `Rule` of the first rule it breaks, −1 where it breaks none."""
    of_the_key = _breaking_the_key(rows, metadata.sotkanet_id, place, years, genders)
    is_asked: Mask = ~np.logical_or.reduce(list(of_the_key.values()))
    broken = {**of_the_key, **_duplicates(rows, is_asked), **_breaking_the_value(rows, metadata)}
    first = np.full(len(place), -1, dtype="int8")
    for number, rule in reversed(list(enumerate(Rule))):
        first[broken[rule]] = number
    return first


def _breaking_the_key(
    rows: SotkanetRows, sotkanet_id: int, place: Column, years: Collection[int], genders: Collection[str]
) -> dict[Rule, Mask]:
    asked = [PLACE_OF_GENDER[gender] for gender in genders]
    smallest = np.minimum(np.minimum(rows.indicator, rows.region), rows.year)
    return {
        Rule.MALFORMED: (smallest == NOT_STATED) | (rows.gender == NOT_STATED),
        Rule.OTHER_INDICATOR: rows.indicator != sotkanet_id,
        Rule.OTHER_YEAR: ~np.isin(rows.year, list(years)),
        Rule.OTHER_GENDER: ~np.isin(rows.gender, asked),
        Rule.UNKNOWN_REGION: place < 0,
    }


def _breaking_the_value(rows: SotkanetRows, metadata: SotkanetMetadata) -> dict[Rule, Mask]:
    lowest = -np.inf if metadata.may_be_negative else 0.0
    return {
        Rule.NO_NUMBER: ~np.isfinite(rows.value),
        Rule.NEGATIVE: rows.value < lowest,
        Rule.ABSURD: np.abs(rows.value) >= largest_value(metadata.unit_code),
        Rule.COUNT: rows.has_bad_count | (rows.absolute < lowest) | (np.abs(rows.absolute) >= LARGEST),
    }


def _duplicates(rows: SotkanetRows, is_asked: Mask) -> dict[Rule, Mask]:
    """Of the rows asked for: those whose key comes again with another value, and those that only repeat one."""
    contradicting, repeated = np.zeros_like(is_asked), np.zeros_like(is_asked)
    at = np.flatnonzero(is_asked)
    key = pd.Series((rows.region[at] * len(SEXES) + rows.gender[at]) * 10_000 + rows.year[at])
    if key.duplicated().any():
        whole = pd.DataFrame({"key": key, "value": rows.value[at], "absolute": rows.absolute[at]})
        again = whole.duplicated()
        several = key[~again]
        contradicting[at] = key.isin(several[several.duplicated()])
        repeated[at] = again
    return {Rule.CONTRADICTING: contradicting, Rule.REPEATED: repeated}


def _refusals(broken: Column, rows: SotkanetRows) -> Iterable[Refusal]:
    for place, rule in enumerate(Rule):
        at = np.flatnonzero(broken == place)
        if len(at):
            region, year = (int(column[at[0]]) for column in (rows.region, rows.year))
            yield Refusal(rule, len(at), _stated(region), _stated(year))


def _stated(number: int) -> int | None:
    return None if number == NOT_STATED else number


def _taken(rows: SotkanetRows, taken: Column, regions: pd.DataFrame, place: Column) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sotkanet_id": rows.indicator[taken],
            "area_level": regions["area_level"].array.take(place),
            "area_code": regions["area_code"].array.take(place),
            "year": rows.year[taken],
            "sex": SEXES.take(rows.gender[taken]),
            "value": rows.value[taken],
            "absolute": rows.absolute[taken],
        }
    )
