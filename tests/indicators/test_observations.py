"""The rules every row of the long table keeps, each broken once."""

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from indicators.errors import ObservationError
from indicators.observations import COLUMNS, INTERVALS, KEY, SCHEMA, observations_table, validate_observations
from tests.indicators.examples import hidden, observations, of_period, of_year

NOTHING = float("nan")
ENDS = {"ci_lower_998": 40.0, "ci_lower_95": 45.0, "ci_upper_95": 55.0, "ci_upper_998": 60.0}
INTERVAL = ENDS | {"value": 50.0, "numerator": NOTHING, "ci_method": "wilson"}


def refused(*changes: dict[str, Any]) -> str:
    """What the refusal of these rows says."""
    with pytest.raises(ObservationError) as fault:
        observations_table(observations(*changes))
    return str(fault.value)


def test_a_table_has_the_schema_and_gives_the_rows_back() -> None:
    rows = observations({}, of_year(2019), hidden(area_code="005"))
    table = observations_table(rows)
    assert table.schema == SCHEMA
    pd.testing.assert_frame_equal(
        table.to_pandas()[list(rows.columns)], rows, check_dtype=False, check_column_type=False
    )


def test_columns_come_in_the_order_of_the_schema_whatever_order_they_were_in() -> None:
    rows = observations({})
    assert tuple(observations_table(rows[rows.columns[::-1]]).column_names) == COLUMNS


def test_absent_optional_columns_become_null() -> None:
    table = observations_table(observations({}).drop(columns=["method", "coverage"]))
    assert table.column("method").null_count == 1
    assert table.column("ci_lower_95").null_count == 1


def test_the_frame_that_was_given_is_left_as_it_was() -> None:
    rows = observations({})
    before = rows.copy()
    observations_table(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_codes_stay_text_with_their_leading_zeros() -> None:
    table = observations_table(observations({"area_code": "005"}, {"area_code": "01"}, {"area_code": "02100"}))
    assert table.column("area_code").type == pa.string()
    assert table.column("area_code").to_pylist() == ["005", "01", "02100"]


@pytest.mark.parametrize("codes", [(49, 91), ("049", 91)], ids=["all numbers", "one number among texts"])
def test_a_code_that_is_a_number_is_refused_by_column(codes: tuple[object, object]) -> None:
    assert "area_code" in refused({"area_code": codes[0]}, {"area_code": codes[1]})


def test_a_boundary_year_is_a_whole_number() -> None:
    assert "boundary_year" in refused({"boundary_year": 2025.5})


@pytest.mark.parametrize("column", KEY)
def test_every_part_of_the_key_is_needed(column: str) -> None:
    assert "a part of the key is missing: 1 rows" in refused({}, {"period": "2019", column: None})
    with pytest.raises(ObservationError, match="a part of the key is missing"):
        observations_table(observations({}).drop(columns=column))


def test_the_same_key_cannot_stand_twice_whatever_the_dataset() -> None:
    message = refused({}, {"dataset": "sotkanet_1990_2012", "value": 1.0})
    assert "the same key stands twice" in message
    assert "indicator_id=population, area_level=MUNICIPALITY, area_code=049" in message


@pytest.mark.parametrize("column", [column for column in KEY if column not in ("area_level", "boundary_year")])
def test_every_text_of_the_key_tells_two_rows_apart(column: str) -> None:
    other = of_year(2019) if column == "period" else {column: "other"}
    assert observations_table(observations({}, other)).num_rows == 2


@pytest.mark.parametrize("text", ["2024M05", "2023-2024", "I/2024", "2024 ", "1", 2024])
def test_a_period_stands_in_the_houses_form(text: str | int) -> None:
    message = refused({"period": text})
    assert "the period is not in the house's form" in message
    assert "2024-Q1" in message
    assert f"period={text}" in message


@pytest.mark.parametrize("text", ["2023–2024", "2024-05", "2024-Q1"])
def test_periods_of_every_length_are_taken(text: str) -> None:
    assert observations_table(observations(of_period(text))).num_rows == 1


@pytest.mark.parametrize(
    "change",
    [
        {"period_start": date(2018, 1, 2)},
        {"period_end": date(2018, 11, 30)},
        {"period": "2018-12"},
        {"period_start": None},
        {"period_end": pd.NaT},
    ],
)
def test_the_first_and_last_day_agree_with_the_period(change: dict[str, Any]) -> None:
    assert "is not the day that the period says" in refused({}, of_year(2019) | {"area_code": "091"} | change)


def test_an_area_level_is_one_of_ours() -> None:
    assert "unknown area_level" in refused({"area_level": "KUNTA"})
    assert "unknown area_level" in refused({"area_level": "nan"})


def test_a_status_is_one_of_ours() -> None:
    assert "unknown status" in refused({"status": "observed"})
    assert "unknown status" in refused({"status": None})


@pytest.mark.parametrize("status", ["OBSERVED", "PROVISIONAL", "ESTIMATED", "MODELLED"])
def test_a_status_that_promises_a_value_needs_one(status: str) -> None:
    validate_observations(complete({"status": status}))
    assert "status and value contradict" in refused({"status": status, "value": NOTHING})


@pytest.mark.parametrize("status", ["SUPPRESSED", "MISSING"])
def test_a_status_without_a_value_may_not_carry_one(status: str) -> None:
    validate_observations(complete({"status": status, "value": NOTHING}))
    assert "status and value contradict" in refused({"status": status})
    assert "status and value contradict" in refused({"status": status, "value": 0.0})


def test_zero_is_a_value() -> None:
    validate_observations(complete({"value": 0.0, "numerator": 0.0}))


def test_the_ends_of_both_intervals_are_columns_of_the_schema() -> None:
    assert set(ENDS) == set(INTERVALS) <= set(COLUMNS)
    assert observations_table(observations(INTERVAL)).to_pandas()[list(INTERVALS)].notna().all(axis=None)


@pytest.mark.parametrize("end", INTERVALS)
def test_both_intervals_have_both_ends_or_there_is_none(end: str) -> None:
    validate_observations(complete(INTERVAL))
    assert "an interval lacks an end" in refused(INTERVAL | {end: NOTHING})
    assert "an interval lacks an end" in refused(INTERVAL | dict.fromkeys(INTERVALS, NOTHING) | {end: ENDS[end]})


@pytest.mark.parametrize("status", ["SUPPRESSED", "MISSING"])
def test_a_figure_that_is_not_shown_has_no_interval(status: str) -> None:
    """An interval would give the hidden figure away."""
    message = refused(INTERVAL | {"value": NOTHING, "status": status})
    assert "a figure that is not shown has an interval" in message


@pytest.mark.parametrize(
    "change",
    [
        {"value": 44.9},
        {"value": 55.1},
        {"ci_lower_998": 45.1},
        {"ci_upper_998": 54.9},
        {"ci_lower_95": 55.0, "ci_upper_95": 45.0},
    ],
    ids=["below", "above", "99.8 % begins inside", "99.8 % ends inside", "ends exchanged"],
)
def test_the_value_lies_inside_95_percent_and_that_inside_99_8(change: dict[str, float]) -> None:
    assert "the value lies outside its interval" in refused(INTERVAL | change)


@pytest.mark.parametrize("at", [45.0, 55.0])
def test_a_value_may_lie_on_an_end(at: float) -> None:
    validate_observations(complete(INTERVAL | {"value": at}))
    validate_observations(complete(INTERVAL | {"ci_lower_998": 45.0, "ci_upper_998": 55.0}))


@pytest.mark.parametrize("value", [0.0, 50.0, 3e9])
def test_what_floating_point_takes_off_an_end_is_no_fault(value: float) -> None:
    """A thousandth of a millionth of the value, and of one where the value is small."""
    for slip, broken in ((0.9e-9, False), (3e-9, True)):
        end = value + slip * max(value, 1.0)
        rows = complete(INTERVAL | dict.fromkeys(INTERVALS, end) | {"value": value})
        if broken:
            with pytest.raises(ObservationError, match="outside its interval"):
                validate_observations(rows)
        else:
            validate_observations(rows)


def test_the_numerator_of_a_share_is_at_most_its_denominator() -> None:
    validate_observations(complete({"value": 100.0, "numerator": 8.0, "denominator": 8.0}))
    message = refused({"value": 112.5, "numerator": 9.0, "denominator": 8.0})
    assert "the numerator of a share exceeds its denominator" in message


def test_a_mean_may_have_a_numerator_above_its_denominator() -> None:
    """Households of 2.2 persons: not a share, since the value is not 100 × numerator ÷ denominator."""
    validate_observations(complete({"value": 2.2, "numerator": 22.0, "denominator": 10.0}))


def test_a_message_counts_the_rows_and_names_the_first() -> None:
    message = refused({}, {"period": "2019", "value": NOTHING}, {"period": "2020", "value": NOTHING})
    assert "2 rows" in message
    assert "period=2019" in message


def complete(changes: dict[str, Any]) -> pd.DataFrame:
    """One row with every column of the schema."""
    rows = observations(changes)
    return rows.assign(**{name: None for name in COLUMNS if name not in rows})
