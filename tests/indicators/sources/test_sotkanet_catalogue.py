from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import UnexpectedResponse
from indicators.model import Kind, Unit
from indicators.sources.sotkanet_catalogue import ListedIndicator, changed_meaning, parse_list, parse_metadata
from indicators.sources.sotkanet_units import source_unit
from indicators.sources.source_texts import Texts
from tests.indicators.sources.sotkanet_examples import recorded
from tests.replica.sotkanet import Sotkanet


def test_an_item_of_the_list_is_read_whole() -> None:
    answer = [Sotkanet().indicators[186].listed()]
    (listed,) = parse_list(answer).indicators
    assert listed == ListedIndicator(
        sotkanet_id=186,
        title=Texts(
            "Kuolleisuus / 100 000 asukasta", "Dödlighet / 100 000 invånare", "Mortality per 100 000 inhabitants"
        ),
        data_updated=date(2025, 4, 29),
        first_year=1990,
        last_year=2024,
        organization=Texts("Tilastokeskus", "Statistikcentralen", "Statistics Finland"),
    )


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        ("x", "no object"),
        ({}, "no id"),
        ({"id": "5", "title": {"fi": "a"}}, "no id"),
        ({"id": True, "title": {"fi": "a"}}, "no id"),
        ({"id": 5}, "no title"),
        ({"id": 5, "title": {"fi": " ", "sv": ""}}, "no title"),
        ({"id": 1, "title": {"fi": "again"}}, "listed before"),
    ],
)
def test_a_broken_item_is_refused_by_itself(item: Any, rule: str) -> None:
    parsed = parse_list([{"id": 1, "title": {"fi": "Hyvä"}}, item])
    assert [listed.title.fi for listed in parsed.indicators] == ["Hyvä"]
    (refused,) = parsed.refused
    assert refused.place == 1
    assert rule in refused.rule


@pytest.mark.parametrize("answer", [{}, None, "x", [1, 2], [{}]])
def test_a_list_with_nothing_in_it_is_refused_whole(answer: Any) -> None:
    with pytest.raises(UnexpectedResponse, match="Nothing was taken"):
        parse_list(answer)


@pytest.mark.parametrize(
    ("given_range", "years"),
    [
        ({"start": 1990, "end": 1992}, range(1990, 1993)),
        ({"start": 2024, "end": 1990}, range(0)),
        ({"start": 0, "end": 10**9}, range(0)),
        (None, range(0)),
        ({"start": "1990", "end": 1992}, range(0)),
    ],
)
def test_years_are_those_of_a_sound_range(given_range: Any, years: range) -> None:
    assert parse_metadata({"id": 1, "title": {"fi": "a"}, "range": given_range}, 1).years() == years


@pytest.mark.parametrize(
    ("given_day", "day"),
    [
        ("2025-04-29", date(2025, 4, 29)),
        ("2025-04-29T10:00", date(2025, 4, 29)),
        ("29.4.2025", None),
        (20250429, None),
        (None, None),
    ],
)
def test_the_day_of_the_data_is_a_day_or_none(given_day: Any, day: date | None) -> None:
    (listed,) = parse_list([{"id": 1, "title": {"fi": "a"}, "data-updated": given_day}]).indicators
    assert listed.data_updated == day


def test_a_served_description_becomes_plain_text_with_paragraphs() -> None:
    described = parse_metadata(next(item for item in recorded("metadata_sample.json") if item["id"] == 186), 186)
    assert described.description.fi.startswith("Indikaattori ilmaisee kuolleiden lukumäärän")
    assert "\n\nKuolemansyytilastossa ovat mukana" in described.description.fi
    assert "<" not in described.description.fi + described.notices.sv + described.limits.en
    assert (described.interpretation, described.notices.sv) == (Texts(), "")
    assert (described.unit_code, described.decimals, described.genders) == ("PER100000", 1, ("male", "female", "total"))
    assert "KUNTA" in described.region_categories
    assert described.subjects[0] == Texts("kuolleisuus", "dödlighet", "mortality")
    assert described.sources[0].en == "Deaths (Statistics Finland)"
    assert (described.unit.unit, described.unit.kind, described.unit.multiplier) == (
        Unit.PER_100000,
        Kind.RATE,
        100_000,
    )


def test_a_bare_description_has_totals_and_empty_texts() -> None:
    described = parse_metadata({"id": 1, "title": {"fi": "a"}}, 1)
    assert (described.genders, described.region_categories, described.description) == (("total",), (), Texts())


@pytest.mark.parametrize("answer", [None, [], {}, {"id": 2, "title": {"fi": "a"}}, {"id": 1}])
def test_a_description_of_something_else_is_refused(answer: Any) -> None:
    with pytest.raises(UnexpectedResponse, match="indicator 1:"):
        parse_metadata(answer, 1)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["fi", "sv", "code", "values", "title", "start", "sex"]), inner)
    ),
    max_leaves=6,
)
KEYS = (
    "range",
    "description",
    "primaryValueType",
    "decimals",
    "classifications",
    "organization",
    "subjects",
    "sources",
    "data-updated",
)


@given(st.fixed_dictionaries({"id": st.just(1), "title": st.just({"fi": "a"})}, optional=dict.fromkeys(KEYS, anything)))
def test_odd_parts_of_a_description_are_empty_and_never_an_error(answer: dict[str, Any]) -> None:
    described = parse_metadata(answer, 1)
    assert described.genders
    assert 0 <= described.decimals <= 3
    assert len(described.years()) <= 201


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("PROS", Unit.PERCENT),
        ("PER1000", Unit.PER_1000),
        ("PER10000", Unit.PER_10000),
        ("INDEKSI", Unit.INDEX),
        ("LKM", Unit.COUNT),
        ("EURO", Unit.EURO),
    ],
)
def test_a_known_code_has_the_houses_unit_and_no_words(code: str, unit: Unit) -> None:
    assert (source_unit(code, Texts("x", "y", "z")).unit, source_unit(code, Texts()).words) == (unit, None)


def test_an_unknown_code_keeps_the_sources_words_in_every_language() -> None:
    known = source_unit("KGHLO", Texts(fi="Kiloa / henkilö"))
    assert (known.unit, known.words) == (Unit.STATED, Texts("Kiloa / henkilö", "Kiloa / henkilö", "Kiloa / henkilö"))
    assert source_unit("KGHLO", Texts()).words == Texts("KGHLO", "KGHLO", "KGHLO")


def test_no_unit_at_all_is_stated_in_words_too() -> None:
    words = parse_metadata({"id": 1, "title": {"fi": "a"}}, 1).unit.words
    assert words is not None
    assert all((words.fi, words.sv, words.en))


def listed(title: str, **named: Any) -> ListedIndicator:
    return ListedIndicator(3195, Texts(title, named.pop("sv", ""), named.pop("en", "")), **named)


def test_an_id_that_now_means_another_population_is_found() -> None:
    before = listed("Korkea-asteen koulutuksen saaneet, % 15 vuotta täyttäneistä")
    now = listed("Korkea-asteen koulutuksen saaneet, % 20 vuotta täyttäneistä")
    (change,) = changed_meaning(before, now)
    assert "15 vuotta" in change
    assert "20 vuotta" in change


def test_another_unit_is_found() -> None:
    assert changed_meaning(listed("a", unit_code="PROS"), listed("a", unit_code="LKM")) == (
        "The unit was PROS and is LKM.",
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (listed("25 - 64-vuotiaat,  % väestöstä"), listed("25–64-vuotiaat, % Väestöstä")),
        (listed("a"), listed("a", sv="ny text", en="new")),
        (listed("a", en="old words"), listed("a", en="new words")),
        (listed("a"), listed("a", unit_code="PROS")),
    ],
)
def test_spacing_dashes_and_added_texts_are_no_change(before: ListedIndicator, now: ListedIndicator) -> None:
    assert changed_meaning(before, now) == ()


def test_without_finnish_the_english_title_decides() -> None:
    assert changed_meaning(listed("", en="aged 15"), listed("", en="aged 20"))
