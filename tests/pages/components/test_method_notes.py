"""What stands at the foot of a view about its methods."""

import pandas as pd
import pytest

from geodata.levels import AreaLevel
from indicators.benchmarks import Benchmark, BenchmarkKind
from indicators.uncertainty import IntervalMethod
from pages.components.benchmark_choice import Compared
from pages.components.method_notes import comparison_notes, interval_notes, trend_notes
from pages.components.reader import Reader

READER = Reader("en", "049")


def of_methods(*methods: str | None) -> pd.DataFrame:
    return pd.DataFrame({"ci_method": pd.Series(methods, dtype=object)})


def compared(kind: BenchmarkKind, *codes: str) -> Compared:
    return Compared("code", "name", Benchmark(kind, AreaLevel.MUNICIPALITY, codes))


def test_each_method_is_named_once() -> None:
    notes = interval_notes(of_methods("wilson", None, "wilson", "byar"), READER.t)
    assert len(notes) == 2
    assert sum("Wilson" in note for note in notes) == sum("Byar" in note for note in notes) == 1


@pytest.mark.parametrize("method", [each for each in IntervalMethod if each.endswith("_of_rounded")])
def test_a_rounded_figure_says_so_beside_its_method(method: IntervalMethod) -> None:
    first, second = interval_notes(of_methods(method, method.removesuffix("_of_rounded")), READER.t)
    assert first.startswith("Confidence interval: ")
    assert "rounded figure" in second


def test_without_an_interval_the_reason_stands_there() -> None:
    (note,) = interval_notes(of_methods(None), READER.t)
    assert note == "No confidence interval: the source gives no counts for this indicator."


def test_the_rule_of_the_comparison_is_told() -> None:
    assert comparison_notes(None, READER) == []
    (of_area,) = comparison_notes(compared(BenchmarkKind.AREA, "049"), READER)
    assert "taken as exact" in of_area
    (of_year,) = comparison_notes(compared(BenchmarkKind.EARLIER), READER)
    assert "do not overlap" in of_year


def test_similar_municipalities_are_named() -> None:
    *_, names = comparison_notes(compared(BenchmarkKind.SIMILAR, "091", "257"), READER)
    assert "municipalities like Espoo: Helsinki, Kirkkonummi." in names


def test_trend_tests_are_named_where_there_are_any() -> None:
    assert trend_notes(["none", "none"], READER.t) == []
    (note,) = trend_notes(["mann_kendall", "none", "mann_kendall"], READER.t)
    assert "Mann–Kendall" in note
