"""What the map shows, from real embedded observations, without a browser or a session."""

import numpy as np
import pytest

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.measures.summary import ranked
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.charts.choropleth import CLASS_LETTERS, HIDDEN_FIGURE, NO_FIGURE
from pages.components.legend import legend_entries
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.sentences import map_sentence
from pages.components.view_of_map import BARS_AT_MOST, BETWEEN, MapView


def view_of(indicator_id: str, place: str, language: str = "fi", home: str = "049") -> MapView:
    rows = load_observations(indicator_id)
    return MapView(Reader(language, home), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY)


def test_classes_are_fixed_over_the_periods_and_three_for_few_areas() -> None:
    view = view_of("diak_postal_unemployed", "major_district")
    assert view.class_count == 3
    values = view.rows["value"]
    assert view.breaks[0] == values.min()
    assert view.breaks[-1] == values.max()


def test_many_areas_have_five_classes() -> None:
    assert view_of("low_income_adults", "postal_area").class_count == 5


def test_a_hidden_area_is_neither_zero_nor_missing() -> None:
    view = view_of("low_income_adults", "postal_area")
    classes = dict(zip(view.areas, view.classes("2016"), strict=True))
    assert classes["02290"] == HIDDEN_FIGURE
    assert classes["02100"] >= 0
    assert "yksityisyyden" in view.hover("2016")[view.areas.index("02290")]


def test_an_area_without_a_row_has_no_figure() -> None:
    view = view_of("self_rated_health_moderate_or_worse", "wellbeing_county")
    classes = dict(zip(view.areas, view.classes("2024"), strict=True))
    assert classes["03"] >= 0
    assert classes["10"] == NO_FIGURE


def test_hidden_values_are_absent_from_the_figure() -> None:
    view = view_of("social_assistance_long_term_18_24", "municipality_country")
    content = view.content("2019", 620)
    assert content is not None
    hidden = [i for i, each in enumerate(content.classes) if each == HIDDEN_FIGURE]
    assert len(hidden) == 308 - 143
    assert not any(character.isdigit() for i in hidden for character in content.hover[i].replace("2019", ""))


def test_hover_gives_value_and_counts() -> None:
    view = view_of("low_income_adults", "major_district")
    assert view.hover("2016")[0] == "17,1\u00a0%<br>7\u00a0927 / 46\u00a0392"


def test_bars_are_the_ends_of_many_areas_and_always_the_home_municipality() -> None:
    bars = view_of("low_income_rate", "municipality_country").bars("2019")
    assert len([bar for bar in bars if bar is not BETWEEN]) <= BARS_AT_MOST + 1
    assert "049" in [bar.code for bar in bars]
    assert bars[0].value is not None
    assert bars[0].value == max(bar.value for bar in bars if bar.value is not None)


def test_a_class_of_one_value_is_written_once() -> None:
    texts = [text for _, text in legend_entries(view_of("social_assistance_long_term_18_24", "municipality"))]
    assert texts[:3] == ["1,4", "1,4–2,5", "2,5–3,5"]


def test_areas_left_out_of_the_bars_are_told_by_dots_and_of_few_areas_none_is() -> None:
    view = view_of("low_income_rate", "municipality_country")
    bars = view.bars("2019")
    order = ranked(view.in_period("2019"))["area_code"].tolist()
    for above, dots, below in zip(bars, bars[1:], bars[2:], strict=False):
        if dots is BETWEEN:
            assert order.index(below.code) - order.index(above.code) > 1
    assert 1 <= bars.count(BETWEEN) <= 2
    assert BETWEEN not in view_of("low_income_adults", "major_district").bars("2016")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "2016: korkein Suur-Tapiola 20,2\u00a0%, matalin Pohjois-Espoo 14,8\u00a0%. Espoo: 17,6\u00a0%."),
        ("en", "2016: highest Suur-Tapiola 20.2%, lowest Pohjois-Espoo 14.8%. Espoo: 17.6%."),
    ],
)
def test_the_sentence(language: str, sentence: str) -> None:
    assert (
        map_sentence(view_of("low_income_adults", "major_district", language), "2016", AreaLevel.MUNICIPALITY)
        == sentence
    )


def test_swedish_names_of_the_districts() -> None:
    sentence = map_sentence(view_of("low_income_adults", "major_district", "sv"), "2016", None)
    assert "Stor-Hagalund" in sentence
    assert "Norra Esbo" in sentence


def test_a_count_is_not_compared_with_the_county() -> None:
    assert view_of("population", "municipality").benchmarks_with_figures() == {}


def test_the_legend_names_every_class_and_both_ways_of_having_no_figure() -> None:
    entries = legend_entries(view_of("low_income_adults", "major_district"))
    assert [text for _, text in entries][:3] == ["14,2–15,1", "15,1–18,5", "18,5–20,2"]
    assert len({colour for colour, _ in entries}) == len(entries) == 5


def test_every_period_has_the_classes_of_its_areas() -> None:
    view = view_of("low_income_adults", "postal_area")
    assert list(view.every_period()) == list(view.periods)
    for period, text in view.every_period().items():
        read_back = [CLASS_LETTERS.index(letter) + NO_FIGURE for letter in text]
        assert np.array_equal(read_back, view.classes(period))
