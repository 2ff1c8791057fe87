"""The list of information: what stands on it, and how it is found."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from indicators.city.chosen import Chosen, load_chosen
from indicators.city.information import load_information
from indicators.facets import ALL, FACETS, NONE, Listing, Wanted, folded
from indicators.listing import Entry, EntryKind, list_entries
from indicators.model import Indicator, Text, Theme
from indicators.quality import Freshness
from tests.indicators.examples import definition

TODAY = date(2026, 11, 22)
COLUMNS = ["indicator_id", "area_level", "first_start", "last_end", "data_date"]


def known(*rows: tuple[str, str, date, date, date]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def entry(code: str, text: str = "", **fields: object) -> Entry:
    name = Text(fi=code, sv=code, en=code)
    made = {"kind": EntryKind.STORED, "themes": frozenset({Theme.MENTAL_HEALTH}), **fields}
    return Entry(code=code, title=name, text=f"{code} {text}", **made)


def codes(entries: list[Entry]) -> list[str]:
    return [each.code for each in entries]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["a", "b"]),
        ("   ", ["a", "b"]),
        ("ÄITIEN", ["a"]),
        ("aitien", ["a"]),
        ("neuvola äitien", ["a"]),
        ("aitien mielenterveys", []),
        ("%", ["b"]),
        ("(.*", []),
        ("Ångest", ["b"]),
        ("angest", ["b"]),
    ],
)
def test_words_are_found_in_any_order_without_case_and_diacritics(words: str, found: list[str]) -> None:
    listing = Listing([entry("a", "Äitien käynnit neuvolassa"), entry("b", "Ångest, % av eleverna")])
    assert codes(listing.find(Wanted(words))) == found


def test_folding_keeps_letters_of_other_alphabets() -> None:
    assert folded("ÅÄÖ Straße é") == "aao strasse e"
    assert folded("здоровье") == "здоровье"


def test_facets_leave_what_fits_all_of_them() -> None:
    listing = Listing(
        [
            entry("a", levels=frozenset({AreaLevel.COUNTRY, AreaLevel.MUNICIPALITY}), owner="THL"),
            entry("b", levels=frozenset({AreaLevel.COUNTRY}), owner="Kela", kind=EntryKind.CHOSEN),
            entry("c", themes=frozenset(), freshness=Freshness.LATE),
        ]
    )
    assert codes(listing.find(Wanted(facets={"area_level": "COUNTRY"}))) == ["a", "b"]
    assert codes(listing.find(Wanted(facets={"area_level": "COUNTRY", "owner": "THL"}))) == ["a"]
    assert codes(listing.find(Wanted(facets={"theme": NONE}))) == ["c"]
    assert codes(listing.find(Wanted(facets={"theme": ALL}))) == ["a", "b", "c"]
    assert codes(listing.find(Wanted(facets={"fresh": "late"}))) == ["c"]
    assert codes(listing.find(Wanted(facets={"owner": "Mars"}))) == []


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, ["old", "new", "undated"]),
        (2012, None, ["old", "new"]),
        (2013, None, ["new"]),
        (None, 2009, ["old"]),
        (2013, 2014, []),
        (2020, 2010, []),
    ],
)
def test_years_meet_at_their_ends(first: int | None, last: int | None, found: list[str]) -> None:
    listing = Listing(
        [entry("old", first_year=1990, last_year=2012), entry("new", first_year=2015, last_year=2024), entry("undated")]
    )
    assert codes(listing.find(Wanted(from_year=first, to_year=last))) == found


def test_a_facet_counts_what_each_of_its_choices_would_leave() -> None:
    listing = Listing([entry("a", owner="THL"), entry("b", owner="THL", themes=frozenset()), entry("c", owner="Kela")])
    counts = listing.counts(Wanted(facets={"owner": "THL"}))
    assert counts["owner"] == Counter({"THL": 2, "Kela": 1, ALL: 3})
    assert counts["theme"] == Counter({"mental_health": 1, NONE: 1, ALL: 2})


def test_an_empty_list_is_searched_all_the_same() -> None:
    assert Listing([]).find(Wanted("x")) == []
    assert Listing([]).counts(Wanted())["theme"][ALL] == 0


VALUES = {
    "owner": ["", "THL", "Kela"],
    "kind": list(EntryKind),
    "themes": [frozenset(), frozenset({Theme.MENTAL_HEALTH}), frozenset(Theme)],
    "levels": [frozenset(), frozenset({AreaLevel.COUNTRY}), frozenset(AreaLevel)],
    "freshness": [None, *Freshness],
}
entries = st.lists(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}))


@given(made=entries, data=st.data())
def test_a_count_is_what_choosing_it_finds(made: list[dict[str, object]], data: st.DataObject) -> None:
    listing = Listing([entry(str(place), **fields) for place, fields in enumerate(made)])
    facets = {name: data.draw(st.sampled_from([ALL, *listing.counts(Wanted())[name]])) for name in FACETS}
    counts = listing.counts(Wanted(facets=facets))
    for name in FACETS:
        for value, number in counts[name].items():
            assert len(listing.find(Wanted(facets={**facets, name: value}))) == number


# --- the list itself


def test_an_indicator_in_the_store_has_its_levels_years_and_freshness() -> None:
    own = definition(indicator_id="a", update_rhythm="annual")
    rows = known(
        ("a", "COUNTRY", date(2000, 1, 1), date(2022, 12, 31), date(2023, 5, 1)),
        ("a", "MUNICIPALITY", date(1990, 1, 1), date(2021, 12, 31), date(2024, 5, 1)),
    )
    (one,) = list_entries({"a": own}, rows, [], [], TODAY)
    assert (one.kind, one.first_year, one.last_year) == (EntryKind.STORED, 1990, 2022)
    assert one.levels == {AreaLevel.COUNTRY, AreaLevel.MUNICIPALITY}
    assert (one.data_date, one.freshness) == (date(2024, 5, 1), Freshness.LATE)


def test_without_figures_an_indicator_is_chosen_or_only_defined() -> None:
    catalogue = {
        "a": definition(indicator_id="a"),
        "b": definition(indicator_id="b", sotkanet_id=186),
        "c": definition(indicator_id="c", missing_translation=("sv",)),
    }
    chosen = [
        Chosen(theme="background", indicator_id="a"),
        Chosen(theme="background", sotkanet_id=186),
        Chosen(theme="mental_health", sotkanet_id=242, note="Masentuneisuus"),
    ]
    found = {each.code: each for each in list_entries(catalogue, known(), chosen, load_information(), TODAY)}
    kinds = {code: each.kind for code, each in found.items()}
    assert (kinds["a"], kinds["b"], kinds["c"]) == (EntryKind.CHOSEN, EntryKind.CHOSEN, EntryKind.DEFINED)
    assert found["c"].finnish_only == ("sv",)
    assert found["a"].last_year is None and found["a"].freshness is None
    assert "sotkanet:186" not in found, "it is the definition b"
    assert found["sotkanet:242"].title.en == "SOTKAnet 242: Masentuneisuus"
    assert found["sotkanet:242"].themes == {Theme.MENTAL_HEALTH}
    assert kinds["pupil_survey"] is EntryKind.CITY
    assert codes(Listing(list(found.values())).find(Wanted("oppilaat"))) == ["pupil_survey"]


def test_the_embedded_catalogue_is_found_in_three_languages() -> None:
    catalogue: dict[str, Indicator] = dict(load_catalogue())
    listing = Listing(list_entries(catalogue, known(), load_chosen(), load_information(), TODAY))
    assert len(listing.entries) > len(catalogue)
    for words in ("pienituloisuusaste kunnan", "LÅGINKOMSTGRAD", "at-risk-of-poverty", "3099"):
        assert "low_income_rate" in codes(listing.find(Wanted(words)))
