"""Searching the catalogue: words and facets with the number of lines behind each choice, and the lines found."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from geodata.levels import LEVELS, AreaLevel
from indicators.catalogue import load_catalogue
from indicators.facets import ALL, NONE, Listing, Wanted, folded
from indicators.listing import Entry, EntryKind
from indicators.model import Theme
from indicators.quality import Freshness
from pages.components.links import link_to
from pages.components.numbers import format_date, format_number
from pages.components.reader import Reader
from pages.components.register_words import FRESHNESS, KIND, NOT_STATED
from pages.components.screen import filter_width
from pages.components.selection import choose, choose_text, chosen, stated_text
from pages.components.tables import Cell, Column, link_cell, ref_cell, show_table
from pages.components.words import LEVEL, THEME, publisher_text
from pages.locales.messages import mark

ROWS = 50
"""Lines on one page."""
ANY_YEAR = "any"
NO_PAGE = ("page",)
LABELS = {
    "theme": mark("Theme"),
    "area_level": mark("Level"),
    "fresh": mark("Freshness"),
    "kind": mark("Kind of information"),
    "owner": mark("Owner"),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "theme": {str(each): words for each, words in THEME.items()},
    "area_level": {str(each): words for each, words in LEVEL.items()},
    "fresh": {str(each): words for each, words in FRESHNESS.items()},
    "kind": {str(each): words for each, words in KIND.items()},
    "owner": {},
}
"""The words of each facet's values; owners are called by their names."""


def choose_wanted(reader: Reader, listing: Listing) -> Wanted:
    """Draw the search field and the facets, and return what the reader looks for; all of it stands in the URL."""
    t = reader.t
    known = {name: _known(name, listing) for name in LABELS}
    years = _years(listing)
    stated = Wanted(
        words=stated_text("q"),
        facets={name: chosen(name, values, ALL) for name, values in known.items()},
        from_year=_year(chosen("from", years, ANY_YEAR)),
        to_year=_year(chosen("to", years, ANY_YEAR)),
    )
    counts = listing.counts(stated)
    choose_text(
        t("Search in titles and descriptions"), "q", resets=NO_PAGE, placeholder=t("Words in any order and language")
    )
    draw = _facet_drawer(reader, stated, counts)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        for name in ("theme", "area_level", "fresh", "kind"):
            draw(name, known[name])
    more = st.expander(t("More filters"), key="more_filters")
    with more, st.container(horizontal=True, vertical_alignment="bottom"):
        draw("owner", known["owner"])
        _choose_year(t("Figures from the year"), "from", years, reader)
        _choose_year(t("Figures to the year"), "to", years, reader)
    return stated


def in_order(found: Sequence[Entry], language: str) -> list[Entry]:
    """Lines by theme, in the city's order, then by title; those without a theme come last."""
    order, catalogue = list(Theme), load_catalogue()

    def place(entry: Entry) -> tuple[int, int, str]:
        theme = min((order.index(theme) for theme in entry.themes), default=len(order))
        return theme, catalogue.place_of(entry.code), folded(str(getattr(entry.title, language)))

    return sorted(found, key=place)


def page_of(found: Sequence[Entry], number: int) -> Sequence[Entry]:
    """The lines of one page, counted from 1."""
    return found[(number - 1) * ROWS : number * ROWS]


def show_found(found: Sequence[Entry], listing: Listing, reader: Reader) -> None:
    """How many lines fit, one page of them as a table, and the choice of the page where there are several."""
    t, language = reader.t, reader.language
    total = format_number(len(listing.entries), 0, language)
    st.markdown(t("{count} of {total} found.", count=format_number(len(found), 0, language), total=total))
    if not found:
        st.info(t("Nothing fits. Take a word away or open a filter."))
        return
    number = _choose_page(len(found), reader)
    columns = [
        Column(t("Information"), "name", href=_address_of_entries(reader)),
        Column(t("Theme")),
        Column(t("Owner")),
        Column(t("Finest level")),
        Column(t("Years"), "short"),
        Column(t("State")),
    ]
    rows = [_cells(each, reader) for each in page_of(in_order(found, language), number)]
    show_table(t("Information found"), columns, rows, "catalogue", language, hide_caption=True, stacked=True)


def _known(facet: str, listing: Listing) -> list[str]:
    """Every value a facet can have; themes are shared with the other views, which know no "not stated"."""
    values: Mapping[str, Sequence[str]] = {
        "theme": [*map(str, Theme)],
        "area_level": [*map(str, LEVELS), NONE],
        "fresh": [*map(str, Freshness), NONE],
        "kind": [*map(str, EntryKind)],
        "owner": [*sorted({each.owner for each in listing.entries if each.owner}), NONE],
    }
    return [ALL, *values[facet]]


def _facet_drawer(
    reader: Reader, stated: Wanted, counts: Mapping[str, Counter[str]]
) -> Callable[[str, Sequence[str]], str]:
    t = reader.t

    def draw(name: str, known: Sequence[str]) -> str:
        number = counts[name]
        own = (stated.facets or {})[name]
        offered = [value for value in known if number[value] or value in (ALL, own)]

        def written(value: str) -> str:
            label = t("All") if value == ALL else _value_text(name, value, reader)
            return f"{label} ({format_number(number[value], 0, reader.language)})"

        return choose(
            st.selectbox,
            t(LABELS[name]),
            name,
            offered,
            ALL,
            resets=NO_PAGE,
            format_func=written,
            width=filter_width(),
        )

    return draw


def _value_text(facet: str, value: str, reader: Reader) -> str:
    if value == NONE:
        return reader.t("no figures") if facet == "fresh" else reader.t(NOT_STATED)
    words = WORDS[facet].get(value)
    return reader.t(words) if words else publisher_text(value, reader.t)


def _years(listing: Listing) -> list[str]:
    first = min((each.first_year for each in listing.entries if each.first_year), default=None)
    last = max((each.last_year for each in listing.entries if each.last_year), default=None)
    return [ANY_YEAR] if first is None or last is None else [ANY_YEAR, *map(str, range(first, last + 1))]


def _year(code: str) -> int | None:
    return None if code == ANY_YEAR else int(code)


def _choose_year(label: str, name: str, years: Sequence[str], reader: Reader) -> None:
    def written(code: str) -> str:
        return reader.t("Any") if code == ANY_YEAR else code

    choose(st.selectbox, label, name, years, ANY_YEAR, resets=NO_PAGE, format_func=written, width=filter_width())


def _choose_page(found: int, reader: Reader) -> int:
    pages = [str(number) for number in range(1, -(-found // ROWS) + 1)]
    if len(pages) == 1:
        return 1

    def written(code: str) -> str:
        first, last = (int(code) - 1) * ROWS + 1, min(int(code) * ROWS, found)
        return "–".join(format_number(number, 0, reader.language) for number in (first, last))

    return int(choose(st.selectbox, reader.t("Shown"), "page", pages, "1", format_func=written, width=filter_width()))


def _address_of_entries(reader: Reader) -> str:
    """What an indicator's link begins with: the search stays, so that one comes back to it."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name != "indicator"}
    return link_to("catalogue", reader.link() | kept) + "&indicator="


def _cells(entry: Entry, reader: Reader) -> list[Cell]:
    t = reader.t
    themes = [t(THEME[theme]) for theme in Theme if theme in entry.themes]
    levels = [level for level in LEVELS if level in entry.levels]
    return [
        _title(entry, reader),
        ", ".join(themes) or t(NOT_STATED),
        publisher_text(entry.owner, t) or t(NOT_STATED),
        t(LEVEL[AreaLevel(levels[-1])]) if levels else t(NOT_STATED),
        _span(entry) or t("no figures"),
        _entry_state(entry, reader),
    ]


def _title(entry: Entry, reader: Reader) -> Cell:
    """A link to the indicator, or to the register of the city's own; what is not fetched yet has no page."""
    title = str(getattr(entry.title, reader.language))
    language = {"lang": "fi"} if reader.language in entry.finnish_only else {}
    if entry.kind is EntryKind.CITY:
        return link_cell(title, "registers", reader.link())
    if ":" in entry.code:
        return {"text": title, **language}
    cell = ref_cell(title, entry.code)
    return {**cell, **language} if isinstance(cell, Mapping) else cell


def _span(entry: Entry) -> str:
    if entry.first_year == entry.last_year:
        return str(entry.first_year or "")
    return f"{entry.first_year}–{entry.last_year}"


def _entry_state(entry: Entry, reader: Reader) -> Cell:
    t = reader.t
    if entry.freshness is None or entry.data_date is None:
        return t(KIND[entry.kind])
    day = format_date(entry.data_date, reader.language)
    return {"text": t(FRESHNESS[entry.freshness]), "note": t("Copy of {day}", day=day)}
