"""Words, signs and colours of what tests say: one for every member, and readable."""

import pytest

from indicators.markers import NoMarker, TrendMarker, TrendMethod
from indicators.measures.comparison import Comparison
from indicators.model import LANGUAGES, Polarity
from indicators.uncertainty import IntervalMethod
from pages.components.comparison_words import (
    COLOUR,
    COMPARISON,
    INTERVAL_METHOD,
    JUDGED,
    MARKER,
    MARKER_SIGN,
    NO_MARKER,
    SIGN,
    TREND_METHOD,
    TREND_NAME,
    UNJUDGED,
    comparison_text,
    scale_of,
    tones,
)
from pages.components.method_notes import OF_ROUNDED
from pages.locales.messages import translator

READABLE = 4.5
"""The contrast WCAG 2 asks of text at level AA."""


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_is_measured_as_the_guideline_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("said", [*JUDGED, *UNJUDGED])
def test_text_is_readable_on_every_ground(said: Comparison) -> None:
    tone = tones(translator("en"))[str(said)]
    assert tone.colour == COLOUR[said]
    assert contrast(tone.ink, tone.colour) >= READABLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_comparison_has_words_and_a_sign_of_its_own(language: str) -> None:
    t = translator(language)
    assert set(COMPARISON) == set(SIGN) == set(COLOUR) == set(Comparison)
    assert len({t(words) for words in COMPARISON.values()}) == len(Comparison)
    assert len(set(SIGN.values())) == len(Comparison)
    assert [each for each in Comparison if not SIGN[each]] == [Comparison.NOT_COMPARED]
    assert {name: tone.words for name, tone in tones(t).items()} == {
        str(said): t(words) for said, words in COMPARISON.items() if said is not Comparison.NOT_COMPARED
    }


def test_a_colour_means_one_thing() -> None:
    assert len(set(COLOUR.values())) == len(Comparison)


def test_a_comparison_is_told_by_sign_and_word() -> None:
    assert comparison_text(Comparison.BETTER, translator("en")) == "✓ better"
    assert comparison_text(Comparison.MUCH_WORSE, translator("fi")) == "!! selvästi heikompi"
    assert comparison_text(Comparison.NOT_COMPARED, translator("en")) == "not compared"


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_scale_goes_from_worst_to_best_and_ends_with_not_compared(polarity: Polarity) -> None:
    *said, last = scale_of(polarity)
    assert last is Comparison.NOT_COMPARED
    assert tuple(said) == (UNJUDGED if polarity is Polarity.NEUTRAL else JUDGED)
    assert said[2] is Comparison.SIMILAR


def test_every_marker_has_words_and_a_sign() -> None:
    assert set(MARKER) == set(MARKER_SIGN) == set(TrendMarker)
    assert len(set(MARKER.values())) == len(set(MARKER_SIGN.values())) == len(TrendMarker)


def test_every_reason_and_every_method_has_words() -> None:
    assert set(NO_MARKER) == set(NoMarker)
    assert set(TREND_METHOD) == set(TREND_NAME) == set(TrendMethod) - {TrendMethod.NONE}
    assert {method.removesuffix(OF_ROUNDED) for method in IntervalMethod} == set(map(str, INTERVAL_METHOD))
