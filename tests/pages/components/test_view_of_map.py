"""What the map shows, from real embedded observations, without a browser or a session."""

import numpy as np
import pytest

from indicators.catalogue import load_catalogue
from indicators.measures.comparison import Comparison
from indicators.measures.summary import ranked
from indicators.published import load_observations
from indicators.slices import EVERYBODY
from pages.charts.choropleth import CLASS_LETTERS, HIDDEN_FIGURE, NO_FIGURE
from pages.components.benchmark_choice import Compared, offered_benchmarks
from pages.components.comparison_words import COLOUR
from pages.components.map_picture import BARS_AT_MOST, BETWEEN, MapPicture
from pages.components.places import PLACES
from pages.components.reader import Reader
from pages.components.sentences import map_sentences
from pages.components.view_of_map import MapView


def view_of(indicator_id: str, place: str, language: str = "fi", home: str = "049") -> MapView:
    rows = load_observations(indicator_id)
    return MapView(Reader(language, home), load_catalogue()[indicator_id], rows, PLACES[place], EVERYBODY)


def picture_of(
    indicator_id: str, place: str, language: str = "fi", benchmark: str = "", by_comparison: bool = False
) -> MapPicture:
    view = view_of(indicator_id, place, language)
    compared: Compared | None = offered_benchmarks(view, ()).get(benchmark)
    return MapPicture(view, compared, by_comparison)


def words_of(picture: MapPicture, period: str) -> str:
    return " ".join(sentence.text for sentence in map_sentences(picture, period))


def test_classes_are_fixed_over_the_periods_and_three_for_few_areas() -> None:
    view = view_of("diak_postal_unemployed", "major_district")
    assert len(view.breaks) == 3 + 1
    values = view.rows["value"]
    assert view.breaks[0] == values.min()
    assert view.breaks[-1] == values.max()


def test_many_areas_have_five_classes() -> None:
    assert len(picture_of("low_income_adults", "postal_area").colours) == 5


def test_a_hidden_area_is_neither_zero_nor_missing() -> None:
    picture = picture_of("low_income_adults", "postal_area")
    classes = picture.classes["2016"]
    assert classes["02290"] == HIDDEN_FIGURE
    assert classes["02100"] >= 0
    assert "yksityisyyden" in picture.hover("2016")[picture.view.areas.index("02290")]


def test_an_area_without_a_row_has_no_figure() -> None:
    classes = view_of("self_rated_health_moderate_or_worse", "wellbeing_county").value_classes["2024"]
    assert classes["03"] >= 0
    assert classes["10"] == NO_FIGURE


def test_hidden_values_are_absent_from_the_figure() -> None:
    content = picture_of("social_assistance_long_term_18_24", "municipality_country").content("2019", 620)
    assert content is not None
    hidden = [i for i, each in enumerate(content.classes) if each == HIDDEN_FIGURE]
    assert len(hidden) == 308 - 143
    assert {content.hover[i] for i in hidden} == {"piilotettu: alle 5 henkilöä"}


def test_hover_gives_value_interval_counts_and_what_the_test_says() -> None:
    hover = picture_of("low_income_adults", "major_district", benchmark="municipality").hover("2016")
    assert hover[0] == "17,1\u00a0%<br>95 %: 16,7–17,4<br>7\u00a0927 / 46\u00a0392<br>✓✓ selvästi parempi"


def test_bars_are_the_ends_of_many_areas_and_always_the_home_municipality() -> None:
    bars = picture_of("low_income_rate", "municipality_country").bars("2019")
    assert len([bar for bar in bars if bar is not BETWEEN]) <= BARS_AT_MOST + 1
    assert "049" in [bar.code for bar in bars]
    assert bars[0].value is not None
    assert bars[0].value == max(bar.value for bar in bars if bar.value is not None)


def test_a_class_of_one_value_is_written_once() -> None:
    texts = [text for _, text in picture_of("social_assistance_long_term_18_24", "municipality").legend()]
    assert texts[:3] == ["1,4", "1,4–2,5", "2,5–3,5"]


def test_areas_left_out_of_the_bars_are_told_by_dots_and_of_few_areas_none_is() -> None:
    picture = picture_of("low_income_rate", "municipality_country")
    bars = picture.bars("2019")
    order = ranked(picture.view.in_period("2019"))["area_code"].tolist()
    for above, dots, below in zip(bars, bars[1:], bars[2:], strict=False):
        if dots is BETWEEN:
            assert order.index(below.code) - order.index(above.code) > 1
    assert 1 <= bars.count(BETWEEN) <= 2
    assert BETWEEN not in picture_of("low_income_adults", "major_district").bars("2016")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "2016: korkein Suur-Tapiola 20,2\u00a0%, matalin Pohjois-Espoo 14,8\u00a0%. Espoo: 17,6\u00a0%."),
        ("en", "2016: highest Suur-Tapiola 20.2%, lowest Pohjois-Espoo 14.8%. Espoo: 17.6%."),
    ],
)
def test_the_sentence(language: str, sentence: str) -> None:
    said = words_of(picture_of("low_income_adults", "major_district", language, "municipality"), "2016")
    assert said.startswith(sentence)


def test_swedish_names_of_the_districts() -> None:
    sentence = words_of(picture_of("low_income_adults", "major_district", "sv"), "2016")
    assert "Stor-Hagalund" in sentence
    assert "Norra Esbo" in sentence


def test_a_count_is_not_compared_with_the_county() -> None:
    assert offered_benchmarks(view_of("population", "municipality"), ()) == {}


def test_the_legend_names_every_class_and_both_ways_of_having_no_figure() -> None:
    entries = picture_of("low_income_adults", "major_district").legend()
    assert [text for _, text in entries][:3] == ["14,2–15,1", "15,1–18,5", "18,5–20,2"]
    assert len({colour for colour, _ in entries}) == len(entries) == 5


@pytest.mark.parametrize("by_comparison", [False, True])
def test_every_period_has_the_classes_of_its_areas(by_comparison: bool) -> None:
    picture = picture_of("low_income_adults", "postal_area", "fi", "municipality", by_comparison)
    assert list(picture.every_period()) == list(picture.view.periods)
    for period, text in picture.every_period().items():
        read_back = [CLASS_LETTERS.index(letter) + NO_FIGURE for letter in text]
        assert np.array_equal(read_back, picture.classes[period])


def test_by_comparison_the_map_the_bars_the_legend_and_the_words_say_the_same() -> None:
    picture = picture_of("low_income_adults", "major_district", "en", "municipality", by_comparison=True)
    said = picture.comparisons("2016")
    assert said["0492"] == said["0496"] == Comparison.MUCH_WORSE
    assert said["0493"] == Comparison.SIMILAR
    colours = dict(zip(picture.view.areas, (picture.colours[place] for place in picture.classes["2016"]), strict=True))
    assert colours == {code: COLOUR[each] for code, each in said.items()}
    assert {bar.code: bar.colour for bar in picture.bars("2016")} == colours
    assert (COLOUR[Comparison.SIMILAR], "= no significant difference") in picture.legend()
    assert "much worse: Suur-Tapiola, Vanha-Espoo; no significant difference: Suur-Matinkylä" in words_of(
        picture, "2016"
    )


def test_without_counts_nothing_is_compared_and_no_bar_has_a_whisker() -> None:
    picture = picture_of("mean_income_adults", "major_district", benchmark="municipality", by_comparison=True)
    assert not picture.view.has_intervals
    assert set(picture.comparisons("2016").values()) == {Comparison.NOT_COMPARED}
    assert [bar.interval for bar in picture.bars("2016")] == [None] * 7
    assert "Vertailukohta" not in words_of(picture, "2016")


def test_whiskers_hold_the_value() -> None:
    for bar in picture_of("low_income_adults", "major_district").bars("2016"):
        assert bar.value is not None
        assert bar.interval is not None
        assert bar.interval[0] < bar.value < bar.interval[1]
