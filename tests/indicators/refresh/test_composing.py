"""From SOTKAnet's cells to an indicator's whole content."""

from datetime import date

import pandas as pd
import pytest

from geodata.areas import areas_within
from geodata.levels import AreaLevel
from indicators.observations import observations_table
from indicators.refresh.composing import Bases, Provenance, composed, observations_of
from tests.indicators.examples import definition, mean_definition, observations, of_year, share_definition

TODAY = Provenance("THL, SOTKAnet", "CC BY 4.0", date(2026, 4, 29), 2026)
MUNICIPALITIES = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.COUNTRY, "FI")
LUVN = areas_within(AreaLevel.MUNICIPALITY, AreaLevel.WELLBEING_COUNTY, "03")
RESIDENTS = pd.Series(1000.0, index=list(MUNICIPALITIES))
BASES = Bases(RESIDENTS, observations({}).iloc[:0])
NOTHING = observations({}).iloc[:0]
NAN = float("nan")


def cells(codes: tuple[str, ...], *, value: float = 10.0, absolute: float = 100.0, year: int = 2024) -> pd.DataFrame:
    """One cell a municipality, of everybody."""
    return pd.DataFrame(
        {
            "area_level": str(AreaLevel.MUNICIPALITY),
            "area_code": list(codes),
            "year": year,
            "sex": "_T",
            "value": value,
            "absolute": absolute,
        }
    )


def test_cells_become_rows_of_the_schema_with_their_provenance() -> None:
    rows = observations_of(cells(("049",)).assign(sex="F"), share_definition(), TODAY)
    observations_table(rows)
    row = rows.iloc[0]
    assert (row["value"], row["numerator"], row["period"], row["sex"]) == (10.0, 100.0, "2024", "F")
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))
    assert (row["dataset"], row["boundary_year"], row["data_date"]) == ("sotkanet", 2026, pd.Timestamp("2026-04-29"))


def test_a_count_is_its_own_numerator() -> None:
    rows = observations_of(cells(("049",), value=314024.0, absolute=float("nan")), definition(), TODAY)
    assert rows["numerator"].tolist() == [314024.0]


@pytest.mark.parametrize(("known", "hidden"), [(153, 0), (154, 154), (307, 1), (308, 0)])
def test_municipalities_left_out_of_a_nearly_full_year_are_hidden(known: int, hidden: int) -> None:
    rows = observations_of(cells(MUNICIPALITIES[:known]), share_definition(), TODAY)
    suppressed = rows[rows["status"] == "SUPPRESSED"]
    assert len(suppressed) == hidden
    assert suppressed["value"].isna().all()
    observations_table(rows)


def test_the_counties_sum_is_made_where_the_source_gives_none() -> None:
    fresh = observations_of(cells(LUVN), share_definition(), TODAY)
    rows = composed(fresh, NOTHING, share_definition(), BASES)
    county = rows[rows["area_level"] == AreaLevel.WELLBEING_COUNTY]
    assert county[["area_code", "value", "numerator"]].to_numpy().tolist() == [["03", 10.0, 1000.0]]
    assert county["status"].tolist() == ["ESTIMATED"], "the denominators are implied by rounded shares"
    assert rows["ci_lower_95"].notna().all()
    observations_table(rows)


def test_the_sources_own_figure_of_a_county_is_never_replaced_by_a_sum() -> None:
    own = cells(("03",), value=9.9).assign(area_level=str(AreaLevel.WELLBEING_COUNTY))
    fresh = observations_of(pd.concat([cells(LUVN), own]), share_definition(), TODAY)
    rows = composed(fresh, NOTHING, share_definition(), BASES)
    county = rows[rows["area_level"] == AreaLevel.WELLBEING_COUNTY]
    assert county[["value", "method"]].to_numpy().tolist() == [[9.9, "source"]]


def test_fresh_rows_stand_before_older_copies_and_the_years_they_lack_stay() -> None:
    known = observations(
        {"dataset": "sotkanet_1990_2012", "boundary_year": 2013, "value": 1.0} | of_year(1990),
        {"dataset": "sotkanet_127", "boundary_year": 2024, "value": 2.0} | of_year(2024),
    )
    fresh = observations_of(cells(("049",), value=314024.0), definition(), TODAY)
    rows = composed(fresh, known, definition(), BASES)
    assert rows[["period", "value", "dataset"]].sort_values("period").to_numpy().tolist() == [
        ["1990", 1.0, "sotkanet_1990_2012"],
        ["2024", 314024.0, "sotkanet"],
    ]


def test_what_the_source_no_longer_tells_is_gone_unless_it_is_a_feed_of_the_newest_months() -> None:
    fresh = observations_of(cells(("049",), value=5.0), definition(), TODAY)
    for dataset, stays in (("sotkanet", False), ("feed", True)):
        known = observations({"area_code": "091", "dataset": dataset} | of_year(2024))
        rows = composed(fresh.assign(dataset=dataset), known, definition(), BASES)
        assert ("091" in set(rows["area_code"])) is stays


def test_sums_of_older_copies_are_made_again_and_other_datasets_stay() -> None:
    known = observations(
        {"area_level": "WELLBEING_COUNTY", "area_code": "03", "method": "ratio_of_sums", "value": 7.0} | of_year(2024),
        {"area_level": "POSTAL_AREA", "area_code": "02100", "dataset": "paavo", "value": 5.0},
        {"area_level": "MAJOR_DISTRICT", "area_code": "0492", "dataset": "paavo", "method": "sums", "value": 5.0},
    ).assign(indicator_id="share")
    rows = composed(observations_of(cells(LUVN), share_definition(), TODAY), known, share_definition(), BASES)
    found = {tuple(each) for each in rows[["area_code", "value", "dataset"]].to_numpy().tolist()}
    assert {("02100", 5.0, "paavo"), ("0492", 5.0, "paavo"), ("03", 10.0, "sotkanet")} <= found
    assert ("03", 7.0, "sotkanet_127") not in found


def test_a_mean_is_weighed_by_the_weight_indicator_and_women_and_men_are_not_summed() -> None:
    weighted = mean_definition(aggregation={"method": "weighted_mean", "weight": "population"})
    weights = observations(
        *({"area_code": code, "value": 100.0 + 900 * (code == "049")} | of_year(2024) for code in LUVN)
    )
    both = cells(LUVN, absolute=float("nan"))
    both.loc[both["area_code"] == "049", "value"] = 20.0
    fresh = observations_of(pd.concat([both, both.assign(sex="F")]), weighted, TODAY)
    rows = composed(fresh, NOTHING, weighted, Bases(RESIDENTS, weights))
    county = rows[rows["area_level"] == AreaLevel.WELLBEING_COUNTY]
    assert county[["sex", "value"]].to_numpy().tolist() == [["_T", pytest.approx((20 * 1000 + 9 * 10 * 100) / 1900)]]
    own = rows[(rows["area_level"] == AreaLevel.MUNICIPALITY)]
    assert own["denominator"].isna().all(), "a weight is no denominator of the figure itself"


def test_figures_of_merged_municipalities_stay_when_something_fresh_comes() -> None:
    """They are the source's figures, not sums of larger areas that could be made again."""
    merged = {"area_code": "507", "boundary_year": 2026, "method": "merged_sum_of_counts", "dataset": "imported"}
    rows = composed(observations_of(cells(("049",)), definition(), TODAY), observations(merged), definition(), BASES)
    assert {"049", "507"} <= set(rows["area_code"])


@pytest.mark.parametrize("dataset", ["feed", "imported", "pxweb"])
def test_sums_of_files_are_made_again_of_all_municipalities_there_are(dataset: str) -> None:
    first, last = LUVN[:1], LUVN[1:]
    told = [{"area_code": code, "dataset": dataset, "value": 1.0, "numerator": 1.0} | of_year(2024) for code in last]
    stale = {"area_level": "WELLBEING_COUNTY", "area_code": "03", "dataset": dataset, "method": "sum_of_counts"}
    known = observations(*told, stale | of_year(2024) | {"boundary_year": 2025})
    fresh = observations_of(cells(first, value=5.0), definition(), TODAY)
    rows = composed(fresh, known, definition(), BASES)
    county = rows[rows["area_level"] == AreaLevel.WELLBEING_COUNTY]
    assert county["value"].tolist() == [5.0 + len(last)]


def test_an_interval_that_a_file_brought_stays_when_something_fresh_comes() -> None:
    own = {"ci_lower_95": 1.0, "ci_upper_95": 9.0, "ci_lower_998": 0.5, "ci_upper_998": 10.0, "ci_method": "bootstrap"}
    brought = {"indicator_id": "mean", "area_code": "091", "dataset": "imported", "value": 5.0, "numerator": NAN}
    fresh = observations_of(cells(("049",), absolute=NAN), mean_definition(), TODAY)
    rows = composed(fresh, observations(brought | own), mean_definition(), BASES)
    assert rows.loc[rows["area_code"] == "091", list(own)].to_numpy().tolist() == [list(own.values())]
