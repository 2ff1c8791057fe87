"""Intervals that came with the figures."""

import pandas as pd
import pytest

from indicators.own_intervals import with_own_intervals
from tests.indicators.examples import observations, share_definition

CATALOGUE = {"share": share_definition()}
SHARE = {"indicator_id": "share", "value": 10.0, "numerator": 10.0, "denominator": 100.0}
OWN = {"ci_lower_95": 1.0, "ci_upper_95": 20.0, "ci_lower_998": 0.5, "ci_upper_998": 30.0, "ci_method": "bootstrap"}


def test_an_own_interval_stays_and_the_others_are_made() -> None:
    rows = observations(SHARE | OWN, SHARE | {"area_code": "091"})
    made = with_own_intervals(rows, CATALOGUE)
    assert made["ci_lower_95"].tolist() == [1.0, pytest.approx(5.52, abs=0.01)]
    assert made["ci_method"].tolist() == ["bootstrap", "wilson"]
    assert made["ci_upper_998"].dtype == "float64"


def test_only_rows_that_may_have_their_own_keep_it() -> None:
    made = with_own_intervals(observations(SHARE | OWN), CATALOGUE, pd.Series([False]))
    assert made["ci_method"].tolist() == ["wilson"]


def test_without_interval_columns_all_are_made_and_the_frame_given_is_not_changed() -> None:
    rows = observations(SHARE)
    assert with_own_intervals(rows, CATALOGUE)["ci_method"].tolist() == ["wilson"]
    assert "ci_method" not in rows
