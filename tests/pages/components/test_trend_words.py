"""Trend markers in words: sign, words, years, and the reason where there is no marker."""

from typing import Any

import pytest

from indicators.findings import rederived, trend_finding
from indicators.markers import NoMarker, TrendMarker, TrendMethod, trend_markers
from indicators.model import LANGUAGES, Polarity
from pages.components.trend_words import marker_text, reason_text, trend_sentence, years_text
from pages.locales.messages import translator
from tests.indicators.examples import mean_definition, observations, of_year

ENGLISH = translator("en")


def marker(**changes: Any) -> dict[str, Any]:
    usual = {"marker": "increasing_better", "method": "mann_kendall", "reason": "", "break_year": float("nan")}
    return {**usual, "first_year": 1990.0, "last_year": 2011.0, **changes}


def without(reason: NoMarker, **changes: Any) -> dict[str, Any]:
    nothing = {"first_year": float("nan"), "last_year": float("nan")}
    return marker(marker="cannot_be_calculated", method="none", reason=str(reason), **nothing, **changes)


def test_a_marker_is_a_sign_and_words() -> None:
    assert marker_text(marker(), ENGLISH) == "↗ ✓ increasing and getting better"
    assert marker_text(marker(marker="decreasing_worse"), ENGLISH) == "↘ ! decreasing and getting worse"
    assert marker_text(marker(marker="no_significant_change"), ENGLISH) == "→ no significant change"
    assert years_text(marker()) == "1990–2011"


def test_without_a_test_the_reason_is_told_and_no_years() -> None:
    given = without(NoMarker.FEWER_THAN_FIVE_YEARS)
    assert marker_text(given, ENGLISH) == "cannot be calculated: fewer than five years"
    assert years_text(given) == ""


def test_a_break_is_told_with_its_year() -> None:
    assert reason_text(without(NoMarker.BREAK, break_year=2023.0), ENGLISH) == "break in 2023"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(NoMarker))
def test_every_reason_has_words_of_its_own(reason: NoMarker, language: str) -> None:
    t = translator(language)
    words = {each: reason_text(without(each, break_year=2023.0), t) for each in NoMarker}
    assert len(set(words.values())) == len(NoMarker)
    assert words[reason]
    assert "{" not in words[reason]
    assert language == "en" or words[reason] != reason_text(without(reason, break_year=2023.0), ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marker_has_words_of_its_own(language: str) -> None:
    t = translator(language)
    tested = [each for each in TrendMarker if each is not TrendMarker.CANNOT_BE_CALCULATED]
    assert len({marker_text(marker(marker=str(each)), t) for each in tested}) == len(tested)


@pytest.mark.parametrize(
    ("language", "polarity", "words"),
    [
        ("en", Polarity.HIGHER_IS_BETTER, "Espoo, 2001–2012: increasing and getting better (Mann–Kendall test)."),
        ("en", Polarity.LOWER_IS_BETTER, "Espoo, 2001–2012: increasing and getting worse (Mann–Kendall test)."),
        ("en", Polarity.NEUTRAL, "Espoo, 2001–2012: increasing (Mann–Kendall test)."),
    ],
)
def test_the_sentence_of_a_series_that_only_rises(language: str, polarity: Polarity, words: str) -> None:
    indicator = mean_definition(polarity=polarity)
    missing = dict.fromkeys(("numerator", "ci_lower_95", "ci_upper_95"), float("nan"))
    rows = observations(
        *({"indicator_id": "mean", "value": float(year), **missing, **of_year(year)} for year in range(2001, 2013))
    )
    found = trend_markers(rows, {"mean": indicator}).iloc[0].to_dict()
    assert found["method"] == TrendMethod.MANN_KENDALL
    assert found["slope"] == pytest.approx(1)
    finding = trend_finding(found, rows, indicator)
    assert finding is not None
    sentence = trend_sentence("Espoo", finding, translator(language))
    assert sentence.text == words
    assert sentence.findings == (finding,)
    assert rederived(finding) == finding.verdict
