"""Rows that are already in the house's schema, checked one by one before they may go into the store."""

from collections.abc import Callable, Mapping

import pandas as pd

from geodata.levels import LEVELS, AreaLevel
from indicators.errors import ObservationError
from indicators.formats.composition import Provenance
from indicators.formats.places import place_of
from indicators.formats.reports import Report
from indicators.model import Indicator, ObservationStatus
from indicators.observations import COLUMNS, INTERVALS, KEY, STATUSES_WITH_VALUE
from indicators.periods import Period, parse_period


def checked_rows(
    rows: pd.DataFrame, wanted: Mapping[str, Indicator], provenance: Mapping[str, Provenance], report: Report
) -> pd.DataFrame:
    """The rows that keep every rule of the schema, described by `provenance` where the file says nothing.

    `dataset` is always the provenance's; publisher, licence, day and intervals are kept where the file has them.
    The other rows are in the report, each by the first rule it breaks.
    """
    report.rows_read += len(rows)
    for rule, is_broken in RULES.items():
        rows = _keeping(rows, is_broken(rows, wanted), rule, report)
    periods = [parse_period(text) for text in rows["period"]]
    dated = rows.assign(
        period=pd.Series([each.text for each in periods], index=rows.index, dtype=object),
        period_start=[each.start for each in periods],
        period_end=[each.end for each in periods],
    )
    described = _described(dated, provenance)
    torn = described.duplicated(list(KEY), keep=False)
    return _keeping(described, torn, "the same key stands twice", report).drop(columns="row").reset_index(drop=True)


def _keeping(rows: pd.DataFrame, broken: pd.Series, rule: str, report: Report) -> pd.DataFrame:
    if broken.any():
        first = rows[broken].iloc[0]
        said = ", ".join(f"{name} {first[name]}" for name in ("indicator_id", "area_code", "period", "status"))
        report.set_aside(rule, int(broken.sum()), f"{first['row']}: {said}")
    return rows[~broken]


def _described(rows: pd.DataFrame, provenance: Mapping[str, Provenance]) -> pd.DataFrame:
    stated = {each: provenance[each] for each in rows["indicator_id"].unique()}
    filled = rows.assign(**{name: None for name in COLUMNS if name not in rows})
    for name in ("publisher", "licence", "data_date"):
        given = filled["indicator_id"].map({each: getattr(of, name) for each, of in stated.items()})
        filled[name] = filled[name].astype(object).where(filled[name].notna(), given)
    dataset = filled["indicator_id"].map({each: str(of.dataset) for each, of in stated.items()})
    method = filled["method"].astype(object).where(filled["method"].notna(), "source")
    return filled.assign(dataset=dataset, method=method)


def _lacks_key(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    return rows[list(KEY)].isna().any(axis=1)


def _is_unwanted(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    return ~rows["indicator_id"].isin(list(wanted))


def _is_nowhere(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    pairs = {
        (level, code): level in LEVELS and place_of(AreaLevel(level), code) is not None
        for level, code in set(zip(rows["area_level"], rows["area_code"], strict=True))
    }
    found = [pairs[pair] for pair in zip(rows["area_level"], rows["area_code"], strict=True)]
    return ~pd.Series(found, index=rows.index, dtype=bool)


def _has_no_period(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    known = {text: _period(text) is not None for text in rows["period"].unique()}
    return ~rows["period"].map(known).astype(bool)


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ObservationError:
        return None


def _has_no_status(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    return ~rows["status"].isin(list(ObservationStatus))


def _contradicts_itself(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    return rows["status"].isin(STATUSES_WITH_VALUE) != rows["value"].notna()


def _has_half_an_interval(rows: pd.DataFrame, wanted: Mapping[str, Indicator]) -> pd.Series:
    given = rows.reindex(columns=list(INTERVALS)).notna()
    return (given.any(axis=1) != given.all(axis=1)) | (given.any(axis=1) & rows["value"].isna())


RULES: dict[str, Callable[[pd.DataFrame, Mapping[str, Indicator]], pd.Series]] = {
    "a part of the key is missing": _lacks_key,
    "no indicator asked for has this id": _is_unwanted,
    "no area of the register has this level and code": _is_nowhere,
    "not a period that is known here": _has_no_period,
    "unknown status": _has_no_status,
    "status and value contradict each other": _contradicts_itself,
    "an interval lacks an end, or stands without a value": _has_half_an_interval,
}
"""Asked in this order; a row falls to the first rule that it breaks."""
