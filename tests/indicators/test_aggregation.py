"""Figures carried upwards: against a slow twin, by property, and at each edge by example."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.keys import compose_keys, load_key
from geodata.levels import AreaLevel
from indicators.aggregation import MINIMUM_COVERAGE, aggregate
from indicators.errors import AggregationRefused
from indicators.model import Indicator, RefusalReason
from indicators.observations import observations_table
from tests.indicators.examples import definition, hidden, mean_definition, observations, of_year, share_definition
from tests.oracles.aggregation import aggregate_slowly

LARGE = ("A", "B", "C")
INDICATORS = {"count": definition(), "ratio": share_definition(), "mean": mean_definition()}
NOTHING = float("nan")


def key_of(*links: tuple[str, str, float]) -> pd.DataFrame:
    """A key between two levels: from, to, weight."""
    key = pd.DataFrame(links, columns=["from_code", "to_code", "weight"])
    return key.assign(method=["membership" if weight == 1 else "areal_weighting_land" for weight in key["weight"]])


def carried(
    rows: pd.DataFrame, key: pd.DataFrame, indicator: Indicator, base: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """`rows` carried to the major districts of 2014, by area and period."""
    series = None if base is None else pd.Series(base, dtype=float)
    above = aggregate(rows, key, indicator, AreaLevel.MAJOR_DISTRICT, 2014, base=series)
    return above.set_index(["area_code", "period"], drop=False)


def count_row(code: str, value: float | None, **changes: Any) -> dict[str, Any]:
    place = {"area_level": "POSTAL_AREA", "area_code": code, **changes}
    return place | ({"value": value, "numerator": value} if value is not None else hidden())


def share_row(code: str, numerator: float | None, denominator: float, **changes: Any) -> dict[str, Any]:
    """A share in percent of one small area; without a numerator it is hidden, counts and all."""
    place = {"indicator_id": "share", "area_level": "POSTAL_AREA", "area_code": code, **changes}
    if numerator is None:
        return place | hidden()
    value = 100 * numerator / denominator
    return place | {"value": value, "numerator": numerator, "denominator": denominator}


def mean_row(code: str, value: float | None, weight: float) -> dict[str, Any]:
    place = {"indicator_id": "mean", "area_level": "POSTAL_AREA", "area_code": code, "denominator": weight}
    return place | ({"value": value, "numerator": NOTHING} if value is not None else hidden(denominator=weight))


def none_for_nan(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(v, float) and math.isnan(v) else v for name, v in row.items()}


# --- made-up worlds for Hypothesis

CODES = [f"000{number:02}" for number in range(1, 11)]
SHOWN = st.booleans().map(lambda hide: not hide)


@st.composite
def keys(draw: st.DrawFn, codes: list[str], large: tuple[str, ...] = LARGE) -> pd.DataFrame:
    """Each small area lies in one large area, or straddles two with its land divided between them."""
    links = []
    for code in codes:
        first, second = draw(st.permutations(large))[:2]
        share = draw(st.sampled_from([1.0, 0.75, 0.5, 0.1]))
        links.append((code, first, share))
        if share < 1:
            links.append((code, second, 1 - share))
    return key_of(*links)


@st.composite
def rows_of(draw: st.DrawFn, how: str, codes: list[str], all_known: bool = False) -> pd.DataFrame:
    """Figures of each code in one or two years; some hidden, unless all are known."""
    rows = []
    for year in draw(st.sampled_from([(2016,), (2016, 2017)])):
        for code in codes:
            known = all_known or draw(st.integers(0, 9)) > 0
            denominator = draw(st.integers(1, 500))
            numerator = draw(st.integers(0, denominator))
            row = {
                "count": lambda n=numerator, k=known, c=code: count_row(c, n if k else None),
                "ratio": lambda n=numerator, d=denominator, k=known, c=code: share_row(c, n if k else None, d),
                "mean": lambda n=numerator, d=denominator, k=known, c=code: mean_row(c, n if k else None, d),
            }[how]()
            extra = {"moved_share": draw(st.sampled_from([NOTHING, 0.0, 0.25]))}
            if how == "ratio" and known:
                extra["coverage"] = draw(st.sampled_from([NOTHING, 1.0, 0.995]))
            rows.append(row | of_year(year) | extra)
    return observations(*rows)


@st.composite
def worlds(draw: st.DrawFn, how: str, all_known: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    codes = CODES[: draw(st.integers(1, len(CODES)))]
    return draw(rows_of(how, codes, all_known)), draw(keys(codes))


@pytest.mark.parametrize("how", ["count", "ratio", "mean"])
@settings(max_examples=25)
@given(data=st.data())
def test_agrees_with_the_slow_twin(how: str, data: st.DataObject) -> None:
    rows, key = data.draw(worlds(how))
    bases = st.one_of(st.none(), st.dictionaries(st.sampled_from(CODES), st.integers(0, 500).map(float)))
    base = data.draw(bases)
    indicator = INDICATORS[how]
    fast = carried(rows, key, indicator, base)
    slow = aggregate_slowly(
        [none_for_nan(row) for row in rows.to_dict("records")],
        key.to_dict("records"),
        how,
        indicator.multiplier,
        base,
    )
    observations_table(fast)
    assert set(fast.index) == set(slow)
    for place, expected in slow.items():
        found = none_for_nan(fast.loc[place].to_dict())
        assert found["status"] == expected["status"], place
        for name in ("value", "numerator", "denominator", "coverage", "moved_share"):
            if how == "mean" and name == "numerator":
                continue
            if how == "count" and name == "denominator":
                continue
            wanted = expected.get(name)
            assert found[name] == (wanted if wanted is None else pytest.approx(wanted, rel=1e-9)), (place, name)


@settings(max_examples=12)
@given(data=st.data())
def test_totals_are_preserved(data: st.DataObject) -> None:
    rows, key = data.draw(worlds("ratio", all_known=True))
    above = aggregate(rows.assign(coverage=NOTHING), key, INDICATORS["ratio"], AreaLevel.MAJOR_DISTRICT, 2014)
    for column in ("numerator", "denominator"):
        totals = above.groupby("period")[column].sum()
        expected = rows.groupby("period")[column].sum().astype(float)
        pd.testing.assert_series_equal(totals, expected, check_dtype=False)


@pytest.mark.parametrize("how", ["count", "ratio", "mean"])
@settings(max_examples=10)
@given(data=st.data())
def test_two_steps_are_one(how: str, data: st.DataObject) -> None:
    rows, first = data.draw(worlds(how, all_known=True))
    rows = rows.assign(coverage=NOTHING)
    middle = sorted(first["to_code"].unique())
    second = data.draw(keys(middle, large=("X", "Y", "Z")))
    indicator = INDICATORS[how]
    halfway = aggregate(rows, first, indicator, AreaLevel.MUNICIPALITY, 2025)
    stepwise = carried(halfway, second, indicator)
    at_once = carried(rows, compose_keys(first, second), indicator)
    assert set(stepwise.index) == set(at_once.index)
    for column in ("value", "denominator"):
        pd.testing.assert_series_equal(stepwise[column], at_once[column].reindex(stepwise.index))


@pytest.mark.parametrize("how", ["count", "ratio", "mean"])
@settings(max_examples=8)
@given(data=st.data())
def test_the_order_of_rows_is_irrelevant(how: str, data: st.DataObject) -> None:
    rows, key = data.draw(worlds(how))
    shuffled = rows.iloc[data.draw(st.permutations(range(len(rows))))].reset_index(drop=True)
    turned = key.iloc[data.draw(st.permutations(range(len(key))))].reset_index(drop=True)
    columns = ["value", "numerator", "denominator", "status", "coverage", "moved_share"]
    pd.testing.assert_frame_equal(
        carried(rows, key, INDICATORS[how])[columns], carried(shuffled, turned, INDICATORS[how])[columns]
    )


@pytest.mark.parametrize("how", ["count", "ratio", "mean"])
@settings(max_examples=12)
@given(data=st.data())
def test_a_missing_figure_never_becomes_zero(how: str, data: st.DataObject) -> None:
    """Hiding one more figure may take the sum away; it never makes a count smaller."""
    rows, key = data.draw(worlds(how, all_known=True))
    place = data.draw(st.integers(0, len(rows) - 1))
    gone = rows.copy()
    gone.loc[place, ["value", "numerator", "denominator"]] = NOTHING
    gone.loc[place, "status"] = "SUPPRESSED"
    base = {code: float(data.draw(st.integers(1, 3))) for code in CODES}
    before, after = carried(rows, key, INDICATORS[how], base), carried(gone, key, INDICATORS[how], base)
    for large in key.loc[key["from_code"] == rows["area_code"][place], "to_code"]:
        now = after.loc[(large, rows["period"][place])]
        if how == "count":
            assert now["status"] == "MISSING"
        if now["status"] == "MISSING":
            assert now[["value", "numerator", "denominator"]].isna().all()
        else:
            assert now["status"] == "ESTIMATED"
            assert now["denominator"] <= before.loc[(large, rows["period"][place]), "denominator"]


@settings(max_examples=12)
@given(data=st.data())
def test_a_ratio_of_sums_lies_between_its_parts(data: st.DataObject) -> None:
    rows, key = data.draw(worlds("ratio", all_known=True))
    above = carried(rows, key, INDICATORS["ratio"])
    for _, row in above.iterrows():
        members = key.loc[key["to_code"] == row["area_code"], "from_code"]
        parts = rows.loc[rows["area_code"].isin(members) & (rows["period"] == row["period"]), "value"]
        assert parts.min() - 1e-9 <= row["value"] <= parts.max() + 1e-9


# --- by example

BOTH_IN_A = key_of(("00001", "A", 1.0), ("00002", "A", 1.0))


def test_a_ratio_is_never_the_mean_of_percentages() -> None:
    """90 of 100 and 90 of 900: together 180 of 1,000, 18 %, while the percentages' mean would be 50 %."""
    rows = observations(share_row("00001", 90, 100), share_row("00002", 90, 900))
    found = carried(rows, BOTH_IN_A, INDICATORS["ratio"]).loc[("A", "2018")]
    assert found["value"] == pytest.approx(18.0)
    assert found["value"] != pytest.approx(rows["value"].mean())
    assert (found["numerator"], found["denominator"]) == (180, 1000)


def test_a_mean_is_weighted_by_what_the_source_divided_by() -> None:
    """1,000 residents of 40 years and 10 of 80: 40.4 years, not 60."""
    rows = observations(mean_row("00001", 40.0, 1000), mean_row("00002", 80.0, 10))
    found = carried(rows, BOTH_IN_A, INDICATORS["mean"]).loc[("A", "2018")]
    assert found["value"] == pytest.approx((40 * 1000 + 80 * 10) / 1010)
    assert (found["status"], found["method"]) == ("ESTIMATED", "weighted_mean")
    assert math.isnan(found["numerator"]), "a count that nobody told is not zero"


def test_a_mean_is_taken_over_what_is_known_though_a_little_is_hidden() -> None:
    """Five of 1,000 residents are hidden: the mean of the others, not a mean that is half a per cent lower."""
    rows = observations(mean_row("00001", 40.0, 995), mean_row("00002", None, 5))
    found = carried(rows, BOTH_IN_A, INDICATORS["mean"]).loc[("A", "2018")]
    assert found["value"] == pytest.approx(40.0)
    assert found["coverage"] == pytest.approx(0.995)


def test_a_rate_is_per_what_its_definition_says() -> None:
    per_thousand = definition(kind="rate", unit="per_1000", multiplier=1000)
    rows = observations(share_row("00001", 3, 1000), share_row("00002", 6, 2000))
    assert carried(rows, BOTH_IN_A, per_thousand).loc[("A", "2018"), "value"] == pytest.approx(3.0)


def test_a_mean_without_a_weight_is_missing_not_unweighted() -> None:
    rows = observations(mean_row("00001", 40.0, 1000), mean_row("00002", 80.0, NOTHING))
    assert carried(rows, BOTH_IN_A, INDICATORS["mean"]).loc[("A", "2018"), "status"] == "MISSING"


def test_counts_of_a_straddling_area_are_divided_by_land_and_say_so() -> None:
    key = key_of(("00001", "A", 0.75), ("00001", "B", 0.25), ("00002", "B", 1.0))
    found = carried(observations(count_row("00001", 100.0), count_row("00002", 25.0)), key, INDICATORS["count"])
    assert found["value"].tolist() == [75.0, 50.0]
    assert found["status"].tolist() == ["ESTIMATED", "ESTIMATED"]
    assert set(found["method"]) == {"sum_of_counts_areal_weighting_land"}


def test_the_moved_share_is_what_came_from_areas_that_lie_mostly_elsewhere() -> None:
    """A keeps the larger part of its own area, so nothing moved; half of B's people came from outside."""
    key = key_of(("00001", "A", 0.75), ("00001", "B", 0.25), ("00002", "B", 1.0))
    found = carried(observations(count_row("00001", 100.0), count_row("00002", 25.0)), key, INDICATORS["count"])
    assert found["moved_share"].tolist() == [0.0, 0.5]


def test_the_moved_share_is_carried_on_by_the_next_step() -> None:
    rows = observations(count_row("00001", 100.0, moved_share=0.5), count_row("00002", 300.0))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"]).loc[("A", "2018")]
    assert found["moved_share"] == pytest.approx(0.125)


def test_whole_counts_of_whole_areas_stay_observed() -> None:
    rows = observations(count_row("00001", 100.0), count_row("00002", 25.0))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"]).loc[("A", "2018")]
    assert (found["status"], found["method"]) == ("OBSERVED", "sum_of_counts")
    assert (found["value"], found["coverage"], found["moved_share"]) == (125.0, 1.0, 0.0)
    assert math.isnan(found["denominator"]), "a count has no denominator, not a denominator of zero"


def test_an_estimated_part_makes_an_estimated_whole() -> None:
    rows = observations(count_row("00001", 100.0, status="ESTIMATED"), count_row("00002", 25.0))
    assert carried(rows, BOTH_IN_A, INDICATORS["count"]).loc[("A", "2018"), "status"] == "ESTIMATED"


@pytest.mark.parametrize(("hidden_persons", "shown"), [(10, True), (11, False)])
def test_a_ratio_is_shown_from_a_coverage_of_99_percent_on(hidden_persons: int, shown: bool) -> None:
    assert MINIMUM_COVERAGE == 0.99
    rows = observations(share_row("00001", 99, 990), share_row("00002", None, 1))
    found = carried(rows, BOTH_IN_A, INDICATORS["ratio"], {"00002": hidden_persons}).loc[("A", "2018")]
    assert found["coverage"] == pytest.approx(990 / (990 + hidden_persons))
    assert found["status"] == ("ESTIMATED" if shown else "MISSING")
    assert found["value"] == pytest.approx(10.0) if shown else math.isnan(found["value"])
    assert found[["numerator", "denominator"]].notna().all() == shown


def test_a_hidden_part_of_unknown_size_leaves_no_value() -> None:
    rows = observations(share_row("00001", 99, 990), share_row("00002", None, 1))
    found = carried(rows, BOTH_IN_A, INDICATORS["ratio"]).loc[("A", "2018")]
    assert found["status"] == "MISSING"
    assert math.isnan(found["coverage"])


def test_the_coverage_of_a_part_counts_in_the_whole() -> None:
    """A part that itself covers 99.5 % of 1,000 lowers the whole as the same five persons would."""
    rows = observations(share_row("00001", 100, 995, coverage=0.995), share_row("00002", 100, 1000))
    found = carried(rows, BOTH_IN_A, INDICATORS["ratio"]).loc[("A", "2018")]
    assert found["coverage"] == pytest.approx(1995 / 2000)
    assert found["status"] == "ESTIMATED"


def test_a_count_needs_every_part_however_small() -> None:
    rows = observations(count_row("00001", 100_000.0), count_row("00002", None))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"], {"00002": 1}).loc[("A", "2018")]
    assert found["status"] == "MISSING"
    assert math.isnan(found["value"])


def test_a_hidden_part_where_nobody_lives_weighs_nothing() -> None:
    """08360 Kisakallio is hidden in Paavo and had no residents in 2022: Lohja keeps its figure."""
    rows = observations(count_row("00001", 100.0), count_row("00002", None))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"], {"00002": 0}).loc[("A", "2018")]
    assert (found["value"], found["coverage"]) == (100.0, 1.0)


def test_hidden_parts_alone_never_sum_to_zero() -> None:
    """Not even where nobody lives: what was not told stays missing."""
    rows = observations(count_row("00001", None), count_row("00002", None))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"], {"00001": 0, "00002": 0}).loc[("A", "2018")]
    assert found["status"] == "MISSING"


def test_a_count_of_zero_everywhere_is_zero() -> None:
    rows = observations(count_row("00001", 0.0), count_row("00002", 0.0))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"]).loc[("A", "2018")]
    assert (found["value"], found["status"], found["coverage"]) == (0.0, "OBSERVED", 1.0)


def test_a_share_of_zero_everywhere_is_zero() -> None:
    rows = observations(share_row("00001", 0, 10), share_row("00002", 0, 20))
    found = carried(rows, BOTH_IN_A, INDICATORS["ratio"]).loc[("A", "2018")]
    assert (found["value"], found["status"]) == (0.0, "OBSERVED")


def test_a_ratio_whose_numerator_is_not_told_is_not_counted_as_zero() -> None:
    """50 % of 10 with its count, 50 % of 10 without: not 5 of 20."""
    rows = observations(share_row("00001", 5, 10), share_row("00002", 5, 10) | {"numerator": NOTHING})
    assert carried(rows, BOTH_IN_A, INDICATORS["ratio"]).loc[("A", "2018"), "status"] == "MISSING"


def test_a_large_area_without_a_row_for_every_part_has_no_row() -> None:
    rows = observations(count_row("00001", 100.0), count_row("00002", 25.0), count_row("00001", 1.0) | of_year(2019))
    assert list(carried(rows, BOTH_IN_A, INDICATORS["count"]).index) == [("A", "2018")]


def test_groups_are_kept_apart() -> None:
    rows = observations(
        *(count_row(code, value, sex=sex) for code in ("00001", "00002") for sex, value in (("F", 1.0), ("M", 10.0)))
    )
    found = carried(rows, BOTH_IN_A, INDICATORS["count"])
    assert dict(zip(found["sex"], found["value"], strict=True)) == {"F": 2.0, "M": 20.0}


def test_rows_carry_the_new_level_and_their_origin() -> None:
    rows = observations(count_row("00001", 1.0), count_row("00002", 2.0))
    found = carried(rows, BOTH_IN_A, INDICATORS["count"]).loc[("A", "2018")]
    assert (found["area_level"], found["boundary_year"], found["area_code"]) == ("MAJOR_DISTRICT", 2014, "A")
    for column in ("indicator_id", "period_start", "period_end", "dataset", "publisher", "licence", "data_date"):
        assert found[column] == rows[column][0], column


def test_the_frames_that_were_given_are_left_as_they_were() -> None:
    rows, key = observations(count_row("00001", 1.0), count_row("00002", None)), BOTH_IN_A.copy()
    before, key_before = rows.copy(), key.copy()
    carried(rows, key, INDICATORS["count"], {"00002": 1})
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(key, key_before)


@pytest.mark.parametrize("reason", RefusalReason)
def test_what_cannot_honestly_be_carried_is_refused_with_the_reason(reason: RefusalReason) -> None:
    indicator = definition(kind="median", aggregation={"method": "none", "reason": reason})
    with pytest.raises(AggregationRefused, match=f"population is not carried to MAJOR_DISTRICT: {reason}$"):
        carried(observations(count_row("00001", 1.0), count_row("00002", 2.0)), BOTH_IN_A, indicator)


# --- on the embedded data


@pytest.mark.parametrize("to_level", [AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY])
def test_the_embedded_sums_of_postal_areas_are_the_slow_twins(embedded: pd.DataFrame, to_level: AreaLevel) -> None:
    own = embedded[(embedded["indicator_id"] == "population_with_address") & (embedded["dataset"] == "paavo")]
    key = load_key(AreaLevel.POSTAL_AREA, to_level, 2019).to_dict("records")
    base = residents(embedded)
    for _, rows in own.groupby(["sex", "age_group"]):
        small = rows[rows["area_level"] == "POSTAL_AREA"].to_dict("records")
        above = rows[rows["area_level"] == to_level].set_index(["area_code", "period"])
        slow = aggregate_slowly([none_for_nan(row) for row in small], key, "count", base=base)
        assert set(slow) == set(above.index)
        for place, expected in slow.items():
            found = none_for_nan(above.loc[place].to_dict())
            assert found["status"] == expected["status"], place
            assert found["value"] == (expected["value"] and pytest.approx(expected["value"], rel=1e-9)), place


def residents(embedded: pd.DataFrame) -> dict[str, float]:
    """Residents of each postal area by the newest figure that is not hidden."""
    everybody = (embedded["sex"] == "_T") & (embedded["age_group"] == "_T") & embedded["value"].notna()
    postal = (embedded["indicator_id"] == "population_with_address") & (embedded["area_level"] == "POSTAL_AREA")
    paavo = embedded["dataset"] == "paavo"
    rows = pd.concat([embedded[everybody & postal & ~paavo], embedded[everybody & postal & paavo]])
    return dict(rows.groupby("area_code")["value"].last())
