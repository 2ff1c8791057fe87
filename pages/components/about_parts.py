"""The parts of the about page."""

import pandas as pd
import streamlit as st

from indicators.model import Dataset
from pages.components.cached import availability
from pages.components.footer import feedback_address
from pages.components.numbers import format_date
from pages.components.reader import Reader
from pages.components.tables import Column, show_table
from pages.components.words import DATASET, publisher_text
from pages.locales.messages import mark

METHODS = (
    mark(
        "Every share and rate with counts has a confidence interval at 95% and 99.8%: Wilson's for shares, the Poisson "
        "interval for rates (exact below ten cases, else Byar's)."
    ),
    mark(
        "“Better” and “worse” are said when the benchmark lies outside the 95% interval, “much” when outside the 99.8% "
        "interval. Where neither direction is better, the words are “higher” and “lower”."
    ),
    mark(
        "“Increasing” and “decreasing” are said of the latest five years' counts (chi-square test, 99.8%, and the "
        "slope keeps its sign without any one year), or of ten years or more without counts (Mann–Kendall, 99.8%)."
    ),
    mark("Where a test cannot be made, the reason stands in its place: too few years, a break, hidden figures."),
    mark(
        "How often the tests and intervals err has been measured: docs/audits.md in the source code. Sentences can be "
        "downloaded with the facts they stand on (JSON)."
    ),
)


def show_methods(reader: Reader) -> None:
    """How "better", "worse", "increasing" and "decreasing" come about, and where it is measured how often they err."""
    t = reader.t
    st.subheader(t("How figures are compared"), anchor=False)
    st.markdown("\n".join(f"- {t(text)}" for text in METHODS))


def show_accessibility(reader: Reader) -> None:
    """The accessibility statement."""
    t = reader.t
    st.subheader(t("Accessibility statement"), anchor=False)
    st.markdown(
        t(
            "HyteData aims at WCAG 2.2 level AA. Every map and chart has the same content as a table and as a "
            "sentence, every choice works by keyboard, and colour is never the only sign. Automated checks "
            "(axe-core) run on every view; the statement has not been assessed by an outside body."
        )
    )
    st.markdown(
        t(
            "Known shortcomings: the map itself cannot be moved by keyboard, the table below it replaces it; "
            "names of small areas without a Swedish name are in Finnish."
        )
    )


def show_feedback(reader: Reader) -> None:
    """Where feedback goes, or that the operator has not said."""
    t = reader.t
    st.subheader(t("Feedback"), anchor=False)
    address = feedback_address()
    if address:
        st.markdown(t("Send feedback on accessibility or content to:"))
        st.text(address)
    else:
        st.markdown(t("The operator of this service has not given an address (setting HYTEDATA_FEEDBACK)."))


def show_sources(reader: Reader) -> None:
    """Each dataset with publisher, licence and the day of its copy."""
    t = reader.t
    st.subheader(t("Sources and licences"), anchor=False)
    datasets = (
        availability()
        .groupby(["publisher", "licence", "dataset"], as_index=False)
        .agg(indicators=("indicator_id", "nunique"), day=("data_date", "max"), last=("last_end", "max"))
    )
    columns = [
        Column(t("Publisher"), "name"),
        Column(t("Dataset")),
        Column(t("Licence")),
        Column(t("Indicators"), "number"),
        Column(t("Newest year"), "number"),
        Column(t("Copied on")),
    ]
    rows = [
        [
            publisher_text(row.publisher, t),
            t(DATASET[Dataset(row.dataset)]),
            row.licence,
            str(row.indicators),
            str(pd.Timestamp(row.last).year),
            format_date(pd.Timestamp(row.day).date(), reader.language),
        ]
        for row in datasets.itertuples()
    ]
    show_table(t("Sources and licences"), columns, rows, "sources", reader.language, hide_caption=True, stacked=True)
    st.markdown(
        t("Boundaries: Statistics Finland (CC BY 4.0); HSY and the cities, Helsinki Region Infoshare (CC BY 4.0).")
    )
