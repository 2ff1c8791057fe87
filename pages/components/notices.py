"""Clear notices instead of tracebacks: what is wrong, where, and what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geodata.errors import GeodataError
from indicators.errors import HyteDataError
from pages.components.reader import current_reader
from pages.components.selection import take_unknown
from pages.components.verbatim import verbatim
from pages.locales.messages import Translator, mark

CHOICES = {
    "lang": mark("language"),
    "home": mark("home area"),
    "indicator": mark("indicator"),
    "level": mark("level"),
    "period": mark("period"),
    "grain": mark("kind of period"),
    "group": mark("population group"),
    "benchmark": mark("comparison"),
    "areas": mark("area"),
    "area": mark("area"),
    "theme": mark("theme"),
    "zero": mark("switch"),
    "lines": mark("lines"),
    "than": mark("earlier year"),
    "goal": mark("goal"),
    "colours": mark("colouring"),
    "fan": mark("switch"),
    "tested": mark("switch"),
    "grouped": mark("switch"),
    "variables": mark("variable"),
    "by": mark("variable"),
    "method": mark("scale"),
    "area_level": mark("level"),
    "owner": mark("owner"),
    "fresh": mark("freshness"),
    "kind": mark("kind of information"),
    "from": mark("year"),
    "to": mark("year"),
    "page": mark("page"),
    "years": mark("number of years"),
    "used_by": mark("user"),
    "access": mark("access"),
    "w_": mark("weight"),
    "v_": mark("weight"),
    "d_": mark("direction"),
}
"""A name that ends in "_" stands for all that begin with it."""


def show_unknown_choices(t: Translator) -> None:
    """Tell which codes of the URL are unknown; the view shows its default instead."""
    for name, value in take_unknown():
        words = CHOICES.get(name) or CHOICES.get(name[:2]) or name
        what = t(words)
        st.warning(
            t(
                "The link names an unknown {what}: “{value}”. The default is shown instead.",
                what=what,
                value=verbatim(value),
            )
        )


@contextmanager
def guarded(t: Translator) -> Iterator[None]:
    """Turn a known fault into a notice; the rest of the page goes on."""
    try:
        yield
    except (HyteDataError, GeodataError) as fault:
        logging.getLogger("hytedata").error("%s: %s", type(fault).__name__, fault)
        st.error(t("This part cannot be shown: {fault}", fault=verbatim(str(fault))))


def show_without_geometry(names: list[str], t: Translator) -> None:
    """Name the areas whose figures are in the table, but which have no boundary to draw."""
    if names:
        st.info(t("No boundary is stored for: {areas}. Their figures are in the table.", areas=", ".join(names)))


def show_without_figures(t: Translator) -> None:
    """Say that the indicator cannot be drawn here, and what to do."""
    st.info(t("This indicator has no figures for the home area's districts, municipalities or county. Choose another."))


def show_unexpected(fault: Exception) -> bool:
    """Streamlit's hook for what nobody foresaw: a plain notice for the reader, the fault for the log."""
    logging.getLogger("hytedata").error("unexpected fault", exc_info=fault)
    t = current_reader().t
    st.error(t("Something went wrong here. The fault has been written to the log; try another choice or reload."))
    return True
