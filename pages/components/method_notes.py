"""How intervals, comparisons and trends were made: a sentence a method, for the foot of a view."""

import pandas as pd

from indicators.measures.comparison import METHOD_OF_PERIODS
from pages.components.benchmark_choice import Compared
from pages.components.comparison_words import INTERVAL_METHOD, TREND_METHOD
from pages.locales.messages import Translator

OF_ROUNDED = "_of_rounded"


def interval_notes(rows: pd.DataFrame, t: Translator) -> list[str]:
    """The methods of the intervals among the rows, or why there are none."""
    methods = sorted(set(rows["ci_method"].dropna()))
    if not methods:
        return [t("No confidence interval: the source gives no counts for this indicator.")]
    plain = dict.fromkeys(method.removesuffix(OF_ROUNDED) for method in methods)
    notes = [t("Confidence interval: {method}.", method=t(INTERVAL_METHOD[method])) for method in plain]
    if any(method.endswith(OF_ROUNDED) for method in methods):
        notes.append(
            t(
                "The source gives the count and a rounded figure; the interval is as wide as any base that rounds to "
                "the figure would make it."
            )
        )
    return notes


def comparison_notes(compared: Compared | None, t: Translator) -> list[str]:
    """The rule by which figures were compared."""
    if compared is None:
        return []
    if compared.benchmark.method == METHOD_OF_PERIODS:
        return [
            t(
                "Comparison: two years differ when their 95% intervals do not overlap, and much when the 99.8% "
                "intervals do not."
            )
        ]
    return [
        t(
            "Comparison: a benchmark inside the area's 95% interval means no significant difference; outside it better "
            "or worse, outside the 99.8% interval much better or much worse. The benchmark is taken as exact."
        )
    ]


def trend_notes(methods: list[str], t: Translator) -> list[str]:
    """The tests behind trend markers."""
    return [t("Trend: {method}.", method=t(TREND_METHOD[each])) for each in TREND_METHOD if each in methods]
