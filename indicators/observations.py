"""The long table of published numbers: its schema, its key, and the rules every row keeps.

One row is one observation: an indicator in an area, a period and a population group. `_T` stands
for "all together" in a dimension. Suppressed, missing and zero are three different things, told
apart by `status`; only OBSERVED, PROVISIONAL, ESTIMATED and MODELLED rows carry a value.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from geodata.levels import LEVELS
from indicators.errors import ObservationError
from indicators.model import ObservationStatus
from indicators.periods import HOUSE_FORMS, Period, parse_period

KEY = (
    "indicator_id",
    "area_level",
    "area_code",
    "boundary_year",
    "period",
    "sex",
    "age_group",
    "population_group",
)

SCHEMA = pa.schema(
    [
        ("indicator_id", pa.string()),
        ("area_level", pa.string()),
        ("area_code", pa.string()),
        ("boundary_year", pa.int16()),
        ("period", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("sex", pa.string()),
        ("age_group", pa.string()),
        ("population_group", pa.string()),
        ("value", pa.float64()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("ci_lower_95", pa.float64()),
        ("ci_upper_95", pa.float64()),
        ("ci_lower_998", pa.float64()),
        ("ci_upper_998", pa.float64()),
        ("ci_method", pa.string()),
        ("status", pa.string()),
        ("method", pa.string()),
        ("coverage", pa.float64()),
        ("moved_share", pa.float64()),
        ("dataset", pa.string()),
        ("publisher", pa.string()),
        ("licence", pa.string()),
        ("data_date", pa.date32()),
    ]
)
"""`coverage`: share (0–1) of the area's base that the known parts make up, null for source figures.
`moved_share`: share (0–1) of the base that came from small areas lying mostly in a neighbouring area."""

COLUMNS = tuple(SCHEMA.names)
Mask = npt.NDArray[np.bool_]
INTERVALS = ("ci_lower_95", "ci_upper_95", "ci_lower_998", "ci_upper_998")
"""Ends of the 95 and 99.8 % confidence intervals, in the value's unit: all four or none."""
NO_PERIOD = f"the period is not in the house's form; write {HOUSE_FORMS}"
STATUSES_WITH_VALUE = frozenset(
    {
        ObservationStatus.OBSERVED,
        ObservationStatus.PROVISIONAL,
        ObservationStatus.ESTIMATED,
        ObservationStatus.MODELLED,
    }
)


def observations_table(rows: pd.DataFrame) -> pa.Table:
    """`rows` in the house's schema, validated; absent optional columns become null.

    Raises ObservationError naming the first row that breaks a rule, or the column of a wrong type.
    """
    complete = rows.assign(**{name: None for name in COLUMNS if name not in rows})[list(COLUMNS)]
    validate_observations(complete)
    try:
        return pa.Table.from_pandas(complete, schema=SCHEMA, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as fault:
        raise ObservationError(f"a column is not of the schema's type (codes are text): {fault}") from fault


def validate_observations(rows: pd.DataFrame) -> None:
    """Raise ObservationError when a row lacks its key, repeats a key, or breaks a rule."""
    _refuse(rows, rows[list(KEY)].isna().any(axis=1), "a part of the key is missing")
    _refuse(rows, rows.duplicated(list(KEY)), "the same key stands twice")
    _validate_periods(rows)
    _refuse(rows, ~rows["area_level"].isin(LEVELS), "unknown area_level")
    _refuse(rows, ~rows["status"].isin(list(ObservationStatus)), "unknown status")
    has_value = rows["status"].isin(STATUSES_WITH_VALUE)
    _refuse(rows, has_value != rows["value"].notna(), "status and value contradict each other")
    ends = rows[list(INTERVALS)].notna().to_numpy().sum(axis=1)
    _refuse(rows, (ends > 0) & (ends < len(INTERVALS)), "an interval lacks an end")
    _refuse(rows, (ends > 0) & ~has_value, "a figure that is not shown has an interval")
    _refuse(rows, _value_outside(rows), "the value lies outside its interval, or the 99.8 % interval within the 95 %")
    _refuse(rows, _numerator_too_large(rows), "the numerator of a share exceeds its denominator")


def _validate_periods(rows: pd.DataFrame) -> None:
    """Each period stands in the house's text, and its first and last day agree with it."""
    of_row, texts = pd.factorize(rows["period"])
    told = [_house_period(text) for text in texts]
    _refuse(rows, np.array([each is None for each in told], dtype=bool)[of_row], NO_PERIOD)
    for column, name in (("period_start", "start"), ("period_end", "end")):
        days = np.array([getattr(each, name) for each in told], dtype="datetime64[us]")[of_row]
        differs = pd.to_datetime(rows[column]).to_numpy("datetime64[us]") != days
        _refuse(rows, differs, f"{column} is not the day that the period says")


def _house_period(text: object) -> Period | None:
    """The period of a text in the house's own form; None for any other."""
    try:
        period = parse_period(str(text))
    except ObservationError:
        return None
    return period if period.text == text else None


def _value_outside(rows: pd.DataFrame) -> Mask:
    value, low, high, lowest, highest = (_floats(rows, name) for name in ("value", *INTERVALS))
    slack = 1e-9 * np.fmax(np.abs(value), 1.0)
    return (lowest > low + slack) | (low > value + slack) | (value > high + slack) | (high > highest + slack)


def _numerator_too_large(rows: pd.DataFrame) -> Mask:
    """Shares are recognised by their value: 100 × numerator / denominator within rounding."""
    value, numerator, denominator = (_floats(rows, name) for name in ("value", "numerator", "denominator"))
    share = 100 * numerator / np.where(denominator > 0, denominator, np.nan)
    return (np.abs(share - value) < 1e-6) & (numerator > denominator * (1 + 1e-9))


def _floats(rows: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    return rows[name].astype(float).to_numpy()


def _refuse(rows: pd.DataFrame, broken: "pd.Series | Mask", rule: str) -> None:
    if not broken.any():
        return
    first = rows[broken].iloc[0]
    place = ", ".join(f"{column}={first[column]}" for column in KEY)
    raise ObservationError(f"{rule}: {int(broken.sum())} rows, the first is {place}")
