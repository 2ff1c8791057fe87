"""The registers: information products and tools, and the city's own information that is not in HyteData."""

from collections.abc import Sequence

import streamlit as st

from geodata.levels import LEVELS
from indicators.city.access import Access
from indicators.city.information import CityInformation
from indicators.city.products import Product, User
from indicators.facets import ALL, NONE
from indicators.model import Text
from pages.components.reader import Reader
from pages.components.register_words import ACCESS, NOT_STATED, PRODUCT_RHYTHM, USER
from pages.components.screen import filter_width
from pages.components.selection import choose
from pages.components.tables import Cell, Column, show_table
from pages.components.words import LEVEL, RHYTHM, THEME


def choose_user(reader: Reader) -> str:
    """Whose products to show: a user's code, or all."""
    t = reader.t

    def written(code: str) -> str:
        return t("All") if code == ALL else t(USER[User(code)])

    options = [ALL, *map(str, User)]
    return choose(st.selectbox, t("Used by"), "used_by", options, ALL, format_func=written, width=filter_width())


def choose_access(reader: Reader) -> str:
    """What may be seen by whom: a code, all, or what is not stated."""
    t = reader.t
    words = {ALL: t("All"), NONE: t(NOT_STATED), **{str(each): t(ACCESS[each]) for each in Access}}
    return choose(
        st.selectbox, t("Access"), "access", list(words), ALL, format_func=words.__getitem__, width=filter_width()
    )


def chosen_products(products: Sequence[Product], user: str, access: str) -> list[Product]:
    """The products a user leads by and somebody may see; codes as the choices give them."""
    return [each for each in products if (user == ALL or user in each.used_by) and access in (ALL, each.access or NONE)]


def chosen_information(entries: Sequence[CityInformation], access: str) -> list[CityInformation]:
    """The information that somebody may see; `NONE` for what does not state it."""
    return [each for each in entries if access in (ALL, each.access or NONE)]


def show_products(products: Sequence[Product], reader: Reader) -> None:
    """A row a product: what, whose, for whom, how often, who may see it, and the need it does not meet."""
    t = reader.t
    heads = [
        (t("Product or tool"), 30),
        (t("Used by"), 13),
        (t("Owner"), 12),
        (t("Rhythm"), 12),
        (t("Access"), 11),
        (t("Need that is not met"), 22),
    ]
    rows = [_product(each, reader) for each in products]
    _show_register(t("Information products and tools"), heads, rows, "products", reader)


def show_information(entries: Sequence[CityInformation], reader: Reader) -> None:
    """A row a body of information: what, of whom, whose, where it is kept and who may see it."""
    t = reader.t
    heads = [
        (t("Information"), 30),
        (t("Themes"), 13),
        (t("Levels and groups"), 14),
        (t("Owner and contact"), 14),
        (t("Kept in"), 10),
        (t("Access"), 10),
        (t("Updates"), 9),
    ]
    rows = [_information(each, reader) for each in entries]
    _show_register(t("The city’s own information"), heads, rows, "information", reader)


def _show_register(
    caption: str, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]], key: str, reader: Reader
) -> None:
    """A register as a table, or that nothing fits; `heads` with the width of their columns in per cent."""
    if not rows:
        st.info(reader.t("No entry fits these filters."))
        return
    (name, width), *others = heads
    columns = [Column(name, "name", width=f"{width}%"), *(Column(head, width=f"{each}%") for head, each in others)]
    show_table(caption, columns, rows, key, reader.language, hide_caption=True, stacked=True)


def _product(product: Product, reader: Reader) -> list[Cell]:
    t = reader.t
    return [
        _named(product.name, product.description, product.url, reader),
        ", ".join(t(USER[each]) for each in product.used_by) or t(NOT_STATED),
        product.owner_unit or t(NOT_STATED),
        t(PRODUCT_RHYTHM[product.rhythm]) if product.rhythm else t(NOT_STATED),
        t(ACCESS[product.access]) if product.access else t(NOT_STATED),
        _text(product.need_not_met, reader) or t("none stated"),
    ]


def _information(entry: CityInformation, reader: Reader) -> list[Cell]:
    t = reader.t
    levels = [t(LEVEL[level]) for level in LEVELS if level in entry.levels]
    groups = [_text(each, reader) for each in entry.population_groups]
    return [
        _named(entry.title, entry.description, entry.url, reader),
        ", ".join(t(THEME[theme]) for theme in entry.themes) or t(NOT_STATED),
        ", ".join((*levels, *groups)) or t(NOT_STATED),
        {"text": entry.owner_unit or t(NOT_STATED), "note": entry.contact or ""},
        entry.system or t(NOT_STATED),
        t(ACCESS[entry.access]) if entry.access else t(NOT_STATED),
        t(RHYTHM[entry.rhythm]) if entry.rhythm else t(NOT_STATED),
    ]


def _named(name: Text, description: Text, url: str | None, reader: Reader) -> Cell:
    note = _text(description, reader)
    return {"text": _text(name, reader), "note": f"{note} {url}" if url else note}


def _text(text: Text | None, reader: Reader) -> str:
    return str(getattr(text, reader.language)) if text else ""
