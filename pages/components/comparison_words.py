"""What tests say, in words and signs: comparisons, trend markers, methods, and why there is none."""

from indicators.markers import NoMarker, TrendMarker, TrendMethod
from indicators.measures.comparison import Comparison
from indicators.model import Polarity
from indicators.uncertainty import IntervalMethod
from pages.charts.style import COMPARED, COMPARED_NEUTRAL, INK, NOT_COMPARED
from pages.components.tables import Tone
from pages.locales.messages import Translator, mark

COMPARISON = {
    Comparison.MUCH_BETTER: mark("much better"),
    Comparison.BETTER: mark("better"),
    Comparison.SIMILAR: mark("no significant difference"),
    Comparison.WORSE: mark("worse"),
    Comparison.MUCH_WORSE: mark("much worse"),
    Comparison.MUCH_HIGHER: mark("much higher"),
    Comparison.HIGHER: mark("higher"),
    Comparison.LOWER: mark("lower"),
    Comparison.MUCH_LOWER: mark("much lower"),
    Comparison.NOT_COMPARED: mark("not compared"),
}
SIGN = {
    Comparison.MUCH_BETTER: "✓✓",
    Comparison.BETTER: "✓",
    Comparison.SIMILAR: "=",
    Comparison.WORSE: "!",
    Comparison.MUCH_WORSE: "!!",
    Comparison.MUCH_HIGHER: "↑↑",
    Comparison.HIGHER: "↑",
    Comparison.LOWER: "↓",
    Comparison.MUCH_LOWER: "↓↓",
    Comparison.NOT_COMPARED: "",
}
"""Beside the colour, which never stands alone."""
JUDGED = (Comparison.MUCH_WORSE, Comparison.WORSE, Comparison.SIMILAR, Comparison.BETTER, Comparison.MUCH_BETTER)
UNJUDGED = (Comparison.MUCH_LOWER, Comparison.LOWER, Comparison.SIMILAR, Comparison.HIGHER, Comparison.MUCH_HIGHER)
COLOUR = (
    dict(zip(UNJUDGED, COMPARED_NEUTRAL, strict=True))
    | dict(zip(JUDGED, COMPARED, strict=True))
    | {Comparison.NOT_COMPARED: NOT_COMPARED}
)


def comparison_text(said: Comparison, t: Translator) -> str:
    """Sign and word: "✓ better"."""
    return f"{SIGN[said]} {t(COMPARISON[said])}".strip()


def scale_of(polarity: Polarity) -> tuple[Comparison, ...]:
    """The comparisons an indicator can have, from worst (or lowest) to best, and "not compared" last."""
    return (*(UNJUDGED if polarity is Polarity.NEUTRAL else JUDGED), Comparison.NOT_COMPARED)


STRONG = frozenset(COMPARED[::4])
"""Grounds dark enough for white text."""


def tones(t: Translator) -> dict[str, Tone]:
    """How a table shows each comparison: ground, ink, sign and words; what is not compared looks as any cell."""
    return {
        str(said): Tone(colour, "#ffffff" if colour in STRONG else INK, SIGN[said], t(COMPARISON[said]))
        for said, colour in COLOUR.items()
        if said is not Comparison.NOT_COMPARED
    }


MARKER = {
    TrendMarker.INCREASING_BETTER: mark("increasing and getting better"),
    TrendMarker.INCREASING_WORSE: mark("increasing and getting worse"),
    TrendMarker.DECREASING_BETTER: mark("decreasing and getting better"),
    TrendMarker.DECREASING_WORSE: mark("decreasing and getting worse"),
    TrendMarker.INCREASING: mark("increasing"),
    TrendMarker.DECREASING: mark("decreasing"),
    TrendMarker.NO_SIGNIFICANT_CHANGE: mark("no significant change"),
    TrendMarker.CANNOT_BE_CALCULATED: mark("cannot be calculated"),
}
MARKER_SIGN = {
    TrendMarker.INCREASING_BETTER: "↗ ✓",
    TrendMarker.INCREASING_WORSE: "↗ !",
    TrendMarker.DECREASING_BETTER: "↘ ✓",
    TrendMarker.DECREASING_WORSE: "↘ !",
    TrendMarker.INCREASING: "↗",
    TrendMarker.DECREASING: "↘",
    TrendMarker.NO_SIGNIFICANT_CHANGE: "→",
    TrendMarker.CANNOT_BE_CALCULATED: "",
}
NO_MARKER = {
    NoMarker.POSITION: mark("a position among areas, not a level"),
    NoMarker.MONTHS_OR_QUARTERS: mark("figures of months or quarters; the tests are for whole years"),
    NoMarker.SURVEY_ROUNDS: mark("survey rounds of several years; the test of five figures is for single years"),
    NoMarker.SEVERAL_YEARS: mark("figures of several years each, which overlap"),
    NoMarker.FEWER_THAN_FIVE_YEARS: mark("fewer than five years"),
    NoMarker.HIDDEN_OR_MISSING: mark("a hidden or missing figure within the latest five years"),
    NoMarker.GAP: mark("years missing within the latest five figures"),
    NoMarker.BREAK: mark("break in {year}"),
    NoMarker.COUNT_EQUALS_DENOMINATOR: mark("a figure tells of everybody"),
    NoMarker.INTERVAL_WITHOUT_WIDTH: mark("an interval without width in the source"),
    NoMarker.FEWER_THAN_TEN_YEARS: mark("no counts in the source, and fewer than ten years"),
}
TREND_METHOD = {
    TrendMethod.RECENT_TREND_OF_COUNTS: mark("chi-square test of the latest five years' counts, 99.8% level"),
    TrendMethod.RECENT_TREND_OF_INTERVALS: mark("chi-square test of the latest five years' figures, 99.8% level"),
    TrendMethod.MANN_KENDALL: mark("Mann–Kendall test with the Theil–Sen slope, 99.8% level"),
}
TREND_NAME = {
    TrendMethod.RECENT_TREND_OF_COUNTS: mark("test of the latest five years"),
    TrendMethod.RECENT_TREND_OF_INTERVALS: mark("test of the latest five years"),
    TrendMethod.MANN_KENDALL: mark("Mann–Kendall test"),
}
INTERVAL_METHOD = {
    IntervalMethod.WILSON: mark("Wilson's score interval of a proportion (1927)"),
    IntervalMethod.EXACT_POISSON: mark("exact Poisson interval (Garwood 1936)"),
    IntervalMethod.BYAR: mark("Byar's approximation of the Poisson interval (Breslow and Day 1987)"),
}
"""Methods that end in "_of_rounded" are the same on a denominator implied by a rounded figure."""
