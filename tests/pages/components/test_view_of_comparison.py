"""The comparison of many indicators: what a test says of each figure, in which order, and in words."""

import pytest

from indicators.findings import rederived
from indicators.measures.comparison import Comparison
from indicators.model import Kind, Polarity, Theme
from pages.api.area_exports import read_areas_view
from pages.components.comparison_words import COLOUR
from pages.components.view_of_areas import AreasView
from pages.components.view_of_comparison import GOODNESS, ComparisonView

EVERY_THEME = tuple(Theme)


@pytest.fixture(scope="module")
def districts() -> AreasView:
    return read_areas_view({"lang": "en"})


def compared(
    view: AreasView,
    areas: tuple[str, ...] = (),
    themes: tuple[Theme, ...] = EVERY_THEME,
    benchmark: str = "municipality",
    tested_only: bool = True,
    grouped: bool = True,
) -> ComparisonView:
    chosen = areas or view.place.areas(view.reader.home)
    return ComparisonView(view, view.offered_benchmarks()[benchmark], chosen, themes, tested_only, grouped)


@pytest.mark.parametrize(
    ("indicator", "area", "said"),
    [
        # Espoo has 20.8 % with basic education only; Suur-Tapiola 14.8 % (99.8 %: 14.3–15.4).
        ("basic_education_only", "0492", Comparison.MUCH_BETTER),
        # 21.34 %: the benchmark is outside 20.97–21.72 and inside no wider than 20.76–21.93.
        ("basic_education_only", "0491", Comparison.WORSE),
        ("basic_education_only", "0495", Comparison.SIMILAR),
        # Higher is better: 30.6 % with a university-level degree beside 38.4 %.
        ("higher_education", "0496", Comparison.MUCH_WORSE),
        ("employed_of_residents", "0497", Comparison.BETTER),
        # Nobody is better off by age: only higher and lower.
        ("aged_75_plus", "0494", Comparison.HIGHER),
        ("aged_65_plus", "0495", Comparison.MUCH_LOWER),
        # A mean without counts has no interval.
        ("mean_income_adults", "0492", Comparison.NOT_COMPARED),
    ],
)
def test_what_is_better_and_worse_than_espoo(districts: AreasView, indicator: str, area: str, said: Comparison) -> None:
    assert compared(districts).cells[indicator, area]["comparison"] == said


def test_every_verdict_is_derived_again_from_its_facts(districts: AreasView) -> None:
    findings = compared(districts).findings()
    assert len(findings) == 22 * 7
    assert all(rederived(each) == each.verdict for each in findings)


def test_the_sentences_count_the_findings_of_all_areas_and_then_of_each(districts: AreasView) -> None:
    first, *others = compared(districts).sentences()
    assert first.text.startswith("154 figures compared with the benchmark Espoo: much better 12, better 3, ")
    assert [each.text.split(":")[0] for each in others] == [
        "Suur-Leppävaara",
        "Suur-Tapiola",
        "Suur-Matinkylä",
        "Suur-Espoonlahti",
        "Suur-Kauklahti",
        "Vanha-Espoo",
        "Pohjois-Espoo",
    ]
    assert others[5].text == "Vanha-Espoo: no significant difference 2, much worse 6, much higher 5, much lower 9."
    assert sum(len(each.findings) for each in others) == len(first.findings)
    assert {each.facts["area_code"] for each in others[5].findings} == {"0496"}


@pytest.mark.parametrize(
    ("language", "word", "area"), [("fi", "selvästi heikompi", "Vanha-Espoo"), ("sv", "klart sämre", "Gamla Esbo")]
)
def test_the_sentences_speak_the_readers_language(language: str, word: str, area: str) -> None:
    texts = [each.text for each in compared(read_areas_view({"lang": language}), ("0496",)).sentences()]
    assert texts[1].startswith(f"{area}: ")
    assert word in texts[1]


def test_only_tested_figures_are_shown_unless_the_reader_wants_all(districts: AreasView) -> None:
    tested = {each.indicator_id for each in compared(districts).indicators}
    every = {each.indicator_id for each in compared(districts, tested_only=False).indicators}
    assert every - tested == {
        "diak_postal_basic_education_only",
        "diak_postal_low_income_adults",
        "diak_postal_low_income_households",
        "diak_postal_unemployed",
        "household_size",
        "mean_age",
        "mean_income_adults",
        "mean_income_households",
    }
    assert tested < every


def test_counts_are_never_compared(districts: AreasView) -> None:
    shown = compared(districts, tested_only=False).indicators
    assert all(each.kind is not Kind.COUNT for each in shown)


def test_grouped_rows_follow_the_themes_and_ungrouped_ones_the_titles(districts: AreasView) -> None:
    grouped = compared(districts)
    order = [list(Theme).index(each.theme) for each in grouped.indicators]
    assert order == sorted(order)
    counts = dict(grouped.by_theme())
    assert counts == {Theme.NARROWING_GAPS: 10, Theme.SAFE_SURROUNDINGS: 2, Theme.BACKGROUND: 10}
    loose = compared(districts, grouped=False)
    titles = [each.title.en for each in loose.indicators]
    assert titles == sorted(titles)
    assert loose.by_theme() == []
    assert {each.indicator_id for each in loose.indicators} == {each.indicator_id for each in grouped.indicators}


def test_a_theme_and_some_areas_narrow_rows_findings_and_words(districts: AreasView) -> None:
    view = compared(districts, ("0492", "0496"), (Theme.SAFE_SURROUNDINGS,))
    assert [each.indicator_id for each in view.indicators] == ["owner_occupied_dwellings", "rented_dwellings"]
    assert set(view.shown_rows["area_code"]) == {"0492", "0496"}
    assert set(view.shown_rows["indicator_id"]) == {"owner_occupied_dwellings", "rented_dwellings"}
    assert len(view.findings()) == 4


def test_the_legend_has_what_is_in_the_table_and_nothing_else(districts: AreasView) -> None:
    view = compared(districts, ("0496",), (Theme.NARROWING_GAPS,))
    said = {Comparison(each.verdict) for each in view.findings()}
    assert {colour for colour, _ in view.legend()} == {COLOUR[each] for each in said}
    assert ("#b35806", "!! much worse") in view.legend()
    assert all("not compared" not in words for _, words in view.legend())


def test_where_nothing_can_be_tested_the_sentence_says_so_and_counts_nothing() -> None:
    view = read_areas_view({"lang": "en", "level": "municipality"})
    shown = compared(view, themes=(Theme.HEALTHY_LIVING,), benchmark="wellbeing_county", tested_only=False)
    assert shown.indicators
    assert [each.text for each in shown.sentences()] == [
        "Benchmark West Uusimaa wellbeing services county: no figure can be compared by a test."
    ]
    assert shown.legend() == []


def test_columns_sort_by_goodness_where_there_is_any() -> None:
    assert GOODNESS[Comparison.MUCH_BETTER] > GOODNESS[Comparison.BETTER] > GOODNESS[Comparison.SIMILAR] == 0
    assert GOODNESS[Comparison.SIMILAR] > GOODNESS[Comparison.WORSE] > GOODNESS[Comparison.MUCH_WORSE]
    assert not {Comparison.HIGHER, Comparison.LOWER, Comparison.NOT_COMPARED} & set(GOODNESS)


def test_neutral_figures_are_never_called_better_or_worse(districts: AreasView) -> None:
    view = compared(districts)
    sides = {each.indicator_id: each.polarity for each in view.indicators}
    for finding in view.findings():
        is_neutral = sides[finding.facts["indicator_id"]] is Polarity.NEUTRAL
        judged = finding.verdict in set(map(str, GOODNESS)) - {"similar"}
        assert not (is_neutral and judged)
        assert is_neutral or judged or finding.verdict == "similar"


def test_municipalities_are_compared_with_the_median_of_those_like_espoo() -> None:
    view = read_areas_view({"lang": "en", "level": "municipality"})
    cell = compared(view, benchmark="similar").cells["tertiary_education_20_plus", "049"]
    # Helsinki 44.4, Kaarina 38.7, Kirkkonummi 39.5, Oulu 37.4, Vantaa 31.4: the middle one is 38.7.
    assert cell["benchmark_value"] == pytest.approx(38.7)
    assert cell["comparison"] == Comparison.MUCH_BETTER
