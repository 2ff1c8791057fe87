"""Intervals of observations: against the slow twin, by property, and at each edge by example."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue import load_catalogue
from indicators.errors import ObservationError
from indicators.model import Indicator
from indicators.observations import INTERVALS, observations_table
from indicators.uncertainty import IntervalMethod, with_intervals
from tests.indicators.examples import definition, hidden, mean_definition, observations, share_definition
from tests.oracles.uncertainty import intervals_slowly

NOTHING = float("nan")
CATALOGUE: dict[str, Indicator] = {
    "share": share_definition(decimals=1),
    "rate": definition(indicator_id="rate", kind="rate", unit="per_1000", multiplier=1000, decimals=2),
    "mean": mean_definition(),
    "median": definition(indicator_id="median", kind="median", unit="euro"),
    "place": definition(indicator_id="place", kind="position", unit="index"),
    "population": definition(),
}


def facts_of(catalogue: Mapping[str, Indicator]) -> dict[str, dict[str, Any]]:
    """What the twin needs to know of each indicator."""
    return {
        name: {"kind": str(each.kind), "multiplier": each.multiplier, "decimals": each.decimals}
        for name, each in catalogue.items()
    }


def none_for_nan(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {name: None if isinstance(v, float) and math.isnan(v) else v for name, v in row.items()}
        for row in rows.to_dict("records")
    ]


def figure(indicator_id: str, numerator: float, denominator: float, /, **changes: Any) -> dict[str, Any]:
    value = CATALOGUE[indicator_id].multiplier * numerator / denominator
    counts = {"indicator_id": indicator_id, "value": value, "numerator": numerator, "denominator": denominator}
    return counts | changes


def one(indicator_id: str, numerator: float, denominator: float, /, **changes: Any) -> pd.Series:
    """The row of one figure with its interval."""
    return with_intervals(observations(figure(indicator_id, numerator, denominator, **changes)), CATALOGUE).iloc[0]


def ends(row: pd.Series) -> list[float]:
    return [float(row[name]) for name in INTERVALS]


def assert_as_the_twin(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> None:
    found = with_intervals(rows, catalogue)
    expected = intervals_slowly(none_for_nan(rows), facts_of(catalogue))
    for (_, row), (wanted, method) in zip(found.iterrows(), expected, strict=True):
        if wanted is None:
            assert row[list(INTERVALS)].isna().all()
            assert pd.isna(row["ci_method"])
        else:
            assert ends(row) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
            assert row["ci_method"] == method


# --- made-up rows


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    """A figure of any kind, with both counts, without a denominator (value rounded), or hidden."""
    indicator_id = draw(st.sampled_from(["share", "rate", "mean", "median"]))
    denominator = draw(st.integers(1, 2000))
    row = figure(indicator_id, draw(st.integers(0, denominator)), denominator)
    how = draw(st.sampled_from(["counts", "counts", "rounded", "numerator alone", "hidden", "no numerator"]))
    if how == "hidden":
        return row | hidden()
    if how == "no numerator":
        return row | {"numerator": NOTHING}
    if how == "rounded":
        # Rounded upwards a share could imply fewer persons than cases: of that the source would be guilty.
        scale = 10 ** CATALOGUE[indicator_id].decimals
        return row | {"value": math.floor(row["value"] * scale) / scale, "denominator": NOTHING}
    return row


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(st.lists(figures(), min_size=1, max_size=12))
    return observations(*(row | {"area_code": f"{place:03}"} for place, row in enumerate(rows)))


@settings(max_examples=60)
@given(rows=tables())
def test_agrees_with_the_slow_twin(rows: pd.DataFrame) -> None:
    assert_as_the_twin(rows, CATALOGUE)


@settings(max_examples=40)
@given(rows=tables())
def test_every_interval_keeps_the_rules_of_the_schema(rows: pd.DataFrame) -> None:
    """Among them: the value lies inside, and 99.8 % is wider than 95 %."""
    found = observations_table(with_intervals(rows, CATALOGUE)).to_pandas()
    assert (found[list(INTERVALS)].isna().all(axis=1) == found["ci_method"].isna()).all()


@settings(max_examples=20)
@given(rows=tables(), data=st.data())
def test_the_order_of_rows_is_irrelevant(rows: pd.DataFrame, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    turned = with_intervals(rows.iloc[order], CATALOGUE).sort_index()
    pd.testing.assert_frame_equal(turned, with_intervals(rows, CATALOGUE))


# --- what gets an interval


def test_a_share_with_counts_gets_wilson_in_per_cent() -> None:
    row = one("share", 7, 20)
    assert ends(row)[:2] == pytest.approx([18.1192, 56.7146], abs=5e-5)
    assert row["ci_method"] == IntervalMethod.WILSON


def test_a_rate_below_ten_cases_gets_the_exact_interval() -> None:
    row = one("rate", 9, 100)
    assert ends(row)[:2] == pytest.approx([41.153731, 170.848035], abs=5e-7)
    assert row["ci_method"] == IntervalMethod.EXACT_POISSON


def test_a_rate_from_ten_cases_on_gets_byar() -> None:
    row = one("rate", 10, 100)
    assert ends(row)[:2] == pytest.approx([47.874499, 183.914586], abs=5e-7)
    assert row["ci_method"] == IntervalMethod.BYAR


def test_no_cases_are_an_ordinary_count() -> None:
    assert ends(one("share", 0, 20)) == pytest.approx([0, 16.1125, 0, 32.3170], abs=5e-5)
    assert ends(one("rate", 0, 100))[0] == 0
    assert ends(one("rate", 0, 100))[1] == pytest.approx(36.8888, abs=5e-5)


def test_everybody_is_the_upper_end_of_everybody() -> None:
    assert ends(one("share", 20, 20))[1::2] == [100.0, 100.0]


def test_a_rate_may_exceed_one_a_person_in_its_upper_end() -> None:
    assert ends(one("rate", 90, 100))[1] > 1000


@pytest.mark.parametrize("indicator_id", ["mean", "median", "place", "population"])
def test_other_kinds_get_none_though_they_have_counts(indicator_id: str) -> None:
    row = one(indicator_id, 5, 10)
    assert row[list(INTERVALS)].isna().all()
    assert pd.isna(row["ci_method"])


@pytest.mark.parametrize(
    "changes",
    [
        hidden(),
        {"value": NOTHING, "status": "MISSING"},
        {"numerator": NOTHING},
        {"denominator": 0.0},
        {"value": 0.0, "numerator": 0.0, "denominator": NOTHING},
    ],
    ids=["hidden", "missing", "no numerator", "nobody", "zero without denominator"],
)
@pytest.mark.parametrize("indicator_id", ["share", "rate"])
def test_what_is_not_known_gets_none(indicator_id: str, changes: dict[str, Any]) -> None:
    row = one(indicator_id, 5, 10, **changes)
    assert row[list(INTERVALS)].isna().all()
    assert pd.isna(row["ci_method"])


def test_a_column_of_nothing_is_no_denominator() -> None:
    rows = observations(figure("share", 1, 20)).assign(denominator=None)
    assert with_intervals(rows, CATALOGUE)["ci_method"].tolist() == ["wilson_of_rounded"]


# --- rounded figures whose denominator is implied


def test_each_end_is_that_of_the_farthest_base_that_rounds_to_the_figure() -> None:
    """35.0 % from 7 cases: the base lies between 7/0.3505 and 7/0.3495 persons."""
    rounded = one("share", 7, 20, denominator=NOTHING)
    lower, upper = one("share", 7, 7 / 0.3495), one("share", 7, 7 / 0.3505)
    assert ends(rounded) == pytest.approx((ends(lower)[0], ends(upper)[1], ends(lower)[2], ends(upper)[3]))
    assert rounded["ci_method"] == IntervalMethod.WILSON_OF_ROUNDED
    assert math.isnan(rounded["denominator"]), "an implied denominator is not published"


def test_rates_are_rounded_likewise() -> None:
    plain, rounded = one("rate", 30, 100), one("rate", 30, 100, denominator=NOTHING)
    value = plain["value"]
    wanted = [ends(plain)[0] * (value - 0.005) / value, ends(plain)[1] * (value + 0.005) / value]
    assert ends(rounded)[:2] == pytest.approx(wanted)
    assert rounded["ci_method"] == IntervalMethod.BYAR_OF_ROUNDED
    few = one("rate", 3, 100, denominator=NOTHING)
    assert few["ci_method"] == IntervalMethod.EXACT_POISSON_OF_ROUNDED


def test_a_rate_may_exceed_its_multiplier_and_its_upper_end_too() -> None:
    """Three visits a person: 300 events of 100 persons, per 1."""
    plain, rounded = one("rate", 300, 100), one("rate", 300, 100, denominator=NOTHING)
    assert ends(rounded)[1] == pytest.approx(ends(plain)[1] * (plain["value"] + 0.005) / plain["value"])
    assert ends(rounded)[1] > ends(plain)[1] > plain["value"]


def test_rounding_never_reaches_below_nobody_or_above_everybody() -> None:
    everybody = one("share", 3, 3, denominator=NOTHING)
    assert ends(everybody)[1::2] == [100.0, 100.0]
    few = one("rate", 1, 200_000, denominator=NOTHING)
    assert ends(few)[::2] == [0.0, 0.0]


@settings(max_examples=60)
@given(whole=st.integers(20, 3000), data=st.data())
def test_a_rounded_figure_covers_what_rounding_took(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, whole // 2))
    value = round(100 * part / whole, 1)
    if value == 0:
        return
    rounded, plain = one("share", part, whole, value=value, denominator=NOTHING), one("share", part, whole)
    for low, high in ((0, 1), (2, 3)):
        assert ends(rounded)[low] <= ends(plain)[low] + 1e-9
        assert ends(rounded)[high] >= ends(plain)[high] - 1e-9


# --- counts that cannot be


def test_more_cases_than_persons_name_the_row() -> None:
    bad = figure("share", 21, 20, area_code="837", value=105.0)
    with pytest.raises(ObservationError, match=r"indicator_id=share, .*area_code=837, .*exceeds its denominator"):
        with_intervals(observations(figure("share", 1, 20), bad), CATALOGUE)


def test_a_negative_count_names_the_row() -> None:
    rows = observations(figure("rate", 1, 20), figure("rate", -1, 20, area_code="837"))
    with pytest.raises(ObservationError, match=r"area_code=837, .*a count is negative"):
        with_intervals(rows, CATALOGUE)


def test_the_bad_row_is_named_though_the_index_says_nothing() -> None:
    rows = observations(figure("share", 1, 20), figure("share", 21, 20, area_code="837", value=105.0))
    rows.index = pd.Index([7, 7])
    with pytest.raises(ObservationError, match="area_code=837"):
        with_intervals(rows, CATALOGUE)


def test_what_floating_point_adds_to_a_count_is_no_fault() -> None:
    """0.1 + 0.2 is more than 0.3 by 5e-17; the row behind it is the bad one."""
    fine = figure("share", 0.1 + 0.2, 0.3, value=100.0)
    assert with_intervals(observations(fine), CATALOGUE)["ci_upper_95"].tolist() == [100.0]
    bad = figure("share", 21, 20, area_code="837", value=105.0)
    with pytest.raises(ObservationError, match="area_code=837"):
        with_intervals(observations(fine, bad), CATALOGUE)


def test_more_cases_than_persons_are_allowed_where_cases_are_events() -> None:
    assert ends(one("rate", 30, 20))[0] > 1000


# --- frames


@pytest.mark.parametrize("index", [[10, 5, 7], ["a", "b", "c"], [4, 4, 4]], ids=["numbers", "text", "repeated"])
def test_any_index_is_kept(index: list[Any]) -> None:
    rows = observations(figure("share", 1, 20), figure("mean", 3, 4), figure("rate", 40, 100))
    expected = with_intervals(rows, CATALOGUE)
    rows.index = pd.Index(index)
    found = with_intervals(rows, CATALOGUE)
    assert found.index.tolist() == index
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)


def test_an_empty_frame_stays_empty_and_gets_the_columns() -> None:
    found = with_intervals(observations({}).iloc[:0], CATALOGUE)
    assert len(found) == 0
    assert {*INTERVALS, "ci_method"} <= set(found.columns)


def test_the_frame_that_was_given_is_left_as_it_was() -> None:
    rows = observations(figure("share", 1, 20))
    before = rows.copy()
    with_intervals(rows, CATALOGUE)
    pd.testing.assert_frame_equal(rows, before)


def test_an_old_interval_does_not_survive() -> None:
    stale = {"ci_lower_95": 1.0, "ci_upper_95": 2.0, "ci_lower_998": 0.0, "ci_upper_998": 3.0, "ci_method": "wilson"}
    found = with_intervals(observations(figure("mean", 3, 4) | stale), CATALOGUE)
    assert found[[*INTERVALS, "ci_method"]].isna().all(axis=None)


# --- the embedded data


def test_the_embedded_intervals_are_those_of_the_slow_twin(embedded: pd.DataFrame) -> None:
    counted = embedded[embedded["numerator"].notna()]
    assert len(counted) > 8_000
    assert_as_the_twin(counted, load_catalogue())
    assert embedded.loc[embedded["numerator"].isna(), [*INTERVALS, "ci_method"]].isna().all(axis=None)


def test_the_embedded_file_holds_what_would_be_computed_today(embedded: pd.DataFrame) -> None:
    columns = [*INTERVALS, "ci_method"]
    found = with_intervals(embedded, load_catalogue())[columns]
    pd.testing.assert_frame_equal(
        found.fillna({"ci_method": ""}), embedded[columns].fillna({"ci_method": ""}), check_dtype=False
    )


def test_the_census_of_methods(embedded: pd.DataFrame) -> None:
    """How many of the 140 indicators have intervals today, and by which method."""
    pairs = embedded.dropna(subset="ci_method").drop_duplicates(["indicator_id", "ci_method"])
    assert Counter(pairs["ci_method"]) == {
        "wilson": 27,
        "wilson_of_rounded": 7,
        "byar": 1,
        "byar_of_rounded": 1,
        "exact_poisson_of_rounded": 1,
    }
    assert embedded["indicator_id"].nunique() == len(load_catalogue()) == 140
    counts = embedded["ci_method"].value_counts().to_dict()
    assert counts == {
        "wilson": 6870,
        "wilson_of_rounded": 1692,
        "byar_of_rounded": 161,
        "exact_poisson_of_rounded": 132,
        "byar": 33,
    }
