"""What a map can be compared with: larger and similar areas, a goal, an earlier year, a group's own total."""

import pandas as pd
import pytest

from indicators.benchmarks import BenchmarkKind
from indicators.catalogue import load_catalogue
from indicators.findings import comparison_findings, rederived
from indicators.measures.comparison import Comparison
from indicators.model import Indicator, Polarity
from indicators.published import load_observations
from indicators.slices import EVERYBODY, Group
from indicators.uncertainty import with_intervals
from pages.components.benchmark_choice import CODES, NO_BENCHMARK, completed, first_benchmark, offered_benchmarks
from pages.components.map_picture import MapPicture
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.view_of_map import MapView
from pages.components.view_of_similar import similar_municipalities
from tests.indicators.examples import observations, share_definition

WOMEN, MEN = Group(sex="F"), Group(sex="M")


def view_of(indicator_id: str, place: str, language: str = "en") -> MapView:
    rows = load_observations(indicator_id)
    return MapView(Reader(language, "049"), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY)


def picture_of(view: MapView, code: str, **stated: str) -> MapPicture:
    return MapPicture(view, completed(view, offered_benchmarks(view, ())[code], stated))


def by_sex(polarity: Polarity) -> tuple[Indicator, pd.DataFrame]:
    """A share of Espoo's residents: 20 % of all, 28 % of women, 12 % of men."""
    indicator = share_definition(polarity=polarity)
    counts = {"_T": (200.0, 1000.0), "F": (140.0, 500.0), "M": (60.0, 500.0)}
    rows = observations(
        *(
            {"indicator_id": "share", "sex": sex, "value": 100 * part / whole, "numerator": part, "denominator": whole}
            for sex, (part, whole) in counts.items()
        )
    )
    return indicator, with_intervals(rows, {"share": indicator})


def of_group(group: Group, polarity: Polarity = Polarity.LOWER_IS_BETTER) -> MapView:
    indicator, rows = by_sex(polarity)
    return MapView(Reader("en", "049"), indicator, rows, PLACES["municipality"], group)


def test_the_nearest_larger_area_comes_first() -> None:
    offered = offered_benchmarks(view_of("low_income_adults", "major_district"), similar_municipalities("049"))
    assert list(offered) == ["municipality", "wellbeing_county", "earlier", "goal"]
    assert offered["municipality"].name == "Espoo"


def test_similar_municipalities_are_offered_where_three_have_a_figure() -> None:
    view = view_of("tertiary_education_20_plus", "municipality")
    assert "similar" in offered_benchmarks(view, similar_municipalities("049"))
    assert "similar" in offered_benchmarks(view, ("091", "257", "564"))
    assert "similar" not in offered_benchmarks(view, ("091", "257"))


def test_similar_municipalities_are_no_benchmark_when_two_of_the_five_have_no_figure() -> None:
    # Paavo has Helsinki, Kirkkonummi and Vantaa: a median of three would be told as one of five.
    assert "similar" not in offered_benchmarks(
        view_of("low_income_adults", "municipality"), similar_municipalities("049")
    )


def test_the_first_benchmark_is_never_similar_ones_a_year_or_a_goal() -> None:
    view = view_of("social_assistance_long_term_18_24", "municipality")
    offered = offered_benchmarks(view, similar_municipalities("235"))
    assert first_benchmark({code: each for code, each in offered.items() if each.benchmark.kind != "area"}) == "none"
    assert first_benchmark(offered) in {"wellbeing_county", "country", "none"}


def test_areas_of_the_whole_county_are_first_compared_with_the_county() -> None:
    offered = offered_benchmarks(view_of("low_income_adults", "postal_area_county"), ())
    assert list(offered)[:2] == ["wellbeing_county", "municipality"]


def test_the_median_of_similar_municipalities_is_the_middle_one() -> None:
    view = view_of("tertiary_education_20_plus", "municipality")
    similar = offered_benchmarks(view, similar_municipalities("049"))["similar"]
    # Helsinki 44.4, Kirkkonummi 39.5, Oulu 37.4, Vantaa 31.4, Kaarina 38.7.
    assert MapPicture(view, similar).benchmark_line("2019") == (
        "Municipalities like Espoo, median",
        pytest.approx(38.7),
    )
    said = MapPicture(view, similar).comparisons("2019")
    assert said["049"] == Comparison.MUCH_BETTER
    assert said["444"] == Comparison.MUCH_WORSE


def test_counts_have_no_benchmark_and_one_year_no_earlier_one() -> None:
    assert offered_benchmarks(view_of("population", "municipality"), similar_municipalities("049")) == {}
    assert "earlier" not in offered_benchmarks(view_of("tertiary_education_20_plus", "municipality"), ())


def test_a_goal_is_a_line_for_all_areas() -> None:
    picture = picture_of(view_of("low_income_adults", "major_district"), "goal", goal="17")
    assert picture.benchmark_line("2016") == ("Goal", 17.0)
    assert {bar.mark for bar in picture.bars("2016")} == {None}
    # Suur-Leppävaara 16.7–17.4 holds 17; Suur-Espoonlahti ends at 16.84 (95 %) and 17.05 (99.8 %).
    assert picture.comparisons("2016") == {
        "0491": Comparison.SIMILAR,
        "0492": Comparison.MUCH_WORSE,
        "0493": Comparison.MUCH_WORSE,
        "0494": Comparison.BETTER,
        "0495": Comparison.MUCH_BETTER,
        "0496": Comparison.MUCH_WORSE,
        "0497": Comparison.MUCH_BETTER,
    }


@pytest.mark.parametrize("stated", [{}, {"goal": "abc"}, {"goal": "inf"}, {"goal": "nan"}])
def test_without_a_number_the_goal_is_the_middle_of_the_newest_figures(stated: dict[str, str]) -> None:
    line = picture_of(view_of("low_income_adults", "major_district"), "goal", **stated).benchmark_line("2016")
    assert line == ("Goal", 17.1)


def test_an_earlier_year_is_a_mark_on_each_bar_and_both_years_are_uncertain() -> None:
    picture = picture_of(view_of("low_income_adults", "major_district"), "earlier", than="2015")
    assert picture.benchmark_line("2016") is None
    assert picture.compared is not None
    assert picture.compared.name == "2015"
    marks = {bar.code: bar.mark for bar in picture.bars("2016")}
    assert marks["0492"] == pytest.approx(20.0518061)
    # No district moved further than both intervals together, and no year is held against itself.
    assert set(picture.comparisons("2016").values()) == {Comparison.SIMILAR}
    assert set(picture.comparisons("2015").values()) == {Comparison.NOT_COMPARED}


def test_an_unknown_earlier_year_gives_way_to_the_first() -> None:
    picture = picture_of(view_of("low_income_adults", "major_district"), "earlier", than="1066")
    assert picture.compared is not None
    assert picture.compared.name == "2015"


def test_a_group_is_compared_with_its_areas_own_total() -> None:
    assert "own_total" in offered_benchmarks(of_group(WOMEN), ())
    assert "own_total" not in offered_benchmarks(of_group(EVERYBODY), ())
    women, men = picture_of(of_group(WOMEN), "own_total"), picture_of(of_group(MEN), "own_total")
    # 28 % of women (99.8 %: about 22–35) and 12 % of men (8–17) beside 20 % of all.
    assert women.comparisons("2018") == {"049": Comparison.MUCH_WORSE}
    assert men.comparisons("2018") == {"049": Comparison.MUCH_BETTER}
    assert [bar.mark for bar in women.bars("2018") if bar.code == "049"] == [20.0]
    assert women.benchmark_line("2018") is None


def test_the_own_total_of_a_neutral_share_is_higher_or_lower() -> None:
    picture = picture_of(of_group(WOMEN, Polarity.NEUTRAL), "own_total")
    assert picture.comparisons("2018") == {"049": Comparison.MUCH_HIGHER}


@pytest.mark.parametrize(
    ("code", "stated"),
    [("municipality", {}), ("wellbeing_county", {}), ("goal", {"goal": "17"}), ("earlier", {"than": "2015"})],
)
def test_every_benchmarks_verdicts_are_derived_again(code: str, stated: dict[str, str]) -> None:
    view = view_of("low_income_adults", "postal_area")
    picture = picture_of(view, code, **stated)
    assert picture.compared is not None
    catalogue = {"low_income_adults": view.indicator}
    findings = list(comparison_findings(picture.compared_rows, picture.compared.benchmark.method, catalogue))
    assert findings
    assert all(rederived(each) == each.verdict for each in findings)


def test_every_code_that_is_offered_may_stand_in_an_address() -> None:
    views = [view_of("low_income_adults", place) for place in ("major_district", "postal_area", "municipality")]
    offered = {code for view in views for code in offered_benchmarks(view, similar_municipalities("049"))}
    assert offered | {"own_total", NO_BENCHMARK} <= set(CODES)
    assert {"similar", "goal", "earlier", "own_total"} == set(map(str, BenchmarkKind)) - {"area"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_benchmarks_have_names_in_every_language(language: str) -> None:
    offered = offered_benchmarks(view_of("low_income_adults", "major_district", language), ())
    names = [each.name for each in offered.values()]
    assert len(set(names)) == len(names)
    assert all(names)
