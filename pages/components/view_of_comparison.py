"""What the comparison view shows: indicators × areas, each cell with what a test says beside the benchmark."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd

from indicators.findings import Finding, comparison_findings
from indicators.measures.comparison import Comparison
from indicators.model import Indicator, Theme
from pages.components.benchmark_choice import Compared
from pages.components.comparison_words import COLOUR, COMPARISON, comparison_text
from pages.components.sentences import Sentence
from pages.components.view_of_areas import AreasView
from pages.components.words import title_of
from pages.locales.messages import mark

GOODNESS = {
    Comparison.MUCH_BETTER: 2.0,
    Comparison.BETTER: 1.0,
    Comparison.SIMILAR: 0.0,
    Comparison.WORSE: -1.0,
    Comparison.MUCH_WORSE: -2.0,
}
"""What a column is sorted by; higher and lower have no place in it."""


NO_AREA = mark("Choose at least one area.")
NOTHING_TESTED = mark("No figure of this theme can be compared by a test at this level. Show the other figures too.")
NO_FIGURES = mark("There are no figures of this theme at this level. Choose another level or theme.")


@dataclass(frozen=True)
class ComparisonView:
    """The chosen areas and themes of an `AreasView`, beside one benchmark."""

    areas_view: AreasView
    compared: Compared
    areas: tuple[str, ...]
    themes: Collection[Theme]
    tested_only: bool
    grouped: bool

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The newest figure of each indicator and chosen area, compared."""
        rows = self.areas_view.compared(self.compared.benchmark)
        return rows[rows["area_code"].isin(self.areas)]

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The rows of the table: every indicator of the themes, or those that a test compared somewhere."""
        tested = set(self.rows.loc[self.rows["comparison"] != Comparison.NOT_COMPARED, "indicator_id"])
        offered = self.areas_view.indicators(self.themes)
        shown = [each for each in offered if each.indicator_id in tested or not self.tested_only]
        language = self.areas_view.reader.language
        return shown if self.grouped else sorted(shown, key=lambda each: title_of(each, language))

    @property
    def shown_rows(self) -> pd.DataFrame:
        """The rows of the shown indicators."""
        return self.rows[self.rows["indicator_id"].isin([each.indicator_id for each in self.indicators])]

    @cached_property
    def cells(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(indicator, area) → the row's columns."""
        places = zip(self.rows["indicator_id"], self.rows["area_code"], strict=True)
        return dict(zip(places, self.rows.to_dict("records"), strict=True))

    def by_theme(self) -> list[tuple[Theme, int]]:
        """The themes in the table's order with the number of rows of each; none where it is not grouped."""
        if not self.grouped:
            return []
        return [(theme, len(list(each))) for theme, each in groupby(self.indicators, key=lambda one: one.theme)]

    def legend(self) -> list[tuple[str, str]]:
        """Colour and words of every comparison in the table."""
        t, said = self.areas_view.reader.t, {each.verdict for each in self.findings()}
        return [(COLOUR[each], comparison_text(each, t)) for each in Comparison if each in said]

    def why_empty(self) -> str:
        """Why there is no table, as a text to translate; "" where there is one."""
        if not self.areas:
            return NO_AREA
        if self.indicators:
            return ""
        return NOTHING_TESTED if self.tested_only else NO_FIGURES

    def findings(self) -> list[Finding]:
        """What the tests say of the shown indicators."""
        shown = {each.indicator_id: each for each in self.indicators}
        return list(comparison_findings(self.shown_rows, self.compared.benchmark.method, shown))

    def sentences(self) -> Iterator[Sentence]:
        """How many figures differ from the benchmark and which way: of all areas, then of each."""
        t, findings = self.areas_view.reader.t, self.findings()
        if not findings:
            yield Sentence(t("Benchmark {name}: no figure can be compared by a test.", name=self.compared.name))
            return
        first = t("{count} figures compared with the benchmark {name}", count=len(findings), name=self.compared.name)
        yield self._counting(first, findings)
        for code in self.areas:
            own = [each for each in findings if each.facts["area_code"] == code]
            if own:
                yield self._counting(self.areas_view.name(code), own)

    def _counting(self, beginning: str, findings: list[Finding]) -> Sentence:
        t = self.areas_view.reader.t
        numbers = [(each, sum(one.verdict == each for one in findings)) for each in Comparison]
        parts = [f"{t(COMPARISON[each])} {number}" for each, number in numbers if number]
        return Sentence(f"{beginning}: {', '.join(parts)}.", tuple(findings))
