"""Comparisons with each kind of benchmark, by example."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.benchmarks import MINIMUM_SIMILAR, Benchmark, BenchmarkKind, chance_limits, with_comparison
from indicators.catalogue import load_catalogue
from indicators.errors import MeasureError
from indicators.uncertainty import with_intervals
from tests.indicators.examples import definition, hidden, observations, of_year, share_definition

NOTHING = float("nan")
CATALOGUE = {
    "share": share_definition(polarity="higher_is_better"),
    "worse": share_definition(indicator_id="worse", polarity="lower_is_better"),
    "neutral": share_definition(indicator_id="neutral"),
    "population": definition(),
}
COUNTRY = Benchmark(BenchmarkKind.AREA, AreaLevel.COUNTRY, ("FI",))
FINLAND = {"area_level": "COUNTRY", "area_code": "FI"}


def share(part: float, whole: float = 1000, **changes: Any) -> dict[str, Any]:
    counts = {"indicator_id": "share", "numerator": part, "denominator": whole, "value": 100 * part / whole}
    return counts | changes


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return with_intervals(observations(*rows), CATALOGUE)


def compared(benchmark: Benchmark, *rows: dict[str, Any]) -> pd.DataFrame:
    """The rows compared, the benchmark's own figures being among them."""
    known = table(*rows)
    return with_comparison(known, known, benchmark, CATALOGUE)


def words(benchmark: Benchmark, *rows: dict[str, Any]) -> list[str]:
    return [str(word) for word in compared(benchmark, *rows)["comparison"]]


# --- a larger area

STEPS = (100, 170, 200, 230, 300)
"""Cases of 1,000 that lie much below, below, at, above and much above 20 % (± 2.5 and ± 3.9 points)."""


@pytest.mark.parametrize(
    ("indicator_id", "expected"),
    [
        ("share", ["much_worse", "worse", "similar", "better", "much_better"]),
        ("worse", ["much_better", "better", "similar", "worse", "much_worse"]),
        ("neutral", ["much_lower", "lower", "similar", "higher", "much_higher"]),
    ],
)
def test_an_area_is_compared_with_the_country_in_the_words_of_its_polarity(
    indicator_id: str, expected: list[str]
) -> None:
    areas = [share(part, area_code=f"{part:03}", indicator_id=indicator_id) for part in STEPS]
    assert words(COUNTRY, *areas, share(200, indicator_id=indicator_id, **FINLAND)) == [*expected, "not_compared"]


def test_the_benchmark_stands_beside_the_figure_in_its_unit() -> None:
    found = compared(COUNTRY, share(170), share(200, **FINLAND))
    assert found["benchmark_value"].tolist()[0] == 20.0
    assert np.isnan(found["benchmark_value"].tolist()[1]), "the area itself has no benchmark"


def test_only_the_area_itself_is_not_compared_not_one_of_the_same_code_on_another_level() -> None:
    other = {"area_level": "REGION", "area_code": "FI"}
    assert words(COUNTRY, share(300, **other), share(200, **FINLAND)) == ["much_better", "not_compared"]


def test_each_period_and_group_has_its_own_benchmark() -> None:
    rows = [
        share(200),
        share(200, **of_year(2019)),
        share(200, sex="F"),
        share(200, **FINLAND),
        share(300, **of_year(2019), **FINLAND),
        share(100, sex="F", **FINLAND),
    ]
    assert words(COUNTRY, *rows)[:3] == ["similar", "much_worse", "much_better"]


def test_a_figure_without_an_interval_is_not_compared_though_its_benchmark_is_shown() -> None:
    found = compared(COUNTRY, share(300, numerator=NOTHING), share(200, **FINLAND))
    assert (found["comparison"].iloc[0], found["benchmark_value"].iloc[0]) == ("not_compared", 20.0)


@pytest.mark.parametrize("change", [hidden(denominator=NOTHING), {"value": NOTHING, "status": "MISSING"}])
def test_what_is_hidden_or_missing_is_not_compared(change: dict[str, Any]) -> None:
    assert words(COUNTRY, share(300, **change), share(200, **FINLAND))[0] == "not_compared"
    assert words(COUNTRY, share(300), share(200, **FINLAND | change))[0] == "not_compared"


def test_without_a_benchmark_nothing_is_compared() -> None:
    found = compared(COUNTRY, share(300), share(300, indicator_id="worse"))
    assert found["comparison"].tolist() == ["not_compared"] * 2
    assert found["benchmark_value"].isna().all()


def test_a_benchmark_needs_no_interval_of_its_own() -> None:
    assert words(COUNTRY, share(300), share(200, numerator=NOTHING, **FINLAND))[0] == "much_better"


def test_a_benchmark_on_the_end_of_the_interval_is_similar() -> None:
    end = float(table(share(300))["ci_lower_95"].iloc[0])
    assert words(COUNTRY, share(300), share(200, value=end, numerator=NOTHING, **FINLAND))[0] == "similar"


def test_a_benchmark_told_in_several_boundary_years_is_of_the_newest() -> None:
    old, new = share(400, boundary_year=2019, **FINLAND), share(200, boundary_year=2025, **FINLAND)
    for both in ([old, new], [new, old]):
        assert compared(COUNTRY, share(300), *both)["benchmark_value"].iloc[0] == 20.0


# --- similar areas


def similar(*parts: float | None) -> tuple[Benchmark, list[dict[str, Any]]]:
    """Areas 901, 902 …, hidden where None."""
    codes = tuple(f"9{place:02}" for place in range(1, len(parts) + 1))
    rows = [
        share(1, area_code=code, **hidden(denominator=NOTHING)) if part is None else share(part, area_code=code)
        for code, part in zip(codes, parts, strict=True)
    ]
    return Benchmark(BenchmarkKind.SIMILAR, AreaLevel.MUNICIPALITY, codes), rows


@pytest.mark.parametrize(
    ("parts", "median"),
    [((100, 200, 900), 20.0), ((100, 200, 300, 900), 25.0), ((100, 200, None, 900), 20.0)],
)
def test_similar_areas_are_a_benchmark_by_their_median(parts: tuple[float | None, ...], median: float) -> None:
    benchmark, rows = similar(*parts)
    found = compared(benchmark, share(400), *rows).iloc[0]
    assert (found["benchmark_value"], found["comparison"]) == (pytest.approx(median), "much_better")


@pytest.mark.parametrize("parts", [(), (100,), (100, 200), (100, 200, None)])
def test_fewer_than_three_similar_areas_with_a_figure_are_none(parts: tuple[float | None, ...]) -> None:
    assert MINIMUM_SIMILAR == 3
    benchmark, rows = similar(*parts)
    found = compared(benchmark, share(400), *rows).iloc[0]
    assert np.isnan(found["benchmark_value"])
    assert found["comparison"] == "not_compared"


def test_a_similar_area_counts_once_though_told_in_two_boundary_years() -> None:
    benchmark, rows = similar(100, 200)
    again = rows[0] | {"boundary_year": 2019}
    assert compared(benchmark, share(400), *rows, again)["comparison"].iloc[0] == "not_compared"


# --- a goal


def test_a_goal_holds_for_every_row_the_country_included() -> None:
    goal = Benchmark(BenchmarkKind.GOAL, goal=20.0)
    found = compared(goal, share(300), share(200, **FINLAND), share(100, **of_year(2019)))
    assert found["comparison"].tolist() == ["much_better", "similar", "much_worse"]
    assert found["benchmark_value"].tolist() == [20.0] * 3


def test_without_a_goal_nothing_is_compared() -> None:
    assert words(Benchmark(BenchmarkKind.GOAL), share(300)) == ["not_compared"]


# --- an earlier year

SINCE_2010 = Benchmark(BenchmarkKind.EARLIER, period="2010")


@pytest.mark.parametrize(
    ("later", "word"),
    [
        (200, "similar"),
        (230, "similar"),  # outside the single interval of the later year, but the two intervals touch
        (255, "better"),
        (300, "much_better"),
        (150, "worse"),
        (100, "much_worse"),
    ],
)
def test_an_earlier_year_is_as_uncertain_as_the_later_one(later: float, word: str) -> None:
    found = compared(SINCE_2010, share(200, **of_year(2010)), share(later))
    assert found["comparison"].tolist() == ["not_compared", word]
    assert found["benchmark_value"].iloc[1] == 20.0


def test_an_earlier_year_is_that_of_the_same_area_group_and_indicator() -> None:
    rows = [share(300, **change) for change in ({"area_code": "091"}, {"sex": "F"}, {"indicator_id": "worse"})]
    assert words(SINCE_2010, share(200, **of_year(2010)), *rows) == ["not_compared"] * 4


def test_an_earlier_year_without_an_interval_is_not_compared() -> None:
    assert words(SINCE_2010, share(200, numerator=NOTHING, **of_year(2010)), share(300))[1] == "not_compared"


def test_an_earlier_year_may_be_of_older_boundaries_and_is_of_the_newest_there_are() -> None:
    first = share(400, boundary_year=2013, **of_year(2010))
    second = share(200, boundary_year=2019, **of_year(2010))
    assert compared(SINCE_2010, first, second, share(300))["benchmark_value"].iloc[2] == 20.0


# --- an area's own total

OWN = Benchmark(BenchmarkKind.OWN_TOTAL)


@pytest.mark.parametrize("group", [{"sex": "F"}, {"age_group": "65-74"}, {"population_group": "students"}])
def test_a_group_is_compared_with_its_area_s_own_total(group: dict[str, str]) -> None:
    rows = [share(300, **group), share(200), share(300, area_code="091", **group), share(300, area_code="091")]
    assert words(OWN, *rows) == ["much_better", "not_compared", "similar", "not_compared"]


def test_a_group_whose_area_has_no_total_is_not_compared() -> None:
    assert words(OWN, share(300, sex="F"), share(200, **of_year(2019))) == ["not_compared"] * 2


def test_a_total_is_of_the_same_boundaries_as_its_group() -> None:
    rows = [share(300, sex="F", boundary_year=2019), share(200), share(300, boundary_year=2019)]
    assert words(OWN, *rows)[0] == "similar"


# --- frames


@pytest.mark.parametrize("kind", BenchmarkKind)
@pytest.mark.parametrize("index", [[5, 3, 9], ["a", "b", "c"], [1, 1, 1]], ids=["numbers", "text", "repeated"])
def test_any_index_and_order_is_kept(kind: BenchmarkKind, index: list[Any]) -> None:
    rows = table(share(300, sex="F"), share(200, **of_year(2010)), share(250))
    benchmark = Benchmark(kind, AreaLevel.MUNICIPALITY, ("091",), goal=20.0, period="2010")
    expected = with_comparison(rows, rows, benchmark, CATALOGUE)
    moved = rows.set_axis(index)
    found = with_comparison(moved, rows, benchmark, CATALOGUE)
    assert found.index.tolist() == index
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)
    pd.testing.assert_frame_equal(moved, rows.set_axis(index))


@pytest.mark.parametrize("kind", BenchmarkKind)
def test_no_rows_are_not_compared(kind: BenchmarkKind) -> None:
    rows = table(share(300))
    found = with_comparison(rows.iloc[:0], rows, Benchmark(kind, codes=("FI",), period="2010"), CATALOGUE)
    assert len(found) == 0
    assert {"benchmark_value", "comparison"} <= set(found.columns)


def test_the_method_of_each_kind_has_its_name() -> None:
    names = {kind: Benchmark(kind).method for kind in BenchmarkKind}
    assert names.pop(BenchmarkKind.EARLIER) == "double_overlapping_intervals"
    assert set(names.values()) == {"single_overlapping_interval"}


# --- the embedded data


def test_the_embedded_rows_are_compared_as_a_plain_loop_compares_them(embedded: pd.DataFrame) -> None:
    catalogue = load_catalogue()
    county = Benchmark(BenchmarkKind.AREA, AreaLevel.WELLBEING_COUNTY, ("03",))
    found = with_comparison(embedded, embedded, county, catalogue)
    own = embedded[(embedded["area_level"] == "WELLBEING_COUNTY") & (embedded["area_code"] == "03")]
    group = ["indicator_id", "period", "sex", "age_group", "population_group"]
    aims = dict(zip(own[group].itertuples(index=False, name=None), own["value"], strict=True))
    ways = {
        "higher_is_better": ("worse", "better"),
        "lower_is_better": ("better", "worse"),
        "neutral": ("lower", "higher"),
    }
    for row in found[found["ci_lower_95"].notna()].itertuples():
        aim = aims.get(tuple(getattr(row, name) for name in group), NOTHING)
        itself = (row.area_level, row.area_code) == ("WELLBEING_COUNTY", "03")
        if itself or np.isnan(aim):
            word = "not_compared"
        elif row.ci_lower_95 <= aim <= row.ci_upper_95:
            word = "similar"
        else:
            word = ways[catalogue[row.indicator_id].polarity][int(row.ci_lower_95 > aim)]
            word = word if row.ci_lower_998 <= aim <= row.ci_upper_998 else f"much_{word}"
        assert row.comparison == word, row
    assert (found.loc[found["ci_lower_95"].isna(), "comparison"] == "not_compared").all()
    assert (found["comparison"] != "not_compared").sum() == 8_366


def test_limits_of_chance_are_in_the_benchmarks_unit_and_hold_it() -> None:
    share = load_catalogue()["low_income_adults"]
    (low, high), (lowest, highest) = chance_limits([100.0, 10_000.0], 20.0, share)
    reach = 1.959963984540054 * (0.2 * 0.8 / 100) ** 0.5 * 100
    assert (low[0], high[0]) == pytest.approx((20 - reach, 20 + reach))
    assert lowest[1] < low[1] < 20.0 < high[1] < highest[1]
    with pytest.raises(MeasureError, match="not for 'mean'"):
        chance_limits([100.0], 20.0, load_catalogue()["mean_age"])
