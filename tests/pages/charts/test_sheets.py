"""Pictures for paper as figure objects: their words, signs and boxes."""

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from indicators.model import LANGUAGES, Theme
from pages.api.area_exports import read_areas_view
from pages.api.choices import read_choices
from pages.charts.paper_areas import BARS_AT_MOST, build_index_sheet, build_inequality_sheet, build_similar_sheet
from pages.charts.paper_tables import AREAS_AT_MOST, build_comparison_sheet, build_profile_sheet
from pages.charts.sheet import as_png, new_sheet, wrapped, write_heading
from pages.components.reader import Reader
from pages.components.recipe import stated_recipe, usual_variables
from pages.components.view_of_comparison import ComparisonView
from pages.components.view_of_index import IndexView, offered_variables
from pages.components.view_of_inequality import InequalityView
from pages.components.view_of_map import MapView
from pages.components.view_of_profile import FEWEST_PEERS, ProfileView
from pages.components.view_of_similar import SimilarView, municipality_values
from pages.components.words import title_of


def comparison(language: str = "fi", level: str = "major_district") -> ComparisonView:
    view = read_areas_view({"lang": language, "level": level})
    compared = next(iter(view.offered_benchmarks().values()))
    return ComparisonView(view, compared, view.place.areas("049"), tuple(Theme), tested_only=True, grouped=True)


def index_view(level: str) -> IndexView:
    view = read_areas_view({"level": level})
    offered = offered_variables(view)
    return IndexView(view, stated_recipe({}, offered, usual_variables(offered)))


def inequality(indicator: str, level: str) -> InequalityView:
    choices = read_choices({"indicator": indicator, "level": level})
    own = MapView(choices.reader, choices.indicator, choices.observations, choices.place, choices.group)
    areas = read_areas_view({"level": level})
    return InequalityView(own, areas, stated_recipe({}, offered_variables(areas)).without(indicator))


def words(figure: Figure) -> str:
    """Every text of the figure, its lines joined."""
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return "\n".join(text.get_text().replace("\n", " ") for text in texts)


def boxes(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[-1].patches if isinstance(patch, Rectangle)]


def assert_within(figure: Figure) -> None:
    """No text reaches over the sheet's edges."""
    figure.draw_without_rendering()
    paper = figure.bbox.padded(1)
    for text in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
        box = text.get_window_extent()
        assert paper.x0 <= box.x0, text.get_text()
        assert box.x1 <= paper.x1, text.get_text()
        assert paper.y0 <= box.y0, text.get_text()
        assert box.y1 <= paper.y1, text.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_names_every_indicator_and_area_in_full(language: str) -> None:
    view = comparison(language)
    figure = build_comparison_sheet(view, "Source.")
    said = words(figure)
    for indicator in view.indicators:
        assert title_of(indicator, language) in said.replace("- ", "-") + said
    for code in view.areas:
        assert view.areas_view.name(code) in said.replace("- ", "-")
    assert "Source. HyteData" in said
    assert_within(figure)


def test_the_comparisons_cells_have_a_sign_beside_their_colour() -> None:
    view = comparison()
    said = words(build_comparison_sheet(view, ""))
    assert view.cells["low_income_adults", "0491"]["comparison"] == "much_better"
    assert "✓✓ 17,1\u00a0%" in said
    assert "✓✓ selvästi parempi" in said


def test_of_many_areas_the_first_are_drawn_and_how_many_there_are_is_said() -> None:
    view = comparison("en", "postal_area")
    said = words(build_comparison_sheet(view, ""))
    assert f"{AREAS_AT_MOST} of {len(view.areas)} areas are shown." in said
    assert len(view.areas) > AREAS_AT_MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_has_a_row_an_indicator_with_a_spine(language: str) -> None:
    areas = read_areas_view({"lang": language, "level": "major_district"})
    view = ProfileView(areas, next(iter(areas.offered_benchmarks().values())), "0491")
    figure = build_profile_sheet(view, "Source.")
    said = words(figure)
    for spine in view.spines:
        assert title_of(spine.indicator, language) in said.replace("- ", "-") + said
        assert areas.written(spine.indicator, spine.row["value"]) in said
    dots = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(dots) == len([spine for spine in view.spines if spine.peers >= FEWEST_PEERS])
    assert_within(figure)


def test_the_gap_is_drawn_for_each_period_and_its_ends_are_named() -> None:
    view = inequality("low_income_adults", "major_district")
    figure = build_inequality_sheet(view, "2016", "Lähde.")
    said = words(figure)
    for period, ends in view.gaps():
        assert period in said
        assert view.map_view.name(ends.highest_code) in said
        assert view.map_view.name(ends.lowest_code) in said
    slope = view.slope("2016")
    assert slope is not None
    assert [bar.get_height() for bar in boxes(figure)] == pytest.approx(slope.points["value"].tolist())
    assert_within(figure)


def test_without_a_slope_only_the_gap_is_drawn() -> None:
    view = inequality("diak_postal_total", "postal_area")
    period = view.map_view.periods[-1]
    assert view.slope(period) is None
    assert len(build_inequality_sheet(view, period, "").axes) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nearest_municipalities_have_bars_as_long_as_their_distance(language: str) -> None:
    values, periods = municipality_values()
    view = SimilarView(Reader(language, "049"), values, periods, {"population": 1.0, "low_income_rate": 1.0})
    figure = build_similar_sheet(view, "Source.")
    nearest, widths = view.nearest(), [box.get_width() for box in boxes(figure)]
    assert [width / widths[-1] for width in widths] == pytest.approx((nearest / nearest.max()).tolist())
    assert_within(figure)


@pytest.mark.parametrize("level", ["major_district", "municipality"])
def test_the_parts_of_a_score_are_numbered_and_as_long_as_they_count(level: str) -> None:
    view = index_view(level)
    figure = build_index_sheet(view, "Lähde.")
    said = words(figure)
    for number, each in enumerate(view.indicators(), 1):
        assert f"{number} {title_of(each, 'fi')}" in said.replace("  ", " ")
    for code in view.order[:3]:
        assert view.areas_view.name(code) in said
        assert view.written(float(view.result.scores[code])) in said
    parts = view.result.parts.loc[view.order].abs().to_numpy().ravel()
    widths = [box.get_width() for box in boxes(figure)]
    assert sum(widths) / max(widths) == pytest.approx(parts.sum() / parts.max())
    assert_within(figure)


def test_a_long_ranking_has_its_ends_only() -> None:
    view = index_view("postal_area")
    assert len(view.order) > BARS_AT_MOST
    figure = build_index_sheet(view, "")
    assert words(figure).count("…") == 1
    assert figure.get_size_inches()[1] < 15


def test_a_name_is_never_cut() -> None:
    assert wrapped("Lapinlahdensairaalanpuistoalue", 0.5) == ["Lapinlahdensairaalanpuistoalue"]
    assert wrapped("", 1.0) == [""]
    figure, _ = new_sheet(4.0, 1.0)
    write_heading(figure, "Hyvin pitkä otsikko " * 8, "alle " * 30, "Lähde. " * 20)
    assert words(figure).count("otsikko") == 8


def test_a_sheet_is_a_picture() -> None:
    assert as_png(new_sheet(2.0, 1.0)[0]).startswith(b"\x89PNG")
