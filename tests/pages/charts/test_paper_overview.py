"""The start page on paper: what it shows of each theme, and that nothing is cut or lies on top of another."""

from datetime import date
from typing import Any

import pytest

from indicators.model import THEMES
from pages.charts.paper_overview import build_overview_sheet
from pages.components import cached
from pages.components.reader import Reader
from pages.components.view_of_overview import ROWS_AT_FIRST, OverviewRow, split_history, themed
from pages.components.words import title_of

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def rows() -> list[OverviewRow]:
    return cached.overview("049")


def texts(figure: Any) -> list[str]:
    return [each.get_text() for axes in figure.axes for each in axes.texts]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_theme_shows_its_first_rows_and_counts_the_rest(rows: list[OverviewRow], language: str) -> None:
    reader = Reader(language, "049")
    written = [text.replace("\n", " ") for text in texts(build_overview_sheet(rows, TODAY, reader, "Source."))]
    joined = " ".join(written)
    fresh, _ = split_history(rows, TODAY)
    for theme in THEMES:
        own = themed(fresh, theme)
        assert all(title_of(row.indicator, language) in joined for row in own[:ROWS_AT_FIRST])
        if len(own) > ROWS_AT_FIRST:
            assert reader.t("{count} more indicators", count=len(own) - ROWS_AT_FIRST) in written


def test_everything_written_lies_on_the_sheet_one_row_under_another(rows: list[OverviewRow]) -> None:
    axes = build_overview_sheet(rows, TODAY, Reader("fi", "049"), "Lähde.").axes[0]
    bottom = axes.get_ylim()[0]
    heights = [float(each.get_position()[1]) for each in axes.texts]
    assert 0 <= min(heights) <= max(heights) < bottom
    first = [float(each.get_position()[1]) for each in axes.texts if each.get_position()[0] == 0]
    assert first == sorted(first)


def test_themes_without_a_row_say_where_the_older_ones_are() -> None:
    written = texts(build_overview_sheet([], TODAY, Reader("en", "049"), "Source."))
    said = [text for text in written if text.startswith("There are no figures of the last five years")]
    assert len(said) == len(THEMES)
