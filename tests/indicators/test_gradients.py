"""Gradients along an area index and segregation, from small made-up rows."""

import math

import pandas as pd
import pytest

from indicators.gradients import area_gradient, segregation_of
from indicators.measures.inequality import dissimilarity, slope_index

NAN = math.nan


def rows(*areas: tuple[str, float, float, float]) -> pd.DataFrame:
    """(code, value, denominator, half the width of the interval)."""
    return pd.DataFrame(
        {
            "area_code": [code for code, *_ in areas],
            "value": [value for _, value, _, _ in areas],
            "denominator": [base for _, _, base, _ in areas],
            "numerator": [value * base / 100 for _, value, base, _ in areas],
            "ci_lower_95": [value - half for _, value, _, half in areas],
            "ci_upper_95": [value + half for _, value, _, half in areas],
        }
    )


FOUR = rows(("a", 10.0, 100, 1.96), ("b", 20.0, 300, 1.96), ("c", 15.0, 200, 3.92), ("d", 5.0, 400, 0.98))
SCORES = pd.Series({"b": 2.0, "a": 1.0, "c": 0.5, "d": -1.0})


def test_the_highest_score_is_the_worst_off_end() -> None:
    found = area_gradient(FOUR, SCORES)
    assert found is not None
    assert found.points["area_code"].tolist() == ["b", "a", "c", "d"]
    assert found.points["share"].tolist() == pytest.approx([0.3, 0.1, 0.2, 0.4])
    assert found.points["rank"].tolist() == pytest.approx([0.15, 0.35, 0.5, 0.8])
    expected = slope_index([20, 10, 15, 5], [300, 100, 200, 400], [1, 1, 2, 0.5])
    assert tuple(found.index) == pytest.approx(tuple(expected))


def test_the_ends_are_a_slope_apart_around_the_mean() -> None:
    found = area_gradient(FOUR, SCORES)
    assert found is not None
    assert found.ends[1] - found.ends[0] == pytest.approx(found.index.value)
    assert sum(found.ends) / 2 == pytest.approx((20 * 300 + 10 * 100 + 15 * 200 + 5 * 400) / 1000)


@pytest.mark.parametrize("lost", ["score", "value", "denominator"])
def test_an_area_without_score_figure_or_base_takes_no_part(lost: str) -> None:
    scores = SCORES.drop("d") if lost == "score" else SCORES
    given = FOUR if lost == "score" else FOUR.assign(**{lost: FOUR[lost].mask(FOUR["area_code"] == "d")})
    found = area_gradient(given, scores)
    assert found is not None
    assert "d" not in set(found.points["area_code"])
    assert area_gradient(given[given["area_code"] != "a"], scores) is None, "two areas make no gradient"


def test_one_area_without_an_interval_leaves_the_gradient_without_one() -> None:
    found = area_gradient(FOUR.assign(ci_upper_95=FOUR["ci_upper_95"].mask(FOUR["area_code"] == "b")), SCORES)
    assert found is not None
    assert math.isfinite(float(found.index.value))
    assert math.isnan(float(found.index.ci_lower))


def test_segregation_is_of_the_areas_with_counts() -> None:
    found = segregation_of(pd.concat([FOUR, rows(("e", NAN, 100, 1))], ignore_index=True))
    assert found is not None
    assert found.dissimilarity == pytest.approx(dissimilarity(FOUR["numerator"], FOUR["denominator"]))
    assert 0 < found.gini < 1
    assert found.theil > 0


@pytest.mark.parametrize(
    "given", [FOUR.iloc[:1], FOUR.assign(numerator=0.0), FOUR.assign(denominator=0.0), FOUR.assign(numerator=NAN)]
)
def test_no_segregation_of_one_area_of_nobody_or_without_counts(given: pd.DataFrame) -> None:
    assert segregation_of(given) is None


def test_areas_with_one_score_share_a_rank_whatever_their_order() -> None:
    tied = pd.Series({"a": 2.0, "b": 1.0, "c": 1.0 + 1e-12, "d": 0.0})
    found, other = area_gradient(FOUR, tied), area_gradient(FOUR.iloc[[0, 2, 1, 3]], tied)
    assert found is not None
    assert other is not None
    assert tuple(found.index) == pytest.approx(tuple(other.index))
    pooled = slope_index([10, (20 * 300 + 15 * 200) / 500, 5], [100, 500, 400], [1, math.hypot(300, 400) / 500, 0.5])
    assert tuple(found.index) == pytest.approx(tuple(pooled))
    assert area_gradient(FOUR, pd.Series({"a": 1.0, "b": 1.0, "c": 1.0, "d": 0.0})) is None
