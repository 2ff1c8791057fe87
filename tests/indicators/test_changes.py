"""What two versions say otherwise, row by row."""

import pandas as pd

from indicators.changes import COMPARED, changed_rows
from indicators.observations import KEY
from tests.indicators.examples import observations, of_year


def test_added_removed_and_changed_rows_are_told_with_both_sides() -> None:
    before = observations({}, of_year(2019), of_year(2020))
    after = observations({"value": 1.0}, of_year(2020), of_year(2021))
    found = changed_rows(before, after)
    assert list(found) == [*KEY, "change", *(f"{name}_{side}" for name in COMPARED for side in ("before", "after"))]
    assert found[["period", "change"]].to_numpy().tolist() == [
        ["2018", "changed"],
        ["2019", "removed"],
        ["2021", "added"],
    ]
    assert found["value_before"].iloc[:2].tolist() == [283632.0, 283632.0]
    assert found["value_after"].iloc[0] == 1.0
    assert pd.isna(found["value_after"].iloc[1])


def test_each_compared_column_alone_is_a_change() -> None:
    changes = {"value": 2.0, "status": "ESTIMATED", "numerator": 2.0, "denominator": 2.0}
    assert set(changes) == set(COMPARED)
    for name, value in changes.items():
        assert changed_rows(observations({}), observations({name: value}))["change"].tolist() == ["changed"]


def test_nothing_on_both_sides_and_other_columns_are_no_change() -> None:
    hidden = {"value": float("nan"), "numerator": float("nan"), "status": "SUPPRESSED"}
    assert changed_rows(observations(hidden), observations(hidden | {"licence": "other"})).empty


def test_nothing_before_is_all_added() -> None:
    rows = observations({}, of_year(2019))
    assert changed_rows(rows.iloc[:0], rows)["change"].tolist() == ["added", "added"]
