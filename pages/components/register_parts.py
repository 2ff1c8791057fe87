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
    columns = [
        Column(t("Product or tool"), "name", width="30%"),
        Column(t("Used by"), width="13%"),
        Column(t("Owner"), width="12%"),
        Column(t("Rhythm"), width="12%"),
        Column(t("Access"), width="11%"),
        Column(t("Need that is not met"), width="22%"),
    ]
    rows = [_product(each, reader) for each in products]
    if not rows:
        st.info(t("No entry fits these filters."))
        return
    caption = t("Information products and tools")
    show_table(caption, columns, rows, "products", reader.language, hide_caption=True, stacked=True)


def show_information(entries: Sequence[CityInformation], reader: Reader) -> None:
    """A row a body of information: what, of whom, whose, where it is kept and who may see it."""
    t = reader.t
    columns = [
        Column(t("Information"), "name", width="30%"),
        Column(t("Themes"), width="13%"),
        Column(t("Levels and groups"), width="14%"),
        Column(t("Owner and contact"), width="14%"),
        Column(t("Kept in"), width="10%"),
        Column(t("Access"), width="10%"),
        Column(t("Updates"), width="9%"),
    ]
    rows = [_information(each, reader) for each in entries]
    if not rows:
        st.info(t("No entry fits these filters."))
        return
    caption = t("The city’s own information")
    show_table(caption, columns, rows, "information", reader.language, hide_caption=True, stacked=True)


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
