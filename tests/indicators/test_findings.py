"""Findings: each rule's facts, and every verdict derived once more from them, in made-up and embedded figures."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.benchmarks import Benchmark, BenchmarkKind, with_comparison
from indicators.catalogue import load_catalogue
from indicators.findings import EARLIER, Finding, Rule, comparison_findings, rederived, trend_finding
from indicators.markers import trend_markers
from indicators.measures.comparison import METHOD, METHOD_OF_PERIODS
from indicators.model import TOTAL, Indicator
from indicators.observations import INTERVALS
from indicators.published import load_observations, load_totals
from indicators.series import SERIES
from indicators.slices import DIMENSIONS, EVERYBODY, of_areas, of_group
from indicators.uncertainty import with_intervals
from tests.indicators.examples import definition, hidden, observations, of_year, share_definition

NOTHING = float("nan")
POLARITIES = ("higher_is_better", "lower_is_better", "neutral")
CATALOGUE: dict[str, Indicator] = {
    **{side: share_definition(indicator_id=side, polarity=side) for side in POLARITIES},
    "plain": definition(indicator_id="plain", polarity="higher_is_better"),
    "rate": definition(indicator_id="rate", kind="rate", unit="per_1000", multiplier=1000, decimals=1),
}
DISTRICTS = [f"049{number}" for number in range(1, 8)]
ESPOO = Benchmark(BenchmarkKind.AREA, AreaLevel.MUNICIPALITY, ("049",))
GOAL = Benchmark(BenchmarkKind.GOAL, goal=20.0)
SINCE_2010 = Benchmark(BenchmarkKind.EARLIER, period="2010")


def share(part: float, whole: float = 1000, **changes: Any) -> dict[str, Any]:
    counts = {"indicator_id": "neutral", "numerator": part, "denominator": whole, "value": 100 * part / whole}
    return counts | changes


def compared(benchmark: Benchmark, *rows: dict[str, Any]) -> list[Finding]:
    """The findings of made-up rows, the benchmark's own figures being among them."""
    known = with_intervals(observations(*rows), CATALOGUE)
    return list(comparison_findings(with_comparison(known, known, benchmark, CATALOGUE), benchmark.method, CATALOGUE))


def trend(*rows: dict[str, Any]) -> Finding | None:
    """The finding of the one series that made-up rows are."""
    return trend_in(with_intervals(observations(*rows), CATALOGUE), CATALOGUE)


def trend_in(rows: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> Finding | None:
    (marker,) = trend_markers(rows, catalogue).to_dict("records")
    return trend_finding(marker, rows, catalogue[marker["indicator_id"]])


def yearly(parts: list[float], **changes: Any) -> list[dict[str, Any]]:
    """Shares of 1,000 from 2014 on."""
    return [share(part, **of_year(2014 + place) | changes) for place, part in enumerate(parts)]


def rates(cases: list[float]) -> list[dict[str, Any]]:
    """Cases for 1,000 residents from 2014 on: the source has the counts, and the interval is of a rate."""
    return [
        share(number, 10_000, indicator_id="rate", value=number / 10, **of_year(2014 + place))
        for place, number in enumerate(cases)
    ]


def plain(values: list[float], **changes: Any) -> list[dict[str, Any]]:
    """Figures without counts from 2005 on."""
    fact = {"indicator_id": "plain", "numerator": NOTHING}
    return [fact | of_year(2005 + place) | {"value": value} | changes for place, value in enumerate(values)]


def tampered(finding: Finding, **changes: Any) -> str:
    return rederived(replace(finding, facts={**finding.facts, **changes}))


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def written(finding: Finding) -> str:
    """The facts as JSON; what is no plain number or text, and NaN, is refused."""
    return json.dumps(finding.facts, allow_nan=False)


RISING, FALLING, LEVEL = [100, 150, 200, 250, 300], [300, 250, 200, 150, 100], [200, 201, 199, 200, 201]
TEN_RISING = [float(value) for value in range(10)]


# --- comparisons by a single interval


@pytest.mark.parametrize("side", POLARITIES)
@pytest.mark.parametrize("part", [100, 170, 200, 230, 300])
def test_a_comparison_is_derived_again_whatever_its_step_and_polarity(side: str, part: float) -> None:
    finding = only(compared(GOAL, share(part, indicator_id=side)))
    assert finding.rule is Rule.SINGLE_OVERLAP
    assert rederived(finding) == finding.verdict
    assert (finding.verdict == "similar") is (part == 200)


def test_a_comparison_states_place_value_interval_benchmark_and_polarity() -> None:
    finding = only(compared(GOAL, share(300, indicator_id="higher_is_better")))
    facts = dict(finding.facts)
    lowest, low, high, highest = (facts.pop(INTERVALS[place]) for place in (2, 0, 1, 3))
    assert finding.verdict == "much_better"
    assert 20 < lowest < low < 30 < high < highest
    assert facts == {
        "indicator_id": "higher_is_better",
        "area_level": "MUNICIPALITY",
        "area_code": "049",
        **dict.fromkeys(DIMENSIONS, TOTAL),
        "period": "2018",
        "value": 30.0,
        "benchmark_value": 20.0,
        "polarity": "higher_is_better",
    }


def test_rows_that_were_not_compared_have_no_finding_and_the_others_keep_their_order() -> None:
    rows = [share(300, area_code="091"), share(1, **hidden(denominator=NOTHING)), share(100, area_code="005")]
    assert [each.facts["area_code"] for each in compared(GOAL, *rows)] == ["091", "005"]
    assert compared(Benchmark(BenchmarkKind.GOAL), *rows) == []


def test_the_facts_of_a_median_of_similar_areas_are_json_though_it_has_no_interval() -> None:
    similar = Benchmark(BenchmarkKind.SIMILAR, AreaLevel.MUNICIPALITY, ("901", "902", "903"))
    others = [share(part, area_code=f"90{place}") for place, part in enumerate((100, 200, 210), 1)]
    finding = compared(similar, share(300), *others)[0]
    assert finding.facts["benchmark_value"] == 20.0
    assert json.loads(written(finding)) == finding.facts


@pytest.mark.parametrize(
    "changes",
    [
        {"benchmark_value": 29.0},
        {"polarity": "lower_is_better"},
        {"ci_lower_95": 15.0},
        {"ci_lower_998": 15.0},
        {"value": NOTHING},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_comparison_whose_facts_are_tampered_with_is_not_derived_again(changes: dict[str, Any]) -> None:
    finding = only(compared(GOAL, share(300, indicator_id="higher_is_better")))
    assert tampered(finding) == finding.verdict
    assert tampered(finding, **changes) != finding.verdict


# --- an earlier year


@pytest.mark.parametrize(("later", "word"), [(200, "similar"), (230, "similar"), (255, "higher"), (100, "much_lower")])
def test_two_years_are_compared_by_both_their_intervals(later: float, word: str) -> None:
    finding = only(compared(SINCE_2010, share(200, **of_year(2010)), share(later)))
    assert (finding.rule, finding.verdict) == (Rule.DOUBLE_OVERLAP, word)
    assert rederived(finding) == word


def test_the_interval_of_the_earlier_year_is_among_the_facts() -> None:
    finding = only(compared(SINCE_2010, share(200, **of_year(2010)), share(255)))
    low, high, lowest, highest = (finding.facts[name] for name in EARLIER)
    assert lowest < low < 20 < high < highest < 25
    assert finding.facts["period"] == "2018"
    assert tampered(finding, benchmark_ci_upper_95=finding.facts["ci_lower_95"]) == "similar"
    assert tampered(finding, benchmark_ci_upper_998=low) == "much_higher"
    assert json.loads(written(finding)) == finding.facts


def test_a_benchmark_taken_as_known_has_no_interval_among_the_facts() -> None:
    assert not set(EARLIER) & set(only(compared(GOAL, share(300))).facts)


def test_the_rules_bear_the_names_of_the_methods() -> None:
    assert (Rule(METHOD), Rule(METHOD_OF_PERIODS)) == (Rule.SINGLE_OVERLAP, Rule.DOUBLE_OVERLAP)


# --- trends


@pytest.mark.parametrize("side", POLARITIES)
@pytest.mark.parametrize("parts", [RISING, FALLING, LEVEL], ids=["rising", "falling", "level"])
def test_a_recent_trend_of_counts_is_derived_again(side: str, parts: list[float]) -> None:
    finding = trend(*yearly(parts, indicator_id=side))
    assert finding is not None
    assert finding.rule is Rule.RECENT_TREND_OF_COUNTS
    assert rederived(finding) == finding.verdict
    assert (finding.verdict == "no_significant_change") is (parts is LEVEL)


def test_a_recent_trend_of_counts_states_the_latest_five_years_old_to_new() -> None:
    finding = trend(*reversed(yearly([999, *RISING])))
    assert finding is not None
    assert finding.facts == {
        "indicator_id": "neutral",
        "area_level": "MUNICIPALITY",
        "area_code": "049",
        **dict.fromkeys(DIMENSIONS, TOTAL),
        "year": [2015, 2016, 2017, 2018, 2019],
        "numerator": RISING,
        "denominator": [1000] * 5,
        "polarity": "neutral",
    }
    assert tampered(finding, numerator=FALLING) == "decreasing"
    assert tampered(finding, polarity="lower_is_better") == "increasing_worse"
    assert tampered(finding, numerator=RISING[1:], denominator=[1000] * 4) == "cannot_be_calculated"


@pytest.mark.parametrize(
    ("cases", "verdict"), [(RISING, "increasing"), (FALLING, "decreasing"), (LEVEL, "no_significant_change")]
)
def test_a_recent_trend_of_intervals_is_derived_again(cases: list[float], verdict: str) -> None:
    finding = trend(*rates(cases))
    assert finding is not None
    assert (finding.rule, finding.verdict, rederived(finding)) == (Rule.RECENT_TREND_OF_INTERVALS, verdict, verdict)
    assert set(finding.facts) >= {"value", "ci_lower_95", "ci_upper_95"}
    assert finding.facts["value"] == [number / 10 for number in cases]


def test_a_recent_trend_of_wide_intervals_is_no_longer_significant() -> None:
    finding = trend(*rates(RISING))
    assert finding is not None
    wide = {"ci_lower_95": [value - 50 for value in finding.facts["value"]], "ci_upper_95": [90.0] * 5}
    assert tampered(finding, **wide) == "no_significant_change"


def test_a_long_trend_states_every_value_since_the_break_and_no_hidden_year() -> None:
    rows = plain([*TEN_RISING, 10.0])
    rows[4] |= hidden()
    finding = trend(*rows)
    assert finding is not None
    assert (finding.rule, finding.verdict) == (Rule.MANN_KENDALL, "increasing_better")
    assert finding.facts["value"] == [value for value in [*TEN_RISING, 10.0] if value != 4.0]
    assert 2009 not in finding.facts["year"]
    assert rederived(finding) == finding.verdict
    assert tampered(finding, value=finding.facts["value"][::-1]) == "decreasing_worse"
    assert tampered(finding, value=TEN_RISING[:9]) == "cannot_be_calculated"


@pytest.mark.parametrize("number", [9, 4])
def test_a_series_that_was_not_tested_has_no_finding(number: int) -> None:
    assert trend(*plain(TEN_RISING[:number])) is None


@pytest.mark.parametrize("rows", [yearly(RISING), plain(TEN_RISING)], ids=["counts", "plain"])
def test_a_year_told_in_two_boundary_years_is_one_fact_of_the_newest(rows: list[dict[str, Any]]) -> None:
    older = [row | {"boundary_year": 2019, "value": 50.0, "numerator": row["numerator"] * 0 + 500} for row in rows[1:]]
    finding, alone = trend(*rows, *older), trend(*rows)
    assert finding == alone
    assert finding is not None
    assert rederived(finding) == finding.verdict


@pytest.mark.parametrize("rows", [yearly(RISING), rates(RISING), plain(TEN_RISING)], ids=["counts", "rates", "plain"])
def test_the_facts_of_a_trend_are_plain_numbers_and_texts(rows: list[dict[str, Any]]) -> None:
    finding = trend(*rows)
    assert finding is not None
    assert json.loads(written(finding)) == finding.facts


# --- the embedded data


def test_every_comparison_of_espoo_s_districts_is_derived_again_and_falls_when_turned_round() -> None:
    catalogue, seen = load_catalogue(), 0
    opposite = {"higher_is_better": "lower_is_better", "lower_is_better": "higher_is_better"}
    verdicts, districts = set(), set()
    for indicator_id in catalogue:
        rows = of_group(load_observations(indicator_id))
        own = with_comparison(of_areas(rows, AreaLevel.MAJOR_DISTRICT, DISTRICTS), rows, ESPOO, catalogue)
        findings = list(comparison_findings(own, ESPOO.method, catalogue))
        assert len(findings) == (own["comparison"] != "not_compared").sum()
        for finding in findings:
            assert rederived(finding) == finding.verdict, finding
            assert json.loads(written(finding)) == finding.facts
            if finding.verdict != "similar" and (turned := opposite.get(finding.facts["polarity"])):
                assert tampered(finding, polarity=turned) != finding.verdict
            verdicts.add(finding.verdict)
            districts.add(finding.facts["area_code"])
        seen += len(findings)
    assert districts == set(DISTRICTS)
    assert verdicts >= {"much_better", "better", "similar", "worse", "much_worse", "much_higher", "much_lower"}
    assert seen > 100


def test_every_trend_of_espoo_that_was_tested_is_derived_again() -> None:
    catalogue, rows = load_catalogue(), load_totals(("049",))
    markers = trend_markers(rows, catalogue)
    series = dict(iter(rows.groupby(list(SERIES))))
    findings = []
    for marker in markers.to_dict("records"):
        own = series[tuple(marker[name] for name in SERIES)]
        finding = trend_finding(marker, own, catalogue[marker["indicator_id"]])
        assert (finding is None) is (marker["method"] == "none")
        if finding is not None:
            findings.append(finding)
            assert rederived(finding) == finding.verdict == marker["marker"], finding
            assert len(finding.facts["year"]) == marker["points"]
            assert json.loads(written(finding)) == finding.facts
    assert {each.rule for each in findings} == {Rule.MANN_KENDALL}, "the embedded data has no five years of counts"
    assert {"increasing_better", "increasing_worse", "decreasing_better"} < {each.verdict for each in findings}


def test_a_long_trend_of_espoo_states_every_year_of_its_series() -> None:
    rows = of_areas(of_group(load_observations("low_income_rate"), EVERYBODY), AreaLevel.MUNICIPALITY, ["049"])
    finding = trend_in(rows, load_catalogue())
    assert finding is not None
    assert finding.facts["value"] == rows.sort_values("period")["value"].tolist()
    assert tampered(finding, value=finding.facts["value"][::-1]) != finding.verdict
