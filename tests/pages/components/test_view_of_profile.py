"""The area profile: where an area stands among the others, what a test finds good or bad, and what it may say."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.levels import AreaLevel
from indicators.findings import rederived
from indicators.measures.comparison import Comparison
from indicators.model import Polarity
from pages.api.area_exports import read_areas_view
from pages.components.view_of_areas import AreasView
from pages.components.view_of_profile import BAD, GOOD, SPOKEN_OF, ProfileView, Spine
from tests.indicators.examples import share_definition

DISTRICTS = ("0491", "0492", "0493", "0494", "0495", "0496", "0497")


@pytest.fixture(scope="module")
def districts() -> AreasView:
    return read_areas_view({"lang": "en"})


def profile(view: AreasView, area: str, benchmark: str = "municipality") -> ProfileView:
    return ProfileView(view, view.offered_benchmarks()[benchmark], area)


def spine_of(view: ProfileView, indicator_id: str) -> Spine:
    return next(each for each in view.spines if each.indicator.indicator_id == indicator_id)


def made_up(polarity: Polarity, value: float, aim: float, ends: tuple[float, float, float, float]) -> Spine:
    row: Mapping[str, Any] = {"value": value, "benchmark_value": aim, "comparison": "similar"}
    return Spine(share_definition(polarity=polarity), row, *ends, peers=7)


def test_strengths_and_concerns_of_suur_tapiola(districts: AreasView) -> None:
    view = profile(districts, "0492")
    assert [each.text for each in view.strengths()] == [
        "Basic education only, % of persons aged 18 and over: 14.8% (2017), much better; benchmark Espoo 20.8%.",
        "Unemployed persons, % of the labour force: 7.5% (2016), much better; benchmark Espoo 9.8%.",
        "University-level degree, % of persons aged 18 and over: 49.2% (2017), much better; benchmark Espoo 38.4%.",
    ]
    assert [each.text.split(":")[0] for each in view.concerns()] == [
        "In the lowest income class, % of persons aged 18 and over",
        "Others outside the labour force, % of residents",
    ]


@pytest.mark.parametrize("area", DISTRICTS)
def test_a_strength_is_never_worse_a_concern_never_better_and_both_are_derived_again(
    districts: AreasView, area: str
) -> None:
    view = profile(districts, area)
    for sentences, allowed in ((view.strengths(), GOOD), (view.concerns(), BAD)):
        assert len(sentences) <= SPOKEN_OF
        for sentence in sentences:
            (finding,) = sentence.findings
            assert finding.verdict in allowed
            assert rederived(finding) == finding.verdict
            assert finding.facts["area_code"] == area


def test_an_area_without_strengths_has_none(districts: AreasView) -> None:
    assert profile(districts, "0493").strengths() == []
    assert len(profile(districts, "0493").concerns()) == 4


def test_the_clear_ones_come_before_the_others(districts: AreasView) -> None:
    verdicts = [each.findings[0].verdict for each in profile(districts, "0497").strengths()]
    assert verdicts == ["much_better"] * 4 + ["better"]


def test_lower_is_better_turns_the_spine_round(districts: AreasView) -> None:
    view = profile(districts, "0496")
    worst, best = spine_of(view, "basic_education_only").ends
    assert (worst, best) == (pytest.approx(25.852398), pytest.approx(14.815886))
    # Vanha-Espoo has the most people with basic education only: it stands at the peers' left end.
    placed = spine_of(view, "basic_education_only").placed()
    assert placed["area"] == placed["low"]
    assert placed["high"] == 1.0
    straight = spine_of(view, "higher_education")
    assert straight.ends == (pytest.approx(30.644605), pytest.approx(49.187555))
    assert straight.placed()["area"] == straight.placed()["low"]


def test_the_place_of_a_figure_is_its_way_from_the_benchmark() -> None:
    # From 10 to 30 around 20: 25 lies a quarter to the right, and where lower is better as far to the left.
    ends = (10.0, 15.0, 24.0, 30.0)
    higher = made_up(Polarity.HIGHER_IS_BETTER, 25.0, 20.0, ends).placed()
    assert higher == {"low": 0.0, "q1": 0.25, "q3": 0.7, "high": 1.0, "area": 0.75, "benchmark": 0.5}
    lower = made_up(Polarity.LOWER_IS_BETTER, 25.0, 20.0, ends).placed()
    assert lower == {"low": 0.0, "q1": 0.3, "q3": 0.75, "high": 1.0, "area": 0.25, "benchmark": 0.5}


def test_without_a_benchmark_the_middle_of_the_peers_is_in_the_middle() -> None:
    placed = made_up(Polarity.NEUTRAL, 20.0, float("nan"), (10.0, 15.0, 24.0, 30.0)).placed()
    assert placed["benchmark"] is None
    assert placed["area"] == 0.5


def test_peers_that_are_all_alike_do_not_divide_by_zero() -> None:
    placed = made_up(Polarity.HIGHER_IS_BETTER, 20.0, 20.0, (20.0,) * 4).placed()
    assert set(placed.values()) == {0.5}


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4).map(sorted),
    st.floats(-2e6, 2e6),
    st.sampled_from(list(Polarity)),
    st.integers(0, 3),
)
def test_every_place_lies_within_the_picture_and_in_order(
    ends: list[float], aim: float, polarity: Polarity, which: int
) -> None:
    low, q1, q3, high = ends
    placed = made_up(polarity, ends[which], aim, (low, q1, q3, high)).placed()
    numbers = [placed[name] for name in ("low", "q1", "q3", "high")]
    assert placed["benchmark"] == 0.5
    assert all(number is not None and 0 <= number <= 1 for number in [*numbers, placed["area"]])
    assert numbers == sorted(numbers, key=lambda number: number or 0.0)


@pytest.mark.parametrize("area", DISTRICTS)
def test_the_real_spines_lie_within_the_picture_with_espoo_in_the_middle(districts: AreasView, area: str) -> None:
    spines = profile(districts, area).spines
    assert len(spines) == 30
    for spine in spines:
        assert spine.low <= spine.q1 <= spine.q3 <= spine.high
        assert spine.low <= spine.row["value"] <= spine.high
        assert spine.peers == 7
        placed = spine.placed()
        assert placed["benchmark"] == 0.5
        assert placed["low"] is not None
        assert placed["area"] is not None
        assert placed["high"] is not None
        assert placed["low"] <= placed["area"] <= placed["high"]


@pytest.mark.parametrize("area", DISTRICTS)
def test_better_lies_to_the_right_of_the_benchmark_and_worse_to_the_left(districts: AreasView, area: str) -> None:
    for spine in profile(districts, area).spines:
        place = spine.placed()["area"] or 0.0
        if spine.comparison in (*GOOD, Comparison.HIGHER, Comparison.MUCH_HIGHER):
            assert place > 0.5
        if spine.comparison in (*BAD, Comparison.LOWER, Comparison.MUCH_LOWER):
            assert place < 0.5


def test_quartiles_are_those_of_the_seven_districts(districts: AreasView) -> None:
    spine = spine_of(profile(districts, "0491"), "low_income_adults")
    values = [17.0859932, 20.1534214, 17.7291748, 16.4759478, 15.1200237, 18.4616947, 14.7884694]
    assert (spine.q1, spine.q3) == pytest.approx(tuple(np.quantile(values, (0.25, 0.75))))


def test_trends_are_told_where_something_changes_and_derived_again() -> None:
    view = profile(read_areas_view({"lang": "en", "level": "municipality"}), "049", "wellbeing_county")
    trends = view.trends()
    assert trends[0].text == (
        "General at-risk-of-poverty rate in the municipality, 1995–2019: "
        "increasing and getting worse (Mann–Kendall test)."
    )
    for sentence in trends:
        (finding,) = sentence.findings
        assert finding.verdict not in ("no_significant_change", "cannot_be_calculated")
        assert rederived(finding) == finding.verdict


def test_districts_have_two_years_and_so_no_trend(districts: AreasView) -> None:
    view = profile(districts, "0491")
    assert view.trends() == []
    assert view.marker("low_income_adults")["reason"] == "fewer_than_five_years"


def test_the_larger_area_is_known_unless_the_benchmark_is_many(districts: AreasView) -> None:
    assert profile(districts, "0491").larger() == (AreaLevel.MUNICIPALITY, "049")
    assert profile(read_areas_view({"level": "municipality"}), "049", "similar").larger() is None


def test_a_hidden_figure_has_no_spine() -> None:
    view = profile(read_areas_view({"lang": "en", "level": "postal_area"}), "02290")
    assert "low_income_adults" not in {each.indicator.indicator_id for each in view.spines}
    assert view.rows["value"].notna().all()
