"""Rows of older divisions on their way into the store: which division they stand on, and what becomes of them."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.changes import key_between, municipalities_of
from geodata.levels import AreaLevel
from indicators.current_division import CURRENT, Settled, found_divisions, in_one_division, settled
from indicators.divisions import NotCarried
from indicators.extents import area_breaks
from indicators.levels_above import with_levels_above
from indicators.model import Indicator
from indicators.observations import observations_table
from indicators.refresh.composing import Bases, composed
from indicators.series import points_of
from indicators.store import TABLE_NAME, ObservationStore
from tests.indicators.examples import definition, hidden, mean_definition, observations, of_year, share_definition

MANTYHARJU, PERTUNMAA, ESPOO, LAVIA, PORI = "507", "588", "049", "413", "609"
NOTHING = float("nan")
NO_ROWS = observations({}).iloc[:0]
MEDIAN = definition(kind="median", aggregation={"method": "none", "reason": "median"})
NOBODY = Bases(pd.Series(dtype=float), NO_ROWS)


def count(code: str, value: float, division: int = 2024, year: int = 2018, **changes: Any) -> dict[str, Any]:
    told = {"area_code": code, "value": value, "numerator": value, "boundary_year": division}
    return told | of_year(year) | {"dataset": "imported"} | changes


def brought(
    *rows: dict[str, Any],
    indicator: Indicator | None = None,
    known: pd.DataFrame = NO_ROWS,
    weights: pd.DataFrame = NO_ROWS,
) -> Settled:
    return settled(observations(*rows), known, indicator or definition(), lambda: weights)


def values(rows: pd.DataFrame) -> dict[tuple[str, int], float]:
    places = zip(rows["area_code"], rows["boundary_year"], strict=True)
    return dict(zip(places, rows["value"], strict=True))


def reasons(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["area_code"], rows["reason"], strict=True))


def found(*rows: dict[str, Any]) -> list[int]:
    return [int(year) for year in found_divisions(observations(*rows))]


def test_a_merged_code_tells_the_division_of_its_whole_period() -> None:
    assert found(count(ESPOO, 1, 2025), count(MANTYHARJU, 1, 2025), count(PERTUNMAA, 1, 2024)) == [2024] * 3
    assert found(count(LAVIA, 1, 2014), count(PERTUNMAA, 1, 2024), count(ESPOO, 1, 2025)) == [2014] * 3


def test_without_a_merged_code_the_registers_year_stays() -> None:
    assert found(count(ESPOO, 1, 2025), count(MANTYHARJU, 1, 2025)) == [2025, 2025]


def test_no_period_stands_on_a_newer_division_than_a_later_one() -> None:
    """Pertunmaa has no row in 2017, when its figure may have been hidden: Mäntyharju is without it all the same."""
    rows = (count(MANTYHARJU, 1, 2025, 2017), count(PERTUNMAA, 1, 2024, 2018), count(MANTYHARJU, 1, 2025, 2025))
    assert found(*rows) == [2024, 2024, 2025]


def test_a_row_without_a_figure_tells_nothing_of_the_division() -> None:
    missing = count(PERTUNMAA, NOTHING, 2024, status="MISSING")
    assert found(count(MANTYHARJU, 1, 2025), missing) == [2025, 2024]
    assert found(count(MANTYHARJU, 1, 2025), missing | {"status": "SUPPRESSED"}) == [2024, 2024]
    assert found(missing) == [2024]


def test_the_periods_regions_are_of_the_same_division_and_other_levels_keep_their_year() -> None:
    region, county = (count("10", 1, 2025, area_level=level) for level in ("REGION", "WELLBEING_COUNTY"))
    assert found(count(PERTUNMAA, 1, 2024), region, county) == [2024, 2024, 2025]
    assert found(region) == [2025]


def test_rows_that_nothing_happened_to_pass_as_they_are() -> None:
    rows = observations(count(ESPOO, 1), count(ESPOO, 2, 2019, 2019), count("10", 5, 2013, area_level="REGION"))
    told = settled(rows, NO_ROWS, definition(), lambda: NO_ROWS)
    pd.testing.assert_frame_equal(told.rows, rows)
    assert told.carried.empty and told.kept.empty and told.refused.empty


def test_merged_municipalities_are_put_together_and_say_so() -> None:
    told = brought(count(MANTYHARJU, 5_500), count(PERTUNMAA, 1_700), count(ESPOO, 9))
    assert values(told.rows) == {(ESPOO, 2024): 9, (MANTYHARJU, CURRENT): 7_200}
    assert set(told.rows["method"]) == {"source", "merged_sum_of_counts"}
    assert sorted(told.carried["area_code"]) == [MANTYHARJU, PERTUNMAA]
    observations_table(told.rows)


def test_a_count_and_a_rounded_share_are_put_together_by_the_denominator_they_imply() -> None:
    share = {"indicator_id": "share", "denominator": NOTHING}
    rows = [share | count(MANTYHARJU, 10.0, numerator=100.0), share | count(PERTUNMAA, 30.0, numerator=90.0)]
    told = brought(*rows, indicator=share_definition())
    assert values(told.rows) == {(MANTYHARJU, CURRENT): pytest.approx(100 * 190 / 1_300)}
    assert told.rows["status"].tolist() == ["ESTIMATED"]


def weighted_mean(code: str, value: float, **changes: Any) -> dict[str, Any]:
    return count(code, value, indicator_id="mean", numerator=NOTHING, **changes)


WEIGHED = mean_definition(aggregation={"method": "weighted_mean", "weight": "population"})


def test_a_mean_is_weighed_by_what_is_told_of_the_same_parts() -> None:
    weights = observations(count(MANTYHARJU, 300.0), count(PERTUNMAA, 100.0))
    told = brought(weighted_mean(MANTYHARJU, 40.0), weighted_mean(PERTUNMAA, 50.0), indicator=WEIGHED, weights=weights)
    assert values(told.rows) == {(MANTYHARJU, CURRENT): pytest.approx(42.5)}
    assert told.rows["denominator"].isna().all(), "a weight is no denominator of the figure itself"


def test_the_whole_municipalitys_weight_is_not_a_parts_and_women_are_not_weighed_by_everybody() -> None:
    rows = [weighted_mean(MANTYHARJU, 40.0), weighted_mean(PERTUNMAA, 50.0)]
    weights = observations(count(MANTYHARJU, 400.0, 2026), count(PERTUNMAA, 100.0))
    assert set(brought(*rows, indicator=WEIGHED, weights=weights).kept["reason"]) == {NotCarried.PART_HIDDEN}
    of_women = [each | {"sex": "F"} for each in rows]
    weights = observations(count(MANTYHARJU, 300.0), count(PERTUNMAA, 100.0))
    assert len(brought(*of_women, indicator=WEIGHED, weights=weights).kept) == 2


def test_what_cannot_be_put_together_is_kept_in_its_own_division_and_breaks_its_series() -> None:
    later = count(MANTYHARJU, 41.0, 2025, 2025)
    told = brought(count(MANTYHARJU, 40.0, year=2024), count(PERTUNMAA, 50.0, year=2024), later, indicator=MEDIAN)
    assert values(told.rows) == {(MANTYHARJU, 2024): 40, (PERTUNMAA, 2024): 50, (MANTYHARJU, 2025): 41}
    assert reasons(told.kept) == dict.fromkeys((MANTYHARJU, PERTUNMAA), NotCarried.NEVER_SUMMED)
    points = points_of(told.rows.assign(ci_lower_95=NOTHING, ci_upper_95=NOTHING))
    assert area_breaks(points)[["area_code", "year"]].to_numpy().tolist() == [[MANTYHARJU, 2025]]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (hidden(area_code=PERTUNMAA, boundary_year=2024), NotCarried.PART_HIDDEN),
        (count(PERTUNMAA, 1, year=2017), NotCarried.PART_WITHOUT_ROW),
    ],
)
def test_a_part_that_is_hidden_or_absent_keeps_the_others(other: dict[str, Any], reason: NotCarried) -> None:
    told = brought(count(MANTYHARJU, 5_500), other)
    assert reasons(told.kept) == dict.fromkeys((MANTYHARJU, PERTUNMAA), reason)
    assert len(told.rows) == 2


def test_a_division_that_is_not_known_in_full_is_kept() -> None:
    told = brought(count("444", 36_000, 2008), count("737", 2_000, 2008))
    assert set(told.kept["reason"]) == {NotCarried.DIVISION_NOT_KNOWN}
    assert set(told.rows["boundary_year"]) == {2008}


def test_a_code_that_the_stated_division_lacks_is_refused() -> None:
    for division in (2025, 2026, 2030):
        told = brought(count(PERTUNMAA, 1_700, division), count(ESPOO, 1, division))
        assert reasons(told.refused) == {PERTUNMAA: NotCarried.NOT_IN_ITS_DIVISION}
        assert values(told.rows) == {(ESPOO, division): 1}


def test_what_the_same_file_tells_in_a_newer_division_stands() -> None:
    told = brought(count(MANTYHARJU, 7_200, 2025), count(MANTYHARJU, 5_500), count(PERTUNMAA, 1_700))
    assert values(told.rows) == {(MANTYHARJU, 2025): 7_200}
    assert reasons(told.refused) == dict.fromkeys((MANTYHARJU, PERTUNMAA), NotCarried.TOLD_IN_NEWER_DIVISION)


def test_a_row_without_a_figure_is_kept_beside_a_newer_one() -> None:
    told = brought(count(MANTYHARJU, 7_200, 2025), hidden(area_code=PERTUNMAA, boundary_year=2024, status="MISSING"))
    assert told.refused.empty
    assert reasons(told.kept) == {PERTUNMAA: NotCarried.TOLD_IN_NEWER_DIVISION}


def test_a_part_never_takes_the_place_of_the_whole_that_another_source_tells_of() -> None:
    known = observations(count(MANTYHARJU, 7_200, 2025, dataset="sotkanet"))
    told = brought(count(MANTYHARJU, 5_500), known=known)
    assert reasons(told.refused) == {MANTYHARJU: NotCarried.TOLD_IN_NEWER_DIVISION}
    assert told.rows.empty
    again = brought(count(MANTYHARJU, 5_500), known=known.assign(dataset="imported"))
    assert reasons(again.kept) == {MANTYHARJU: NotCarried.PART_WITHOUT_ROW}, "its own older answer gives way"


def test_the_frames_given_are_not_changed() -> None:
    rows, known = observations(count(MANTYHARJU, 5_500), count(PERTUNMAA, 1)), observations(count(ESPOO, 1))
    before = rows.copy(), known.copy()
    settled(rows, known, definition(), lambda: known)
    in_one_division(rows, definition())
    pd.testing.assert_frame_equal(rows, before[0])
    pd.testing.assert_frame_equal(known, before[1])


def test_sums_are_made_of_one_division_with_each_resident_once() -> None:
    rows = observations(
        count(MANTYHARJU, 7_200, 2026),
        count(PERTUNMAA, 1_700, 2024),
        count(ESPOO, 1, 2024),
        count(ESPOO, 2, 2025),
        count(LAVIA, 10, 2014),
        count(PORI, 20, 2014),
    )
    assert values(in_one_division(rows, definition())) == {
        (MANTYHARJU, CURRENT): 7_200,
        (ESPOO, CURRENT): 2,
        (PORI, CURRENT): 30,
    }


def test_what_is_hidden_in_a_part_hides_the_whole_in_sums_and_an_absent_part_leaves_it_out() -> None:
    rows = observations(count(MANTYHARJU, 5_500), hidden(area_code=PERTUNMAA, boundary_year=2024))
    (row,) = in_one_division(rows, definition()).to_dict("records")
    assert (row["area_code"], row["status"], row["boundary_year"]) == (MANTYHARJU, "MISSING", CURRENT)
    assert in_one_division(rows.iloc[:1], definition()).empty


CODES = {year: municipalities_of(year) for year in range(2013, CURRENT + 1)}


def country(rows: pd.DataFrame) -> float:
    above = with_levels_above(in_one_division(rows, definition()), definition(), pd.Series(dtype=float))
    return float(above.loc[above["area_level"] == AreaLevel.COUNTRY, "value"].iloc[0])


@settings(max_examples=14, deadline=None)
@given(st.integers(2013, CURRENT), st.integers(0, 10**6))
def test_the_countrys_total_is_the_same_from_any_division(year: int, seed: int) -> None:
    """Before and after; and with municipalities of the newest division for the rest."""
    figures = pd.Series(range(len(CODES[year]))).sample(frac=1, random_state=seed)
    rows = observations(count(CODES[year][0], 0.0, year)).loc[[0] * len(figures)].reset_index(drop=True)
    rows = rows.assign(area_code=CODES[year], value=figures.to_numpy(float), numerator=figures.to_numpy(float))
    told = settled(rows, NO_ROWS, definition(), lambda: NO_ROWS)
    assert told.kept.empty and told.refused.empty
    assert country(rows) == country(told.rows) == told.rows["value"].sum() == figures.sum()
    assert set(told.rows["area_code"]) == set(CODES[CURRENT])


ROWS = st.lists(
    st.tuples(
        st.sampled_from([MANTYHARJU, PERTUNMAA, ESPOO, LAVIA, PORI, "444", "297", "174", "476"]),
        st.sampled_from([2008, 2013, 2014, 2016, 2024, 2025, 2026, 2027]),
        st.sampled_from([2012, 2018, 2025]),
        st.sampled_from(["OBSERVED", "SUPPRESSED", "MISSING"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda each: each[:3],
)


def told_of(drawn: list[tuple[str, int, int, str]]) -> pd.DataFrame:
    shown = [1.0 if status == "OBSERVED" else NOTHING for *_, status in drawn]
    return observations(
        *(
            count(code, value, division, year, status=status)
            for (code, division, year, status), value in zip(drawn, shown, strict=True)
        )
    )


@settings(max_examples=30, deadline=None)
@given(ROWS, st.sampled_from([definition(), MEDIAN]), st.booleans())
def test_every_row_is_accounted_for_to_the_store_and_back(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, int, int, str]],
    indicator: Indicator,
    stated: bool,
) -> None:
    """Carried, kept, refused and untouched rows are together the rows given; what is taken is read again."""
    rows = told_of(drawn)
    if not stated:
        rows = rows.drop_duplicates(["area_code", "period"]).reset_index(drop=True)
        rows = rows.assign(boundary_year=found_divisions(rows.assign(boundary_year=2025)))
    told = settled(rows, NO_ROWS, indicator, lambda: NO_ROWS)
    is_sum = told.rows["method"].str.startswith("merged_")
    untouched = len(told.rows) - int(is_sum.sum()) - len(told.kept)
    assert untouched + len(told.carried) + len(told.kept) + len(told.refused) == len(rows)
    assert told.rows["value"].sum() + told.refused["value"].sum() == rows["value"].sum()
    assert bool(len(told.carried)) is bool(is_sum.any())
    if told.rows.empty:
        return
    store = ObservationStore(tmp_path_factory.mktemp("store") / TABLE_NAME)
    store.replace_indicators(composed(told.rows, NO_ROWS, indicator, NOBODY))
    read = store.read("area_level = 'MUNICIPALITY'")
    assert sorted(values(read)) == sorted(values(told.rows))
    assert read["value"].sum() == told.rows["value"].sum()


def test_every_key_reaches_the_newest_division() -> None:
    for year, codes in CODES.items():
        assert set(key_between(year, CURRENT)["from_code"]) == set(codes)
