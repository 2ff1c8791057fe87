"""How intervals, comparisons and trends were made: a sentence a method, for the foot of a view."""

import pandas as pd

from indicators.benchmarks import BenchmarkKind
from indicators.measures.comparison import METHOD_OF_PERIODS
from pages.components.benchmark_choice import Compared
from pages.components.comparison_words import INTERVAL_METHOD, TREND_METHOD
from pages.components.reader import Reader
from pages.locales.messages import Translator, mark

OF_ROUNDED = "_of_rounded"

OF_PERIODS = mark(
    "Comparison: two years differ when their 95% intervals do not overlap, and much when the 99.8% intervals do not."
)
OF_SIMILAR = mark(
    "Every area is compared with the median of municipalities like {home}: {areas}. At most one of them may lack a "
    "figure, and none of them is compared with itself."
)
OF_BENCHMARK = mark(
    "Comparison: a benchmark inside the area's 95% interval means no significant difference; outside it better or "
    "worse, outside the 99.8% interval much better or much worse. The benchmark is taken as exact, and a larger area "
    "holds the area that is compared with it."
)


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


def comparison_notes(compared: Compared | None, reader: Reader) -> list[str]:
    """The rule by which figures were compared, and which municipalities are the similar ones."""
    if compared is None:
        return []
    t, benchmark = reader.t, compared.benchmark
    if benchmark.method == METHOD_OF_PERIODS:
        return [t(OF_PERIODS)]
    if benchmark.kind is not BenchmarkKind.SIMILAR:
        return [t(OF_BENCHMARK)]
    names = ", ".join(reader.name(benchmark.level, code) for code in benchmark.codes)
    return [t(OF_BENCHMARK), t(OF_SIMILAR, home=reader.home_name, areas=names)]


def trend_notes(methods: list[str], t: Translator) -> list[str]:
    """The tests behind trend markers."""
    return [t("Trend: {method}.", method=t(TREND_METHOD[each])) for each in TREND_METHOD if each in methods]
