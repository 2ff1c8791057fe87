"""From cells to observations: sums and ratios of a definition's ids, and what hides them."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators.bundle import sotkanet
from indicators.bundle.compose import all_sources, source_observations
from indicators.bundle.provenance import PROVENANCE
from indicators.catalogue import load_catalogue
from indicators.model import LIVE_DATASETS, Dataset, Indicator
from indicators.observations import KEY, observations_table
from tests.indicators.bundle import raw_files
from tests.indicators.bundle.raw_files import write_lines
from tests.indicators.examples import definition, mean_definition, share_definition

NOTHING = float("nan")


def cell(source_id: str, value: float | None, area: str = "02100", year: int = 2017, **changes: Any) -> dict[str, Any]:
    """One cell of a reader; without a value it is suppressed."""
    return {
        "source_id": source_id,
        "area_level": "POSTAL_AREA",
        "area_code": area,
        "year_start": year,
        "year_end": year,
        "value": NOTHING if value is None else float(value),
        "numerator": NOTHING,
        "status": "SUPPRESSED" if value is None else "OBSERVED",
    } | changes


def composed(indicator: Indicator, *cells: dict[str, Any]) -> pd.DataFrame:
    """The observations of an indicator whose only dataset is Paavo, by area and year."""
    rows = all_sources(indicator, {Dataset.PAAVO: pd.DataFrame(cells)})
    return rows.set_index(["area_code", "period"], drop=False)


def share(**changes: Any) -> Indicator:
    source = {"dataset": "paavo", "ids": ["low"], "denominator_ids": ["all"]}
    return share_definition(**{"sources": [source], **changes})


def count_of(*ids: str, **changes: Any) -> Indicator:
    return definition(**{"sources": [{"dataset": "paavo", "ids": ids}], **changes})


# --- sums and ratios


def test_a_single_id_is_the_sources_own_value() -> None:
    row = composed(count_of("he_vakiy"), cell("he_vakiy", 5025)).loc[("02100", "2017")]
    assert (row["value"], row["numerator"], row["status"], row["method"]) == (5025.0, 5025.0, "OBSERVED", "source")
    assert pd.isna(row["denominator"])


def test_several_ids_are_summed_area_by_area_and_year_by_year() -> None:
    cells = [cell("a", 1), cell("b", 2), cell("a", 10, "02110"), cell("b", 20, "02110"), cell("a", 3, year=2016)]
    found = composed(count_of("a", "b"), *cells, cell("b", 4, year=2016), cell("other", 1000))
    assert found["value"].to_dict() == {("02100", "2016"): 7, ("02100", "2017"): 3, ("02110", "2017"): 30}


def test_a_hidden_part_hides_the_sum() -> None:
    row = composed(count_of("a", "b"), cell("a", 100), cell("b", None)).loc[("02100", "2017")]
    assert row["status"] == "SUPPRESSED"
    assert pd.isna(row["value"])
    assert pd.isna(row["numerator"])


def test_a_missing_part_makes_the_sum_missing_and_a_suppressed_one_says_so() -> None:
    missing = {"value": NOTHING, "status": "MISSING"}
    found = composed(
        count_of("a", "b"),
        cell("a", 1, "00001") | missing,
        cell("b", 2, "00001"),
        cell("a", 1, "00002") | missing,
        cell("b", None, "00002"),
    )
    assert found["status"].tolist() == ["MISSING", "SUPPRESSED"]
    assert found["value"].isna().all()


def test_a_share_is_the_multiplier_times_numerator_over_denominator() -> None:
    row = composed(share(), cell("low", 595), cell("all", 4110)).loc[("02100", "2017")]
    assert row["value"] == pytest.approx(100 * 595 / 4110)
    assert (row["numerator"], row["denominator"]) == (595, 4110)


def test_a_denominator_of_several_ids_is_summed() -> None:
    source = {"dataset": "paavo", "ids": ["out"], "denominator_ids": ["in", "out"]}
    row = composed(share(sources=[source]), cell("out", 20), cell("in", 180)).loc[("02100", "2017")]
    assert (row["value"], row["denominator"]) == (10.0, 200.0)


@pytest.mark.parametrize(("low", "everybody"), [(None, 100), (5, None), (None, None)])
def test_a_share_with_a_suppressed_side_is_suppressed_and_tells_neither_side(
    low: float | None, everybody: float | None
) -> None:
    row = composed(share(), cell("low", low), cell("all", everybody)).loc[("02100", "2017")]
    assert row[["value", "numerator", "denominator"]].isna().all()
    assert row["status"] == "SUPPRESSED"


@pytest.mark.parametrize("low", [0, 5])
def test_a_share_of_nobody_is_missing_not_suppressed_zero_or_infinite(low: int) -> None:
    row = composed(share(), cell("low", low), cell("all", 0)).loc[("02100", "2017")]
    assert row["status"] == "MISSING"
    assert row[["value", "numerator", "denominator"]].isna().all()


def test_a_share_of_zero_is_a_value() -> None:
    row = composed(share(), cell("low", 0), cell("all", 50)).loc[("02100", "2017")]
    assert (row["value"], row["numerator"], row["status"]) == (0.0, 0.0, "OBSERVED")


def test_a_share_without_a_denominator_of_the_same_year_is_missing() -> None:
    row = composed(share(), cell("low", 5), cell("all", 50, year=2016)).loc[("02100", "2017")]
    assert row["status"] == "MISSING"


# --- weights of means


def test_a_mean_of_paavo_is_weighted_by_the_same_area_and_year() -> None:
    source = {"dataset": "paavo", "ids": ["he_kika"], "weight_ids": ["he_vakiy"]}
    cells = [
        cell("he_kika", 45),
        cell("he_vakiy", 5025),
        cell("he_vakiy", 4775, year=2016),
        cell("he_vakiy", 1, "02110"),
    ]
    row = composed(mean_definition(sources=[source]), *cells).loc[("02100", "2017")]
    assert (row["value"], row["denominator"]) == (45.0, 5025.0)


@pytest.mark.parametrize(
    ("years", "weight"), [((2010, 2012), 15.0), ((2014, 2016), 15.0), ((2015, 2017), 16.0), ((2018, 2020), 16.0)]
)
def test_an_index_of_diak_is_weighted_by_the_nearest_paavo_year(years: tuple[int, int], weight: float) -> None:
    source = {"dataset": "diak_postal", "ids": ["Työttömät"], "weight_ids": ["pt_tyoll", "pt_tyott"]}
    indicator = mean_definition(sources=[source])
    paavo = [
        cell(name, value, year=year)
        for name, year, value in (
            ("pt_tyoll", 2015, 10), ("pt_tyott", 2015, 5), ("pt_tyoll", 2016, 10), ("pt_tyott", 2016, 6),
        )
    ]  # fmt: skip
    municipal = [cell(name, 99, "049", 2017, area_level="MUNICIPALITY") for name in ("pt_tyoll", "pt_tyott")]
    index = cell("Työttömät", 120, year_start=years[0], year_end=years[1])
    cells = {Dataset.PAAVO: pd.DataFrame([*paavo, *municipal]), Dataset.DIAK_POSTAL: pd.DataFrame([index])}
    rows = all_sources(indicator, cells)
    assert rows["denominator"].tolist() == [weight]
    assert rows["value"].tolist() == [120.0]


# --- protection


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (6, False)])
def test_counts_from_one_to_below_the_minimum_are_hidden_with_all_that_reveals_them(count: int, hidden: bool) -> None:
    found = composed(share(minimum_count=5), cell("low", count), cell("all", 200)).loc[("02100", "2017")]
    assert found["status"] == ("SUPPRESSED" if hidden else "OBSERVED")
    assert found[["value", "numerator", "denominator"]].isna().tolist() == [hidden] * 3


def test_a_small_count_is_hidden_though_it_is_the_value_itself() -> None:
    row = composed(count_of("a", minimum_count=5), cell("a", 3)).loc[("02100", "2017")]
    assert row["status"] == "SUPPRESSED"
    assert row[["value", "numerator"]].isna().all()


@pytest.mark.parametrize("minimum", [0, 1])
def test_without_a_minimum_nothing_is_hidden(minimum: int) -> None:
    row = composed(share(minimum_count=minimum), cell("low", 1), cell("all", 200)).loc[("02100", "2017")]
    assert row["status"] == "OBSERVED"


# --- several sources of one indicator


def test_years_before_the_first_year_are_dropped() -> None:
    cells = [cell("a", 1, year=2015), cell("a", 2, year=2016), cell("a", 3, year=2017)]
    assert composed(count_of("a", first_year=2016), *cells)["period"].tolist() == ["2016", "2017"]


def test_a_group_is_what_its_source_says() -> None:
    sources = [
        {"dataset": "paavo", "ids": ["all"]},
        {"dataset": "paavo", "ids": ["women"], "sex": "F"},
        {"dataset": "paavo", "ids": ["a", "b"], "age_group": "0-6"},
    ]
    cells = [cell("all", 10), cell("women", 6), cell("a", 1), cell("b", 2)]
    found = composed(definition(sources=sources), *cells)
    groups = found[["sex", "age_group", "population_group", "value"]].to_numpy().tolist()
    assert groups == [["_T", "_T", "_T", 10.0], ["F", "_T", "_T", 6.0], ["_T", "0-6", "_T", 3.0]]


def test_women_are_women_in_the_definition_too() -> None:
    sources = load_catalogue()["population_with_address"].sources
    assert {source.sex: source.ids for source in sources if source.sex != "_T"} == {
        "F": ("he_naiset",),
        "M": ("he_miehet",),
    }


def test_where_two_sources_of_the_population_overlap_the_later_file_stands_once(tmp_path: Path) -> None:
    """SOTKAnet's 127 is in the series 1990–2012 and in the file 2000–2022."""
    write_lines(
        tmp_path,
        raw_files.SERIES,
        *(f"127,Väestö 31.12.,YLEISET,20,049,Espoo,KUNTA,{year},{year}.0" for year in (1999, 2000, 2012)),
        "127,Väestö 31.12.,YLEISET,488,01,Uusimaa,MAAKUNTA,2012,1500000.0",
    )
    write_lines(tmp_path, raw_files.POPULATION, "049,2000,213271", "049,2012,256824", "049,2013,260753")
    cells = {
        Dataset.SOTKANET_1990_2012: sotkanet.read_series_1990_2012(tmp_path),
        Dataset.SOTKANET_127: sotkanet.read_population(tmp_path),
    }
    rows = all_sources(load_catalogue()["population"], cells)
    place_and_time = [column for column in KEY if column != "boundary_year"]
    assert not rows.duplicated(place_and_time).any()
    espoo = rows[rows["area_code"] == "049"].set_index("period")
    assert espoo["value"].to_dict() == {"1999": 1999.0, "2000": 213271.0, "2012": 256824.0, "2013": 260753.0}
    assert espoo["dataset"].to_dict()["2000"] == "sotkanet_127"
    assert rows.loc[rows["area_code"] == "01", "dataset"].tolist() == ["sotkanet_1990_2012"]


def test_the_two_meanings_of_3195_never_meet(tmp_path: Path) -> None:
    title = '"Korkea-asteen koulutuksen saaneet, % {} vuotta täyttäneistä"'
    write_lines(tmp_path, raw_files.SERIES, f"3195,{title.format(15)},TALOUS,20,049,Espoo,KUNTA,2011,39.0")
    write_lines(
        tmp_path,
        raw_files.CROSS_SECTION,
        f"3195,20,2019,total,48.6,104000,{title.format(20)},Espoo,049,KUNTA,Tilastokeskus",
    )
    cells = {
        Dataset.SOTKANET_1990_2012: sotkanet.read_series_1990_2012(tmp_path),
        Dataset.SOTKANET_2019: sotkanet.read_cross_section_2019(tmp_path),
    }
    found = {age: all_sources(load_catalogue()[f"tertiary_education_{age}_plus"], cells) for age in (15, 20)}
    assert found[15][["period", "value"]].to_numpy().tolist() == [["2011", 39.0]]
    assert found[20][["period", "value"]].to_numpy().tolist() == [["2019", 48.6]]


# --- provenance


def test_every_dataset_tells_its_publisher_licence_day_and_borders() -> None:
    assert set(PROVENANCE) == set(Dataset) - LIVE_DATASETS
    for dataset, provenance in PROVENANCE.items():
        assert provenance.publisher.strip(), dataset
        assert provenance.licence.strip(), dataset
        assert isinstance(provenance.data_date, date), dataset
        assert 2010 <= provenance.boundary_year <= 2030, dataset


def test_an_observation_carries_where_it_comes_from() -> None:
    row = composed(count_of("a"), cell("a", 1)).iloc[0]
    provenance = PROVENANCE[Dataset.PAAVO]
    assert (row["dataset"], row["boundary_year"]) == ("paavo", provenance.boundary_year)
    assert (row["publisher"], row["licence"]) == (provenance.publisher, provenance.licence)
    assert row["data_date"] == provenance.data_date


def test_one_year_is_a_period_of_one_year() -> None:
    row = composed(count_of("a"), cell("a", 1)).iloc[0]
    assert (row["period"], row["period_start"], row["period_end"]) == ("2017", date(2017, 1, 1), date(2017, 12, 31))


def test_composed_rows_keep_the_rules_of_observations() -> None:
    cells = pd.DataFrame([cell("low", 3), cell("all", 10), cell("low", None, "02290"), cell("all", 6, "02290")])
    indicator = share(minimum_count=2)
    rows = source_observations(indicator, indicator.sources[0], {Dataset.PAAVO: cells})
    assert observations_table(rows).num_rows == 2
