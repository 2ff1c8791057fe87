"""The replica's figures as SOTKAnet writes them, from a formula, fast enough to serve thousands of answers.

A row is `{"indicator":127,"region":20,"year":2023,"gender":"total","value":…,"absValue":…}`; counts,
indexes and euros have no absValue, and small municipalities have no row at all in some years.
"""

from collections.abc import Sequence
from functools import lru_cache

from tests.replica.sotkanet_regions import all_regions

VARIANTS = 4
"""Indicators whose ids leave the same remainder by this share their figures, so that text can be kept ready."""
SUPPRESSED_EVERY = 29
_LEVEL_OF_UNIT = {
    "PROS": 12.0,
    "PER1000": 85.0,
    "PER10000": 240.0,
    "PER100000": 950.0,
    "INDEKSI": 100.0,
    "LKM": 5_000,
    "EURO": 410,
}
_WITH_COUNT = ("PROS", "PER1000", "PER10000", "PER100000")
_UNSTATED = b'"indicator":0,'
_GENDER_STEP = {"total": 0.0, "male": 0.1, "female": -0.1}


def rows_of(number: int, unit: str, years: Sequence[int], genders: Sequence[str]) -> bytes:
    """The JSON list of an indicator's rows: by year, gender and region."""
    pieces = [_year(number % VARIANTS, unit, year, gender) for year in years for gender in genders]
    body = b"[" + b",".join(pieces) + b"]"
    return body.replace(_UNSTATED, b'"indicator":%d,' % number)


def is_suppressed(variant: int, place: int, year: int) -> bool:
    """Whether the region at `place` has no row: some small ones, never the first hundred ids."""
    return place > 100 and (place * 7 + variant * 5 + year) % SUPPRESSED_EVERY == 0


@lru_cache(maxsize=2_000)
def _year(variant: int, unit: str, year: int, gender: str) -> bytes:
    places = enumerate(region["id"] for region in all_regions())
    return ",".join(
        _row(region, year, gender, _value(variant, unit, place, year, gender), unit in _WITH_COUNT)
        for place, region in places
        if not is_suppressed(variant, place, year)
    ).encode()


def _row(region: int, year: int, gender: str, value: float, with_count: bool) -> str:
    count = f',"absValue":{int(value * 40)}' if with_count else ""
    return f'{{"indicator":0,"region":{region},"year":{year},"gender":"{gender}","value":{value}{count}}}'


def _value(variant: int, unit: str, place: int, year: int, gender: str) -> float:
    level = _LEVEL_OF_UNIT.get(unit, 50.0)
    factor = 0.6 + (place * 37 % 101) / 125 + variant / 20 + (year - 2000) / 200 + _GENDER_STEP[gender]
    return round(level * factor) if isinstance(level, int) else round(level * factor, 1)
