"""Carrying an indicator to the levels above: which key, which base, and what is never replaced."""

from typing import Any

import pandas as pd
import pytest

from geodata.errors import GeodataError
from geodata.levels import AreaLevel
from indicators import levels_above as levels
from indicators.levels_above import with_levels_above, with_weights
from indicators.model import Indicator
from tests.indicators.examples import definition, hidden, mean_definition, observations, share_definition

NOBODY = pd.Series(dtype=float)
NOTHING = float("nan")
POSTAL, DISTRICT, MUNICIPALITY = AreaLevel.POSTAL_AREA, AreaLevel.MAJOR_DISTRICT, AreaLevel.MUNICIPALITY
COUNTY, COUNTRY = AreaLevel.WELLBEING_COUNTY, AreaLevel.COUNTRY


def key_of(*links: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(links, columns=["from_code", "to_code", "weight"]).assign(method="membership")


# Two postal areas of Espoo (one straddles its districts), one of Kauniainen.
TO_DISTRICT = key_of(("02100", "0492", 1.0), ("02200", "0492", 0.25), ("02200", "0491", 0.75))
TO_MUNICIPALITY = key_of(("02100", "049", 1.0), ("02200", "049", 1.0), ("02700", "235", 1.0))
TO_COUNTY = key_of(("049", "03", 1.0), ("235", "03", 1.0))
# A municipality of 2024 that no later division has.
MERGED = key_of(("588", "FI", 1.0))
TO_COUNTRY = key_of(("049", "FI", 1.0), ("235", "FI", 1.0))
NEWEST = None
KEYS: dict[tuple[AreaLevel, AreaLevel], dict[int | None, pd.DataFrame]] = {
    (POSTAL, DISTRICT): {NEWEST: TO_DISTRICT, 2019: TO_DISTRICT},
    (POSTAL, MUNICIPALITY): {NEWEST: TO_MUNICIPALITY, 2019: TO_MUNICIPALITY},
    (MUNICIPALITY, COUNTY): {NEWEST: TO_COUNTY, 2025: TO_COUNTY},
    (MUNICIPALITY, COUNTRY): {
        NEWEST: pd.concat([TO_COUNTRY, MERGED]),
        2024: pd.concat([TO_COUNTRY, MERGED]),
        2025: TO_COUNTRY,
    },
}
UNUSED = {NEWEST: key_of(("nowhere", "nowhere", 1.0))}


@pytest.fixture(autouse=True)
def small_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys above in the place of geodata's."""

    def load_key(from_level: AreaLevel, to_level: AreaLevel, year: int | None = NEWEST) -> pd.DataFrame:
        stored = KEYS.get((from_level, to_level), UNUSED)
        if year not in stored:
            raise GeodataError(f"no key of {year}")
        return stored[year]

    monkeypatch.setattr(levels, "load_key", load_key)


def postal(code: str, value: float | None, **changes: Any) -> dict[str, Any]:
    place = {"area_level": "POSTAL_AREA", "area_code": code, "boundary_year": 2019, "dataset": "paavo"}
    return place | ({"value": value, "numerator": value} if value is not None else hidden()) | changes


def carried(indicator: Indicator, *rows: dict[str, Any], base: pd.Series = NOBODY) -> pd.DataFrame:
    """All rows, by level and code."""
    found = with_levels_above(observations(*rows), indicator, base)
    assert not found.duplicated(["area_level", "area_code", "period", "sex"]).any()
    return found.set_index(["area_level", "area_code"], drop=False)


def test_postal_figures_reach_district_municipality_and_county() -> None:
    found = carried(definition(), postal("02100", 100.0), postal("02200", 40.0), postal("02700", 9.0))
    assert found["value"].to_dict() == {
        ("POSTAL_AREA", "02100"): 100.0,
        ("POSTAL_AREA", "02200"): 40.0,
        ("POSTAL_AREA", "02700"): 9.0,
        ("MAJOR_DISTRICT", "0491"): 30.0,
        ("MAJOR_DISTRICT", "0492"): 110.0,
        ("MUNICIPALITY", "049"): 140.0,
        ("MUNICIPALITY", "235"): 9.0,
        ("WELLBEING_COUNTY", "03"): 149.0,
        ("COUNTRY", "FI"): 149.0,
    }


def test_each_level_states_the_borders_it_stands_on() -> None:
    found = carried(definition(), postal("02100", 100.0), postal("02200", 40.0), postal("02700", 9.0))
    years = found.groupby(level=0)["boundary_year"].unique().map(list).to_dict()
    assert years["MAJOR_DISTRICT"] == [2014]
    assert years["MUNICIPALITY"] == years["WELLBEING_COUNTY"] == [2025]
    assert years["POSTAL_AREA"] == [2019]


def test_only_a_figure_divided_by_land_is_estimated() -> None:
    found = carried(definition(), postal("02100", 100.0), postal("02200", 40.0), postal("02700", 9.0))
    assert found.loc[("MAJOR_DISTRICT", "0491"), "status"] == "ESTIMATED"
    assert found.loc[("MUNICIPALITY", "049"), "status"] == "OBSERVED"


def test_a_figure_of_the_source_is_never_replaced_by_our_sum() -> None:
    """Espoo's own figure has people whom the postal areas lack; what lies above is a sum of municipalities."""
    espoo = {"boundary_year": 2019, "dataset": "paavo", "value": 150.0, "numerator": 150.0}
    found = carried(definition(), postal("02100", 100.0), postal("02200", 40.0), postal("02700", 9.0), espoo)
    assert found.loc[("MUNICIPALITY", "049"), "value"] == 150.0
    assert found.loc[("MUNICIPALITY", "235"), "value"] == 9.0


def test_a_source_that_hides_a_figure_is_not_overruled_either() -> None:
    espoo = hidden(boundary_year=2019, dataset="paavo")
    found = carried(definition(), postal("02100", 100.0), postal("02200", 40.0), espoo)
    assert found.loc[("MUNICIPALITY", "049"), "status"] == "SUPPRESSED"


def test_a_figure_that_is_not_to_be_carried_stays_where_it_is() -> None:
    median = definition(kind="median", aggregation={"method": "none", "reason": "median"})
    rows = observations(postal("02100", 100.0), postal("02200", 40.0))
    pd.testing.assert_frame_equal(with_levels_above(rows, median, NOBODY), rows)


def test_a_larger_area_without_all_its_parts_has_no_row() -> None:
    found = carried(definition(), postal("02100", 100.0), postal("02700", 9.0))
    assert ("MUNICIPALITY", "049") not in found.index
    assert ("MAJOR_DISTRICT", "0491") not in found.index
    assert found.loc[("MUNICIPALITY", "235"), "value"] == 9.0


def test_a_hidden_part_is_weighed_by_its_residents() -> None:
    def share(code: str, numerator: float | None, denominator: float) -> dict[str, Any]:
        value = None if numerator is None else 100 * numerator / denominator
        told = {} if numerator is None else {"numerator": numerator, "denominator": denominator}
        return postal(code, value, indicator_id="share") | told

    rows = [share("02100", 100, 995), share("02200", None, 1)]
    for residents, status in ((5.0, "ESTIMATED"), (500.0, "MISSING")):
        found = carried(share_definition(), *rows, base=pd.Series({"02200": residents}))
        assert found.loc[("MUNICIPALITY", "049"), "status"] == status


# --- which key


def municipal(code: str, value: float, year: int) -> dict[str, Any]:
    return {"area_code": code, "value": value, "numerator": value, "boundary_year": year}


def test_figures_are_summed_in_their_own_division() -> None:
    parts = municipal("049", 283_632, 2024), municipal("235", 9_615, 2024), municipal("588", 1_713, 2024)
    found = carried(definition(), *parts)
    assert found.loc[("COUNTRY", "FI"), "value"] == 294_960
    assert ("COUNTRY", "FI") not in carried(definition(), *parts[:2]).index, "a municipality of the division lacks"


def test_a_division_of_its_own_needs_no_municipality_of_another() -> None:
    found = carried(definition(), municipal("049", 283_632, 2025), municipal("235", 9_615, 2025))
    assert found.loc[("COUNTRY", "FI"), "value"] == 293_247


def test_an_older_division_uses_the_newest_key() -> None:
    found = carried(definition(), municipal("049", 100.0, 2013), municipal("235", 9.0, 2013))
    assert found.loc[("WELLBEING_COUNTY", "03"), "value"] == 109.0
    assert ("COUNTRY", "FI") not in found.index


# --- counts that SOTKAnet implies


def sotkanet(code: str, value: float, numerator: float) -> dict[str, Any]:
    return {
        "indicator_id": "share", "area_code": code, "value": value, "numerator": numerator,
        "dataset": "sotkanet_2019", "boundary_year": 2025,
    }  # fmt: skip


def test_a_rounded_share_and_its_count_imply_a_denominator_for_sums_only() -> None:
    found = carried(share_definition(), sotkanet("049", 5.0, 50.0), sotkanet("235", 2.0, 2.0))
    county = found.loc[("WELLBEING_COUNTY", "03")]
    assert county["value"] == pytest.approx(100 * 52 / (1000 + 100))
    assert county["status"] == "ESTIMATED"
    own = found.loc[("MUNICIPALITY", "049")]
    assert pd.isna(own["denominator"]), "what the source did not tell is not shown as its figure"
    assert own["status"] == "OBSERVED"


def test_a_suppressed_municipality_is_no_zero_in_the_county() -> None:
    suppressed = sotkanet("235", 2.0, 2.0) | hidden()
    found = carried(share_definition(), sotkanet("049", 5.0, 50.0), suppressed, base=pd.Series({"235": 1000.0}))
    assert found.loc[("WELLBEING_COUNTY", "03"), "status"] == "MISSING"


# --- weights of another indicator


@pytest.fixture
def population() -> pd.DataFrame:
    return observations({"value": 1000.0}, {"area_code": "235", "value": 100.0}, {"period": "2019", "value": 7.0})


def test_a_rate_without_counts_is_weighed_by_the_population_of_its_area_and_year(population: pd.DataFrame) -> None:
    rate = {"indicator_id": "mean", "numerator": NOTHING, "boundary_year": 2025}
    rows = observations(rate | {"value": 4.0}, rate | {"area_code": "235", "value": 15.0})
    indicator = mean_definition(aggregation={"method": "weighted_mean", "weight": "population"})
    weighed = with_weights(rows, indicator, population)
    assert weighed["denominator"].tolist() == [1000.0, 100.0]
    county = carried(indicator, *weighed.to_dict("records")).loc[("WELLBEING_COUNTY", "03")]
    assert county["value"] == pytest.approx((4 * 1000 + 15 * 100) / 1100)
    assert (county["status"], county["method"]) == ("ESTIMATED", "weighted_mean")


def test_weights_fill_only_municipalities_and_only_what_is_empty(population: pd.DataFrame) -> None:
    rows = observations(
        {"denominator": 5.0},
        {"area_level": "REGION", "area_code": "01"},
        {"area_code": "999"},
        {"period": "2019"},
    )
    filled = with_weights(rows, mean_definition(), population)["denominator"]
    assert filled.isna().tolist() == [False, True, True, False]
    assert (filled.iloc[0], filled.iloc[3]) == (5.0, 7.0)


def test_weights_leave_the_given_rows_alone(population: pd.DataFrame) -> None:
    rows = observations({"value": 4.0})
    before = rows.copy()
    with_weights(rows, mean_definition(), population)
    pd.testing.assert_frame_equal(rows, before)
