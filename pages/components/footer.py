"""The foot of every page: sources, accessibility statement, feedback, version and the data's date."""

import os

import pandas as pd
import streamlit as st

from pages.components.cached import availability, store_version
from pages.components.links import show_navigation
from pages.components.notices import guarded
from pages.components.numbers import format_date
from pages.components.reader import Reader
from pages.components.words import publisher_text

VERSION = "0.1.0"


def feedback_address() -> str:
    """The address feedback goes to: `HYTEDATA_FEEDBACK`, an e-mail address or a web page; "" when not set."""
    return os.environ.get("HYTEDATA_FEEDBACK", "")


def show_footer(reader: Reader) -> None:
    """Draw the footer."""
    t = reader.t
    st.divider()
    with guarded(t):
        known = availability()
        publishers = ", ".join(sorted(publisher_text(each, t) for each in known["publisher"].unique()))
        newest = format_date(pd.Timestamp(known["data_date"].max()).date(), reader.language)
        st.caption(t("Sources: {publishers}. CC BY 4.0 and MIT.", publishers=publishers))
        st.caption(
            t(
                "HyteData {version} · data version {number} · newest copy {day}",
                version=VERSION,
                number=store_version(),
                day=newest,
            )
        )
    if feedback_address():
        st.text(f"{t('Feedback')}: {feedback_address()}")
    texts = {"about": t("Accessibility statement, feedback and sources")}
    show_navigation(t("About HyteData"), texts, reader, "footer")
