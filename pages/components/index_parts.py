"""The index builder's parts: ranked scores, the table of parts and moving ranks, the recipe."""

import streamlit as st

from pages.charts.ranking import build_ranking_figure
from pages.charts.style import CONFIG
from pages.components.numbers import format_number
from pages.components.tables import Column, number_cell, show_table
from pages.components.view_of_index import IndexView
from pages.components.words import title_of

RANKS = ("rank", "best_rank", "worst_rank")


def show_index(view: IndexView) -> None:
    """The sentence, the ranked scores, and the recipe beside them."""
    areas, t = view.areas_view, view.areas_view.reader.t
    first, last = view.order[0], view.order[-1]
    st.markdown(t("Highest {high_area}, lowest {low_area}.", high_area=areas.name(first), low_area=areas.name(last)))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        figure = build_ranking_figure(view.bars(), selected=areas.reader.home)
        st.plotly_chart(figure, key="index", theme=None, config=dict(CONFIG))
    with right:
        st.subheader(t("The recipe"), anchor=False)
        st.markdown("\n".join(f"- {line}" for line in view.recipe_lines()))


def show_index_table(view: IndexView) -> None:
    """Draw each area's rank, how it moves when weights move, its score and the parts of the score."""
    areas, t, language = view.areas_view, view.areas_view.reader.t, view.areas_view.reader.language
    columns = [
        Column(t("Area"), "name"),
        Column(t("Rank"), "number"),
        Column(t("Rank when weights move"), "number"),
        Column(t("Score"), "number"),
        *(Column(title_of(each, language), "number") for each in view.indicators()),
    ]
    rows = []
    for code in view.order:
        rank, best, worst = (format_number(view.ranges.loc[code, name], 0, language) for name in RANKS)
        score, parts = float(view.result.scores[code]), view.result.parts.loc[code]
        rows.append(
            [
                areas.name(code),
                number_cell(rank, float(view.ranges.loc[code, "rank"])),
                number_cell(best if best == worst else f"{best}–{worst}", float(view.ranges.loc[code, "worst_rank"])),
                number_cell(view.written(score), score),
                *(number_cell(view.written(part), float(part)) for part in parts),
            ]
        )
    show_table(t("Scores and their parts"), columns, rows, "index_table", language, heat=True)
    st.caption(
        t(
            "The parts of a row sum to its score. Rank when weights move: the best and the worst rank when all weights "
            "are equal, and when each in turn is halved or doubled."
        )
    )
