"""The parts of the blind spots: the table of cells, and each gap in words."""

import pandas as pd
import streamlit as st

from indicators.gaps import GroupKind
from indicators.model import Theme
from pages.charts.style import INK
from pages.components.numbers import format_number
from pages.components.reader import Reader
from pages.components.register_words import GROUP
from pages.components.selection import choose
from pages.components.tables import Cell, Column, Tone, show_table
from pages.components.view_of_gaps import DEFAULT_YEARS, YEARS, gap_sentence, levels_of_home
from pages.components.words import LEVEL, THEME

GAP, KNOWN = "gap", "known"


def choose_years(reader: Reader) -> int | None:
    """How old a figure may be, in years since its period ended; None for any age."""
    t = reader.t

    def written(code: str) -> str:
        return t("Any age") if YEARS[code] is None else t("At most {years} years", years=YEARS[code])

    options = list(YEARS)
    label = t("Age of the figures")
    code = choose(st.segmented_control, label, "years", options, DEFAULT_YEARS, format_func=written, required=True)
    return YEARS[code]


def show_sum(table: pd.DataFrame, reader: Reader) -> None:
    """The whole in a sentence."""
    t, empty = reader.t, int(table["indicators"].eq(0).sum())
    st.markdown(
        t(
            "{area}: {gaps} of {cells} combinations of theme, area level and population group have no figure.",
            area=reader.home_name,
            gaps=format_number(empty, 0, reader.language),
            cells=format_number(len(table), 0, reader.language),
        )
    )


def show_cells(table: pd.DataFrame, reader: Reader) -> None:
    """A row a theme and kind of group, a column a level: how many indicators have figures."""
    t, levels = reader.t, levels_of_home(reader.home)
    numbers = table.set_index(["theme", "group", "area_level"])["indicators"].to_dict()
    columns = [Column(t("Theme and group"), "name"), *(Column(t(LEVEL[level]), "number") for level in levels)]
    rows: list[list[Cell]] = [
        [t(GROUP[kind]), *(_cell(numbers[(theme, kind, level)], reader) for level in levels)]
        for theme in Theme
        for kind in GroupKind
    ]
    show_table(
        t("Indicators with figures, by theme, population group and area level"),
        columns,
        rows,
        "gaps",
        reader.language,
        sortable=False,
        heat=True,
        groups=[(t(THEME[theme]), len(GroupKind)) for theme in Theme],
        tones={
            GAP: Tone("#f7e3d4", INK, "○", t("no figure")),
            KNOWN: Tone("#ffffff", INK, "", ""),
        },
    )


def show_gap_list(table: pd.DataFrame, reader: Reader) -> None:
    """Every gap by name, folded away by theme."""
    t, empty = reader.t, table[table["indicators"] == 0]
    st.subheader(t("Each blind spot by name"), anchor=False)
    for theme in Theme:
        own = empty[empty["theme"] == theme]
        if len(own):
            title = t("{theme}: {count} blind spots", theme=t(THEME[theme]), count=len(own))
            with st.expander(title, key=f"gaps_{theme}"):
                st.markdown("\n".join(f"- {_sentence(row, reader)}" for _, row in own.iterrows()))


def _sentence(row: pd.Series, reader: Reader) -> str:
    return gap_sentence(row["theme"], row["area_level"], row["group"], row["latest_end"], reader)


def _cell(number: int, reader: Reader) -> Cell:
    if number == 0:
        return {"text": "0", "tone": GAP}
    return {"text": format_number(number, 0, reader.language), "tone": KNOWN}
