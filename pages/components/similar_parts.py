"""The parts of the view of similar municipalities: variables with weights, and the nearest as a table."""

from functools import partial

import streamlit as st

from geodata.levels import AreaLevel
from indicators.catalogue import load_catalogue
from pages.components.numbers import format_number, format_value
from pages.components.reader import Reader
from pages.components.recipe import WEIGHTS, written_weight
from pages.components.selection import choose, choose_many
from pages.components.tables import Cell, Column, number_cell, show_table
from pages.components.view_of_similar import NEAREST, SimilarView, usual_variables
from pages.components.words import title_of


def choose_weights(reader: Reader, offered: list[str]) -> dict[str, float]:
    """The variables to compare by, each with a weight."""
    t, catalogue = reader.t, load_catalogue()
    usual = usual_variables(offered)
    variables = choose_many(
        t("Variables"),
        "by",
        offered,
        usual,
        known=catalogue,
        widget=partial(st.pills, selection_mode="multi"),
        format_func=lambda code: title_of(catalogue[code], reader.language),
    )
    weights = {}
    with st.expander(t("Weights"), expanded=False):
        for name in variables:
            label = title_of(catalogue[name], reader.language)
            form = written_weight(reader.language)
            weights[name] = float(choose(st.select_slider, label, f"v_{name}", WEIGHTS, "1", format_func=form))
    return weights


def show_similar(view: SimilarView) -> None:
    """The nearest in a sentence, then the first fifteen with distance, what differs most, and the figures."""
    t, reader = view.reader.t, view.reader
    names = ", ".join(reader.name(AreaLevel.MUNICIPALITY, code) for code in view.distances.index[:NEAREST])
    st.markdown(t("Most like {area}: {areas}.", area=reader.home_name, areas=names))
    catalogue = load_catalogue()
    columns = [
        Column(t("Municipality"), "name"),
        Column(t("Distance"), "number"),
        Column(t("Differs most in"), "text"),
        *(
            Column(f"{title_of(catalogue[each], reader.language)}, {view.period_text(each)}", "number")
            for each in view.weights
        ),
    ]
    rows = [_row(view, reader.home), *(_row(view, code) for code in view.nearest().index)]
    show_table(
        t("Municipalities like {area}", area=reader.home_name), columns, rows, "similar", reader.language, heat=True
    )
    st.caption(
        t(
            "Distance: standard deviations over all municipalities, weighted; 0 would be alike in every variable. "
            "Counts are compared by their logarithm. {number} municipalities lack one of the figures and are left out.",
            number=view.left_out(),
        )
    )


def _row(view: SimilarView, code: str) -> list[Cell]:
    """A municipality's row; the home area's own has no distance."""
    reader, catalogue, is_home = view.reader, load_catalogue(), code == view.reader.home
    distance = 0.0 if is_home else float(view.distances[code])
    figures = []
    for name in view.weights:
        value = float(view.values.loc[code, name])
        indicator = catalogue[name]
        figures.append(number_cell(format_value(value, indicator.unit, indicator.decimals, reader.language), value))
    return [
        reader.name(AreaLevel.MUNICIPALITY, code),
        number_cell("" if is_home else format_number(distance, 2, reader.language), distance),
        "" if is_home else title_of(catalogue[view.main_difference(code)], reader.language),
        *figures,
    ]
